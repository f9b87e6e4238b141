from __future__ import annotations

import pytest

from codedark.hospital.faults import BadHospital, CellFault
from codedark.hospital.gathered import Gathered


def _bad() -> int:
    raise CellFault("odd", "mend it")


def test_nothing_found_stops_nothing() -> None:
    Gathered().stop_if_any()


def test_what_was_attempted_is_given_or_noted() -> None:
    faults = Gathered()
    assert faults.attempt(lambda: 3, "a.csv") == 3
    assert faults.attempt(_bad, "a.csv", column="x") is None
    assert [(f.file, f.column, f.message) for f in faults.faults] == [("a.csv", "x", "odd")]


def test_each_fault_is_told_once_those_of_a_file_together() -> None:
    faults = Gathered()
    for file, row in (("b", 9), ("a", 2), ("b", 3), ("b", 9), ("a", None)):
        faults.add(file, "odd", "mend it", row=row)
    with pytest.raises(BadHospital) as bad:
        faults.stop()
    assert [(f.file, f.row) for f in bad.value.faults] == [("b", 3), ("b", 9), ("a", None), ("a", 2)]


def test_a_long_value_is_cut() -> None:
    faults = Gathered()
    faults.add("a", "odd", "mend it", value="x" * 81)
    faults.add("a", "odd", "mend it", value="x" * 80)
    assert [len(str(f.value)) for f in faults.faults] == [80, 80]
    assert str(faults.faults[0].value).endswith("...")
