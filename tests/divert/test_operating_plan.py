from __future__ import annotations

from datetime import date, timedelta

from codedark.divert.free_slots import FreeSlot
from codedark.divert.operating_plan import FALLEN, Decision, OperatingPlan, OperationDecided
from codedark.divert.theatre_lines import theatre_lines
from codedark.hospital.records import ServiceId, SiteId
from tests.divert.two_sites import FELL_AT, two_sites

HIP, KNEE = theatre_lines(two_sites(), date(2024, 3, 5))[:2]
"""The hip is due on the seventh; no due date is told for the knee."""
SLOT = FreeSlot(day=date(2024, 3, 6), start_min=480, length_min=120, service=ServiceId("or-n"))


def one(decision: Decision, line: object = HIP, **told: object) -> OperationDecided:
    return OperationDecided(**{"line": line, "decision": decision, "because": None, "why": "", **told})  # type: ignore[arg-type]


def plan(*rows: OperationDecided) -> OperatingPlan:
    return OperatingPlan(fell_at=FELL_AT, days=(date(2024, 3, 5),), operations=rows, slots_free=0, notes=())


def test_only_what_does_not_take_place_here_has_fallen() -> None:
    rows = [one(decision) for decision in Decision]
    assert {row.decision for row in plan(*rows).fallen} == FALLEN == {"moved to a partner", "re-booked", "cancelled"}


def test_decisions_are_counted_in_their_order_and_none_is_not_said() -> None:
    assert list(plan(one(Decision.CANCELLED), one(Decision.FINISHES), one(Decision.CANCELLED)).count().items()) == [
        (Decision.FINISHES, 1), (Decision.CANCELLED, 2),
    ]  # fmt: skip


def test_a_due_date_is_held_by_a_slot_in_time_or_another_house() -> None:
    assert plan(one(Decision.CANCELLED)).overdue
    assert plan(one(Decision.RE_BOOKED, slot=SLOT, late_days=1)).overdue
    assert not plan(one(Decision.RE_BOOKED, slot=SLOT, late_days=0)).overdue
    assert not plan(one(Decision.MOVED, to=SiteId("far"))).overdue
    assert not plan(one(Decision.CANCELLED, KNEE)).overdue and not plan(one(Decision.GOES_AHEAD)).overdue


def test_a_slot_is_ordered_by_day_first() -> None:
    later = FreeSlot(day=SLOT.day + timedelta(days=1), start_min=0, length_min=15, service=ServiceId("a"))
    assert later > SLOT
