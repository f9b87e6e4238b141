from __future__ import annotations

import csv
import io
from pathlib import Path

from codedark.divert.conversation import TalkState
from codedark.divert.form_rows import form_rows
from codedark.formats.edxl_tep import read_tep
from codedark.formats.hics_cells import blank_254, blank_255
from codedark.formats.hics_patient import sections_260
from codedark.formats.transfer_files import transfer_files
from tests.divert.plans_for_forms import FELL, MADE, hospital, nobody, outage, row, rows


def files(*told: object) -> dict[str, bytes]:
    return transfer_files(told or rows(), hospital(), outage(), fell_at=FELL, at=MADE)  # type: ignore[arg-type]


def table(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_every_file_others_read_is_there() -> None:
    assert list(files()) == [
        "hics-251.csv", "hics-254.csv", "hics-255.csv", "hics-260.csv", "edxl-have.xml", "edxl-tep.xml",
        "fhir-transfers.json",
    ]  # fmt: skip


def test_times_in_tables_are_the_hospital_s_own_with_the_day() -> None:
    done = table(files(row("p-1", arrived_at=MADE))["hics-255.csv"])
    assert done[0]["Arrival Confirmed"] == "YES; 2026-03-10 23:05"


def test_each_form_has_whom_it_is_for() -> None:
    told = files()
    assert [len(table(told[f"hics-{form}.csv"])) for form in (254, 255, 260)] == [5, 4, 4]
    assert len(read_tep("m", told["edxl-tep.xml"]).transfers) == 4


def test_a_message_has_another_id_when_anything_in_it_is_another() -> None:
    ids = {read_tep("m", files(one)["edxl-tep.xml"]).message for one in (row("p-1"), row("p-1", crew="amb-2"))}
    assert len(ids) == 2
    assert files() == files()


def test_an_empty_plan_has_its_files_too() -> None:
    told = transfer_files(form_rows(nobody(), hospital(), FELL), hospital(), outage(), fell_at=FELL, at=MADE)
    assert table(told["hics-255.csv"]) == [] and len(table(told["hics-251.csv"])) > 40
    assert told["hics-260.csv"].decode("utf-8-sig").startswith("1. Date,2. From (unit),3. Patient: Patient name")


def test_the_reference_page_names_every_file_field_and_state() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "transfer-papers.md").read_text(encoding="utf-8")
    fields_255 = {cell.title for cell in blank_255()}
    fields_254 = {part.split(" (")[0].lower() for cell in blank_254() for part in cell.title.split(" / ")}
    assert {name for name in files() if name not in page} == set()
    assert {title for title in fields_255 if title.split(" (FLOOR")[0] not in page} == set()
    assert {title for title in fields_254 if title not in page.lower()} == set()
    assert {state for state in TalkState if state.value not in page} == set()
    titles = {part.title.lower().split(" or ")[0] for part in sections_260(row("p-1"), str)}
    assert {title for title in titles if title not in page.lower()} == set()
