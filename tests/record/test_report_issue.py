from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from codedark.record.entry import Entry
from codedark.record.report import ReportKind
from codedark.record.report_issue import issue, issued, last_before, next_number
from tests.record.making import START, chain
from tests.record.report_making import made


def left(*hours: int) -> list[Entry]:
    """Reports that left, as of so many hours, numbered as told."""
    drafts = [
        (issue(made(as_of=START + timedelta(hours=hour), issue=True), b"page", role="commander", lang="nl", form="pdf"),
         START + timedelta(hours=hour + 1))
        for hour in hours
    ]  # fmt: skip
    return chain(drafts)


def test_a_report_that_leaves_is_in_the_log_with_its_hash_and_heads() -> None:
    report = made(issue=True)
    draft = issue(report, b"page", role="commander", lang="nl", form="pdf")
    details = draft.body.details
    (head,) = report.head.heads
    assert details["sha256"] == sha256(b"page").hexdigest()
    assert details[f"head_{head.device}"] == f"{head.seq} {head.hash}"
    assert (details["situation_report"], details["lang"], details["format"], details["tlp"]) == (
        "1", "nl", "pdf", "AMBER"
    )  # fmt: skip
    assert draft.role == "commander" and "Situation report 1" in draft.body.text


def test_what_left_is_read_back() -> None:
    (one,) = issued(left(5))
    assert (one.number, one.as_of, one.recorded_at) == (1, START + timedelta(hours=5), START + timedelta(hours=6))
    assert one.sha256 == sha256(b"page").hexdigest()


def test_numbers_go_on_and_begin_at_one() -> None:
    assert next_number(()) == 1
    assert next_number(issued(left(5))) == 2
    first, second = issued(left(5))[0], replace(issued(left(5))[0], number=7)
    assert next_number((first, second)) == next_number((second, first)) == 8


def test_the_last_report_before_a_moment_is_by_what_it_speaks_of() -> None:
    before = issued(left(5, 9))
    assert last_before(before, START + timedelta(hours=7)) == START + timedelta(hours=5)
    assert last_before(before, START + timedelta(hours=5)) is None
    assert last_before(before, START + timedelta(days=2)) == START + timedelta(hours=9)


@pytest.mark.parametrize("more", [{}, {"issue": True, "kind": ReportKind.FINAL}])
def test_neither_a_draft_nor_another_kind_is_issued(more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="only a numbered situation report is issued"):
        issue(made(**more), b"page", role="commander", lang="nl", form="pdf")
