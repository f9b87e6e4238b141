"""Families in a text: only where the words around a name say what it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from codedark.record.families import spot_families
from tests.conftest import shared_folder
from tests.record.family_sentences import HITS, TRAPS


def _longer_list() -> tuple[str, ...]:
    path: Path = shared_folder() / "data/incident/ransomware_names.txt"
    return tuple(path.read_text(encoding="utf-8").splitlines())


def test_there_are_sixty_traps() -> None:
    assert len(set(TRAPS)) == len(TRAPS) >= 60


@pytest.mark.parametrize("sentence", TRAPS)
def test_a_trap_proposes_nothing(sentence: str) -> None:
    assert [(f.name, f.rule) for f in spot_families(sentence)] == []


@pytest.mark.parametrize(("sentence", "names"), HITS, ids=[sentence[:40] for sentence, _ in HITS])
def test_a_name_beside_its_word_is_proposed(sentence: str, names: tuple[str, ...]) -> None:
    assert tuple(f.name for f in spot_families(sentence)) == names


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in HITS])
def test_a_span_points_at_its_own_characters(sentence: str) -> None:
    text = f"The wards work on paper. {sentence} All is well."
    for found in spot_families(text):
        assert text[found.start : found.end] == found.raw
        assert found.raw.lower().replace(" ", "") == found.name.lower().replace(" ", "")


def test_one_sentence_says_nothing_about_the_next() -> None:
    text = "It was not LockBit. The ransomware gang Akira claims the attack."
    assert [f.name for f in spot_families(text)] == ["Akira"]


def test_a_name_in_small_letters_is_a_word() -> None:
    assert spot_families("The ransomware gang play and the medusa ransomware.") == ()


def test_the_list_is_the_callers() -> None:
    text = "The Basilisk ransomware gang struck, says Play."
    assert [f.name for f in spot_families(text, ["Basilisk Ransomware", "R", "777"])] == ["Basilisk"]
    assert spot_families("The #Krak ransomware gang struck.", ["#Krak", ".Krak"]) == ()


@pytest.mark.shared_data("data/incident/ransomware_names.txt")
@pytest.mark.parametrize("sentence", TRAPS)
def test_a_list_of_two_thousand_names_falls_into_no_trap(sentence: str) -> None:
    assert [(f.name, f.rule) for f in spot_families(sentence, _longer_list())] == []


@pytest.mark.shared_data("data/incident/ransomware_names.txt")
def test_a_megabyte_with_two_thousand_names_takes_less_than_seconds() -> None:
    text = "The Play ransomware group struck. Ambulances go to Saint Anne. " * 16_000
    begun = time.process_time()
    found = spot_families(text, _longer_list())
    assert len(found) >= 16_000
    assert time.process_time() - begun < 5
