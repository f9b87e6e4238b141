"""The answer's part of a board: what is off, what is cut, and what that takes from the circuit.

n hosts, z zones, m conduits, K plans. A plan is one cut with all its parts: for each zone an alarm may come from, and
one for *place unknown*, as `gap.playbook` made them; or one zone cut off by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from codedark.depend import Circuit
from codedark.drill.board_fall import Fall
from codedark.drill.board_reach import Bools, Ints, flat, starts_of
from codedark.drill.scenario import Arm, Scenario
from codedark.gap.plan import CutPlan
from codedark.hospital.records import Hospital
from codedark.hospital.words import Policy
from codedark.reach import Reach

POLICIES = tuple(Policy)
"""`Answer.policy` indexes it."""
NO_PLAN = -1


class Answer(NamedTuple):
    """How an alarm is answered; `x_start` as in `Spread`."""

    policy: int
    pinned_alarm_min: float
    """NaN: drawn."""
    pinned_cut_min: float
    """NaN: drawn."""
    alarm_within_min: float
    """Where nobody attacks: the alarm comes within so many minutes."""
    weekday: int
    """Of the clock's start, Monday 0."""
    start_of_day_min: float
    night_from_min: float
    night_to_min: float
    weekend: bool
    """Whether Saturday and Sunday count as night."""
    off: Bools
    """[n] whether a full shutdown switches the host off."""
    plan_of_zone: Ints
    """[z] plan for an alarm from a zone."""
    plan_unknown: int
    """Plan for *place unknown*, or NO_PLAN."""
    fire_min: NDArray[np.float64]
    """[K] minutes until its slowest gate has cut; NaN: by hand, as long as an isolation takes."""
    closed: Bools
    """[K, m] conduits over which nothing passes."""
    contained: Bools
    """[K, z] zones whose hosts cannot speak to each other."""
    isolated: Ints
    """[K] the zone cut off from all others by hand, or -1."""
    quarantined_start: Ints
    """[K + 1]"""
    quarantined: Ints
    """Hosts taken off the network."""
    leaf_start: Ints
    """[K + 1]"""
    leaf: Ints
    """Nodes of the circuit that the plan takes, hosts and workplaces of quarantined hosts not counted."""


class _Plan(NamedTuple):
    fire_min: float
    closed: frozenset[int]
    contained: frozenset[int]
    isolated: int
    quarantined: tuple[int, ...]
    leaves: tuple[int, ...]


def compile_answer(
    hospital: Hospital, reach: Reach, circuit: Circuit, fall: Fall, policy: Policy, scenario: Scenario, arm: Arm
) -> Answer:
    """Lay out the answer of one arm.

    Cost: where the policy is the playbook, `gap.playbook`: one small program a zone.
    """
    plan_of_zone, unknown, plans = _plans(hospital, reach, circuit, fall, policy)
    pinned = scenario.pinned if arm.pinned else None
    clock, detection, hosts = scenario.clock, scenario.detection, hospital.hosts
    off_roles = [hosts.roles.index(role) for role in hospital.settings.response.off_roles]
    return Answer(
        policy=POLICIES.index(policy),
        pinned_alarm_min=_told(pinned.alarm_min if pinned else None),
        pinned_cut_min=_told(pinned.cut_min if pinned else None),
        alarm_within_min=detection.alarm_within_h * 60,
        weekday=clock.start.weekday(),
        start_of_day_min=float(clock.start_of_day_min),
        night_from_min=float(detection.night_from_min),
        night_to_min=float(detection.night_to_min),
        weekend=detection.weekend,
        off=np.isin(hosts.role_at, off_roles) if policy is Policy.FULL_SHUTDOWN else np.zeros(len(hosts), np.bool_),
        plan_of_zone=np.array(plan_of_zone, np.int32),
        plan_unknown=unknown,
        fire_min=np.array([plan.fire_min for plan in plans], np.float64),
        closed=_marks([plan.closed for plan in plans], len(hospital.conduits)),
        contained=_marks([plan.contained for plan in plans], len(hosts.zone_ids)),
        isolated=np.array([plan.isolated for plan in plans], np.int32),
        quarantined_start=starts_of([list(plan.quarantined) for plan in plans]),
        quarantined=flat([list(plan.quarantined) for plan in plans]),
        leaf_start=starts_of([list(plan.leaves) for plan in plans]),
        leaf=flat([list(plan.leaves) for plan in plans]),
    )


def _told(minute: float | None) -> float:
    return nan if minute is None else minute


def _marks(sets: Sequence[frozenset[int]], width: int) -> Bools:
    marks = np.zeros((len(sets), width), np.bool_)
    for i, chosen in enumerate(sets):
        marks[i, sorted(chosen)] = True
    return marks


def _plans(
    hospital: Hospital, reach: Reach, circuit: Circuit, fall: Fall, policy: Policy
) -> tuple[list[int], int, list[_Plan]]:
    """Zone -> plan, the plan for place unknown, and the plans, each distinct one once."""
    zones = hospital.hosts.zone_ids
    if policy is Policy.ZONE_ISOLATION:
        return list(range(len(zones))), NO_PLAN, [_isolation(hospital, reach, fall, z) for z in range(len(zones))]
    if policy is not Policy.PLAYBOOK:
        return [NO_PLAN] * len(zones), NO_PLAN, []
    from codedark.gap.playbook import playbook

    book = playbook(hospital, reach, circuit)
    distinct: dict[_Plan, int] = {}
    unknown = distinct.setdefault(_of(book.unknown, hospital, fall), 0)
    by_zone = [
        distinct.setdefault(_of(book.by_zone[zone], hospital, fall), len(distinct)) if zone in book.by_zone else unknown
        for zone in zones
    ]
    return by_zone, unknown, list(distinct)


def _of(plan: CutPlan, hospital: Hospital, fall: Fall) -> _Plan:
    conduit_at = {conduit: i for i, conduit in enumerate(hospital.conduits)}
    zone_at = {zone: z for z, zone in enumerate(hospital.hosts.zone_ids)}
    closed = frozenset(conduit_at[conduit] for conduit in plan.cut)
    contained = frozenset(zone_at[zone] for zone in plan.contain)
    return _Plan(
        fire_min=plan.fire_min,
        closed=closed,
        contained=contained,
        isolated=-1,
        quarantined=tuple(sorted(hospital.hosts.index_of(host) for host in plan.quarantine)),
        leaves=_leaves(fall, closed, contained),
    )


def _leaves(fall: Fall, closed: frozenset[int], contained: frozenset[int]) -> tuple[int, ...]:
    nodes = [int(fall.node_of_conduit[c]) for c in closed] + [int(fall.node_of_inside[z]) for z in contained]
    return tuple(sorted(node for node in nodes if node >= 0))


def _isolation(hospital: Hospital, reach: Reach, fall: Fall, zone: int) -> _Plan:
    """One zone cut off from all others: every path into it and out of it.

    A conduit row that joins other pairs of zones, too, goes on for those; the circuit cannot tell half a row, so for
    this zone its workplaces are taken as lost, if it has such a row.
    """
    from_, to = reach.zone_of[reach.edge_from], reach.zone_of[reach.edge_to]
    touching = (from_ == zone) != (to == zone)
    rows = len(hospital.conduits)
    touched = np.bincount(reach.edge_conduit[touching], minlength=rows)
    others = np.bincount(reach.edge_conduit[~touching & (from_ != to)], minlength=rows)
    closed = frozenset(np.flatnonzero((touched > 0) & (others == 0)).tolist())
    shared = bool(((touched > 0) & (others > 0)).any())
    leaves = _leaves(fall, closed, frozenset())
    workplace = int(fall.node_of_workplace[zone])
    return _Plan(
        fire_min=nan,
        closed=closed,
        contained=frozenset(),
        isolated=zone,
        quarantined=(),
        leaves=(*leaves, workplace) if shared and workplace >= 0 else leaves,
    )
