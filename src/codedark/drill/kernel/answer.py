"""The alarm and the answer, compiled: when it comes, what is decided, who goes off (twin: `plain_attack`)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import floor, inf, isnan

import numpy as np

from codedark.drill.jit import njit
from codedark.drill.kernel.luck import bits, draw_lanes, philox, sort_keys, uniforms, unit
from codedark.drill.kernel.rows import (
    ALARM,
    APART,
    CUT,
    DAY_START,
    DECISION,
    DONE,
    FOR,
    GOING,
    HOST_BITS,
    ISOLATION,
    NIGHT_FROM,
    NIGHT_TO,
    NO_ONE,
    NOBODY,
    NUMBER,
    OFF,
    PINNED_ALARM,
    PINNED_CUT,
    SPARE_KEY,
    U12,
    U32,
    WEAK,
    WEEKDAY,
    WEEKEND,
    WITHIN,
    WORM,
    P,
)


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
        for i in range(int(floor(p[P.detection_alerts_before] + 0.5))):  # noqa: RUF046 - floor gives a float when compiled
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
    policy, zone, plan_of_zone, plan_unknown, fire_min, quarantined_start, quarantined, clock, p, seed, r, host, flag,
    key, course,
):  # fmt: skip
    """The plan for the alarm's zone, or for place unknown, is in force. (plan, how many hosts in key[GOING])."""
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
