"""Objects of a MISP event."""

from __future__ import annotations

import json
from typing import Any

import pytest

from codedark.formats.misp_event import misp_event
from codedark.record.assertion import Assertion, Attribution, Qualifier, Status
from tests.formats.export_cases import CONFIRMED, only, parsed, telling
from tests.record.making import said


def _event(**how: Any) -> dict[str, Any]:
    event: dict[str, Any] = parsed(misp_event(telling(**how)))["Event"]
    return event


def _of(*assertions: Assertion) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(misp_event(only(*assertions)).raw)["Event"]
    return event


def _told(event: dict[str, Any], name: str) -> list[dict[str, str]]:
    return [{a["object_relation"]: a["value"] for a in o["Attribute"]} for o in event["Object"] if o["name"] == name]


def test_the_incident_and_its_victim() -> None:
    event = _event()
    (incident,), (victim,) = _told(event, "incident"), _told(event, "victim")
    assert incident["incident_type"] == "ransomware"
    assert incident["determination"] == "successful-attempt"
    assert (victim["name"], victim["sectors"], victim["regions"]) == ("Sint-Lucia", "healthcare", "BE")


def test_a_victim_in_a_country_nobody_can_name_has_no_region() -> None:
    (victim,) = _told(_of(said("geography", "the coast", attribution=CONFIRMED)), "victim")
    assert "regions" not in victim


def test_a_beginning_that_is_only_inferred_is_no_start_time() -> None:
    told = said("onset_at", "2026-03-03", status=Status.INFERRED, reason="found running", attribution=CONFIRMED)
    event = _of(said("servers_shutdown", True, attribution=CONFIRMED), told)
    (down,) = _told(event, "availability-impact")
    assert "start_time" not in down and event["date"] == "2026-03-03"
    assert any("(inferred)" in a["value"] for a in event["Attribute"])
    later = said("onset_at", "2026-03-01", status=Status.ASSUMED, attribution=CONFIRMED)
    assert _of(later)["date"] == "2026-03-03", "the day the record was opened"


def test_care_is_told_as_harm_to_others_in_words() -> None:
    told = {one["impact_type"]: one["description"] for one in _told(_event(), "external-impact")}
    assert "Ambulances taken elsewhere: yes" in told["emergency-services"]
    assert "at least 70 operations" in told["public-health"]
    lost = {one.field for one in misp_event(telling()).could_not_carry if one.as_text}
    assert {"operations_cancelled", "ambulance_diversion", "patients_transferred"} <= lost


def test_times_carry_how_exact_they_are() -> None:
    (down,) = _told(_of(said("servers_shutdown", True), said("onset_at", "2026-03-03T06:10~")), "availability-impact")
    assert down["start_time"] == "2026-03-03T05:10:00+00:00"
    assert down["start_time_fidelity"] == "minute"
    (open_,) = _told(_of(said("servers_shutdown", True), said("onset_at", "../2026-03-03")), "availability-impact")
    assert "start_time" not in open_


@pytest.mark.parametrize(
    ("value", "status", "attribution", "word"),
    [
        ("yes", Status.STATED, Attribution.CONFIRMED, "confirmed-loss"),
        ("yes", Status.STATED, Attribution.REPORTED, "suspected-loss"),
        ("claimed", Status.STATED, Attribution.CLAIMED, "suspected-loss"),
        (None, Status.NONE_KNOWN, Attribution.CONFIRMED, "none"),
        ("no", Status.STATED, Attribution.CONFIRMED, "none"),
    ],
)
def test_taken_data_in_misps_words(value: str | None, status: Status, attribution: Attribution, word: str) -> None:
    (data,) = _told(
        _of(said("data_exfiltrated", value, status=status, attribution=attribution)), "confidentiality-impact"
    )
    assert data["loss_type"] == word


def test_unknown_loss_has_no_object() -> None:
    assert _told(_of(said("data_exfiltrated", status=Status.UNKNOWN)), "confidentiality-impact") == []


def test_a_ransom_paid_is_told_and_one_not_paid_is_a_comment() -> None:
    paid = _of(said("ransom_paid", True, attribution=CONFIRMED))
    assert [one["variety"] for one in _told(paid, "monetary-impact")] == ["ransom-payment"]
    assert _told(_event(), "monetary-impact") == []


@pytest.mark.parametrize(
    ("told", "word"),
    [(("ehr",), "Significant"), (("all",), "Denial")],
)
def test_a_part_that_is_off_is_significant_and_everything_a_denial(told: tuple[str, ...], word: str) -> None:
    (down,) = _told(_of(said("systems_unavailable", told)), "availability-impact")
    assert down["availability_impact"] == word


@pytest.mark.parametrize(
    ("value", "more"),
    [
        (500, {"qualifier": Qualifier.AT_LEAST}),
        (500, {"status": Status.ASSUMED}),
        ((500, 600), {"qualifier": Qualifier.RANGE}),
        (500, {"attribution": Attribution.CLAIMED}),
    ],
)
def test_a_count_of_records_is_told_only_where_it_is_exact_and_stated(value: Any, more: dict[str, Any]) -> None:
    taken = said("data_exfiltrated", "yes", attribution=CONFIRMED)
    (loss,) = _told(_of(taken, said("records_affected", value, **more)), "confidentiality-impact")
    assert "record_count" not in loss
    (exact,) = _told(_of(taken, said("records_affected", 500)), "confidentiality-impact")
    assert exact["record_count"] == "500"
