"""In which order are machines switched off, if it must come to that? What care can best do without goes first.

A full shutdown is the dearest answer there is; where it is given all the same, the order decides how many hours of care
it takes with it. Software goes before what it needs, so that nothing writes to a database that is gone; of what may go
next, what takes least care goes first. Consoles, which the others are switched off from, and
backup stores, which gain nothing by it, come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from codedark.depend.care import CareLines, care_lines, care_lost_per_h
from codedark.depend.circuit import Circuit
from codedark.depend.times import NEVER
from codedark.depend.wires import Wires
from codedark.hospital.records import ApplicationId, Hospital, HostId, ServiceId
from codedark.hospital.words import Role, ZoneKind

KEPT_BACK = frozenset({Role.MANAGEMENT, Role.BACKUP})
"""Roles whose machines are switched off after the others."""
_NO_RANK = 2**31
"""Restore rank of what no service falls without: after every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerStep:
    """One thing stopped, and the machines that may be switched off then."""

    what: str
    """An application; or a machine that carries others and runs none that is told."""
    hosts: tuple[HostId, ...]
    """Machines on which nothing told runs any more."""
    services: tuple[ServiceId, ...]
    """Services that lose their needs with this step, within the planning horizon, on paper or not."""
    care_lost_per_h: float
    """Care lost an hour over the planning horizon with everything off so far."""
    waits_for: tuple[str, ...]
    """What still ran and needed it: things in a circle, of which one has to be stopped first all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerOff:
    """An orderly shutdown, first step first."""

    idle: tuple[HostId, ...]
    """Machines of these roles on which nothing told runs, and which carry nothing: they go before the first step."""
    steps: tuple[PowerStep, ...]
    idle_last: tuple[HostId, ...]
    """The same of the roles kept back: they go after the last step."""


@dataclass(slots=True)
class _Unit:
    """Something to be stopped: an application, or a machine that carries others."""

    name: str
    nodes: tuple[int, ...]
    hosts: frozenset[int]
    kept_back: bool
    """Whether it runs on machines of the roles kept back alone."""
    needs: set[str] = field(default_factory=set)
    stands_on: set[str] = field(default_factory=set)
    """Of the needs, those that carry its machines: they can in no case be stopped before it."""
    rank: int = _NO_RANK


def power_off_order(
    hospital: Hospital, circuit: Circuit, roles: Iterable[Role] | None = None, lines: CareLines | None = None
) -> PowerOff:
    r"""Order a shutdown so that care runs longest.

    At every step the thing is stopped that takes least care, of those that nothing running on these machines needs any
    more; of equals the one whose services are restored last. Greedy: no order of stopping is known to be best, because
    how long each stop takes is not told.

    Args:
        hospital: that the circuit was compiled from.
        circuit: from `compile`.
        roles: roles that are switched off; None: `[response] off_roles`.
        lines: from `care_lines`; made here when left out.
    Returns:
        Every application that runs on such a machine, once, and every such machine, once. Empty where there is none.
        Machines outside the hospital (zones of kind external) are not ours to switch off.
    Cost: a fall for every pair of applications at worst; 60 applications take 0.06 s.

    >>> from codedark.depend import compile
    >>> from codedark.hospital import read
    >>> toy = read({
    ...     "hospital.toml": b"[hospital]\nname = 'Toy'",
    ...     "sites.csv": b"site,name,beds_recognised\nhome,Home,10",
    ...     "zones.csv": b"zone,kind\nroom,server",
    ...     "hosts.csv": b"host,zone,role\nbox-1,room,server\nbox-2,room,server",
    ...     "applications.csv": b"application,kind,runs_on,needs\ndata,clinical,box-1,\npacs,clinical,box-2,data",
    ...     "services.csv": b"service,needs,arrivals_per_h\nimaging,pacs,2",
    ... })
    >>> [(step.what, step.hosts) for step in power_off_order(toy, compile(toy)).steps]
    [('pacs', ('box-2',)), ('data', ('box-1',))]
    """
    wanted = hospital.settings.response.off_roles if roles is None else tuple(roles)
    off = _hosts_off(hospital, wanted)
    prices = _Prices(circuit, care_lines(hospital) if lines is None else lines, hospital)
    units = _units(hospital, circuit, off, prices)
    used = {host for unit in units.values() for host in unit.hosts}
    idle = [i for i in off if i not in used]
    return PowerOff(
        idle=tuple(hospital.hosts.ids[i] for i in idle if not _kept_back(hospital, (i,))),
        steps=tuple(_Stopping(hospital, circuit, units, prices).steps()),
        idle_last=tuple(hospital.hosts.ids[i] for i in idle if _kept_back(hospital, (i,))),
    )


def _hosts_off(hospital: Hospital, roles: Iterable[Role]) -> list[int]:
    hosts = hospital.hosts
    ours = np.array([zone.kind is not ZoneKind.EXTERNAL for zone in hospital.zones.values()], np.bool_)
    chosen = np.isin(hosts.role_at, [hosts.roles.index(role) for role in roles])
    found: list[int] = np.flatnonzero(chosen & ours[hosts.zone_at]).tolist() if len(hosts) else []
    return found


class _Prices:
    """What it costs when nodes are off, and which services fall."""

    def __init__(self, circuit: Circuit, lines: CareLines, hospital: Hospital) -> None:
        self.wires, self.lines = Wires(circuit), lines
        self.service_at: list[int] = circuit.service_at.tolist()
        self.services = tuple(hospital.services)
        self.ranks = [service.restore_rank for service in hospital.services.values()]

    def lost_at_min(self, nodes: Iterable[int]) -> NDArray[np.float64]:
        fallen = self.wires.fall_in_time(dict.fromkeys(nodes, 0.0))
        return np.array([fallen[n].at_min if n in fallen else NEVER for n in self.service_at], np.float64)

    def care(self, lost_at_min: NDArray[np.float64]) -> float:
        return care_lost_per_h(self.lines, lost_at_min).total_per_h

    def rank(self, nodes: Iterable[int]) -> int:
        """Restore rank of the most urgent service that falls with these alone."""
        fallen = self.wires.fall(nodes)
        return min((rank for rank, n in zip(self.ranks, self.service_at, strict=True) if n in fallen), default=_NO_RANK)


def _units(hospital: Hospital, circuit: Circuit, off: list[int], prices: _Prices) -> dict[str, _Unit]:
    hosts, inside = hospital.hosts, set(off)
    units: dict[str, _Unit] = {}
    runs: dict[str, list[str]] = {}
    for at, (name, application) in enumerate(hospital.applications.items()):
        on = {hosts.index_of(h) for h in application.runs_on.names()} & inside
        if on:
            nodes = (circuit.switch_at[at],) if at in circuit.switch_at else ()
            units[name] = _Unit(name, nodes, frozenset(on), _kept_back(hospital, on))
            for i in on:
                runs.setdefault(hosts.ids[i], []).append(name)
    for i in _bare_carriers(hospital, inside):
        host = hosts.ids[i]
        if host not in runs and host not in units:
            units[host] = _Unit(host, (), frozenset({i}), _kept_back(hospital, {i}))
            runs[host] = [host]
    for unit in units.values():
        others = units.keys() - {unit.name}
        asked = hospital.applications.get(ApplicationId(unit.name))
        unit.stands_on = _carriers(hospital, unit, runs) & others
        unit.needs = unit.stands_on | (set(asked.needs.names() if asked is not None else ()) & others)
        unit.rank = prices.rank([*unit.nodes, *(circuit.host_at[h] for h in unit.hosts if h in circuit.host_at)])
    return units


def _bare_carriers(hospital: Hospital, inside: set[int]) -> list[int]:
    """Machines that others are said to stand on, by name."""
    hosts = hospital.hosts
    ids: frozenset[str] = frozenset(hosts.ids)
    named = {part for need in hosts.needs.values() for part in need.names()} & ids
    return sorted({hosts.index_of(part) for part in named} & inside)


def _kept_back(hospital: Hospital, on: Iterable[int]) -> bool:
    return all(hospital.hosts.roles[int(hospital.hosts.role_at[i])] in KEPT_BACK for i in on)


def _carriers(hospital: Hospital, unit: _Unit, runs: Mapping[str, list[str]]) -> set[str]:
    """What the machines of a unit stand on: applications, and whatever runs on machines named."""
    found: set[str] = set()
    for host in unit.hosts:
        need = hospital.hosts.needs.get(host)
        for part in need.names() if need is not None else ():
            found |= {part, *runs.get(part, ())}
    return found


class _Stopping:
    """One shutdown, step by step."""

    def __init__(self, hospital: Hospital, circuit: Circuit, units: dict[str, _Unit], prices: _Prices) -> None:
        self.ids, self.host_at, self.prices = hospital.hosts.ids, circuit.host_at, prices
        self.left, self.horizon_min = dict(units), 60.0 * prices.lines.horizon_h
        self.users: dict[str, set[str]] = {name: set() for name in units}
        for unit in units.values():
            for needed in unit.needs:
                self.users[needed].add(unit.name)
        self.carried: dict[str, set[str]] = {name: set() for name in units}
        for unit in units.values():
            for carrier in unit.stands_on:
                self.carried[carrier].add(unit.name)
        self.on_host: dict[int, set[str]] = {}
        for unit in units.values():
            for host in unit.hosts:
                self.on_host.setdefault(host, set()).add(unit.name)
        self.off: set[int] = set()

    def steps(self) -> Iterable[PowerStep]:
        before = self.prices.lost_at_min(())
        while self.left:
            unit, lost = self._least(self._next())
            waits = tuple(sorted(self.users[unit.name]))
            freed = self._stop(unit)
            yield PowerStep(
                what=unit.name,
                hosts=tuple(self.ids[i] for i in freed),
                services=tuple(
                    s for s, a, b in zip(self.prices.services, before, lost, strict=True) if a > self.horizon_min >= b
                ),
                care_lost_per_h=self.prices.care(lost),
                waits_for=waits,
            )
            before = lost

    def _next(self) -> list[_Unit]:
        """What may be stopped next: what nothing left needs; within a circle, what carries nothing that is left."""
        left = list(self.left.values())
        free = [unit for unit in left if not self.users[unit.name]]
        free = free or [unit for unit in left if not self.carried[unit.name]] or left
        return [unit for unit in free if not unit.kept_back] or free

    def _least(self, units: list[_Unit]) -> tuple[_Unit, NDArray[np.float64]]:
        priced = [(unit, self.prices.lost_at_min(self.off | set(self._nodes(unit)))) for unit in units]
        return min(priced, key=lambda p: (round(self.prices.care(p[1]), 9), -p[0].rank, p[0].name))

    def _nodes(self, unit: _Unit) -> Iterable[int]:
        """The unit's own nodes, and those of machines that go off with it."""
        yield from unit.nodes
        for host in unit.hosts:
            if self.on_host[host] == {unit.name} and host in self.host_at:
                yield self.host_at[host]

    def _stop(self, unit: _Unit) -> list[int]:
        self.off |= set(self._nodes(unit))
        del self.left[unit.name]
        for needed in unit.needs:
            self.users[needed].discard(unit.name)
            self.carried[needed].discard(unit.name)
        freed = sorted(host for host in unit.hosts if self.on_host[host] == {unit.name})
        for host in unit.hosts:
            self.on_host[host].discard(unit.name)
        return freed
