from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from codedark.paper.typesetting import pages_of
from codedark.paper.ward_sheets import ROWS, sheets_of, ward_sheets
from tests.divert.wards import TABLES, hospital

DAY = date(2024, 5, 17)


def words_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    file = folder / "x.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return [" ".join(page.split()) for page in asked.stdout.decode().split("\f") if page.strip()]


def test_there_is_one_page_a_ward_by_campus_and_name() -> None:
    assert [sheet["ward"] for sheet in sheets_of(hospital())["wards"]] == ["C3", "D4", "SOUTH^D4"]
    assert pages_of(ward_sheets(hospital(), DAY)) == 3


@pytest.mark.needs("pdftotext")
def test_a_page_says_what_the_ward_is_planned_with_and_asks_for_the_rest(tmp_path: Path) -> None:
    first, second, _ = words_of(ward_sheets(hospital(), DAY), tmp_path)
    for text in (
        "C3",
        "North",
        "acuity critical",
        "bed icu",
        "Intensive care, Laboratory",
        "intensivist",
        "2024-05-17",
    ):
        assert text in first
    for head in (
        "reference",
        "bed",
        "acuity",
        "needs",
        "can go home",
        "must go along",
        "isolation",
        "entered by",
        "time",
    ):
        assert head in first
    assert first.count("critical") == ROWS + 1 and first.count("physician") == ROWS
    assert "intensivist" not in second and "page 2 of 3" in second


def lowest(pdf: bytes, word: str, folder: Path) -> list[float]:
    """How far down the page each place of a word reaches, in points."""
    file = folder / "x.pdf"
    file.write_bytes(pdf)
    asked = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True)
    return [float(y) for y in re.findall(rf'yMax="([0-9.]+)">{word}<', asked.stdout.decode())]


@pytest.mark.needs("pdftotext")
def test_long_names_and_many_needs_stay_on_one_page(tmp_path: Path) -> None:
    names = [f"service-{n}" for n in range(9)]
    services = "service,name\n" + "\n".join(
        f"{name},A clinical service with a long name {n}" for n, name in enumerate(names)
    )
    row = f"Geriatric rehabilitation and care,north,ward,{' '.join(names)},stable,{'head of department ' * 3}"
    wards = f"ward,site,pool,needs,acuity,clinician\n{row}\n"
    tables = {"services": services, "wards": wards, "patients": "patient,site,pool,acuity,needs,can_go_home",
              "operations": TABLES["operations"].replace(",lab", ",service-1")}  # fmt: skip
    pdf = ward_sheets(hospital(**tables), DAY)
    assert pages_of(pdf) == 1
    rows, footer = lowest(pdf, "physician", tmp_path), lowest(pdf, "Printed", tmp_path)
    assert len(rows) == ROWS and max(rows) < min(footer)


def test_without_wards_there_is_no_sheet() -> None:
    with pytest.raises(ValueError, match="no ward"):
        ward_sheets(hospital(wards="ward,site,pool,needs,acuity"), DAY)
