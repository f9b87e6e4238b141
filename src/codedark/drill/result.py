"""The answer of a drill: what each arm costs, what each defence changes, who is owed the credit, what it stands on.

`as_json` gives the one object `codedark drill --json` prints; `docs/reference/drill.md` documents every key. What
cannot be said (the spread over a single draw, an effect when its arm was not played) is None, JSON's null, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from codedark.drill.comparing import Compared
from codedark.drill.statistics import Interval, Paired, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """A service that decided operations of day one: of all that failed an operation, it was lost first."""

    service: str
    name: str
    operations_mean: float
    """Operations of day one it decided, mean over the replications."""
    operations: Mapping[str, float]
    """Operation -> share of the replications in which this service decided it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTold:
    """How one service fared in one arm; means over the replications."""

    service: str
    name: str
    arrivals_per_h: float
    """Emergency arrivals it takes when whole; 0: none."""
    hours_lost_attacker: float
    """Hours lost (paper capacity counted as kept), first cause the attacker."""
    hours_lost_own_action: float
    kept: tuple[float, ...]
    """Share of the service kept, a bin of `bin_h` hours each, from the start of the scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarmCost:
    """What acting on alarms with nobody behind them costs an arm, in the units of `hospital.toml` [care]."""

    care_lost_per_year: float
    mc_ci95: Interval | None
    param_p05: float | None
    param_p95: float | None
    care_lost_each: float
    per_year: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmTold:
    """One arm: a set of defences and a way to answer, played n times."""

    name: str
    title: str
    defences: tuple[str, ...]
    response: str
    pinned: bool
    """Whether the morning's own times (`[pinned]`) replaced the drawn ones."""
    outcomes: Mapping[str, Summary]
    activity: Mapping[str, Summary]
    false_alarms: FalseAlarmCost | None
    """None where they were not played (`--arms` of another kind, or broken off before)."""
    distribution: tuple[float, ...]
    """Share of the replications in each bin of `DrillResult.bins`, primary outcome."""
    deciding: tuple[Deciding, ...]
    """Most operations first; services that decided none are left out."""
    cancelled_per_day: tuple[float, ...]
    """Mean operations cancelled on each day, from day one to the end of the horizon."""
    cancelled_before_day1: float
    """Mean operations cancelled between the clock's start and day one: an early cut costs care, too."""
    cancelled_by_urgency: Mapping[str, float]
    services: tuple[ServiceTold, ...]
    crews_still_h: Mapping[str, float]
    """Crew, with its kind -> mean hours it stood still because a service it needs was gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one defence changes in one outcome: with it minus without it, same luck. Below 0: it saves."""

    defence: str
    outcome: str
    told: Paired
    clear: bool
    """Whether it is clear of Monte Carlo chance, Holm over the defences x outcomes of its list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What one unknown does to one outcome when it alone goes from its low to its high end, same luck."""

    parameter: str
    unit: str
    arm: str
    outcome: str
    low: float
    high: float
    """Ends of the parameter."""
    at_low: float
    at_mid: float
    at_high: float
    """Mean outcome with this one there and every other at its middle."""

    @property
    def width(self) -> float:
        """How far the outcome moves, whichever way."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterTold:
    """An input that is not known exactly, as the reference arm has it."""

    name: str
    """As it is written: `section.key`."""
    unit: str
    doc: str
    low: float
    mid: float
    high: float
    basis: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """How much of the answer stands on facts."""

    rows_total: int
    rows_assumed: int
    tables: Mapping[str, tuple[int, int]]
    """Table -> (rows, of which assumed)."""
    parameters_total: int
    parameters_assumed: int
    paper_unknown: tuple[str, ...]
    """Services whose paper minutes nobody knows: planned as 0."""
    notes: tuple[str, ...]
    """What was planned as nothing because nobody told, in sentences."""
    beds_assumed_pct: float | None
    """`--assume-beds`: the share of recognised beds taken as free where nobody confirmed; None: taken as none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillResult:
    """One drill: every arm played with the same luck."""

    hospital: str
    hospital_sha256: str
    scenario: str
    scenario_title: str
    scenario_source: str
    clock_start: str
    day1: str
    day1_at: int
    """Days from the clock's start to day one."""
    horizon_days: int
    attacked: bool
    """Whether the scenario has an attacker."""
    operations_day1: int
    """Operations on the list of day one: an input."""
    operations_total: int
    """The same over the horizon."""
    primary_outcome: str
    reference: str
    """The arm that effects are counted from: no defence, the hospital's own response."""
    everything: str | None
    """The arm with every defence; None where it was not played."""
    arms: tuple[ArmTold, ...]
    effects: tuple[Effect, ...]
    """Each defence alone against the reference."""
    effects_last: tuple[Effect, ...]
    """Each defence added to all the others."""
    effects_together: tuple[Effect, ...]
    """All defences against the reference; `defence` is the arm's name."""
    shapley: Mapping[str, Mapping[str, float]]
    """Outcome -> defence -> credit; {} where a combination was not played."""
    shapley_ci95: Mapping[str, Mapping[str, Interval | None]]
    tornado: tuple[Swing, ...]
    """Widest first within each arm and outcome."""
    bins: tuple[float, ...]
    """Edges of `ArmTold.distribution`."""
    bin_h: float
    parameters: tuple[ParameterTold, ...]
    assumptions: Assumptions
    seed: int
    runs: int
    """Replications of every arm that are told here."""
    runs_asked: int
    draws: int
    """Draws of the parameters those replications were played with."""
    draws_asked: int
    workers: int
    kernel: str
    complete: bool
    """False where somebody stopped the drill: what is told is what was done, in whole paired replications."""
    recorded: tuple[Compared, ...] = ()
    """What the scenario says was recorded elsewhere, beside what was played here."""

    @property
    def lead(self) -> ArmTold:
        """The arm to tell first: the one pinned to what happened where there is one, else the reference."""
        return next((arm for arm in self.arms if arm.pinned), self.arm(self.reference))

    def arm(self, name: str) -> ArmTold:
        """The arm of that name; KeyError if it was not played."""
        for arm in self.arms:
            if arm.name == name:
                return arm
        raise KeyError(name)


def as_json(result: DrillResult) -> dict[str, object]:
    """The documented object: plain dicts, lists, numbers and strings; no NaN, unknown is None."""
    return {
        "hospital": result.hospital,
        "scenario": {
            "name": result.scenario,
            "title": result.scenario_title,
            "source": result.scenario_source,
            "start": result.clock_start,
            "day1": result.day1,
            "horizon_days": result.horizon_days,
        },
        "inputs": {"operations_day1": result.operations_day1, "operations_total": result.operations_total},
        "primary_outcome": result.primary_outcome,
        "reference": result.reference,
        "arms": [_arm(arm) for arm in result.arms],
        "effects": [_effect(effect) for effect in result.effects],
        "effects_last": [_effect(effect) for effect in result.effects_last],
        "effects_together": [_effect(effect) for effect in result.effects_together],
        "shapley": {outcome: dict(credit) for outcome, credit in result.shapley.items()},
        "shapley_ci95": {outcome: dict(credit) for outcome, credit in result.shapley_ci95.items()},
        "tornado": [asdict(swing) for swing in result.tornado],
        "distribution_bins": list(result.bins),
        "parameters": [asdict(parameter) for parameter in result.parameters],
        "assumptions": asdict(result.assumptions),
        "seed": result.seed,
        "runs": result.runs,
        "runs_asked": result.runs_asked,
        "draws": result.draws,
        "draws_asked": result.draws_asked,
        "workers": result.workers,
        "hospital_sha256": result.hospital_sha256,
        "kernel": result.kernel,
        "complete": result.complete,
        "recorded": [_recorded(one) for one in result.recorded],
    }


def _recorded(one: Compared) -> dict[str, object]:
    return {
        **asdict(one.effect),
        "unit": one.unit,
        "played": {name: asdict(figure) for name, figure in one.played.items()},
        "why_not": one.why_not,
    }


def _arm(arm: ArmTold) -> dict[str, object]:
    return {
        "name": arm.name,
        "title": arm.title,
        "defences": list(arm.defences),
        "response": arm.response,
        "pinned": arm.pinned,
        "outcomes": {name: asdict(told) for name, told in arm.outcomes.items()},
        "activity": {name: asdict(told) for name, told in arm.activity.items()},
        "care_lost_to_false_alarms_per_year": arm.false_alarms.care_lost_per_year if arm.false_alarms else None,
        "false_alarms": asdict(arm.false_alarms) if arm.false_alarms else None,
        "distribution": list(arm.distribution),
        "deciding": [asdict(deciding) for deciding in arm.deciding],
        "per_day": list(arm.cancelled_per_day),
        "before_day1": arm.cancelled_before_day1,
        "by_urgency": dict(arm.cancelled_by_urgency),
        "services": [_service(service) for service in arm.services],
        "crews_still_h": dict(arm.crews_still_h),
    }


def _service(service: ServiceTold) -> dict[str, object]:
    """Without the course over time: 18 arms x 25 services x 360 bins are for a picture, not for a program."""
    return {key: value for key, value in asdict(service).items() if key != "kept"}


def _effect(effect: Effect) -> dict[str, object]:
    told = {key: value for key, value in asdict(effect.told).items() if key != "p_value"}
    return {"defence": effect.defence, "outcome": effect.outcome, **told, "clear": effect.clear}
