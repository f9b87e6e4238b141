"""A scenario: an attack on a clock, how it is noticed, and the arms it is played in. Read by `scenario_file`.

Names of arms and defences, dates and hours are data: they stand in the scenario's file, never here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from codedark.drill.parameters import Mode
from codedark.drill.recorded_effect import RecordedEffect
from codedark.hospital.records import Port, Selector
from codedark.hospital.settings import Range
from codedark.hospital.words import Policy

DAY_MIN = 1440
"""Minutes of a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """[clock]: minute 0 is `start`. Times are local, without an offset: lists and shifts follow the wall clock."""

    start: datetime
    day1: date
    """The day whose list is counted apart."""
    horizon_days: int
    """Calendar days told, the day of `start` the first."""

    @property
    def start_of_day_min(self) -> int:
        """Minutes between midnight and `start`."""
        return self.start.hour * 60 + self.start.minute

    @property
    def end_min(self) -> int:
        """Minutes from `start` until the horizon's last midnight: what lies behind is not told."""
        return self.horizon_days * DAY_MIN - self.start_of_day_min

    @property
    def day1_at(self) -> int:
        """Which calendar day `day1` is; 0 is the day of `start`."""
        return (self.day1 - self.start.date()).days

    def date_of(self, day: int) -> date:
        """Date of a calendar day; 0 is the day of `start`."""
        return self.start.date() + timedelta(days=day)

    def minute_of(self, moment: datetime) -> float:
        """Minutes from `start` to a local moment; negative before."""
        return (moment - self.start).total_seconds() / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """[attack]: who comes, where in, and over what."""

    mode: Mode
    entry: tuple[Selector, ...] = ()
    """Hosts of which one is the foothold. Empty only where nobody attacks."""
    effort_redirected: bool = False
    """Whether a blocked attacker spends the effort elsewhere: a worm tries only hosts it can reach; people who see a
    cut before they are ready destroy at once what they still can."""
    ports: tuple[Port, ...] = ()
    """What the attack moves over, beside conduits of purpose administration; empty: whatever is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """[detection]: when nobody is at the desk."""

    night_from_min: int = 20 * 60
    """Minutes after midnight at which the night begins."""
    night_to_min: int = 7 * 60
    weekend: bool = True
    """Whether Saturday and Sunday count as night."""
    alarm_within_h: float = 168.0
    """Where nobody attacks: the alarm comes at any moment of so many hours, all alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """[pinned]: facts that replace drawn times in the arms that say `pinned = true`. Minutes from the clock's start."""

    alarm_min: float | None = None
    cut_min: float | None = None
    """When the response was in force: a shutdown has every host of its roles off at this minute."""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One way to be prepared and to answer."""

    name: str
    title: str = ""
    response: Policy | None = None
    """None: the hospital's own policy, after the defences."""
    pinned: bool = False
    defences: tuple[str, ...] = ()
    """Patches to the hospital's tables, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combinations:
    """[combinations]: every subset of these defences is an arm; the empty one is what effects are counted from."""

    defences: tuple[str, ...]
    base_name: str
    """Name of the arm with no defence; the others are called after their defences, joined by `+`."""
    base_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One scenario, read and checked."""

    name: str
    title: str
    source: str
    clock: Clock
    attack: Attack
    detection: Detection = field(default_factory=Detection)
    told: Mapping[str, Range] = field(default_factory=dict)
    """Parameter name (`attack.push_min`) -> range, for those the scenario tells."""
    pinned: Pinned | None = None
    arms: tuple[Arm, ...] = ()
    """The arms told one by one; those of `combinations` come on top."""
    combinations: Combinations | None = None
    effects: tuple[RecordedEffect, ...] = ()
    """What a record says of the incident elsewhere; the drill's own figures are laid beside it."""
