from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from codedark.divert.conversation import TalkState
from codedark.divert.form_rows import FormTransfer, form_rows
from codedark.formats.fhir_transfers import PRIORITY_OF, STATUS_OF, fhir_transfers, transfer_bundle
from codedark.hospital.words import Acuity
from tests.divert.plans_for_forms import FELL, MADE, hospital, many, row, rows

TASK = {
    "draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress", "on-hold", "failed",
    "completed", "entered-in-error",
}  # fmt: skip
REQUEST = {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"}
TASK_INTENT = {"unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order",
               "instance-order", "option"}  # fmt: skip
REQUEST_INTENT = {"proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order",
                  "instance-order", "option"}  # fmt: skip
PRIORITY = {"routine", "urgent", "asap", "stat"}
BED_STATUS = {"C", "H", "I", "K", "O", "U"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ELEMENTS = {
    "Patient": {"identifier"},
    "Location": {
        "identifier", "status", "operationalStatus", "name", "description", "mode", "physicalType", "position",
        "partOf",
    },
    "ServiceRequest": {
        "status", "intent", "priority", "code", "subject", "occurrenceDateTime", "authoredOn", "reasonCode",
        "locationReference", "note",
    },
    "Task": {
        "basedOn", "status", "businessStatus", "intent", "code", "focus", "for", "executionPeriod", "authoredOn",
        "lastModified", "location", "restriction",
    },
}  # fmt: skip
"""Elements of FHIR 4.0.1 that we use; a name that is not among them is a slip."""


def bundle(*told: FormTransfer) -> dict[str, Any]:
    return transfer_bundle(told or rows(), hospital(), at=MADE)


def resources(told: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [e["resource"] for e in told.get("entry", ()) if e["resource"]["resourceType"] == kind]


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "reference" in value:
            yield value["reference"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def check(told: dict[str, Any]) -> None:
    """What FHIR asks of such a Bundle, as far as it is structure."""
    assert (told["resourceType"], told["type"]) == ("Bundle", "collection")
    assert MOMENT.fullmatch(told["timestamp"])
    urls = [entry["fullUrl"] for entry in told.get("entry", ())]
    assert len(urls) == len(set(urls))
    for entry in told.get("entry", ()):
        one = entry["resource"]
        assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", one["id"]) and entry["fullUrl"] == f"urn:uuid:{one['id']}"
        assert set(one) <= ELEMENTS[one["resourceType"]] | {"resourceType", "id"}
        assert all(value not in ("", [], {}, None) for value in one.values()), "FHIR has no empty elements"
        assert set(references(one)) <= set(urls), "every reference leads to an entry"
    for request in resources(told, "ServiceRequest"):
        assert request["status"] in REQUEST and request["intent"] in REQUEST_INTENT and "subject" in request
        assert request.get("priority", "routine") in PRIORITY
    for task in resources(told, "Task"):
        assert task["status"] in TASK and task["intent"] in TASK_INTENT
        assert re.fullmatch(r"\S( ?\S)*", task["businessStatus"]["text"])
    for place in resources(told, "Location"):
        assert place["status"] == "active" and place["mode"] in {"instance", "kind"}
        assert place.get("operationalStatus", {"code": "U"})["code"] in BED_STATUS
        assert set(place.get("position", {"longitude", "latitude"})) == {"longitude", "latitude"}


def test_the_bundle_is_as_fhir_asks() -> None:
    check(bundle())
    check(transfer_bundle(form_rows(many(50), hospital(), FELL), hospital(), at=MADE))


@pytest.mark.parametrize("state", list(TalkState))
def test_every_state_of_a_conversation_has_statuses_that_fhir_knows(state: TalkState) -> None:
    told = bundle(row("p-1", state=state, departed_at=FELL, arrived_at=MADE))
    check(told)
    task, request = STATUS_OF[state]
    assert (task in TASK, request in REQUEST) == (True, True)
    assert resources(told, "Task")[0]["status"] == task


def test_a_proposal_is_a_draft_and_what_is_agreed_an_order() -> None:
    fresh, agreed = bundle(row("p-1")), bundle(row("p-1", state=TalkState.ACCEPTED))
    assert [resources(one, "ServiceRequest")[0]["intent"] for one in (fresh, agreed)] == ["proposal", "order"]
    assert [resources(one, "Task")[0]["status"] for one in (fresh, agreed)] == ["draft", "accepted"]


def test_who_is_moved_and_who_has_no_place_are_in_it_and_nobody_else() -> None:
    told = [one["identifier"][0]["value"] for one in resources(bundle(), "Patient")]
    assert told == ["p-1", "p-2", "p-4"]
    assert len(resources(bundle(), "Task")) == len(resources(bundle(), "ServiceRequest")) == 3


def test_a_patient_is_a_reference_and_nothing_else() -> None:
    assert all(set(one) == {"resourceType", "id", "identifier"} for one in resources(bundle(), "Patient"))


def test_a_bed_has_a_status_only_where_somebody_counted() -> None:
    beds = {one["name"]: one for one in resources(bundle(), "Location") if one["mode"] == "kind"}
    assert beds["icu beds, Near Hospital"]["operationalStatus"]["code"] == "U"
    assert "2 staffed and free, confirmed 2026-03-10T22:00:00Z" in beds["icu beds, Near Hospital"]["description"]
    assert "operationalStatus" not in beds["icu beds, Far Hospital"]
    full = resources(bundle(row("p-1", pool="ward")), "Location")
    assert [one["operationalStatus"]["code"] for one in full if "operationalStatus" in one] == ["O"]


def test_whoever_has_no_place_has_no_place_in_it_and_names_who_decides() -> None:
    lost = resources(bundle(row("p-4")), "ServiceRequest")[0]
    assert "locationReference" not in lost
    assert any("decides: head of icu" in note["text"] for note in lost["note"])


def test_times_that_happened_are_the_tasks_and_the_deadline_its_restriction() -> None:
    done = resources(bundle(row("p-1", departed_at=FELL, arrived_at=MADE)), "Task")[0]
    assert done["executionPeriod"] == {"start": "2026-03-10T21:50:00Z", "end": "2026-03-10T22:05:00Z"}
    assert done["restriction"] == {"period": {"end": "2026-03-10T22:50:00Z"}}
    assert "executionPeriod" not in resources(bundle(row("p-1")), "Task")[0]


def test_a_place_outside_the_list_has_an_entry_of_its_own() -> None:
    told = bundle(row("p-1", to=None, to_name="Field hospital", pool=""))
    check(told)
    assert "Field hospital" in {one["name"] for one in resources(told, "Location")}


def test_nobody_moved_is_a_bundle_without_entries() -> None:
    assert "entry" not in transfer_bundle((), hospital(), at=MADE)


def test_the_same_rows_give_the_same_bytes() -> None:
    one, other = (fhir_transfers(rows(), hospital(), at=MADE) for _ in range(2))
    assert one == other and json.loads(one) == bundle()


def test_two_transfers_of_one_patient_are_two_tasks() -> None:
    other = replace(row("p-1"), to="far", to_name="Far Hospital")  # type: ignore[arg-type]
    assert len(resources(bundle(row("p-1"), other), "Task")) == 2


def test_every_acuity_has_a_priority() -> None:
    assert set(PRIORITY_OF) == set(Acuity) and set(PRIORITY_OF.values()) <= PRIORITY
