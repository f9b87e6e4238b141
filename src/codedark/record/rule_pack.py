"""Who must be told of an incident, and within which time: one duty as data, with its version, its sources and its gaps.

A *rule pack* is one regime: a law, a contract, a policy. It has *stages* (early warning, notification, final report),
each with what starts its clock, the time it leaves, and the *items* its text must answer. Laws change and differ from
country to country: so they are data a hospital can replace, and each pack says what its author did not read. None of it
is legal advice. `formats.rule_pack_file` reads them; `record.clocks` counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from codedark.record.entry import EntryKind

Regime = NewType("Regime", str)
"""Name of a pack: `nis2-be`, `gdpr-33`."""
Texts = Mapping[str, str]
"""Language (`nl`, `fr`, `de`, `en`) -> its words."""
US = "us"
"""Who owes a stage, where it is the hospital itself."""
ENDED = "ended"
"""The decision that the incident was handled."""
REQUESTED = "requested"
"""The decision word for a report that was asked of us."""


class Unit(StrEnum):
    """What a span is counted in."""

    HOURS = "h"
    """Absolute: 72 hours are 72 hours, whatever the clocks on the wall do."""
    DAYS = "days"
    """Of the calendar, in the hospital's time zone: the same time of day."""
    MONTHS = "months"
    """Of the calendar: the same day of the month, or its last one where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time a stage leaves."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.number} {unit.removesuffix('s') if self.number == 1 else unit}"


class Open(StrEnum):
    """What stands where a regime gives no number."""

    UNDUE_DELAY = "without undue delay"
    """It is owed, soon, and the text names no hours."""
    NO_TERM = "no term"
    """It is not owed by any term we know: advised, and only ever proposed."""
    TO_BE_TOLD = "to be told"
    """A contract or a policy names the hours, and nobody has told them."""
    AS_REQUESTED = "as requested"
    """Whoever asks names the day."""


class Ongoing(StrEnum):
    """What an incident that is still not handled when a stage is due does to it."""

    NOTHING = "nothing"
    ONLY_THEN = "only then"
    """The stage is owed only then: a progress report."""
    FROM_END = "from the end"
    """The same span is counted from the end of the incident instead: a final report."""


class Trigger(StrEnum):
    """What kind of thing starts a clock."""

    DECISION = "decision"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What starts a clock: a decision with its moment, or another stage that was sent."""

    trigger: Trigger
    word: str
    """What is decided, or the stage of the same pack."""

    def __str__(self) -> str:
        return f"{self.trigger.value}:{self.word}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What in a record makes a clock worth proposing. It never starts one."""

    field: str = ""
    """Name in `record.fields`; empty: see `came_from`."""
    values: tuple[str, ...] = ()
    """Only these; empty: whatever is told, unless it is told to be absent."""
    moment: bool = False
    """The field's value is itself the moment to count from; else the moment it could be known."""
    came_from: str = ""
    """Entries a part of this program wrote: `response`, `gate`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing a notification must say."""

    name: str
    title: Texts
    fields: tuple[str, ...] = ()
    """Names in `record.fields` that answer it."""
    decision: str = ""
    """The decision that answers it, by yes or no."""
    entries: tuple[EntryKind, ...] = ()
    """Kinds of entries that are listed: measures taken are actions."""
    unknown_accepted: bool = False
    """"Not known yet" is an answer here."""
    by_hand: bool = False
    """A person writes it: a name, an office; the record holds none."""
    only_late: bool = False
    """Asked only of one that is late: the reasons for the delay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One thing that is owed."""

    name: str
    title: Texts
    starts: Start
    within: Span | Open
    ongoing: Ongoing = Ongoing.NOTHING
    owed_by: str = US
    """`us`, or who owes it to us or to others: `supplier`, `manufacturer`."""
    recipient: Texts | None = None
    """None: as the pack says."""
    items: tuple[str, ...] = ()
    """Names of the pack's items, in the order of the text."""
    source: str = ""
    """Article, clause."""
    remark: str = ""
    """What to know beside the table; in English, as all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """One regime."""

    regime: Regime
    version: str
    title: Texts
    recipient: Texts
    read_on: date
    """When its sources were read."""
    sources: tuple[str, ...]
    not_read: tuple[str, ...] = ()
    """What ought to have been read and was not: printed wherever its clocks are."""
    notes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Decisions that must be `yes` before its clocks run; until then they are proposed, and `no` closes them."""
    presumed: tuple[str, ...] = ()
    """Decisions taken as `yes` until somebody decides `no`, which closes its clocks."""
    evidence: tuple[Evidence, ...] = ()
    stages: tuple[Stage, ...]
    items: tuple[Item, ...] = ()
    instead_of: tuple[Regime, ...] = ()
    """Packs it takes the place of: another country's."""
    file: str = ""

    def stage(self, name: str) -> Stage | None:
        """A stage by its name; None: the pack has none of that name."""
        return next((stage for stage in self.stages if stage.name == name), None)

    def item(self, name: str) -> Item:
        """An item by its name. Raises KeyError: the pack has none."""
        for item in self.items:
            if item.name == name:
                return item
        raise KeyError(name)

    def recipient_of(self, stage: Stage) -> Texts:
        """Whom a stage goes to."""
        return stage.recipient or self.recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """Hours a hospital's contract or policy names, for a pack that leaves them open."""

    fills: Regime
    version: str
    source: str
    read_on: date
    within: Mapping[str, Span]
    """Stage -> the time it leaves."""
    file: str = ""


def in_words(texts: Texts, lang: str) -> str:
    """Words in a language; where a pack of one's own lacks it, in English, else in the first it has.

    >>> in_words({"en": "early warning", "nl": "vroegtijdige waarschuwing"}, "nl")
    'vroegtijdige waarschuwing'
    """
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()))


def decision_words(packs: tuple[RulePack, ...]) -> tuple[str, ...]:
    """Every word that can be decided, in the order the packs name them."""
    words: dict[str, None] = {}
    for pack in packs:
        starts = (stage.starts.word for stage in pack.stages if stage.starts.trigger is Trigger.DECISION)
        ends = (ENDED for stage in pack.stages if stage.ongoing is not Ongoing.NOTHING)
        items = (item.decision for item in pack.items if item.decision)
        words.update(dict.fromkeys((*starts, *pack.needs, *pack.presumed, *ends, *items)))
    return tuple(words)


def filled(pack: RulePack, told: FilledIn) -> RulePack:
    """A pack with the hours somebody told; who told them stands among its sources."""
    stages = tuple(replace(s, within=told.within[s.name]) if s.name in told.within else s for s in pack.stages)
    source = f"{told.source} (hours told in {told.file}, version {told.version}, read on {told.read_on})"
    return replace(pack, stages=stages, version=f"{pack.version}+{told.version}", sources=(*pack.sources, source))
