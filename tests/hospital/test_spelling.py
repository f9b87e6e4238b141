from __future__ import annotations

import pytest

from codedark.hospital.spelling import _SEARCHES, Spelling


@pytest.mark.parametrize(
    ("name", "near"), [("ofice", "office"), ("OFFICE", "office"), ("lap", "lab"), ("pump", None), ("", None)]
)
def test_the_nearest_name_is_found_or_none(name: str, near: str | None) -> None:
    assert Spelling(["office", "lab"]).nearest(name) == near


def test_among_a_crowd_a_near_name_is_still_found() -> None:
    assert Spelling(f"ws-{i:05d}" for i in range(50_000)).nearest("ws-0012a") is not None


def test_after_many_searches_only_capitals_are_mended() -> None:
    spelling = Spelling(["office"])
    for i in range(_SEARCHES):
        spelling.nearest(f"x{i}")
    assert spelling.nearest("ofice") is None
    assert spelling.nearest("Office") == "office"


def test_the_fix_says_what_else_to_do() -> None:
    assert Spelling(["lab"]).fix("lap", "add it") == "did you mean 'lab'? Otherwise add it"
    assert Spelling([]).fix("lap", "add it") == "add it"
