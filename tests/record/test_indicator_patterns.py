"""The tables of what looks like an indicator."""

from __future__ import annotations

import pytest

from codedark.record import indicator_patterns as pattern


def test_an_ending_stands_in_one_list() -> None:
    lists = (pattern.SURE_ENDINGS, pattern.WORD_ENDINGS, pattern.FILE_ENDINGS)
    assert sum(map(len, lists)) == len(frozenset().union(*lists))


@pytest.mark.parametrize(
    ("before", "follows"),
    [
        ("upgraded to version ", True),
        ("versie: ", True),
        ("La version est la ", True),
        ("tel. ", True),
        ("We can patch. ", False),
        ("the server ", False),
        ("version, then ", False),
        ("", False),
    ],
)
def test_a_word_before_a_number_tells_what_it_is(before: str, follows: bool) -> None:
    assert pattern.follows(pattern.NUMBERED, before) is follows
