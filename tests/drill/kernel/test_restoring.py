"""Three applications on four hosts, one crew or two; device 4 is no application's."""

from math import inf

import numpy as np
import pytest

from codedark.drill.parameters import AT, NAMES

i4 = np.int32
RUN_START, RUN = np.array([0, 1, 2, 4], i4), np.array([0, 1, 2, 3], i4)
RESTORE, CHECK = np.array([10.0, 20.0, 30.0]), np.array([1.0, 2.0, 3.0])


def hosts(kernel, hit=(), off=(), apart=()):
    host, flag = np.full((6, 6), inf), np.zeros((4, 6), np.uint8)
    host[kernel.LOST] = inf
    for h in hit:
        flag[kernel.HIT, h], host[kernel.LOST, h] = 1, 100.0
    for h in (*off, *apart):
        host[kernel.OFF, h] = host[kernel.LOST, h] = 50.0
    flag[kernel.APART, list(apart)] = 1
    return host, flag


def jobs(kernel, *, crews=1, turn=(0, 1, 2), circle=(-1, -1, -1), copies=(False,) * 3, lost=False, begin=0.0, **state):
    host, flag = hosts(kernel, **state)
    p = np.zeros(len(NAMES))
    p[AT["restoration.backup_lost_factor"]], p[AT["restoration.cold_start_h"]] = 3.0, 5.0
    end, free = np.zeros(3), np.zeros(crews)
    kernel.do_jobs(
        RUN_START, RUN, RESTORE, CHECK, np.array(copies), np.array(turn, i4), np.array(circle, i4), 1, 1.5, p, begin,
        lost, host, flag, end, free,
    )  # fmt: skip
    return (end / 60).round(6).tolist()


def test_a_crew_takes_one_after_the_other_in_turn(kernel):
    assert jobs(kernel, hit=(0, 1, 2)) == [15, 45, 90]
    assert jobs(kernel, hit=(0, 1, 2), turn=(2, 1, 0)) == [90, 75, 45]


def test_a_free_crew_takes_the_next(kernel):
    assert jobs(kernel, hit=(0, 1, 2), crews=2) == [15, 30, 15 + 45]


def test_who_was_merely_off_is_examined_and_who_runs_is_left_alone(kernel):
    examined, running, rebuilt = jobs(kernel, off=(0,), hit=(3,))
    assert (examined, rebuilt) == (1.5, 1.5 + 45)
    assert running < 0


def test_who_was_kept_apart_needs_no_crew(kernel):
    assert all(end < 0 for end in jobs(kernel, apart=(0, 1)))


def test_without_backups_it_takes_longer_but_for_those_with_a_copy(kernel):
    assert jobs(kernel, hit=(0, 1), lost=True, copies=(True, False, False))[:2] == [15, 15 + 90]


def test_a_circle_all_of_which_is_down_is_started_by_hand(kernel):
    assert jobs(kernel, hit=(0, 1), circle=(0, 0, -1))[:2] == [20, 50]
    assert jobs(kernel, hit=(0,), circle=(0, 0, -1))[0] == 15


def test_restoring_begins_when_the_last_is_lost_and_the_last_is_cut(kernel):
    p = np.zeros(len(NAMES))
    p[AT["restoration.start_h"]], p[AT["false_alarms.clear_h"]] = 2.0, 1.0
    course = np.full(7, inf)
    course[kernel.LAST] = -inf
    assert kernel.restoring_from(kernel.HUMAN, p, course) == inf
    course[kernel.DONE] = 300.0
    assert kernel.restoring_from(kernel.HUMAN, p, course) == 420.0
    assert kernel.restoring_from(kernel.NOBODY, p, course) == 360.0
    course[kernel.LAST] = 900.0
    assert kernel.restoring_from(kernel.HUMAN, p, course) == 1020.0


def test_hosts_come_back_with_their_last_job_devices_one_by_one(kernel):
    host, flag = hosts(kernel, hit=(0, 4, 5), off=(3,), apart=(2,))
    p = np.zeros(len(NAMES))
    p[AT["restoration.workstations_per_h"]] = 2.0
    run_start, run = np.array([0, 1, 3, 4], i4), np.array([0, 0, 3, 3], i4)
    ends = np.array([500.0, 700.0, -1.0])
    kernel.bring_back(run_start, run, np.array([4, 5], i4), 1.0, p, 1000.0, 333.0, host, flag, ends)
    assert host[kernel.BACK].tolist() == [700, 0, 333, 700, 1030, 1060]


def test_a_host_is_the_attackers_unless_it_was_off_before_it_was_gone(kernel):
    host, flag, course = np.full((6, 4), inf), np.zeros((4, 4), np.uint8), np.zeros(7)
    host[kernel.STRUCK], host[kernel.GONE] = [10, 10, 10, inf], [20, 20, 20, inf]
    host[kernel.OFF] = [inf, 15, 5, 5]
    kernel.lose_hosts(host, flag, course)
    assert host[kernel.LOST].tolist() == [20, 15, 5, 5]
    assert flag[kernel.CAUSE].tolist() == [1, 2, 2, 2]
    assert flag[kernel.HIT].tolist() == [1, 1, 0, 0]
    assert course[[kernel.FIRST, kernel.LAST, kernel.FIRST_STRUCK]].tolist() == [15, 20, 10]


@pytest.mark.parametrize(("needed", "lost", "back"), [(3, 10, 70), (2, 20, 60), (1, inf, 0)])
def test_a_workplace_goes_with_the_host_too_many(kernel, needed, lost, back):
    host, flag = np.full((6, 3), inf), np.zeros((4, 3), np.uint8)
    host[kernel.LOST], host[kernel.BACK] = [20, inf, 10], [60, 0, 70]
    flag[kernel.CAUSE] = [1, 2, 2]
    node, by = np.array([[inf], [0.0], [0.0], [0.0]]), np.full((2, 1), 2, np.uint8)
    one = np.array([0], i4)
    kernel.fell_workplaces(
        one, np.array([needed], i4), np.array([0, 3], i4), np.arange(3, dtype=i4), host, flag, np.zeros(4, i4), node, by
    )
    assert (node[kernel.OWN_LOST, 0], node[kernel.OWN_BACK, 0]) == (lost, back)
    if needed == 2:
        assert by[kernel.OWN, 0] == 1


def test_what_the_plan_takes_is_lost_at_the_cut_unless_lost_before(kernel):
    node, by = np.array([[inf, 50.0], [0.0, 900.0], [0, 0], [0, 0]]), np.array([[2, 1], [0, 0]], np.uint8)
    kernel.fell_plan(0, np.array([0, 2], i4), np.array([0, 1], i4), 100.0, 400.0, node, by)
    assert node[kernel.OWN_LOST].tolist() == [100.0, 50.0]
    assert node[kernel.OWN_BACK].tolist() == [400.0, 900.0]
    assert by[kernel.OWN].tolist() == [2, 1]


def test_backups_go_with_a_backup_server_by_chance(kernel):
    p, flag = np.zeros(len(NAMES)), np.zeros((4, 2), np.uint8)
    backup = np.array([False, True])
    p[AT["attack.backups_captured"]] = 1.0
    assert not kernel.backups_captured(backup, p, np.uint64(1), np.uint64(1), flag)
    flag[kernel.HIT, 1] = 1
    assert kernel.backups_captured(backup, p, np.uint64(1), np.uint64(1), flag)
    p[AT["attack.backups_captured"]] = 0.0
    assert not kernel.backups_captured(backup, p, np.uint64(1), np.uint64(1), flag)
