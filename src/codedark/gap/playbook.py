"""One plan for each zone an alarm may come from, and one for place unknown: solved beforehand, fired at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from codedark.depend import Circuit
from codedark.gap.cutting import cut_on
from codedark.gap.ground import survey
from codedark.gap.plan import CutPlan, Playbook, Presumed
from codedark.gap.suspects import ELAPSED_MIN, PLACE_UNKNOWN, Suspect, SuspectKind, presume
from codedark.hospital.records import Hospital, ZoneId
from codedark.reach import Reach


def playbook(
    hospital: Hospital,
    reach: Reach,
    circuit: Circuit,
    *,
    elapsed_min: float = ELAPSED_MIN,
    time_limit_s: float | None = None,
    advance: Callable[[float], None] = lambda done_count: None,
) -> Playbook:
    """Solve the least-harm cut for an alarm in each zone, and for *compromised, place unknown*.

    An alarm in a zone presumes that zone, and what administration paths lead to from it in `elapsed_min`. Where that
    leaves no core zone that is not itself presumed, a cut has nothing left to protect, and doing nothing would be the
    cheapest: then the plan for place unknown is the answer, which still keeps core clean if the intruder has not come
    so far. The plan's `why` says so; `least_harm_cut` of the same presumption says *no*. Alarms that presume the same
    share one plan.

    Args:
        time_limit_s: for each plan; None: until proven.
        advance: told the number of plans done, out of zones + 1.
    Cost: one survey, then one cut a distinct presumption; benchmarks/bench_cut.py.

    >>> from codedark import depend, reach
    >>> from codedark.gap.toy import toy_hospital
    >>> toy = toy_hospital()
    >>> book = playbook(toy, reach.compile(toy), depend.compile(toy), elapsed_min=0)
    >>> book.by_zone["office"].cut
    ('office-to-records', 'office-to-clinic')
    """
    ground = survey(hospital, reach, circuit)
    core = {zone.zone for zone in hospital.zones.values() if zone.core}
    solved: dict[tuple[object, ...], CutPlan] = {}

    def plan(presumed: Presumed) -> CutPlan:
        key = (presumed.hosts, presumed.zones, presumed.place_unknown)
        if key not in solved:
            solved[key] = cut_on(ground, presumed, time_limit_s=time_limit_s)
        return replace(solved[key], presumed=presumed)

    unknown = plan(presume(hospital, reach, [PLACE_UNKNOWN], elapsed_min=elapsed_min))
    by_zone: dict[ZoneId, CutPlan] = {}
    for done, zone in enumerate(hospital.zones, 1):
        advance(done)
        presumed = presume(hospital, reach, [Suspect(SuspectKind.ZONE, zone)], elapsed_min=elapsed_min)
        by_zone[zone] = _fallen_back(unknown, zone) if core and core <= presumed.zones else plan(presumed)
    advance(len(hospital.zones) + 1)
    return Playbook(by_zone=by_zone, unknown=unknown)


def _fallen_back(unknown: CutPlan, zone: ZoneId) -> CutPlan:
    """The plan for place unknown, for an alarm from which every core zone could have been reached."""
    why = (
        f"alarm in zone {zone}: administration paths may have carried the intruder into every core zone already; no cut"
        " would protect any of them, so this is the plan for place unknown, in case he has not come so far"
    )
    return replace(unknown, presumed=replace(unknown.presumed, why=(why, *unknown.presumed.why)))
