from __future__ import annotations

import pytest

from tests.record.reading.telling import facts, reasons


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Van de 52 operaties werden er 14 uitgesteld.", "nl", {(14, "exact")}),
        ("80 of the 95 appointments were cancelled.", "en", {(80, "exact")}),
        (
            "Thirty operations had been listed; 19 were carried out and the other 11 were postponed.",
            "en",
            {(11, "exact")},
        ),
        ("540 operaties zijn uitgesteld, waarvan 70 vandaag.", "nl", {(540, "exact"), (70, "exact")}),
        ("Le nombre d'opérations reportées atteint 310.", "fr", {(310, "exact")}),
        ("Niet 70 maar 62 operaties werden geannuleerd.", "nl", {(62, "exact")}),
        ("The hospital cancelled 62 operations, not 70 as reported.", "en", {(62, "exact")}),
        ("Dix opérations au maximum ont été annulées.", "fr", {(10, "at-most")}),
        ("Er zijn 70 computers gestolen en 12 operaties geschrapt.", "nl", {(12, "exact")}),
        ("40 procent van de ingrepen werd uitgesteld.", "nl", {(0.4, "fraction")}),
    ],
)
def test_a_figure_counts_what_it_stands_with(text: str, lang: str, expected: set[tuple[object, str]]) -> None:
    assert facts(text, lang) == expected


def test_a_part_of_those_counted_is_not_counted_again() -> None:
    text = "Huit patients ont été transférés vers d'autres hôpitaux, dont trois nouveau-nés."
    assert facts(text, "fr") == {(8, "exact")}


def test_a_bare_figure_counts_nothing_when_nothing_was_named_before() -> None:
    assert facts("At last count 62 were cancelled.") == set()


def test_none_of_a_number_is_zero_and_not_the_number() -> None:
    assert facts("Of the 36 operations, not one was cancelled.") == {(0, "exact")}
    assert reasons("The 36 operations were not cancelled.") == {"negation"}
