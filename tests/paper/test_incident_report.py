"""The report on paper, as a reader of PDF sees it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from codedark.paper.incident_report import CONTENTS_FROM, incident_report_pdf
from codedark.paper.incident_report_words import paper_word
from codedark.paper.marked_runs import mark_samples
from codedark.paper.typesetting import pages_of
from codedark.record.assertion import Status
from codedark.record.date_words import moment_alone
from codedark.record.edtf import instant
from codedark.record.entry import Draft
from codedark.record.head_words import head_words
from codedark.record.opening import opening
from codedark.record.report import Report, ReportKind
from codedark.record.report_said import SaidLine, SaidReport, SaidSection
from codedark.record.report_saying import said
from codedark.record.report_texts import LANGUAGES, word
from codedark.record.reporting import LogShown, report
from tests.paper.pdf_words import outside_the_page, overlapping
from tests.record.making import ABOUT, START, chain, draft
from tests.record.making import said as assertion
from tests.record.report_making import asked, made

pytestmark = pytest.mark.needs("pdftotext")
EVERY = pytest.mark.parametrize("lang", LANGUAGES)
NASTY = r'#panic("x") $1/0$ @ref <script> *b* _i_ \ \u{41} = head ~ `raw` // no /* no */ #{d} "q"'


def pdf(told: Report, lang: str = "en") -> bytes:
    return incident_report_pdf(told, said(told, lang), lang)


def pages(raw: bytes, folder: Path) -> list[str]:
    """The text of each page in the order it was set."""
    file = folder / "report.pdf"
    file.write_bytes(raw)
    asked = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    return asked.stdout.decode().split("\f")[:-1]


def bare(text: str) -> str:
    """Letters alone: where a line was broken, and whether with a hyphen, is nobody's promise."""
    return re.sub(r"[\s\u200b\u00ad-]", "", text)


def everything(told: SaidReport) -> Iterator[str]:
    """Every text that a report in words holds."""
    yield from (told.title, told.kind, told.tlp)
    yield from _of_lines(told.head[1:])  # the first is the kind, which stands above the title
    for section in told.sections:
        yield from _of_section(section)


def _of_section(section: SaidSection) -> Iterator[str]:
    yield section.heading
    yield from (part for line in section.sentences for part in (line.value, *line.rests_on))
    if section.key == "unknowns":
        yield from (line.label for line in section.lines)
    else:
        yield from _of_lines(section.lines)
    if section.key == "log" and section.table is not None:  # its days stand once
        yield from (cell for row in section.table.rows for cell in row[1:])
    elif section.key != "heads" and section.table is not None:
        yield from (cell for row in (section.table.columns, *section.table.rows) for cell in row)
    for below in section.sections:
        yield from _of_section(below)


def _of_lines(lines: Iterable[SaidLine]) -> Iterator[str]:
    for line in lines:
        yield from (line.label, line.value, line.mark, *line.beside)


def long_log(count: int) -> list[Draft]:
    """So many lines, half an hour apart."""
    text = "Bed census taken on paper; the pharmacy checks what the wards hold against its printout of this morning."
    return [draft(text=f"{n}: {text * (1 + n % 3)}", event_at=instant(START + n * HALF_HOUR)) for n in range(count)]


HALF_HOUR = timedelta(minutes=30)


def with_lines(count: int) -> Report:
    told = chain([(one, START + n * HALF_HOUR) for n, one in enumerate(long_log(count))])
    return report(told, asked(as_of=START + count * HALF_HOUR))


@EVERY
@pytest.mark.parametrize("kind", ReportKind)
def test_everything_the_report_says_is_printed(kind: ReportKind, lang: str, tmp_path: Path) -> None:
    told = made(kind=kind, since=START)
    printed = bare("".join(pages(pdf(told, lang), tmp_path)))
    assert [text for text in everything(said(told, lang)) if bare(text) not in printed] == []


@EVERY
def test_what_is_not_plainly_stated_carries_its_mark(lang: str, tmp_path: Path) -> None:
    told = made()
    printed = bare("".join(pages(pdf(told, lang), tmp_path)))
    marked = [line for section in said(told, lang).sections for line in section.lines if line.mark]
    assert {line.status for line in marked} >= {Status.INFERRED, Status.ASSUMED, Status.DISPUTED}
    assert [line for line in marked if bare(line.value + line.mark) not in printed] == []
    assert all(bare(sample) in printed for sample in mark_samples(lang))


@EVERY
def test_every_page_says_which_report_of_when_how_marked_and_where_it_stands(lang: str, tmp_path: Path) -> None:
    told = made(tlp="RED")
    read = pages(pdf(told, lang), tmp_path)
    kind, as_of = said(told, lang).kind, moment_alone(told.head.as_of, lang, told.head.timezone)
    for number, page in enumerate(read, 1):
        assert page.count("TLP:RED") >= 2, number
        assert bare(kind) in bare(page) and bare(as_of) in bare(page) and "00112233aabbccdd" in page
        assert f"{paper_word(lang, 'page')} {number} {paper_word(lang, 'of')} {len(read)}" in page


@EVERY
def test_an_exercise_says_so_on_every_page(lang: str, tmp_path: Path) -> None:
    drill = chain([(opening(replace(ABOUT, exercise=True), "commander"), START)], opened=False)
    read = pages(pdf(report(drill, asked()), lang), tmp_path)
    assert all(word(lang, "head", "exercise") in page for page in read)
    assert read[0].count(word(lang, "head", "exercise")) == 2  # the second one is read aloud: heads of pages are not


def test_what_is_no_exercise_does_not_say_so(tmp_path: Path) -> None:
    assert "EXERCISE" not in "".join(pages(pdf(made()), tmp_path))


@EVERY
def test_the_heads_of_all_devices_are_on_the_last_page(lang: str, tmp_path: Path) -> None:
    told = report(chain([]) + chain([(draft(), START)], number=2, opened=False), asked())
    *before, last = pages(pdf(told, lang), tmp_path)
    assert len(told.head.heads) == 2
    for head in told.head.heads:
        assert head_words(head) in last and head.hash in last and head.device in last
    assert last.count(paper_word(lang, "signature")) == 4
    assert "codedark incident verify INCIDENT --head" in " ".join(last.split())
    assert not any(head_words(head) in "".join(before) for head in told.head.heads)


def test_forty_devices_find_room(tmp_path: Path) -> None:
    told = report([e for n in range(1, 41) for e in chain([(draft(), START)], number=n, opened=n == 1)], asked())
    printed = "".join(pages(pdf(told), tmp_path))
    assert [head for head in told.head.heads if head_words(head) not in printed] == []


@EVERY
def test_where_nothing_is_known_it_says_so_section_by_section(lang: str, tmp_path: Path) -> None:
    told = report(chain([]), asked())
    printed = bare("".join(pages(pdf(told, lang), tmp_path)))
    assert [text for text in everything(said(told, lang)) if bare(text) not in printed] == []
    assert printed.count(bare(word(lang, "phrase", "not-recorded"))) >= 8


def test_a_section_that_was_not_asked_for_is_not_printed(tmp_path: Path) -> None:
    headings = [page for page in pages(pdf(made(log=LogShown.NONE)), tmp_path) if re.search(r"^Log$", page, re.M)]
    assert headings == []


def test_what_somebody_wrote_is_text(tmp_path: Path) -> None:
    one = draft(assertion("containment", NASTY, reason=NASTY, wording=NASTY, by=NASTY), text=NASTY, role=NASTY)
    told = report(chain([(one, START)]), asked())
    told = replace(told, head=replace(told.head, title=NASTY, organisation=NASTY))
    assert bare("".join(pages(pdf(told), tmp_path))).count(bare(NASTY)) >= 6


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "long",
    [
        "w" * 300,
        "w" * 60,
        "Krankenhausinformationssystemwiederherstellungsbeauftragtenstellvertretung",
        "https://example.org/" + "a/b-c_d?e=f&" * 20,
    ],
)
def test_long_words_stay_on_the_page_and_in_their_columns(long: str, lang: str, tmp_path: Path) -> None:
    one = draft(
        assertion("service_status", "none", about=long, by=long, reason=long, details={"aided_by": long}),
        assertion("service_status", "full", about=long, by="press", wording=long),
        assertion("containment", long),
        text=long,
        role=long,
    )
    told = report(chain([(one, START)]), asked())
    told = replace(told, head=replace(told.head, title=long, organisation=long))
    raw = pdf(told, lang)
    assert outside_the_page(raw, tmp_path) == [] and overlapping(raw, tmp_path) == []


def test_a_very_long_account_goes_on_over_the_page(tmp_path: Path) -> None:
    text = " ".join(f"word{n}" for n in range(2_000))
    told = report(chain([(draft(assertion("containment", text), text=text), START)]), asked())
    raw = pdf(told)
    printed = "".join(pages(raw, tmp_path))
    assert printed.count("word1999") == 2 and outside_the_page(raw, tmp_path) == []


@EVERY
def test_heads_of_the_log_and_its_day_stand_again_on_every_page(lang: str, tmp_path: Path) -> None:
    told = with_lines(300)
    columns = [bare(word(lang, "column", key)) for key in ("event", "role", "kind", "activity", "place")]
    read = pages(pdf(told, lang), tmp_path)
    of_log = [bare(page) for page in read if "Bed census" in page]
    assert len(of_log) >= 8
    assert [page for page in of_log if "".join(columns) not in page] == []
    days = [moment_alone(START + timedelta(days=n), lang, told.head.timezone).split(",")[0] for n in range(7)]
    assert all(any(day.split()[0] in page for day in days) for page in of_log)


@pytest.mark.parametrize("lines", range(0, 40, 2))
def test_no_heading_stands_alone_at_the_foot_of_a_page(lines: int, tmp_path: Path) -> None:
    text = " ".join(["Servers were switched off, one after the other, and the telephones tried."] * lines)
    told = report(chain([(draft(assertion("attack_type", "ransomware", wording=text)), START)]), asked())
    words = said(told, "en")
    below = [part.heading for one in words.sections for part in one.sections]
    headings = {bare(heading) for heading in (*below, *(one.heading for one in words.sections))}
    for page in pages(pdf(told), tmp_path):
        body = [bare(line) for line in page.splitlines()]
        foot = len(body) - 1 - body[::-1].index(bare(words.title))
        assert body[foot - 1] not in headings


def test_a_line_of_the_log_is_not_torn_over_two_pages(tmp_path: Path) -> None:
    told = with_lines(200)
    read = pages(pdf(told), tmp_path)
    starts = [sum(bool(re.search(rf"\b{n}: Bed census", page)) for page in read) for n in range(200)]
    assert set(starts) == {1}
    for page in read[4:-2]:
        first = page.split("Entry\n", 1)[-1]
        assert re.search(r"^\w+ \d+ \w+ 2026\s+\d\d:\d\d incident-commander", first), first[:120]


def test_a_long_report_has_a_table_of_contents(tmp_path: Path) -> None:
    assert "Contents" not in pages(pdf(with_lines(CONTENTS_FROM - 20)), tmp_path)[0]
    read = pages(pdf(with_lines(CONTENTS_FROM)), tmp_path)
    assert re.search(rf"Heads of the Log, to Be Countersigned[ .\u2060]*{len(read)}\b", read[0])


def test_the_same_report_is_the_same_bytes_and_a_tagged_lasting_pdf() -> None:
    raw = pdf(made(), "fr")
    assert raw == pdf(made(), "fr")
    assert b"pdfuaid:part>1<" in raw and b"pdfaid:part>2<" in raw and b"pdfaid:conformance>A<" in raw


@EVERY
def test_the_document_says_its_language_so_that_it_is_pronounced_in_it(lang: str) -> None:
    assert re.search(rb"/Lang\s*\(" + lang.encode() + rb"\)", pdf(made(), lang))


def test_the_day_of_making_is_all_the_clock_there_is_in_it() -> None:
    other = made(generated_at=START + timedelta(days=1, minutes=5), as_of=START + timedelta(days=1))
    assert b"D:20260304" in pdf(other) and pages_of(pdf(other)) == pages_of(pdf(made()))


def test_a_language_nobody_wrote_is_refused() -> None:
    with pytest.raises(KeyError):
        incident_report_pdf(made(), said(made(), "en"), "es")
