"""What is asked of the dispatch centre: a crew for one trip. Others' crews are requested, never sent.

The sheet is read out by telephone, or faxed: from where, to where, ready when, which level, who of ours goes along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from codedark.divert.conversation import Talk
from codedark.divert.preferences import ESCORT_PLANNED
from codedark.divert.transfer_plan import Transfer
from codedark.hospital.records import CrewId, Patient, PatientId, SiteId, Unknown
from codedark.hospital.words import Acuity, Escort, Owner


class RequestState(StrEnum):
    """What became of a request."""

    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "no-longer-needed"
    """The transfer came to nothing, or another crew makes it. They are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A crew asked for, for one trip of one patient."""

    number: int
    """1, 2, 3, ... in the order asked: what both sides say on the telephone."""
    patient: PatientId
    acuity: Acuity
    from_: SiteId
    to: SiteId
    owner: Owner
    """Whom to ask: the 112 centre, or a private firm."""
    crew: CrewId | None
    """The one the plan counts on; None: any that will do."""
    level: Escort
    """What the crew itself must bring: nobody, a nurse (PIT), a physician (MUG)."""
    escort_team: str
    """Team of ours that goes along and has to come back; empty: none."""
    ready_min: float
    """When the patient is ready at our door, minutes after the fall."""
    must_arrive_min: float
    """Until when care here holds; infinite: no end told."""
    asked_min: float
    state: RequestState = RequestState.REQUESTED
    answered_min: float | None = None
    answer: str = ""
    """As they said it, and who."""


def request_for(transfer: Transfer, number: int, asked_min: float) -> Request:
    """The request that one planned transfer needs. With a team of ours going along, an ambulance is enough."""
    return Request(
        number=number,
        patient=transfer.patient,
        acuity=transfer.acuity,
        from_=transfer.from_,
        to=transfer.to,
        owner=transfer.owner or Owner.EMERGENCY_112,
        crew=transfer.crew,
        level=Escort.NONE if transfer.escort_team else transfer.escort,
        escort_team=transfer.escort_team,
        ready_min=max(transfer.depart_min, asked_min),
        must_arrive_min=transfer.must_arrive_min,
        asked_min=asked_min,
    )


def request_for_any(talk: Talk, patient: Patient, number: int, asked_min: float, must_arrive_min: float) -> Request:
    """The request for an agreed place that no crew of the plan can reach: any crew that will do."""
    told = patient.escort
    return Request(
        number=number,
        patient=talk.patient,
        acuity=patient.acuity,
        from_=patient.site,
        to=talk.to,
        owner=Owner.EMERGENCY_112,
        crew=None,
        level=ESCORT_PLANNED[patient.acuity] if isinstance(told, Unknown) else told,
        escort_team=talk.escort_team,
        ready_min=asked_min,
        must_arrive_min=must_arrive_min,
        asked_min=asked_min,
    )


def request_sheet(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Those that wait for an answer, the most pressing first: what the sheet for the dispatch centre prints."""
    waiting = (request for request in requests if request.state is RequestState.REQUESTED)
    return tuple(sorted(waiting, key=lambda r: (r.ready_min, r.must_arrive_min, r.number)))
