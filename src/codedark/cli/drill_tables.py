"""A drill on a terminal: sentences first, then two tables that fit 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from codedark.cli.answer import PIPED_WIDTH, table
from codedark.drill.compared_words import HEAD, compared_rows
from codedark.drill.outcomes import Outcome
from codedark.drill.result import ArmTold, DrillResult, Effect
from codedark.drill.sentences import (
    ALL,
    WORDS,
    arm_label,
    arms_for_people,
    beds_unconfirmed,
    figure,
    percent,
    said,
    saved,
    stands_on,
    stopped,
)

COSTS = (
    Outcome.OPERATIONS_CANCELLED_DAY1,
    Outcome.OPERATIONS_CANCELLED_TOTAL,
    Outcome.PATIENT_HOURS_WITHOUT_NEED,
    Outcome.ARRIVALS_TURNED_AWAY,
    Outcome.RECOVERY_DAYS,
    Outcome.CARE_LOST,
)
ALARMS = "care lost to false alarms a year"
BEDS = "--assume-beds 2 plays it with 2 % of the beds elsewhere that nobody confirmed taken as free."


BESIDE = (
    Outcome.PATIENT_HOURS_WITHOUT_NEED,
    Outcome.ARRIVALS_TURNED_AWAY,
    Outcome.OPERATIONS_CANCELLED_TOTAL,
)
"""Outcomes shown beside the primary one: the first two that are not it."""
FIRST = 24
"""Characters for the name of an arm or a defence."""


def print_drill(result: DrillResult) -> None:
    """Print the answer of a drill to stdout."""
    if not result.complete:
        print(f"{textwrap.fill(stopped(result), PIPED_WIDTH)}\n")
    print(f"{result.hospital}: {result.scenario_title}\n")
    for group in said(result):
        print(textwrap.fill(group.about, PIPED_WIDTH))
        _bullets(group.sentences)
        print()
    _costs(result)
    if result.effects:
        print()
        _defences(result)
    if result.recorded:
        print()
        _recorded(result)
    print()
    seed = f"Seed {result.seed}; hospital {result.hospital_sha256[:12]}."
    _bullets((*stands_on(result), *[BEDS] * beds_unconfirmed(result), seed))


def _bullets(lines: Sequence[str]) -> None:
    for line in lines:
        print(textwrap.fill(line, PIPED_WIDTH, initial_indent="- ", subsequent_indent="  "))


def _costs(result: DrillResult) -> None:
    arms = arms_for_people(result)
    alarms = any(arm.false_alarms for arm in arms)
    columns = ["what it costs", *(WORDS[outcome].short for outcome in COSTS), *[ALARMS] * alarms]
    left = len(result.arms) - len(arms)
    against = f" Defences are compared with: {result.arm(result.reference).title}." if result.effects else ""
    caption = f"Means of {result.runs:,} plays.{against} Care lost: in elective operations."
    if left:
        caption += f" {left} more arms (combinations): --json, --report."
    table(columns, [_cost_row(result, arm) for arm in arms], right=columns[1:], caption=caption, first_width=FIRST)


def _cost_row(result: DrillResult, arm: ArmTold) -> list[str]:
    alarms = [figure(arm.false_alarms.care_lost_per_year)] if arm.false_alarms else []
    return [arm_label(result, arm), *(figure(arm.outcomes[outcome].mean) for outcome in COSTS), *alarms]


def _recorded(result: DrillResult) -> None:
    """What a record says of another hospital, beside this one's own figures."""
    caption = (
        f"Played here: {result.lead.title}; means, in brackets where nine plays in ten end. Another hospital, other"
        " lists: neither figure is wrong because of the other. Hours count from midnight of day one."
    )
    table(HEAD, compared_rows(result), caption=caption, first_width=FIRST)


def _defences(result: DrillResult) -> None:
    words = WORDS[result.primary_outcome]
    beside = [outcome for outcome in BESIDE if outcome != result.primary_outcome][:2]
    columns = ["what each defence saves", "alone", "Monte Carlo", "not known", "worse"]
    columns += ["credit"] * bool(result.shapley)
    columns += [WORDS[outcome].unit for outcome in beside]
    defences = list(dict.fromkeys(effect.defence for effect in result.effects))
    rows = [_defence_row(result, result.effects, defence, beside) for defence in defences]
    if result.everything is not None and result.effects_together:
        rows.append(_defence_row(result, result.effects_together, result.everything, beside))
    caption = (
        f"Saved: {words.label}, same luck with and without. Monte Carlo: 95 %, smaller with more --runs. Not known: "
        "5 % to 95 % over what nobody knows, smaller only by finding out. Worse: share of plays. "
        f"{'Credit: Shapley. ' * bool(result.shapley)}Last columns: saved of other outcomes, alone."
    )
    longest = max(len(row[0]) for row in rows)
    table(columns, rows, right=columns[1:], caption=caption, first_width=min(FIRST, max(longest, 12)))


def _defence_row(result: DrillResult, effects: Sequence[Effect], defence: str, beside: Sequence[Outcome]) -> list[str]:
    told = {effect.outcome: effect.told for effect in effects if effect.defence == defence}
    main = told[result.primary_outcome]
    credit = result.shapley.get(result.primary_outcome, {})
    together = defence == result.everything and effects is result.effects_together
    return [
        ALL if together else defence,
        figure(-main.paired_mean),
        saved(*main.ci95) if main.ci95 else "?",
        saved(main.param_p05, main.param_p95),
        percent(main.share_worse),
        *([figure(-main.paired_mean if together else -credit[defence])] if credit else []),
        *(figure(-told[outcome].paired_mean) for outcome in beside),
    ]
