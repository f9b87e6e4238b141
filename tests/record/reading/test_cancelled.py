from __future__ import annotations

import pytest

from tests.record.reading.telling import facts, proposals, reasons

SAYS = {
    "nl": ("70 operaties zijn geannuleerd.", "Er gaan 70 operaties niet door.", "70 geschrapte operaties."),
    "fr": ("70 opérations ont été annulées.", "70 opérations n'ont pas eu lieu.", "L'annulation de 70 opérations."),
    "de": ("70 Operationen wurden abgesagt.", "70 Operationen fielen aus.", "70 Operationen fanden nicht statt."),
    "en": ("70 operations were cancelled.", "70 operations did not go ahead.", "70 operations were called off."),
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in SAYS.items() for text in texts])
def test_there_are_many_ways_to_say_that_an_operation_did_not_happen(lang: str, text: str) -> None:
    assert facts(text, lang, "operations_cancelled") == {(70, "exact")}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Er zijn vandaag geen operaties.", "nl"),
        ("Vandaag wordt er niet geopereerd.", "nl"),
        ("Aucune opération n'aura lieu jeudi.", "fr"),
        ("Alle Eingriffe sind gestrichen.", "de"),
        ("No surgery will take place today.", "en"),
    ],
)
def test_none_and_all_are_said_without_a_number(text: str, lang: str) -> None:
    assert facts(text, lang, "operations_cancelled") == {(None, "all")}


def test_a_number_wins_over_all_of_the_same_clause() -> None:
    text = "All scheduled operations were cancelled, impacting a minimum of 70 surgeries."
    assert facts(text) == {(70, "at-least")}


def test_what_went_ahead_is_nothing() -> None:
    assert facts("All 24 operations went ahead as planned.") == set()
    assert facts("Die 24 Operationen haben stattgefunden.", "de") == set()


def test_a_figure_that_is_taken_back_gives_way_to_the_right_one() -> None:
    text = "Le chiffre de 54 interventions annulées était erroné : il s'agit de 44."
    assert facts(text, "fr") == {(44, "exact")}
    assert reasons(text, "fr") == {"corrected"}


def test_patients_whose_appointment_is_off_are_as_many_appointments() -> None:
    text = "Een honderdtal patiënten kreeg te horen dat hun consultatie niet doorgaat."
    assert facts(text, "nl") == {(100, "about")}


def test_the_span_covers_figure_thing_and_verb() -> None:
    (one,) = proposals("Yesterday 70 operations were cancelled, they say.")
    assert one.wording == "70 operations were cancelled"
    assert one.rule == "cancelled.en"


def test_uncounted_gives_way_to_a_figure_elsewhere_in_the_text() -> None:
    text = "Some operations were cancelled. In all 40 operations were cancelled."
    assert facts(text) == {(40, "exact")}
    assert reasons(text) == {"more-elsewhere"}
