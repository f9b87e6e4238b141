"""A worm on twelve hosts of three classes; who falls when, against the pressure summed step by step."""

from math import inf, log

import numpy as np
import pytest

from codedark.drill.luck import Purpose, uniforms
from codedark.drill.parameters import AT, NAMES

i4 = np.int32
u64 = np.uint64
N, C = 12, 3
CLASS_OF = np.repeat(np.arange(C), 4).astype(i4)
START = np.arange(0, N + 1, 4).astype(i4)
FLAT = [[0, 1, 2]] * 3
ROW = [[0, 1], [1, 2], [2]]


def ways(lists):
    return (
        np.cumsum([0, *(len(one) for one in lists)]).astype(i4),
        np.array([c for one in lists for c in one], i4),
    )


def infect(kernel, lists, *, cut_lists=None, cut=inf, end=1e6, share=1.0, off=None, start=10.0, seed=3):
    host, key = np.full((6, N), inf), np.zeros((5, N), np.uint64)
    klass, rank, bucket = np.zeros((6, C)), np.zeros((8, C), i4), np.zeros(N + 1, i4)
    going = 0
    for h, at in sorted((off or {}).items(), key=lambda one: one[1]):
        host[kernel.OFF, h], key[kernel.GOING, going] = at, h
        going += 1
    told = []
    before = np.zeros(C, i4)
    for one in (lists, cut_lists or lists):
        adjacent, tried, group = np.zeros((C, C), np.uint8), np.zeros(C), np.zeros(C, i4)
        groups = kernel.adjoin(*ways(one), False, START, before, adjacent, tried, group)
        told += [adjacent, tried, group, groups]
        before = group
    p = np.zeros(len(NAMES))
    p[AT["attack.contacts_per_h"]], p[AT["attack.vulnerable_share"]] = 6.0, share
    keys = np.arange(N, dtype=np.uint64)
    kernel.infect(
        *told, START, np.arange(N, dtype=i4), CLASS_OF, keys, p, u64(seed), u64(0), 0, start, cut, end, going, host,
        key, bucket, klass, rank,
    )  # fmt: skip
    return host[kernel.STRUCK]


def stepped(lists, minutes, step=0.01, cut_lists=None, cut=inf, off=None, start=10.0, seed=3):
    """The same by small steps of time."""
    resist = [-log(uniforms(seed, h, 0, Purpose.SPREAD)[0]) for h in range(N)]
    felt, struck = [0.0] * N, [inf] * N
    struck[0] = start
    off = off or {}
    now = start
    while now < minutes:
        may = (cut_lists or lists) if now >= cut else lists
        on = [h for h in range(N) if struck[h] <= now and off.get(h, inf) > now]
        for h in range(N):
            if struck[h] == inf and off.get(h, inf) > now:
                felt[h] += step * sum(CLASS_OF[h] in may[CLASS_OF[i]] for i in on) * (6 / 60) / N
                if felt[h] >= resist[h]:
                    struck[h] = now + step
        now += step
    return np.array(struck)


@pytest.mark.parametrize("lists", [FLAT, ROW])
def test_every_host_falls_when_the_pressure_on_it_reaches_its_resistance(kernel, lists):
    ours, told = infect(kernel, lists, end=300.0), stepped(lists, 300.0)
    assert np.isfinite(ours).sum() > 3
    assert np.allclose(ours, told, atol=0.2)


def test_a_cut_changes_who_presses_whom_from_then_on(kernel):
    apart = [[0], [1], [2]]
    ours = infect(kernel, FLAT, cut_lists=apart, cut=10.5, end=400.0)
    told = stepped(FLAT, 400.0, cut_lists=apart, cut=10.5)
    free = infect(kernel, FLAT, end=400.0)
    assert np.allclose(ours, told, atol=0.2)
    assert np.array_equal(ours < 10.5, free < 10.5)
    assert np.isfinite(ours).sum() < np.isfinite(free).sum()


def test_a_cut_before_the_first_host_is_in_force_at_once(kernel):
    assert np.isfinite(infect(kernel, FLAT, cut_lists=[[], [], []], cut=5.0)).sum() == 1


def test_who_goes_off_neither_falls_nor_presses(kernel):
    off = {0: 60.0, 5: 20.0, 6: 70.0}
    ours, told = infect(kernel, FLAT, off=off, end=300.0), stepped(FLAT, 300.0, off=off)
    assert np.allclose(ours, told, atol=0.2)
    assert ours[5] == inf


def test_with_the_foothold_off_nothing_begins(kernel):
    assert not np.isfinite(infect(kernel, FLAT, off={0: 9.0})).any()


def test_who_is_not_vulnerable_never_falls(kernel):
    weak = [uniforms(3, h, 0, Purpose.SPREAD)[1] < 0.5 for h in range(N)]
    ours = infect(kernel, FLAT, share=0.5)
    assert np.isfinite(ours).tolist() == [h == 0 or weak[h] for h in range(N)]


def test_nothing_behind_the_horizon_is_told(kernel):
    assert infect(kernel, FLAT, end=100.0)[np.isfinite(infect(kernel, FLAT, end=100.0))].max() < 100
