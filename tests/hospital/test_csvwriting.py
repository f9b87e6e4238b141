from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.hospital.csvtext import read_csv
from codedark.hospital.csvwriting import harmless, written_patch, written_table
from codedark.hospital.gathered import Gathered

CELL = st.text(alphabet='ab,;"\n\r é=', max_size=6).map(harmless)


@settings(max_examples=50)
@given(st.lists(st.fixed_dictionaries({"gate": st.just("fw"), "name": CELL, "source": CELL}), max_size=5))
def test_what_is_written_is_read_back(rows: list[dict[str, str]]) -> None:
    faults = Gathered()
    sheet = read_csv("gates.csv", written_table("gates", rows), faults)
    assert sheet is not None and not faults.faults
    assert [
        {k: v for k, v in sheet.row(i).items() if k in ("gate", "name", "source")} for i in range(len(sheet))
    ] == rows


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " = 1", "=+-@=1", "?why"])
def test_nothing_written_is_run_by_a_spreadsheet_program(text: str) -> None:
    assert harmless(text)[0] not in "=+-@\t\r? "


def test_text_is_put_on_one_line() -> None:
    assert harmless("a\nb\x00  c") == "a b c"
    assert harmless("===") == ""


def test_a_patch_has_its_key_and_what_it_changes() -> None:
    rows = [{"change": "add", "from": "a", "to": "b", "minutes": "3"}]
    assert written_patch("travel_min", rows) == b"change,from,to,minutes\nadd,a,b,3\n"
