"""People who attack, compiled: hops, accounts, and everything within their scope at once (twin: `plain_attack`)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import exp, inf, log

import numpy as np

from codedark.drill.jit import njit
from codedark.drill.kernel.luck import draw_lanes, normal, uniforms, unit
from codedark.drill.kernel.rows import (
    ALIVE,
    BASE,
    DISTANCE,
    ENTERED,
    FOR,
    GONE,
    HIT,
    MASK,
    NUMBER,
    OFF,
    STRUCK,
    U32,
    VISIT,
    WALK,
    WEAK,
    WIDE,
    P,
)
from codedark.drill.kernel.ways import close_over


@njit
def visit_classes(way_start, way, member_start, p, seed, r, home, since, klass, rank):
    """When the intruder first stands in each class, with nothing cut; WIDE: what is struck from home at all."""
    classes = len(member_start) - 1
    for c in range(classes):
        rank[ALIVE, c] = member_start[c + 1] - member_start[c]
        rank[DISTANCE, c], rank[ENTERED, c], klass[VISIT, c] = -1, 0, inf
    rank[DISTANCE, home], rank[WALK, 0] = 0, home
    close_over(way_start, way, rank, 1)
    mean, sigma = p[P.attack_hop_min], p[P.attack_hop_sigma]
    at, hops, more = since, 0, True
    while more:
        more = False
        for c in range(classes):
            rank[WIDE, c] = rank[ENTERED, c]
            if rank[DISTANCE, c] == hops:
                klass[VISIT, c] = at
            more = more or rank[DISTANCE, c] > hops
        hops += 1
        if more and mean > 0:
            u1, u2 = uniforms(seed, np.uint64(hops), r, FOR.HOP)
            at += exp(log(mean) - 0.5 * sigma * sigma + sigma * normal(u1, u2))


@njit
def stood_on(h, c, until, home, foothold, klass, rank):
    """Whether the intruder stood on a host of class c by then: in his own class, only if he could strike it."""
    return klass[VISIT, c] <= until and (c != home or h == foothold or rank[WIDE, home] == 1)


@njit
def hold_ground(
    class_of, account_key, held_start, held, p, seed, r, foothold, home, by_cut, done, taken, host, flag, klass, rank,
):  # fmt: skip
    """BASE: hosts the intruder works from when the cut is done; their classes are where hops go on from. How many."""
    flag[BASE] = 0
    flag[BASE, foothold] = 1
    for a in range(len(account_key)):
        u, _ = uniforms(seed, account_key[a], r, FOR.ACCOUNT)
        taken[a] = u < p[P.attack_account_taken]
        if taken[a]:
            for i in range(held_start[a], held_start[a + 1]):
                if stood_on(held[i], class_of[held[i]], by_cut, home, foothold, klass, rank):
                    flag[BASE, held[i]] = 1
    rank[DISTANCE], rank[ENTERED] = -1, 0
    walking = 0
    for h in range(len(class_of)):
        c = class_of[h]
        if done < inf and host[OFF, h] <= done:
            flag[BASE, h] = 0
            rank[ALIVE, c] -= 1
        elif flag[BASE, h] and rank[DISTANCE, c] < 0:
            rank[DISTANCE, c], rank[WALK, walking] = 0, c
            walking += 1
    return walking


@njit
def usable(a, class_of, held_start, held, by_cut, start, home, foothold, klass, rank):
    """Whether an account that can be taken is taken in time: before the cut, or behind it where hops go on."""
    for i in range(held_start[a], held_start[a + 1]):
        h, c = held[i], class_of[held[i]]
        if stood_on(h, c, by_cut, home, foothold, klass, rank):
            return True
        if rank[ENTERED, c] and stood_on(h, c, start, home, foothold, klass, rank):
            return True
    return False


@njit
def weak_neighbours(way_start, way, member_start, member, share, home, key, flag):
    """Add to the scope (HIT) the vulnerable hosts one hop from the foothold."""
    for j in range(way_start[home], way_start[home + 1]):
        for i in range(member_start[way[j]], member_start[way[j] + 1]):
            if unit(key[WEAK, member[i]]) < share:
                flag[HIT, member[i]] = 1


@njit
def destroy(
    way_start, way, cut_start, cut_way, member_start, member, class_of, host_key, account_key, held_start, held,
    rule_start, ruled, p, seed, r, foothold, start, done, taken, host, flag, key, klass, rank,
):  # fmt: skip
    """Quiet hops, accounts taken where they lie, then everything within their scope at once."""
    home, by_cut = class_of[foothold], min(done, start)
    since = p[P.attack_detonation_h] * 60 - p[P.attack_dwell_h] * 60
    visit_classes(way_start, way, member_start, p, seed, r, home, since, klass, rank)
    walking = hold_ground(
        class_of, account_key, held_start, held, p, seed, r, foothold, home, by_cut, done, taken, host, flag, klass,
        rank,
    )  # fmt: skip
    close_over(cut_start, cut_way, rank, walking)
    flag[HIT] = 0
    flag[HIT, foothold] = 1
    for a in range(len(account_key)):
        if taken[a] and usable(a, class_of, held_start, held, by_cut, start, home, foothold, klass, rank):
            for i in range(rule_start[a], rule_start[a + 1]):
                if rank[WIDE, class_of[ruled[i]]]:
                    flag[HIT, ruled[i]] = 1
    draw_lanes(host_key, seed, r, FOR.SPREAD, key[NUMBER], key[WEAK])
    weak_neighbours(way_start, way, member_start, member, p[P.attack_vulnerable_share], home, key, flag)
    draw_lanes(host_key, seed, r, FOR.PUSH, key[NUMBER], key[WEAK])
    for h in range(len(class_of)):
        if flag[HIT, h]:
            push = start - log(unit(key[NUMBER, h])) * p[P.attack_push_min]
            kept = rank[ENTERED, class_of[h]] == 1 and not (done < inf and host[OFF, h] <= done)
            if push <= host[OFF, h] and (push <= done or flag[BASE, h] == 1 or kept):
                u1 = (np.float64(np.int64(key[WEAK, h] >> U32)) + 0.5) / 4294967296.0
                u2 = (np.float64(np.int64(key[WEAK, h] & MASK)) + 0.5) / 4294967296.0
                host[STRUCK, h] = push
                host[GONE, h] = push + p[P.attack_encrypt_min] * exp(p[P.attack_encrypt_sigma] * normal(u1, u2))


@njit
def first_gone(host):
    """The host destroyed first."""
    best = 0
    for h in range(host.shape[1]):
        if host[GONE, h] < host[GONE, best]:
            best = h
    return best
