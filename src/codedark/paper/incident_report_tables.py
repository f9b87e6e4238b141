"""Tables of a report that paper shapes in its own way: what is open, accounts that differ, heads to countersign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from codedark.paper.incident_report_words import paper_word
from codedark.paper.marked_runs import marked_runs
from codedark.record.assertion import Status
from codedark.record.date_words import moment_alone
from codedark.record.entry import Head
from codedark.record.head_words import head_words
from codedark.record.report import Open, Report
from codedark.record.report_said import SaidTable
from codedark.record.report_texts import known_word, label_apart, word

OPEN_HEADS = ("what", "stands", "whom", "asked-at", "due", "answer")


def open_rows(report: Report, lang: str) -> list[dict[str, Any]]:
    """What is not known or was asked, a row each: what, how it stands, who was asked, when, due, answered."""
    return [_open(one, lang, report.head.timezone) for one in report.opens]


def _open(one: Open, lang: str, zone: str) -> dict[str, Any]:
    known = paper_word(lang, "known") if one.answered_at is not None else word(lang, "status", Status.UNKNOWN)
    stands = known if one.status is None else word(lang, "status", one.status)
    cells = [label_apart(lang, one.field, one.about), stands]
    if one.asked_at is None:
        return {"asked": False, "open": True, "cells": [*cells, paper_word(lang, "nobody"), "", "", ""]}
    due = paper_word(lang, "no-due") if one.due_at is None else _at(one.due_at, lang, zone)
    answered = paper_word(lang, "open") if one.answered_at is None else _at(one.answered_at, lang, zone)
    asked = [known_word(lang, "by", one.whom), _at(one.asked_at, lang, zone), due, answered]
    return {"asked": True, "open": one.answered_at is None, "cells": [*cells, *asked]}


def _at(at: datetime, lang: str, zone: str) -> str:
    return moment_alone(at, lang, zone)


def differing_groups(table: SaidTable, lang: str) -> list[dict[str, Any]]:
    """Accounts side by side: of each thing, its name once and a row an account; a row without a name goes on."""
    groups: list[dict[str, Any]] = []
    for what, *cells in table.rows:
        if what or not groups:
            groups.append({"what": what, "rows": []})
        groups[-1]["rows"].append([marked_runs(cell, lang) for cell in cells])
    return groups


def head_cards(heads: tuple[Head, ...], lang: str) -> list[dict[str, str]]:
    """The last entry of each device's chain: the words to read out, and the whole hash."""
    return [
        {
            "words": head_words(head),
            "device": head.device,
            "entry": paper_word(lang, "entry", seq=head.seq),
            "hash": head.hash,
        }
        for head in heads
    ]
