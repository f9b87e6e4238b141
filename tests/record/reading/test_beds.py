from __future__ import annotations

import pytest

from tests.record.reading.telling import facts, reasons


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("24 bedden zijn gesloten.", "nl", {(24, "exact")}),
        ("La clinique a fermé jusqu'à 18 lits.", "fr", {(18, "at-most")}),
        ("Mehr als fünfzig Betten bleiben gesperrt.", "de", {(50, "at-least")}),
        ("Ten beds have been taken out of use.", "en", {(10, "exact")}),
        ("Zowat een derde van de bedden is dicht.", "nl", {(0.3333, "fraction")}),
    ],
)
def test_beds_are_closed(text: str, lang: str, expected: set[tuple[object, str]]) -> None:
    assert facts(text, lang, "beds_closed") == expected


def test_beds_that_were_not_closed_are_none() -> None:
    assert facts("Die 25 Betten wurden nicht gesperrt.", "de") == set()
    assert reasons("Die 25 Betten wurden nicht gesperrt.", "de") == {"negation"}


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Het ziekenhuis draait op 50 procent van zijn capaciteit.", "nl", {(50, "exact")}),
        ("La capacité est ramenée à 45 %.", "fr", {(45, "exact")}),
        ("Die Klinik läuft mit einem Drittel der Kapazität.", "de", {(33, "exact")}),
        ("The hospital is running at reduced capacity.", "en", {(None, "uncounted")}),
        ("60 per cent of devices are clean, but it runs at reduced capacity.", "en", {(None, "uncounted")}),
        ("Capacity could drop to 30 per cent.", "en", set()),
    ],
)
def test_capacity_is_a_share_of_normal(text: str, lang: str, expected: set[tuple[object, str]]) -> None:
    assert facts(text, lang, "capacity_pct") == expected
