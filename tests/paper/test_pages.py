from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from codedark.paper import pages
from codedark.paper.pages import set_pages
from codedark.paper.typesetting import pages_of

DAY = date(2024, 5, 17)
SHEET: dict[str, Any] = {
    "ward": "C3",
    "site": "North",
    "pool": "icu",
    "acuity": "high",
    "needs": "lab",
    "clinician": "",
}
DATA: dict[str, Any] = {"hospital": "St Else", "folder": "abc", "rows": 3, "wards": [SHEET]}


def test_the_same_data_and_day_give_the_same_bytes() -> None:
    first = set_pages("ward_sheets.typ", DATA, title="Sheets", day=DAY)
    assert first == set_pages("ward_sheets.typ", dict(DATA), title="Sheets", day=DAY)
    assert first != set_pages("ward_sheets.typ", DATA, title="Sheets", day=date(2024, 5, 18))


def test_it_is_a_tagged_pdf_that_can_be_kept_and_has_its_title() -> None:
    pdf = set_pages("ward_sheets.typ", DATA, title="Sheets of St Else", day=DAY)
    assert pdf.startswith(b"%PDF-1.7") and pages_of(pdf) == 1
    assert b"pdfuaid:part>1<" in pdf and b"pdfaid:part>2<" in pdf and b"Sheets of St Else" in pdf


def test_nothing_but_our_fonts_is_in_it() -> None:
    pdf = set_pages("ward_sheets.typ", DATA, title="Sheets", day=DAY)
    names = [part.split()[0].strip(b"/") for part in pdf.split(b"/FontName")[1:]]
    assert names and all(b"OpenSans" in name for name in names)


def test_text_stays_text_whatever_stands_in_it() -> None:
    nasty = '#panic("x") $x^2$ *b* <l> @ref \\ `raw` // /* \x00 \u4f60'
    pdf = set_pages("ward_sheets.typ", {**DATA, "hospital": nasty}, title=nasty, day=DAY)
    assert pages_of(pdf) == 1


def test_there_is_no_template_of_another_name() -> None:
    with pytest.raises(FileNotFoundError):
        set_pages("nothing.typ", DATA, title="x", day=DAY)


def test_every_template_of_the_room_is_named_by_a_module() -> None:
    from importlib.resources import files

    room = files(pages.__package__)
    modules = "".join(one.read_text() for one in room.iterdir() if one.name.endswith(".py"))
    templates = [one.name for one in room.iterdir() if one.name.endswith(".typ")]
    assert templates and all(name in modules for name in templates)
