from __future__ import annotations

import pytest

from codedark.record.reading.figures import Figure, Kind
from tests.record.reading.telling import sentence


def figures(text: str, lang: str) -> list[Figure]:
    return sentence(text, lang).figures


def said(text: str, lang: str) -> list[tuple[object, str]]:
    return [(f.value, str(f.qualifier)) for f in figures(text, lang) if f.kind is not Kind.OTHER]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("meer dan 1.200 afspraken", "nl", (1200.0, "at-least")),
        ("zo'n dertig bedden", "nl", (30.0, "about")),
        ("een zeventigtal ingrepen", "nl", (70.0, "about")),
        ("hooguit tien patiënten", "nl", (10.0, "at-most")),
        ("tussen de 60 en de 70 operaties", "nl", ((60.0, 70.0), "range")),
        ("200 à 250 raadplegingen", "nl", ((200.0, 250.0), "range")),
        ("au moins une centaine de consultations", "fr", (100.0, "at-least")),
        ("jusqu'à 18 lits", "fr", (18.0, "at-most")),
        ("de cinq à sept patients", "fr", ((5.0, 7.0), "range")),
        ("gut hundert Eingriffe", "de", (100.0, "about")),
        ("Mehr als fünfzig Betten", "de", (50.0, "at-least")),
        ("15 bis 20 Personen", "de", ((15.0, 20.0), "range")),
        ("a hundred or so appointments", "en", (100.0, "about")),
        ("three dozen operations", "en", (36.0, "exact")),
        ("between 60 and 70 operations", "en", ((60.0, 70.0), "range")),
        ("six or seven patients", "en", ((6.0, 7.0), "range")),
        ("hundreds of appointments", "en", (None, "uncounted")),
        ("several hundred appointments", "en", (None, "uncounted")),
        ("a third of the beds", "en", (0.3333, "fraction")),
        ("half of the operations", "en", (0.5, "fraction")),
        ("40 procent van de ingrepen", "nl", (40.0, "exact")),
        ("2 million records", "en", (2e6, "exact")),
    ],
)
def test_a_figure_is_read_with_how_it_is_meant(text: str, lang: str, expected: tuple[object, str]) -> None:
    assert said(text, lang) == [expected]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("om 6.32 uur", "nl"), ("à 14 h 30", "fr"), ("um 8.15 Uhr", "de"), ("at 5.40am", "en"), ("at 7", "en"),
        ("Sinds 2019 en voor 2027", "nl"), ("zijn 70ste keer", "nl"), ("Am 14. Tag", "de"), ("on the 21st day", "en"),
        ("70 km verderop", "nl"), ("2,5 miljoen euro", "nl"), ("une patiente de 84 ans", "fr"), ("13 januari", "nl"),
        ("70 laptops", "en"), ("€ 200", "nl"),
    ],
)  # fmt: skip
def test_an_hour_a_year_an_ordinal_a_distance_counts_nothing(text: str, lang: str) -> None:
    assert said(text, lang) == []


def test_a_large_round_number_before_a_noun_is_no_year() -> None:
    assert said("2000 operations were cancelled", "en") == [(2000.0, "exact")]


def test_a_range_that_runs_backwards_is_two_figures() -> None:
    assert said("70 to 60 operations", "en") == [(70.0, "exact"), (60.0, "exact")]


def test_two_days_of_a_list_are_no_range() -> None:
    assert said("38 opérations et 210 consultations", "fr") == [(38.0, "exact"), (210.0, "exact")]
