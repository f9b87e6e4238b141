from __future__ import annotations

import json
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from codedark.formats.fhir_elements import Element, next_page, resources_of
from codedark.hospital.gathered import Gathered
from tests.formats.adt_messages import at


def element(**value: object) -> Element:
    return Element("b.json", "entry[0].resource", value, Gathered())


def test_elements_of_the_wrong_kind_count_as_absent_and_are_told_with_their_path() -> None:
    one = element(status=3, period=[], location=[{}, "x"], identifier={})
    assert (one.text("status"), one.one("period"), list(one.many("identifier"))) == ("", None, [])
    assert [e.path for e in one.many("location")] == ["entry[0].resource.location[0]"]
    assert [f.column for f in one.faults.faults] == [
        f"entry[0].resource.{name}" for name in ("status", "period", "identifier", "location[1]")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024-05-17T08:15:00Z", "202405170815"),
        ("2024-05-17T08:15:00.123+02:00", "202405170615"),
        ("2024-05-17T08:15:00", "202405170615"),
        ("2024-05-17", "202405162200"),
    ],
)
def test_moments_are_read_in_utc(text: str, told: str) -> None:
    found = element(start=text).moment("start", ZoneInfo("Europe/Brussels"))
    assert found is not None and found.replace(microsecond=0) == at(told)


@pytest.mark.parametrize("text", ["2024-13-01", "soon", "2024-05-17T25:00:00Z", "0001-01-01T00:00:00+23:00"])
def test_what_is_no_moment_is_told(text: str) -> None:
    one = element(start=text)
    assert one.moment("start", UTC) is None
    assert [(f.column, f.value) for f in one.faults.faults] == [("entry[0].resource.start", text)]


def test_whole_numbers_are_at_least_one() -> None:
    one = element(a=90, b=0, c="90", d=True)
    assert [one.whole(name) for name in "abcde"] == [90, None, None, None, None] and len(one.faults.faults) == 3


def test_codes_of_one_concept_and_of_several() -> None:
    concept = {"coding": [{"code": "x"}, {"code": "y"}]}
    assert [c.text("code") for c in element(a=concept).codes("a")] == ["x", "y"]
    assert [c.text("code") for c in element(a=[concept, {}]).codes("a")] == ["x", "y"]


def read(raw: bytes) -> tuple[list[str], list[str | None]]:
    faults = Gathered()
    found = [one.path for _, one in resources_of("b.json", raw, faults)]
    return found, [f.column for f in faults.faults]


def test_a_bundle_is_its_resources_and_a_resource_is_itself() -> None:
    entries = [{"resource": {"resourceType": "Patient"}}, {}, {"resource": {}}, 7]
    raw = json.dumps({"resourceType": "Bundle", "entry": entries}).encode()
    assert read(raw) == (["entry[0].resource"], ["entry[1].resource", "entry[2].resource", "entry[3]"])
    assert read(b'{"resourceType": "Patient"}') == ([""], [])


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"{}", b'{"resourceType": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_resource_is_one_fault(raw: bytes) -> None:
    assert read(raw) == ([], [None])


def test_the_next_page_is_found_or_there_is_none() -> None:
    links = [{"relation": "self", "url": "a"}, {"relation": "next", "url": "b"}]
    assert next_page(json.dumps({"link": links}).encode()) == "b"
    for raw in (b"", b"{}", b'{"link": 3}', b"\xff"):
        assert next_page(raw) == ""
