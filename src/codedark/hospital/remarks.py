"""What a sound hospital's owner should still look at: no fault, but seldom meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from codedark.hospital.records import Hospital, Unknown
from codedark.hospital.words import Action, GateKind, Policy, Role, ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing worth a look, with what it is about."""

    kind: str
    """Short and stable, for programs: `circular-need`, `core-without-gate`, ..."""
    what: str
    """What it is, for people."""
    why: str
    """Why it matters."""
    names: tuple[str, ...]
    """What it is about, in the order of the tables; () when it is about the whole hospital."""


def remarks(hospital: Hospital) -> tuple[Remark, ...]:
    """Everything worth a look, in the order the rules stand below; () when there is nothing.

    Cost: linear in the rows, hosts as columns.
    """
    return tuple(remark for rule in _RULES for remark in rule(hospital))


def _about(kind: str, what: str, why: str, names: Iterable[str]) -> Iterator[Remark]:
    """One remark about these names; none when there are none."""
    told = tuple(names)
    if told:
        yield Remark(kind=kind, what=what, why=why, names=told)


def _circles(hospital: Hospital) -> Iterator[Remark]:
    why = "What runs goes on running; a start from nothing may not be possible."
    for circle in circles(_needs_of_everything(hospital)):
        yield from _about("circular-need", "Need each other in a circle", why, circle)


def _needs_of_everything(hospital: Hospital) -> dict[str, list[str]]:
    """Who names whom as needed: services, applications, and hosts through what they stand on."""
    told: dict[str, list[str]] = {}
    for service in hospital.services.values():
        told[service.service] = list(service.needs.names())
    for application in hospital.applications.values():
        told[application.application] = [*application.needs.names(), *application.runs_on.names()]
    for i, need in hospital.hosts.needs.items():
        told[hospital.hosts.ids[i]] = list(need.names())
    return told


def circles(needs: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Groups of names that all need each other, directly or through others (Tarjan 1972, without recursion).

    >>> circles({"a": ["b"], "b": ["a", "c"], "c": []})
    [('a', 'b')]
    """
    at: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    open_: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in needs:
        if root in at:
            continue
        walk = [(root, iter(needs.get(root, ())))]
        at[root] = low[root] = len(at)
        stack.append(root)
        open_.add(root)
        while walk:
            name, rest = walk[-1]
            following = next(rest, None)
            if following is None:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[name])
                if low[name] == at[name]:
                    found.extend(_closed(name, stack, open_, at))
            elif following not in at:
                at[following] = low[following] = len(at)
                stack.append(following)
                open_.add(following)
                walk.append((following, iter(needs.get(following, ()))))
            elif following in open_:
                low[name] = min(low[name], at[following])
    return sorted(found, key=lambda circle: at[circle[0]])


def _closed(name: str, stack: list[str], open_: set[str], at: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    members = []
    while True:
        member = stack.pop()
        open_.discard(member)
        members.append(member)
        if member == name:
            break
    if len(members) > 1:
        yield tuple(sorted(members, key=lambda m: at[m]))


def _core(hospital: Hospital) -> Iterator[Remark]:
    core = [zone for zone in hospital.zones.values() if zone.core]
    if not core:
        why = "There is nothing the virtual air gap is told to protect."
        yield Remark(kind="no-core", what="No zone is core", why=why, names=())
    why = "A cut needs a conduit's own gate, or cannot be made."
    bare = (zone.zone for zone in core if zone.gate is None)
    yield from _about("core-without-gate", "Core zones with no gate before them", why, bare)


def _idle_gates(hospital: Hospital) -> Iterator[Remark]:
    used = {gate for zone in hospital.zones.values() for gate in (zone.gate, zone.contain)}
    used |= {conduit.gate for conduit in hospital.conduits.values()}
    used |= {hospital.hosts.quarantine_of(i) for i in range(len(hospital.hosts))}
    idle = (gate for gate in hospital.gates if gate not in used)
    yield from _about("idle-gate", "Gates that no zone, conduit or host names", "They cut nothing.", idle)


def _wiring(hospital: Hospital) -> Iterator[Remark]:
    """What a gate of ours has to be told before it can be prepared, and a cut proven."""
    ours = {gate.gate for gate in hospital.gates.values() if gate.kind is GateKind.NFTABLES}
    behind = [zone for zone in hospital.zones.values() if zone.gate in ours]
    told = {pair for pair, cable in hospital.cables.items() if cable.interface}
    bare = (f"{z.gate} -> {z.zone}" for z in behind if z.gate is not None and (z.gate, z.zone) not in told)
    why = "What comes from there with another zone's address is not refused."
    yield from _about("interface-untold", "Gates and zones between which no interface is told in cables", why, bare)
    hosts = hospital.hosts
    probed = set(hosts.zone_at[hosts.role_at == hosts.roles.index(Role.PROBER)].tolist())
    at = {zone: i for i, zone in enumerate(hosts.zone_ids)}
    blind = (z.zone for z in behind if z.kind is not ZoneKind.EXTERNAL and at[z.zone] not in probed)
    yield from _about("zone-without-prober", "Zones without a prober", "A cut there can be made, not proven.", blind)
    keyless = (agent.agent for agent in hospital.agents.values() if not agent.key)
    yield from _about("agent-without-key", "Agents that are not enrolled", "Nothing they say counts as proof.", keyless)


def _paper(hospital: Hospital) -> Iterator[Remark]:
    unknown = (s.service for s in hospital.services.values() if isinstance(s.paper_min, Unknown))
    yield from _about("paper-unknown", "Services whose minutes on paper nobody knows", "Planned as none.", unknown)
    untested = (s.service for s in hospital.services.values() if s.paper_min_planned > 0 and not s.tested)
    why = "Minutes that nobody tried are a hope."
    yield from _about("paper-untested", "Services whose downtime procedure was never exercised", why, untested)


def _wide_conduits(hospital: Hospital) -> Iterator[Remark]:
    wide = (c.conduit for c in hospital.conduits.values() if c.action is Action.ALLOW and c.from_.everything)
    yield from _about("from-anywhere", "Conduits open to every host", "An intruder anywhere may use them.", wide)


def _empty_zones(hospital: Hospital) -> Iterator[Remark]:
    hosts_in = np.bincount(hospital.hosts.zone_at, minlength=len(hospital.zones))
    empty = (
        zone.zone
        for i, zone in enumerate(hospital.zones.values())
        if not hosts_in[i] and zone.kind is not ZoneKind.EXTERNAL
    )
    yield from _about("empty-zone", "Zones without hosts", "Nothing there can be reached or lost.", empty)


def _needless(hospital: Hospital) -> Iterator[Remark]:
    bare = (s.service for s in hospital.services.values() if not s.needs.parts)
    why = "No attack can take them away."
    yield from _about("service-without-needs", "Services that need nothing", why, bare)
    needed = {name for s in hospital.services.values() for name in s.needs.names()}
    needed |= {name for a in hospital.applications.values() for name in a.needs.names()}
    needed |= {name for need in hospital.hosts.needs.values() for name in need.names()}
    idle = (a for a in hospital.applications if a not in needed)
    why = "Losing them costs no care."
    yield from _about("application-unneeded", "Applications that nothing needs", why, idle)


def _no_care(hospital: Hospital) -> Iterator[Remark]:
    absent = [
        name
        for name, rows in (
            ("hosts", hospital.hosts),
            ("applications", hospital.applications),
            ("services", hospital.services),
            ("conduits", hospital.conduits),
            ("operations", hospital.operations),
            ("patients", hospital.patients),
        )
        if not len(rows)
    ]
    yield from _about("nothing-told", "Tables without rows", "What is not told cannot be counted as lost.", absent)
    if hospital.settings.response.policy is Policy.PLAYBOOK and not hospital.gates:
        why = "No gate could fire it."
        yield Remark(kind="playbook-without-gates", what="The policy is playbook", why=why, names=())


def _alike(hospital: Hospital) -> Iterator[Remark]:
    if len(set(map(str.casefold, hospital.hosts.ids))) == len(hospital.hosts):
        return
    first: dict[str, str] = {}
    alike: list[str] = []
    for name in hospital.hosts.ids:
        other = first.setdefault(name.casefold(), name)
        if other != name:
            alike += [other, name]
    yield from _about("alike", "Hosts whose names differ only in capitals", "The same machine twice?", alike)


_RULES: tuple[Callable[[Hospital], Iterator[Remark]], ...] = (
    _no_care,
    _core,
    _circles,
    _wide_conduits,
    _paper,
    _idle_gates,
    _wiring,
    _empty_zones,
    _needless,
    _alike,
)
