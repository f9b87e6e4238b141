"""The incident, its victim, and notes."""

from __future__ import annotations

from typing import Any

import pytest

from codedark.formats.stix_bundle import stix_bundle
from codedark.formats.stix_marks import INCIDENT_CORE, OURS
from codedark.record.assertion import Assertion, Attribution, Status
from tests.formats.export_cases import CONFIRMED, only, parsed, telling
from tests.record.making import said


def _objects(kind: str, **how: Any) -> list[dict[str, Any]]:
    return [one for one in parsed(stix_bundle(telling(**how)))["objects"] if one["type"] == kind]


def _of(kind: str, *assertions: Assertion) -> list[dict[str, Any]]:
    return [one for one in parsed(stix_bundle(only(*assertions)))["objects"] if one["type"] == kind]


def test_the_incident_carries_the_core_extension() -> None:
    (incident,) = _objects("incident")
    core = incident["extensions"][INCIDENT_CORE]
    assert core["determination"] == "successful-attempt"
    assert core["investigation_status"] == "open"
    assert core["incident_types"] == ["ransomware"]


def test_before_anybody_confirmed_it_is_only_suspected() -> None:
    (incident,) = _objects("incident", day=0)
    core = incident["extensions"][INCIDENT_CORE]
    assert core["determination"] == "suspected"
    assert "incident_types" not in core


def test_care_is_in_notes_with_the_assertion_in_our_extension() -> None:
    (note,) = [one for one in _objects("note") if one["abstract"] == "Operations cancelled"]
    assert "at least 70 operations" in note["content"]
    assert note["extensions"][OURS]["assertion"]["value"] == 70
    lost = [one for one in stix_bundle(telling()).could_not_carry if one.field == "operations_cancelled"]
    assert {one.as_text for one in lost} == {True, False}  # the note, and the account that was replaced


def test_accounts_that_differ_stand_side_by_side() -> None:
    notes = [one["content"] for one in _objects("note") if one["abstract"] == "Patients moved to other hospitals"]
    assert len(notes) == 2
    assert sum("another account" in text for text in notes) == 1


def test_an_exercise_says_so() -> None:
    assert _objects("incident", exercise=True)[0]["name"].startswith("EXERCISE: ")


@pytest.mark.parametrize(
    ("attribution", "status", "confidence"),
    [
        (Attribution.CONFIRMED, Status.STATED, 85),
        (Attribution.REPORTED, Status.STATED, 50),
        (Attribution.CLAIMED, Status.STATED, 15),
        (Attribution.CONFIRMED, Status.ASSUMED, 50),
    ],
)
def test_confidence_goes_by_the_voice_and_the_status(attribution: Attribution, status: Status, confidence: int) -> None:
    (note,) = [
        n for n in _of("note", said("harm", "none", attribution=attribution, status=status)) if "harm" in str(n)
    ][:1]
    assert note["confidence"] == confidence


def test_an_incident_that_ended_is_closed() -> None:
    (incident,) = _of("incident", said("ended_at", "2026-03-20", attribution=CONFIRMED))
    assert incident["extensions"][INCIDENT_CORE]["investigation_status"] == "closed"


def test_a_later_word_makes_a_later_version_of_the_same_incident() -> None:
    (first,), (later,) = _of("incident", said("harm", "none")), _of("incident", said("harm", "none", day=4))
    assert first["id"] == later["id"]
    assert first["created"] == later["created"]
    assert first["modified"] < later["modified"]
