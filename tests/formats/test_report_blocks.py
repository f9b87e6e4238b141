"""Lines become blocks, and the blocks laid end to end are the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.report_blocks import blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind.value, text[b.text_start : b.text_end]) for b in blocks(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A\n", [("heading", "A")]),
        ("   ### A ##  \n", [("heading", "A")]),
        ("#A\n", [("paragraph", "#A")]),
        ("####### A\n", [("paragraph", "####### A")]),
        ("A\n===\n", [("heading", "A")]),
        ("A\n---\n", [("heading", "A")]),
        ("- a\n- b\n", [("bullet", "a"), ("bullet", "b")]),
        ("- a\n  more\n", [("bullet", "a\n  more")]),
        ("- a\n\n  more\n", [("bullet", "a"), ("paragraph", "  more")]),
        ("1. a\n2) b\n", [("bullet", "a"), ("bullet", "b")]),
        ("-a\n", [("paragraph", "-a")]),
        ("-\n", [("bullet", "")]),
        ("a\nb\n\nc\n", [("paragraph", "a\nb"), ("paragraph", "c")]),
        ("a\n- b\n", [("paragraph", "a"), ("bullet", "b")]),
        ("* * *\n", [("rule", "* * *")]),
        ("\n\na\n", [("blank", ""), ("paragraph", "a")]),
        ("```\n# a\n```\nb", [("verbatim", "```\n# a\n```"), ("paragraph", "b")]),
        ("````\n```\n````\n", [("verbatim", "````\n```\n````")]),
        ("~~~\nnever closed", [("verbatim", "~~~\nnever closed")]),
        ("---\na: b\n---\nc", [("verbatim", "---\na: b\n---"), ("paragraph", "c")]),
        ("*italic line*\n", [("paragraph", "*italic line*")]),
        ("a\x0bb\x85c\u2028d\n", [("paragraph", "a\x0bb\x85c\u2028d")]),
    ],
)
def test_lines_become_blocks(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


def test_a_tab_stands_for_four_columns() -> None:
    assert [b.depth for b in blocks("- a\n\t- b\n  - c\n")] == [0, 4, 2]


@given(st.text(alphabet=st.sampled_from("ab#-*=`~ \t\n\r1.>|")))
def test_blocks_laid_end_to_end_are_the_text(text: str) -> None:
    found = blocks(text)
    assert "".join(text[b.start : b.after] for b in found) == text
    assert all(b.start <= b.text_start <= b.text_end <= b.end <= b.after for b in found)
