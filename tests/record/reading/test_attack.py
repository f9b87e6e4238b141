from __future__ import annotations

import pytest

from tests.record.reading.telling import facts, reasons


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Het gaat om een aanval met gijzelsoftware.", "nl", ("ransomware", "stated")),
        ("C'est un courriel d'hameçonnage qui a ouvert la porte.", "fr", ("phishing", "stated")),
        ("Nach einer DDoS-Attacke ist die Website weg.", "de", ("ddos", "stated")),
        ("It did not yet know what kind of attack it was facing.", "en", (None, "unknown")),
    ],
)
def test_the_attack_has_a_kind_or_it_is_unknown(text: str, lang: str, expected: tuple[object, str]) -> None:
    assert facts(text, lang, "attack_type") == {expected}


def test_it_was_no_ransomware_is_no_kind() -> None:
    assert facts("It was not a ransomware attack.") == set()


def test_phishing_that_let_ransomware_in_gives_ransomware() -> None:
    text = "The attackers came in by a phishing email. Ransomware was behind the outage."
    assert facts(text, field="attack_type") == {("ransomware", "stated")}


def test_a_plan_runs_until_it_is_lifted() -> None:
    assert facts("Het ziekenhuis kondigde het rampenplan af.", "nl", "emergency_plan") == {(True, "stated")}
    text = "Le plan blanc, déclenché il y a dix jours, a été levé jeudi."
    assert facts(text, "fr") == set()
    assert "solved" in reasons(text, "fr")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Geen enkele patiënt heeft schade geleden.", "nl", (None, "none-known")),
        ("La famille soupçonne un lien entre le décès du patient et l'attaque.", "fr", ("suspected", "stated")),
        (
            "Eine Patientin erhielt infolge des Systemausfalls eine falsche Medikamentendosis.",
            "de",
            ("confirmed", "stated"),
        ),
        (
            "Prosecutors are investigating whether the death of a patient is linked to it.",
            "en",
            ("suspected", "stated"),
        ),
    ],
)
def test_harm_is_none_suspected_or_confirmed(text: str, lang: str, expected: tuple[object, str]) -> None:
    assert facts(text, lang, "harm") == {expected}


def test_damage_to_the_budget_is_no_harm() -> None:
    assert facts("De schade voor het ziekenhuis loopt op tot 2,5 miljoen euro.", "nl") == set()
