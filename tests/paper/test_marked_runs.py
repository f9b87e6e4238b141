from __future__ import annotations

import pytest

from codedark.paper.marked_runs import MARKED, mark_samples, marked_runs
from codedark.record.assertion import Status
from codedark.record.report_texts import LANGUAGES, word

EVERY = pytest.mark.parametrize("lang", LANGUAGES)


def test_three_statuses_are_marked() -> None:
    assert set(MARKED) == {Status.INFERRED, Status.ASSUMED, Status.DISPUTED}


@EVERY
def test_a_mark_of_each_status_is_found_with_its_reason(lang: str) -> None:
    for status in MARKED:
        mark = word(lang, "phrase", "mark", status=word(lang, "status", status), reason="as (nearly) all say so")
        assert marked_runs(f"70 {mark}; more", lang) == [("70 ", False), (mark, True), ("; more", False)]


@EVERY
def test_the_pieces_joined_are_the_text(lang: str) -> None:
    for text in (
        "",
        "(",
        "a (b) c",
        f"{mark_samples(lang)[0]}{mark_samples(lang)[1]}",
        "70 (disputed) (assumed, x) (y",
    ):
        assert "".join(piece for piece, _ in marked_runs(text, lang)) == text


def test_brackets_that_are_no_mark_are_none() -> None:
    assert marked_runs("70 (Tuesday) (disputedly) [disputed]", "en") == [
        ("70 (Tuesday) (disputedly) [disputed]", False)
    ]


def test_a_mark_alone_is_one_piece() -> None:
    assert marked_runs("(disputed: accounts differ, see below)", "en") == [
        ("(disputed: accounts differ, see below)", True)
    ]
