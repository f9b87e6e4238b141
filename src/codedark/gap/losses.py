"""What measures, and losses of hosts, cost in care: `depend` asked the same few questions many times."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from codedark.depend import Circuit
from codedark.depend.care import care_lines, care_lost_per_h
from codedark.depend.wires import Wires
from codedark.gap.walls import Measures
from codedark.hospital.records import Hospital, ServiceId


class Losses:
    """Prices for one hospital: n hosts, z zones, s services, a circuit of m nodes.

    Everything is lost at once, at minute 0, and stays lost over the horizon of `[care]`; what falls later because paper
    runs out falls when it does.
    """

    def __init__(self, hospital: Hospital, circuit: Circuit) -> None:
        self.hospital, self.circuit = hospital, circuit
        self.wires = Wires(circuit)
        self.lines = care_lines(hospital)
        self.zone_sizes = np.bincount(hospital.hosts.zone_at, minlength=len(hospital.zones))
        self._zone_prices: dict[int, float] = {}
        self._in_zone: dict[int, list[int]] = {z: [node] for z, node in circuit.workplace_at.items()}
        for i, node in circuit.host_at.items():
            self._in_zone.setdefault(int(hospital.hosts.zone_at[i]), []).append(node)

    def nodes_of_hosts(self, hosts: NDArray[np.bool_]) -> list[int]:
        """Nodes lost when these hosts (bool[n]) are off: their own, and workplaces with too few hosts left."""
        circuit = self.circuit
        nodes = [circuit.host_at[i] for i in np.flatnonzero(hosts).tolist() if i in circuit.host_at]
        left = self.zone_sizes - np.bincount(self.hospital.hosts.zone_at[hosts], minlength=len(self.zone_sizes))
        short = (node for z, node in circuit.workplace_at.items() if left[z] < circuit.workplace_needed[z])
        return [*nodes, *short]

    def nodes_of(self, measures: Measures) -> list[int]:
        """Nodes lost when these measures are taken."""
        circuit = self.circuit
        conduits = np.flatnonzero(measures.closed).tolist()
        zones = np.flatnonzero(measures.contained).tolist()
        nodes = [circuit.conduit_at[c] for c in conduits if c in circuit.conduit_at]
        nodes += [circuit.inside_at[z] for z in zones if z in circuit.inside_at]
        return nodes + self.nodes_of_hosts(measures.quarantined)

    def lost_at_min(self, off_nodes: Iterable[int]) -> NDArray[np.float64]:
        """Minute at which each service is lost, float[s]; infinite: never, or not within the horizon.

        Cost: a step for each need of what falls.
        """
        fallen = self._falls(off_nodes)
        horizon_min = 60 * self.lines.horizon_h
        at = [fallen.get(node, np.inf) for node in self.circuit.service_at.tolist()]
        return np.array([minute if minute < horizon_min else np.inf for minute in at], np.float64)

    def _falls(self, off_nodes: Iterable[int]) -> dict[int, float]:
        """Node -> minute at which it is lost: `Wires.fall_in_time` without its reasons, three times as fast.

        What falls at once needs no queue; only what outlives its needs on paper waits in one.
        """
        wires, fallen, gone = self.wires, dict[int, float](), dict[int, int]()
        parents, spare, k, delay = wires.parents, wires.spare, wires.k, wires.delay_min
        waiting: list[tuple[float, int]] = []
        falling, minute = list(off_nodes), 0.0
        while True:
            while falling:
                node = falling.pop()
                if node in fallen:
                    continue
                fallen[node] = minute
                for parent in parents[node]:
                    gone[parent] = count = gone.get(parent, 0) + 1
                    if count == spare[parent] + 1 and k[parent] > 0:
                        if delay[parent]:
                            heappush(waiting, (minute + delay[parent], parent))
                        else:
                            falling.append(parent)
            if not waiting:
                return fallen
            minute, node = heappop(waiting)
            falling.append(node)

    def care_lost(self, lost_at_min: NDArray[np.float64]) -> float:
        """Care lost an hour over the horizon when services are lost at these minutes, float[s]."""
        return care_lost_per_h(self.lines, lost_at_min).total_per_h

    def services_lost(self, lost_at_min: NDArray[np.float64]) -> tuple[ServiceId, ...]:
        """Services whose digital needs are lost within the horizon, on paper or not, in the order of their table."""
        names = tuple(self.hospital.services)
        return tuple(names[s] for s in np.flatnonzero(np.isfinite(lost_at_min)).tolist())

    def zone_price(self, zone: int) -> float:
        """Care lost an hour if every host of the zone were off. Kept once computed."""
        if zone not in self._zone_prices:
            nodes = self._in_zone.get(zone, ())
            self._zone_prices[zone] = self.care_lost(self.lost_at_min(nodes)) if nodes else 0.0
        return self._zone_prices[zone]
