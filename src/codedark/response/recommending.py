"""An alarm into a recommendation: the plan, what it costs patients, what else could be done, who must be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from codedark import depend, reach
from codedark.gap.cutting import cut_on
from codedark.gap.ground import Ground, survey
from codedark.gap.plan import Alternative, CutPlan, Playbook
from codedark.gap.playbook import playbook
from codedark.gap.suspects import ELAPSED_MIN, SuspectKind, presume
from codedark.hospital.records import Hospital
from codedark.response.alarm import Alarm
from codedark.response.allowance import Allowance
from codedark.response.theatres import Running, has_theatres, running

UNKNOWN_PLAN = "unknown"
FRESH_PLAN = "fresh"
"""A cut found for this alarm alone: no gate holds it beforehand, nobody marked it automatic."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A hospital and its playbook, solved before anything happens."""

    hospital: Hospital
    ground: Ground
    book: Playbook

    def named(self, name: str) -> CutPlan:
        """The prepared plan of that name: `unknown`, or `zone:NAME`. KeyError: there is none."""
        if name == UNKNOWN_PLAN:
            return self.book.unknown
        kind, _, zone = name.partition(":")
        plans = {str(known): plan for known, plan in self.book.by_zone.items()}
        if kind != "zone" or zone not in plans:
            raise KeyError(f"no prepared plan {name}: name `unknown` or `zone:NAME`")
        return plans[zone]


@dataclass(frozen=True, slots=True, kw_only=True)
class Automatic:
    """Whether a plan may be fired with nobody asked. `because`: every reason against it, or what allows it."""

    allowed: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A proposal, not a decision: nothing was cut."""

    at: datetime
    alarm: Alarm
    plan_name: str
    """`zone:NAME` or `unknown`: a prepared plan. `fresh`: found for this alarm."""
    plan: CutPlan
    care_lost_per_h: float
    alternatives: tuple[Alternative, ...]
    """Beside the plan, priced the same way: full shutdown, zone isolation, only what is free, nothing."""
    theatres_in_use: tuple[Running, ...]
    automatic: Automatic
    why: tuple[str, ...]
    """Which plan was taken, and why that one."""


def prepare(
    hospital: Hospital,
    *,
    time_limit_s: float | None = None,
    advance: Callable[[float], None] = lambda done_count: None,
) -> Prepared:
    """Solve the playbook, so that an alarm in one zone is answered without solving anything.

    Cost: as `gap.playbook`.
    """
    compiled, circuit = reach.compile(hospital), depend.compile(hospital)
    book = playbook(hospital, compiled, circuit, time_limit_s=time_limit_s, advance=advance)
    return Prepared(hospital, survey(hospital, compiled, circuit), book)


def recommend(
    prepared: Prepared,
    alarm: Alarm,
    allowance: Allowance,
    at_local: datetime,
    *,
    time_limit_s: float | None = None,
) -> Recommendation:
    """Say what to do about an alarm.

    Place unknown, and suspects in one zone, have a prepared plan. Suspects in several zones get the least-harm cut of
    all of them together, since plans laid over each other cost more than one plan for all.

    Args:
        at_local: now, by the hospital's wall clock: the list of operations follows it.
        time_limit_s: for a fresh cut; None: until proven.
    Raises:
        KeyError: the alarm names what is not in the hospital.
    Cost: look-ups for a prepared plan; otherwise one cut on surveyed ground.
    """
    name, plan, why = _plan(prepared, alarm, time_limit_s)
    theatres = running(prepared.hospital, at_local, plan.services_lost)
    return Recommendation(
        at=alarm.at,
        alarm=alarm,
        plan_name=name,
        plan=plan,
        care_lost_per_h=plan.care_lost_per_h,
        alternatives=plan.alternatives,
        theatres_in_use=theatres,
        automatic=judge_automatic(prepared.hospital, alarm, name, plan, allowance, theatres),
        why=why,
    )


def _plan(prepared: Prepared, alarm: Alarm, time_limit_s: float | None) -> tuple[str, CutPlan, tuple[str, ...]]:
    unknown = any(suspect.kind is SuspectKind.UNKNOWN for suspect in alarm.suspects) or not alarm.suspects
    if unknown and not alarm.zones:
        return UNKNOWN_PLAN, prepared.book.unknown, ("the place is unknown: the prepared plan for that",)
    if len(alarm.zones) == 1 and not unknown:
        zone = alarm.zones[0]
        return f"zone:{zone}", prepared.book.by_zone[zone], (f"every suspect stands in {zone}: its prepared plan",)
    ground = prepared.ground
    inside_min = max((alarm.at - alarm.first_at).total_seconds() / 60, 0.0)
    presumed = presume(ground.hospital, ground.reach, alarm.suspects, elapsed_min=ELAPSED_MIN + inside_min)
    zones = ", ".join(alarm.zones) + (" and place unknown" if unknown else "")
    core = {zone.zone for zone in ground.hospital.zones.values() if zone.core}
    if core and core <= presumed.zones:
        # As the playbook does: with all core presumed lost, the cheapest cut would be none at all.
        why = f"suspects in {zones}: every core zone may be reached already; the plan for place unknown, in case not"
        return UNKNOWN_PLAN, prepared.book.unknown, (why,)
    return FRESH_PLAN, cut_on(ground, presumed, time_limit_s=time_limit_s), (f"suspects in {zones}: one cut for all",)


def judge_automatic(
    hospital: Hospital,
    alarm: Alarm,
    name: str,
    plan: CutPlan,
    allowance: Allowance,
    theatres: tuple[Running, ...],
) -> Automatic:
    """Whether a plan may be fired with nobody asked: every reason against it, not just the first.

    Theatres in use forbid it whatever is signed. So does a list of operations nobody told, where there are theatres:
    unknown is not empty.
    """
    against = []
    if name not in allowance.plans_marked_automatic:
        against.append(f"plan {name} is not marked automatic")
    if theatres:
        touched = sum(bool(one.loses) for one in theatres)
        lose = f"; {touched} would lose what they need" if touched else ""
        against.append(f"{len(theatres)} operations are running by the list{lose}")
    elif has_theatres(hospital) and not hospital.operations:
        against.append("no list of operations is told: whether theatres are in use is unknown")
    if not (plan.cut or plan.quarantine or plan.contain):
        against.append("the plan cuts nothing")
    if len(alarm.channels) < allowance.channels_least:
        against.append(f"the alarm rests on {len(alarm.channels)} channel; {allowance.channels_least} are needed")
    price = (allowance.care_held_per_h + plan.care_lost_per_h) * allowance.hold_h
    total = allowance.care_spent_24h + price
    if total > allowance.care_limit_24h:
        against.append(
            f"care lost within 24 h would come to {total:.2f} ({allowance.care_spent_24h:.2f} spent, {price:.2f} in"
            f" {allowance.hold_h:g} h); the limit is {allowance.care_limit_24h:.2f}"
        )
    if against:
        return Automatic(allowed=False, because=tuple(against))
    within = f"{total:.2f} of {allowance.care_limit_24h:.2f} care within 24 h, no operation running by the list"
    return Automatic(allowed=True, because=(f"plan {name} is marked automatic; {within}",))
