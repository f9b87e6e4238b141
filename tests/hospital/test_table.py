from __future__ import annotations

import numpy as np
import pytest

from codedark.hospital.gathered import Gathered
from codedark.hospital.schema import TABLE_NAMED
from codedark.hospital.sheet import sheet_of
from codedark.hospital.table import BAD, Columns, read_table
from codedark.hospital.words import Basis
from tests.hospital.faulty import faults_of, only_fault, places
from tests.making import make_files


def columns(*lines: str) -> tuple[Columns, Gathered]:
    faults = Gathered()
    sheet = sheet_of("zones.csv", [line.split("|") for line in lines], faults)
    assert sheet is not None
    return read_table(TABLE_NAMED["zones"], sheet, faults), faults


def test_an_unknown_column_is_never_dropped() -> None:
    fault = only_fault(zones="zone,kind,prefix\noffice,office,10.0.0.0/8")
    assert (fault.row, fault.column) == (1, "prefix")
    assert "did you mean 'prefixes'" in fault.fix


def test_a_needed_column_that_is_missing_is_told_once() -> None:
    fault = only_fault(zones="zone\noffice\nlab")
    assert (fault.file, fault.row, fault.column) == ("zones.csv", 1, "kind")


def test_a_name_that_stands_twice_names_the_other_row() -> None:
    fault = only_fault(zones="zone,kind\noffice,office\nlab,device\noffice,office")
    assert (fault.row, fault.column) == (4, "zone")
    assert "already in row 2" in fault.message


def test_a_key_of_two_columns_is_one_key() -> None:
    region = "hospital,name,beds_recognised\nr1,R1,1\nr2,R2,1"
    beds = "hospital,pool,free_staffed\nr1,icu,1\nr1,ward,1\nr2,icu,1"
    make_files(region=region, region_beds=beds)
    fault = only_fault(region=region, region_beds=beds + "\nr1,icu,2")
    assert "'r1 -> icu' stands already in row 2" in fault.message


def test_every_cell_that_is_wrong_is_told_in_every_row() -> None:
    faults = faults_of(make_files(services="service,beds,theatres\na,x,-1\nb,x,0\nc,1,1.5"))
    assert sorted(places(faults)) == [
        ("services.csv", 2, "beds"), ("services.csv", 2, "theatres"), ("services.csv", 3, "beds"),
        ("services.csv", 4, "theatres"),
    ]  # fmt: skip


def test_a_row_of_another_width_says_nothing_more() -> None:
    files = make_files() | {"zones.csv": b"zone,kind,site\noffice,office,\nlab\n"}
    faults = faults_of(files | {"hosts.csv": b"host,zone\nh,lab\n"})
    assert places(faults) == [("zones.csv", 3, None)]


def test_columns_know_their_codes() -> None:
    read, faults = columns("zone|kind|basis", "a|office|stated", "b|device|", "c|office|stated")
    assert not faults.faults
    assert np.array_equal(read.codes("basis", tuple(Basis)), [1, 3, 1])
    bare, _ = columns("zone|kind", "a|office", "b|office")
    assert np.array_equal(bare.codes("basis", tuple(Basis)), [3, 3])
    none, _ = columns("zone|kind")
    assert none.codes("basis", tuple(Basis)).shape == (0,)


def test_a_cell_at_fault_is_marked_and_its_row_left_out() -> None:
    read, faults = columns("zone|kind|core", "a|offce|yes", "b|office|yes")
    assert read.values["kind"][0] is BAD
    assert list(read.good_rows()) == [1]
    assert len(faults.faults) == 1


@pytest.mark.parametrize("key", [("a b",), ("",)])
def test_a_bad_name_is_not_also_called_twice(key: tuple[str]) -> None:
    _, faults = columns("zone|kind", f"{key[0]}|office", f"{key[0]}|office")
    assert [f.row for f in faults.faults] == [2, 3]
    assert all("already" not in f.message for f in faults.faults)
