from __future__ import annotations

import pytest

from codedark.record.reading import OwnNames
from tests.record.reading.telling import facts, reasons


@pytest.mark.parametrize(
    ("text", "lang", "reason"),
    [
        ("Were 70 operations cancelled?", "en", "question"),
        ("Bij de oefening werden 20 patiënten overgebracht.", "nl", "exercise"),
        ("Sur les réseaux sociaux, 300 opérations auraient été annulées.", "fr", "rumour"),
        ("Hospitals should shut down their servers.", "en", "advice"),
        ("Morgen könnten 80 Operationen ausfallen.", "de", "may-happen"),
        ("Tomorrow 20 operations can still be cancelled.", "en", "may-happen"),
        ("Als het aanhoudt, worden 60 operaties geschrapt.", "nl", "condition"),
        ("In 2022 werden er 150 operaties geschrapt.", "nl", "other-incident"),
        ("Une attaque semblable avait fait annuler 120 opérations.", "fr", "other-incident"),
        ("Die Nachbarklinik hat sieben Eingriffe verschoben.", "de", "other-hospital"),
        ("Unrelated to the attack, 20 beds are closed.", "en", "other-cause"),
        ("The hospital denied that 70 operations were cancelled.", "en", "denied"),
    ],
)
def test_what_is_no_fact_of_ours_now_is_left_out_with_its_reason(text: str, lang: str, reason: str) -> None:
    assert facts(text, lang) == set()
    assert reasons(text, lang) == {reason}


def test_the_year_of_publication_is_ours() -> None:
    assert facts("In 2026 werden er 150 operaties geschrapt.", "nl") == {(150, "exact")}


def test_another_incident_beside_ours_takes_only_its_own_clause() -> None:
    text = (
        "Contrairement à Valbrune, où 120 interventions avaient été annulées en 2021, on a ici 22 opérations annulées."
    )
    assert facts(text, "fr") == {(22, "exact")}


def test_a_place_patients_go_to_is_another_hospital_from_there_on() -> None:
    text = "Three newborns were taken to Hexley General, where 40 people were waiting in A&E."
    assert facts(text) == {(3, "exact")}
    assert reasons(text) == {"other-hospital"}


def test_a_named_hospital_is_another_one_where_our_own_names_are_told() -> None:
    text = "Fenwick Hospital Larkhill cancelled 12 operations."
    assert facts(text) == {(12, "exact")}
    assert facts(text, own=OwnNames(hospital=("St Brendan's",))) == set()
    assert facts(text, own=OwnNames(hospital=("Hospital Larkhill",))) == {(12, "exact")}


def test_being_unable_is_a_fact_and_no_fear() -> None:
    assert facts("200 consultations could not take place.") == {(200, "exact")}
