from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from codedark.hospital import workbook
from codedark.hospital.gathered import Gathered
from codedark.hospital.reading import read
from tests.hospital.books import Rows, ods, xlsx
from tests.hospital.faulty import faults_of, places
from tests.making import make_files

Make = Callable[[Mapping[str, Rows]], bytes]

SERVICES: Rows = [["service", "beds", "paper_min", "tested"], ["icu", 12, 90.5, True]]
OPERATIONS: Rows = [["operation", "days", "start", "duration_min", "needs"], ["o-1", "tue", dt.time(8, 15), 60, "icu"]]


def folder(raw: bytes, name: str = "hospital.xlsx") -> dict[str, bytes]:
    files = make_files()
    del files["services.csv"]
    return files | {name: raw}


@pytest.mark.parametrize(("make", "name"), [(xlsx, "hospital.xlsx"), (ods, "hospital.ods")])
def test_sheets_are_tables(make: Make, name: str) -> None:
    hospital = read(folder(make({"services": SERVICES, "operations": OPERATIONS}), name))
    assert hospital.services["icu"].beds == 12
    assert hospital.services["icu"].paper_min == 90.5
    assert hospital.services["icu"].tested
    assert hospital.operations["o-1"].start_min == 495


def test_empty_sheets_and_notes_are_left_alone() -> None:
    read(folder(xlsx({"services": SERVICES, "Sheet2": [], "_why": [["notes of mine"]]})))


def test_a_sheet_of_another_name_is_a_fault() -> None:
    faults = faults_of(folder(xlsx({"services": SERVICES, "host": [["a"]]})))
    assert [f.file for f in faults] == ["hospital.xlsx[host]"]
    assert "did you mean 'hosts'" in faults[0].fix


@pytest.mark.parametrize(("make", "name"), [(xlsx, "hospital.xlsx"), (ods, "hospital.ods")])
def test_a_formula_is_a_fault_even_with_a_value_kept_beside_it(make: Make, name: str) -> None:
    rows = [SERVICES[0], ["icu", "=6+6", 90, True]]
    faults = faults_of(folder(make({"services": rows}), name))
    assert places(faults) == [(f"{name}[services]", 2, "beds")]
    assert "formula" in faults[0].message


def test_merged_cells_are_a_fault() -> None:
    faults = faults_of(folder(xlsx({"services": SERVICES}, merged={"services": "A3:B3"})))
    assert "A3:B3" in faults[0].message


def test_a_table_in_two_places_is_a_fault() -> None:
    files = folder(xlsx({"services": SERVICES})) | {"services.csv": b"service\nicu\n"}
    assert "also in services.csv" in faults_of(files)[0].message


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    rows = [[], SERVICES[0], [], ["icu", -1, 3, "yes"]]
    assert places(faults_of(folder(xlsx({"services": rows})))) == [("hospital.xlsx[services]", 4, "beds")]


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\xd0\xcf\x11\xe0" * 200, b"a,b\n"])
def test_what_is_no_workbook_is_told_once(raw: bytes) -> None:
    faults = faults_of(folder(raw))
    assert [f.file for f in faults if f.file == "hospital.xlsx"] == ["hospital.xlsx"]


def test_a_cell_in_the_last_corner_does_not_take_the_process_down() -> None:
    raw = xlsx({"services": SERVICES}, cells={"services": {"XFD1048576": "x"}})
    assert len(raw) < 20_000
    faults = faults_of(folder(raw))
    assert "too large to be a table" in faults[0].message


def test_repeated_cells_of_an_ods_do_not_either() -> None:
    raw = ods({"services": SERVICES}, tail='<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
              'table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
              "</table:table-row>")  # fmt: skip
    assert "too large to be a table" in faults_of(folder(raw, "hospital.ods"))[0].message


def test_empty_repeated_rows_at_the_end_of_an_ods_are_no_harm() -> None:
    tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # noqa: E501
    assert len(read(folder(ods({"services": SERVICES}, tail=tail), "hospital.ods")).services) == 1


def test_a_zip_that_unpacks_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = xlsx({"services": SERVICES})
    size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(raw)).infolist())
    monkeypatch.setattr(workbook, "MAX_UNZIPPED_BYTES", size)
    read(folder(raw))
    monkeypatch.setattr(workbook, "MAX_UNZIPPED_BYTES", size - 1)
    assert "unpacked" in faults_of(folder(raw))[0].message


def test_entities_are_not_expanded() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    raw = xlsx({"services": SERVICES}, prolog=laughs)
    assert any(f.file == "hospital.xlsx" for f in faults_of(folder(raw)))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"), (0.1, "0.1"), (1e-7, "0.0000001"), (1e16, "10000000000000000"), (False, "no"), (" x ", "x"),
        (dt.date(2026, 1, 13), "2026-01-13"), (dt.datetime.fromisoformat("2026-01-13"), "2026-01-13"),
        (dt.datetime.fromisoformat("2026-01-13T06:32"), "2026-01-13T06:32"), (dt.time(6, 32, 5), "06:32:05"),
        (dt.timedelta(hours=8, minutes=15), "08:15"), (7, "7"),
    ],
)  # fmt: skip
def test_a_cell_is_written_as_a_csv_file_has_it(cell: object, text: str) -> None:
    assert workbook.written(cell) == text


def test_a_panic_of_the_library_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def broken(raw: object) -> None:
        raise PanicException("unreachable code")

    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", broken, raising=False)
    faults = Gathered()
    assert workbook.grids_of("b.xlsx", xlsx({"services": SERVICES}), faults) is None
    assert "unreachable code" in faults.faults[0].message
