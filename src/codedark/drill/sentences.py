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


TENTHS_LEAST = 20
"""Fewer plays than this have no end that nine in ten stay within: one play is more than a twentieth of them."""

ALL = "all defences"
"""The arm with every defence, wherever it stands."""

WORDS: dict[str, Words] = {
    Outcome.OPERATIONS_CANCELLED_DAY1: Words("operations lost on day one", "operations", "ops lost day one"),
    Outcome.OPERATIONS_CANCELLED_TOTAL: Words("operations lost in all", "operations", "ops lost in all"),
    Outcome.PATIENT_HOURS_WITHOUT_NEED: Words(
        "patient-hours without a needed service", "patient-hours", "patient-h without a need"
    ),
    Outcome.PATIENTS_UNPLACED: Words(
        "in-patients for whom no bed or no crew was found", "patients", "patients unplaced"
    ),
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
    Outcome.CARE_LOST: Words("care lost in all, in elective operations", "elective operations", "care lost in all"),
    Activity.HOSTS_LOST: Words("machines lost", "machines", "machines lost"),
    Activity.CRITICAL_TRANSFERS: Words("in-patients moved to another hospital", "patients", "transfers"),
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
    return ALL if arm.name == result.everything and len(arm.defences) > 1 else arm.title


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences about one arm, or about one comparison, under the name of what they are about."""

    about: str
    sentences: tuple[str, ...]


def said(result: DrillResult) -> tuple[Said, ...]:
    """What the drill says, most important first; every figure stands under the arm it was played in.

    The lead (the arm pinned to what happened, else the reference), then the reference where it is another arm, then
    what the defences change against it. What has nothing to say is left out.
    """
    lead, reference = result.lead, result.arm(result.reference)
    groups = [Said(lead.title, _kept(_operations(result, lead), _deciding(lead), *_patients(result, lead)))]
    if reference.name != lead.name:
        groups.append(Said(reference.title, _kept(_operations(result, reference))))
    changes = f"What the defences change, against: {reference.title}"
    groups.append(Said(changes, _kept(_all_together(result), _worse(result))))
    return tuple(group for group in groups if group.sentences)


def _patients(result: DrillResult, arm: ArmTold) -> tuple[str, ...]:
    return (_dependent(result, arm), _emergency(arm), _own_action(arm))


def _kept(*told: str) -> tuple[str, ...]:
    return tuple(sentence for sentence in told if sentence)


def stopped(result: DrillResult) -> str:
    """How far a drill came that somebody stopped, and what is missing; empty when it is complete."""
    if result.complete:
        return ""
    plays = f"{result.runs:,} of {result.runs_asked:,} plays of every arm"
    return (
        f"NOT COMPLETE, stopped: {plays}, in {result.draws} of {result.draws_asked} draws of what is not known."
        f" Missing: {', '.join(missing(result))}."
    )


def missing(result: DrillResult) -> tuple[str, ...]:
    """What a stopped drill cannot tell, in words."""
    primary = result.lead.outcomes[result.primary_outcome]
    parts = (
        ("what false alarms cost", all(arm.false_alarms for arm in result.arms)),
        ("which unknown moves the answer (tornado)", bool(result.tornado)),
        ("credit of each defence", bool(result.shapley) or not result.effects),
        ("the Monte Carlo error", primary.mc_ci95 is not None),
        ("the range over what is not known", primary.param_p05 is not None),
    )
    return tuple(words for words, there in parts if not there)


def beds_unconfirmed(result: DrillResult) -> bool:
    """Whether in-patients were left without a bed while beds count only where somebody confirmed them."""
    return result.assumptions.beds_assumed_pct is None and result.lead.outcomes[Outcome.PATIENTS_UNPLACED].mean >= 0.5


def stands_on(result: DrillResult) -> tuple[str, ...]:
    """What is an input, what is assumed, and what was planned as nothing because nobody told."""
    told = result.assumptions
    lines = [
        f"Inputs, not findings: the {result.operations_day1} operations on the list of day one ({result.day1}) and all"
        f" other rows told. {told.rows_assumed:,} of {told.rows_total:,} rows and {told.parameters_assumed} of"
        f" {told.parameters_total} uncertain figures are assumed."
    ]
    if told.beds_assumed_pct is not None:
        lines.append(
            f"Assumed, not known: where nobody confirmed free beds, {told.beds_assumed_pct:g} % of the recognised ones"
            " are taken as free."
        )
    lines += [f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in told.notes]
    if told.paper_unknown:
        services = ", ".join(told.paper_unknown)
        lines.append(f"Nobody knows how long these go on by paper; planned as not at all: {services}.")
    return tuple(lines)


def _operations(result: DrillResult, arm: ArmTold) -> str:
    day1, total = arm.outcomes[Outcome.OPERATIONS_CANCELLED_DAY1], arm.outcomes[Outcome.OPERATIONS_CANCELLED_TOTAL]
    days = arm.outcomes[Outcome.RECOVERY_DAYS]
    first, all_told, back = (_mostly(told, result.runs) for told in (day1, total, days))
    return (
        f"{figure(day1.mean)} of the {result.operations_day1} operations on day one are lost{first},"
        f" {figure(total.mean)} of {result.operations_total:,} over {result.horizon_days} days{all_told};"
        f" every service is back after {figure(days.mean)} days{back}."
    )


def _mostly(told: Summary, runs: int) -> str:
    """Where nine plays in ten end, said only where they differ and are enough to tell."""
    if runs < TENTHS_LEAST or told.p95 - told.p05 < 0.5:
        return ""
    return f" (nine plays in ten: {figure(told.p05)} to {figure(told.p95)})"


def _deciding(arm: ArmTold) -> str:
    if not arm.deciding:
        return ""
    first, *others = arm.deciding
    also = ", ".join(f"{other.name} ({figure(other.operations_mean)})" for other in others[:3])
    return (
        f"The service that decides most of day one is {first.name} ({figure(first.operations_mean)} operations): of all"
        f" they need, it is lost first{f'; then {also}' if also else ''}."
    )


def _dependent(result: DrillResult, arm: ArmTold) -> str:
    hours = arm.outcomes[Outcome.PATIENT_HOURS_WITHOUT_NEED].mean
    if hours == 0:
        return "No in-patient is without a service needed."
    moved = arm.activity[Activity.CRITICAL_TRANSFERS].mean
    unplaced = arm.outcomes[Outcome.PATIENTS_UNPLACED].mean
    confirmed = result.assumptions.beds_assumed_pct is None
    hint = " Beds elsewhere count only where somebody confirmed them." if confirmed and unplaced >= 0.5 else ""
    bed = "confirmed bed" if confirmed else "bed"
    return (
        f"In-patients who depend on a service are without it for {figure(hours)} patient-hours; {figure(moved)} are"
        f" moved to another hospital, for {figure(unplaced)} no {bed} or no crew is found.{hint}"
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
    words = "; ".join(part for part in told if part)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


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
        f"With all {len(every.defences)} defences, {_label(result)} go from {figure(before)} to {figure(after)}:"
        f" {figure(-told.paired_mean)} saved (Monte Carlo {luck}; over what is not known"
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
    return f"Alone, a defence can also do harm: {_label(result)} got worse with {harm} of the plays."


def _label(result: DrillResult) -> str:
    return WORDS[result.primary_outcome].label


def _found(effects: tuple[Effect, ...], outcome: str) -> Effect | None:
    return next((effect for effect in effects if effect.outcome == outcome), None)
