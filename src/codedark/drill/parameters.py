"""The figures nobody knows exactly: each named once, with where it is told, its unit, and how it is drawn.

A drill draws all of them M times (a Latin hypercube: every figure's range is visited evenly) and plays each draw many
times. Each column of the design is keyed by the seed and the parameter's *name*, so that a new parameter moves no
other; an arm's defence may change a range, not the quantile: same luck, other value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from codedark.drill.luck import Purpose, key_of, uniforms
from codedark.hospital.records import Hospital
from codedark.hospital.settings import Range

if TYPE_CHECKING:
    from codedark.drill.scenario import Scenario


class Mode(StrEnum):
    """Who attacks."""

    NONE = "none"
    """Nobody: an alarm with no intruder behind it."""
    WORM = "worm"
    """A program that spreads by itself, host to host, within minutes."""
    HUMAN = "human"
    """People: quiet hops to administration rights, then everything within their scope at once."""


WORM, HUMAN = frozenset({Mode.WORM}), frozenset({Mode.HUMAN})
INTRUDER = WORM | HUMAN
EVERY = INTRUDER | {Mode.NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One figure with a spread."""

    where: str
    """Section: `attack` and `detection` of the scenario; the others of `hospital.toml`."""
    key: str
    unit: str
    doc: str
    modes: frozenset[Mode]
    """Modes of attack in which it counts."""
    high: float = 1e9
    """Greatest value that makes sense."""
    low: float = 0.0
    default: Range | None = None
    """Taken where the scenario is silent; None: a scenario whose mode needs it must tell it."""

    @property
    def name(self) -> str:
        """`section.key`."""
        return f"{self.where}.{self.key}"

    @property
    def in_scenario(self) -> bool:
        """Told by the scenario; otherwise by the hospital."""
        return self.where in {"attack", "detection"}


def _p(name: str, unit: str, modes: frozenset[Mode], doc: str, **more: object) -> Parameter:
    where, key = name.split(".")
    return Parameter(where=where, key=key, unit=unit, modes=modes, doc=doc, **more)  # type: ignore[arg-type]


PARAMETERS: tuple[Parameter, ...] = (
    _p("attack.onset_h", "h", WORM, "From the clock's start until the first host falls.", low=-10_000),
    _p("attack.contacts_per_h", "1/h", WORM, "Hosts a fallen host tries to infect in an hour."),
    _p("attack.detonation_h", "h", HUMAN, "From the clock's start until the destruction begins.", low=-10_000),
    _p("attack.dwell_h", "h", HUMAN, "Hours between the foothold and the destruction."),
    _p(
        "attack.hop_min",
        "min",
        HUMAN,
        "Mean minutes of one hop. Where the scenario is silent: the hospital's response.breakout_min.",
    ),
    _p(
        "attack.hop_sigma",
        "1",
        HUMAN,
        "Spread of a hop's minutes: sigma of the lognormal.",
        high=5,
        default=Range.exactly(1.0, source="only means are published; the lognormal and its spread are assumptions"),
    ),
    _p("attack.account_taken", "chance", HUMAN, "Chance that an account is taken where it is held.", high=1),
    _p(
        "attack.vulnerable_share",
        "share",
        INTRUDER,
        "Hosts that fall without an account: to a worm, or to an intruder next door.",
        high=1,
    ),
    _p("attack.push_min", "min", HUMAN, "Mean minutes from the start of the destruction until it reaches a host."),
    _p("attack.encrypt_min", "min", HUMAN, "Median minutes from then until the host is destroyed."),
    _p("attack.encrypt_sigma", "1", HUMAN, "Spread of those minutes: sigma of the lognormal.", high=5),
    _p("attack.backups_captured", "chance", HUMAN, "Chance that backups within the scope are captured.", high=1),
    _p(
        "attack.strikes_when_cut",
        "chance",
        HUMAN,
        "Chance that an intruder who sees a cut begins the destruction at once. Silent: 1 where effort is redirected.",
        high=1,
        default=Range.exactly(0.0, source="the scenario does not redirect the effort of a blocked intruder"),
    ),
    _p("detection.alerts_before", "count", HUMAN, "Alerts between foothold and destruction, to the nearest whole."),
    _p("response.alert_acted_on", "chance", HUMAN, "Chance that somebody acts on such an alert.", high=1),
    _p("detection.recognised_h", "h", INTRUDER, "From the start of the destruction until it is recognised."),
    _p("response.decision_min", "min", EVERY, "From the alarm to the decision, in working hours."),
    _p("response.night_factor", "x", EVERY, "How many times longer that takes at night and at the weekend."),
    _p("response.shutdown_min", "min", EVERY, "From the decision until every host is off."),
    _p("response.isolation_min", "min", EVERY, "From the decision until a zone is cut off by hand."),
    _p("response.place_known", "chance", EVERY, "Chance that the alarm tells the right zone."),
    _p("response.hold_h", "h", INTRUDER, "Hours a cut is held."),
    _p("restoration.start_h", "h", INTRUDER, "From the end of attack and shutdown until restoring begins."),
    _p("restoration.backup_lost_factor", "x", INTRUDER, "How many times longer rebuilding takes without backups."),
    _p("restoration.workstations_per_h", "1/h", INTRUDER, "End devices rebuilt in an hour of work."),
    _p("restoration.cold_start_h", "h", EVERY, "Extra hours to start by hand what stands in a circle."),
    _p("transfer.decision_min", "min", EVERY, "From the loss of a need to the first offer to another hospital."),
    _p("transfer.handling_min", "min", EVERY, "Minutes a crew is bound beside the road, per patient."),
    _p("transfer.reroute_share", "share", EVERY, "Of the road to the next open door, what a told ambulance drives."),
    _p("false_alarms.per_year", "1/a", EVERY, "False alarms a year that somebody acts on."),
    _p("false_alarms.clear_h", "h", EVERY, "Hours until an alarm is known to be false."),
)
"""Columns of every `values[M, P]`, in this order."""

NAMES: tuple[str, ...] = tuple(parameter.name for parameter in PARAMETERS)
AT: Mapping[str, int] = {name: i for i, name in enumerate(NAMES)}
"""Name -> column."""

NOT_ASKED = Range.exactly(0.0, source="does not count in this scenario")


def ranges_of(hospital: Hospital, scenario: Scenario) -> tuple[Range, ...]:
    """The P ranges of one arm: the hospital's after the arm's defences, and the scenario's.

    A parameter that does not count for the scenario's mode and is not told is `NOT_ASKED`.
    """
    return tuple(_range(parameter, hospital, scenario) for parameter in PARAMETERS)


def _range(parameter: Parameter, hospital: Hospital, scenario: Scenario) -> Range:
    if not parameter.in_scenario:
        section = getattr(hospital.settings, parameter.where)
        told: Range = getattr(section, parameter.key)
        return told
    if parameter.name in scenario.told:
        return scenario.told[parameter.name]
    if parameter.name == "attack.hop_min":
        return hospital.settings.response.breakout_min
    if parameter.name == "attack.strikes_when_cut" and scenario.attack.effort_redirected:
        return Range.exactly(1.0, source="the scenario redirects the effort of a blocked intruder")
    return parameter.default or NOT_ASKED


def counting(scenario: Scenario) -> tuple[int, ...]:
    """Columns of the parameters that count in this scenario: those worth a line in a tornado."""
    return tuple(i for i, parameter in enumerate(PARAMETERS) if scenario.attack.mode in parameter.modes)


def latin_hypercube(seed: int, draws: int) -> NDArray[np.float64]:
    """Quantiles u[M, P]: in each column one in each of M equal strata, in an order of its own.

    Raises:
        ValueError: draws < 1.

    >>> u = latin_hypercube(seed=1, draws=4)
    >>> sorted(int(x * 4) for x in u[:, 0])
    [0, 1, 2, 3]
    """
    if draws < 1:
        raise ValueError(f"draws={draws}: at least 1")
    u = np.empty((draws, len(NAMES)))
    for p, name in enumerate(NAMES):
        owner = key_of(name)
        lots = [uniforms(seed, owner, m, Purpose.DESIGN) for m in range(draws)]
        order = sorted(range(draws), key=lambda m: lots[m][0])
        for m, stratum in enumerate(order):
            u[m, p] = (stratum + lots[m][1]) / draws
    return u


def values_at(ranges: Sequence[Range], u: NDArray[np.float64]) -> NDArray[np.float64]:
    """values[M, P]: each range at its quantile; exact where the range is a point.

    >>> values_at([Range(10, 20, 30)], np.array([[0.5]]))
    array([[20.]])
    """
    return np.array([[r.at(float(x)) for r, x in zip(ranges, row, strict=True)] for row in u], np.float64)
