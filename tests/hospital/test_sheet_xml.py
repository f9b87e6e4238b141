from __future__ import annotations

import io
import zipfile

import pytest

from codedark.hospital.faults import CellFault
from codedark.hospital.sheet_xml import ods_marks, xlsx_marks
from tests.hospital.books import ods, xlsx


def opened(raw: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(raw))


def test_an_xlsx_tells_how_far_it_reaches_and_where_its_formulas_are() -> None:
    raw = xlsx({"a": [["x", "=1+1"], ["y", "z", "=A1"]], "b": [["x"]]}, merged={"b": "A1:B2"})
    marks = xlsx_marks(opened(raw))
    assert (marks["a"].rows, marks["a"].columns) == (2, 3)
    assert marks["a"].formulas == [(1, 2), (2, 3)]
    assert marks["b"].merged == ["A1:B2"]
    assert not marks["b"].formulas


def test_an_ods_tells_the_same() -> None:
    marks = ods_marks(opened(ods({"a": [["x", "=1+1"], ["y", "z", "=A1"]]})))
    assert (marks["a"].rows, marks["a"].columns) == (2, 3)
    assert marks["a"].formulas == [(1, 2), (2, 3)]


def test_a_sheet_with_a_document_type_is_not_read_on() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for part in opened(xlsx({"a": [["x"]]})).infolist():
            text = opened(xlsx({"a": [["x"]]})).read(part.filename)
            if part.filename.endswith("sheet1.xml"):
                text = b"<!DOCTYPE worksheet>" + text
            archive.writestr(part.filename, text)
    with pytest.raises(CellFault):
        xlsx_marks(opened(raw.getvalue()))
