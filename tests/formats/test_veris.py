"""A VERIS record: the schema takes it, only what is confirmed is coded, care is named as lost."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from codedark.formats.export_told import Telling
from codedark.formats.veris import veris
from codedark.record.assertion import Assertion, Attribution, Qualifier, Status
from codedark.record.view import view
from tests.conftest import shared_folder
from tests.formats.export_cases import (
    CLAIM,
    CONFIRMED,
    assert_nothing_is_lost_unseen,
    assert_secrets_stay,
    parsed,
    telling,
)
from tests.record.making import ABOUT, START, log, said


def _record(*assertions: Assertion) -> dict[str, Any]:
    made = Telling(about=ABOUT, view=view(log(assertions), START + timedelta(days=30)))
    record: dict[str, Any] = json.loads(veris(made).raw)
    return record


def _schema() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((shared_folder() / "data/incident/veris/verisc-merged.json").read_bytes())
    return told


@pytest.mark.shared_data("data/incident/veris/verisc-merged.json")
@pytest.mark.parametrize("day", [-1, 0, 1, 2, 10])
def test_the_schema_takes_every_moment(day: int) -> None:
    import jsonschema

    jsonschema.validate(parsed(veris(telling(day=day))), _schema())


@pytest.mark.shared_data("data/incident/veris/verisc-merged.json")
@pytest.mark.parametrize("kind", ["ransomware", "wiper", "ddos", "intrusion", "phishing", "other"])
@pytest.mark.parametrize("exfiltrated", ["yes", "no", "claimed"])
def test_the_schema_takes_every_kind_of_attack(kind: str, exfiltrated: str) -> None:
    import jsonschema

    record = _record(
        said("attack_type", kind, attribution=CONFIRMED),
        said("data_exfiltrated", exfiltrated, attribution=CONFIRMED),
        said("records_affected", 12000, attribution=CONFIRMED),
        said("servers_shutdown", True, attribution=CONFIRMED),
        said("onset_at", "2026-03-01T22:00", attribution=CONFIRMED),
        said("discovered_at", "2026-03-03T06:00", attribution=CONFIRMED),
        said("ended_at", "2026-04-01", attribution=CONFIRMED),
        said("detection", "A nurse called", attribution=CONFIRMED),
        said("staff_count", 150_000, attribution=CONFIRMED),
    )
    jsonschema.validate(record, _schema())


@pytest.mark.shared_data("data/incident/veris/verisc-merged.json")
def test_the_schema_can_say_no() -> None:
    import jsonschema

    record = parsed(veris(telling()))
    record["action"] = {"malware": {"variety": ["Nuisance"], "vector": ["Unknown"]}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, _schema())


def test_every_account_is_in_the_record_or_in_the_list() -> None:
    told = telling()
    assert_nothing_is_lost_unseen(told, veris(told))


def test_what_may_not_leave_stays() -> None:
    assert_secrets_stay(veris(telling()))


def test_an_action_is_coded_from_a_confirmed_account_alone() -> None:
    assert _record(said("attack_type", "ransomware", attribution=CONFIRMED))["action"] == {
        "malware": {"variety": ["Ransomware"], "vector": ["Unknown"]}
    }
    for attribution in (Attribution.REPORTED, Attribution.CLAIMED):
        record = _record(said("attack_type", "ransomware", attribution=attribution))
        assert list(record["action"]) == ["unknown"]
        assert record["security_incident"] == "Suspected"


def test_a_disputed_account_is_not_coded() -> None:
    record = _record(
        said("attack_type", "ransomware", attribution=CONFIRMED, by="hospital"),
        said("attack_type", "wiper", attribution=CONFIRMED, by="police"),
    )
    assert list(record["action"]) == ["unknown"]


def test_what_the_attacker_claims_is_in_the_notes_and_named_so() -> None:
    record = parsed(veris(telling()))
    assert "name" not in record["action"]["malware"]
    (line,) = [line for line in record["notes"].splitlines() if CLAIM.id in line]
    assert "attacker-claimed" in line
    assert record["attribute"]["confidentiality"] == {"data_disclosure": "Potentially"}


def test_the_actor_stays_unknown() -> None:
    assert list(parsed(veris(telling()))["actor"]) == ["unknown"]


def test_care_has_no_place_and_is_named() -> None:
    exported = veris(telling())
    lost = {one.field for one in exported.could_not_carry if one.as_text}
    assert {
        "operations_cancelled",
        "patients_transferred",
        "ed_status",
        "ambulance_diversion",
        "service_status",
    } <= lost
    assert "at least 70 operations" in parsed(exported)["notes"]


@pytest.mark.parametrize(
    ("onset", "status", "date"),
    [
        ("2026-03-02", Status.STATED, {"year": 2026, "month": 3, "day": 2}),
        ("../2026-03-02", Status.STATED, {"year": 2026, "month": 3, "day": 2}),
        ("../2026-03-02", Status.INFERRED, {"year": 2026}),
        ("2026-03", Status.STATED, {"year": 2026, "month": 3}),
        ("2026-03", Status.ASSUMED, {"year": 2026}),
        ("2026~", Status.STATED, {"year": 2026}),
        ("2026-03-02T23:30Z", Status.STATED, {"year": 2026, "month": 3, "day": 3}),
        ("2026-03-02T23:30+01:00", Status.STATED, {"year": 2026, "month": 3, "day": 2}),
    ],
)
def test_the_date_is_when_it_began_as_far_as_known(onset: str, status: Status, date: dict[str, int]) -> None:
    reason = "as told" if status is Status.INFERRED else ""
    record = _record(
        said("onset_at", onset, status=status, reason=reason),
        said("discovered_at", "2026-03-09", attribution=CONFIRMED),
    )
    assert record["timeline"]["incident"] == date


def test_nobody_told_when_it_began() -> None:
    assert _record(said("discovered_at", "2026-03-09"))["timeline"] == {
        "incident": {"year": 2026, "month": 3, "day": 9}
    }
    assert _record(said("onset_at", status=Status.UNKNOWN))["timeline"] == {"incident": {"year": START.year}}


def test_spans_are_as_exact_as_their_ends() -> None:
    days = _record(said("onset_at", "2026-03-01T22:00"), said("discovered_at", "2026-03-03"))
    hours = _record(said("onset_at", "2026-03-03T01:00"), said("discovered_at", "2026-03-03T06:00"))
    nothing = _record(said("onset_at", "../2026-03-03"), said("discovered_at", "2026-03-03"))
    assert days["timeline"]["discovery"] == {"unit": "Days", "value": 2}
    assert hours["timeline"]["discovery"] == {"unit": "Hours", "value": 5}
    assert nothing["timeline"]["discovery"] == {"unit": "Unknown"}


def test_a_count_is_data_total_only_where_it_is_exact_and_confirmed() -> None:
    taken = said("data_exfiltrated", "yes", attribution=CONFIRMED)
    exact = said("records_affected", 500, attribution=CONFIRMED)
    about = said("records_affected", 500, attribution=CONFIRMED, qualifier=Qualifier.ABOUT)
    assert _record(taken, exact)["attribute"]["confidentiality"]["data_total"] == 500
    assert "data_total" not in _record(taken, about)["attribute"]["confidentiality"]


def test_the_victim_is_a_hospital_of_its_size_and_country() -> None:
    victim = parsed(veris(telling()))["victim"]
    assert victim["industry"] == "622110"
    assert (victim["employee_count"], victim["country"], victim["locations_affected"]) == ("1001 to 10000", ["BE"], 2)


def test_indicators_stand_with_their_source() -> None:
    told = {one["indicator"]: one["comment"] for one in parsed(veris(telling()))["ioc"]}
    assert "reported by hospital" in told["198.51.100.7"]


def test_an_exercise_says_so() -> None:
    assert parsed(veris(telling(exercise=True)))["summary"].startswith("EXERCISE")


def test_a_kind_of_attack_that_is_only_reported_is_words_and_makes_nothing_sure() -> None:
    told = said("attack_type", "ransomware", by="press", attribution=Attribution.REPORTED)
    record = _record(told)
    assert record["security_incident"] == "Suspected" and "unknown" in record["action"]
    coded = record["notes"].partition("In words alone:")[0]
    assert told.id not in coded and told.id in record["notes"]
