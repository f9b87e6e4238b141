"""Words, and ids above all, stay in one piece as long as there is room for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codedark.cli.widths import broken, share_out


def test_what_fits_is_as_wide_as_its_longest_cell() -> None:
    assert share_out([["from", "over"], ["ward", "a long sentence"]], 80) == [4, 15]


def test_an_id_keeps_its_width_and_a_sentence_gives() -> None:
    assert share_out([["over", "why"], ["dn-office.an-servers.work", "no gate " * 30]], 40) == [25, 15]


def test_a_head_is_broken_before_a_word_of_a_cell() -> None:
    assert share_out([["service", "arrivals/h"], ["anaesthesia", "3"]], 15) == [11, 4]


def test_hyphens_give_before_words_without() -> None:
    assert share_out([["a", "b"], ["emergency", "order-set"]], 15) == [9, 6]


def test_the_first_column_is_as_wide_as_told() -> None:
    assert share_out([["what", "b"], ["x", "many words " * 9]], 40, 12)[0] == 12


def test_only_a_word_too_long_is_broken_and_at_its_hyphen() -> None:
    assert broken("an-ed of clinical-workstation", 12) == "an-ed of clinical-\nworkstation"
    assert broken("an-ed of dn-wards", 8) == "an-ed of dn-wards"


CELL = st.text("ab- .", max_size=40)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5), st.integers(3, 90))
def test_columns_fit_and_hide_no_character(rows: list[tuple[str, str, str]], room: int) -> None:
    widths = share_out(rows, room)
    assert sum(widths) <= room
    for row in rows:
        for cell, width in zip(row, widths, strict=True):
            assert broken(cell, max(width, 1)).replace("\n", "").replace(" ", "") == cell.replace(" ", "")
