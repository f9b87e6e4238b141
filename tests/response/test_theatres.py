from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from codedark.hospital import Hospital
from codedark.response.theatres import has_theatres, running
from tests.making import make_hospital

TUESDAY = datetime(2026, 1, 13)  # noqa: DTZ001  # the wall clock


def hospital(operations: str = "") -> Hospital:
    rows = """
        operation,days,start,duration_min,urgency,needs
        hip,mon tue,07:45,100,elective,theatre
        night,tue,23:30,120,emergency,theatre lab
        sunday,sun,23:50,30,urgent,theatre"""
    return make_hospital(services="service,theatres\ntheatre,2\nlab,0", operations=operations or rows)


def at(hour: int, minute: int, *, days: int = 0, second: int = 0) -> list[str]:
    moment = TUESDAY + timedelta(days=days, hours=hour, minutes=minute, seconds=second)
    return [str(one.operation) for one in running(hospital(), moment)]


@pytest.mark.parametrize(("minute", "runs"), [(44, []), (45, ["hip"])])
def test_an_operation_runs_from_its_first_minute(minute: int, runs: list[str]) -> None:
    assert at(7, minute) == runs


@pytest.mark.parametrize(("minute", "runs"), [(24, ["hip"]), (25, [])])
def test_an_operation_runs_to_its_last_minute(minute: int, runs: list[str]) -> None:
    assert at(9, minute, second=59) == runs


def test_on_another_day_it_does_not_run() -> None:
    assert at(8, 0, days=1) == []


def test_one_that_began_before_midnight_runs_on_after_it() -> None:
    assert at(0, 30, days=1) == ["night"]
    assert at(1, 30, days=1) == []
    assert at(0, 30) == [], "the night before was another day's"


def test_sunday_night_runs_into_monday() -> None:
    assert at(0, 10, days=-1) == ["sunday"]


def test_what_it_loses_is_told_beside_what_is_left_of_it() -> None:
    lost = frozenset(hospital().services)
    (one,) = running(hospital(), TUESDAY.replace(hour=23, minute=31), [s for s in lost if s == "lab"])
    assert (one.loses, one.minutes_left) == (("lab",), 119)


def test_a_hospital_knows_whether_anybody_is_operated_there() -> None:
    assert has_theatres(hospital())
    assert not has_theatres(make_hospital(services="service,theatres\nlab,0"))
