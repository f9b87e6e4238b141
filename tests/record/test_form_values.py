"""A choice, an organisation with its sites, a purpose: taken where the words are plain, else left alone."""

from __future__ import annotations

import pytest

from codedark.record.form_values import chosen, organisation, purpose


@pytest.mark.parametrize(
    ("text", "name", "sites"),
    [
        ("Sint-Lucia (North and South sites)", "Sint-Lucia", ("North", "South")),
        ("Sint-Lucia (campus North)", "Sint-Lucia", ("North",)),
        ("Sint-Lucia (campussen Noord, Zuid en West)", "Sint-Lucia", ("Noord", "Zuid", "West")),
        ("Sainte-Lucie (sites Nord et Sud)", "Sainte-Lucie", ("Nord", "Sud")),
        ("St. Luzia (Standorte Nord und Süd)", "St. Luzia", ("Nord", "Süd")),
        ("Sint-Lucia (SL)", "Sint-Lucia (SL)", ()),
        ("Sint-Lucia", "Sint-Lucia", ()),
        ("Sint-Lucia (website down)", "Sint-Lucia (website down)", ()),
    ],
)
def test_sites_stand_in_brackets_and_are_called_so(text: str, name: str, sites: tuple[str, ...]) -> None:
    assert organisation(text) == (name, sites)


@pytest.mark.parametrize(
    ("field", "text", "choice"),
    [
        ("attack_type", "LockBit ransomware", "ransomware"),
        ("attack_type", "Gijzelsoftware", "ransomware"),
        ("attack_type", "cyberattack", "other"),
        ("data_exfiltrated", "No", "no"),
        ("data_exfiltrated", "Not clear", None),
        ("data_exfiltrated", "Claimed by the attackers to be stolen", "claimed"),
        ("data_exfiltrated", "Records were stolen", "yes"),
        ("sector", "care", None),
    ],
)
def test_a_choice_is_named_by_its_words(field: str, text: str, choice: str | None) -> None:
    assert chosen(field, text) == choice


def test_a_purpose_is_told_by_its_first_word() -> None:
    assert all(map(purpose, ("to stop it", "om te stoppen", "pour arrêter", "um zu stoppen")))
    assert not purpose("total loss") and not purpose("umfangreich")
