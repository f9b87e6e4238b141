"""Techniques in a text: ids that something vouches for, names as exact phrases."""

from __future__ import annotations

import csv

import pytest

from codedark.record.attack_techniques import TECHNIQUES
from codedark.record.techniques import spot_techniques, tactics_of
from tests.conftest import shared_folder


def _spotted(text: str) -> list[tuple[str, str]]:
    found = spot_techniques(text)
    assert all(text[one.start : one.end] == one.raw for one in found)
    return [(one.id, one.rule) for one in found]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("ATT&CK T1486 was seen", ["T1486"]),
        ("Techniek T1190, tactiek eerste toegang", ["T1190"]),
        ("la technique T1566", ["T1566"]),
        ("Technik: T1110", ["T1110"]),
        ("T1021.002 is a sub-technique", ["T1021.002"]),
        ("T1078, T1110; T1486", ["T1078", "T1110", "T1486"]),
        ("Phishing (T1566) came first", ["T1566"]),
        ("T1999 of MITRE, which we do not hold", ["T1999"]),
    ],
)
def test_an_id_with_a_witness_is_found(text: str, ids: list[str]) -> None:
    assert [one for one, _ in _spotted(text)] == ids


@pytest.mark.parametrize(
    "text",
    [
        "Room T1200 is closed.",
        "The film of 1991 with the T1000.",
        "Zaal T1078 en zaal T1190 zijn dicht.",
        "Serial AT1486, T14860, T1486-B and T1486.5.1 of the machine",
        "The technique was T148 or T2486.",
        "Our Remote Services Desk answers.",
        "The phishing mail; PowerShell courses; Keylogging is forbidden.",
        "valid accounts and remote services in small letters",
        "Technique rooms\nRoom T1200",
    ],
)
def test_what_nothing_vouches_for_is_none(text: str) -> None:
    assert _spotted(text) == []


def test_names_count_as_exact_phrases() -> None:
    text = "They used Valid Accounts and Remote Desktop Protocol. Then Inhibit System Recovery followed."
    assert _spotted(text) == [("T1078", "attack-name"), ("T1021.001", "attack-name"), ("T1490", "attack-name")]


def test_a_name_that_goes_on_as_another_word_is_none() -> None:
    assert _spotted("They used Valid Accountsx. Valid Accounts, they said.") == [("T1078", "attack-name")]
    assert _spotted("They used Valid Accounts 2 times.") == [("T1078", "attack-name")]


def test_a_single_word_counts_where_the_line_speaks_of_techniques() -> None:
    assert _spotted("Techniques: Phishing and PowerShell") == [("T1566", "attack-name"), ("T1059.001", "attack-name")]


def test_a_name_beside_its_id_is_one_find() -> None:
    assert _spotted("ATT&CK: Data Encrypted for Impact (T1486)") == [("T1486", "attack-id")]


def test_an_unknown_sub_technique_serves_what_its_parent_serves() -> None:
    assert tactics_of("T1003.099") == tactics_of("T1003") == ("credential-access",)
    assert tactics_of("nothing") == ()


@pytest.mark.shared_data("data/incident/attack_techniques.csv")
def test_ids_names_and_tactics_are_mitres() -> None:
    told = shared_folder() / "data/incident/attack_techniques.csv"
    theirs = {row["id"]: row for row in csv.DictReader(told.read_text(encoding="utf-8").splitlines())}
    ours_of = {"stealth": "defense-evasion", "defense-impairment": "defense-evasion"}
    for number, technique in TECHNIQUES.items():
        assert technique.name == theirs[number]["name"]
        assert set(technique.tactics) == {ours_of.get(t, t) for t in theirs[number]["tactics"].split()}
