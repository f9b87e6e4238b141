"""The hospital with today's patients in it: what a plan is made for when the snapshot has opened."""

from __future__ import annotations

from dataclasses import replace

from codedark.divert.census import Census
from codedark.divert.counting_in import with_marks
from codedark.hospital.records import Hospital


def todays(hospital: Hospital, census: Census) -> Hospital:
    """The same hospital, its in-patients those of the snapshot and its telephone list longer by the snapshot's.

    What clinicians have entered in the folder's `patients` since it was taken wins over what it was planned with.
    Where the snapshot tells of no in-patient at all, that was not told (`Census`), and the folder's own stay. A number
    of the snapshot replaces one of the folder of the same name: it was taken later.

    Args:
        census: as `store.snapshot` reads it. Sites and services that its patients name and the folder no longer has
            are the caller's to ask for (`strangers`): plans are made of what is named.
    """
    now = with_marks(census.patients, hospital)
    patients = {one.patient.patient: one.patient for one in now} or dict(hospital.patients)
    numbers = {**hospital.telephones, **{one.telephone: one for one in census.telephones}}
    return replace(hospital, patients=patients, telephones=numbers)


def strangers(hospital: Hospital, census: Census) -> tuple[str, ...]:
    """Sites and services that a snapshot names and the folder does not have: one sentence each, () when it fits.

    The tables may have changed since it was taken; a plan must not stumble over that at night.
    """
    sites = {one.patient.site for one in census.patients} - set(hospital.sites)
    services = {need for one in census.patients for need in one.patient.needs} - set(hospital.services)
    return tuple(
        f"{kind} '{name}' of the snapshot is not in the folder: take the snapshot again, or restore the row"
        for kind, names in (("site", sites), ("service", services))
        for name in sorted(names)
    )
