"""The ground a cut is made on: all about a hospital that does not depend on who is suspected, worked out once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.depend import Circuit
from codedark.gap.losses import Losses
from codedark.gap.walls import Walls, find_walls
from codedark.hospital.records import Hospital, ServiceId
from codedark.reach import Reach


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """One hospital, ready for many cuts: m conduits, z zones, n hosts, c classes."""

    hospital: Hospital
    reach: Reach
    circuit: Circuit
    walls: Walls
    losses: Losses
    core: NDArray[np.bool_]
    """Zone -> whether care cannot do without it."""
    inside_open: NDArray[np.bool_]
    """Zone -> whether its hosts may speak to each other at rest."""
    below_services: NDArray[np.bool_]
    """Node of the circuit -> whether some service stands on it, however indirectly; services themselves."""
    conduit_matters: NDArray[np.bool_]
    """Conduit -> whether some service stands on it. Cutting any other costs nothing."""
    inside_matters: NDArray[np.bool_]
    """Zone -> the same of its inside."""
    host_matters: NDArray[np.bool_]
    """Host -> the same of the host, or of its zone as a workplace."""
    edges_by_class: NDArray[np.intp]
    """Edges of `reach` ordered by the class they come from."""
    first_edge: NDArray[np.intp]
    """Class -> where its edges start in `edges_by_class`; one entry more than classes."""

    def service_index(self, service: str) -> int:
        """Index of a service; KeyError if there is none."""
        if ServiceId(service) not in self.hospital.services:
            raise KeyError(service)
        return list(self.hospital.services).index(ServiceId(service))


def survey(hospital: Hospital, reach: Reach, circuit: Circuit) -> Ground:
    """Work out once what every cut of this hospital needs.

    Args:
        reach: from `reach.compile(hospital)`.
        circuit: from `depend.compile(hospital)`.
    Cost: one pass over the circuit and one sort of the edges.
    """
    losses = Losses(hospital, circuit)
    matters = _below_services(losses)
    conduits, zones = np.zeros(len(hospital.conduits), np.bool_), np.zeros(len(hospital.zones), np.bool_)
    hosts = np.zeros(len(hospital.hosts), np.bool_)
    for c, node in circuit.conduit_at.items():
        conduits[c] = matters[node]
    for z, node in circuit.inside_at.items():
        zones[z] = matters[node]
    for i, node in circuit.host_at.items():
        hosts[i] = matters[node]
    for z, node in circuit.workplace_at.items():
        if matters[node]:
            hosts |= hospital.hosts.zone_at == z
    by_class = np.argsort(reach.edge_from, kind="stable")
    inside_open = np.zeros(len(hospital.zones), np.bool_)
    inside_open[reach.zone_of[reach.inside_open]] = True
    return Ground(
        hospital=hospital,
        reach=reach,
        circuit=circuit,
        walls=find_walls(hospital, reach),
        losses=losses,
        core=np.array([hospital.zones[z].core for z in hospital.hosts.zone_ids], np.bool_),
        inside_open=inside_open,
        below_services=matters,
        conduit_matters=conduits,
        inside_matters=zones,
        host_matters=hosts,
        edges_by_class=by_class,
        first_edge=np.searchsorted(reach.edge_from[by_class], np.arange(len(reach.zone_of) + 1)),
    )


def _below_services(losses: Losses) -> NDArray[np.bool_]:
    """Nodes that some service stands on, directly or through others; the services themselves."""
    below = np.zeros(len(losses.circuit), np.bool_)
    walk: list[int] = losses.circuit.service_at.tolist()
    below[walk] = True
    while walk:
        for child in losses.wires.children[walk.pop()]:
            if not below[child]:
                below[child] = True
                walk.append(child)
    return below
