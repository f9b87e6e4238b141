"""A bundle: valid STIX 2.1, the same bytes each time, nothing lost unseen."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest

from codedark.formats.export_told import Tlp
from codedark.formats.stix_bundle import stix_bundle
from codedark.formats.stix_marks import OURS
from tests.formats.export_cases import (
    assert_nothing_is_lost_unseen,
    assert_secrets_stay,
    parsed,
    telling,
)


def _objects(kind: str, **how: Any) -> list[dict[str, Any]]:
    return [one for one in parsed(stix_bundle(telling(**how)))["objects"] if one["type"] == kind]


def test_stix2_reads_every_object_without_custom_content() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import stix2

        bundle = stix2.parse(stix_bundle(telling()).raw.decode(), version="2.1")
    kinds = {one["type"] for one in bundle.objects}
    assert {"incident", "identity", "indicator", "attack-pattern", "note", "vulnerability", "relationship"} <= kinds


def test_every_reference_leads_to_an_object_of_the_bundle() -> None:
    objects = parsed(stix_bundle(telling()))["objects"]
    ids = {one["id"] for one in objects}
    assert len(ids) == len(objects)

    def refs(told: Any) -> list[str]:
        if isinstance(told, dict):
            return [
                ref
                for key, value in told.items()
                for ref in (
                    ([value] if isinstance(value, str) else value) if key.endswith(("_ref", "_refs")) else refs(value)
                )
            ]
        return [ref for each in told for ref in refs(each)] if isinstance(told, list) else []

    assert set(refs(objects)) <= ids


def test_the_same_view_gives_the_same_bytes() -> None:
    assert stix_bundle(telling()).raw == stix_bundle(telling()).raw


def test_every_account_is_in_the_bundle_or_in_the_list() -> None:
    told = telling()
    assert_nothing_is_lost_unseen(told, stix_bundle(told))


def test_what_may_not_leave_stays() -> None:
    assert_secrets_stay(stix_bundle(telling()))
    red = stix_bundle(telling(Tlp.RED))
    assert "secret plan" in red.raw.decode()


def test_all_is_marked() -> None:
    for one in parsed(stix_bundle(telling(Tlp.GREEN)))["objects"]:
        if one["type"] not in ("marking-definition", "extension-definition") and one.get("name") != "codedark":
            assert one["object_marking_refs"][0] == "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"


def test_what_was_lost_is_said_in_the_bundle() -> None:
    exported = stix_bundle(telling())
    (note,) = [one for one in _objects("note") if one["abstract"] == "What this bundle could not carry"]
    assert len(note["extensions"][OURS]["not_carried"]) == len(exported.could_not_carry)


@pytest.mark.parametrize("day", [-1, 0, 2, 10])
def test_any_moment_gives_json(day: int) -> None:
    json.loads(stix_bundle(telling(day=day)).raw)
