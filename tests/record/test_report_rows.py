from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from codedark.record.assertion import Status
from codedark.record.report import Note, Open
from codedark.record.report_lines import Speaker
from codedark.record.report_rows import log_row, note_line, notified_line, open_line
from codedark.record.report_texts import LANGUAGES
from tests.record.making import START
from tests.record.report_making import PAPER, made


def speaker(lang: str = "en", **more: object) -> Speaker:
    return Speaker(report=made(**more), lang=lang)


def test_a_notification_says_when_it_was_due_and_its_number() -> None:
    due = {("nis2-be", "early-warning"): START + timedelta(days=1)}
    told = speaker("de", due=due)
    line = notified_line(told, told.report.notified[0])
    assert line.value == "nis2-be, Frühwarnung: an CCB, gesendet Dienstag, 3. März 2026, 15:00 Uhr"
    assert line.beside == ("fällig Mittwoch, 4. März 2026, 06:00 Uhr", "Aktenzeichen 2026-0007", "sha256 " + "ab" * 32)


def test_without_clock_and_number_it_says_so() -> None:
    told = speaker()
    line = notified_line(told, replace(told.report.notified[0], reference=""))
    assert line.beside[:2] == ("no clock told", "no reference number yet")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_open_says_who_was_asked_and_when(lang: str) -> None:
    told = speaker(lang)
    line = open_line(told, told.report.opens[0])
    assert "prosecutor" in line.value and line.status is Status.UNKNOWN
    assert line.value.count(";") == 3


def test_an_answer_and_a_question_nobody_asked() -> None:
    answered = Open(field="harm", about="", status=None, whom="ward 3", asked_at=START, answered_at=START)
    assert open_line(speaker(), answered).value == (
        "asked: ward 3, Tuesday 3 March 2026, 06:00; answered Tuesday 3 March 2026, 06:00"
    )
    nobody = Open(field="harm", about="", status=Status.WITHHELD)
    assert open_line(speaker(), nobody).value == "withheld; nobody was asked"


def test_an_entry_is_one_line_with_its_place_in_the_log() -> None:
    told = speaker()
    line = told.report.log[-3]
    at, role, kind, activity, place = log_row(told, line)
    assert (at, role, kind, activity) == (
        "Tuesday 3 March 2026, 15:00", "medical-director", "decision", "We stay on paper tonight."
    )  # fmt: skip
    assert place == f"{line.device[:8]} #{line.seq}"


def test_an_erased_entry_says_so_and_a_late_one_too() -> None:
    told = speaker()
    line = told.report.log[0]
    assert log_row(told, replace(line, text=""))[3] == "[erased]"
    assert log_row(told, replace(line, late=True))[3].endswith("(entered later, Tuesday 3 March 2026, 06:00)")


def test_a_footnote_names_document_date_and_place() -> None:
    told = speaker("nl")
    line = note_line(told, told.report.notes[0])
    assert (line.label, line.value) == (
        "[1]", "The Town Paper, Hospital switches off its servers, dinsdag 3 maart 2026, tekens 0-49"
    )  # fmt: skip
    whole = Note(number=2, document=PAPER.id, start=0, end=0, told=None)
    assert note_line(told, whole).value == PAPER.id
