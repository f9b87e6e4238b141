"""People in a row of four classes, 0 -> 1 -> 2 -> 3, two hosts each; class 0 open inside."""

from math import inf

import numpy as np
import pytest

from codedark.drill.parameters import AT, NAMES

i4 = np.int32
u64 = np.uint64
N, C = 8, 4
CLASS_OF = np.repeat(np.arange(C), 2).astype(i4)
MEMBER_START, MEMBER = np.arange(0, N + 1, 2).astype(i4), np.arange(N).astype(i4)
WAY_START, WAY = np.array([0, 2, 3, 4, 4], i4), np.array([0, 1, 2, 3], i4)
CUT_START, CUT_WAY = np.array([0, 2, 2, 3, 3], i4), np.array([0, 1, 3], i4)  # nothing from 1 to 2


def parameters(**told):
    p = np.zeros(len(NAMES))
    usual = {
        "attack.detonation_h": 10, "attack.dwell_h": 10, "attack.hop_min": 30, "attack.account_taken": 1,
        "attack.push_min": 1, "attack.encrypt_min": 1,
    }  # fmt: skip
    for name, value in {**usual, **told}.items():
        p[AT[name]] = value
    return p


def destroy(kernel, *, held=(4,), ruled=tuple(range(N)), start=600.0, done=inf, cut=False, off=(), **told):
    """Hosts struck, foothold host 0. One account, held on `held`, administrator of `ruled`."""
    host, flag, key = np.full((6, N), inf), np.zeros((4, N), np.uint8), np.zeros((5, N), np.uint64)
    for h in off:
        host[kernel.OFF, h] = done
    klass, rank = np.zeros((5, C)), np.zeros((8, C), i4)
    ways = (CUT_START, CUT_WAY) if cut else (WAY_START, WAY)
    kernel.destroy(
        WAY_START, WAY, *ways, MEMBER_START, MEMBER, CLASS_OF, np.arange(N, dtype=np.uint64) + u64(99),
        np.array([5], np.uint64), np.array([0, len(held)], i4), np.array(held, i4), np.array([0, len(ruled)], i4),
        np.array(ruled, i4), parameters(**told), u64(3), u64(0), 0, start, done, np.zeros(1, np.bool_), host, flag, key,
        klass, rank,
    )  # fmt: skip
    return {h for h in range(N) if host[kernel.STRUCK, h] < inf}, host, klass


def test_a_class_is_visited_one_hop_after_the_other(kernel):
    _, _, klass = destroy(kernel, **{"attack.hop_sigma": 0.0})
    assert klass[kernel.VISIT].tolist() == pytest.approx([0, 30, 60, 90])


def test_without_an_account_only_the_foothold_falls(kernel):
    assert destroy(kernel, **{"attack.account_taken": 0})[0] == {0}


def test_the_vulnerable_next_door_fall_without_an_account(kernel):
    assert destroy(kernel, **{"attack.account_taken": 0, "attack.vulnerable_share": 1})[0] == {0, 1, 2, 3}


def test_an_account_opens_what_it_administers(kernel):
    assert destroy(kernel, ruled=(5, 6))[0] == {0, 5, 6}


def test_an_account_held_beyond_the_last_hop_is_not_taken_in_time(kernel):
    slow = {"attack.hop_min": 400.0, "attack.hop_sigma": 0.0}
    assert destroy(kernel, held=(4,), **slow)[0] == {0}
    assert destroy(kernel, held=(2,), **slow)[0] == set(range(N))


def test_a_cut_before_the_destruction_keeps_what_lies_behind_it(kernel):
    # The account lies at hand and everything is its; what is beyond the cut is out of reach.
    assert destroy(kernel, held=(0,), cut=True, done=300.0)[0] == {0, 1, 2, 3}


def test_a_cut_that_comes_after_the_pushes_keeps_nothing(kernel):
    assert destroy(kernel, held=(0,), cut=True, done=600.0 + 60)[0] == set(range(N))


def test_a_cut_saves_nobody_from_an_intruder_who_stands_beyond_it(kernel):
    assert destroy(kernel, held=(0, 4), cut=True, done=300.0)[0] == {0, 1, 2, 3, 4, 6, 7}


def test_who_is_off_before_the_push_is_not_struck(kernel):
    struck, host, _ = destroy(kernel, held=(0,), off=(6, 7), done=599.0)
    assert struck == {0, 1, 2, 3, 4, 5}
    assert (host[kernel.GONE, 0] >= host[kernel.STRUCK, 0]) and host[kernel.STRUCK, 0] >= 600


def test_with_the_foothold_off_nobody_pushes(kernel):
    assert destroy(kernel, held=(0,), off=(0,), done=599.0)[0] == set()


def test_the_host_destroyed_first_is_found(kernel):
    host = np.full((6, 4), inf)
    host[kernel.GONE, 2], host[kernel.GONE, 3] = 50.0, 40.0
    assert kernel.first_gone(host) == 3
