from __future__ import annotations

from datetime import datetime

import pytest

from codedark.divert.form_rows import AdmitLocation, Mode
from codedark.formats.hics_cells import (
    TRIAGE_OF,
    Cell,
    blank_254,
    blank_255,
    company_and_number,
    rows_254,
    rows_255,
    yes_no,
)
from codedark.hospital.words import Acuity, Owner
from tests.divert.plans_for_forms import FELL, MADE, row, rows

TITLES_255 = (
    "Patient Name", "Medical Record #", "Evacuation Triage Category", "Mode of Transport", "Disposition",
    "Accepting Hospital or Location", "Time Hospital Contacted & Report Given",
    "Transfer Initiated (Time / Transport Co. / #)", "Medical Record Sent", "Medication Sent", "Family Notified",
    "Arrival Confirmed", "Admit Location", "Expired (time)",
)  # fmt: skip


def say(at: datetime | None) -> str:
    return "" if at is None else f"{at:%H:%M}"


def said(cells: tuple[Cell, ...]) -> dict[str, str]:
    return {cell.title: cell.said for cell in cells}


def test_form_255_has_the_fields_of_2014_in_their_order() -> None:
    assert tuple(cell.title for cell in rows_255(rows(), say)[0]) == TITLES_255
    choices = {cell.title: cell.choices for cell in blank_255() if cell.choices}
    assert choices["Mode of Transport"] == ("CCT", "ALS", "BLS", "VAN", "BUS", "CAR", "AIRCRAFT")
    assert choices["Disposition"] == ("TRANSFER", "DISCHARGE", "MORGUE")
    assert choices["Admit Location"] == ("FLOOR", "ICU", "ER", "MORGUE")
    assert choices["Evacuation Triage Category"] == ("IMMEDIATE", "DELAYED", "MINOR")


def test_whoever_stays_is_on_no_evacuation_form() -> None:
    assert [said(cells)["Medical Record #"] for cells in rows_255(rows(), say)] == ["p-1", "p-2", "p-3", "p-4"]


def test_a_fresh_plan_leaves_blank_what_nobody_did_yet() -> None:
    first = said(rows_255(rows(), say)[0])
    assert {title: first[title] for title in TITLES_255 if first[title]} == {
        "Medical Record #": "p-1",
        "Evacuation Triage Category": "IMMEDIATE",
        "Mode of Transport": "CCT",
        "Disposition": "TRANSFER",
        "Accepting Hospital or Location": "Near Hospital",
        "Transfer Initiated (Time / Transport Co. / #)": "112, amb-1",
    }


def test_what_happened_is_printed() -> None:
    done = row(
        "p-1", contacted_at=FELL, report_given_at=MADE, transfer_initiated_at=MADE, arrived_at=MADE, record_sent=True,
        medication_sent=False, accepting_doctor="dr. Eyes", admit_location=AdmitLocation.ICU, mode=Mode.AIRCRAFT,
    )  # fmt: skip
    cells = said(rows_255([done], say)[0])
    assert cells["Time Hospital Contacted & Report Given"] == "contacted 21:50, report given 22:05"
    assert cells["Transfer Initiated (Time / Transport Co. / #)"] == "22:05, 112, amb-1"
    assert cells["Accepting Hospital or Location"] == "Near Hospital, accepted by dr. Eyes"
    assert (cells["Medical Record Sent"], cells["Medication Sent"], cells["Family Notified"]) == ("YES", "NO", "")
    assert (cells["Arrival Confirmed"], cells["Admit Location"]) == ("YES; 22:05", "ICU")
    assert cells["Mode of Transport"] == "AIRCRAFT"


def test_a_patient_without_a_place_has_no_disposition_and_no_hospital() -> None:
    lost = said(rows_255([row("p-4")], say)[0])
    assert (lost["Disposition"], lost["Accepting Hospital or Location"]) == ("", "")


def test_a_blank_line_is_blank() -> None:
    for blank in (blank_255(), blank_254()):
        assert [cell.said for cell in blank] == [""] * len(blank)


def test_form_254_has_every_patient_with_a_letter_and_no_time_before_it_happened() -> None:
    cells = [said(line) for line in rows_254(rows(), say)]
    assert [(one["Medical Record Number"], one["Disposition"]) for one in cells] == [
        ("p-1", "T"), ("p-2", "T"), ("p-3", "D"), ("p-4", ""), ("p-5", "A"),
    ]  # fmt: skip
    assert {one["Disposition Time"] for one in cells} == {""}
    assert cells[0]["Area"] == "intensive care, Harbour Quay"


def test_a_death_is_on_form_254_with_its_time() -> None:
    dead = said(rows_254([row("p-1", expired_at=MADE, departed_at=FELL)], say)[0])
    assert (dead["Triage Category"], dead["Disposition"], dead["Disposition Time"]) == ("EXPIRED", "M", "22:05")


def test_every_acuity_has_a_category() -> None:
    assert set(TRIAGE_OF) == set(Acuity)


def test_a_named_company_goes_before_the_owner() -> None:
    assert company_and_number(row("p-1", company="Red Cross")) == "Red Cross, amb-1"
    assert company_and_number(row("p-2")) == ""
    assert company_and_number(row("p-1", owner=Owner.OURS, crew=None)) == "ours"


def test_only_what_is_offered_can_be_ticked() -> None:
    with pytest.raises(ValueError, match="tick what is offered"):
        Cell("Sent", choices=("YES",), ticked=("MAYBE",))
    assert yes_no("Sent", None).ticked == ()
