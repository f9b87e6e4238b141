"""The report of a drill: one self-contained HTML file that a board reads and an engineer can check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from codedark.drill.compared_words import HEAD, compared_rows
from codedark.drill.outcomes import COLUMNS, Outcome
from codedark.drill.result import ArmTold, DrillResult
from codedark.drill.sentences import (
    ALL,
    TENTHS_LEAST,
    WORDS,
    arm_label,
    figure,
    interval,
    missing,
    said,
    stands_on,
)
from codedark.drill.statistics import Summary
from codedark.paper import drill_pictures as pictures

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "drill_report.html.jinja"

CONTENTS: tuple[tuple[str, str, Callable[[DrillResult], bool]], ...] = (
    ("minute", "In one minute", lambda r: True),
    ("costs", "What the attack costs, arm by arm", lambda r: True),
    ("saves", "What each defence changes", lambda r: bool(r.effects)),
    ("credit", "Who is owed the credit", lambda r: bool(r.shapley)),
    ("time", "The services over time", lambda r: True),
    ("operations", "The operations", lambda r: True),
    ("spread", "How differently it can end", lambda r: True),
    ("tornado", "Which unknown moves the answer", lambda r: bool(r.tornado)),
    ("alarms", "What false alarms cost", lambda r: any(arm.false_alarms for arm in r.arms)),
    ("recorded", "What was recorded elsewhere, beside what was played here", lambda r: bool(r.recorded)),
    ("stands", "What this stands on", lambda r: True),
    ("read", "How to read it", lambda r: True),
    ("all", "Every outcome of every arm", lambda r: True),
)
"""Sections in order: id, head, and whether a result has something for it."""

COST_COLUMNS = (
    Outcome.OPERATIONS_CANCELLED_DAY1,
    Outcome.OPERATIONS_CANCELLED_TOTAL,
    Outcome.PATIENT_HOURS_WITHOUT_NEED,
    Outcome.ARRIVALS_TURNED_AWAY,
    Outcome.RECOVERY_DAYS,
    Outcome.CARE_LOST,
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the first screen."""

    figure: str
    of: str
    words: str
    with_all: str


def drill_report(result: DrillResult) -> bytes:
    """Write a drill as one HTML file, UTF-8.

    Nothing is fetched when it is opened: styles and pictures stand inside, there is no script, and the page forbids
    itself every request. All text from the hospital is escaped. The same result gives the same bytes.

    Cost: 0.1-0.3 s for 18 arms.
    """
    page = _template().render(
        result=result,
        primary=WORDS[result.primary_outcome],
        said=said(result),
        all_words=_all_words(result),
        tenths=result.runs >= TENTHS_LEAST,
        tiles=_tiles(result),
        missing=missing(result),
        contents=[(id, words) for id, words, there in CONTENTS if there(result)],
        costs=_costs(result),
        saves=pictures.saves(result),
        effects=pictures.every_effect(result),
        credit=pictures.credit(result),
        strips=pictures.service_strips(result),
        deciding=pictures.deciding(result),
        days=pictures.per_day(result),
        urgency=pictures.urgency(result),
        spread=pictures.spread(result),
        tornado=pictures.tornado(result),
        alarms=_alarms(result),
        recorded=_recorded(result),
        tables=_tables(result),
        parameters=_parameters(result),
        stands=stands_on(result),
        everything=[_block(result, arm) for arm in result.arms],
    )
    return page.encode()


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    return environment.from_string(files("codedark.paper").joinpath(TEMPLATE).read_text(encoding="utf-8"))


def _tiles(result: DrillResult) -> list[Tile]:
    reference = result.arm(result.reference)
    every = result.arm(result.everything) if result.everything else None
    of = {
        Outcome.OPERATIONS_CANCELLED_DAY1: f"of {result.operations_day1}",
        Outcome.OPERATIONS_CANCELLED_TOTAL: f"of {result.operations_total:,}",
    }
    return [
        Tile(
            figure=figure(reference.outcomes[outcome].mean),
            of=of.get(outcome, ""),
            words=WORDS[outcome].label,
            with_all=figure(every.outcomes[outcome].mean) if every else "",
        )
        for outcome in COST_COLUMNS[:5]
    ]


def _all_words(result: DrillResult) -> str:
    """What the arm of all defences is made of; empty where there is none."""
    if result.everything is None:
        return ""
    arm = result.arm(result.everything)
    return f"{ALL[:1].upper()}{ALL[1:]}: {arm.title}." if arm_label(result, arm) == ALL else ""


def _costs(result: DrillResult) -> dict[str, object]:
    def cell(told: Summary) -> dict[str, str]:
        spread = result.runs >= TENTHS_LEAST and told.p95 - told.p05 > 0.5
        return {"mean": figure(told.mean), "range": f"{figure(told.p05)}–{figure(told.p95)}" if spread else ""}

    rows = [
        {
            "title": arm_label(result, arm),
            "main": arm.name == result.reference,
            "cells": [cell(arm.outcomes[outcome]) for outcome in COST_COLUMNS],
        }
        for arm in result.arms
    ]
    return {"head": [WORDS[outcome].label.capitalize() for outcome in COST_COLUMNS], "rows": rows}


def _alarms(result: DrillResult) -> dict[str, object] | None:
    rows = [
        (
            arm_label(result, arm),
            figure(arm.false_alarms.care_lost_per_year),
            interval(arm.false_alarms.param_p05, arm.false_alarms.param_p95),
            figure(arm.false_alarms.per_year),
            figure(arm.false_alarms.care_lost_each),
        )
        for arm in result.arms
        if arm.false_alarms is not None
    ]
    head = ("Arm", "Care lost to false alarms a year", "Over what is not known", "Alarms a year", "Care lost each")
    return {"head": head, "rows": rows} if rows else None


def _recorded(result: DrillResult) -> dict[str, object] | None:
    rows = compared_rows(result)
    return {"head": [head.capitalize() for head in HEAD], "rows": rows, "arm": result.lead.title} if rows else None


def _tables(result: DrillResult) -> dict[str, object]:
    told = result.assumptions
    rows = [
        (table, f"{rows:,}", f"{assumed:,}", f"{assumed / rows:.0%}" if rows else "")
        for table, (rows, assumed) in told.tables.items()
    ]
    total, assumed = told.rows_total, told.rows_assumed
    rows.append(("all tables", f"{total:,}", f"{assumed:,}", f"{assumed / total:.0%}" if total else ""))
    return {"head": ("Table", "Rows", "Assumed", "Share"), "rows": rows}


def _parameters(result: DrillResult) -> dict[str, object]:
    rows = [
        (
            p.name,
            p.doc,
            f"{p.low:g} / {p.mid:g} / {p.high:g} {p.unit}".rstrip(),
            p.basis,
            p.source or "no source",
        )
        for p in result.parameters
    ]
    return {"head": ("Input", "What it is", "Low / mid / high", "Basis", "Source"), "rows": rows}


def _block(result: DrillResult, arm: ArmTold) -> dict[str, object]:
    rows, enough = [], result.runs >= TENTHS_LEAST
    for column in COLUMNS:
        told = arm.outcomes.get(column) or arm.activity.get(column)
        if told is None:
            continue
        luck = interval(*told.mc_ci95) if told.mc_ci95 else "?"
        ignorance = interval(told.param_p05, told.param_p95)
        plays = [interval(told.p05, told.p95)] * enough
        rows.append((WORDS[column].label, figure(told.mean), luck, ignorance, figure(told.median), *plays))
    head = ("Outcome", "Mean", "Monte Carlo 95 %", "Over what is not known", "Median", *["Nine plays in ten"] * enough)
    return {"title": arm_label(result, arm), "head": head, "rows": rows}
