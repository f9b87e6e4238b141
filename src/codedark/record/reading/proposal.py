"""What the reading of an article gives: proposals a person may take, and what was left out, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from hashlib import sha256

from codedark.record.assertion import Period, Qualifier, Status, Value
from codedark.record.edtf import When


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNames:
    """What is the hospital's own, so that it is neither another hospital nor an indicator."""

    hospital: tuple[str, ...] = ()
    """Its names as the press writes them; none told: any hospital may be the one."""
    sites: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


NOT_TOLD = OwnNames()
"""Nothing is known of the hospital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One thing an article says of one field, on the words that say it."""

    field: str
    """Name in `record.fields`."""
    value: Value = None
    qualifier: Qualifier | None = None
    status: Status = Status.STATED
    about: str = ""
    scope: tuple[str, ...] = ()
    """The hospital's own sites it is said of; empty: no site is named."""
    start: int
    """First character of the words it rests on."""
    end: int
    """After the last one."""
    wording: str
    """Those words."""
    rule: str
    """Name of the rule that read it."""
    clause: tuple[int, int] = (0, 0)
    """First and after the last character of the clause it stands in."""
    figure: tuple[int, int] | None = None
    """First and after the last character of its figure; None: it has none."""
    period: Period | None = None
    valid: When | None = None
    details: Mapping[str, str] = made(default_factory=dict)
    also: tuple[tuple[int, int], ...] = ()
    """Further places of the text that say the same."""

    @property
    def id(self) -> str:
        """`p-` and 8 hexadecimal digits: the same text gives the same names."""
        told = f"{self.field} {self.about} {self.value} {self.qualifier} {self.status} {self.start} {self.end}"
        return "p-" + sha256(told.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Something that looked like a fact and is not proposed."""

    field: str
    start: int
    end: int
    wording: str
    reason: str
    """One of `REASONS`."""


REASONS = {
    "question": "it is asked, not said",
    "rumour": "it is a rumour, or unconfirmed",
    "exercise": "it is of an exercise",
    "advice": "it is advice, or said of hospitals at large",
    "may-happen": "it may happen, or might have",
    "condition": "it hangs on a condition",
    "denied": "it is denied",
    "negation": "the number is named and then said not to be so",
    "other-incident": "it is of another incident or year",
    "other-hospital": "it is of another hospital",
    "other-cause": "it has another cause",
    "corrected": "the source takes the figure back",
    "went-ahead": "it went ahead",
    "solved": "it is over by the time of writing",
    "internal": "it is a move inside the house",
    "not-known": "it is said not to be known",
    "more-elsewhere": "the text says it more exactly elsewhere",
}
"""Why a person sees something that was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article read."""

    lang: str
    proposals: tuple[Proposal, ...]
    """In the order of the text."""
    declined: tuple[Declined, ...]
