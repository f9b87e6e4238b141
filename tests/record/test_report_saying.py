from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from codedark.record.assertion import Period, PeriodKind
from codedark.record.edtf import When
from codedark.record.opening import opening
from codedark.record.report import ReportKind, Spell
from codedark.record.report_said import SaidReport, SaidSection
from codedark.record.report_saying import HANDED_OVER, said
from codedark.record.report_texts import LANGUAGES, word
from codedark.record.reporting import LogShown, report
from tests.record.making import ABOUT, START, chain, draft
from tests.record.making import said as assertion
from tests.record.report_making import asked, made

EVERY = pytest.mark.parametrize("lang", LANGUAGES)


def by_key(told: SaidReport) -> dict[str, SaidSection]:
    return {section.key: section for section in told.sections}


@EVERY
def test_every_section_has_a_heading_and_something_under_it(lang: str) -> None:
    told = said(made(since=START), lang)
    waiting = list(told.sections)
    while waiting:
        section = waiting.pop()
        waiting += section.sections
        assert section.heading
        assert section.sentences or section.lines or section.sections or section.table, section.key


def test_sections_stand_in_their_order() -> None:
    assert list(by_key(said(made(since=START), "en"))) == [
        "summary",
        "changes",
        "details",
        "timeline",
        "method",
        "impact",
        "clinical",
        "indicators",
        "response",
        "lessons",
        "recommendations",
        "notifications",
        "unknowns",
        "differing",
        "log",
        "heads",
        "notes",
    ]


def test_what_was_not_asked_for_has_no_section() -> None:
    keys = set(by_key(said(made(log=LogShown.NONE), "en")))
    assert not keys & {"changes", "log", "series"}


def test_counts_that_do_not_add_up_are_said() -> None:
    total = Period(when=When("2026-03-03/2026-03-04"), kind=PeriodKind.CUMULATIVE)
    days = [Period(when=When(f"2026-03-0{day}")) for day in (3, 4)]
    counts = [
        assertion("operations_cancelled", n, period=of) for n, of in zip((40, 30, 10), (*days, total), strict=True)
    ]
    told = report(chain([(draft(*counts), START)]), asked())
    (line,) = by_key(said(told, "nl"))["series"].lines
    assert line.label == "Geannuleerde operaties" and "70" in line.value and "10" in line.value


@EVERY
def test_a_draft_says_that_it_is_one(lang: str) -> None:
    draft, left = said(made(), lang), said(made(issue=True), lang)
    assert draft.kind != left.kind == word(lang, "report", "situation", number=1)
    assert said(made(kind=ReportKind.FINAL), lang).kind == word(lang, "report", "final")


def test_nothing_changed_is_said() -> None:
    changes = by_key(said(made(since=START + timedelta(hours=20)), "en"))["changes"]
    assert [line.value for line in changes.lines] == ["Counted from Wednesday 4 March 2026, 02:00.", "Nothing changed."]


def test_a_handover_is_short() -> None:
    told = said(made(kind=ReportKind.HANDOVER, since=START, log=LogShown.DECISIONS), "fr")
    assert list(by_key(told)) == list(HANDED_OVER)


def test_a_shift_says_from_when_to_when() -> None:
    spell = Spell(start=START, end=START + timedelta(hours=8))
    log = by_key(said(made(spell=spell), "en"))["log"]
    assert log.lines[0].value == "From Tuesday 3 March 2026, 06:00 to Tuesday 3 March 2026, 14:00."
    assert log.table is not None and len(log.table.rows) == 9


@EVERY
def test_heads_can_be_read_out_and_signed(lang: str) -> None:
    heads = by_key(said(made(), lang))["heads"]
    assert heads.table is not None
    ((words, seq, whole, to_sign),) = heads.table.rows
    assert (seq, len(whole), to_sign) == ("12", 64, "") and "#12-" in words


def test_an_exercise_is_marked_in_every_language() -> None:
    drill = chain([(opening(replace(ABOUT, exercise=True), "commander"), START)], opened=False)
    told = {lang: said(report(drill, asked()), lang).exercise for lang in LANGUAGES}
    assert len(set(told.values())) == 4 and all(told.values())
    assert said(made(), "en").exercise == ""


def test_what_was_entered_later_is_said_in_the_head() -> None:
    early = said(made(as_of=START + timedelta(minutes=30)), "en")
    assert any("entered after that moment" in line.value for line in early.head)
    assert not any("entered after that moment" in line.value for line in said(made(), "en").head)


def test_there_is_no_fifth_language() -> None:
    with pytest.raises(KeyError, match="language 'es'"):
        said(made(), "es")


def test_nothing_that_was_withdrawn_is_in_the_summary_of_any_language() -> None:
    for lang in LANGUAGES:
        text = " ".join(line.value for line in by_key(said(made(), lang))["summary"].sentences)
        assert "999" not in text and "4321" not in text and "4.321" not in text
