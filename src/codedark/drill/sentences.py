"""The answer in sentences: what a director reads before any table, the same on a terminal and on paper.

Every figure comes from the result; a sentence whose figure is not there is left out, never filled.
"""

from __future__ import annotations

from dataclasses import dataclass

from codedark.drill.outcomes import Activity, Outcome
from codedark.drill.result import ArmTold, DrillResult, Effect
from codedark.drill.statistics import Summary


@dataclass(frozen=True, slots=True)
class Words:
    """What people call a column."""

    label: str
    unit: str
    short: str
    """Head of a narrow column."""


WORDS: dict[str, Words] = {
    Outcome.OPERATIONS_CANCELLED_DAY1: Words("operations lost on day one", "operations", "ops lost day one"),
    Outcome.OPERATIONS_CANCELLED_TOTAL: Words("operations lost in all", "operations", "ops lost in all"),
    Outcome.PATIENT_HOURS_WITHOUT_NEED: Words(
        "patient-hours without a needed service", "patient-hours", "patient-h without a need"
    ),
    Outcome.PATIENTS_UNPLACED: Words("critical patients for whom no bed was found", "patients", "patients unplaced"),
    Outcome.ARRIVALS_TURNED_AWAY: Words("arrivals turned away", "arrivals", "arrivals turned away"),
    Outcome.AMBULANCE_EXTRA_MINUTES: Words("extra minutes of ambulances", "minutes", "ambulance extra min"),
    Outcome.SERVICE_HOURS_LOST_ATTACKER: Words(
        "service-hours lost, first cause the attacker", "service-hours", "service-h lost, attacker"
    ),
    Outcome.SERVICE_HOURS_LOST_OWN: Words(
        "service-hours lost, first cause our own action", "service-hours", "service-h lost, own action"
    ),
    Outcome.SERVICE_HOURS_LOST_NET: Words(
        "service-hours lost, beyond those lost with no response", "service-hours", "service-h lost, net"
    ),
    Outcome.RECOVERY_DAYS: Words("days until every service is back", "days", "days to recover"),
    Outcome.CARE_LOST: Words("care lost in all, in elective operations", "elective operations", "care lost"),
    Activity.HOSTS_LOST: Words("machines lost", "machines", "machines lost"),
    Activity.CRITICAL_TRANSFERS: Words("critical patients moved to another hospital", "patients", "transfers"),
}


def figure(value: float) -> str:
    """A figure for people: no more digits than it deserves.

    >>> figure(1234.56), figure(69.98), figure(70.0), figure(2.04), figure(-0.0312), figure(0)
    ('1,235', '70.0', '70', '2.0', '−0.03', '0')
    """
    if abs(value) < 0.005:
        return "0"
    if abs(value) >= 100 or abs(value - round(value)) < 1e-9:
        words = f"{value:,.0f}"
    else:
        words = f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"
    return words.replace("-", "−")


def interval(low: float | None, high: float | None) -> str:
    """Two ends, or a question mark where nothing can be said.

    >>> interval(1.0, 250.0), interval(None, None)
    ('1 to 250', '?')
    """
    return "?" if low is None or high is None else f"{figure(low)} to {figure(high)}"


def saved(low: float | None, high: float | None) -> str:
    """The two ends of a change, said as what is saved.

    >>> saved(-250.0, 1.0)
    '−1 to 250'
    """
    return "?" if low is None or high is None else interval(-high, -low)


def percent(share: float) -> str:
    """A share for people; what is not quite none or all is not rounded to it.

    >>> percent(0.0), percent(0.004), percent(0.5), percent(0.999), percent(1.0)
    ('0 %', '<1 %', '50 %', '>99 %', '100 %')
    """
    if 0 < share < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 < share < 1 else f"{abs(share):.0%}".replace("%", " %")


def arms_for_people(result: DrillResult) -> tuple[ArmTold, ...]:
    """The arms a director compares: those not made of defences, the reference, each defence alone, all together."""
    singles = {effect.defence for effect in result.effects}
    told = []
    for arm in result.arms:
        alone = len(arm.defences) == 1 and arm.defences[0] in singles
        if not arm.defences or alone or arm.name == result.everything:
            told.append(arm)
    return tuple(told)


def arm_label(result: DrillResult, arm: ArmTold) -> str:
    """An arm's title where space is short."""
    return "all defences" if arm.name == result.everything and len(arm.defences) > 1 else arm.title


def sentences(result: DrillResult) -> tuple[str, ...]:
    """What the drill says, most important first."""
    lead = result.lead
    told = [
        _operations(result, lead),
        _deciding(lead),
        _critical(result, lead),
        _emergency(lead),
        _own_action(lead),
        _all_together(result),
        _worse(result),
    ]
    return tuple(sentence for sentence in told if sentence)


def stands_on(result: DrillResult) -> tuple[str, ...]:
    """What is an input, what is assumed, and what was planned as nothing because nobody told."""
    told = result.assumptions
    said = [
        f"Inputs, not findings: the {result.operations_day1} operations on the list of day one ({result.day1}) and all"
        f" other rows told. {told.rows_assumed:,} of {told.rows_total:,} rows and {told.parameters_assumed} of"
        f" {told.parameters_total} uncertain figures are assumed."
    ]
    if told.beds_assumed_pct is not None:
        said.append(
            f"Assumed, not known: where nobody confirmed free beds, {told.beds_assumed_pct:g} % of the recognised ones"
            " are taken as free (--assume-beds)."
        )
    said += [f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in told.notes]
    if told.paper_unknown:
        services = ", ".join(told.paper_unknown)
        said.append(f"Nobody knows how long these go on by paper; planned as not at all: {services}.")
    return tuple(said)


def _operations(result: DrillResult, arm: ArmTold) -> str:
    day1, total = arm.outcomes[Outcome.OPERATIONS_CANCELLED_DAY1], arm.outcomes[Outcome.OPERATIONS_CANCELLED_TOTAL]
    days = arm.outcomes[Outcome.RECOVERY_DAYS]
    return (
        f"{arm.title}. {figure(day1.mean)} of the {result.operations_day1} operations on day one are lost"
        f"{_mostly(day1)}, {figure(total.mean)} of {result.operations_total:,} over {result.horizon_days} days"
        f"{_mostly(total)}; every service is back after {figure(days.mean)} days{_mostly(days)}."
    )


def _mostly(told: Summary) -> str:
    """Where nine plays in ten end, said only where they differ."""
    return "" if told.p95 - told.p05 < 0.5 else f" (nine plays in ten: {figure(told.p05)} to {figure(told.p95)})"


def _deciding(arm: ArmTold) -> str:
    if not arm.deciding:
        return ""
    first, *others = arm.deciding
    also = ", ".join(f"{other.name} ({figure(other.operations_mean)})" for other in others[:3])
    return (
        f"The service that decides most of day one is {first.name} ({figure(first.operations_mean)} operations): of all"
        f" they need, it is lost first{f'; then {also}' if also else ''}."
    )


def _critical(result: DrillResult, arm: ArmTold) -> str:
    hours = arm.outcomes[Outcome.PATIENT_HOURS_WITHOUT_NEED].mean
    if hours == 0:
        return "No critical patient is without a needed service."
    moved = arm.activity[Activity.CRITICAL_TRANSFERS].mean
    unplaced = arm.outcomes[Outcome.PATIENTS_UNPLACED].mean
    confirmed = result.assumptions.beds_assumed_pct is None
    hint = " Beds elsewhere count only where somebody confirmed them; --assume-beds 2 plays it with 2 % of the others."
    return (
        f"Critical patients are without a needed service for {figure(hours)} patient-hours; {figure(moved)} are moved"
        f" to another hospital, for {figure(unplaced)} no {'confirmed ' if confirmed else ''}bed is found."
        f"{hint if confirmed and unplaced >= 0.5 else ''}"
    )


def _emergency(arm: ArmTold) -> str:
    turned = arm.outcomes[Outcome.ARRIVALS_TURNED_AWAY].mean
    least = {s.name: min(s.kept, default=1.0) for s in arm.services if s.arrivals_per_h > 0}
    fallen = ", ".join(f"{name} {percent(share)}" for name, share in least.items() if share < 0.995)
    still = ", ".join(f"{crew} {figure(hours / 24)}" for crew, hours in arm.crews_still_h.items() if hours >= 0.5)
    told = [
        f"{figure(turned)} emergency arrivals are turned away or go elsewhere" if turned else "",
        f"at the worst hour {fallen} of capacity is left" if fallen else "",
        f"crews that stand still (days): {still}" if still else "",
    ]
    said = "; ".join(part for part in told if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _own_action(arm: ArmTold) -> str:
    attacker = arm.outcomes[Outcome.SERVICE_HOURS_LOST_ATTACKER].mean
    own = arm.outcomes[Outcome.SERVICE_HOURS_LOST_OWN].mean
    if attacker + own == 0:
        return "No service-hour is lost."
    net = arm.outcomes[Outcome.SERVICE_HOURS_LOST_NET].mean
    return (
        f"Of the {figure(attacker + own)} service-hours lost, {percent(own / (attacker + own))} are first lost to our"
        f" own action; with no response at all, {figure(abs(net))} {'fewer' if net > 0 else 'more'} would be lost."
    )


def _all_together(result: DrillResult) -> str:
    effect = _found(result.effects_together, result.primary_outcome)
    if effect is None or result.everything is None:
        return ""
    told, every, reference = effect.told, result.arm(result.everything), result.arm(result.reference)
    before, after = (arm.outcomes[result.primary_outcome].mean for arm in (reference, every))
    luck = saved(*told.ci95) if told.ci95 else "?"
    shared = sorted(result.shapley.get(result.primary_outcome, {}).items(), key=lambda pair: pair[1])
    credit = ", ".join(f"{defence} {figure(-value)}" for defence, value in shared)
    return (
        f"With all {len(every.defences)} defences, {_label(result)} go from {figure(before)} ({reference.title}) to"
        f" {figure(after)}: {figure(-told.paired_mean)} saved (Monte Carlo {luck}; over what is not known"
        f" {saved(told.param_p05, told.param_p95)}).{f' Credit: {credit}.' if credit else ''}"
    )


def _worse(result: DrillResult) -> str:
    """The defences that made the primary outcome worse in some play: said, not hidden."""
    found = [e for e in result.effects if e.outcome == result.primary_outcome and e.told.share_worse > 0]
    if not found:
        return ""
    harm = ", ".join(
        f"{e.defence} in {percent(e.told.share_worse)}" for e in sorted(found, key=lambda e: -e.told.share_worse)
    )
    return f"Alone, a defence can also do harm; {_label(result)} got worse with {harm} of the plays."


def _label(result: DrillResult) -> str:
    return WORDS[result.primary_outcome].label


def _found(effects: tuple[Effect, ...], outcome: str) -> Effect | None:
    return next((effect for effect in effects if effect.outcome == outcome), None)
