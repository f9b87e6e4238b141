"""One plan for each zone an alarm may come from, and one for place unknown: solved beforehand, fired at once."""

from __future__ import annotations

from collections.abc import Callable

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

    An alarm in a zone presumes that zone, and what administration paths lead to from it in `elapsed_min`. Alarms that
    presume the same share one plan.

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
    solved: dict[tuple[object, ...], CutPlan] = {}

    def plan(presumed: Presumed) -> CutPlan:
        key = (presumed.hosts, presumed.zones, presumed.place_unknown)
        if key not in solved:
            solved[key] = cut_on(ground, presumed, time_limit_s=time_limit_s)
        return _worded(solved[key], presumed)

    unknown = plan(presume(hospital, reach, [PLACE_UNKNOWN], elapsed_min=elapsed_min))
    by_zone: dict[ZoneId, CutPlan] = {}
    for done, zone in enumerate(hospital.zones, 1):
        advance(done)
        suspect = Suspect(SuspectKind.ZONE, zone)
        by_zone[zone] = plan(presume(hospital, reach, [suspect], elapsed_min=elapsed_min))
    advance(len(hospital.zones) + 1)
    return Playbook(by_zone=by_zone, unknown=unknown)


def _worded(plan: CutPlan, presumed: Presumed) -> CutPlan:
    """The same plan, with the reasons of this presumption."""
    from dataclasses import replace

    return plan if plan.presumed is presumed else replace(plan, presumed=presumed)
