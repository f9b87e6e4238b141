from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.paper.incident_report_tables import OPEN_HEADS, differing_groups, head_cards, open_rows
from codedark.record.assertion import Question
from codedark.record.head_words import read_head_words
from codedark.record.report_said import SaidTable
from codedark.record.report_saying import said
from codedark.record.report_texts import LANGUAGES
from codedark.record.reporting import report
from tests.record.making import START, chain, draft
from tests.record.making import said as assertion
from tests.record.report_making import ASKED, asked, made

EVERY = pytest.mark.parametrize("lang", LANGUAGES)


def test_an_unknown_says_who_was_asked_and_when_and_that_it_is_open() -> None:
    first = open_rows(made(), "en")[0]
    assert first["cells"] == [
        "Kind of Attack",
        "unknown",
        "the prosecutor",
        "Tuesday 3 March 2026, 07:00",
        "Thursday 5 March 2026, 06:00",
        "still open",
    ]
    assert first["open"] and first["asked"] and len(first["cells"]) == len(OPEN_HEADS)


def test_an_unknown_nobody_was_asked_about_says_so() -> None:
    (alone,) = (row for row in open_rows(made(), "en") if not row["asked"])
    assert alone["cells"] == ["Patients taken elsewhere by ambulance", "unknown", "nobody was asked", "", "", ""]


def test_a_question_that_was_answered_says_when_and_one_without_a_deadline_that() -> None:
    question = replace(ASKED, due_at=None)
    told = chain(
        [
            (draft(questions=(question,)), START),
            (draft(assertion("attack_type", "ransomware", day=1)), START.replace(day=4)),
        ]
    )
    (row,) = open_rows(report(told, asked(as_of=START.replace(day=5))), "en")
    assert not row["open"]
    assert row["cells"][1:] == [
        "known by now",
        "the prosecutor",
        "Tuesday 3 March 2026, 07:00",
        "none told",
        "Wednesday 4 March 2026, 06:00",
    ]


@EVERY
def test_every_open_thing_has_its_row_in_every_language(lang: str) -> None:
    told = made()
    rows = open_rows(told, lang)
    assert len(rows) == len(told.opens) > 0
    assert all(len(row["cells"]) == len(OPEN_HEADS) and all(row["cells"][:3]) for row in rows)


def test_a_question_of_somebody_without_a_word_keeps_the_name() -> None:
    question = Question(field="attack_type", whom="supplier of the file", asked_at=START)
    (row,) = open_rows(report(chain([(draft(questions=(question,)), START)]), asked()), "nl")
    assert row["cells"][2] == "supplier of the file"


@EVERY
def test_accounts_of_one_thing_stand_together_and_none_is_lost(lang: str) -> None:
    told = made()
    (table,) = (one.table for one in said(told, lang).sections if one.key == "differing")
    assert isinstance(table, SaidTable)
    groups = differing_groups(table, lang)
    assert len(groups) == len(told.beside)
    assert [len(group["rows"]) for group in groups] == [len(standing.accounts) for standing in told.beside]
    cells = ["".join(piece for piece, _ in cell) for group in groups for row in group["rows"] for cell in row]
    assert cells == [cell for row in table.rows for cell in row[1:]]


def test_a_head_is_told_in_words_that_are_read_back() -> None:
    told = made()
    (card,) = head_cards(told.head.heads, "de")
    read = read_head_words(card["words"])
    (head,) = told.head.heads
    assert head.device.startswith(read.device) and read.seq == head.seq and head.hash.startswith(read.hash)
    assert card["entry"] == f"Zeile {head.seq}" and card["hash"] == head.hash
