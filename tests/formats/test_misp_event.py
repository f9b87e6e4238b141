"""A MISP event: templates filled as they are, nothing lost unseen, nothing shared by default."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from codedark.formats.export_told import Telling, Tlp
from codedark.formats.misp_event import misp_event
from codedark.record.assertion import Assertion
from codedark.record.view import view
from tests.conftest import shared_folder
from tests.formats.export_cases import (
    CLAIM,
    assert_nothing_is_lost_unseen,
    assert_secrets_stay,
    parsed,
    telling,
)
from tests.record.making import ABOUT, START, log


def _event(**how: Any) -> dict[str, Any]:
    event: dict[str, Any] = parsed(misp_event(telling(**how)))["Event"]
    return event


def _of(*assertions: Assertion) -> dict[str, Any]:
    made = Telling(about=ABOUT, view=view(log(assertions), START + timedelta(days=30)))
    event: dict[str, Any] = json.loads(misp_event(made).raw)["Event"]
    return event


def _told(event: dict[str, Any], name: str) -> list[dict[str, str]]:
    return [{a["object_relation"]: a["value"] for a in o["Attribute"]} for o in event["Object"] if o["name"] == name]


@pytest.mark.shared_data("data/incident/misp-objects")
@pytest.mark.parametrize("day", [-1, 0, 2, 10])
def test_every_object_is_as_its_template_has_it(day: int) -> None:
    for made in _event(day=day)["Object"]:
        path = shared_folder() / "data/incident/misp-objects" / f"{made['name']}.json"
        template = json.loads(path.read_bytes())
        assert (made["template_uuid"], made["template_version"]) == (template["uuid"], str(template["version"]))
        assert made["meta-category"] == template["meta-category"]
        relations = [attribute["object_relation"] for attribute in made["Attribute"]]
        for attribute in made["Attribute"]:
            known = template["attributes"][attribute["object_relation"]]
            assert attribute["type"] == known["misp-attribute"]
            words = known.get("sane_default")
            assert words is None or attribute["value"] in words
        assert set(template.get("required", ())) <= set(relations)
        one_of = template.get("requiredOneOf")
        assert one_of is None or set(one_of) & set(relations)
        once = [r for r in relations if not template["attributes"][r].get("multiple")]
        assert len(once) == len(set(once))


def test_every_account_is_in_the_event_or_in_the_list() -> None:
    told = telling()
    assert_nothing_is_lost_unseen(told, misp_event(told))


def test_what_may_not_leave_stays() -> None:
    assert_secrets_stay(misp_event(telling()))


def test_the_same_view_gives_the_same_bytes_and_every_id_once() -> None:
    assert misp_event(telling()).raw == misp_event(telling()).raw
    event = _event()
    ids = [event["uuid"], *(a["uuid"] for a in event["Attribute"])]
    ids += [o["uuid"] for o in event["Object"]] + [a["uuid"] for o in event["Object"] for a in o["Attribute"]]
    assert len(set(ids)) == len(ids)


def test_it_is_shared_with_nobody_until_a_person_says_so() -> None:
    event = _event(tlp=Tlp.AMBER_STRICT)
    assert (event["distribution"], event["published"]) == ("0", False)
    assert {"name": "tlp:amber+strict"} in event["Tag"]


def test_only_what_we_saw_or_blocked_is_for_detection() -> None:
    watched = {a["value"]: (a["type"], a["to_ids"]) for a in _event()["Attribute"]}
    assert watched["198.51.100.7"] == ("ip-dst", True)
    assert watched["http://bad.example/it's"] == ("url", False)
    assert watched["CVE-2024-1709"] == ("vulnerability", False)


def test_what_the_attacker_claims_is_a_comment() -> None:
    (comment,) = [a for a in _event()["Attribute"] if CLAIM.id in a["value"]]
    assert comment["type"] == "comment"
    assert "attacker-claimed" in comment["value"]


def test_techniques_are_tags() -> None:
    assert {"name": 'misp-galaxy:mitre-attack-pattern="Data Encrypted for Impact - T1486"'} in _event()["Tag"]


def test_the_last_comment_says_what_was_lost() -> None:
    assert _event()["Attribute"][-1]["value"].startswith("What this event could not carry:")


def test_an_exercise_says_so() -> None:
    assert _event(exercise=True)["info"].startswith("EXERCISE: ")
