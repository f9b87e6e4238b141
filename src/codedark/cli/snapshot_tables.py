"""A downtime snapshot shown: how old it is, who is in it, which marks are missing, what could not be read."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from codedark.cli.answer import counted, note, say, table
from codedark.cli.snapshot_taking import moment_said

if TYPE_CHECKING:
    from codedark.divert.census import Census, InBed
    from codedark.hospital.records import SiteId

STALE_MIN = 120.0
"""Minutes after which an hourly snapshot is late: one was missed."""

NOTES_SHOWN = 40
"""Lines of what could not be read before the rest is counted."""


def as_json(census: Census) -> dict[str, Any]:
    """What a snapshot holds, counted; its keys stand at the head of `verb_snapshot`."""
    from codedark.divert.counting_in import missing_of

    return {
        "taken_at": census.taken_at,
        "patients": len(census.patients),
        "wards": [
            {
                "ward": ward,
                "site": site,
                "patients": len(those),
                "critical": _critical(those),
                "missing": missing_of(those),
            }
            for (site, ward), those in _by_ward(census).items()
        ],
        "missing": missing_of(census.patients),
        "theatre_list": len(census.theatre_list),
        "arrivals": len(census.arrivals),
        "telephones": len(census.telephones),
        "sources": list(census.sources),
        "notes": list(census.notes),
    }


def patients_json(census: Census) -> list[dict[str, Any]]:
    """Every in-patient: where, since when, which marks are missing."""
    return [
        {
            "patient": one.patient.patient,
            "site": one.patient.site,
            "ward": one.patient.ward,
            "bed": one.bed,
            "admitted_at": one.admitted_at,
            "acuity": one.patient.acuity,
            "pool": one.patient.pool,
            "missing": list(one.missing),
        }
        for one in census.patients
    ]


def show_age(census: Census, now: datetime) -> None:
    """How old it is, first of all."""
    age = census.age_min(now)
    late = "  IT IS LATE: an hourly snapshot was missed." if age > STALE_MIN else ""
    print(f"Taken {moment_said(census.taken_at)}, {age_said(age)} ago.{late}")


def age_said(minutes: float) -> str:
    """An age as people say it.

    >>> age_said(47.3), age_said(135), age_said(4000)
    ('47 min', '2 h 15 min', '2 days 18 h')
    """
    whole = round(minutes)
    if whole < 120:
        return f"{whole} min"
    hours, rest = divmod(whole, 60)
    return f"{hours} h {rest} min" if hours < 48 else f"{hours // 24} days {hours % 24} h"


def show_census(census: Census) -> None:
    """Counts a ward, what else is in it, and every note."""
    from codedark.divert.counting_in import missing_of

    sums = [counted(len(census.patients), "in-patient"), f"{len(census.theatre_list)} on the theatre list"]
    sums += [counted(len(census.arrivals), "expected arrival"), counted(len(census.telephones), "telephone number")]
    print(", ".join(sums) + ".")
    if census.patients:
        marks = tuple(missing_of(census.patients))
        rows = [
            (
                site,
                ward,
                len(those),
                _critical(those) or None,
                *map(missing_of(those).get, marks),
            )
            for (site, ward), those in _by_ward(census).items()
        ]
        heads = ("site", "ward", "patients", "critical", *(f"no {mark}" for mark in marks))
        table(heads, rows, title="Wards, and the marks nobody has entered", right=heads[2:])
    for line in census.sources:
        say(line, indent="from: ")
    for line in census.notes[:NOTES_SHOWN]:
        say(line, indent="  - ", hanging="    ")
    if len(census.notes) > NOTES_SHOWN:
        print(f"  ... and {len(census.notes) - NOTES_SHOWN} more; --json has them all")


def show_patients(census: Census) -> None:
    """One row a patient, to find a bed by its reference."""
    table(
        ("patient", "site", "ward", "bed", "acuity", "not entered"),
        [
            (
                one.patient.patient,
                one.patient.site,
                one.patient.ward,
                one.bed,
                one.patient.acuity,
                ", ".join(one.missing),
            )
            for one in census.patients
        ],
        title="In-patients; what is not entered is planned as the ward's row",
    )


def show_damaged(damaged: tuple[str, ...]) -> None:
    """Newer snapshots that did not open: said before anything else."""
    for line in damaged:
        note(f"DOES NOT OPEN, so an older one is read: {line}")


def _by_ward(census: Census) -> dict[tuple[SiteId, str], list[InBed]]:
    found: dict[tuple[SiteId, str], list[InBed]] = {}
    for one in census.patients:
        found.setdefault((one.patient.site, one.patient.ward), []).append(one)
    return found


def _critical(those: list[InBed]) -> int:
    return Counter(str(one.patient.acuity) for one in those)["critical"]
