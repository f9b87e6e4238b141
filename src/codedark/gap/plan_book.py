"""The plans that gates hold ready: one for each place an alarm may come from, one for place unknown, each by its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from codedark.gap.gate_book import gated_pairs
from codedark.gap.plan import CutPlan, Playbook, Presumed
from codedark.gap.plan_id import plan_id
from codedark.gap.posture import POSTURE_WORDS, Posture, Seal, seal_of_plan, seal_of_zones
from codedark.gap.tiers import Tiers
from codedark.hospital.records import ConduitId
from codedark.hospital.words import OnExpiry
from codedark.reach.closure import closure

__all__ = ["UNKNOWN_PLAN", "StagedPlan", "flows_left", "in_words", "named", "plan_book", "plan_id", "staged_plan"]

UNKNOWN_PLAN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedPlan:
    """One plan as it lies on the gates."""

    id: str
    """Its name on paper and in orders: `plan_id` of the seal."""
    names: tuple[str, ...]
    """`unknown`, `zone:NAME`, or `zone:NAME@4`: alarms that give the same seal share one plan."""
    seal: Seal
    care_lost_per_h: float
    posture_max: Posture
    flows: tuple[str, ...]
    """Break-glass flows it leaves from what is presumed into core zones: each needs its clinical owner's signature."""
    hold_sealed: tuple[ConduitId, ...]
    """Conduits of it whose owner signed that they stay sealed at the deadline."""
    flows_unsigned: tuple[str, ...] = ()
    """Those of `flows` that no clinical owner signed: fired all the same, and said."""


def plan_book(tiers: Tiers, playbook: Playbook) -> tuple[StagedPlan, ...]:
    """Everything gates stage beforehand: the playbook, and every zone as a whole at postures 2, 3 and 4.

    Cost: a judgement for each distinct seal.
    """
    found: dict[str, StagedPlan] = {}
    for name, one, presumed in _seals(tiers, playbook):
        if one.empty:
            continue
        own = plan_id(one)
        if own in found:
            found[own] = _also(found[own], name, () if presumed is None else flows_left(tiers, one, presumed))
        else:
            found[own] = staged_plan(tiers, one, presumed, name)
    return tuple(found.values())


def staged_plan(tiers: Tiers, one: Seal, presumed: Presumed | None, *names: str) -> StagedPlan:
    """One seal, priced and looked through.

    Args:
        presumed: what the intruder may hold; None: nothing is said of flows he may use.
    """
    hold = {c.conduit for c in tiers.hospital.conduits.values() if c.on_expiry is OnExpiry.HOLD_SEALED}
    return StagedPlan(
        id=plan_id(one),
        names=names,
        seal=one,
        care_lost_per_h=tiers.care_lost_per_h(one),
        posture_max=_posture_max(one),
        flows=() if presumed is None else tuple(dict.fromkeys(flows_left(tiers, one, presumed))),
        hold_sealed=tuple(c for c, _ in one.postures if c in hold),
    )


def _posture_max(one: Seal) -> Posture:
    """The highest posture it takes; keeping hosts apart or off the network counts as cut."""
    least = Posture.BREAK_GLASS if one.contain or one.quarantine else Posture.NORMAL
    return max((least, *(p for _, p in one.postures)))


def flows_left(tiers: Tiers, one: Seal, presumed: Presumed) -> Iterator[str]:
    """Break-glass flows over which what is presumed, or what it reaches under this seal, gets into a core zone."""
    ground, measures = tiers.ground, tiers.measures(one)
    hosts = ground.hospital.hosts
    start = np.isin(np.array(hosts.zone_ids), list(presumed.zones))[hosts.zone_at]
    start[[hosts.index_of(h) for h in presumed.hosts]] = True
    closed = closure(ground.reach, cut=measures.closed, contained=measures.contained, quarantined=measures.quarantined)
    held = np.zeros(len(ground.reach.zone_of), np.bool_)
    held[ground.reach.class_of[closed.held_from(start)]] = True
    zone_of = ground.reach.zone_of
    edges = held[ground.reach.edge_from] & ground.core[zone_of[ground.reach.edge_to]]
    edges &= zone_of[ground.reach.edge_from] != zone_of[ground.reach.edge_to]
    edges &= ~measures.closed[ground.reach.edge_conduit]
    rows = tuple(ground.hospital.conduits.values())
    names = tuple(tiers.hospital.conduits)
    for row in np.unique(ground.reach.edge_conduit[edges]).tolist():
        owner = tiers.hospital.conduits[names[int(tiers.owner[row])]]
        if tiers.level[row] >= Posture.BREAK_GLASS or owner.break_glass:
            yield f"{owner.conduit}: {rows[row].from_} to {rows[row].to}"


def _also(plan: StagedPlan, name: str, flows: Iterable[str]) -> StagedPlan:
    """The same seal for another alarm too: what that one presumes may use flows that the first does not."""
    return replace(plan, names=(*plan.names, name), flows=tuple(dict.fromkeys((*plan.flows, *flows))))


def _seals(tiers: Tiers, playbook: Playbook) -> Iterator[tuple[str, Seal, Presumed | None]]:
    plans: Mapping[str, CutPlan] = {
        UNKNOWN_PLAN: playbook.unknown,
        **{f"zone:{zone}": plan for zone, plan in playbook.by_zone.items()},
    }
    for name, plan in plans.items():
        yield name, seal_of_plan(plan), plan.presumed
    # Place unknown is the usual state: its plan stands ready one step milder and one step harder as well.
    for posture in (Posture.NO_ADMINISTRATION, Posture.DARK):
        milder_or_harder = seal_of_plan(playbook.unknown, posture)
        yield f"{UNKNOWN_PLAN}@{int(posture)}", milder_or_harder, playbook.unknown.presumed
    joined = gated_pairs(tiers)
    zones: Iterable[str] = tiers.hospital.zones
    for posture in (Posture.NO_ADMINISTRATION, Posture.BREAK_GLASS, Posture.DARK):
        for zone in zones:
            yield f"zone:{zone}@{int(posture)}", seal_of_zones(joined, [zone], posture), None
        every = seal_of_zones(joined, zones, posture)
        yield f"everything@{int(posture)}", every, None


def named(plans: Iterable[StagedPlan], word: str) -> StagedPlan | None:
    """The plan of that name or id; a zone's name alone means the plan for an alarm there."""
    for plan in plans:
        if word == plan.id or word in plan.names or f"zone:{word}" in plan.names:
            return plan
    return None


def in_words(plan: StagedPlan) -> str:
    """What a plan does, in a line: how many conduits at which posture.

    >>> from codedark.gap.posture import seal
    >>> one = seal({ConduitId("a"): Posture.DARK, ConduitId("b"): Posture.BREAK_GLASS})
    >>> in_words(StagedPlan(id="0" * 12, names=(), seal=one, care_lost_per_h=0, posture_max=Posture.DARK, flows=(),
    ...     hold_sealed=()))
    '1 conduit cut except break-glass, 1 conduit dark'
    """
    counts = {p: sum(q is p for _, q in plan.seal.postures) for p in Posture}
    said = [f"{n} conduit{'s' * (n != 1)} {POSTURE_WORDS[p]}" for p, n in counts.items() if n]
    for things, word, done in ((plan.seal.contain, "zone", "contained"), (plan.seal.quarantine, "host", "quarantined")):
        said += [f"{len(things)} {word}{'s' * (len(things) != 1)} {done}"] * bool(things)
    return ", ".join(said)
