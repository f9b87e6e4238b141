from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from codedark.divert.form_rows import form_rows
from codedark.formats.hics_patient import EQUIPMENT
from codedark.formats.hics_systems import SYSTEMS
from codedark.paper.hics_forms import hics_251, hics_254, hics_255, hics_260, hics_forms
from codedark.paper.page_stamp import page_stamp
from codedark.paper.typesetting import pages_of
from tests.divert.plans_for_forms import AGE, FELL, MADE, hospital, many, outage, plan, row, rows
from tests.formats.test_hics_cells import TITLES_255
from tests.paper.pdf_words import outside_the_page, overlapping, pages_of_words

pytestmark = pytest.mark.needs("pdftotext")
STAMP = page_stamp(hospital(), plan(), made_at=MADE, snapshot_age=AGE, incident="Code Dark")


def words(pdf: bytes, folder: Path) -> str:
    return " ".join(pages_of_words(pdf, folder))


def test_all_four_forms_are_in_one_file_and_every_page_is_stamped(tmp_path: Path) -> None:
    pages = pages_of_words(hics_forms(rows(), hospital(), outage(), STAMP, fell_at=FELL), tmp_path)
    for form in ("HICS 251", "HICS 254", "HICS 255", "HICS 260"):
        assert any(form in page for page in pages), form
    for number, page in enumerate(pages, start=1):
        assert "plan made 10 Mar 2026 23:05" in page and "snapshot 42 min old" in page
        assert "ASSUMED BEDS: 5 % of recognised beds taken as free" in page
        assert f"page {number} of {len(pages)}" in page


def test_form_255_has_every_field_and_whoever_leaves(tmp_path: Path) -> None:
    said = words(hics_255(rows(), STAMP), tmp_path)
    letters = said.replace(" ", "")
    # Titles are set in narrow boxes: their words stand there, if on two lines.
    assert [t for t in TITLES_255 if not all(part in letters for part in t.split())] == []
    assert [p in said for p in ("p-1", "p-2", "p-3", "p-4", "p-5")] == [True, True, True, True, False]
    assert "1. Incident name Code Dark" in said and "4. Prepared by" in said
    assert "IMMEDIATE = critical, DELAYED = high, MINOR = stable" in said


def test_form_255_has_empty_blocks_to_the_end_of_the_page(tmp_path: Path) -> None:
    pages = pages_of_words(hics_255(rows(), STAMP), tmp_path)
    assert [page.count("Patient Name") for page in pages] == [4, 4]


def test_three_hundred_patients_are_all_on_form_255(tmp_path: Path) -> None:
    everybody = form_rows(many(300), hospital(), FELL)
    pages = pages_of_words(hics_255(everybody, STAMP), tmp_path)
    said = " ".join(pages)
    assert [n for n in range(300) if f"q-{n:03}" not in said] == []
    assert all("HICS 255" in page for page in pages)


def test_form_254_has_a_sheet_for_each_ward_with_its_patients(tmp_path: Path) -> None:
    pages = pages_of_words(hics_254(rows(), STAMP), tmp_path)
    wards = [next(w for w in ("intensive care, Harbour Quay", "ward 3, Harbour Hill") if w in page) for page in pages]
    assert wards == ["intensive care, Harbour Quay", "ward 3, Harbour Hill"]
    assert "p-4" in pages[0] and "p-5" in pages[1] and "p-5" not in pages[0]


def test_form_260_is_a_page_a_patient(tmp_path: Path) -> None:
    pages = pages_of_words(hics_260(rows(), STAMP), tmp_path)
    assert [next(p for p in ("p-1", "p-2", "p-3", "p-4") if p in page) for page in pages] == [
        "p-1",
        "p-2",
        "p-3",
        "p-4",
    ]
    assert [e for e in EQUIPMENT if e not in pages[0]] == []
    assert "physician goes along (icu-team)" in pages[0] and "14. Prepared by" in pages[0]


def test_form_260_stays_a_page_a_patient_with_the_longest_names(tmp_path: Path) -> None:
    long = "wide-name-" * 10
    one = replace(
        row("p-1"), patient=long, to_name=long, ward=long, from_name=long, escort_team=long, company=long, crew=long
    )
    pdf = hics_260([one, one], STAMP)
    assert pages_of(pdf) == 2
    assert outside_the_page(pdf, tmp_path) == [] and overlapping(pdf, tmp_path) == []


def test_long_names_stay_in_their_boxes_on_the_other_forms(tmp_path: Path) -> None:
    long = "w" * 100
    one = replace(row("p-1"), patient=long, to_name=long, ward=long, company=long, accepting_doctor=long)
    for pdf in (hics_255([one], STAMP), hics_254([one], STAMP)):
        assert outside_the_page(pdf, tmp_path) == [] and overlapping(pdf, tmp_path) == []


def test_form_251_has_every_system_and_says_that_nobody_inspected_it(tmp_path: Path) -> None:
    said = words(hics_251(hospital(), outage(), STAMP, fell_at=FELL), tmp_path)
    letters = said.replace(" ", "")
    assert [s for systems in SYSTEMS.values() for s in systems if s.replace(" ", "")[:12] not in letters] == []
    assert "as of 23:05; nobody inspected it" in said
    assert "Intensive care" in said and "on paper at 50% until 23:50" in said


def test_without_an_outage_form_251_is_for_a_walk_round(tmp_path: Path) -> None:
    said = words(hics_251(hospital(), None, STAMP, fell_at=FELL), tmp_path)
    assert "Nothing is ticked: walk round" in said
    assert " X " not in f" {said} "


def test_ticks_are_read_as_an_x(tmp_path: Path) -> None:
    assert words(hics_260([row("p-3")], STAMP), tmp_path).count("X") == 0
    assert words(hics_260([row("p-1")], STAMP), tmp_path).count("X") == 4


def test_nobody_at_all_gives_blank_forms(tmp_path: Path) -> None:
    said = words(hics_forms((), hospital(), None, replace(STAMP, incident=""), fell_at=FELL), tmp_path)
    assert "HICS 254" in said and "HICS 255" in said and "HICS 260" in said


def test_what_a_ward_is_called_is_never_run(tmp_path: Path) -> None:
    nasty = '#read("x.typ") #panic("x") =cmd()'
    for pdf in (hics_254([row("p-1", ward=nasty)], STAMP), hics_260([row("p-1", ward=nasty)], STAMP)):
        assert nasty.replace(" ", "") in words(pdf, tmp_path).replace(" ", "")


def test_the_same_rows_are_the_same_bytes_and_a_tagged_pdf() -> None:
    assert hics_255(rows(), STAMP) == hics_255(rows(), STAMP)
    assert b"pdfuaid:part>1<" in hics_255(rows(), STAMP)
