"""The plans of the go-bag, one for each zone an alarm may come from and one for place unknown: pages and an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from codedark.gap.gate_book import gate_between
from codedark.gap.plan import CutPlan
from codedark.gap.plan_id import plan_id
from codedark.gap.posture import POSTURE_WORDS, Posture, Seal, seal_of_plan
from codedark.hospital.records import ConduitId, GateId, Hospital, ServiceId, ZoneId
from codedark.hospital.words import OnExpiry
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_words import care, counted, in_threes, listed, spelled_minutes

PLACE_UNKNOWN = "place unknown"
STEPS = (Posture.NO_ADMINISTRATION, Posture.BREAK_GLASS, Posture.DARK)
"""Postures a plan is printed at."""
FULL_SHUTDOWN, NOTHING = "full shutdown", "nothing"
_LEAST_SHOWN = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """One plan with its seals, and the zones whose alarm it answers."""

    plan: CutPlan
    zones: tuple[str, ...]
    """Zones in the order of their table; `place unknown` first where it is that plan."""
    seals: tuple[tuple[Posture, Seal, float], ...]
    """Posture, what it asks for, care lost an hour."""

    @property
    def id(self) -> str:
        """Name of its usual seal, at posture 3."""
        return next(plan_id(seal) for posture, seal, _ in self.seals if posture is Posture.BREAK_GLASS)

    @property
    def empty(self) -> bool:
        """Whether it cuts nothing at all."""
        return all(seal.empty for _, seal, _ in self.seals)


def priced_plans(bag: GoBag) -> tuple[Priced, ...]:
    """Every distinct plan of the playbook, place unknown first, then in the order of the zones.

    Cost: a judgement for each plan and posture.
    """
    zones: dict[str, list[str]] = defaultdict(list)
    plans: dict[str, CutPlan] = {}
    for name, plan in [(PLACE_UNKNOWN, bag.playbook.unknown), *bag.playbook.by_zone.items()]:
        key = plan_id(seal_of_plan(plan))
        zones[key].append(str(name))
        plans.setdefault(key, plan)
    return tuple(_priced(bag, plan, zones[key]) for key, plan in plans.items())


def _priced(bag: GoBag, plan: CutPlan, zones: Iterable[str]) -> Priced:
    seals = ((posture, seal_of_plan(plan, posture)) for posture in STEPS)
    return Priced(
        plan=plan,
        zones=tuple(zones),
        seals=tuple((posture, seal, bag.tiers.care_lost_per_h(seal)) for posture, seal in seals),
    )


def index_rows(bag: GoBag, plans: Iterable[Priced]) -> list[dict[str, Any]]:
    """One row an alarm zone, place unknown first: where to look, and what it costs."""
    of_zone = {zone: priced for priced in plans for zone in priced.zones}
    rows = []
    for zone in [PLACE_UNKNOWN, *bag.hospital.zones]:
        priced = of_zone[zone]
        plan = bag.playbook.unknown if zone == PLACE_UNKNOWN else bag.playbook.by_zone[ZoneId(zone)]
        told = bag.hospital.zones.get(ZoneId(zone))
        rows.append(
            {
                "zone": zone,
                "name": told.name if told is not None else "Nobody can say where the intruder is.",
                "core": told is not None and told.core,
                "id": priced.id,
                "spelled": in_threes(priced.id),
                "label": f"plan-{priced.id}",
                "care": [care(lost) for _, _, lost in priced.seals],
                "safe": not plan.residual,
                "empty": priced.empty,
            }
        )
    return rows


def prices(bag: GoBag, plans: Iterable[Priced]) -> list[dict[str, Any]]:
    """The index for programs: zone, the plan's name, care lost an hour at each posture."""
    of_zone = {zone: priced for priced in plans for zone in priced.zones}
    return [
        {
            "zone": zone,
            "id": of_zone[zone].id,
            "care_lost_per_h": {str(int(posture)): lost for posture, _, lost in of_zone[zone].seals},
        }
        for zone in (PLACE_UNKNOWN, *map(str, bag.hospital.zones))
    ]


def plan_pages(bag: GoBag, plans: Iterable[Priced]) -> list[dict[str, Any]]:
    """One page a distinct plan."""
    return [_page(bag, priced) for priced in plans]


def _page(bag: GoBag, priced: Priced) -> dict[str, Any]:
    plan, hospital = priced.plan, bag.hospital
    seal = next(seal for posture, seal, _ in priced.seals if posture is Posture.BREAK_GLASS)
    return {
        "id": priced.id,
        "label": f"plan-{priced.id}",
        "head": listed(priced.zones, 2),
        "spelled": in_threes(priced.id),
        "zones": [_zone_said(hospital, zone) for zone in priced.zones],
        "unknown": PLACE_UNKNOWN in priced.zones,
        "empty": _empty_said(bag, priced),
        "why": list(plan.presumed.why[-1:]) if PLACE_UNKNOWN in priced.zones else list(plan.presumed.why[:4]),
        "presumed": _presumed_said(plan),
        "prices": [*([] if priced.empty else _seal_prices(bag, priced)), *_other_prices(plan)],
        "fire": _fire_said(plan, priced.empty),
        "gates": _gates(bag, seal),
        "hand": _without_gate(bag, seal),
        "contain": [{"zone": z, "gate": str(hospital.zones[z].contain or "no gate told")} for z in seal.contain],
        "quarantine": _quarantine(hospital, seal),
        "services": _services(bag, seal),
        "break_glass": _break_glass(bag, seal),
        "hold_sealed": [c for c, _ in seal.postures if hospital.conduits[c].on_expiry is OnExpiry.HOLD_SEALED],
        "residual": _residual(plan),
        "exposed": listed(plan.exposed),
        "optimal": plan.optimal,
    }


def _zone_said(hospital: Hospital, zone: str) -> dict[str, str]:
    told = hospital.zones.get(ZoneId(zone))
    return {"zone": zone, "name": told.name if told is not None else "nobody can say where the intruder is"}


def _residual(plan: CutPlan) -> list[dict[str, str]]:
    """Ways into core left open: those that begin with the same step, for the same reason, are one line."""
    cores: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for left in plan.residual:
        first = left.path[1] if len(left.path) > 1 else ""
        cores[left.suspect, first, left.why.split("; ")[0]][str(left.core)] = None
    begins: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (suspect, first, why), reached in cores.items():
        begins[first, why, tuple(reached)].append(suspect)
    return [
        {"core": listed(reached), "suspects": listed(suspects, 6), "first": first, "why": why}
        for (first, why, reached), suspects in begins.items()
    ]


def _empty_said(bag: GoBag, priced: Priced) -> str:
    """Why a plan cuts nothing; "" where it cuts something."""
    if not priced.empty:
        return ""
    if not any(zone.core for zone in bag.hospital.zones.values()):
        return "Nothing is cut: no zone is marked core, so there is nothing a cut would protect."
    if not bag.hospital.gates:
        return "Nothing can be cut from here: no gate is told. What is closed is closed by hand."
    if priced.plan.residual:
        return "Nothing that a gate can cut keeps core out of reach from there."
    return "There is nothing to cut: no way leads from there to a core zone that is not presumed already."


def _presumed_said(plan: CutPlan) -> str:
    zones, hosts = sorted(plan.presumed.zones), sorted(plan.presumed.hosts)
    parts = [f"{counted(len(zones), 'zone')} as a whole ({listed(zones, 8)})"] if zones else []
    parts += [f"{counted(len(hosts), 'single host')} ({listed(hosts, 6)})"] if hosts else []
    return " and ".join(parts) or "nothing"


def _seal_prices(bag: GoBag, priced: Priced) -> list[dict[str, Any]]:
    """A row a posture; digits only where gates hold it ready, because no gate takes an order for anything else."""
    staged = {plan.id for plan in bag.staged}
    return [
        {
            "what": f"posture {int(posture)}: {POSTURE_WORDS[posture]}",
            "id": in_threes(plan_id(seal)) if plan_id(seal) in staged else "not staged",
            "care": care(lost),
            "core": "" if posture is not Posture.BREAK_GLASS else _core_said(r.core for r in priced.plan.residual),
            "usual": posture is Posture.BREAK_GLASS,
        }
        for posture, seal, lost in priced.seals
    ]


def _other_prices(plan: CutPlan) -> list[dict[str, Any]]:
    others = {a.name: a for a in plan.alternatives}
    shown = [others[name] for name in (FULL_SHUTDOWN, NOTHING) if name in others]
    return [
        {"what": a.name, "id": "", "care": care(a.care_lost_per_h), "core": _core_said(a.core_exposed), "usual": False}
        for a in shown
    ]


def _core_said(zones: Iterable[str]) -> str:
    reached = list(dict.fromkeys(zones))
    return "none" if not reached else f"{len(reached)}: {listed(reached, 3)}"


def _fire_said(plan: CutPlan, empty: bool) -> str:
    if empty:
        return ""
    minutes = plan.fire_min
    return "less than a minute" if minutes < 1 else spelled_minutes(minutes)


def _gates(bag: GoBag, seal: Seal) -> list[dict[str, Any]]:
    """What each gate cuts: the plan's conduits with their number in it, by which they are let go one by one."""
    at_gate: dict[GateId, list[tuple[int, ConduitId]]] = defaultdict(list)
    for number, (conduit, _) in enumerate(seal.postures):
        for gate in _gates_of(bag, conduit):
            at_gate[gate].append((number, conduit))
    hospital = bag.hospital
    return [
        {
            "gate": str(gate),
            "about": ", ".join(filter(None, (hospital.gates[gate].name, str(hospital.gates[gate].kind)))),
            "conduits": [{"number": number, "conduit": str(conduit)} for number, conduit in at_gate[gate]],
        }
        for gate in hospital.gates
        if gate in at_gate
    ]


def _gates_of(bag: GoBag, conduit: ConduitId) -> list[GateId]:
    row = bag.hospital.conduits[conduit]
    found = (gate_between(bag.hospital, row, pair) for pair in bag.pairs[conduit])
    return list(dict.fromkeys(gate for gate in found if gate is not None))


def _without_gate(bag: GoBag, seal: Seal) -> list[str]:
    """Conduits of the plan between some zones of which no gate stands: only a hand can cut them."""
    return [
        str(conduit)
        for conduit, _ in seal.postures
        if any(
            pair[0] != pair[1] and gate_between(bag.hospital, bag.hospital.conduits[conduit], pair) is None
            for pair in bag.pairs[conduit]
        )
    ]


def _quarantine(hospital: Hospital, seal: Seal) -> list[dict[str, str]]:
    by_gate: dict[str, list[str]] = defaultdict(list)
    for host in seal.quarantine:
        by_gate[str(hospital.hosts.named(host).quarantine or "no gate told")].append(host)
    return [{"gate": gate, "hosts": listed(hosts)} for gate, hosts in by_gate.items()]


def _services(bag: GoBag, seal: Seal) -> list[dict[str, str]]:
    """Services that lose their needs, those whose care stops first come first."""
    return services_on_paper(bag, lost_at_min(bag, seal))


def lost_at_min(bag: GoBag, seal: Seal) -> Mapping[ServiceId, float]:
    """Minute at which each service is lost to a seal, within the planning horizon; the others are absent."""
    losses = bag.tiers.ground.losses
    at = losses.lost_at_min(losses.nodes_of(bag.tiers.measures(seal)))
    return {s: float(minute) for s, minute in zip(bag.hospital.services, at, strict=True) if np.isfinite(minute)}


def services_on_paper(bag: GoBag, lost: Mapping[ServiceId, float]) -> list[dict[str, str]]:
    """Rows for services lost at these minutes: when, how long paper carries them, at what share."""
    services = bag.hospital.services

    def ends(service: ServiceId) -> float:
        return lost[service] + services[service].paper_min_planned

    rows = []
    for service in sorted(lost, key=lambda s: (ends(s), services[s].restore_rank)):
        told = services[service]
        rows.append(
            {
                "service": str(service),
                "name": told.name or str(service),
                "lost": spelled_minutes(lost[service]),
                "paper": "nobody told: plan with none"
                if not isinstance(told.paper_min, float | int)
                else spelled_minutes(told.paper_min)
                if told.paper_min
                else "no paper: stops",
                "share": f"{told.paper_capacity:.0%}" if told.paper_min_planned else "",
                "tried": "" if told.tested or not told.paper_min_planned else "never tried",
            }
        )
    return rows


def _break_glass(bag: GoBag, seal: Seal) -> list[dict[str, str]]:
    """Flows that stay open in the plan's conduits, by the conduit they stand for and who answers for it."""
    cut = {c for c, _ in seal.postures}
    kept: dict[ConduitId, dict[str, None]] = defaultdict(dict)
    for flow in bag.tiers.break_glass.flows:
        if flow.row.conduit in cut:
            kept[flow.stands_for][str(flow.row.conduit)] = None
    missing = {gap.conduit for gap in bag.tiers.break_glass.incomplete}
    return [
        {
            "flow": str(conduit),
            "owner": bag.hospital.conduits[conduit].clinical_owner or "no clinical owner named",
            "over": listed(rows, 4),
            "incomplete": "stands on something that nothing keeps open" if conduit in missing else "",
        }
        for conduit, rows in kept.items()
    ]
