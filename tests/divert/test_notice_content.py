from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from codedark.divert.inflows_lost import inflows_lost
from codedark.divert.notice_content import notice_content
from codedark.divert.service_status import Standing, service_status
from codedark.hospital.words import InflowKind
from tests.divert.telling import content
from tests.divert.two_sites import FELL_AT, TABLES, outage_of, two_sites


def test_only_what_is_not_full_is_told_with_share_since_and_until() -> None:
    lines = {line.name: line for line in content().services}
    assert set(lines) == {"Emergency north", "Theatres north", "Recovery north", "Mobile teams"}
    assert (lines["Emergency north"].share_pct, lines["Emergency north"].status) == (25, Standing.PARTIAL)
    assert lines["Emergency north"].until == FELL_AT + timedelta(minutes=120)
    assert (lines["Mobile teams"].share_pct, lines["Mobile teams"].until) == (0, None)


def test_none_comes_before_some_and_what_others_send_patients_to_first() -> None:
    lines = content("north-ehr", "dispatch", "lis", now_min=70.0).services
    assert [line.share_pct > 0 for line in lines] == sorted(line.share_pct > 0 for line in lines)
    gone = [line for line in lines if not line.share_pct]
    assert [line.name for line in gone] == ["Theatres north", "Laboratory", "Mobile teams"]
    assert [line.of_concern for line in gone] == [True, True, False]  # the stroke code comes for the laboratory


def test_doors_teams_and_arrangements_say_where_patients_go() -> None:
    told = content()
    (door,) = told.doors
    assert (door.name, door.share_pct, door.to, door.ambulances_per_h) == ("Emergency north", 25, "South", 1.5)
    assert told.crews_out == ("MUG mug-1",)
    assert {(flow.kind, flow.name, flow.kept_pct, flow.to) for flow in told.flows} == {
        (InflowKind.CODE, "Stroke", 0, "Near hospital"),
        (InflowKind.COURSE, "Dialysis", 100, ""),
        (InflowKind.SPOKE, "Hill hospital", 50, "Clinic without a door"),
        (InflowKind.SECTOR, "Upper valley", 50, "Far hospital"),
    }


def test_what_nobody_told_is_kept_beside_it() -> None:
    assert "unknown, not none" in content(inflows="inflow,kind\n").unknown[0]


def test_nothing_lost_is_empty() -> None:
    assert content(
        "nothing-else",
        services=TABLES["services"],
        applications=TABLES["applications"] + "        nothing-else,clinical,\n",
    ).empty
    assert not content().empty


def test_a_moment_needs_its_zone() -> None:
    hospital = two_sites()
    outage = outage_of(hospital, "lis")
    statuses = service_status(hospital, outage)
    with pytest.raises(ValueError, match="time zone"):
        notice_content(hospital, statuses, inflows_lost(hospital, outage, statuses), datetime(2024, 3, 5))  # noqa: DTZ001
