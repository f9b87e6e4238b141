from __future__ import annotations

from codedark.formats.hics_patient import EQUIPMENT, blank_260, flat_260, sections_260, special_needs
from tests.divert.plans_for_forms import FELL, MADE, row
from tests.formats.test_hics_cells import say


def test_it_has_the_thirteen_sections_of_2014_before_the_signature() -> None:
    assert [part.number for part in sections_260(row("p-1"), say)] == list(range(1, 14))
    assert [part.title for part in sections_260(row("p-1"), say)][-3:] == [
        "Evacuating location", "Arriving location", "Transferring to another facility or location",
    ]  # fmt: skip


def told(patient: str, **fields: object) -> dict[str, str]:
    return {cell.title: cell.said for cell in flat_260(row(patient, **fields), say) if cell.said}


def test_a_fresh_plan_fills_what_it_knows_and_nothing_else() -> None:
    assert told("p-1") == {
        "2. From (unit)": "intensive care, Harbour Quay",
        "3. Patient: Medical record #": "p-1",
        "7. Mode of transport": "CCT; physician goes along (icu-team)",
        "8. Accompanying equipment": "Ventilator",
        "9. Special needs": "language fr",
        "10. Isolation: Isolation": "YES",
        "13. Transferring to another facility or location: Destination": "Near Hospital",
        "13. Transferring to another facility or location: Transportation": "Ambulance; 112, amb-1",
    }


def test_isolation_that_nobody_entered_is_not_a_no() -> None:
    assert "10. Isolation: Isolation" not in told("p-2")


def test_what_happened_has_its_times() -> None:
    done = told("p-1", departed_at=FELL, arrived_at=MADE, record_sent=True, medication_sent=True, family_told=False)
    assert done["12. Arriving location: Time"] == "22:05"
    assert done["13. Transferring to another facility or location: Departure time"] == "21:50"
    assert done["11. Evacuating location: Medical record sent"] == "YES"
    assert done["11. Evacuating location: Medications"] == "With patient"
    assert done["6. Family: Family notified"] == "NO"


def test_needs_that_have_a_box_of_their_own_are_not_said_twice() -> None:
    assert special_needs(row("p-1")) == "language fr"
    assert special_needs(row("p-4")) == "bariatric"


def test_titles_of_one_row_tell_sections_apart() -> None:
    titles = [cell.title for cell in flat_260(row("p-1"), say)]
    assert len(titles) == len(set(titles))


def test_a_blank_row_has_the_same_titles_and_nothing_in_it() -> None:
    assert [cell.title for cell in blank_260()] == [cell.title for cell in flat_260(row("p-1"), say)]
    assert {cell.said for cell in blank_260()} == {""}


def test_all_seventeen_kinds_of_equipment_are_offered() -> None:
    assert len(EQUIPMENT) == 17
