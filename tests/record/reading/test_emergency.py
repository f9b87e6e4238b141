from __future__ import annotations

import pytest

from tests.record.reading.telling import facts, reasons


@pytest.mark.parametrize(
    ("text", "lang", "state"),
    [
        ("De spoed is dicht.", "nl", "closed"),
        ("Les urgences fonctionnent au ralenti.", "fr", "limited"),
        ("Nur wer selbst in die Notaufnahme kommt, wird behandelt.", "de", "walk-in-only"),
        ("The emergency department has reopened.", "en", "open"),
        ("The emergency department is open but running a reduced service.", "en", "limited"),
    ],
)
def test_the_department_is_in_one_state(text: str, lang: str, state: str) -> None:
    assert facts(text, lang, "ed_status") == {(state, "stated")}


def test_a_state_that_is_over_by_the_end_of_the_text_is_not_proposed() -> None:
    text = "Die Notaufnahme, die am Wochenende geschlossen war, steht wieder uneingeschränkt offen."
    assert facts(text, "de", "ed_status") == {("open", "stated")}
    assert "solved" in reasons(text, "de")


@pytest.mark.parametrize(
    ("text", "lang", "diverted"),
    [
        ("Ziekenwagens worden naar andere ziekenhuizen gestuurd.", "nl", True),
        ("Er worden geen patiënten naar onze spoeddienst gebracht.", "nl", True),
        ("Les ambulances sont déviées vers d'autres hôpitaux.", "fr", True),
        ("Das Spital ist von der Notfallversorgung abgemeldet.", "de", True),
        ("Der Rettungsdienst fährt das Klinikum wieder an.", "de", False),
        ("Ambulances are once more being received.", "en", False),
        ("The emergency department is no longer accepting ambulances.", "en", True),
    ],
)
def test_ambulances_come_or_go_elsewhere(text: str, lang: str, diverted: bool) -> None:
    assert facts(text, lang, "ambulance_diversion") == {(diverted, "stated")}


def test_a_department_that_is_denied_to_be_closed_is_nothing() -> None:
    assert facts("The hospital rejected claims that it had shut its emergency department.") == set()
