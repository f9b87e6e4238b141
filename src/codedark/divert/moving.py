"""Who must leave, who can stay on paper and until when, who goes home: from what fell and what each one needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from codedark.depend import Outage, ServiceLost
from codedark.divert.preferences import ESCORT_PLANNED, STAY_H
from codedark.divert.transfer_plan import GoesHome, Stays
from codedark.hospital.records import Hospital, Patient, ServiceId, Unknown
from codedark.hospital.words import Escort


@dataclass(frozen=True, slots=True, kw_only=True)
class MustMove:
    """A patient who must leave, and until when care here holds."""

    patient: Patient
    until_min: float
    """Minutes after the fall; not after `now` where it has ended already."""
    service: ServiceId
    """The service that ends first."""
    escort: Escort
    """As entered, or as planned by acuity."""
    missing: tuple[str, ...]
    """Marks that nobody entered: `escort`, `can_go_home`."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """All in-patients, each in one of three lists, in the order of references."""

    move: tuple[MustMove, ...]
    stay: tuple[Stays, ...]
    home: tuple[GoesHome, ...]


def who_moves(hospital: Hospital, outage: Outage, *, stay_min: float = STAY_H * 60.0) -> Moving:
    """Sort today's in-patients by what fell.

    Args:
        hospital: its `patients` are today's.
        outage: what is lost, from `depend.what_falls_if`.
        stay_min: minutes after the fall until which the outage is expected to last: who is carried that long, or leaves
            before, stays.
    Returns:
        Lists that hold every patient once. A patient whose mark *can go home* is unknown is not sent home.

    A downtime procedure carries a patient until the paper of any one of the needs ends; that it keeps but a share of
    its capacity is said in the plan's notes, for whom it carries is a clinician's choice.
    """
    lost = {s.service: s for s in outage.services}
    move, stay, home = list[MustMove](), list[Stays](), list[GoesHome]()
    for patient in sorted(hospital.patients.values(), key=lambda p: p.patient):
        ends = _first_to_end(patient, lost)
        if ends is None:
            stay.append(_unhurt(patient))
        elif patient.can_go_home is True:
            home.append(
                GoesHome(patient=patient.patient, site=patient.site, entered_by=patient.entered_by, why=_said(ends))
            )
        elif min(stay_min, _discharge_min(patient)) <= ends.paper_until_min:
            stay.append(_stays(patient, ends))
        else:
            move.append(_must(patient, ends))
    return Moving(move=tuple(move), stay=tuple(stay), home=tuple(home))


def _first_to_end(patient: Patient, lost: Mapping[ServiceId, ServiceLost]) -> ServiceLost | None:
    needed = (lost[need] for need in patient.needs if need in lost)
    return min(needed, key=lambda s: (s.paper_until_min, s.service), default=None)


def _discharge_min(patient: Patient) -> float:
    return inf if isinstance(patient.stay_h, Unknown) else patient.stay_h * 60.0


def _unhurt(patient: Patient) -> Stays:
    why = "nothing this patient needs is lost"
    return Stays(patient=patient.patient, site=patient.site, until_min=inf, service=None, why=why)


def _stays(patient: Patient, ends: ServiceLost) -> Stays:
    leaves = _discharge_min(patient) <= ends.paper_until_min
    why = f"{_said(ends)}; leaves before" if leaves else _said(ends)
    return Stays(
        patient=patient.patient, site=patient.site, until_min=ends.paper_until_min, service=ends.service, why=why
    )


def _must(patient: Patient, ends: ServiceLost) -> MustMove:
    return MustMove(
        patient=patient,
        until_min=ends.paper_until_min,
        service=ends.service,
        escort=_escort(patient),
        missing=_missing(patient),
        why=_said(ends),
    )


def _escort(patient: Patient) -> Escort:
    return ESCORT_PLANNED[patient.acuity] if isinstance(patient.escort, Unknown) else patient.escort


def _missing(patient: Patient) -> tuple[str, ...]:
    return tuple(name for name in ("escort", "can_go_home") if isinstance(getattr(patient, name), Unknown))


def _said(service: ServiceLost) -> str:
    """Why, in a person's words.

    >>> from types import SimpleNamespace as S
    >>> _said(S(name="Intensive care", service="icu", lost_at_min=0.0, paper_until_min=360.0))
    'Intensive care: on paper until 6 h after the fall'
    """
    name = service.name or service.service
    if service.paper_until_min <= service.lost_at_min:
        return f"{name}: lost, with no downtime procedure"
    return f"{name}: on paper until {_long(service.paper_until_min)} after the fall"


def _long(minutes: float) -> str:
    """A length as people say it."""
    if minutes < 120:
        return f"{minutes:g} min"
    return f"{minutes / 60:.3g} h" if minutes < 4320 else f"{minutes / 1440:.3g} days"


def by_agreement(patient: Patient, outage: Outage | None = None) -> MustMove:
    """Somebody who need not leave, and who leaves because people agreed; care here holds as it does for who stays."""
    lost = {} if outage is None else {s.service: s for s in outage.services}
    ends = _first_to_end(patient, lost)
    return MustMove(
        patient=patient,
        until_min=inf if ends is None else ends.paper_until_min,
        service=ServiceId("") if ends is None else ends.service,
        escort=_escort(patient),
        missing=_missing(patient),
        why="agreed between people",
    )
