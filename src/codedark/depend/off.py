"""What people say is off, made into hosts, applications, services and conduits that are; and these into nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from codedark.depend.circuit import Circuit
from codedark.depend.times import NEVER
from codedark.hospital.cells import selector
from codedark.hospital.faults import BadHospital, CellFault, Fault
from codedark.hospital.records import (
    ApplicationId,
    Conduit,
    ConduitId,
    GateId,
    Hospital,
    HostId,
    Selector,
    ServiceId,
    SiteId,
    ZoneId,
)
from codedark.hospital.spelling import Spelling
from codedark.hospital.words import ZoneKind

ALL = "all"
"""The word for every host of ours."""
_OPTION = "--off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """What is off, for good: the sum of what was said."""

    hosts: frozenset[HostId] = frozenset()
    applications: frozenset[ApplicationId] = frozenset()
    """Software alone: their hosts run on."""
    services: frozenset[ServiceId] = frozenset()
    """Services that stand still whatever their needs (staff gone, rooms shut)."""
    conduits: frozenset[ConduitId] = frozenset()
    insides: frozenset[ZoneId] = frozenset()
    """Zones whose hosts can no longer speak to each other."""

    def __or__(self, other: Off) -> Off:
        """Both off."""
        return Off(**{f.name: getattr(self, f.name) | getattr(other, f.name) for f in fields(Off)})


def what_is_off(hospital: Hospital, words: Sequence[str]) -> Off:
    """Read what somebody says is off.

    A word is an id of a host, application, service, zone, site, account, conduit or gate, if need be with its kind
    before it (`host:ct-1`), or a choice of hosts (`role:server`, `role:server@lab`, `10.1.0.0/16`), or `all`:

    - an application: its software, on all its hosts; a service: as if its staff went home; a conduit: closed;
    - a zone or site: its hosts, and what outsiders provide there; an account: every host it administers (they are
      switched off, or in other hands); a gate: every conduit it enforces is closed; `all`: every host of ours.

    Args:
        hospital: where these stand.
        words: as typed; none: nothing is off.

    Returns:
        Everything named, together.

    Raises:
        BadHospital: with a fault for every word that names nothing, or more than one thing.

    Cost: one pass over the hosts for a choice of hosts; the rest is look-ups.
    """
    off = Off()
    for one in what_each_takes(hospital, words):
        off |= one
    return off


def what_each_takes(hospital: Hospital, words: Sequence[str]) -> tuple[Off, ...]:
    """Read words as `what_is_off` does, each on its own: one answer a word.

    Raises:
        BadHospital: as there.
    """
    reader = _Reader(hospital)
    told = tuple(reader.read(word) for word in words)
    if reader.faults:
        raise BadHospital(reader.faults)
    return told


def own_losses(circuit: Circuit, hospital: Hospital, off: Off, at_min: float = 0.0) -> NDArray[np.float64]:
    """Minutes at which nodes are lost on their own account when these things go off at `at_min`.

    A workplace goes when fewer of its zone's hosts are left than it takes.

    Returns:
        float[m]: `at_min` where off, infinite elsewhere. Ready for `loss_times`.
    """
    lost = np.full(len(circuit), NEVER)
    lost[off_nodes(circuit, hospital, off)] = at_min
    return lost


def off_nodes(circuit: Circuit, hospital: Hospital, off: Off) -> list[int]:
    """The nodes that are off when these things are, rising; things that nothing stands on have none."""
    hosts = [hospital.hosts.index_of(h) for h in off.hosts]
    nodes = {circuit.host_at[h] for h in hosts if h in circuit.host_at}
    nodes |= set(_short_workplaces(circuit, hospital, hosts))
    nodes |= _at(hospital.conduits, off.conduits, circuit.conduit_at)
    nodes |= _at(hospital.zones, off.insides, circuit.inside_at)
    nodes |= _at(hospital.applications, off.applications, circuit.switch_at)
    nodes |= _at(hospital.services, off.services, dict(enumerate(circuit.service_at.tolist())))
    return sorted(nodes)


def gate_of(hospital: Hospital, conduit: Conduit) -> frozenset[GateId]:
    """The gates that enforce a conduit: its own, else those of the zones at its ends."""
    if conduit.gate is not None:
        return frozenset({conduit.gate})
    ends = (_zone_of(hospital, conduit.from_), _zone_of(hospital, conduit.to))
    gates = (hospital.zones[zone].gate for zone in ends if zone is not None)
    return frozenset(gate for gate in gates if gate is not None)


def _zone_of(hospital: Hospital, end: Selector) -> ZoneId | None:
    return hospital.hosts.named(end.host).zone if end.host is not None else end.zone


def _short_workplaces(circuit: Circuit, hospital: Hospital, hosts: Sequence[int]) -> Iterable[int]:
    zone_at = hospital.hosts.zone_at
    n = len(hospital.zones)
    left = np.bincount(zone_at, minlength=n) - np.bincount(zone_at[list(hosts)], minlength=n)
    return (node for z, node in circuit.workplace_at.items() if left[z] < circuit.workplace_needed[z])


def _at(table: Iterable[str], named: AbstractSet[str], nodes: Mapping[int, int]) -> set[int]:
    return {nodes[i] for i, name in enumerate(table) if name in named and i in nodes}


class _Reader:
    """One run over the words: what each names, and everything that is wrong with them."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.faults: list[Fault] = []
        self.tables: dict[str, Iterable[str]] = {
            "host": hospital.hosts.ids,
            "application": hospital.applications,
            "service": hospital.services,
            "zone": hospital.zones,
            "site": hospital.sites,
            "account": hospital.accounts,
            "conduit": hospital.conduits,
            "gate": hospital.gates,
        }
        self.sets = {kind: frozenset(map(str, names)) for kind, names in self.tables.items()}

    def read(self, word: str) -> Off:
        if word == ALL:
            return self._hosts_off(np.flatnonzero(self._ours()))
        kind, colon, name = word.partition(":")
        if colon and kind in self.tables:
            return self._named(kind, name, word)
        if colon or "/" in word or word == "*":
            return self._chosen(word)
        kinds = [kind for kind, names in self.sets.items() if word in names]
        if len(kinds) == 1:
            return self._named(kinds[0], word, word)
        if kinds:
            said = " or ".join(f"{kind}:{word}" for kind in kinds)
            self._fault(word, f"names a {' and a '.join(kinds)}", f"say which: {said}")
        else:
            self._fault(word, "names nothing in this hospital", self._near(word, self.tables))
        return Off()

    def _named(self, kind: str, name: str, word: str) -> Off:
        if name not in self.sets[kind]:
            self._fault(word, f"there is no {kind} of that name", self._near(name, [kind]))
            return Off()
        return getattr(self, f"_{kind}")(name)  # type: ignore[no-any-return]

    def _near(self, name: str, kinds: Iterable[str]) -> str:
        known = [id_ for kind in kinds for id_ in self.tables[kind]]
        otherwise = "name a host, application, service, zone, site, account, conduit or gate, or `all`"
        return Spelling(known).fix(name, otherwise)

    def _fault(self, word: str, message: str, fix: str) -> None:
        self.faults.append(Fault(file=_OPTION, value=word, message=message, fix=fix))

    def _ours(self) -> NDArray[np.bool_]:
        ours = [zone.kind is not ZoneKind.EXTERNAL for zone in self.hospital.zones.values()]
        return np.array(ours, np.bool_)[self.hospital.hosts.zone_at]

    def _hosts_off(self, indices: Iterable[int]) -> Off:
        return Off(hosts=frozenset(self.hospital.hosts.ids[int(i)] for i in indices))

    def _host(self, name: str) -> Off:
        return Off(hosts=frozenset({HostId(name)}))

    def _application(self, name: str) -> Off:
        return Off(applications=frozenset({ApplicationId(name)}))

    def _service(self, name: str) -> Off:
        return Off(services=frozenset({ServiceId(name)}))

    def _conduit(self, name: str) -> Off:
        return Off(conduits=frozenset({ConduitId(name)}))

    def _zone(self, name: str) -> Off:
        met = (a for a in self.hospital.applications.values() if a.zone == name and not a.runs_on.parts)
        outside = Off(applications=frozenset(a.application for a in met))
        return self._hosts_off(self.hospital.hosts.in_zone(name)) | outside

    def _site(self, name: str) -> Off:
        off = Off()
        for zone in self.hospital.zones.values():
            if zone.site == SiteId(name):
                off |= self._zone(zone.zone)
        return off

    def _account(self, name: str) -> Off:
        account = next(a for a in self.hospital.accounts.values() if a.account == name)
        off = Off()
        for chosen in account.administers:
            off |= self._hosts_off(self._matching(chosen))
        return off

    def _gate(self, name: str) -> Off:
        held = (c.conduit for c in self.hospital.conduits.values() if name in gate_of(self.hospital, c))
        return Off(conduits=frozenset(held))

    def _chosen(self, word: str) -> Off:
        try:
            chosen = selector(word)
        except CellFault as fault:
            self._fault(word, fault.message, fault.fix)
            return Off()
        if chosen.zone is not None and chosen.zone not in self.hospital.zones:
            self._fault(word, f"there is no zone '{chosen.zone}'", self._near(chosen.zone, ["zone"]))
            return Off()
        off = self._hosts_off(self._matching(chosen))
        if not off.hosts:
            self._fault(word, "names no host of this hospital", "leave it out, or correct it")
        return off

    def _matching(self, chosen: Selector) -> NDArray[np.intp]:
        """Hosts that a selector names."""
        hosts = self.hospital.hosts
        if chosen.host is not None:
            return np.array([hosts.index_of(chosen.host)], np.intp)
        fits = np.ones(len(hosts), np.bool_)
        if chosen.zone is not None:
            fits &= hosts.zone_at == hosts.zone_ids.index(chosen.zone)
        if chosen.role is not None:
            fits &= hosts.role_at == hosts.roles.index(chosen.role)
        if chosen.prefix is not None:
            prefix = chosen.prefix
            addresses = (hosts.address_of(int(i)) for i in np.flatnonzero(fits))
            fits[fits] = [a is not None and a.version == prefix.version and a in prefix for a in addresses]
        return np.flatnonzero(fits)
