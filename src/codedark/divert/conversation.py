"""The conversation about one transfer: where it stands, with whom, until when, and what was said, in order.

A patient has at most one open conversation, and so never two places at once. `conversation_rules` has every way from
one state to another; `day_talking` takes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from codedark.hospital.records import CrewId, PatientId, SiteId


class TalkState(StrEnum):
    """Where the conversation about one transfer stands."""

    NOTHING = "nothing"
    """Nothing was ever spoken about this patient."""
    PROPOSED = "proposed"
    """The plan says so; nobody was called. A later plan may say otherwise."""
    OFFERED = "offered"
    """A named doctor there was asked, and has until a minute to answer."""
    PROVISIONAL = "provisionally-accepted"
    """Yes, if something there still comes about."""
    ACCEPTED = "accepted"
    """The place is agreed. No plan moves it; a person may."""
    REFUSED = "refused"
    """They said no, or did not answer in time."""
    WITHDRAWN = "withdrawn"
    """We gave the place back; the patient is here and still has to go."""
    CREW_ASSIGNED = "crew-assigned"
    """Agreed, and a crew is to come for the patient."""
    CREW_FAILED = "crew-failed"
    """Agreed, and the crew that was to come does not."""
    DEPARTED = "departed"
    """On the road to the agreed place."""
    TURNED_BACK = "turned-back"
    """On the road back to us; the place is given up."""
    DIVERTED = "diverted-en-route"
    """On the road to another place than the one agreed first."""
    ARRIVED = "arrived"
    """At the door there; nobody has taken over yet."""
    ARRIVED_REFUSED = "arrived-but-refused"
    """At their door, or on the road to it, and they will not take the patient: no place, and not here."""
    HANDED_OVER = "handed-over"
    """Theirs now. The end."""
    DIED = "died"
    """The end."""
    CANCELLED = "cancelled"
    """A named person decided that this transfer is not made; no plan proposes another until somebody says so."""


class Mark(StrEnum):
    """What goes with a patient, beside the patient."""

    RECORD = "record"
    """The record, or its summary on paper, was sent along."""
    MEDICATION = "medication"
    """Medication for the road and the first hours was sent along."""
    FAMILY = "family"
    """The family was told where the patient goes."""


_S = TalkState
HOLDS = frozenset(
    {
        _S.OFFERED, _S.PROVISIONAL, _S.ACCEPTED, _S.CREW_ASSIGNED, _S.CREW_FAILED,
        _S.DEPARTED, _S.DIVERTED, _S.ARRIVED, _S.HANDED_OVER,
    }
)  # fmt: skip
"""A bed there is spoken for, or taken. An open offer counts: somebody there keeps a bed while they think."""
FROZEN = HOLDS - {_S.OFFERED, _S.PROVISIONAL}
"""Agreed or departed: frozen to the optimiser, never to a person."""
OVER = frozenset({_S.NOTHING, _S.REFUSED, _S.WITHDRAWN, _S.CANCELLED, _S.HANDED_OVER, _S.DIED})
"""No conversation is open. After a refusal, a withdrawal or a cancellation a new one may begin."""
WITH_CREW = frozenset(
    {_S.CREW_ASSIGNED, _S.DEPARTED, _S.DIVERTED, _S.ARRIVED, _S.ARRIVED_REFUSED, _S.TURNED_BACK}
)  # fmt: skip
"""A crew is bound by it."""
UNDER_WAY = WITH_CREW - {_S.CREW_ASSIGNED}
"""The patient has left our door and is in the crew's hands."""
ASTRAY = frozenset({_S.ARRIVED_REFUSED, _S.TURNED_BACK})
"""Left our door, and no place is agreed: no plan can help before somebody says where the patient is to go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line of a conversation. Nothing is changed afterwards."""

    at_min: float
    """When it happened, minutes after the fall."""
    event: str
    before: TalkState
    after: TalkState
    to: SiteId
    by: str
    """Role or name of who said it; empty: not told."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The conversation about moving one patient to one place."""

    patient: PatientId
    to: SiteId
    """Empty: cancelled before any place was spoken of."""
    pool: str
    """Kind of bed spoken for; empty: a place outside the list."""
    state: TalkState
    doctor: str = ""
    """Who there was asked, or agreed; empty: not told."""
    expires_min: float = inf
    """Until when an open offer, or a provisional yes, holds."""
    crew: CrewId | None = None
    escort_team: str = ""
    """Team of ours that goes along; empty: none told."""
    depart_min: float | None = None
    """When the crew left our door, or is to."""
    arrive_min: float | None = None
    takes_bed: bool = False
    """Whether it took one of the free beds we know of. A yes beyond the count is their word, and takes none."""
    silent: bool = False
    """Refused by not answering in time: a late yes still counts."""
    marks: tuple[tuple[Mark, float], ...] = ()
    """What was sent or said, and at which minute."""
    history: tuple[Said, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether a bed there is spoken for, or taken."""
        return self.state in HOLDS

    @property
    def frozen(self) -> bool:
        """Whether no plan may move it."""
        return self.state in FROZEN

    @property
    def open(self) -> bool:
        """Whether it is still spoken about."""
        return self.state not in OVER

    @property
    def times(self) -> Mapping[TalkState, float]:
        """When each state was last entered, minutes after the fall."""
        return {said.after: said.at_min for said in self.history if said.before is not said.after}
