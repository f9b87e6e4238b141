from __future__ import annotations

import pytest

from tests.record.reading.telling import facts


@pytest.mark.parametrize(
    ("text", "lang", "codes"),
    [
        ("De MUG, de PIT en de ziekenwagens rijden niet uit.", "nl", ("MUG", "PIT", "ambulance")),
        ("Le SMUR et le PIT ne peuvent plus être engagés.", "fr", ("MUG", "PIT")),
        ("Der Notarzt (NEF) steht nicht zur Verfügung.", "de", ("MUG",)),
        ("None of its ambulances is available for calls.", "en", ("ambulance",)),
    ],
)
def test_teams_do_not_go_out(text: str, lang: str, codes: tuple[str, ...]) -> None:
    assert facts(text, lang, "prehospital_unavailable") == {(codes, "stated")}


def test_ambulances_that_are_diverted_still_go_out() -> None:
    assert facts("Ambulances are being diverted to other hospitals.", field="prehospital_unavailable") == set()


def test_a_team_that_may_fall_out_still_goes() -> None:
    assert facts("De MUG zou kunnen stilvallen.", "nl") == set()


def test_a_team_that_goes_again_is_not_out() -> None:
    text = "The mobile emergency team was unavailable. It and the mobile emergency team are available again."
    assert facts(text, field="prehospital_unavailable") == set()
