from __future__ import annotations

import pytest

from tests.record.reading.telling import facts, reasons


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("9 patiënten werden overgebracht naar het UZ.", "nl", {(9, "exact")}),
        ("Six transferts de patients ont déjà eu lieu.", "fr", {(6, "exact")}),
        ("Fünf Beatmungspatienten wurden ins Universitätsklinikum gebracht.", "de", {(5, "exact")}),
        ("Four patients were driven 70 km to Northmere.", "en", {(4, "exact")}),
        ("Critical patients were transferred to other hospitals.", "en", {(None, "uncounted")}),
        ("Kein einziger der 260 Patienten musste verlegt werden.", "de", {(0, "exact")}),
        ("A patient was transferred to another hospital.", "en", {(1, "exact")}),
    ],
)
def test_patients_are_moved_counted_or_not(text: str, lang: str, expected: set[tuple[object, str]]) -> None:
    assert facts(text, lang, "patients_transferred") == expected


def test_a_move_inside_the_house_is_none() -> None:
    text = "Vier Patienten wurden auf eine Normalstation desselben Hauses verlegt."
    assert facts(text, "de") == set()
    assert reasons(text, "de") == {"internal"}


def test_patients_taken_elsewhere_by_ambulance_are_no_transfer() -> None:
    text = "Patients arriving by ambulance are being taken to other hospitals."
    assert facts(text, field="patients_transferred") == set()


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("35 mensen wachtten op de spoed.", "nl", {(35, "exact")}),
        ("La panne forçait 17 personnes à patienter.", "fr", {(17, "exact")}),
        ("15 bis 20 Personen warteten.", "de", {((15, 20), "range")}),
        ("A patient waited for 6 hours.", "en", set()),
    ],
)
def test_people_wait(text: str, lang: str, expected: set[tuple[object, str]]) -> None:
    assert facts(text, lang, "patients_waiting") == expected
