"""Forms of a record on paper, as a reader of PDF sees them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from codedark.formats.hics_systems import SYSTEMS
from codedark.paper.hics_log_forms import TEAM, hics_201, hics_214, hics_251_told
from codedark.paper.typesetting import pages_of
from codedark.record.edtf import When, instant
from codedark.record.head_words import head_words
from codedark.record.hics_rows import activity_logs, briefing
from codedark.record.opening import opening
from codedark.record.report import Report, Spell
from codedark.record.report_texts import LANGUAGES, word
from codedark.record.reporting import report
from tests.conftest import _missing
from tests.paper.pdf_words import outside_the_page, overlapping
from tests.paper.test_incident_report import NASTY, bare, pages
from tests.record.making import ABOUT, START, chain, draft
from tests.record.making import said as assertion
from tests.record.report_making import asked, made

pytestmark = pytest.mark.needs("pdftotext")
EVERY = pytest.mark.parametrize("lang", LANGUAGES)
FORMS = (hics_201, hics_214, hics_251_told)
EACH = pytest.mark.parametrize("form", FORMS)
Form = Callable[..., bytes]


def words(raw: bytes, folder: Path) -> str:
    return bare("".join(pages(raw, folder)))


@EVERY
def test_form_201_has_its_fields_the_situation_and_what_was_done(lang: str, tmp_path: Path) -> None:
    told, printed = briefing(made(), lang), words(hics_201(made(), lang), tmp_path)
    for title in ("Incident name", "Operational period", "Situation summary", "Health and safety", "Map / sketch"):
        assert bare(title) in printed
    for title in ("incident management team", "Incident objectives", "planned actions", "resources requested"):
        assert bare(title) in printed
    assert [one for one in (*TEAM, *told.situation, *told.roles) if bare(one) not in printed] == []
    assert told.actions
    assert [one for one in told.actions if bare(one.at + one.activity + one.role) not in printed] == []


@EVERY
def test_what_the_record_cannot_fill_says_so_and_is_left_for_a_pen(lang: str, tmp_path: Path) -> None:
    nothing = bare(word(lang, "phrase", "not-recorded"))
    assert words(hics_201(made(), lang), tmp_path).count(nothing) == 4
    assert nothing not in words(hics_201(made(), lang, blank=True), tmp_path)


def test_a_disputed_sentence_keeps_its_mark(tmp_path: Path) -> None:
    assert bare("No harm to patients is known (disputed) [the press: suspected].") in words(
        hics_201(made(), "en"), tmp_path
    )


@EVERY
def test_form_214_has_every_line_of_every_position_and_an_empty_sheet(lang: str, tmp_path: Path) -> None:
    told = made()
    read = pages(hics_214(told, lang), tmp_path)
    logs = activity_logs(told, lang)
    assert len(read) == len(logs) + 1 == 3
    for log, page in zip(logs, read, strict=False):
        assert log.role in page
        rows = [bare(line.at + line.activity + line.place) for line in log.lines]
        assert [row for row in rows if row not in bare(page)] == []
    assert all(log.role not in read[-1] for log in logs) and "HIMT position" in read[-1]


def test_a_shift_is_printed_with_its_period_and_its_lines_alone(tmp_path: Path) -> None:
    spell = Spell(start=START + timedelta(hours=5), end=START + timedelta(hours=8))
    printed = "".join(pages(hics_214(made(spell=spell), "en"), tmp_path))
    assert "from Tuesday 3 March 2026, 11:00" in printed and "to Tuesday 3 March 2026, 14:00" in printed
    assert "Staff counted again." in printed and "Round of the evening." not in printed


def test_heads_of_form_214_stand_again_and_there_is_room_to_go_on(tmp_path: Path) -> None:
    lines = [(draft(text=f"Line {n}.", event_at=instant(START)), START + timedelta(minutes=n)) for n in range(200)]
    read = pages(hics_214(report(chain(lines), asked()), "en"), tmp_path)
    assert len(read) >= 6
    assert all("notable activities" in page and "incident-commander" in page for page in read[:-1])
    printed = " ".join(" ".join(read).split())
    assert [n for n in range(200) if f"Line {n}." not in printed] == []


@pytest.mark.parametrize("count", range(1, 60, 4))
def test_however_long_a_log_is_its_sheet_ends_with_who_prepared_it(count: int, tmp_path: Path) -> None:
    lines = [(draft(text=f"Line {n}."), START + timedelta(minutes=n)) for n in range(count)]
    raw = hics_214(report(chain(lines), asked()), "en")
    read = pages(raw, tmp_path)
    assert ["6. Prepared by" in page for page in read] == [False] * (len(read) - 2) + [True, True]
    assert overlapping(raw, tmp_path) == []


@EVERY
def test_form_251_ticks_what_people_told_and_leaves_the_rest(lang: str, tmp_path: Path) -> None:
    read = pages(hics_251_told(made(), lang), tmp_path)
    printed = bare("".join(read))
    assert [one for systems in SYSTEMS.values() for one in systems if bare(one) not in printed] == []
    assert " ".join(read).split().count("X") == 1
    assert bare("XNon") in printed and "ICU" in printed
    assert "nobodyworkeditout" in printed


def test_a_service_that_is_contradicted_ticks_no_box_and_says_so(tmp_path: Path) -> None:
    when = When("2026-03-03T06:32")
    both = [assertion("service_status", value, about="ICU", valid=when, by=by) for value, by in _BOTH]
    told = report(chain([(draft(*both), START)]), asked())
    read = pages(hics_251_told(told, "en"), tmp_path)
    assert "X" not in " ".join(read).split() and "disputed" in " ".join(read)


_BOTH = (("none", "hospital"), ("full", "press"))


def test_where_nothing_was_told_form_251_is_for_a_walk_round(tmp_path: Path) -> None:
    assert "Nothingisticked:walkround" in words(hics_251_told(report(chain([]), asked()), "en"), tmp_path)


@EACH
def test_a_blank_form_has_the_incident_and_nothing_else_of_the_record(form: Form, tmp_path: Path) -> None:
    printed = words(form(made(), "en", blank=True), tmp_path)
    assert bare("Disruption at Sint-Lucia") in printed and "TLP:AMBER" in printed
    for told in ("incident-commander", "medical-director", "2026", "ICU", "operations"):
        assert bare(told) not in printed, told


@EACH
@EVERY
def test_every_page_is_marked_and_counted_and_says_how_the_record_stood(form: Form, lang: str, tmp_path: Path) -> None:
    told = made(tlp="RED")
    read = pages(form(told, lang), tmp_path)
    for number, page in enumerate(read, 1):
        assert page.count("TLP:RED") == 2
        assert f" {number} " in page and f" {len(read)}\n" in page
        assert head_words(told.head.heads[0]) in page and "codedark incident log INCIDENT" in page


@EACH
def test_an_exercise_says_so_on_every_page(form: Form, tmp_path: Path) -> None:
    drill = report(chain([(opening(replace(ABOUT, exercise=True), "lead"), START)], opened=False), asked())
    read = pages(form(drill, "nl"), tmp_path)
    assert all(word("nl", "head", "exercise") in page for page in read)
    assert "OEFENING" not in words(form(made(), "nl"), tmp_path)


def long(text: str) -> Report:
    both = (
        assertion("service_status", "none", about=text, by=text),
        assertion("operations_cancelled", 7, by=text, scope=(text,)),
    )
    told = report(chain([(draft(*both, text=text, role=text), START)]), asked())
    return replace(told, head=replace(told.head, title=text, organisation=text))


@EACH
@pytest.mark.parametrize("text", ["w" * 300, "w" * 60, "Krankenhauseinsatzleitungsstellvertretung " * 6])
def test_long_words_stay_in_their_boxes(form: Form, text: str, tmp_path: Path) -> None:
    raw = form(long(text), "de")
    assert outside_the_page(raw, tmp_path) == [] and overlapping(raw, tmp_path) == []


@EACH
def test_what_somebody_wrote_is_text(form: Form, tmp_path: Path) -> None:
    assert bare(NASTY)[:40] in words(form(long(NASTY), "en"), tmp_path)


@EACH
def test_the_same_report_is_the_same_bytes_and_a_tagged_pdf(form: Form) -> None:
    raw = form(made(), "fr")
    assert raw == form(made(), "fr") and b"pdfuaid:part>1<" in raw and pages_of(raw) >= 2


_ALONE = """
import sys
from codedark.paper.hics_log_forms import hics_201, hics_214, hics_251_told
from codedark.paper.incident_report import incident_report_pdf
from codedark.record.report_saying import said
from tests.record.report_making import made
told = made()
forms = [form(told, "fr") for form in (hics_201, hics_214, hics_251_told)]
for raw in (incident_report_pdf(told, said(told, "fr"), "fr"), *forms):
    assert raw.startswith(b"%PDF"), raw[:9]
print(len(open("/proc/net/dev").readlines()))
"""


@pytest.mark.needs("unshare")
def test_they_are_set_without_a_network_a_home_and_a_language() -> None:
    before = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--net"]
    if subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
        _missing("leave to make namespaces of one's own", "run the tests as root, or allow users to make namespaces")
    ran = subprocess.run(
        [*before, sys.executable, "-B", "-c", _ALONE],
        cwd=Path(__file__).parents[2],
        env={"PATH": os.environ["PATH"], "HOME": "/proc", "LANG": "C", "LC_ALL": "C"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    assert int(ran.stdout) <= 3  # two lines of heads, and lo, which is down
