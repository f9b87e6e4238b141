from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from codedark.paper.page_stamp import PageStamp, page_stamp
from tests.divert.plans_for_forms import AGE, FELL, MADE, hospital, plan


def stamp(**told: float | None) -> PageStamp:
    return page_stamp(hospital(), plan(**told), made_at=MADE, snapshot_age=AGE)


def test_the_foot_says_whose_when_how_old_and_that_beds_are_assumed() -> None:
    assert stamp().footer == {
        "hospital": "Harbour & Sons <Hospital>",
        "made": "plan made 10 Mar 2026 23:05",
        "snapshot": "snapshot 42 min old",
        "assumed": "ASSUMED BEDS: 5 % of recognised beds taken as free",
    }


def test_confirmed_beds_alone_assume_nothing_and_a_share_of_none_still_says_so() -> None:
    assert stamp(assumed_beds_pct=None).footer["assumed"] == ""
    assert stamp(assumed_beds_pct=0.0).footer["assumed"].startswith("ASSUMED BEDS: 0 %")


def test_a_plan_from_the_folder_says_so() -> None:
    assert replace(stamp(), snapshot_age="").footer["snapshot"] == "no snapshot: from the folder"


def test_the_day_is_that_of_the_wall() -> None:
    late = replace(stamp(), made_at=datetime.fromisoformat("2026-03-10T23:30:00+00:00"))
    assert late.day == date(2026, 3, 11)
    assert late.clock(FELL) == "10 Mar 22:50"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        page_stamp(hospital(), plan(), made_at=MADE.replace(tzinfo=None), snapshot_age=AGE)
