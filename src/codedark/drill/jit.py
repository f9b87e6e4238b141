"""The kernel: `plain` compiled. Same arrays in, same numbers out; each function here has its readable twin there.

All compiled code of the project stands in this one file, longer than a file of ours should be, for two reasons. A
cached caller of an edited function in another file goes stale; and a cache is safe only in a folder named by the hash
of everything compiled in. That folder is chosen before anything is decorated: in the user's cache, or a temporary one
where that cannot be written. No recursion (a cached self-recursive function has crashed), no fast-math (it would break
equality with the twin). Functions take the arrays they use, one by one: handed on as records of arrays, they took 112 s
to compile and twenty times as long to run.
"""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

import os
import sys
import tempfile
from collections import namedtuple
from collections.abc import Callable
from hashlib import blake2b
from math import cos, exp, floor, inf, isnan, log, sqrt
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from codedark.drill import luck
from codedark.drill.board import Board
from codedark.drill.board_reach import MODES
from codedark.drill.board_response import POLICIES
from codedark.drill.luck import Purpose
from codedark.drill.outcomes import COLUMNS
from codedark.drill.parameters import NAMES, Mode
from codedark.drill.tally import BIN_H, Tally
from codedark.hospital.words import Policy

Floats = NDArray[np.float64]
SOURCES = (
    "jit",
    "luck",
    "parameters",
    "outcomes",
    "tally",
    "board_reach",
    "board_response",
    "board_fall",
    "board_clinical",
)
"""Files whose code, columns or constants are compiled in."""


def _fingerprint() -> str:
    told = blake2b(f"{numba.__version__} {np.__version__} {sys.version}".encode(), digest_size=8)
    for name in SOURCES:
        told.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return told.hexdigest()


def _cache_folder() -> Path:
    told = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = (Path(told) if told else Path.home() / ".cache") / "codedark" / f"kernel-{FINGERPRINT}"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix="codedark-kernel-"))


FINGERPRINT = _fingerprint()
FOLDER = _cache_folder()
numba.config.CACHE_DIR = str(FOLDER)
OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy"}
INNER = {**OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
njit = numba.njit(**INNER)
inlined = numba.njit(inline="always", **INNER)
"""For what is called in an inner loop: a call that hands on arrays counts references, some 10 ns an array."""

# Constants the compiler folds in, by name.
WORM, HUMAN, NOBODY = (MODES.index(mode) for mode in (Mode.WORM, Mode.HUMAN, Mode.NONE))
SILENT, SHUTDOWN, ISOLATION = (POLICIES.index(p) for p in (Policy.NONE, Policy.FULL_SHUTDOWN, Policy.ZONE_ISOLATION))
P: Any = namedtuple("P", [name.replace(".", "_") for name in NAMES])(*range(len(NAMES)))
OUT: Any = namedtuple("OUT", COLUMNS)(*range(len(COLUMNS)))
FOR: Any = namedtuple("FOR", [p.name for p in Purpose])(*(np.uint64(int(p)) for p in Purpose))
M0, M1, W0, W1, MASK = (np.uint64(x) for x in (luck.M0, luck.M1, luck.W0, luck.W1, luck.MASK))
U6, U12, U26, U32, U38, NO_ONE = (np.uint64(x) for x in (6, 12, 26, 32, 38, 0))
HOST_BITS = np.uint64(2**20 - 1)
"""Hosts a sort key has room for; the other 44 bits are the draw."""
BIN_MIN = BIN_H * 60

# Rows of the working arrays: `host[LOST, h]`. Each replication overwrites them.
STRUCK, GONE, OFF, LOST, BACK, SPARE = range(6)  # host, float[6, n]
CAUSE, HIT, APART, BASE = range(4)  # flag, uint8[4, n]
NUMBER, WEAK, KEY, SPARE_KEY, GOING = range(5)  # key, uint64[5, n]
VISIT, FELT, PRESSURE, THRESHOLD, WAIT = range(5)  # klass, float[5, c]; all but VISIT by pressure group
DISTANCE, WALK, ALIVE, HEAD, TAIL, INFECTED, ENTERED, WIDE = range(8)  # rank, int32[8, c]; HEAD, TAIL by group
OWN_LOST, OWN_BACK, NODE_LOST, NODE_BACK = range(4)  # node, float[4, q]
OWN, NODE = range(2)  # by, uint8[2, q]
DOWN, PAPER, UP, HOURS, FIRST_CAUSE = range(5)  # service, float[5, S]
READY, WITHOUT, THERE = range(3)  # patient, float[3, patients]
ALARM, DECISION, CUT, DONE, FIRST, LAST, FIRST_STRUCK = range(7)  # course, float[7]
PINNED_ALARM, PINNED_CUT, WITHIN, WEEKDAY, DAY_START, NIGHT_FROM, NIGHT_TO, WEEKEND = range(8)  # clock, float[8]


# --- luck -------------------------------------------------------------------------------------------------------------


@njit
def philox(seed, owner, replication, purpose):
    """Four words, as `luck.draw`, in 64-bit registers."""
    k0, k1 = seed & MASK, seed >> U32
    c0, c1, c2, c3 = owner & MASK, owner >> U32, replication & MASK, purpose
    for _ in range(10):
        p0, p1 = M0 * c0, M1 * c2
        c0, c1, c2, c3 = (p1 >> U32) ^ c1 ^ k0, p1 & MASK, (p0 >> U32) ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + W0) & MASK, (k1 + W1) & MASK
    return c0, c1, c2, c3


@njit
def draw_lanes(owner, seed, r, purpose, first, second):
    """The draws of many owners: words 0 and 1 in `first`, 2 and 3 in `second`.

    `philox` once more, written into the loop: so the compiler takes four or eight owners at a time, thrice as fast.
    """
    for i in range(len(owner)):
        k0, k1 = seed & MASK, seed >> U32
        c0, c1, c2, c3 = owner[i] & MASK, owner[i] >> U32, r & MASK, purpose
        for _ in range(10):
            p0, p1 = M0 * c0, M1 * c2
            c0, c1, c2, c3 = (p1 >> U32) ^ c1 ^ k0, p1 & MASK, (p0 >> U32) ^ c3 ^ k1, p0 & MASK
            k0, k1 = (k0 + W0) & MASK, (k1 + W1) & MASK
        first[i] = (c0 << U32) | c1
        second[i] = (c2 << U32) | c3


@inlined
def bits(pair):
    """52 random bits of two words."""
    return ((pair >> U38) << U26) | ((pair & MASK) >> U6)


@inlined
def unit(pair):
    """Two words as a number between 0 and 1, as `luck.uniform`."""
    return (np.float64(np.int64(bits(pair))) + 0.5) / 4503599627370496.0


@njit
def uniforms(seed, owner, replication, purpose):
    """Two uniforms."""
    a, b, c, d = philox(seed, owner, replication, purpose)
    return unit((a << U32) | b), unit((c << U32) | d)


@njit
def normal(u1, u2):
    """A standard normal number."""
    return sqrt(-2.0 * log(u1)) * cos(6.283185307179586 * u2)


@njit
def sort_keys(key, spare, first, last, bucket):
    """Sort key[first:last], ascending: into buckets by the leading bits, which are random, then in place."""
    many = np.uint64(last - first)
    for b in range(last - first + 1):
        bucket[b] = 0
    for i in range(first, last):
        bucket[np.int64(((key[i] >> U32) * many) >> U32) + 1] += 1
    for b in range(last - first):
        bucket[b + 1] += bucket[b]
    for i in range(first, last):
        b = np.int64(((key[i] >> U32) * many) >> U32)
        spare[first + bucket[b]] = key[i]
        bucket[b] += 1
    for i in range(first, last):
        x, j = spare[i], i
        while j > first and key[j - 1] > x:
            key[j] = key[j - 1]
            j -= 1
        key[j] = x


@inlined
def host_of(key):
    """The host a sort key belongs to."""
    return np.int64(key & HOST_BITS)


@njit
def smallest(a, n, rank):
    """The rank-th smallest of a[:n], 0 the least; a is rearranged (Hoare's quickselect)."""
    low, high = 0, n - 1
    while low < high:
        pivot, i, j = a[(low + high) // 2], low, high
        while i <= j:
            while a[i] < pivot:
                i += 1
            while a[j] > pivot:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if rank <= j:
            high = j
        elif rank >= i:
            low = i
        else:
            break
    return a[rank]


# --- the alarm and the answer -----------------------------------------------------------------------------------------


@njit
def foothold_of(entry, entry_key, seed, r, key):
    """The entry host with the smallest number; -1: there is none."""
    draw_lanes(entry_key, seed, r, FOR.ENTRY, key[NUMBER], key[WEAK])
    best = 0
    for i in range(1, len(entry)):
        if bits(key[NUMBER, i]) < bits(key[NUMBER, best]):
            best = i
    return np.int64(entry[best]) if len(entry) > 0 else -1


@njit
def alarm_of(mode, clock, p, seed, r):
    """(start of the destruction, whether the alarm points at the foothold, minute of the alarm)."""
    start, early, alarm = inf, True, 0.0
    if mode == NOBODY:
        u, _ = uniforms(seed, NO_ONE, r, FOR.FALSE_ALARM)
        alarm = clock[WITHIN] * u
    elif mode == WORM:
        start = p[P.attack_onset_h] * 60
        alarm = start + p[P.detection_recognised_h] * 60
    else:
        start = p[P.attack_detonation_h] * 60
        alarm, early = start + p[P.detection_recognised_h] * 60, False
        stealth = p[P.attack_dwell_h] * 60
        for i in range(int(floor(p[P.detection_alerts_before] + 0.5))):
            when, heeded = uniforms(seed, np.uint64(i), r, FOR.ALERT)
            at = start - stealth + when * stealth
            if heeded < p[P.response_alert_acted_on] and at < alarm:
                alarm, early = at, True
    if not isnan(clock[PINNED_ALARM]):
        alarm = clock[PINNED_ALARM]
        early = early or alarm < start
    return start, early, alarm


@njit
def at_night(clock, minute):
    """Whether nobody is at the desk."""
    since = minute + clock[DAY_START]
    day = floor(since / 1440)
    time = since - day * 1440
    if clock[WEEKEND] and (int(clock[WEEKDAY]) + int(day)) % 7 >= 5:
        return True
    if clock[NIGHT_FROM] <= clock[NIGHT_TO]:
        return clock[NIGHT_FROM] <= time < clock[NIGHT_TO]
    return time >= clock[NIGHT_FROM] or time < clock[NIGHT_TO]


@njit
def begins(planned, p, seed, r, course):
    """When the destruction begins: as planned, at the cut, or never because the intruder is out by then."""
    if course[CUT] >= planned:
        return planned
    u, _ = uniforms(seed, NO_ONE, r, FOR.STRIKE)
    if u < p[P.attack_strikes_when_cut]:
        return course[CUT]
    return inf if course[DONE] + p[P.response_hold_h] * 60 <= planned else planned


@njit
def decide(clock, p, course):
    """When it is decided to cut."""
    slow = p[P.response_night_factor] if at_night(clock, course[ALARM]) else 1.0
    course[DECISION] = course[ALARM] + p[P.response_decision_min] * slow


@njit
def shut_down(off, host_key, clock, p, seed, r, host, key, bucket, course):
    """Every host of the roles goes off, one after another: key[GOING], in that order. How many."""
    pinned = not isnan(clock[PINNED_CUT])
    cut = clock[PINNED_CUT] if pinned else course[DECISION]
    done = cut if pinned else course[DECISION] + p[P.response_shutdown_min]
    going = 0
    for h in range(len(off)):
        if off[h]:
            a, b, _, _ = philox(seed, host_key[h], r, FOR.OFF)
            host[OFF, h] = cut + (done - cut) * unit((a << U32) | b)
            key[GOING, going] = ((bits((a << U32) | b) << U12) & ~HOST_BITS) | np.uint64(h)
            going += 1
    sort_keys(key[GOING], key[SPARE_KEY], 0, going, bucket)
    course[CUT], course[DONE] = cut, done
    return going


@njit
def cut_off(
    policy, zone, plan_of_zone, plan_unknown, fire_min, quarantined_start, quarantined, clock, p, seed, r, host, flag, key,
    course,
):  # fmt: skip
    """The plan for the alarm's zone, or for place unknown, is in force at once. (plan, how many hosts in key[GOING])."""
    u, _ = uniforms(seed, NO_ONE, r, FOR.PLACE)
    told = u < p[P.response_place_known] or policy == ISOLATION
    plan = np.int64(plan_of_zone[zone]) if told else np.int64(plan_unknown)
    takes = p[P.response_isolation_min] if isnan(fire_min[plan]) else fire_min[plan]
    cut = course[DECISION] + takes if isnan(clock[PINNED_CUT]) else clock[PINNED_CUT]
    course[CUT], course[DONE] = cut, cut
    going = 0
    for i in range(quarantined_start[plan], quarantined_start[plan + 1]):
        host[OFF, quarantined[i]] = cut
        flag[APART, quarantined[i]] = 1
        key[GOING, going] = np.uint64(quarantined[i])
        going += 1
    return plan, going


# --- who may strike whom ----------------------------------------------------------------------------------------------


@njit
def lay_ways(
    plan, zone_of_class, inside_open, mate_start, mate, edge_start, edge_to, edge_conduit,
    closed, contained, isolated, way_start, way,
):  # fmt: skip
    """way[way_start[x]:way_start[x + 1]]: classes that hosts of class x may strike, with a plan in force (-1: none)."""
    at = 0
    for x in range(len(zone_of_class)):
        way_start[x] = at
        zone = zone_of_class[x]
        if inside_open[zone] and not (plan >= 0 and contained[plan, zone]):
            for i in range(mate_start[zone], mate_start[zone + 1]):
                way[at] = mate[i]
                at += 1
        for e in range(edge_start[x], edge_start[x + 1]):
            if plan >= 0:
                if closed[plan, edge_conduit[e]]:
                    continue
                if (isolated[plan] == zone) != (isolated[plan] == zone_of_class[edge_to[e]]):
                    continue
            way[at] = edge_to[e]
            at += 1
    way_start[len(zone_of_class)] = at


@njit
def adjoin(way_start, way, redirected, member_start, before, adjacent, tried, group):
    """Who presses whom: adjacent[y, g]: hosts of class y may strike those of pressure group g.

    A pressure group is classes that the same classes may strike; they feel the same, so a flat network is one group.
    tried[y]: among how many hosts y's effort goes, 0 none. Groups lie within those of `before`. Returns how many.
    """
    classes, groups = len(tried), 0
    adjacent[:] = 0
    for y in range(classes):
        for i in range(way_start[y], way_start[y + 1]):
            adjacent[y, way[i]] = 1
        tried[y] = member_start[classes]
        if redirected:
            tried[y] = 0.0
            for z in range(classes):
                tried[y] += adjacent[y, z] * (member_start[z + 1] - member_start[z])
    pressed_by = np.zeros(classes, np.uint64)
    for y in range(classes):
        mark, _, _, _ = philox(np.uint64(y), NO_ONE, NO_ONE, NO_ONE)
        for z in range(classes):
            pressed_by[z] += adjacent[y, z] * ((mark << U32) | (mark * M0 & MASK))
    for z in range(classes):
        group[z] = -1
        for c in range(z):
            if pressed_by[c] == pressed_by[z] and before[c] == before[z]:
                group[z] = group[c]
                break
        if group[z] < 0:
            for y in range(classes):
                adjacent[y, groups] = adjacent[y, z]
            group[z] = groups
            groups += 1
    return groups


@njit
def close_over(way_start, way, rank, walking):
    """Mark as ENTERED what is struck over any number of hops from the classes in rank[WALK, :walking], DISTANCE 0.

    A class in which nobody is left alive is not entered.
    """
    at = 0
    while at < walking:
        x = rank[WALK, at]
        at += 1
        for i in range(way_start[x], way_start[x + 1]):
            y = way[i]
            if rank[ALIVE, y] > 0:
                rank[ENTERED, y] = 1
                if rank[DISTANCE, y] < 0:
                    rank[DISTANCE, y] = rank[DISTANCE, x] + 1
                    rank[WALK, walking] = y
                    walking += 1


# --- people -----------------------------------------------------------------------------------------------------------


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
    class_of, account_key, held_start, held, p, seed, r, foothold, home, by_cut, done, taken, host, flag, klass, rank
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
        class_of, account_key, held_start, held, p, seed, r, foothold, home, by_cut, done, taken, host, flag, klass, rank
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


# --- a worm -----------------------------------------------------------------------------------------------------------


@njit
def queue_up(class_of, group, groups, share, foothold, start, host, key, bucket, klass, rank):
    """Vulnerable hosts of each pressure group by resistance: key[KEY, HEAD:TAIL], weakest first; host[SPARE] says how."""
    rank[TAIL] = 0
    for h in range(len(class_of)):
        weak = unit(key[WEAK, h]) < share and h != foothold and host[OFF, h] > start
        key[WEAK, h] = weak
        if weak:
            rank[TAIL, group[class_of[h]]] += 1
    room(groups, rank)
    for h in range(len(class_of)):
        if key[WEAK, h]:
            g = group[class_of[h]]
            key[KEY, rank[TAIL, g]] = (~(bits(key[NUMBER, h]) << U12) & ~HOST_BITS) | np.uint64(h)
            rank[TAIL, g] += 1
    for g in range(groups):
        sort_keys(key[KEY], key[SPARE_KEY], rank[HEAD, g], rank[TAIL, g], bucket)
    weigh(groups, host, key, klass, rank)


@njit
def weigh(groups, host, key, klass, rank):
    """Resistance of every host in a queue, in its order, and each queue's first."""
    for g in range(groups):
        for i in range(rank[HEAD, g], rank[TAIL, g]):
            host[SPARE, i] = -log(unit(key[NUMBER, host_of(key[KEY, i])]))
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
    """Pressure on each group from all that have fallen."""
    klass[PRESSURE] = 0.0
    for y in range(len(tried)):
        if rank[INFECTED, y] and tried[y] > 0:
            each = rank[INFECTED, y] * (rate_each / tried[y])
            for g in range(groups):
                klass[PRESSURE, g] += each * adjacent[y, g]


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


@numba.njit(fastmath={"nnan", "nsz"}, **INNER)
def least_of(a, n):
    """The least of a[:n], which holds no NaN: so told, the compiler takes four at a time. The number is the same."""
    least = inf
    for i in range(n):
        least = min(least, a[i])
    return least


@inlined
def soonest(felt, pressure, threshold, wait, groups):
    """(group, minutes) until the next host falls if nothing else happens; -1: none will."""
    for g in range(groups):
        wait[g] = max(0.0, threshold[g] - felt[g]) / max(pressure[g], 1e-300)
    least = least_of(wait, groups)
    for g in range(groups):
        if wait[g] == least:
            return g, least
    return -1, inf


@njit
def infect(
    adjacent, tried, group, groups, cut_adjacent, cut_tried, cut_group, cut_groups, class_of, host_key, p, seed, r, foothold,
    start, cut, end, going, host, key, bucket, klass, rank,
):  # fmt: skip
    """Sellke's construction: a host falls when the pressure its class has felt reaches its resistance."""
    if host[OFF, foothold] <= start:
        return
    if cut <= start:
        adjacent, tried, group, groups = cut_adjacent, cut_tried, cut_group, cut_groups
    draw_lanes(host_key, seed, r, FOR.SPREAD, key[NUMBER], key[WEAK])
    share, rate_each = p[P.attack_vulnerable_share], p[P.attack_contacts_per_h] / 60.0
    queue_up(class_of, group, groups, share, foothold, start, host, key, bucket, klass, rank)
    felt, pressure, threshold, wait = klass[FELT], klass[PRESSURE], klass[THRESHOLD], klass[WAIT]
    felt[:] = 0.0
    rank[INFECTED] = 0
    rank[INFECTED, class_of[foothold]] = 1
    host[STRUCK, foothold] = host[GONE, foothold] = start
    press(rate_each, adjacent, tried, groups, klass, rank)
    now = start
    event, off_at = next_off(0, going, now, host, key)
    until = min(off_at, cut if cut > start else inf)
    while True:
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
        each = rate_each / tried[c] if tried[c] > 0 else 0.0
        for y in range(groups):
            felt[y] += pressure[y] * step
            pressure[y] += each * adjacent[c, y]
        felt[g] = threshold[g]
        now += step
        host[STRUCK, h] = host[GONE, h] = now
        rank[INFECTED, c] += 1
        advance(g, now, host, key, klass, rank)


# --- from hosts lost to services lost ---------------------------------------------------------------------------------


@njit
def lose_hosts(host, flag, course):
    """When and through whom each host is lost, and whether it has to be rebuilt (HIT)."""
    course[FIRST], course[LAST], course[FIRST_STRUCK] = inf, -inf, inf
    for h in range(host.shape[1]):
        hit = host[STRUCK, h] < inf and host[STRUCK, h] <= host[OFF, h]
        flag[HIT, h] = hit
        mine = not (hit and host[GONE, h] <= host[OFF, h])
        host[LOST, h] = host[OFF, h] if mine else host[GONE, h]
        flag[CAUSE, h] = 2 if mine else 1
        if hit:
            course[FIRST] = min(course[FIRST], host[LOST, h])
            course[LAST] = max(course[LAST], host[LOST, h])
            course[FIRST_STRUCK] = min(course[FIRST_STRUCK], host[STRUCK, h])


@njit
def backups_captured(backup, p, seed, r, flag):
    """Whether the backups went with a backup server."""
    u, _ = uniforms(seed, NO_ONE, r, FOR.BACKUPS)
    if u < p[P.attack_backups_captured]:
        for h in range(len(backup)):
            if backup[h] and flag[HIT, h]:
                return True
    return False


@njit
def restoring_from(mode, p, course):
    """When restoring begins: after the last host is lost and the last thing is cut; infinite: nothing to restore."""
    last = max(course[LAST], course[DONE]) if course[DONE] < inf else course[LAST]
    if last == -inf:
        return inf
    return last + (p[P.false_alarms_clear_h] if mode == NOBODY else p[P.restoration_start_h]) * 60


@njit
def work_of(
    a, run_start, run, restore_h, check_h, offline_copy, p, backups_lost, host, flag
):  # fmt: skip
    """Crew-hours of an application's job; -1: none."""
    off = False
    for i in range(run_start[a], run_start[a + 1]):
        h = run[i]
        if flag[HIT, h]:
            longer = backups_lost and not offline_copy[a]
            return restore_h[a] * (p[P.restoration_backup_lost_factor] if longer else 1.0)
        off = off or (host[OFF, h] < inf and not flag[APART, h])
    return check_h[a] if off else -1.0


@njit
def do_jobs(
    run_start, run, restore_h, check_h, offline_copy, turn, circle, circles, day_factor, p, begin, backups_lost,
    host, flag, job_end, crew_free,
):  # fmt: skip
    """When crews have each application running again; -1: no job. A free crew takes the next in turn."""
    job_end[:] = -1.0
    crew_free[:] = begin
    for i in range(len(turn)):
        a = turn[i]
        work = work_of(a, run_start, run, restore_h, check_h, offline_copy, p, backups_lost, host, flag)
        if work >= 0:
            crew = 0
            for c in range(1, len(crew_free)):
                if crew_free[c] < crew_free[crew]:
                    crew = c
            crew_free[crew] += work * 60.0 * day_factor
            job_end[a] = crew_free[crew]
    for number in range(circles):
        together = True
        for a in range(len(circle)):
            together = together and (circle[a] != number or job_end[a] >= 0)
        for a in range(len(circle)):
            if together and circle[a] == number:
                job_end[a] += p[P.restoration_cold_start_h] * 60.0


@njit
def bring_back(run_start, run, device, day_factor, p, begin, released, host, flag, job_end):
    """When each host is back; 0: never lost."""
    for h in range(host.shape[1]):
        host[BACK, h] = released if flag[APART, h] else 0.0
    for a in range(len(job_end)):
        if job_end[a] >= 0:
            for i in range(run_start[a], run_start[a + 1]):
                h = run[i]
                if flag[HIT, h] or (host[LOST, h] < inf and not flag[APART, h]):
                    host[BACK, h] = max(host[BACK, h], job_end[a])
    rate, rebuilt = p[P.restoration_workstations_per_h], 0
    for i in range(len(device)):
        h = device[i]
        if flag[HIT, h]:
            rebuilt += 1
            host[BACK, h] = begin + rebuilt / rate * 60.0 * day_factor if rate > 0 else inf
        elif host[LOST, h] < inf and not flag[APART, h]:
            host[BACK, h] = begin


@njit
def fell_hosts(node_of_host, host, flag, node, by):
    """Nodes lost on their own account, and when that ends: hosts."""
    node[OWN_LOST] = inf
    node[OWN_BACK] = 0.0
    by[OWN] = 2
    for h in range(len(node_of_host)):
        i = node_of_host[h]
        if i >= 0 and host[LOST, h] < inf:
            node[OWN_LOST, i], node[OWN_BACK, i], by[OWN, i] = host[LOST, h], host[BACK, h], flag[CAUSE, h]


@njit
def fell_workplaces(node_of_workplace, workplace_needed, housed_start, housed, host, flag, node, by):
    """Workplaces: lost when fewer than the needed hosts of a zone run, back when so many run again."""
    for z in range(len(node_of_workplace)):
        i, first, last = node_of_workplace[z], housed_start[z], housed_start[z + 1]
        spare, gone = last - first - workplace_needed[z], 0
        if i < 0 or spare < 0 or workplace_needed[z] <= 0:
            continue
        for j in range(first, last):
            if host[LOST, housed[j]] < inf:
                host[SPARE, gone] = host[LOST, housed[j]]
                gone += 1
        if gone <= spare:
            continue
        when = smallest(host[SPARE], gone, spare)
        node[OWN_LOST, i], by[OWN, i], gone = when, 2, 0
        for j in range(first, last):
            h = housed[j]
            if host[LOST, h] < inf:
                if host[LOST, h] == when and flag[CAUSE, h] < by[OWN, i]:
                    by[OWN, i] = flag[CAUSE, h]
                host[SPARE, gone] = host[BACK, h]
                gone += 1
        node[OWN_BACK, i] = smallest(host[SPARE], gone, gone - spare - 1)


@njit
def fell_plan(plan, leaf_start, leaf, cut, released, node, by):
    """What the plan takes."""
    for j in range(leaf_start[plan], leaf_start[plan + 1]):
        i = leaf[j]
        if cut < node[OWN_LOST, i]:
            node[OWN_LOST, i], by[OWN, i] = cut, 2
        node[OWN_BACK, i] = max(node[OWN_BACK, i], released)


@njit
def run_nodes(first, last, lose, give_back, settle, k, child_start, child, delay_min, node, by, spare):
    """One pass over nodes first..last; whether anything changed. One loop without calls: it is the kernel's longest.

    `lose`: lost at the (n - k + 1)-th loss of n children plus the delay, or on its own account; in the order of
    (minute, cause). `give_back`: back at the k-th return of the children, and not before its own loss ends. `settle`:
    who is back before being lost never was.
    """
    changed = False
    for i in range(first, last):
        start, stop = child_start[i], child_start[i + 1]
        n, need = stop - start, k[i]
        if lose:
            minute, cause = inf, np.uint8(2)
            if need == n:
                for j in range(start, stop):
                    at, label = node[NODE_LOST, child[j]], by[NODE, child[j]]
                    if at < minute or (at == minute and label < cause):
                        minute, cause = at, label
            elif need > 0:
                for j in range(start, stop):
                    at, label, before = node[NODE_LOST, child[j]], by[NODE, child[j]], 0
                    for other in range(start, stop):
                        its, its_label = node[NODE_LOST, child[other]], by[NODE, child[other]]
                        earlier = its < at or (its == at and (its_label < label or (its_label == label and other < j)))
                        before += earlier
                    if before == n - need:
                        minute, cause = at, label
            minute += delay_min[i]
            if node[OWN_LOST, i] < minute or (node[OWN_LOST, i] == minute and by[OWN, i] < cause):
                minute, cause = node[OWN_LOST, i], by[OWN, i]
            if minute != node[NODE_LOST, i] or cause != by[NODE, i]:
                node[NODE_LOST, i], by[NODE, i], changed = minute, cause, True
        if give_back:
            back = 0.0
            if node[NODE_LOST, i] < inf:
                back = node[OWN_BACK, i]
                if need == n:
                    for j in range(start, stop):
                        back = max(back, node[NODE_BACK, child[j]])
                elif need > 0:
                    for j in range(start, stop):
                        at = j - start
                        while at > 0 and spare[at - 1] > node[NODE_BACK, child[j]]:
                            spare[at] = spare[at - 1]
                            at -= 1
                        spare[at] = node[NODE_BACK, child[j]]
                    back = max(back, spare[need - 1])
            if back != node[NODE_BACK, i]:
                node[NODE_BACK, i], changed = back, True
        if settle and node[NODE_BACK, i] <= node[NODE_LOST, i]:
            node[NODE_LOST, i], node[NODE_BACK, i], by[NODE, i] = inf, 0.0, 2
    return changed


@njit
def run_circuit(k, child_start, child, delay_min, stretch_start, circular, node, by, spare):
    """When each node is lost, through whom, and back; only circles are gone through more than once."""
    node[NODE_LOST], node[NODE_BACK] = inf, 0.0
    by[NODE] = 2
    for t in range(len(circular)):
        first, last = stretch_start[t], stretch_start[t + 1]
        if not circular[t]:
            run_nodes(first, last, True, True, True, k, child_start, child, delay_min, node, by, spare)
            continue
        while run_nodes(first, last, True, False, False, k, child_start, child, delay_min, node, by, spare):
            pass
        while run_nodes(first, last, False, True, False, k, child_start, child, delay_min, node, by, spare):
            pass
        run_nodes(first, last, False, False, True, k, child_start, child, delay_min, node, by, spare)


@njit
def read_services(service_node, paper_min, paper_capacity, end, node, by, service):
    """Services' times, and hours lost within the horizon; the sum of hours."""
    total = 0.0
    for s in range(len(service_node)):
        i = service_node[s]
        service[DOWN, s], service[UP, s], service[FIRST_CAUSE, s] = node[NODE_LOST, i], node[NODE_BACK, i], by[NODE, i]
        service[PAPER, s] = service[DOWN, s] + paper_min[s]
        service[HOURS, s] = 0.0
        if service[DOWN, s] < end:
            back = min(service[UP, s], end)
            turn = min(service[PAPER, s], back)
            service[HOURS, s] = ((turn - service[DOWN, s]) * (1.0 - paper_capacity[s]) + (back - turn)) / 60.0
        total += service[HOURS, s]
    return total


# --- from services lost to care lost ----------------------------------------------------------------------------------


@inlined
def deciding(line, start, midnight, need_start, need_service, need_until_min, need_on_paper, service):
    """The service that keeps an operation from taking place, of all that fail it the first lost; -1: it takes place."""
    worst, first = -1, inf
    for i in range(need_start[line], need_start[line + 1]):
        s = need_service[i]
        if service[DOWN, s] <= start < service[UP, s] and service[DOWN, s] < first:
            until = min(midnight + need_until_min[i], service[UP, s])
            if not (need_on_paper[i] and until <= service[PAPER, s]):
                worst, first = s, service[DOWN, s]
    return worst


@njit
def cancel(
    end, day_start, weekday, days, day1_at, list_start, line_operation, line_start_min, line_urgency, need_start,
    need_service, need_until_min, need_on_paper, weight, service, out, per_day, by_urgency, decided_total, decided_day1,
):  # fmt: skip
    """Operations that do not take place."""
    first, last = inf, 0.0
    for s in range(service.shape[1]):
        if service[DOWN, s] < end:
            first, last = min(first, service[DOWN, s]), max(last, min(service[UP, s], end))
    if first == inf:
        return
    day = max(0, int(floor((first + day_start) / 1440)))
    while day < days and day * 1440 - day_start < last:
        midnight = day * 1440 - day_start
        for line in range(list_start[(weekday + day) % 7], list_start[(weekday + day) % 7 + 1]):
            start = midnight + line_start_min[line]
            if start < 0 or start >= end:
                continue
            s = deciding(line, start, midnight, need_start, need_service, need_until_min, need_on_paper, service)
            if s < 0:
                continue
            out[OUT.operations_cancelled_total] += 1
            out[OUT.care_lost] += weight[line_urgency[line]]
            per_day[day] += 1
            by_urgency[line_urgency[line]] += 1
            decided_total[s] += 1
            if day == day1_at:
                out[OUT.operations_cancelled_day1] += 1
                decided_day1[line_operation[line], s] += 1
        day += 1


@njit
def without(needs, first, last, end, service):
    """(paper of a need has run out, the last such need is back, the first such need was lost) of one who needs them."""
    gone, back, lost = inf, 0.0, inf
    for j in range(first, last):
        s = needs[j]
        until = min(service[UP, s], end)
        if service[PAPER, s] < until:
            gone, back, lost = min(gone, service[PAPER, s]), max(back, until), min(lost, service[DOWN, s])
    return gone, back, lost


@njit
def rolling(minute, needs, first, last, service):
    """First minute from `minute` on at which a crew has what it needs."""
    moved = True
    while moved:
        moved = False
        for j in range(first, last):
            s = needs[j]
            if service[PAPER, s] <= minute < service[UP, s]:
                minute, moved = service[UP, s], True
    return minute


@njit
def line_up(i, waiting, queue, acuity, patient):
    """Insert a patient in the order of acuity, then of time, then of the table; the new length."""
    at = waiting
    while at > 0:
        other = queue[at - 1]
        if acuity[other] < acuity[i] or (acuity[other] == acuity[i] and patient[READY, other] <= patient[READY, i]):
            break
        queue[at] = other
        at -= 1
    queue[at] = i
    return waiting + 1


@njit
def move_patients(
    end, patient_start, patient_service, acuity, home, stay_min, site_of, pool_of, free_beds, near_start, near, near_min,
    crew_start, crew_service, crew_moves, p, beds, service, patient, queue, crew_at, out,
):  # fmt: skip
    """Patients whose needs run out wait until they are moved or the need is back; the most acute are moved first."""
    beds[:] = free_beds
    crew_at[:] = 0.0
    hours, waiting, handling = 0.0, 0, p[P.transfer_handling_min]
    for i in range(len(site_of)):
        gone, back, lost = without(patient_service, patient_start[i], patient_start[i + 1], end, service)
        back = min(back, lost + stay_min[i])
        if gone >= back:
            continue
        patient[READY, i], patient[WITHOUT, i], patient[THERE, i] = lost + p[P.transfer_decision_min], gone, back
        if home[i]:
            hours += max(0.0, min(patient[READY, i], back) - gone) / 60.0
        elif patient[READY, i] >= back:
            hours += (back - gone) / 60.0
        else:
            waiting = line_up(i, waiting, queue, acuity, patient)
    for q in range(waiting):
        i = queue[q]
        bed, until = -1, patient[THERE, i]
        for j in range(near_start[site_of[i]], near_start[site_of[i] + 1]):
            if beds[near[j], pool_of[i]] > 0:
                bed = j
                break
        if bed < 0:
            out[OUT.patients_unplaced] += 1
        else:
            departure, crew = inf, -1
            for c in range(len(crew_moves)):
                if crew_moves[c]:
                    at = max(patient[READY, i], crew_at[c])
                    at = rolling(at, crew_service, crew_start[c], crew_start[c + 1], service)
                    if at < departure:
                        departure, crew = at, c
            if departure < until:
                beds[near[bed], pool_of[i]] -= 1
                crew_at[crew] = departure + handling + 2.0 * near_min[bed]
                until = min(until, departure + handling + near_min[bed])
                out[OUT.critical_transfers] += 1
        hours += max(0.0, until - patient[WITHOUT, i]) / 60.0
    out[OUT.patient_hours_without_need] = hours


@njit
def road(minute, first, last, else_service, else_min, service):
    """Road minutes to the nearest department open at a minute."""
    for j in range(first, last):
        s = else_service[j]
        if s < 0 or not (service[PAPER, s] <= minute < service[UP, s]):
            return else_min[j]
    return 0.0


@njit
def ambulance_min(first, last, end, capacity, per_h, else_service, else_min, s, mark, service):
    """Extra road minutes of one service's ambulances, to the nearest department still open."""
    back = min(service[UP, s], end)
    turn = min(service[PAPER, s], back)
    mark[0], mark[1], mark[2], marks = service[DOWN, s], turn, back, 3
    for j in range(first, last):
        other = else_service[j]
        if other >= 0:
            mark[marks] = min(max(service[PAPER, other], service[DOWN, s]), back)
            mark[marks + 1] = min(max(service[UP, other], service[DOWN, s]), back)
            marks += 2
    for m in range(1, marks):
        x, j = mark[m], m
        while j > 0 and mark[j - 1] > x:
            mark[j] = mark[j - 1]
            j -= 1
        mark[j] = x
    extra = 0.0
    for m in range(marks - 1):
        a, b = mark[m], mark[m + 1]
        if b > a:
            share = 1.0 - capacity if b <= turn else 1.0
            extra += (b - a) / 60.0 * share * per_h * road(a, first, last, else_service, else_min, service)
    return extra


@njit
def fill_bins(first, last, share, end, bins, s):
    """Add the share of each bin's time that lies between two minutes; the last bin ends with the horizon."""
    first = max(0.0, first)
    if last <= first or share == 0:
        return
    low, high = int(floor(first / BIN_MIN)), min(int(floor(last / BIN_MIN)), bins.shape[1] - 1)
    if low == high:
        bins[s, low] += (last - first) * share / min(BIN_MIN, end - low * BIN_MIN)
        return
    bins[s, low] += ((low + 1) * BIN_MIN - first) * share / BIN_MIN
    for b in range(low + 1, high):
        bins[s, b] += share
    bins[s, high] += (last - high * BIN_MIN) * share / min(BIN_MIN, end - high * BIN_MIN)


@njit
def count_services(
    end, paper_capacity, arrivals_per_h, ambulances_per_h, else_start, else_service, else_min, told_before, p, mark,
    service, out, lost_hours, lost_bins,
):  # fmt: skip
    """Service-hours, arrivals, ambulances, and what was kept of each service over time."""
    first, last, extra = inf, 0.0, 0.0
    for s in range(service.shape[1]):
        if service[DOWN, s] >= end:
            continue
        back = min(service[UP, s], end)
        turn = min(service[PAPER, s], back)
        first, last = min(first, service[DOWN, s]), max(last, back)
        if service[FIRST_CAUSE, s] == 1:
            out[OUT.service_hours_lost_first_cause_attacker] += service[HOURS, s]
            lost_hours[s, 0] += service[HOURS, s]
        else:
            out[OUT.service_hours_lost_first_cause_own_action] += service[HOURS, s]
            lost_hours[s, 1] += service[HOURS, s]
        out[OUT.arrivals_turned_away] += arrivals_per_h[s] * service[HOURS, s]
        if ambulances_per_h[s] > 0:
            extra += ambulance_min(
                else_start[s], else_start[s + 1], end, paper_capacity[s], ambulances_per_h[s], else_service, else_min, s,
                mark, service,
            )  # fmt: skip
        fill_bins(service[DOWN, s], turn, 1.0 - paper_capacity[s], end, lost_bins, s)
        fill_bins(turn, back, 1.0, end, lost_bins, s)
    out[OUT.ambulance_extra_minutes] = extra * (p[P.transfer_reroute_share] if told_before else 1.0)
    if first < inf:
        out[OUT.recovery_days] = (last - first) / 1440.0


@njit
def count_crews(crew_start, crew_service, end, service, still_h):
    """Hours each crew stands still."""
    for c in range(len(still_h)):
        gone, back, _ = without(crew_service, crew_start[c], crew_start[c + 1], end, service)
        if gone < inf:
            still_h[c] += (back - gone) / 60.0


@njit
def count_hosts(zone_of_host, flag, out, by_zone):
    """Hosts that have to be rebuilt."""
    for h in range(len(zone_of_host)):
        if flag[HIT, h]:
            out[OUT.hosts_lost] += 1
            by_zone[zone_of_host[h]] += 1


@njit
def note_moments(course, begin, moments):
    """In the order of `tally.MOMENTS`."""
    moments[0], moments[1], moments[2], moments[3] = course[FIRST_STRUCK], course[ALARM], course[DECISION], course[CUT]
    moments[4], moments[5], moments[7] = course[DONE], course[FIRST], begin
    moments[6] = course[LAST] if course[LAST] > -inf else inf


# --- replications -----------------------------------------------------------------------------------------------------


@numba.njit(**OPTIONS)
def play_all(spread, answer, fall, clinic, values, seed, start_r, stop_r, inner, work, sums):
    """Replications start_r..stop_r of one arm, written into `sums`; each with its twin that nobody answers, for the net."""
    # fmt: off
    (mode, redirected, host_key, class_of, zone_of_class, zone_of_host, member_start, member, inside_open,
     mate_start, mate, edge_start, edge_to, edge_conduit, entry, account_key, held_start, held, rule_start, ruled,
     backup) = spread
    (policy, clock, off, plan_of_zone, plan_unknown, fire_min, closed, contained, isolated, quarantined_start,
     quarantined, leaf_start, leaf) = answer
    (k, child_start, child, delay_min, _, stretch_start, circular, node_of_host, _, _, node_of_workplace,
     workplace_needed, housed_start, housed, service_node, paper_min, paper_capacity, run_start, run, restore_h,
     check_h, offline_copy, turn, circle, circles, device, _, day_factor) = fall
    (end, day_start, weekday, days, day1_at, list_start, line_operation, line_start_min, line_urgency, need_start,
     need_service, need_until_min, need_on_paper, patient_start, patient_service, acuity, home, stay_min, site_of,
     pool_of, free_beds, near_start, near, near_min, crew_start, crew_service, crew_moves, arrivals_per_h,
     ambulances_per_h, else_start, else_service, else_min, told_before, weight, weight_patient_h, weight_arrival,
     weight_service_h) = clinic
    (host, flag, key, bucket, klass, rank, way_start, way, cut_start, cut_way, adjacent, tried, group, cut_adjacent,
     cut_tried, cut_group, taken, node, by, spare, job_end, crew_free, service, patient, queue, beds, crew_at, mark,
     course) = work
    (outcomes, moments, decided_day1, decided_total, per_day, by_urgency, lost_hours, by_zone, still_h, lost_bins) = sums
    # fmt: on
    lay_ways(
        -1,
        zone_of_class,
        inside_open,
        mate_start,
        mate,
        edge_start,
        edge_to,
        edge_conduit,
        closed,
        contained,
        isolated,
        way_start,
        way,
    )  # fmt: skip
    groups = cut_groups = 0
    if mode == WORM:
        cut_group[:] = 0
        groups = adjoin(way_start, way, redirected, member_start, cut_group, adjacent, tried, group)
    if mode == NOBODY and len(entry) == 0:
        entry = np.arange(len(host_key)).astype(np.int32)
    entry_key = host_key[entry]
    laid = -2
    for r in range(start_r, stop_r):
        p, luck_r, out = values[min(r // inner, len(values) - 1)], np.uint64(r), outcomes[r - start_r]
        foothold = foothold_of(entry, entry_key, seed, luck_r, key)
        planned, early, alarm = alarm_of(mode, clock, p, seed, luck_r)
        for answered in (True, False):
            if policy == SILENT and answered:
                continue
            host[:] = inf
            flag[APART] = 0
            course[:] = inf
            plan, going = -1, 0
            course[ALARM] = alarm if foothold >= 0 else inf
            if foothold >= 0 and answered:
                decide(clock, p, course)
                if policy == SHUTDOWN:
                    going = shut_down(off, host_key, clock, p, seed, luck_r, host, key, bucket, course)
                else:
                    zone = zone_of_host[foothold]
                    if mode == HUMAN and not early:
                        destroy(
                            way_start, way, way_start, way, member_start, member, class_of, host_key, account_key,
                            held_start, held, rule_start, ruled, p, seed, luck_r, foothold, planned, inf, taken, host, flag,
                            key, klass, rank,
                        )  # fmt: skip
                        zone = zone_of_host[first_gone(host)]
                        host[STRUCK], host[GONE] = inf, inf
                    plan, going = cut_off(
                        policy, zone, plan_of_zone, plan_unknown, fire_min, quarantined_start, quarantined, clock, p, seed,
                        luck_r, host, flag, key, course,
                    )  # fmt: skip
            if plan != laid:
                lay_ways(
                    plan, zone_of_class, inside_open, mate_start, mate, edge_start, edge_to, edge_conduit, closed,
                    contained, isolated, cut_start, cut_way,
                )  # fmt: skip
                if mode == WORM:
                    cut_groups = adjoin(
                        cut_start, cut_way, redirected, member_start, group, cut_adjacent, cut_tried, cut_group
                    )
                laid = plan
            if foothold >= 0 and mode == WORM:
                infect(
                    adjacent, tried, group, groups, cut_adjacent, cut_tried, cut_group, cut_groups, class_of, host_key, p,
                    seed, luck_r, foothold, planned, course[CUT], end, going, host, key, bucket, klass, rank,
                )  # fmt: skip
            elif foothold >= 0 and mode == HUMAN:
                start = begins(planned, p, seed, luck_r, course)
                if start < inf:
                    destroy(
                        way_start, way, cut_start, cut_way, member_start, member, class_of, host_key, account_key,
                        held_start, held, rule_start, ruled, p, seed, luck_r, foothold, start, course[DONE], taken, host,
                        flag, key, klass, rank,
                    )  # fmt: skip
            lose_hosts(host, flag, course)
            begin = restoring_from(mode, p, course)
            released = course[CUT] + (p[P.false_alarms_clear_h] if mode == NOBODY else p[P.response_hold_h]) * 60
            do_jobs(
                run_start, run, restore_h, check_h, offline_copy, turn, circle, circles, day_factor, p, begin,
                backups_captured(backup, p, seed, luck_r, flag), host, flag, job_end, crew_free,
            )  # fmt: skip
            bring_back(run_start, run, device, day_factor, p, begin, released, host, flag, job_end)
            fell_hosts(node_of_host, host, flag, node, by)
            fell_workplaces(node_of_workplace, workplace_needed, housed_start, housed, host, flag, node, by)
            if plan >= 0:
                fell_plan(plan, leaf_start, leaf, course[CUT], released, node, by)
            run_circuit(k, child_start, child, delay_min, stretch_start, circular, node, by, spare)
            total = read_services(service_node, paper_min, paper_capacity, end, node, by, service)
            if policy != SILENT and not answered:
                out[OUT.service_hours_lost_net_of_own_action] -= total
                continue
            out[OUT.service_hours_lost_net_of_own_action] = total if policy != SILENT else 0.0
            cancel(
                end, day_start, weekday, days, day1_at, list_start, line_operation, line_start_min, line_urgency, need_start,
                need_service, need_until_min, need_on_paper, weight, service, out, per_day, by_urgency, decided_total,
                decided_day1,
            )  # fmt: skip
            move_patients(
                end, patient_start, patient_service, acuity, home, stay_min, site_of, pool_of, free_beds, near_start, near, near_min,
                crew_start, crew_service, crew_moves, p, beds, service, patient, queue, crew_at, out,
            )  # fmt: skip
            count_services(
                end, paper_capacity, arrivals_per_h, ambulances_per_h, else_start, else_service, else_min, told_before, p,
                mark, service, out, lost_hours, lost_bins,
            )  # fmt: skip
            out[OUT.care_lost] += (
                weight_patient_h * out[OUT.patient_hours_without_need]
                + weight_arrival * out[OUT.arrivals_turned_away]
                + weight_service_h * total
            )
            count_crews(crew_start, crew_service, end, service, still_h)
            count_hosts(zone_of_host, flag, out, by_zone)
            note_moments(course, begin, moments[r - start_r])


def _work(board: Board) -> tuple[NDArray[Any], ...]:
    """Working memory of one call, in the order `play_all` unpacks it."""
    spread, fall, clinic = board.spread, board.fall, board.clinic
    n, c, q, f8, i4 = board.hosts, len(spread.zone_of_class), len(fall.k), np.float64, np.int32
    ways = len(spread.edge_to) + int((np.diff(spread.mate_start).astype(np.int64) ** 2).sum())
    most, square = max([1, *np.diff(fall.child_start).tolist()]), c if board.mode is Mode.WORM else 0
    patients = len(clinic.patient_site)
    return (
        np.empty((6, n), f8), np.empty((4, n), np.uint8), np.empty((5, n), np.uint64), np.empty(n + 1, i4),
        np.empty((5, c), f8), np.empty((8, c), i4), np.empty(c + 1, i4), np.empty(ways, i4), np.empty(c + 1, i4),
        np.empty(ways, i4), np.empty((square, square), np.uint8), np.empty(c), np.empty(c, i4),
        np.empty((square, square), np.uint8), np.empty(c), np.empty(c, i4), np.empty(len(spread.account_key), np.bool_), np.empty((4, q), f8), np.empty((2, q), np.uint8),
        np.empty(most), np.empty(len(fall.turn)), np.empty(fall.crews), np.empty((5, len(board.services)), f8),
        np.empty((3, patients), f8), np.empty(patients, i4), np.empty_like(clinic.beds), np.empty(len(board.crews)),
        np.empty(3 + 2 * len(clinic.else_min)), np.empty(7),
    )  # fmt: skip


def play(board: Board, values: Floats, seed: int, start: int, stop: int, inner: int) -> Tally:
    """Play replications start..stop; arguments as in `playing.play`.

    Raises:
        ValueError: more hosts than a sort key has room for.
    """
    if board.hosts > int(HOST_BITS):
        raise ValueError(f"{board.hosts} hosts: the kernel plays at most {int(HOST_BITS)}")
    tally = board.tally_of(stop - start)
    bins = np.zeros(tally.services_kept.shape[::-1])
    t = tally
    sums = (
        t.outcomes, t.moments, t.decided_day1, t.decided_total, t.cancelled_per_day, t.cancelled_by_urgency, t.lost_hours,
        t.hosts_lost_by_zone, t.crews_still_h, bins,
    )  # fmt: skip
    told = np.ascontiguousarray(values, np.float64)
    play_all(
        tuple(board.spread), _answer_of(board), tuple(board.fall), tuple(board.clinic), told, np.uint64(seed), start, stop,
        inner, _work(board), sums,
    )  # fmt: skip
    tally.services_kept[:] = (stop - start) - bins.T
    return tally


def _answer_of(board: Board) -> tuple[Any, ...]:
    """The answer with its single figures as one array, `clock`."""
    a = board.answer
    clock = np.array([
        a.pinned_alarm_min, a.pinned_cut_min, a.alarm_within_min, a.weekday, a.start_of_day_min, a.night_from_min,
        a.night_to_min, float(a.weekend),
    ])  # fmt: skip
    return (
        a.policy, clock, a.off, a.plan_of_zone, a.plan_unknown, a.fire_min, a.closed, a.contained, a.isolated,
        a.quarantined_start, a.quarantined, a.leaf_start, a.leaf,
    )  # fmt: skip


def prepare(on_cold: Callable[[str], None] | None = None) -> str:
    """Have the kernel compiled; say which it is. `on_cold` gets a sentence first when that takes seconds."""
    if on_cold is not None and not any(FOLDER.rglob("*.nbi")):
        on_cold(f"Compiling the drill's kernel; once, for half a minute. It is kept in {FOLDER}.")
    from codedark.drill.blank import blank_board

    play(blank_board(), np.zeros((1, len(NAMES))), 0, 0, 0, 1)
    return f"numba {numba.__version__}, {FINGERPRINT}"
