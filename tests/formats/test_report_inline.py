"""Inline markup is taken off, and every character knows where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.report_inline import escaped, plain


def text(marked: str) -> str:
    return plain(marked, 0, len(marked)).text


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("**bold** and *italic*", "bold and italic"),
        ("__bold__ and _italic_", "bold and italic"),
        ("***both***", "both"),
        ("***bold** italic*", "bold italic"),
        ("***italic* bold**", "italic bold"),
        ("**bold with *italic* inside**", "bold with italic inside"),
        ("`code *as it is*`", "code *as it is*"),
        ("``a ` b``", "a ` b"),
        ("[the page](http://x.test/a_b) and ![](y)", "the page and "),
        (r"\*not bold\*", "*not bold*"),
        (r"C:\new", r"C:\new"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("* alone", "* alone"),
        ("`open", "`open"),
        ("a\r\n   b\tc", "a b c"),
        (r"\[x\](y)", "[x](y)"),
    ],
)
def test_markup_is_taken_off(marked: str, said: str) -> None:
    assert text(marked) == said.strip()


def test_a_span_leads_back_to_the_marked_text() -> None:
    marked = "see **the servers** now"
    found = plain(marked, 0, len(marked))
    start = found.text.index("the servers")
    assert found.span(start, start + 11) == (6, 17)
    assert found.span(3, 3) == (3, 3)


def test_what_is_escaped_or_code_stands_for_itself() -> None:
    found = plain(r"a\: `b: c`", 0, 10)
    assert found.text == "a: b: c"
    assert {place for place, char in enumerate(found.text) if char == ":"} <= found.held


def test_how_much_of_the_beginning_is_bold() -> None:
    assert plain("**Sector:** care", 0, 16).strong_count == 7
    assert plain("*Sector:* care", 0, 14).strong_count == 0


@given(st.text(alphabet=st.sampled_from("ab *_`[]()\\:.#é\n")))
def test_what_is_escaped_reads_as_it_was(said: str) -> None:
    line = " ".join(said.split())
    assert text(escaped(line)) == line


@given(st.text())
def test_characters_stay_in_order_and_are_their_own(marked: str) -> None:
    found = plain(marked, 0, len(marked))
    assert list(found.at) == sorted(set(found.at))
    assert all(
        marked[place] == char or marked[place].isspace() for place, char in zip(found.at, found.text, strict=True)
    )
