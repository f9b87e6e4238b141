"""What stands on what, and how it comes back: the circuit under the clinical services, and the order of restoring.

n hosts, z zones, m conduits, S services, A applications, q nodes of the circuit that some service stands on, w zones
that count as workplaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from codedark.depend import Circuit
from codedark.depend.starting import holds, starts
from codedark.drill.board_reach import Bools, Ints, flat, starts_of
from codedark.hospital.needs import AtLeast
from codedark.hospital.records import Hospital

Floats = NDArray[np.float64]
NOWHERE = -1


class Fall(NamedTuple):
    """Nodes are numbered so that children come first, but within a circle; `x_start` as in `Spread`."""

    k: Ints
    """[q] how many children must be up."""
    child_start: Ints
    """[q + 1]"""
    child: Ints
    delay_min: Floats
    """[q] minutes a node outlives its needs."""
    part_start: Ints
    """Where each strongly connected part begins, one more for the end; most have one node."""
    stretch_start: Ints
    """Where each stretch begins: a circle, or as many nodes in no circle as follow each other; one more for the end."""
    circular: Bools
    """Whether a stretch is a circle."""
    node_of_host: Ints
    """[n] node, or -1: no service stands on it."""
    node_of_conduit: Ints
    """[m]"""
    node_of_inside: Ints
    """[z]"""
    node_of_workplace: Ints
    """[z]"""
    workplace_needed: Ints
    """[z] hosts that must run for people to work there."""
    housed_start: Ints
    """[z + 1]"""
    housed: Ints
    """[n] hosts by zone."""
    service_node: Ints
    """[S] up: the service with its digital needs."""
    paper_min: Floats
    """[S] minutes on paper; unknown is planned as 0."""
    paper_capacity: Floats
    """[S] share kept meanwhile."""
    run_start: Ints
    """[A + 1]"""
    run: Ints
    """Hosts an application runs on."""
    restore_h: Floats
    """[A] crew-hours after a host of it was destroyed."""
    check_h: Floats
    """[A] crew-hours after its hosts were merely off."""
    offline_copy: Bools
    """[A]"""
    turn: Ints
    """[A] applications in the order crews take them: by the rank of the services that stand on them, needs first."""
    circle: Ints
    """[A] number of the circle an application can only be started in by hand, or -1."""
    circles: int
    """How many circles there are."""
    device: Ints
    """Hosts that no application runs on, in the order they are rebuilt."""
    crews: int
    day_factor: float
    """Hours on the wall for an hour of work: 24 / hours worked a day."""


def compile_fall(hospital: Hospital, circuit: Circuit) -> Fall:
    """Lay out the circuit below the services, and who restores what when."""
    kept = _below(circuit)
    number = np.full(len(circuit), NOWHERE, np.int32)
    number[kept] = np.arange(len(kept))
    children = [number[circuit.children[circuit.indptr[i] : circuit.indptr[i + 1]]] for i in kept]
    component = circuit.component[kept]
    parts = np.flatnonzero(np.diff(component, prepend=-1, append=-1))
    stretch_start, circular = _stretches(parts)
    services, applications = tuple(hospital.services.values()), tuple(hospital.applications.values())
    run = [_indices(application.runs_on, hospital) for application in applications]
    hosts, restoration = hospital.hosts, hospital.settings.restoration
    housed = [np.flatnonzero(hosts.zone_at == z).astype(np.int32) for z in range(len(hosts.zone_ids))]
    circle, circles = _circles(circuit, len(applications))
    zones = len(hosts.zone_ids)
    return Fall(
        k=circuit.k[kept].astype(np.int32),
        child_start=starts_of(children),
        child=flat(children),
        delay_min=circuit.delay_min[kept].astype(np.float64),
        part_start=parts.astype(np.int32),
        stretch_start=stretch_start,
        circular=circular,
        node_of_host=_nodes(circuit.host_at, number, len(hosts)),
        node_of_conduit=_nodes(circuit.conduit_at, number, len(hospital.conduits)),
        node_of_inside=_nodes(circuit.inside_at, number, zones),
        node_of_workplace=_nodes(circuit.workplace_at, number, zones),
        workplace_needed=np.array([circuit.workplace_needed.get(z, 0) for z in range(zones)], np.int32),
        housed_start=starts_of(housed),
        housed=flat(housed),
        service_node=number[circuit.service_at],
        paper_min=np.array([s.paper_min_planned for s in services], np.float64),
        paper_capacity=np.array([s.paper_capacity for s in services], np.float64),
        run_start=starts_of(run),
        run=flat(run),
        restore_h=np.array([a.restore_h for a in applications], np.float64),
        check_h=np.array([a.check_h for a in applications], np.float64),
        offline_copy=np.array([a.offline_copy for a in applications], np.bool_),
        turn=np.array(_turns(hospital), np.int32),
        circle=circle,
        circles=circles,
        device=_devices(hospital, {h for hosts_of_one in run for h in hosts_of_one}),
        crews=restoration.crews,
        day_factor=24.0 / restoration.work_h_per_day,
    )


def _below(circuit: Circuit) -> NDArray[np.int32]:
    """Nodes some service stands on, and the services, in the circuit's order (children first)."""
    wanted = np.zeros(len(circuit), np.bool_)
    walk: list[int] = [*circuit.service_at.tolist(), *circuit.carried_at.tolist()]
    wanted[walk] = True
    while walk:
        i = walk.pop()
        for child in circuit.children[circuit.indptr[i] : circuit.indptr[i + 1]].tolist():
            if not wanted[child]:
                wanted[child] = True
                walk.append(child)
    return circuit.order[wanted[circuit.order]]


def _stretches(parts: NDArray[np.intp]) -> tuple[Ints, Bools]:
    """Circles, and the stretches between them; starts and one for the end."""
    single = np.diff(parts) == 1
    begins = np.ones(len(parts), np.bool_)
    begins[1:-1] = ~(single[1:] & single[:-1])
    starting = np.flatnonzero(begins)
    return parts[starting].astype(np.int32), ~single[starting[:-1]]


def _nodes(at: Mapping[int, int], number: Ints, n: int) -> Ints:
    nodes = np.full(n, NOWHERE, np.int32)
    for i, node in at.items():
        nodes[i] = number[node]
    return nodes


def _indices(need: AtLeast, hospital: Hospital) -> list[int]:
    return sorted({hospital.hosts.index_of(name) for name in need.names()})


def _circles(circuit: Circuit, applications: int) -> tuple[Ints, int]:
    """Applications that wait for each other when all is off: number of their circle, -1 for the others."""
    stuck = holds(circuit) & ~starts(circuit)
    sizes = np.bincount(circuit.component, minlength=len(circuit))
    circle, numbers = np.full(applications, NOWHERE, np.int32), dict[int, int]()
    for a, node in enumerate(circuit.application_at.tolist()):
        part = int(circuit.component[node])
        if stuck[node] and sizes[part] > 1:
            circle[a] = numbers.setdefault(part, len(numbers))
    return circle, len(numbers)


def _turns(hospital: Hospital) -> list[int]:
    """Applications in the order crews take them; those that no service stands on last, as in the table."""
    index = {str(name): a for a, name in enumerate(hospital.applications)}
    turns: dict[int, None] = {}
    seen: set[str] = set()

    def needs_of(name: str) -> list[str]:
        if name in index:
            application = tuple(hospital.applications.values())[index[name]]
            carriers = [hospital.hosts.needs.get(h) for h in _indices(application.runs_on, hospital)]
            return [*application.needs.names(), *(n for need in carriers if need for n in need.names())]
        return list(services[name].needs.names()) if name in services else []

    services = {str(s.service): s for s in hospital.services.values()}
    for service in sorted(services.values(), key=lambda s: s.restore_rank):
        walk = [(str(service.service), False)]
        while walk:
            name, needs_done = walk.pop()
            if needs_done:
                if name in index:
                    turns.setdefault(index[name])
                continue
            if name in seen:
                continue
            seen.add(name)
            walk.append((name, True))
            walk += [(need, False) for need in reversed(needs_of(name)) if need not in seen]
    return [*turns, *(a for a in range(len(index)) if a not in turns)]


def _devices(hospital: Hospital, served: set[int]) -> Ints:
    """Hosts that no application runs on: those that others stand on first, then zone by zone.

    A zone comes when the first service worked from it does; zones from which none is worked come last.
    """
    hosts = hospital.hosts
    named = {name for need in hosts.needs.values() for name in need.names()}
    carrying = {h for h, host in enumerate(hosts.ids) if host in named}
    rank = {str(zone): float("inf") for zone in hosts.zone_ids}
    for service in hospital.services.values():
        for zone in service.worked_from.names():
            rank[zone] = min(rank[zone], service.restore_rank)
    zone_turn = [(rank[str(zone)], z) for z, zone in enumerate(hosts.zone_ids)]
    rest = [h for h in range(len(hosts)) if h not in served]
    rest.sort(key=lambda h: (h not in carrying, zone_turn[int(hosts.zone_at[h])], h))
    return np.array(rest, np.int32)
