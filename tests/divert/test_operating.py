from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from codedark.divert.census import Listed
from codedark.divert.free_slots import FreeSlot
from codedark.divert.operating import operating
from codedark.divert.operating_plan import Decision, OperatingPlan, OperationDecided
from codedark.hospital.records import OperationId, PatientId, ServiceId, SiteId
from codedark.hospital.words import Urgency
from tests.divert.two_sites import FELL_AT, TABLES, outage_of, two_sites

TUESDAY = date(2024, 3, 5)
THURSDAY = datetime(2024, 3, 7, 6, tzinfo=UTC)
ALONE = {"region": "hospital,name,beds_recognised\n", "travel_min": "from,to,minutes\n", "inflows": "inflow,kind\n"}
"""Tables of a hospital with no neighbour."""


def plan(
    *off: str,
    fell_at: datetime = FELL_AT,
    days: tuple[date, ...] = (TUESDAY,),
    tables: dict[str, str] | None = None,
    **told: Any,
) -> OperatingPlan:
    hospital = two_sites(**(tables or {}))
    return operating(hospital, outage_of(hospital, *off), fell_at, days, **told)


def decided(one: OperatingPlan) -> dict[str, OperationDecided]:
    return {row.line.operation: row for row in one.operations}


def decisions(one: OperatingPlan) -> dict[str, Decision]:
    return {name: row.decision for name, row in decided(one).items()}


def test_each_operation_gets_one_decision_with_its_service() -> None:
    told = decided(plan("north-ehr"))
    assert {name: (row.decision, row.because) for name, row in told.items()} == {
        "hip": (Decision.CANCELLED, "or-n"),
        "knee": (Decision.CANCELLED, "or-n"),
        "hand": (Decision.MOVED, "or-n"),
        "acute": (Decision.MOVED, "or-n"),
        "nose": (Decision.GOES_AHEAD, None),
        "throat": (Decision.GOES_AHEAD, None),
    }


def test_in_progress_finishes_and_on_paper_goes_on() -> None:
    tables = {"services": TABLES["services"].replace("north-ehr,60,0.5", "north-ehr,600,0.5")}
    told = decisions(plan("north-ehr", fell_at=FELL_AT.replace(hour=8, minute=30), tables=tables))
    assert told["hip"] is told["hand"] is Decision.FINISHES
    assert (told["acute"], told["knee"]) == (Decision.ON_PAPER, Decision.CANCELLED)


def test_over_with_its_recovery_is_done() -> None:
    told = decisions(plan("north-ehr", fell_at=FELL_AT.replace(hour=9, minute=10)))
    assert (told["hand"], told["hip"]) == (Decision.DONE, Decision.FINISHES)


def test_what_cannot_wait_moves_to_our_own_theatres_first_then_to_a_partner() -> None:
    told = decided(plan("north-ehr"))
    assert (told["acute"].to, told["acute"].road_min) == ("south", 30.0)
    both = decided(plan("north-ehr", "south-ehr"))
    assert (both["acute"].to, both["hand"].to) == ("far", "far") and "nobody asked yet" in both["acute"].why
    assert both["nose"].decision is Decision.CANCELLED


def test_a_partner_takes_no_more_than_it_said_and_emergencies_come_first() -> None:
    told = decided(plan("north-ehr", "south-ehr", partners={SiteId("far"): 1}))
    assert (told["acute"].to, told["hand"].decision) == ("far", Decision.CANCELLED)
    near = decided(plan("north-ehr", "south-ehr", partners={SiteId("far"): 1, SiteId("near"): 5}))
    assert (near["acute"].to, near["hand"].to) == ("near", "near")


def test_a_partner_that_is_down_takes_nothing_and_an_emergency_is_never_re_booked() -> None:
    told = decided(plan("north-ehr", "south-ehr", down={SiteId("far")}, back_at=THURSDAY))
    assert told["acute"].decision is Decision.CANCELLED and "decide by telephone now" in told["acute"].why
    assert told["hand"].decision is Decision.RE_BOOKED


def test_nothing_is_re_booked_before_anybody_told_when_services_are_back() -> None:
    extra = [FreeSlot(day=TUESDAY + timedelta(days=4), start_min=480, length_min=300, service=ServiceId("or-n"))]
    told = plan("north-ehr", extra_slots=extra)
    assert told.slots_free == 0 and "nobody told when services are back: nothing is re-booked" in told.notes
    assert "nobody told when" in decided(told)["hip"].why


def test_an_operation_is_re_booked_into_a_gap_after_its_services_are_back() -> None:
    told = decided(plan("north-ehr", back_at=THURSDAY, tables=ALONE))
    for name in ("hip", "knee", "hand"):
        slot = told[name].slot
        assert slot is not None and told[name].decision is Decision.RE_BOOKED
        assert (
            slot.day >= THURSDAY.date() and slot.service == "or-n" and slot.length_min == told[name].line.duration_min
        )
    short = decided(plan("north-ehr", back_at=THURSDAY, slot_days=2, tables=ALONE))  # one gap of 160 min, on Thursday
    assert {name for name in ("hip", "knee", "hand") if short[name].slot} == {"hand"}
    assert short["hip"].decision is Decision.CANCELLED and "no free slot" in short["hip"].why


def test_a_slot_waits_for_every_service_of_the_operation_and_not_only_for_its_theatre() -> None:
    saturday = FreeSlot(day=date(2024, 3, 9), start_min=480, length_min=120, service=ServiceId("or-n"))
    early = {ServiceId("or-n"): THURSDAY, ServiceId("wake-n"): THURSDAY}
    late = early | {ServiceId("wake-n"): datetime(2024, 3, 9, 8, 1, tzinfo=UTC)}
    got = decided(plan("north-ehr", back_at=early, extra_slots=[saturday], slot_days=0))
    assert got["hip"].slot == saturday
    none = decided(plan("north-ehr", back_at=late, extra_slots=[saturday], slot_days=0))
    assert none["hip"].decision is Decision.CANCELLED and "no free slot" in none["hip"].why
    alone = decided(plan("north-ehr", back_at=late, extra_slots=[saturday], slot_days=0, tables=ALONE))
    assert alone["hand"].slot is not None  # it needs no recovery


def test_a_due_date_that_is_not_held_is_said() -> None:
    saturday = FreeSlot(day=date(2024, 3, 9), start_min=480, length_min=120, service=ServiceId("or-n"))
    told = plan("north-ehr", back_at=THURSDAY, extra_slots=[saturday], slot_days=0)
    hip = decided(told)["hip"]
    assert (hip.decision, hip.late_days) == (Decision.RE_BOOKED, 2) and "2 days past its due date" in hip.why
    assert [one.line.operation for one in told.overdue] == ["hip"]
    assert [one.line.operation for one in plan("north-ehr").overdue] == ["hip"]
    assert decided(told)["knee"].late_days is None


def test_services_back_the_same_morning_lose_only_what_starts_before() -> None:
    told = decisions(plan("north-ehr", back_at=FELL_AT + timedelta(hours=3), tables=ALONE))
    assert (told["knee"], told["acute"]) == (Decision.GOES_AHEAD, Decision.GOES_AHEAD)
    assert told["hip"] in {Decision.CANCELLED, Decision.RE_BOOKED}


def test_several_days_share_the_slots_and_nothing_is_re_booked_into_a_day_of_the_list() -> None:
    told = plan("north-ehr", days=(TUESDAY, date(2024, 3, 6)), back_at=THURSDAY, tables=ALONE)
    slots = [one.slot for one in told.operations if one.slot is not None]
    assert len({(s.day, s.start_min, s.service) for s in slots}) == len(slots) >= 2
    assert min(s.day for s in slots) > date(2024, 3, 6)
    assert told.days == (TUESDAY, date(2024, 3, 6)) and len(told.operations) == 12


def test_an_operation_of_the_night_before_that_still_runs_is_on_the_list() -> None:
    operations = TABLES["operations"] + "        night,north,mon,23:00,240,emergency,,or-n,,\n"
    told = plan("north-ehr", fell_at=FELL_AT.replace(hour=2), tables={"operations": operations})
    assert told.operations[0].line.operation == "night" and told.operations[0].decision is Decision.FINISHES
    assert "night" not in decisions(plan("north-ehr", tables={"operations": operations}))


def test_the_snapshots_list_counts_and_what_nobody_described_is_said() -> None:
    one = Listed(
        operation=OperationId("N-1"), patient=PatientId("p-1"), site=SiteId("south"), theatre="T1", day=TUESDAY,
        start_min=540, duration_min=60, urgency=Urgency.ELECTIVE,
    )  # fmt: skip
    told = plan("south-ehr", listed=[one])
    assert decisions(told) == {"N-1": Decision.CANCELLED} and "1 operations of the snapshot" in told.notes[0]
    bare = plan("south-ehr", listed=[one], tables={"operations": "operation\n"})
    assert decisions(bare) == {"N-1": Decision.UNDECIDED} and bare.fallen == ()


def test_paper_minutes_nobody_told_are_said() -> None:
    assert any("planned as not at all: Laboratory" in note for note in plan("lis").notes)
    assert decided(plan("lis"))["hip"].because == "lab"


def test_an_empty_list_is_said_and_no_day_at_all_is_a_mistake() -> None:
    assert "no operation is on the list" in plan("lis", tables={"operations": "operation\n"}).notes[0]
    with pytest.raises(ValueError, match="name the local dates"):
        plan("lis", days=())


def test_a_moment_without_a_zone_beside_one_with_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="one has a time zone"):
        plan("north-ehr", back_at=datetime(2024, 3, 7))  # noqa: DTZ001
