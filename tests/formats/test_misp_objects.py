"""Templates and attributes of MISP."""

from __future__ import annotations

import json

import pytest

from codedark.formats.misp_objects import TEMPLATES, filled, misp_uuid
from tests.conftest import shared_folder
from tests.record.making import START


@pytest.mark.shared_data("data/incident/misp-objects")
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_misps(name: str) -> None:
    theirs = json.loads((shared_folder() / f"data/incident/misp-objects/{name}.json").read_bytes())
    ours = TEMPLATES[name]
    assert (ours.uuid, ours.version) == (theirs["uuid"], theirs["version"])
    assert all(theirs["attributes"][relation]["misp-attribute"] == kind for relation, kind in ours.types.items())
    assert set(ours.required) == set(theirs.get("required") or theirs["requiredOneOf"])


def test_an_attribute_the_template_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        filled("i", START, "incident", [("name", "x"), ("colour", "red")])


def test_an_object_without_what_it_requires_is_refused() -> None:
    with pytest.raises(ValueError, match="fill what the template has"):
        filled("i", START, "incident", [("description", "x")])


def test_the_same_parts_give_the_same_id() -> None:
    assert misp_uuid("a", "b") == misp_uuid("a", "b") != misp_uuid("ab")
