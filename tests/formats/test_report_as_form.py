from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.formats.report_as_form import as_form, report_markdown
from codedark.formats.report_markdown import read
from codedark.formats.report_status_words import LEADS
from codedark.record.assertion import Attribution, Status
from codedark.record.report import Report, ReportKind
from codedark.record.report_form import ReportForm, as_told
from codedark.record.report_saying import said
from codedark.record.report_texts import LANGUAGES, word
from codedark.record.reporting import report
from tests.record.making import START, chain, draft
from tests.record.making import said as assertion
from tests.record.report_making import asked, made

EVERY = pytest.mark.parametrize("lang", LANGUAGES)


def reread(told: Report, lang: str) -> ReportForm:
    return as_told(read("report.md", report_markdown(said(told, lang))))


@EVERY
@pytest.mark.parametrize("kind", ReportKind)
def test_a_report_of_ours_is_read_back_as_it_was_written(lang: str, kind: ReportKind) -> None:
    told = made(kind=kind, since=START)
    assert reread(told, lang) == as_told(as_form(said(told, lang)))


@EVERY
def test_statuses_survive_the_way_through_markdown(lang: str) -> None:
    form = reread(made(), lang)
    statuses = {one.status for section in form.walked() for one in section.items}
    assert {
        Status.INFERRED,
        Status.ASSUMED,
        Status.DISPUTED,
        Status.UNKNOWN,
        Status.NOT_MENTIONED,
        Status.NONE_KNOWN,
    } <= statuses
    (details,) = form.of("details")
    (onset,) = (one for one in details.items if one.status is Status.INFERRED)
    assert onset.reason == "as it still went on on the 4th"


@EVERY
def test_the_known_sections_are_known_again(lang: str) -> None:
    keys = {section.key for section in reread(made(), lang).walked()}
    assert {"summary", "details", "timeline", "method", "impact", "clinical", "response", "unknowns", "log"} <= keys


@pytest.mark.parametrize(
    "text", ["# no heading", "- none", "a: b", "**bold** (Inferred, no)", "Unknown", "1. x", "`x`"]
)
def test_text_of_the_record_stays_text(text: str) -> None:
    told = report(chain([(draft(assertion("containment", text), text=text), START)]), asked())
    form = reread(told, "en")
    assert form == as_told(as_form(said(told, "en")))
    (response,) = form.of("response")
    assert response.items[0].value == text and response.items[0].status is Status.STATED


def test_marks_stand_in_the_text_itself() -> None:
    raw = report_markdown(said(made(), "en")).decode()
    assert "Tuesday 3 March 2026 (Inferred, as it still went on on the 4th)" in raw
    assert "Losses (Assumed, likely)" in raw
    assert "(Disputed)" in raw


def test_there_is_a_line_to_sign_for_each_device() -> None:
    raw = report_markdown(said(made(), "nl")).decode()
    assert raw.count("Mee ondertekend door (functie), tijd ....") == 1


@EVERY
def test_no_line_of_a_report_is_marked_stated_and_something_else(lang: str) -> None:
    guess = assertion("harm", "suspected", day=1, status=Status.DISPUTED)
    none = assertion("data_exfiltrated", None, status=Status.NONE_KNOWN, attribution=Attribution.CONFIRMED)
    claim = assertion("data_exfiltrated", "claimed", by="attacker", attribution=Attribution.CLAIMED)
    advice = assertion("recommendation", "Agree on transfers", day=1, status=Status.INFERRED, reason="improvised")
    stolen = assertion("data_exfiltrated", "yes", day=1)
    log = chain([(draft(none, claim), START), (draft(guess, advice, stolen), START + timedelta(days=1))])
    told = report(log, asked(as_of=START + timedelta(days=2), since=START + timedelta(hours=1)))
    text = report_markdown(said(told, lang)).decode()
    assert f"({LEADS[Status.STATED][lang][0]})" not in text
    assert f"{LEADS[Status.NONE_KNOWN][lang][0]} ({word(lang, 'status', 'disputed')}" in text
    assert "(" + LEADS[Status.INFERRED][lang][0] in text
