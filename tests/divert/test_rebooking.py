from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from math import inf
from random import Random

import pytest

from codedark.divert.free_slots import FreeSlot
from codedark.divert.rebooking import LATE_FACTOR, Rebooked, late_days, rebook
from codedark.divert.theatre_lines import TheatreLine
from codedark.hospital.records import OperationId, ServiceId
from codedark.hospital.words import Urgency

DAY = date(2024, 3, 5)
WEIGHT = {Urgency.ELECTIVE: 1.0, Urgency.URGENT: 2.0, Urgency.EMERGENCY: 4.0}


def line(
    name: str, minutes: int = 60, urgency: Urgency = Urgency.ELECTIVE, due: int | None = None, theatres: str = "or"
) -> TheatreLine:
    return TheatreLine(
        operation=OperationId(name), day=DAY, start_min=480, duration_min=minutes, urgency=urgency, site=None,
        theatre="", patient=None, due=None if due is None else DAY + timedelta(days=due), needs=(ServiceId(theatres),),
        recovery=None, recovery_min=0, needs_told=True,
    )  # fmt: skip


def slot(ahead: int, minutes: int = 60, theatres: str = "or", start: int = 480) -> FreeSlot:
    return FreeSlot(day=DAY + timedelta(days=ahead), start_min=start, length_min=minutes, service=ServiceId(theatres))


def when(booked: tuple[Rebooked, ...]) -> dict[str, int]:
    return {one.line.operation: one.waits_days for one in booked}


def test_the_urgent_one_takes_the_first_day() -> None:
    assert when(rebook([line("a"), line("b", urgency=Urgency.URGENT)], [slot(1), slot(2)], WEIGHT)) == {"b": 1, "a": 2}


def test_the_one_that_is_due_takes_the_first_day() -> None:
    booked = rebook([line("a"), line("b", due=1)], [slot(1), slot(4)], WEIGHT)
    assert when(booked) == {"b": 1, "a": 4}
    assert all(one.late_days == 0 for one in booked)


def test_a_day_past_its_due_date_is_said() -> None:
    (one,) = rebook([line("a", due=2)], [slot(5)], WEIGHT)
    assert (one.late_days, one.waits_days) == (3, 5)
    assert late_days(line("a"), one.slot.day) == 0


def test_as_many_as_possible_come_before_waiting_little() -> None:
    long, short = line("a", 120), line("b", 60)
    assert when(rebook([long, short], [slot(1, 120), slot(9, 60)], WEIGHT)) == {"a": 1, "b": 9}


def test_of_two_for_one_slot_the_urgent_one_gets_it() -> None:
    assert when(rebook([line("a"), line("b", urgency=Urgency.URGENT)], [slot(1)], WEIGHT)) == {"b": 1}


def test_of_two_for_one_late_slot_the_one_that_is_due_gets_it() -> None:
    assert when(rebook([line("a"), line("b", due=2)], [slot(4)], WEIGHT)) == {"b": 4}


def test_a_slot_too_short_of_other_theatres_or_of_the_same_day_is_none() -> None:
    assert rebook([line("a")], [slot(1, 59), slot(1, 60, "other"), slot(0)], WEIGHT) == ()
    assert len(rebook([line("a")], [slot(1, 60)], WEIGHT)) == 1


def test_what_is_left_of_a_slot_is_a_slot_again() -> None:
    booked = rebook([line("a"), line("b"), line("c")], [slot(1, 200)], WEIGHT, turnover_min=20)
    assert [(one.slot.start_min, one.slot.length_min) for one in booked] == [(480, 60), (560, 60)]
    assert len(rebook([line("a"), line("b"), line("c")], [slot(1, 220)], WEIGHT, turnover_min=20)) == 3


def test_a_slot_that_is_not_allowed_is_not_taken() -> None:
    assert when(rebook([line("a")], [slot(1), slot(3)], WEIGHT, lambda _, one: one.day > slot(2).day)) == {"a": 3}


def test_of_two_slots_of_a_day_the_tighter_one_is_taken() -> None:
    assert rebook([line("a")], [slot(1, 200), slot(1, 61, start=700)], WEIGHT)[0].slot.start_min == 700


@pytest.mark.parametrize("seed", range(25))
def test_one_round_is_as_good_as_trying_everything(seed: int) -> None:
    luck = Random(seed)
    lines = [
        line(f"o{i}", luck.choice([60, 90, 120]), luck.choice(list(Urgency)), luck.choice([None, 1, 3]))
        for i in range(luck.randrange(1, 5))
    ]
    slots = [
        slot(luck.randrange(1, 6), luck.choice([60, 90, 120]), start=480 + 10 * j) for j in range(luck.randrange(1, 5))
    ]
    booked = rebook(lines, slots, WEIGHT, turnover_min=1000)
    assert value([(one.line, one.slot) for one in booked], lines, slots) == best(lines, slots)
    shuffled = rebook(luck.sample(lines, len(lines)), luck.sample(slots, len(slots)), WEIGHT, turnover_min=1000)
    assert shuffled == booked
    taken = [(one.slot.day, one.slot.start_min) for one in booked]
    assert len(set(taken)) == len(taken) and len({one.line for one in booked}) == len(booked)


def value(
    pairs: list[tuple[TheatreLine, FreeSlot]], lines: list[TheatreLine], slots: list[FreeSlot]
) -> tuple[float, float]:
    """(weight without a slot, weighted days; who gets none waits until the day after the last slot)."""
    left = sum(WEIGHT[one.urgency] for one in lines) - sum(WEIGHT[one.urgency] for one, _ in pairs)
    on = {one.operation: got.day for one, got in pairs}
    after = max(one.day for one in slots) + timedelta(days=1)
    days = 0.0
    for one in lines:
        day = on.get(one.operation, after)
        days += WEIGHT[one.urgency] * ((day - one.day).days + LATE_FACTOR * late_days(one, day))
    return left, days


def best(lines: list[TheatreLine], slots: list[FreeSlot]) -> tuple[float, float]:
    """The least of every way to give each operation a slot or none."""
    found = (inf, inf)
    places = [*range(len(slots)), *[-1] * len(lines)]
    for way in set(permutations(places, len(lines))):
        pairs = [(one, slots[j]) for one, j in zip(lines, way, strict=True) if j >= 0]
        if all(one.duration_min <= got.length_min for one, got in pairs):
            found = min(found, value(pairs, lines, slots))
    return found
