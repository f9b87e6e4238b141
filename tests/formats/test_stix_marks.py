"""Markings and extension of a bundle."""

from __future__ import annotations

import re

import pytest

from codedark.formats.export_told import Tlp
from codedark.formats.stix_marks import (
    INCIDENT_CORE,
    OURS,
    TLP_2,
    attack_marking,
    extension_definition,
    maker,
    stix_id,
    tlp_marking,
)
from codedark.record.attack_techniques import COPYRIGHT

UUID_FORM = re.compile(r"[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.mark.parametrize("tlp", Tlp)
def test_every_level_has_its_own_marking(tlp: Tlp) -> None:
    marking = tlp_marking(tlp)
    assert UUID_FORM.fullmatch(marking["id"])
    assert marking["extensions"][TLP_2]["tlp_2_0"] == tlp.lower()
    assert len({tlp_marking(level)["id"] for level in Tlp}) == len(Tlp)


def test_ids_are_made_from_their_parts() -> None:
    assert stix_id("note", "a", "b") == stix_id("note", "a", "b")
    assert len({stix_id("note", "a", "b"), stix_id("note", "ab"), stix_id("note", "a"), stix_id("malware", "a")}) == 4
    assert all(UUID_FORM.fullmatch(one) for one in (OURS, INCIDENT_CORE, stix_id("indicator", "x")))


def test_our_extension_explains_itself() -> None:
    told = extension_definition()
    assert told["id"] == OURS
    assert told["created_by_ref"] == maker()["id"]
    assert all(word in told["schema"] for word in ("assertion", "standing", "not_carried"))


def test_names_of_techniques_come_with_their_copyright_line() -> None:
    assert attack_marking()["definition"] == {"statement": COPYRIGHT}


def test_our_ids_never_change() -> None:
    assert OURS == "extension-definition--dbdae618-f491-5ba6-ba18-e81c51266ede"
    assert maker()["id"] == "identity--1f93705f-fccb-56ad-a94d-f1de1147f9ee"
