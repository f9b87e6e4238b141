"""A form made by a program says the same when it is read back, in four languages, whatever characters stand in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codedark.formats.report_markdown import read
from codedark.formats.report_markdown_written import write
from codedark.record.assertion import Status
from codedark.record.report_form import (
    Item,
    Kind,
    ReportForm,
    Section,
    Told,
    as_told,
    item,
    one_line,
    paragraph,
)
from codedark.record.report_words import LANGUAGES, SECTIONS, heading, section_key


def again(form: ReportForm) -> ReportForm:
    return as_told(read("report.md", write(form)))


def report(*items: Item, lang: str = "en") -> ReportForm:
    below = Section(heading=heading("impact", lang), key="impact", items=items)
    return ReportForm(root=Section(heading="A report", depth=1, sections=(below,)), lang=lang)


def written(*items: Item, lang: str = "en") -> str:
    return write(report(*items, lang=lang)).decode().split("\n", 3)[3]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("status", [s for s in Status if s is not Status.STATED])
@pytest.mark.parametrize("value", ["", "Tuesday 3 March"])
@pytest.mark.parametrize("reason", ["", "as told (twice) on the 4th"])
def test_every_status_is_read_as_it_was_written(status: Status, lang: str, value: str, reason: str) -> None:
    made = report(item("Vector", value, status, reason), lang=lang)
    assert again(made) == made


def test_what_would_read_as_a_status_is_marked_as_stated() -> None:
    assert written(item("Vector", "Unknown")) == "- Vector: Unknown (Stated)\n"
    assert written(item("Vector", "Unknown", Status.UNKNOWN)) == "- Vector: Unknown (Stated) (Unknown)\n"
    assert (
        written(item("Host", "Unknown", Status.INFERRED, "by name")) == "- Host: Unknown (Stated) (Inferred, by name)\n"
    )


def test_a_sentence_that_says_so_itself_gets_no_mark() -> None:
    none = item("", "No indicators were provided.", Status.NOT_MENTIONED)
    assert written(none) == "- No indicators were provided.\n"


def test_a_guess_stands_in_brackets_beside_what_is_stated() -> None:
    contained = replace(
        item("Indamming", "Servers uitgezet"),
        told=(Told(value="Servers uitgezet"), Told(value="om spreiding te stoppen", status=Status.ASSUMED)),
    )
    assert written(contained, lang="nl") == "- Indamming: Servers uitgezet (waarschijnlijk om spreiding te stoppen)\n"
    assert again(report(contained, lang="nl")) == report(contained, lang="nl")


def test_a_further_statement_that_is_no_guess_has_no_words() -> None:
    wrong = replace(item("a", "b"), told=(Told(value="b"), Told(value="c")))
    with pytest.raises(ValueError, match="only guesses"):
        write(report(wrong))


def test_a_changed_item_is_written_anew_and_the_others_as_they_stood() -> None:
    raw = b"# T\n## Impact\n* __Financial__ :  *none*\n* Data Breach: Unknown. \n"
    form = read("report.md", raw)
    (impact,) = form.of("impact")
    first = replace(impact.items[0], told=(Told(value="2 million", status=Status.INFERRED, reason="by us"),))
    changed = replace(form, root=replace(form.root, sections=(replace(impact, items=(first, impact.items[1])),)))
    assert write(changed) == b"# T\n## Impact\n- Financial: 2 million (Inferred, by us)\n* Data Breach: Unknown. \n"


def test_a_changed_heading_is_written_anew() -> None:
    form = read("report.md", b"Title\n=====\n## Impact ##\n- a\n")
    (impact,) = form.of("impact")
    changed = replace(form, root=replace(form.root, sections=(replace(impact, heading="#1 Results #"),)))
    assert write(changed) == b"Title\n=====\n\n## #1 Results \\#\n- a\n"
    assert read("x", write(changed)).root.sections[0].heading == "#1 Results #"


def test_paragraphs_never_run_into_each_other() -> None:
    made = report(paragraph("One."), paragraph("Two."), item("", "three"), paragraph("Four."))
    assert written(*made.root.sections[0].items) == "One.\n\nTwo.\n- three\n\nFour.\n"
    assert again(made) == made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_heading_we_write_is_read_as_its_section_and_its_language(lang: str) -> None:
    for key in SECTIONS:
        told, langs = section_key(heading(key, lang))
        assert (told, lang in langs) == (key, True)


WORDS = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(
            [
                *(
                    "Unknown",
                    "(Stated)",
                    "(Inferred, x)",
                    "(likely y)",
                    "Likely",
                    "Not specified,",
                    "though likely",
                    "a",
                ),
                *("**", "*b*", "_", "`", "``", "\\", "[x](y)", "]", "#", "-", "1.", "+", ">", "|", "===", "~~~", "```"),
                *(
                    ":",
                    "a:",
                    "b: c",
                    ".",
                    ")",
                    "(",
                    "é",
                    "•",
                    "onbekend",
                    "Inconnu",
                    "<!--",
                    "---",
                    "***",
                    "No",
                    "provided",
                ),
            ]
        ),
        max_size=6,
    ).map(" ".join),
).map(one_line)


@st.composite
def items(draw: st.DrawFn) -> Item:
    kind = draw(st.sampled_from([Kind.BULLET, Kind.BULLET, Kind.PARAGRAPH]))
    status, value, reason = draw(st.sampled_from(list(Status))), draw(WORDS), draw(WORDS)
    label = draw(WORDS)
    if not value and (status is Status.STATED or kind is Kind.PARAGRAPH):
        value = "x"
    guesses = draw(st.lists(WORDS.filter(bool), max_size=2))
    told = (Told(value=value, status=status, reason=reason), *(Told(value=g, status=Status.ASSUMED) for g in guesses))
    return Item(label=label, told=told, kind=kind)


@given(st.lists(items(), max_size=3), st.sampled_from(LANGUAGES))
@example([item("", "Likely x")], "en")
@example([paragraph("===")], "en")
def test_what_a_program_made_is_read_back(made: list[Item], lang: str) -> None:
    form = report(*made, lang=lang)
    assert again(form) == form


@given(st.lists(st.integers(0, 3), max_size=6))
def test_bullets_keep_their_depth(steps: list[int]) -> None:
    depths: list[int] = []
    for step in steps:
        depths.append(min(step, depths[-1] + 1 if depths else 0))
    made = report(*(item("L", "v", depth=depth) for depth in depths))
    assert again(made) == made


@given(st.text())
def test_what_stands_between_fences_is_read_back(text: str) -> None:
    text = text.replace("\r", "").strip("\n")
    said = (Told(value=text),) if text else ()
    made = report(Item(kind=Kind.VERBATIM, told=said), item("a", "b"))
    assert again(made) == made
