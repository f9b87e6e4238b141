"""The pictures of a drill's report, each with its table twin: the same figures in rows, for eyes, ears and checkers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from codedark.drill.outcomes import Outcome
from codedark.drill.result import ArmTold, DrillResult, Effect, ServiceTold, Swing
from codedark.drill.sentences import (
    ALL,
    TENTHS_LEAST,
    WORDS,
    arm_label,
    arms_for_people,
    figure,
    interval,
    percent,
    saved,
)
from codedark.paper.svg_bars import Bar, Span, Whisker, bars, spans, whiskers
from codedark.paper.svg_curves import Curve, curves
from codedark.paper.svg_histograms import Histogram, histograms
from codedark.paper.svg_strip import Strip, strips

CURVES_MOST, HISTOGRAMS_MOST, SPANS_MOST = 4, 9, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture, and the same in rows."""

    picture: Markup
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    still: int = 0
    """Tornado: unknowns left out because they move next to nothing."""


def saves(result: DrillResult) -> list[Figure]:
    """Each defence alone and all together: the primary outcome, and patients or operations beside it."""
    beside = (Outcome.PATIENT_HOURS_WITHOUT_NEED.value, Outcome.OPERATIONS_CANCELLED_TOTAL.value)
    outcomes = (result.primary_outcome, *[outcome for outcome in beside if outcome != result.primary_outcome][:1])
    return [_saves(result, outcome, f"saves-{i}") for i, outcome in enumerate(outcomes)] if result.effects else []


def _saves(result: DrillResult, outcome: str, name: str) -> Figure:
    effects = [e for e in (*result.effects, *result.effects_together) if e.outcome == outcome]
    rows = [
        Whisker(
            label=ALL if effect in result.effects_together else effect.defence,
            value=effect.told.paired_mean,
            luck=effect.told.ci95,
            ignorance=_pair(effect.told.param_p05, effect.told.param_p95),
            note=f"{_signed(effect.told.paired_mean)}; worse {percent(effect.told.share_worse)}",
        )
        for effect in effects
    ]
    label = WORDS[outcome].label
    return Figure(
        title=label,
        picture=whiskers(name, f"What each defence changes: {label}", rows, f"change in {label}"),
        head=("Defence", "Change", "Monte Carlo 95 %", "Over what is not known", "Worse in", "Better in"),
        rows=[(row.label, *_told(effect)) for row, effect in zip(rows, effects, strict=True)],
    )


def every_effect(result: DrillResult) -> Figure | None:
    """Every outcome, each defence alone, and what it still adds to all the others; a table alone."""
    if not result.effects:
        return None
    last = {(e.defence, e.outcome): _signed(e.told.paired_mean) for e in result.effects_last}
    rows = [
        (
            e.defence,
            WORDS[e.outcome].label,
            *_told(e)[:4],
            "yes" if e.clear else "no",
            last.get((e.defence, e.outcome), "?"),
        )
        for e in result.effects
    ]
    head = ("Defence", "Outcome", "Alone", "Monte Carlo 95 %", "Not known", "Worse in", "Clear of chance", "Added last")
    return Figure(picture=Markup(), head=head, rows=rows)


def credit(result: DrillResult) -> Figure | None:
    """Shapley credit for the primary outcome, most first, as what is saved."""
    shares = result.shapley.get(result.primary_outcome, {})
    if not shares:
        return None
    ends = result.shapley_ci95.get(result.primary_outcome, {})
    ordered = sorted(shares.items(), key=lambda pair: pair[1])
    unit = WORDS[result.primary_outcome].unit
    total = sum(-value for _, value in ordered)
    rows = [
        (name, figure(-value), saved(*(ends.get(name) or (None, None))), _share(-value, total))
        for name, value in ordered
    ]
    drawn = [
        Bar(label=name, value=-value, note=f"{figure(-value)} ({_share(-value, total)})") for name, value in ordered
    ]
    return Figure(
        picture=bars("credit-picture", f"Credit by defence, {unit} saved", drawn, f"{unit} saved"),
        head=("Defence", f"Credit ({unit} saved)", "Monte Carlo 95 %", "Share"),
        rows=[*rows, (ALL, figure(total), "", "")],
    )


def service_strips(result: DrillResult) -> list[Figure]:
    """Services over time for the reference arm and the arm with every defence."""
    names = [result.reference, *([result.everything] if result.everything else [])]
    return [_strips(f"strip-{i}", result.arm(name), result) for i, name in enumerate(names)]


def _strips(name: str, arm: ArmTold, result: DrillResult) -> Figure:
    rows = [Strip(label=_fitted(service.name, 28), kept=service.kept, note=_lost(service)) for service in arm.services]
    title = arm_label(result, arm)
    figures = [
        (
            service.name,
            figure((service.hours_lost_attacker + service.hours_lost_own_action) / 24),
            figure(service.hours_lost_attacker),
            figure(service.hours_lost_own_action),
            percent(min(service.kept, default=1.0)),
        )
        for service in arm.services
    ]
    return Figure(
        picture=strips(name, f"Services over time: {title}", rows, result.bin_h, before=result.day1_at),
        head=("Service", "Days lost", "Hours, first cause attacker", "Hours, first cause own action", "Least left"),
        rows=figures,
        title=f"{title} (the reference)" if arm.name == result.reference else title,
    )


def _lost(service: ServiceTold) -> str:
    hours = service.hours_lost_attacker + service.hours_lost_own_action
    if hours < 0.05:
        return "holds"
    own = service.hours_lost_own_action / hours
    return f"{figure(hours / 24)} d · {percent(own)}"


def deciding(result: DrillResult) -> Figure | None:
    """Which service decided how many operations of day one, leading arm; and operation by operation."""
    found = result.lead.deciding
    if not found:
        return None
    drawn = [Bar(label=_fitted(d.name), value=d.operations_mean, note=figure(d.operations_mean)) for d in found]
    decided: dict[str, list[tuple[float, str]]] = {}
    for one in found:
        for operation, share in one.operations.items():
            decided.setdefault(operation, []).append((share, one.name))
    rows = [
        (operation, "; ".join(f"{name} {percent(share)}" for share, name in sorted(by, reverse=True)))
        for operation, by in sorted(decided.items())
    ]
    return Figure(
        picture=bars("deciding-picture", "Operations of day one by deciding service", drawn, "operations of day one"),
        head=("Operation", "Decided by, in which share of the plays"),
        rows=rows,
    )


def per_day(result: DrillResult) -> Figure:
    """Operations lost on each day: the arms without defences, and the one with all."""
    arms = [arm for arm in result.arms if not arm.defences or arm.name == result.everything][:CURVES_MOST]
    last = max((d for arm in arms for d, v in enumerate(arm.cancelled_per_day) if v >= 0.005), default=0) + 2
    drawn = [Curve(label=_fitted(arm_label(result, arm), 48), values=arm.cancelled_per_day[:last]) for arm in arms]
    rows = [("before", *(figure(arm.cancelled_before_day1) for arm in arms))] if result.day1_at else []
    rows += [
        (str(day + 1), *(figure(arm.cancelled_per_day[day]) for arm in arms))
        for day in range(min(last, *(len(arm.cancelled_per_day) for arm in arms)))
    ]
    return Figure(
        picture=curves("days-picture", "Operations lost a day", drawn, "day (1 is day one)"),
        head=("Day", *(arm_label(result, arm) for arm in arms)),
        rows=rows,
    )


def urgency(result: DrillResult) -> Figure:
    """Operations lost by urgency, the arms a director compares; a table alone."""
    arms = arms_for_people(result)
    kinds = list(arms[0].cancelled_by_urgency) if arms else []
    rows = [(arm_label(result, arm), *(figure(arm.cancelled_by_urgency[kind]) for kind in kinds)) for arm in arms]
    return Figure(picture=Markup(), head=("Arm", *(kind.capitalize() for kind in kinds)), rows=rows)


def spread(result: DrillResult) -> Figure:
    """Distribution of the primary outcome in the arms a director compares."""
    arms = arms_for_people(result)[:HISTOGRAMS_MOST]
    primary, words = result.primary_outcome, WORDS[result.primary_outcome]
    drawn = [Histogram(label=arm_label(result, a), shares=a.distribution, mean=a.outcomes[primary].mean) for a in arms]
    rows, enough = [], result.runs >= TENTHS_LEAST
    for arm in arms:
        told = arm.outcomes[primary]
        ends = [figure(told.p05), figure(told.p95)] * enough
        rows.append((arm_label(result, arm), figure(told.mean), figure(told.median), *ends))
    return Figure(
        picture=histograms("spread-picture", f"Distribution: {words.label}", drawn, result.bins, words.label),
        head=("Arm", "Mean", "Median", *["One play in twenty below", "One in twenty above"] * enough),
        rows=rows,
    )


def tornado(result: DrillResult) -> list[Figure]:
    """Which unknown moves the primary outcome, for each arm it was played on."""
    found: dict[str, list[Swing]] = {}
    for swing in result.tornado:
        if swing.outcome == result.primary_outcome:
            found.setdefault(swing.arm, []).append(swing)
    named = [(arm_label(result, result.arm(arm)), rows) for arm, rows in found.items()]
    return [_tornado(f"tornado-{i}", label, rows) for i, (label, rows) in enumerate(named)]


def _tornado(name: str, arm: str, swings: Sequence[Swing]) -> Figure:
    widest = max(swing.width for swing in swings)
    moving = [swing for swing in swings if swing.width > 0.01 * widest][:SPANS_MOST]
    ends = [end for swing in moving for end in (swing.at_low, swing.at_high)]
    middle = swings[0].at_mid
    drawn = [
        Span(
            label=swing.parameter,
            at_low=swing.at_low,
            at_high=swing.at_high,
            note=f"{swing.low:g} … {swing.high:g} {_unit(swing.unit)}".rstrip(),
        )
        for swing in moving
    ]
    head = f"Which unknown moves the answer: {arm}"
    axis = f"mean; the upright line is {figure(middle)}, every unknown at its middle" if ends else ""
    rows = [
        (
            s.parameter,
            f"{s.low:g} … {s.high:g} {_unit(s.unit)}".rstrip(),
            figure(s.at_low),
            figure(s.at_high),
            figure(s.width),
        )
        for s in swings
    ]
    return Figure(
        picture=spans(name, head, drawn, middle, axis),
        head=("Unknown", "From … to", "Outcome at low", "Outcome at high", "Moves it by"),
        rows=rows,
        title=arm,
        still=len(swings) - len(moving),
    )


def _unit(unit: str) -> str:
    """The unit as people read it: a bare number and a factor have none to show."""
    return {"1": "", "x": "times"}.get(unit, unit)


def _told(effect: Effect) -> tuple[str, str, str, str, str]:
    told = effect.told
    return (
        _signed(told.paired_mean),
        interval(*told.ci95) if told.ci95 else "?",
        interval(told.param_p05, told.param_p95),
        percent(told.share_worse),
        percent(told.share_better),
    )


def _signed(value: float) -> str:
    return f"+{figure(value)}" if value > 0 and figure(value) != "0" else figure(value)


def _share(value: float, total: float) -> str:
    return percent(value / total) if total > 0 and value >= 0 else "–"


def _pair(low: float | None, high: float | None) -> tuple[float, float] | None:
    return None if low is None or high is None else (low, high)


def _fitted(label: str, most: int = 29) -> str:
    """The label with its middle cut out where it is too long: what differs (a campus, a ward) often stands last."""
    if len(label) <= most:
        return label
    tail = most // 2
    return f"{label[: most - 1 - tail].rstrip()}…{label[-tail:].lstrip()}"
