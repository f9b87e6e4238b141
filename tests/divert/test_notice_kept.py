from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from codedark.divert.notice_addressees import NumberToCall
from codedark.divert.notice_json import book_from_json
from codedark.divert.notice_kept import BadBook, KeptBook, kept_as_json, kept_from_json
from tests.divert.test_notice_faults import whole


def kept() -> KeptBook:
    number = NumberToCall(addressee="112 centre", whom="112 centre", number="000 11", second="")
    return KeptBook(hospital="North", timezone="Europe/Brussels", numbers=(number,), book=whole())


def told() -> Any:
    return json.loads(kept_as_json(kept()))


def places(answered: object) -> list[str]:
    with pytest.raises(BadBook) as bad:
        kept_from_json(json.dumps(answered).encode())
    return [place for place, _, _ in bad.value.wrong]


def test_a_book_comes_back_as_it_was_kept() -> None:
    raw = kept_as_json(kept())
    assert kept_from_json(raw) == kept() and kept_as_json(kept_from_json(raw)) == raw
    assert book_from_json(raw) == whole()
    assert str(kept().zone) == "Europe/Brussels"


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"{}", kept_as_json(kept())[:-40]])
def test_what_is_no_book_is_refused(raw: bytes) -> None:
    with pytest.raises(BadBook):
        kept_from_json(raw)


@pytest.mark.parametrize("name", ["hospital", "timezone", "numbers", "notices", "acknowledged", "repeated", "diverted"])
def test_a_field_that_is_missing_is_not_read_as_empty(name: str) -> None:
    answered = told()
    del answered[name]
    assert places(answered) == [f"$.{name}"]


def _set(name: str, value: object) -> Callable[[Any], None]:
    return lambda answered: answered.__setitem__(name, value)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_set("acknowleged", []), "$.acknowleged"),
        (_set("timezone", "Mars/Base"), "$.timezone"),
        (_set("timezone", "../../etc/passwd"), "$.timezone"),
        (_set("hospital", 3), "$.hospital"),
        (_set("repeated", {}), "$.repeated"),
        (lambda a: a["notices"][1].__setitem__("issued_at", "yesterday"), "$.notices[1].issued_at"),
        (lambda a: a["notices"][1]["content"].__setitem__("sinse", 1), "$.notices[1].content.sinse"),
        (lambda a: a["notices"][0]["content"]["services"][0].__setitem__("x", 1), "$.notices[0].content.services[0].x"),
        (lambda a: a["notices"][0]["addressees"].append(7), "$.notices[0].addressees[2]"),
        (lambda a: a["acknowledged"].append("x"), "$.acknowledged[1]"),
        (lambda a: a["acknowledged"][0].__setitem__("number", 8), "$.acknowledged[0].number"),
    ],
)
def test_every_fault_has_its_place(change: Callable[[Any], None], place: str) -> None:
    answered = told()
    change(answered)
    assert places(answered) == [place]


def test_all_faults_are_told_at_once() -> None:
    answered = told()
    answered["notices"][0]["number"] = "one"
    answered["repeated"][0]["at"] = 3
    answered["extra"] = 1
    assert set(places(answered)) == {"$.extra", "$.notices[0].number", "$.repeated[0].at"}
