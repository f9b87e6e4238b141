"""Objects of STIX that accounts become where they are sound."""

from __future__ import annotations

from typing import Any

from codedark.formats.stix_bundle import stix_bundle
from codedark.formats.stix_marks import ATTACK_STATEMENT
from codedark.record.assertion import Assertion
from codedark.record.edtf import When
from tests.formats.export_cases import CLAIM, CONFIRMED, only, parsed, telling
from tests.record.making import said


def _objects(kind: str, **how: Any) -> list[dict[str, Any]]:
    return [one for one in parsed(stix_bundle(telling(**how)))["objects"] if one["type"] == kind]


def _of(kind: str, *assertions: Assertion) -> list[dict[str, Any]]:
    return [one for one in parsed(stix_bundle(only(*assertions)))["objects"] if one["type"] == kind]


def test_what_only_the_attacker_claims_is_no_malware_object() -> None:
    assert _objects("malware") == []
    (note,) = [one for one in _objects("note") if CLAIM.id in one["content"]]
    assert "attacker-claimed" in note["content"]
    assert note["confidence"] == 15


def test_indicators_have_patterns_and_say_how_they_are_known() -> None:
    patterns = {one["name"]: (one["pattern"], one["labels"]) for one in _objects("indicator")}
    assert patterns["198.51.100.7"] == ("[ipv4-addr:value = '198.51.100.7']", ["observed-by-us"])
    assert patterns["http://bad.example/it's"][0] == "[url:value = 'http://bad.example/it\\'s']"
    assert patterns["evil.example"][0] == "[domain-name:value = 'evil.example']"
    assert patterns["198.51.100.99"][0] == "[ipv4-addr:value = '198.51.100.99']"
    assert "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" not in patterns
    assert "a screwdriver" not in patterns


def test_techniques_carry_their_copyright_line() -> None:
    (technique,) = _objects("attack-pattern")
    assert technique["external_references"][0]["external_id"] == "T1486"
    assert ATTACK_STATEMENT in technique["object_marking_refs"]


def test_a_family_that_is_told_is_malware_and_ransomware_only_where_the_attack_is() -> None:
    family = said("malware_family", "Basilisk", attribution=CONFIRMED)
    (alone,) = _of("malware", family)
    (with_kind,) = _of("malware", family, said("attack_type", "ransomware", attribution=CONFIRMED))
    assert "malware_types" not in alone
    assert (with_kind["name"], with_kind["malware_types"]) == ("Basilisk", ["ransomware"])


def test_accounts_that_differ_are_no_objects() -> None:
    told = (said("malware_family", "Basilisk", by="a"), said("malware_family", "Cockatrice", by="b"))
    assert _of("malware", *told) == []
    assert len([n for n in _of("note", *told) if n["abstract"] == "Malware family"]) == 2


def test_a_technique_of_unknown_id_keeps_its_id_and_its_words() -> None:
    (pattern,) = _of("attack-pattern", said("technique", "T1999 something new", about="impact"))
    assert pattern["name"] == "T1999"
    assert pattern["kill_chain_phases"] == [{"kill_chain_name": "mitre-attack", "phase_name": "impact"}]
    assert any(
        "something new" in n["content"] for n in _of("note", said("technique", "T1999 something new", about="impact"))
    )


def test_an_indicator_holds_from_when_it_was_seen() -> None:
    (made,) = _of("indicator", said("indicator", "198.51.100.7", valid=When("2026-03-02T04:00")))
    assert made["valid_from"] == "2026-03-02T03:00:00.000Z"
