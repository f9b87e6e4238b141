"""The examples' hospital is what its doctests say it is."""

from __future__ import annotations

from codedark.reach import Verdict, compile, find_path, find_place
from codedark.reach.toy import toy_hospital


def test_the_office_gets_to_the_directory_through_the_record_and_nobody_gets_back() -> None:
    toy = toy_hospital()
    reach = compile(toy)
    verdicts = {
        (one, other): find_path(
            toy, reach, find_place(toy, one, option="--from"), find_place(toy, other, option="--to")
        ).verdict
        for one, other in (("ws-1", "ehr-1"), ("ws-1", "dc-1"), ("dc-1", "ws-1"), ("outside", "ws-1"))
    }
    assert list(verdicts.values()) == [Verdict.DIRECT, Verdict.VIA, Verdict.NO, Verdict.NO]
