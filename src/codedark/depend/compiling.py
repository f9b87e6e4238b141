"""The hospital's tables made into one circuit: every need a node, every shared cause one node for all who share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.drawing import Drawing
from codedark.depend.ways import Ways
from codedark.hospital.needs import AtLeast
from codedark.hospital.records import Application, Hospital, Service
from codedark.hospital.words import Inside

_End = tuple[int, int]
_Atom = Callable[[str], "int | None"]
"""What a name in a need stands for: a node, or None for what always holds."""


def compile(hospital: Hospital) -> Circuit:
    """Make the circuit of a hospital: what must be there for what, shared causes shared.

    Every application and every service has a node; hosts, conduits, zones and workplaces only where something stands on
    them. An application whose instances may replace one another is seen from a zone by an instance that is up *and* can
    be reached; software on the same host needs no network. Equal nodes are one node.

    Returns:
        The circuit. Pairs of (zone, application) that no conduit serves are taken as open and named in `unmapped`.

    Cost: linear in needs written times hosts they run on; 1,500 hosts, 60 applications, 25 services and 300 conduits
        take about 0.03 s of CPU.
    """
    return _Compiling(hospital).circuit()


class _Compiling:
    """One run over the tables. Nodes are handed out first and filled later: needs may stand in circles."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.zones = tuple(hospital.zones.values())
        self.zone_index = {z.zone: i for i, z in enumerate(self.zones)}
        self.applications = tuple(hospital.applications.values())
        self.services = tuple(hospital.services.values())
        self.application_index = {str(a.application): i for i, a in enumerate(self.applications)}
        self.service_index = {str(s.service): i for i, s in enumerate(self.services)}
        self.conduit_names = tuple(hospital.conduits)
        self.ways = Ways(hospital)
        self.draw = Drawing()
        self.hosts_at: dict[int, int] = {}
        self.instances_at: dict[tuple[int, int], int] = {}
        self.workplaces_at: dict[int, int] = {}
        self.conduits_at: dict[int, int] = {}
        self.insides_at: dict[int, int] = {}
        self.unmapped: set[tuple[str, str]] = set()
        self.seen_at: dict[tuple[object, ...], int] = {}
        self.to_hosts: dict[int, _End] = {}
        self.from_hosts: dict[int, _End] = {}
        self.from_workplaces: dict[int, _End] = {}

    def circuit(self) -> Circuit:
        new = self.draw.new
        self.switch_at = [new(NodeKind.SWITCH, f"software of {a.application}") for a in self.applications]
        self.application_at = [new(NodeKind.APPLICATION, a.application) for a in self.applications]
        self.service_at = [new(NodeKind.SERVICE, s.service) for s in self.services]
        self.carried_at = [
            new(NodeKind.CARRIED, f"{s.service} or its paper", delay_min=s.paper_min_planned) for s in self.services
        ]
        for i, service in enumerate(self.services):
            self.draw.fill(self.service_at[i], self._needs_of_service(service))
            self.draw.fill(self.carried_at[i], (1, [self.service_at[i]]))
        for i, application in enumerate(self.applications):
            self.draw.fill(self.application_at[i], self._application(i, application))
        return self.draw.finish(
            host_at=self.hosts_at,
            workplace_at=self.workplaces_at,
            workplace_needed={z: self.ways.workplace_needed(z) for z in self.workplaces_at},
            conduit_at=self.conduits_at,
            inside_at=self.insides_at,
            switch_at=dict(enumerate(self.switch_at)),
            application_at=self.application_at,
            service_at=self.service_at,
            carried_at=self.carried_at,
            unmapped=tuple(sorted(self.unmapped)),
        )

    def _application(self, a: int, application: Application) -> tuple[int, list[int]]:
        if not application.runs_on.parts:
            return self._all([self.switch_at[a], *self._needs_outside(application)])
        runs = self._need(application.runs_on, lambda h: self._instance(a, self.hospital.hosts.index_of(h)))
        return self._all([self.switch_at[a], *runs])

    def _needs_outside(self, application: Application) -> list[int]:
        """What an application that runs on no host of ours needs, met from its zone if that is told."""
        if application.zone is None:
            return self._need(application.needs, lambda y: self.application_at[self.application_index[y]])
        z = self.zone_index[application.zone]
        return self._need(application.needs, lambda y: self._seen_from_workplace(z, self.application_index[y]))

    def _instance(self, a: int, h: int) -> int:
        if (a, h) not in self.instances_at:
            application = self.applications[a]
            name = f"{application.application} on {self.hospital.hosts.ids[h]}"
            node = self.instances_at[a, h] = self.draw.new(NodeKind.INSTANCE, name)
            needs = self._need(application.needs, lambda y: self._seen_from_host(h, self.application_index[y]))
            self.draw.fill(node, self._all([self._host(h), *needs]))
        return self.instances_at[a, h]

    def _host(self, h: int) -> int:
        if h not in self.hosts_at:
            node = self.hosts_at[h] = self.draw.new(NodeKind.HOST, f"host {self.hospital.hosts.ids[h]}")
            needs = self.hospital.hosts.needs.get(h)
            self.draw.fill(node, self._all(self._need(needs, self._stood_on) if needs else []))
        return self.hosts_at[h]

    def _stood_on(self, name: str) -> int:
        if name in self.application_index:
            return self.application_at[self.application_index[name]]
        return self._host(self.hospital.hosts.index_of(name))

    def _seen_from_host(self, h: int, y: int) -> int:
        if h not in self.from_hosts:
            self.from_hosts[h] = self.ways.from_host(h)
        return self._seen(int(self.hospital.hosts.zone_at[h]), self.from_hosts[h], y, h)

    def _seen_from_workplace(self, z: int, y: int) -> int:
        if z not in self.from_workplaces:
            self.from_workplaces[z] = self.ways.from_workplace(z)
        return self._seen(z, self.from_workplaces[z], y, None)

    def _seen(self, z: int, end: _End, y: int, from_host: int | None) -> int:
        application = self.applications[y]
        provided_on = sorted({self.hospital.hosts.index_of(h) for h in application.runs_on.names()})
        at_home = from_host if from_host in provided_on else None
        key = (z, end, y, at_home)
        if key not in self.seen_at:
            self.seen_at[key] = self._see(z, end, y, provided_on, at_home)
        return self.seen_at[key]

    def _see(self, z: int, end: _End, y: int, provided_on: list[int], at_home: int | None) -> int:
        """The node of *application y as seen from zone z*, or the application itself where no network lies between."""
        application, up = self.applications[y], self.application_at[y]
        if provided_on:
            links = {h: self._link(z, end, h, y) for h in provided_on if h != at_home}
        elif application.zone is None or application.zone == self.zones[z].zone:
            return up
        else:
            outside = self.zone_index[application.zone]
            links = {-1: self._carried_by(z, outside, self.ways.carrying(end, self.ways.to_zone(outside), application))}
        reached = {h: link for h, link in links.items() if link is not None}
        if at_home is not None and _no_choice(application.runs_on):
            return up
        if not reached and at_home is None:
            reached = dict.fromkeys(links, self._open(z, y))
        way = self._any(self._by_link(application, y, reached, at_home), f"a way to {application.application}")
        name = f"{application.application} seen from {self.zones[z].zone}"
        return self.draw.shared(NodeKind.SEEN, name, 2, [up, way])

    def _by_link(self, application: Application, y: int, reached: dict[int, int], at_home: int | None) -> list[int]:
        """Ways to an application: its links, each with the instances behind it where one may be up without another."""
        distinct = sorted(set(reached.values()))
        if _no_choice(application.runs_on) or (len(distinct) == 1 and len(reached) == len(set(_hosts(application)))):
            return distinct
        ways = [] if at_home is None else [self._instance(y, at_home)]
        for link in distinct:
            behind = [self._instance(y, h) for h, its_link in reached.items() if its_link == link]
            instance = self._any(behind, f"{application.application} on one of {len(behind)} hosts")
            name = f"{application.application} up behind {self.draw.name_of(link)}"
            ways.append(self.draw.shared(NodeKind.PART, name, 2, [instance, link]))
        return ways

    def _link(self, z: int, end: _End, h: int, y: int) -> int | None:
        if h not in self.to_hosts:
            self.to_hosts[h] = self.ways.to_host(h)
        to = int(self.hospital.hosts.zone_at[h])
        return self._carried_by(z, to, self.ways.carrying(end, self.to_hosts[h], self.applications[y]))

    def _carried_by(self, z: int, to: int, conduits: Iterable[int]) -> int | None:
        """The link from zone z to zone `to` over any of these conduits; None when nothing carries it."""
        leaves = [self._conduit(c) for c in conduits]
        if z == to and self.zones[z].inside is Inside.OPEN:
            leaves.append(self._inside(z))
        name = f"{self.zones[to].zone} reached from {self.zones[z].zone}"
        return self.draw.shared(NodeKind.LINK, name, 1, leaves) if leaves else None

    def _open(self, z: int, y: int) -> int:
        """A link nobody told of: taken as open, and reported."""
        zone, application = str(self.zones[z].zone), str(self.applications[y].application)
        self.unmapped.add((zone, application))
        return self.draw.shared(NodeKind.LINK, f"{application} from {zone}, no conduit told", 0, [])

    def _conduit(self, c: int) -> int:
        if c not in self.conduits_at:
            self.conduits_at[c] = self.draw.new(NodeKind.CONDUIT, f"conduit {self.conduit_names[c]}")
        return self.conduits_at[c]

    def _inside(self, z: int) -> int:
        if z not in self.insides_at:
            self.insides_at[z] = self.draw.new(NodeKind.INSIDE, f"inside {self.zones[z].zone}")
        return self.insides_at[z]

    def _needs_of_service(self, service: Service) -> tuple[int, list[int]]:
        needs = self._need(service.needs, lambda name: self._of_service(service, name))
        workplaces = self._need(service.worked_from, lambda z: self._workplace(self.zone_index[z]))  # type: ignore[index]
        return self._all([*needs, *workplaces])

    def _of_service(self, service: Service, name: str) -> int | None:
        """What a name in a service's needs stands for: another service, or an application seen from the workplaces."""
        if name in self.service_index:
            return self.carried_at[self.service_index[name]]
        y = self.application_index[name]
        if not service.worked_from.parts:
            return self.application_at[y]
        seen = self._need(service.worked_from, lambda z: self._worked_with(self.zone_index[z], y))  # type: ignore[index]
        return self._part(*self._all(seen), name=f"{name} worked from {service.worked_from}")

    def _worked_with(self, z: int, y: int) -> int:
        workplace, seen = self._workplace(z), self._seen_from_workplace(z, y)
        if workplace is None:
            return seen
        name = f"{self.applications[y].application} worked from {self.zones[z].zone}"
        return self.draw.shared(NodeKind.PART, name, 2, [workplace, seen])

    def _workplace(self, z: int) -> int | None:
        if not self.ways.workplace_needed(z):
            return None
        if z not in self.workplaces_at:
            self.workplaces_at[z] = self.draw.new(NodeKind.WORKPLACE, f"workplaces of {self.zones[z].zone}")
        return self.workplaces_at[z]

    def _need(self, need: AtLeast, atom: _Atom) -> list[int]:
        """Nodes that must all be up for a need to hold; none: it always holds."""
        parts = [self._written(part, atom) for part in need.parts]
        there = [part for part in parts if part is not None]
        k = need.k - (len(parts) - len(there))
        if k == len(there):
            return there
        return [] if k <= 0 else [self._part(k, there, name=str(need))]

    def _written(self, part: str | AtLeast, atom: _Atom) -> int | None:
        if isinstance(part, str):
            return atom(part)
        nodes = self._need(part, atom)
        return self._part(*self._all(nodes), name=str(part)) if nodes else None

    def _all(self, nodes: Sequence[int]) -> tuple[int, list[int]]:
        distinct = list(dict.fromkeys(nodes))
        return len(distinct), distinct

    def _any(self, nodes: Sequence[int], name: str) -> int:
        return self._part(1, list(dict.fromkeys(nodes)), name=name)

    def _part(self, k: int, nodes: list[int], name: str) -> int:
        return nodes[0] if k == len(nodes) == 1 else self.draw.shared(NodeKind.PART, name, k, nodes)


def _hosts(application: Application) -> Iterable[str]:
    return application.runs_on.names()


def _no_choice(need: AtLeast) -> bool:
    """Whether everything a need names must be there."""
    return need.k == len(need.parts) and all(isinstance(part, str) or _no_choice(part) for part in need.parts)
