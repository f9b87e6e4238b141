from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.hics_cells import Cell, blank_255, rows_254, rows_255
from codedark.formats.hics_csv import hics_csv, safe
from codedark.formats.hics_patient import flat_260
from tests.divert.plans_for_forms import row, rows
from tests.formats.test_hics_cells import TITLES_255, say


def read(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_columns_are_those_of_the_paper_and_every_patient_a_line() -> None:
    table = read(hics_csv(rows_255(rows(), say)))
    assert tuple(table[0]) == TITLES_255
    assert [line[1] for line in table[1:]] == ["p-1", "p-2", "p-3", "p-4"]


def test_a_double_click_shows_accents() -> None:
    assert hics_csv([(Cell("Ward", "Réanimation"),)]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "nasty", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\x00=1"]
)
def test_no_cell_is_run_as_a_formula(nasty: str) -> None:
    table = read(hics_csv(rows_254([row("p-1", ward=nasty)], say)))
    assert table[1][0].startswith("'")
    assert read(hics_csv([flat_260(row("p-1", to_name=nasty), say)]))[1].count(
        "'" + " ".join(nasty.replace("\x00", "").split())
    )


@given(st.text())
def test_whatever_is_written_reads_back_on_one_line_and_harmless(text: str) -> None:
    try:
        raw = hics_csv([(Cell("Ward", text),)])
    except UnicodeEncodeError:
        return  # half of a surrogate pair is no text
    cell = read(raw)[1][0] if text.split() else ""
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in cell and safe(cell) == cell


def test_no_row_leaves_the_header_alone() -> None:
    assert read(hics_csv([], blank_255())) == [list(TITLES_255)]


def test_two_forms_do_not_go_into_one_file() -> None:
    with pytest.raises(ValueError, match="one form"):
        hics_csv([*rows_255(rows(), say), *rows_254(rows(), say)])
