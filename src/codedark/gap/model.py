"""The least-harm cut as a program: what spreads, what falls, what it costs; and measures read back from an answer.

An unknown per lever is 1 while it is left alone, 0 when it is pulled. An unknown `r` per node that may be reached:
`r[to] >= r[from] - pulled` along every link, so the smallest `r` is the intruder's spread. Core that can be protected
has `r = 0`. Whole numbers are asked of `r`, of containment and of quarantine; conduits follow. There are a few hundred
nodes for ten thousand conduits: asked the other way round, the same cuts took two to thirty times as long.

Break-glass conduits stay open whatever they lead to, and are no part of the program: their clinical owner signed for
what they expose, and no care elsewhere is given up to win it back. The judges list it; nothing here weighs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from codedark.gap.exposure import Exposure
from codedark.gap.levers import Levers
from codedark.gap.program import Program, Solved
from codedark.gap.stakes import Stakes
from codedark.gap.territory import NodeMeasures


class Model:
    """One program for one set of levers, priced by care lost and exposure.

    Args:
        keep: services (indices) that must not be lost within the horizon.
        slack: whether protected core may be exposed all the same, which `keep` may force.
    """

    def __init__(self, levers: Levers, exposure: Exposure, keep: Iterable[int] = (), *, slack: bool = False) -> None:
        self.levers, self.exposure, self.territory = levers, exposure, levers.territory
        self.ground = levers.territory.ground
        self.program = Program()
        self.open_at = self._one_for_all_alike()
        self.inside_at = {z: self.program.column(integer=True) for z in levers.zones.tolist()}
        self.free_at = {n: self.program.column(integer=True) for n in levers.nodes.tolist()}
        self._write_exposure(slack)
        self.stakes = Stakes(self.program, self.ground.losses, self._leaves(), self._below_services())
        for service in keep:
            self.stakes.keep(service)
        self.stakes.price()

    def _one_for_all_alike(self) -> dict[int, int]:
        """Conduit -> column; conduits with the same links share one: cutting some of them keeps nobody out.

        No integers: what is reached is whole, and a conduit is cut exactly if it leads from there to what is not.
        """
        t, lever = self.territory, np.zeros(len(self.ground.hospital.conduits), np.bool_)
        lever[self.levers.conduits] = True
        used = lever[t.link_conduit] & self.levers.reached_free[t.link_from] & ~self.levers.reached_most[t.link_to]
        links: dict[int, list[tuple[int, int]]] = {}
        ends = (t.link_from[used].tolist(), t.link_to[used].tolist(), t.link_conduit[used].tolist())
        for a, b, c in zip(*ends, strict=True):
            links.setdefault(c, []).append((a, b))
        column: dict[tuple[tuple[int, int], ...], int] = {}
        alike = {c: tuple(sorted(links[c])) for c in self.levers.conduits.tolist()}
        for key in alike.values():
            if key not in column:
                column[key] = self.program.column()
        return {c: column[key] for c, key in alike.items()}

    # What falls.

    def _leaves(self) -> dict[int, int]:
        circuit = self.ground.circuit
        leaves = {circuit.conduit_at[c]: column for c, column in self.open_at.items() if c in circuit.conduit_at}
        leaves |= {circuit.inside_at[z]: column for z, column in self.inside_at.items() if z in circuit.inside_at}
        in_zone: dict[int, list[int]] = {}
        for node, hosts in self.territory.singles:
            if node in self.free_at:
                leaves |= {circuit.host_at[i]: self.free_at[node] for i in hosts.tolist() if i in circuit.host_at}
                in_zone.setdefault(int(self.territory.zone[node]), []).extend([self.free_at[node]] * len(hosts))
        for zone, columns in in_zone.items():
            leaves |= self._workplace(zone, columns)
        return leaves

    def _workplace(self, zone: int, columns: list[int]) -> dict[int, int]:
        """The column of a workplace that falls when too many of its hosts are quarantined: at most `spare` of them."""
        circuit = self.ground.circuit
        if zone not in circuit.workplace_at:
            return {}
        spare = int(self.exposure.sizes[zone]) - circuit.workplace_needed[zone]
        if len(columns) <= spare:
            return {}
        up = self.program.column(integer=True)
        excess = len(columns) - spare
        self.program.at_least([*((c, 1.0) for c in columns), (up, -float(excess))], 0.0)
        return {circuit.workplace_at[zone]: up}

    def _below_services(self) -> Iterator[int]:
        return iter(np.flatnonzero(self.ground.below_services).tolist())

    # What spreads.

    def _write_exposure(self, slack: bool) -> None:
        pinned = self.levers.protected[self.territory.zone] & ~self.territory.source
        self.core_at: dict[int, int] = {}
        self.reached = self._write_spread(pinned, slack)
        self._price_nodes()
        if slack:
            self._write_core(pinned)
        self._price_whole_zones()

    def _write_spread(self, pinned: NDArray[np.bool_], slack: bool) -> dict[int, int]:
        """Rows of the spread, break-glass aside; node -> column for what may be reached and need not be."""
        levers, t = self.levers, self.territory
        held, plain = levers.reached_most, ~self.ground.walls.break_glass
        at_stake = levers.reached_free & ~held
        unknown = at_stake if slack else at_stake & ~pinned
        column = {n: self.program.column(integer=True) for n in np.flatnonzero(unknown).tolist()}
        used = plain[t.link_conduit] & (held | unknown)[t.link_from] & at_stake[t.link_to]
        used &= ~levers.free.closed[t.link_conduit] & ~levers.free.quarantined[t.link_from]
        ends = (t.link_from[used].tolist(), t.link_to[used].tolist(), t.link_conduit[used].tolist())
        for a, b, c in zip(*ends, strict=True):
            pulled = [lever for lever in (self.open_at.get(c), self.free_at.get(a)) if lever is not None]
            self._write_step(column.get(a), column.get(b), pulled)
        for zone in self._talking(at_stake):
            self._write_inside(zone, column, at_stake)
        return column

    def _write_step(self, one: int | None, other: int | None, levers: list[int]) -> None:
        """`r[other] >= r[one] - pulled levers`; None is a node held for sure (one), or that must not be (other)."""
        terms = [(lever, -1.0) for lever in levers]
        terms += [(other, 1.0)] if other is not None else []
        terms += [(one, -1.0)] if one is not None else []
        self.program.at_least(terms, (0.0 if one is not None else 1.0) - len(levers))

    def _talking(self, at_stake: NDArray[np.bool_]) -> list[int]:
        """Zones whose hosts may pass it on to nodes at stake over the open inside."""
        t, levers = self.territory, self.levers
        able = self.ground.inside_open & ~levers.free.contained
        entered = np.zeros_like(able)
        entered[t.zone[levers.reached_free & ~levers.free.quarantined]] = True
        reachable = np.zeros_like(able)
        reachable[t.zone[at_stake]] = True
        nodes = np.bincount(t.zone, minlength=len(able)) > 1
        return np.flatnonzero(able & entered & reachable & nodes).tolist()

    def _write_inside(self, zone: int, column: dict[int, int], at_stake: NDArray[np.bool_]) -> None:
        t, levers = self.territory, self.levers
        hub = self.program.column()
        inside = [self.inside_at[zone]] if zone in self.inside_at else []
        for n in np.flatnonzero((t.zone == zone) & levers.reached_free).tolist():
            if not levers.free.quarantined[n]:
                must_not = at_stake[n] and n not in column
                if not must_not:
                    self._write_step(column.get(n), hub, [self.free_at[n]] if n in self.free_at else [])
            if at_stake[n]:
                self._write_step(hub, column.get(n), inside)

    # What it costs.

    def _price_nodes(self) -> None:
        t, exposure = self.territory, self.exposure
        held = self.levers.reached_most & ~t.whole[t.zone]
        for n in np.flatnonzero(held).tolist():
            z = int(t.zone[n])
            self.program.constant += exposure.zone(z) * exposure.share(z, int(t.size[n]))
        for n, c in self.reached.items():
            z = int(t.zone[n])
            self.program.cost[c] += exposure.zone(z) * exposure.share(z, int(t.size[n]))

    def _price_whole_zones(self) -> None:
        exposure, ground = self.exposure, self.ground
        for z in np.flatnonzero(self.territory.whole).tolist():
            one, price = exposure.one_host(z), exposure.zone(z)
            self.program.constant += price * one
            if z in self.inside_at:
                self.program.cost[self.inside_at[z]] += price * (1 - one)
            elif ground.inside_open[z] and not self.levers.free.contained[z]:
                self.program.constant += price * (1 - one)

    # Core, when `keep` may force its exposure.

    def _write_core(self, pinned: NDArray[np.bool_]) -> None:
        """An unknown for each protected core zone that is 1 when some node of it is reached."""
        for n in np.flatnonzero(pinned).tolist():
            if n in self.reached:
                zone = int(self.territory.zone[n])
                if zone not in self.core_at:
                    self.core_at[zone] = self.program.column()
                self.program.at_least([(self.core_at[zone], 1.0), (self.reached[n], -1.0)], 0.0)

    def core_weight(self, zone: int) -> float:
        """What exposing a core zone weighs among core zones: its price and one service-hour, so that none weighs 0."""
        care = self.ground.hospital.settings.care
        return self.ground.losses.zone_price(zone) + max(care.service_hour, 0.001)

    def least_core(self, time_limit_s: float | None) -> Solved:
        """Solve for the least core exposed alone, then hold later answers to it."""
        cost, constant = self.program.cost, self.program.constant
        self.program.cost, self.program.constant = [0.0] * len(cost), 0.0
        for zone, column in self.core_at.items():
            self.program.cost[column] = self.core_weight(zone)
        solved = self.program.solve(time_limit_s)
        self.program.cost, self.program.constant = cost, constant
        if solved.values is not None:
            terms = [(column, -self.core_weight(zone)) for zone, column in self.core_at.items()]
            self.program.at_least(terms, -solved.objective - 1e-6)
        return solved

    def read(self, values: NDArray[np.float64]) -> NodeMeasures:
        """The measures of an answer: all free ones, and the levers pulled.

        A conduit is cut if it leads from what the answer takes as reached to what it does not. Its own column does not
        say so: where nobody gains by it, the solver may leave it anywhere below what is possible.
        """
        free, t = self.levers.free, self.territory
        closed, contained, quarantined = free.closed.copy(), free.contained.copy(), free.quarantined.copy()
        contained[[z for z, column in self.inside_at.items() if values[column] < 0.5]] = True
        quarantined[[n for n, column in self.free_at.items() if values[column] < 0.5]] = True
        lever = np.zeros_like(closed)
        lever[self.levers.conduits] = True
        active = lever[t.link_conduit] & ~quarantined[t.link_from]
        held = self.levers.reached_most.copy()
        held[[n for n, column in self.reached.items() if values[column] > 0.5]] = True
        closed[t.link_conduit[active & held[t.link_from] & ~held[t.link_to]]] = True
        return NodeMeasures(closed, contained, quarantined)
