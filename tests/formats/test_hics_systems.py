from __future__ import annotations

from datetime import timedelta

from codedark.formats.hics_systems import STATUSES, SYSTEMS, blank_251, rows_251
from tests.divert.plans_for_forms import FELL, hospital, outage
from tests.formats.test_hics_cells import say

IT = SYSTEMS["Communication system"][1]


def told(after_min: float = 15.0, *, off: bool = True) -> dict[str, tuple[str, str]]:
    rows = rows_251(
        hospital(), outage() if off else None, fell_at=FELL, at=FELL + timedelta(minutes=after_min), say=say
    )
    return {f"{s.text}/{system.text}": (status.said, comment.said) for s, system, status, comment in rows}


def test_every_system_of_the_form_is_there_in_six_sections() -> None:
    assert [len(systems) for systems in SYSTEMS.values()] == [10, 7, 5, 3, 5, 14]
    rows = told()
    assert all(f"{section}/{system}" in rows for section, systems in SYSTEMS.items() for system in systems)


def test_what_the_model_knows_nothing_of_stays_blank() -> None:
    assert told()["Utilities, internal system/Oxygen"] == ("", "")
    assert told()["Communication system/Nurse call system"] == ("", "")


def test_systems_are_ticked_from_what_fell() -> None:
    rows = told()
    assert rows[f"Communication system/{IT}"] == ("Nonfunctional", "1 of 1 lost: Record")
    telephone = rows["Communication system/Telephone system, external"]
    assert telephone == ("Partially functional", "1 of 2 lost: Telephone exchange")
    assert rows["Applications by kind (added)/clinical"][0] == "Nonfunctional"


def test_a_service_on_paper_is_partial_and_says_until_when() -> None:
    rows = told()
    icu = rows["Clinical services (added)/Intensive care (Harbour Quay)"]
    assert icu == ("Partially functional", "on paper at 50% until 22:50, procedure never tried")
    assert rows["Clinical services (added)/Emergency department (Harbour Quay)"] == (
        "Nonfunctional", "none since 21:50",
    )  # fmt: skip
    assert rows["Clinical services (added)/Wards (Harbour Hill)"] == ("Fully functional", "")
    assert rows["Clinical services (added)/Pumps"][1].endswith("planned as none")


def test_an_hour_later_the_paper_has_run_out() -> None:
    icu = told(60.0)["Clinical services (added)/Intensive care (Harbour Quay)"]
    assert icu == ("Nonfunctional", "none since 22:50")


def test_without_an_outage_nothing_is_ticked() -> None:
    assert {status for status, _ in told(off=False).values()} == {""}
    assert "Clinical services (added)/Intensive care" in told(off=False)


def test_a_blank_line_offers_the_four_words() -> None:
    assert [cell.said for cell in blank_251()] == ["", "", "", ""]
    assert blank_251()[2].choices == STATUSES
