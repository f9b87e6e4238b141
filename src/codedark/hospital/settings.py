"""What `hospital.toml` says: one frozen record a section, every number with its unit in its name.

A figure may be a plain number or a range `{low = 20, mid = 45, high = 120, basis = "assumed", source = "..."}`: what
is not known exactly is an input with a spread, and the drill shows how much the answer moves with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

from codedark.hospital.words import Basis, Policy, Role


@dataclass(frozen=True, slots=True)
class Range:
    """A figure nobody knows exactly: low <= mid <= high. An exact figure has all three equal."""

    low: float
    mid: float
    high: float
    basis: Basis = Basis.ASSUMED
    source: str = ""

    def __post_init__(self) -> None:
        if not self.low <= self.mid <= self.high:
            raise ValueError(f"low={self.low}, mid={self.mid}, high={self.high}: must not decrease")

    def at(self, u: float) -> float:
        """The value at quantile u of the triangular distribution over the range; `at` is increasing, u in [0, 1].

        >>> Range(10, 20, 30).at(0.5)
        20.0
        """
        if self.high == self.low:
            return self.mid
        turn = (self.mid - self.low) / (self.high - self.low)
        if u < turn:
            value = self.low + sqrt(u * (self.high - self.low) * (self.mid - self.low))
        else:
            value = self.high - sqrt((1 - u) * (self.high - self.low) * (self.high - self.mid))
        return min(max(value, self.low), self.high)  # rounding may step over an end by an ulp of `high`

    @classmethod
    def exactly(cls, value: float, basis: Basis = Basis.ASSUMED, source: str = "") -> Range:
        """A figure that is known exactly."""
        return cls(value, value, value, basis, source)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """[hospital]"""

    name: str
    """The hospital's name, as people say it."""
    country: str = ""
    """Two letters (ISO 3166); not used in any calculation."""
    timezone: str = "UTC"
    """Time zone of the clinical calendar, such as Europe/Brussels."""
    default_scenario: str = ""
    """File name, without `.toml`, in the folder's `scenarios/`."""
    primary_outcome: str = "operations_cancelled_total"
    """Outcome the drill puts first."""
    basis: Basis = Basis.ASSUMED
    """How what stands in this section is known."""
    source: str = ""
    """Who or what says so; needed where the basis is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """[care]: what an hour without care weighs, in units of one elective operation. Agreed by people, not computed."""

    operation_elective: float = 1.0
    """One elective operation that is cancelled: the unit."""
    operation_urgent: float = 2.0
    """One urgent operation."""
    operation_emergency: float = 4.0
    """One emergency operation."""
    critical_patient_hour: float = 1.0
    """One critical in-patient for an hour without a service that patient needs."""
    arrival: float = 0.2
    """One patient turned away from an emergency department."""
    service_hour: float = 0.05
    """One clinical service down for an hour, whatever it carries."""
    horizon_h: float = 8.0
    """Hours ahead over which a cut is priced, so that minutes on paper count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """[response]: how an alarm is answered today."""

    policy: Policy = Policy.FULL_SHUTDOWN
    """What is done when an alarm is acted on."""
    off_roles: tuple[Role, ...] = (Role.SERVER, Role.DIRECTORY, Role.HYPERVISOR, Role.BACKUP, Role.MANAGEMENT)
    """Roles switched off by a full shutdown."""
    alert_acted_on: Range = field(default_factory=lambda: Range(0, 0.05, 0.3))
    """Chance that somebody acts on an alert before anything is destroyed. Who may cut cheaply can act on more alerts,
    and will act on more false ones: change [false_alarms] with it."""
    decision_min: Range = field(default_factory=lambda: Range(10, 30, 120))
    """Minutes from an alarm that somebody takes seriously to the decision to cut, in working hours."""
    night_factor: Range = field(default_factory=lambda: Range(1, 2, 4))
    """How many times longer the decision takes at night and at the weekend."""
    shutdown_min: Range = field(default_factory=lambda: Range(30, 120, 540))
    """Minutes from the decision until every host of `off_roles` is off."""
    isolation_min: Range = field(default_factory=lambda: Range(10, 30, 120))
    """Minutes from the decision until a zone is cut off by hand. The playbook takes its gates' `fire_min` instead."""
    place_known: Range = field(default_factory=lambda: Range(0.1, 0.4, 0.7))
    """Chance that the alarm tells the right zone; otherwise the plan for *place unknown* is fired."""
    breakout_min: Range = field(default_factory=lambda: Range(0.45, 29, 84))
    """Minutes an intruder needs from one host to the next over administration paths."""
    exposure_weight: float = 0.5
    """What leaving a zone exposed to a suspect weighs against losing that zone's care: a chance, 0..1."""
    hold_h: Range = field(default_factory=lambda: Range(12, 48, 168))
    """Hours a cut is held: until the intruder is out of what was cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """[restoration]: how it comes back."""

    crews: int = 4
    """Teams that rebuild or examine one application at a time."""
    work_h_per_day: float = 16.0
    """Hours a day a crew's work goes on (shifts)."""
    start_h: Range = field(default_factory=lambda: Range(24, 72, 120))
    """Hours from the shutdown or the end of the attack until restoring begins (evidence, clean environment)."""
    backup_lost_factor: Range = field(default_factory=lambda: Range(1.5, 2.5, 4))
    """How many times longer rebuilding takes when the backups were captured and no offline copy exists."""
    workstations_per_h: Range = field(default_factory=lambda: Range(2, 6, 12))
    """Destroyed workstations and other end devices rebuilt an hour, all crews of that kind together."""
    cold_start_h: Range = field(default_factory=lambda: Range(1, 4, 12))
    """Extra hours when what has to be started stands in a circle and must be started by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """[transfer]: how critical patients are moved."""

    decision_min: Range = field(default_factory=lambda: Range(30, 120, 360))
    """Minutes from the loss of a need to the first offer to another hospital."""
    handling_min: Range = field(default_factory=lambda: Range(30, 45, 90))
    """Minutes a crew is bound beside the road, per patient (loading, handing over)."""
    diverted_known: bool = False
    """Whether ambulances are told beforehand where to go instead, so that they do not drive up to a closed door."""
    reroute_share: Range = field(default_factory=lambda: Range(0.3, 0.5, 0.8))
    """Of the road between our closed door and the next open one, the share a told ambulance drives extra; untold: 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarms:
    """[false_alarms]"""

    per_year: Range = field(default_factory=lambda: Range(0.2, 1, 4))
    """Alarms a year that somebody acts on although no intruder is there."""
    clear_h: Range = field(default_factory=lambda: Range(1, 4, 24))
    """Hours until it is known to be false and everything is let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of `hospital.toml`. A section or key left out keeps the default, which is assumed."""

    hospital: About
    care: Care = field(default_factory=Care)
    response: Response = field(default_factory=Response)
    restoration: Restoration = field(default_factory=Restoration)
    transfer: Transfer = field(default_factory=Transfer)
    false_alarms: FalseAlarms = field(default_factory=FalseAlarms)
