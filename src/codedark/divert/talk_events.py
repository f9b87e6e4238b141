"""What is said about one transfer while the patient is here: asked, yes, no, given up, what goes along."""

from __future__ import annotations

from dataclasses import dataclass

from codedark.divert.conversation import Mark
from codedark.divert.happening import OfPatient
from codedark.hospital.records import SiteId


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(OfPatient):
    """A doctor there was asked to take the patient."""

    to: SiteId
    """Hospital that was asked."""
    doctor: str
    """Who was asked: a function, or a name if the hospital gives one."""
    pool: str = ""
    """Kind of bed asked for; left out: as proposed, else the patient's own kind."""
    expires_min: float | None = None
    """Until which minute an answer is waited for; left out: 30 minutes from the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionallyAccepted(OfPatient):
    """Yes, if something there still comes about."""

    to: SiteId | None = None
    """Hospital that answered; left out: the one spoken with."""
    doctor: str = ""
    """Who said so."""
    expires_min: float | None = None
    """Until which minute it holds; left out: until they say otherwise."""
    why: str = ""
    """On what it depends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(OfPatient):
    """Yes: the place is agreed."""

    to: SiteId | None = None
    """Hospital that answered; left out: the one spoken with."""
    doctor: str = ""
    """Who said so; left out: whoever was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(OfPatient):
    """No; also a yes taken back."""

    to: SiteId | None = None
    """Hospital that answered; left out: the one spoken with."""
    why: str = ""
    """As they said it."""
    full: bool = False
    """They have no such bed for anybody: its count becomes 0."""
    by: str = ""
    """Who said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(OfPatient):
    """We give the place back before anybody left; the patient still has to go, elsewhere."""

    by: str
    """Who decided it."""
    why: str = ""
    """For what reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(OfPatient):
    """A named person decides that this patient is not moved. No plan proposes a place until `plan-again`."""

    by: str
    """Who decided it, and answers for the patient."""
    why: str = ""
    """For what reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(OfPatient):
    """Something that goes with the patient was sent or said."""

    mark: Mark
    """Which."""
    by: str = ""
    """By whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Died(OfPatient):
    """The patient died, here or on the road."""

    by: str = ""
    """Role of who entered it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WentHome(OfPatient):
    """The patient left for home."""

    by: str = ""
    """Role of who let the patient go."""
