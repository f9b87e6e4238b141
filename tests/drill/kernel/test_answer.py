from math import inf, nan

import numpy as np
import pytest

from codedark.drill.luck import Purpose, key_of, uniforms
from codedark.drill.parameters import AT, NAMES, Mode

u64 = np.uint64
TUESDAY = 1


def clock(alarm=nan, cut=nan, within=60.0, weekday=TUESDAY, start=0.0, night=(1200.0, 420.0), weekend=1.0):
    return np.array([alarm, cut, within, weekday, start, *night, weekend])


def parameters(**told):
    p = np.zeros(len(NAMES))
    for name, value in told.items():
        p[AT[name.replace("__", ".")]] = value
    return p


@pytest.mark.parametrize(
    ("minute", "night"),
    [
        (0, True),
        (419, True),
        (420, False),
        (1199, False),
        (1200, True),
        (3 * 1440 + 600, False),
        (4 * 1440 + 600, True),
    ],
)
def test_night_is_from_dusk_to_dawn_and_the_weekend(kernel, minute, night):
    assert kernel.at_night(clock(), float(minute)) == night


def test_a_night_within_one_day_and_working_weekends(kernel):
    told = clock(night=(60.0, 120.0), weekend=0.0)
    assert [kernel.at_night(told, float(m)) for m in (59, 60, 119, 120, 5 * 1440 + 300)] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_decision_takes_longer_at_night(kernel):
    p = parameters(response__decision_min=30, response__night_factor=3)
    for alarm, decided in ((600.0, 630.0), (60.0, 150.0)):
        course = np.full(7, inf)
        course[kernel.ALARM] = alarm
        kernel.decide(clock(), p, course)
        assert course[kernel.DECISION] == decided


def test_a_worm_is_recognised_after_the_first_host(kernel):
    p = parameters(attack__onset_h=2, detection__recognised_h=1.5)
    assert kernel.alarm_of(kernel.WORM, clock(), p, u64(1), u64(0)) == (120.0, True, 210.0)


def test_an_alert_acted_on_comes_before_the_destruction(kernel):
    p = parameters(
        attack__detonation_h=10, attack__dwell_h=10, detection__recognised_h=1, detection__alerts_before=2,
        response__alert_acted_on=1,
    )  # fmt: skip
    start, early, alarm = kernel.alarm_of(kernel.HUMAN, clock(), p, u64(4), u64(6))
    told = min(uniforms(4, i, 6, Purpose.ALERT)[0] * 600 for i in range(2))
    assert (start, early) == (600.0, True)
    assert alarm == pytest.approx(told)
    p[AT["response.alert_acted_on"]] = 0
    unheard = kernel.alarm_of(kernel.HUMAN, clock(), p, u64(4), u64(6))
    assert unheard == (600.0, False, 660.0)


def test_a_pinned_alarm_is_the_alarm(kernel):
    p = parameters(attack__detonation_h=10, detection__recognised_h=1)
    assert kernel.alarm_of(kernel.HUMAN, clock(alarm=700.0), p, u64(1), u64(0)) == (600.0, False, 700.0)
    assert kernel.alarm_of(kernel.HUMAN, clock(alarm=500.0), p, u64(1), u64(0)) == (600.0, True, 500.0)


def test_the_destruction_begins_as_planned_at_the_cut_or_never(kernel):
    course = np.full(7, inf)
    p = parameters(response__hold_h=5)
    assert kernel.begins(1000.0, p, u64(1), u64(0), course) == 1000.0
    course[kernel.CUT] = course[kernel.DONE] = 600.0
    assert kernel.begins(1000.0, p, u64(1), u64(0), course) == inf
    assert kernel.begins(800.0, p, u64(1), u64(0), course) == 800.0
    p[AT["attack.strikes_when_cut"]] = 1
    assert kernel.begins(1000.0, p, u64(1), u64(0), course) == 600.0


def shut(kernel, p, told):
    n = 5
    off = np.array([True, False, True, True, False])
    keys = np.array([key_of(f"h{i}") for i in range(n)], np.uint64)
    host, key, course = np.full((6, n), inf), np.zeros((5, n), np.uint64), np.full(7, inf)
    course[kernel.DECISION] = 100.0
    going = kernel.shut_down(off, keys, told, p, u64(2), u64(0), host, key, np.zeros(n + 1, np.int32), course)
    return host[kernel.OFF], [kernel.host_of(k) for k in key[kernel.GOING, :going]], course


def test_a_shutdown_takes_one_host_after_another(kernel):
    off, order, course = shut(kernel, parameters(response__shutdown_min=60), clock())
    assert [i for i in range(5) if off[i] < inf] == [0, 2, 3]
    assert order == sorted([0, 2, 3], key=lambda h: off[h])
    assert all(100 < off[h] < 160 for h in order)
    assert (course[kernel.CUT], course[kernel.DONE]) == (100.0, 160.0)


def test_a_pinned_shutdown_takes_all_at_once(kernel):
    off, _, course = shut(kernel, parameters(response__shutdown_min=60), clock(cut=42.0))
    assert [off[h] for h in (0, 2, 3)] == [42.0] * 3
    assert course[kernel.DONE] == 42.0


def cut(kernel, policy, p, fire, zone=1):
    host, flag, key = np.full((6, 3), inf), np.zeros((4, 3), np.uint8), np.zeros((5, 3), np.uint64)
    course = np.full(7, inf)
    course[kernel.DECISION] = 100.0
    plan, going = kernel.cut_off(
        policy, zone, np.array([0, 1], np.int32), 2, fire, np.array([0, 0, 1, 1], np.int32), np.array([2], np.int32),
        clock(), p, u64(1), u64(0), host, flag, key, course,
    )  # fmt: skip
    return plan, going, course[kernel.CUT], host[kernel.OFF], flag[kernel.APART]


def test_the_plan_for_the_zone_is_fired_when_the_place_is_known(kernel):
    fire = np.array([1.0, 2.0, 3.0])
    plan, going, at, off, apart = cut(kernel, 3, parameters(response__place_known=1), fire)
    assert (plan, going, at) == (1, 1, 102.0)
    assert (off[2], apart.tolist()) == (102.0, [0, 0, 1])


def test_place_unknown_has_its_own_plan(kernel):
    plan, going, at, off, _ = cut(kernel, 3, parameters(), np.array([1.0, 2.0, 3.0]))
    assert (plan, going, at, off.min()) == (2, 0, 103.0, inf)


def test_a_zone_is_isolated_by_hand_wherever_the_alarm_was_seen(kernel):
    plan, _, at, _, _ = cut(kernel, kernel.ISOLATION, parameters(response__isolation_min=45), np.full(3, nan))
    assert (plan, at) == (1, 145.0)


def test_modes_are_told_apart(kernel):
    assert len({kernel.WORM, kernel.HUMAN, kernel.NOBODY}) == len(Mode)
    p = parameters()
    start, early, alarm = kernel.alarm_of(kernel.NOBODY, clock(within=60.0), p, u64(3), u64(9))
    assert (start, early) == (inf, True)
    assert alarm == 60 * uniforms(3, 0, 9, Purpose.FALSE_ALARM)[0]
