"""A worm, compiled, after Sellke (twin: `plain_attack`). Queues stand by pressure group: see `ways.adjoin`."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import inf

import numpy as np

from codedark.drill.jit import inlined, lanes, njit
from codedark.drill.kernel.luck import bits, draw_lanes, host_of, minus_log, sort_keys, unit
from codedark.drill.kernel.rows import (
    EACH,
    FELT,
    FOR,
    GOING,
    GONE,
    HEAD,
    HOST_BITS,
    INFECTED,
    KEY,
    NUMBER,
    OFF,
    PRESSURE,
    SPARE,
    SPARE_KEY,
    STRUCK,
    TAIL,
    THRESHOLD,
    U12,
    WAIT,
    WEAK,
    P,
)


@njit
def queue_up(member_start, member, group, groups, share, foothold, start, host, key, bucket, klass, rank):
    """Vulnerable hosts of each pressure group, weakest first: key[KEY, HEAD:TAIL], resistance in host[SPARE]."""
    rank[TAIL] = 0
    for c in range(len(member_start) - 1):
        found = 0
        for i in range(member_start[c], member_start[c + 1]):
            h = member[i]
            weak = unit(key[WEAK, h]) < share and h != foothold and host[OFF, h] > start
            key[WEAK, h] = weak
            found += weak
        rank[TAIL, group[c]] += found
    room(groups, rank)
    for c in range(len(member_start) - 1):
        at = rank[TAIL, group[c]]
        for i in range(member_start[c], member_start[c + 1]):
            h = member[i]
            if key[WEAK, h]:
                key[KEY, at] = (~(bits(key[NUMBER, h]) << U12) & ~HOST_BITS) | np.uint64(h)
                at += 1
        rank[TAIL, group[c]] = at
    for g in range(groups):
        sort_keys(key[KEY], key[SPARE_KEY], rank[HEAD, g], rank[TAIL, g], bucket)
    weigh(groups, host, key, klass, rank)


@njit
def weigh(groups, host, key, klass, rank):
    """Resistance of every host in a queue, in its order, and each queue's first."""
    last = 0
    for g in range(groups):
        last = max(last, rank[TAIL, g])
        for i in range(rank[HEAD, g], rank[TAIL, g]):
            host[SPARE, i] = np.float64(np.int64(bits(key[NUMBER, host_of(key[KEY, i])]))) + 0.5
    minus_log(host[SPARE], key[SPARE_KEY], last)
    for g in range(groups):
        klass[THRESHOLD, g] = host[SPARE, rank[HEAD, g]] if rank[HEAD, g] < rank[TAIL, g] else inf


@njit
def room(groups, rank):
    """From the lengths of queues in TAIL to where each begins: HEAD, and TAIL as long as it is empty."""
    at = 0
    for g in range(groups):
        long = rank[TAIL, g]
        rank[HEAD, g] = rank[TAIL, g] = at
        at += long


@njit
def requeue(class_of, old_groups, group, groups, host, key, klass, rank):
    """Queues and pressures felt, from the groups before a cut to those after it, which lie within them."""
    heads, tails, felt = rank[HEAD].copy(), rank[TAIL].copy(), klass[FELT].copy()
    rank[TAIL] = 0
    for old in range(old_groups):
        for i in range(heads[old], tails[old]):
            rank[TAIL, group[class_of[host_of(key[KEY, i])]]] += 1
    room(groups, rank)
    for old in range(old_groups):
        for i in range(heads[old], tails[old]):
            g = group[class_of[host_of(key[KEY, i])]]
            key[SPARE_KEY, rank[TAIL, g]] = key[KEY, i]
            klass[FELT, g] = felt[old]
            rank[TAIL, g] += 1
    for g in range(groups):
        for i in range(rank[HEAD, g], rank[TAIL, g]):
            key[KEY, i] = key[SPARE_KEY, i]
    weigh(groups, host, key, klass, rank)


@inlined
def advance(g, now, host, key, klass, rank):
    """The weakest host of a group is out: on to the next that is not off."""
    head, tail = rank[HEAD, g] + 1, rank[TAIL, g]
    while head < tail and host[OFF, host_of(key[KEY, head])] <= now:
        head += 1
    rank[HEAD, g] = head
    klass[THRESHOLD, g] = host[SPARE, head] if head < tail else inf


@njit
def press(rate_each, adjacent, tried, groups, klass, rank):
    """Pressure on each group from all that have fallen; EACH: what one more host of a class adds."""
    klass[PRESSURE] = 0.0
    for y in range(len(tried)):
        klass[EACH, y] = rate_each / tried[y] if tried[y] > 0 else 0.0
        if rank[INFECTED, y]:
            for g in range(groups):
                klass[PRESSURE, g] += rank[INFECTED, y] * klass[EACH, y] * adjacent[y, g]


@njit
def next_off(event, going, now, host, key):
    """(next event, its minute): when one more host goes off after now."""
    while event < going:
        at = host[OFF, host_of(key[GOING, event])]
        if at > now:
            return event, at
        event += 1
    return event, inf


@njit
def switch_off(class_of, groups, now, event, going, host, key, klass, rank):
    """Take out of spread and queues whoever goes off now."""
    while event < going and host[OFF, host_of(key[GOING, event])] <= now:
        h = host_of(key[GOING, event])
        if host[STRUCK, h] < now:
            rank[INFECTED, class_of[h]] -= 1
        event += 1
    for g in range(groups):
        if rank[HEAD, g] < rank[TAIL, g] and host[OFF, host_of(key[KEY, rank[HEAD, g]])] <= now:
            advance(g, now, host, key, klass, rank)


@inlined
def soonest(felt, pressure, threshold, wait, groups):
    """(group, minutes) until the next host falls if nothing else happens; -1: none will."""
    least = inf
    for g in range(groups):
        wait[g] = max(threshold[g] - felt[g], 0.0) / max(pressure[g], 1e-300)
    for g in range(groups):
        least = min(least, wait[g])
    for g in range(groups):
        if wait[g] == least:
            return g, least
    return -1, inf


@lanes
def infect(
    adjacent, tried, group, groups, cut_adjacent, cut_tried, cut_group, cut_groups, member_start, member, class_of,
    host_key, p, seed, r, foothold, start, cut, end, going, host, key, bucket, klass, rank,
):  # fmt: skip
    """Sellke's construction: a host falls when the pressure its class has felt reaches its resistance."""
    if host[OFF, foothold] <= start:
        return
    if cut <= start:
        adjacent, tried, group, groups = cut_adjacent, cut_tried, cut_group, cut_groups
    draw_lanes(host_key, seed, r, FOR.SPREAD, key[NUMBER], key[WEAK])
    share, rate_each = p[P.attack_vulnerable_share], p[P.attack_contacts_per_h] / 60.0
    queue_up(member_start, member, group, groups, share, foothold, start, host, key, bucket, klass, rank)
    felt, pressure, threshold, wait, each = klass[FELT], klass[PRESSURE], klass[THRESHOLD], klass[WAIT], klass[EACH]
    felt[:] = 0.0
    rank[INFECTED] = 0
    rank[INFECTED, class_of[foothold]] = 1
    host[STRUCK, foothold] = host[GONE, foothold] = start
    press(rate_each, adjacent, tried, groups, klass, rank)
    now = start
    event, off_at = next_off(0, going, now, host, key)
    until = min(off_at, cut if cut > start else inf)
    while True:
        g, step = 0, max(threshold[0] - felt[0], 0.0) / max(pressure[0], 1e-300)
        if groups > 1:
            g, step = soonest(felt, pressure, threshold, wait, groups)
        if min(now + step, until) >= end:
            return
        if until <= now + step:
            for y in range(groups):
                felt[y] += pressure[y] * (until - now)
            now = until
            switch_off(class_of, groups, now, event, going, host, key, klass, rank)
            if cut == now:
                requeue(class_of, groups, cut_group, cut_groups, host, key, klass, rank)
                adjacent, tried, group, groups = cut_adjacent, cut_tried, cut_group, cut_groups
            press(rate_each, adjacent, tried, groups, klass, rank)
            event, off_at = next_off(event, going, now, host, key)
            until = min(off_at, cut if cut > now else inf)
            continue
        h = host_of(key[KEY, rank[HEAD, g]])
        c = class_of[h]
        for y in range(groups):
            felt[y] += pressure[y] * step
            pressure[y] += each[c] * adjacent[c, y]
        felt[g] = threshold[g]
        now += step
        host[STRUCK, h] = host[GONE, h] = now
        rank[INFECTED, c] += 1
        advance(g, now, host, key, klass, rank)
