"""The course of an attack on the clinic: alarms, hours, who is struck and who was off."""

from __future__ import annotations

from math import inf

import pytest

from codedark.drill.board import Board, compile_board
from codedark.drill.parameters import AT, ranges_of
from codedark.drill.plain_attack import at_night, play_course
from codedark.drill.scenario import Arm
from codedark.hospital.words import Policy, Role
from tests.drill.clinic import bad_day, clinic

PLAYS = 60


def board(policy: Policy = Policy.FULL_SHUTDOWN, *, pinned: bool = False) -> Board:
    return compile_board(clinic(), bad_day(), Arm(name="test", response=policy, pinned=pinned))


def row(**changed: float) -> list[float]:
    values = [told.mid for told in ranges_of(clinic(), bad_day())]
    for name, value in changed.items():
        values[AT[name.replace("__", ".")]] = value
    return values


@pytest.mark.parametrize(
    ("minute", "night"),
    [(0, True), (7 * 60 - 1, True), (7 * 60, False), (20 * 60 - 1, False), (20 * 60, True), (4 * 1440 + 720, True)],
)
def test_the_desk_is_empty_at_night_and_at_the_weekend(minute: int, night: bool) -> None:
    """The clock starts on a Tuesday: its fifth day is a Saturday."""
    assert at_night(board(), float(minute)) is night


def test_only_hosts_of_the_roles_told_are_switched_off() -> None:
    hospital = clinic()
    course = play_course(board(), row(), 1, 0)
    for h, host in enumerate(hospital.hosts):
        assert (course.off[h] < inf) == (host.role in hospital.settings.response.off_roles)
    assert Role.WORKSTATION not in hospital.settings.response.off_roles


def test_nobody_answering_switches_nothing_off() -> None:
    course = play_course(board(Policy.NONE), row(), 1, 0)
    assert course.cut == inf and set(course.off) == {inf}


def test_a_pinned_morning_cuts_at_its_minute() -> None:
    course = play_course(board(pinned=True), row(), 1, 0)
    assert (course.alarm, course.cut, course.cut_done) == (360.0, 365.0, 365.0)


def test_the_decision_takes_longer_at_night() -> None:
    p = row(response__decision_min=30.0, response__night_factor=3.0, response__alert_acted_on=0.0)
    course = play_course(board(), p, 1, 0)
    assert course.alarm == (5 + 2) * 60  # destruction at five, recognised two hours later: seven, the day begins
    assert course.decision == course.alarm + 30
    early = play_course(board(), row(response__decision_min=30.0, response__night_factor=3.0,
                                     response__alert_acted_on=0.0, detection__recognised_h=1.9), 1, 0)  # fmt: skip
    assert early.decision == pytest.approx(early.alarm + 90)


def test_no_account_and_nobody_vulnerable_leaves_the_foothold_alone() -> None:
    p = row(attack__account_taken=0.0, attack__vulnerable_share=0.0)
    for r in range(PLAYS):
        course = play_course(board(Policy.NONE), p, 1, r)
        assert sum(t < inf for t in course.struck) == 1


def test_the_account_of_all_takes_all_that_can_be_reached() -> None:
    p = row(attack__account_taken=1.0, attack__dwell_h=1000.0)
    course = play_course(board(Policy.NONE), p, 1, 0)
    assert all(t < inf for t in course.struck)


def test_a_cut_held_long_enough_before_the_hour_averts_it() -> None:
    told = row(attack__dwell_h=1000.0, response__alert_acted_on=1.0, response__hold_h=1.0, response__decision_min=1.0,
               response__shutdown_min=1.0, detection__alerts_before=6.0, attack__strikes_when_cut=0.0)  # fmt: skip
    averted = [play_course(board(), told, 1, r) for r in range(PLAYS)]
    assert all(set(course.struck) == {inf} for course in averted)
    at_once = told.copy()
    at_once[AT["attack.strikes_when_cut"]] = 1.0
    struck = [play_course(board(), at_once, 1, r) for r in range(PLAYS)]
    assert all(min(course.struck) >= course.cut for course in struck)
    assert any(min(course.struck) < inf for course in struck)


def test_a_host_is_hit_only_if_struck_before_it_was_off() -> None:
    course = play_course(board(Policy.NONE), row(), 1, 0)
    h = course.struck.index(min(course.struck))
    course.off[h] = course.struck[h] - 1
    assert not course.hit(h) and course.lost(h) == (course.off[h], 2)
    course.off[h] = course.struck[h]
    assert course.hit(h)


def test_the_same_replication_twice_is_the_same() -> None:
    assert play_course(board(), row(), 7, 3) == play_course(board(), row(), 7, 3)
    assert play_course(board(), row(), 7, 3) != play_course(board(), row(), 8, 3)
