from __future__ import annotations

from datetime import date

from codedark.divert.free_slots import FreeSlot, free_slots
from codedark.hospital.records import ServiceId
from tests.divert.two_sites import two_sites

WEDNESDAY = date(2024, 3, 6)


def gaps(operations: str, days: int = 1, turnover_min: int = 20) -> list[tuple[int, int, str]]:
    hospital = two_sites(operations="operation,site,days,start,duration_min,urgency,needs\n" + operations)
    return [
        (s.start_min, s.length_min, s.service) for s in free_slots(hospital, WEDNESDAY, days, turnover_min=turnover_min)
    ]


def test_a_gap_is_what_is_left_between_two_operations_less_changing_over() -> None:
    two = "a,south,daily,08:00,60,elective,or-s\nb,south,daily,11:00,60,elective,or-s\n"
    assert gaps(two) == [(560, 80, "or-s")]
    assert gaps(two, turnover_min=50) == [(590, 20, "or-s")]
    assert gaps(two, turnover_min=55) == []  # ten minutes are no slot


def test_a_theatre_that_ends_early_is_free_until_the_last_planned_end() -> None:
    assert gaps("a,north,daily,08:00,60,elective,or-n\nb,north,daily,08:00,240,elective,or-n\n") == [(560, 160, "or-n")]


def test_overlapping_operations_stand_in_different_theatres() -> None:
    assert gaps("a,north,daily,08:00,120,elective,or-n\nb,north,daily,09:00,60,elective,or-n\n", turnover_min=0) == [
        (480, 60, "or-n"),
    ]  # fmt: skip


def test_a_theatre_kept_for_emergencies_is_not_free_and_gives_no_hours() -> None:
    assert gaps("a,north,daily,08:00,60,elective,or-n\nz,north,daily,08:00,30,emergency,or-n\n") == []
    assert gaps("z,north,daily,08:00,30,emergency,or-n\n") == []


def test_an_emergency_after_hours_makes_no_gap_before_it() -> None:
    assert gaps("a,north,daily,08:00,60,elective,or-n\nz,north,daily,14:00,30,emergency,or-n\n") == []
    early = "z,north,daily,06:00,30,emergency,or-n\na,north,daily,08:00,60,elective,or-n\n"
    assert gaps(early) == []


def test_days_without_a_list_have_no_gap_and_days_come_in_order() -> None:
    found = free_slots(two_sites(), WEDNESDAY, 7)
    assert {slot.day.weekday() for slot in found} == {0, 1, 2, 3, 4}
    assert list(found) == sorted(found)
    assert FreeSlot(day=WEDNESDAY, start_min=560, length_min=80, service=ServiceId("or-s")) in found
    assert free_slots(two_sites(operations="operation\n"), WEDNESDAY, 7) == ()
