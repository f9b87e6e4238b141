"""`hospital.xlsx` and `hospital.ods`: one sheet a table. No formula is run, and no file is trusted.

A workbook is a zip of XML. Before the reading library sees it, the zip is asked how large it becomes, and each sheet
where its farthest cell stands: a five-kilobyte workbook with one cell in its last corner makes python-calamine 0.9.1
ask for 512 GB and takes the process down.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.schema import TABLE_NAMED
from codedark.hospital.sheet import Sheet, sheet_of
from codedark.hospital.sheet_xml import SheetMarks, ods_marks, xlsx_marks
from codedark.hospital.spelling import Spelling

MAX_UNZIPPED_BYTES = 2**30
MAX_PARTS = 5000
MAX_CELLS = 16_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as text: a list a row, from row 1 on."""

    name: str
    lines: list[list[str]]
    marks: SheetMarks


def read_workbook(file: str, raw: bytes, faults: Gathered) -> dict[str, Sheet] | None:
    """Sheets by the table they are named after; a fault for a sheet of no table's name, unless it begins with `_`.

    None, and a fault, when it cannot be opened. Formulas and merged cells are faults: neither has a value of its own
    in every cell. Empty sheets are left out.
    """
    grids = grids_of(file, raw, faults)
    if grids is None:
        return None
    sheets: dict[str, Sheet] = {}
    for grid in grids:
        place = f"{file}[{grid.name}]"
        if not grid.lines or grid.name.startswith("_"):
            continue
        if grid.name not in TABLE_NAMED:
            otherwise = "delete the sheet, or let its name begin with _; tables are " + ", ".join(TABLE_NAMED)
            faults.add(place, "no table has this sheet's name", Spelling(TABLE_NAMED).fix(grid.name, otherwise))
            continue
        sheet = sheet_of(place, grid.lines, faults)
        for merged in grid.marks.merged:
            faults.add(place, f"the cells {merged} are merged", "take the merging off and fill each cell")
        if sheet is not None:
            sheets[grid.name] = sheet
    return sheets


def grids_of(file: str, raw: bytes, faults: Gathered) -> list[Grid] | None:
    """Every sheet of a workbook as text; a fault, and None, when it cannot be opened safely."""
    return faults.attempt(lambda: _opened(raw), file)


def _opened(raw: bytes) -> list[Grid]:
    marks = _marks(raw)
    for name, mark in marks.items():
        if mark.rows * mark.columns > MAX_CELLS:
            raise CellFault(
                f"sheet '{name}' reaches to row {mark.rows}, column {mark.columns}: too large to be a table",
                "delete the stray cell far right or far below",
            )
    return [_marked(name, lines, marks.get(name, SheetMarks())) for name, lines in _calamine(raw)]


def _marked(name: str, lines: list[list[str]], marks: SheetMarks) -> Grid:
    """A grid in which a formula stands as `=`, whatever value was kept beside it: no cell reader takes that."""
    for row, column in marks.formulas:
        lines.extend([] for _ in range(row - len(lines)))
        cells = lines[row - 1]
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = "="
    return Grid(name, lines, marks)


def _marks(raw: bytes) -> dict[str, SheetMarks]:
    if raw[:4] == b"\xd0\xcf\x11\xe0":
        raise CellFault("an old .xls file, or a workbook with a password", "save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_size(archive.infolist())
            if "content.xml" in archive.namelist():
                return ods_marks(archive)
            if "xl/workbook.xml" in archive.namelist():
                return xlsx_marks(archive)
    except CellFault:
        raise
    except Exception as wrong:  # zipfile, zlib and the XML parser each have their own
        raise CellFault(f"cannot be opened as a workbook ({wrong})", "save it again as .xlsx") from None
    raise CellFault("a zip, but no workbook", "save it again as .xlsx or .ods")


def _check_size(parts: Iterable[zipfile.ZipInfo]) -> None:
    parts = list(parts)
    size = sum(part.file_size for part in parts)
    if size > MAX_UNZIPPED_BYTES or len(parts) > MAX_PARTS:
        raise CellFault(
            f"unpacked it has {size / 2**20:,.0f} MB in {len(parts)} parts; at most {MAX_UNZIPPED_BYTES // 2**20} MB "
            f"in {MAX_PARTS} are read",
            "keep only the tables, without pictures, or save them as CSV UTF-8",
        )


def _calamine(raw: bytes) -> list[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        return [(name, _lines(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as wrong:  # a panic of the Rust library is no Exception
        raise CellFault(f"cannot be opened as a workbook ({wrong})", "save it again as .xlsx") from None


def _lines(sheet: Any) -> list[list[str]]:
    return [[written(cell) for cell in cells] for cells in sheet.to_python(skip_empty_area=False)]


def written(cell: Any) -> str:
    """A workbook's cell as it would stand in a CSV file.

    >>> written(12.0), written(True), written(dt.time(8, 15)), written(1e-7)
    ('12', 'yes', '08:15', '0.0000001')
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, dt.time):
        return cell.isoformat(timespec="minutes" if cell.second == 0 else "seconds")
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return str(cell)
