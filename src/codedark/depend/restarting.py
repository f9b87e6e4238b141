"""In which order does it come back? The hospital's own ranks of its services, and what each of them stands on.

For each service in the order of its restore rank, whatever it needs and is not up yet is started, what others need
first. Where nothing can be first, because things wait for each other, somebody starts one of them by hand: it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codedark.hospital.records import Application, ApplicationId, Hospital, HostId, ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartStep:
    """One application started."""

    application: ApplicationId
    hosts: tuple[HostId, ...]
    """Machines it runs on."""
    for_service: ServiceId | None
    """The service it is started for; None: no service asks for it."""
    by_hand: bool
    """Whether something it needs is not up when its turn comes: it stands in a circle and is started without."""
    missing: tuple[str, ...]
    """What it needs and has to do without at first."""
    check_h: float
    """Crew-hours to examine and start it when its machines were merely switched off."""
    restore_h: float
    """Crew-hours to rebuild it from backup."""


def restart_order(hospital: Hospital) -> tuple[RestartStep, ...]:
    r"""Order a start from nothing.

    Every alternative of a need is started, not only as many as are enough: which one is whole is not known beforehand.
    What others provide (the internet, a carrier) is taken as there.

    Returns:
        Every application that runs on a machine of the hospital, once.
    Cost: for each application one pass over those of the same service; 0.01 s for 60.

    >>> from codedark.hospital import read
    >>> toy = read({
    ...     "hospital.toml": b"[hospital]\nname = 'Toy'",
    ...     "sites.csv": b"site,name,beds_recognised\nhome,Home,10",
    ...     "zones.csv": b"zone,kind\nroom,server",
    ...     "hosts.csv": b"host,zone,role\nbox-1,room,server\nbox-2,room,server",
    ...     "applications.csv": b"application,kind,runs_on,needs\npacs,clinical,box-2,data\ndata,clinical,box-1,",
    ...     "services.csv": b"service,needs\nimaging,pacs",
    ... })
    >>> [step.application for step in restart_order(toy)]
    ['data', 'pacs']
    """
    return tuple(_Starting(hospital).steps())


class _Starting:
    """One start, application by application."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.up = {name for name, a in hospital.applications.items() if not a.runs_on.parts}
        self.asked: set[str] = set()

    def steps(self) -> Iterator[RestartStep]:
        for service in sorted(self.hospital.services.values(), key=lambda s: s.restore_rank):
            yield from self._start(self._below_service(service.service), service.service)
        for name in self.hospital.applications:
            yield from self._start(self._below(name), None)

    def _start(self, wanted: Iterator[ApplicationId], service: ServiceId | None) -> Iterator[RestartStep]:
        """Start these: the first that has what it needs; the first of all by hand, where no order gives it that."""
        left = list(wanted)
        while left:
            stuck = self._stuck(left)
            name = left[0] if left[0] in stuck else next(n for n in left if not self._missing(n))
            left.remove(name)
            yield self._step(name, service)

    def _stuck(self, left: list[ApplicationId]) -> set[ApplicationId]:
        """Of these, what could not be started without a hand."""
        before, waiting = set(self.up), list(left)
        while risen := [name for name in waiting if not self._missing(name)]:
            self.up.update(risen)
            waiting = [name for name in waiting if name not in risen]
        self.up = before
        return set(waiting)

    def _below_service(self, service: ServiceId) -> Iterator[ApplicationId]:
        if f"service {service}" in self.asked:
            return
        self.asked.add(f"service {service}")
        for part in self.hospital.services[service].needs.names():
            if part in self.hospital.services:
                yield from self._below_service(ServiceId(part))
            else:
                yield from self._below(ApplicationId(part))

    def _below(self, top: ApplicationId) -> Iterator[ApplicationId]:
        """What an application stands on, then itself; what was walked before is left out. No recursion."""
        if top in self.asked:
            return
        self.asked.add(top)
        waiting = [(top, iter(self._needed(top)))]
        while waiting:
            name, needs = waiting[-1]
            following = next((n for n in needs if n not in self.asked), None)
            if following is not None:
                self.asked.add(following)
                waiting.append((following, iter(self._needed(following))))
                continue
            waiting.pop()
            if self.hospital.applications[name].runs_on.parts:
                yield name

    def _needed(self, name: ApplicationId) -> list[ApplicationId]:
        """Applications that one needs, and those its machines stand on."""
        application = self.hospital.applications[name]
        below = (*application.needs.names(), *self._carriers(application))
        return [ApplicationId(part) for part in below if part in self.hospital.applications]

    def _carriers(self, application: Application) -> Iterator[str]:
        """What the machines of an application stand on, and what these machines stand on in turn."""
        waiting, seen = list(application.runs_on.names()), set[str]()
        while waiting:
            host = waiting.pop(0)
            need = self.hospital.hosts.needs.get(self.hospital.hosts.index_of(host))
            for part in need.names() if need is not None else ():
                if part not in seen:
                    seen.add(part)
                    yield part
                    if part not in self.hospital.applications:
                        waiting.append(part)

    def _step(self, name: ApplicationId, service: ServiceId | None) -> RestartStep:
        application = self.hospital.applications[name]
        missing = self._missing(name)
        self.up.add(name)
        return RestartStep(
            application=name,
            hosts=tuple(HostId(host) for host in application.runs_on.names()),
            for_service=service,
            by_hand=bool(missing),
            missing=missing,
            check_h=application.check_h,
            restore_h=application.restore_h,
        )

    def _missing(self, name: ApplicationId) -> tuple[str, ...]:
        """What is not up yet and cannot be done without, in the order written; () when it can be started."""
        application = self.hospital.applications[name]
        wanting = [] if application.needs.holds(self._is_up) else list(application.needs.names())
        if not application.runs_on.holds(lambda host: self._stands(host, frozenset())):
            wanting += self._carriers(application)
        return tuple(dict.fromkeys(part for part in wanting if not self._is_up(part)))

    def _is_up(self, part: str) -> bool:
        """Whether an application is up, or a machine can be switched on."""
        if part in self.hospital.applications:
            return part in self.up
        return self._stands(part, frozenset())

    def _stands(self, host: str, above: frozenset[str]) -> bool:
        """Whether what a machine stands on is there; one that stands on itself, by whatever way, is not."""
        need = self.hospital.hosts.needs.get(self.hospital.hosts.index_of(host))
        inside = above | {host}

        def there(part: str) -> bool:
            if part in self.hospital.applications:
                return part in self.up
            return part not in inside and self._stands(part, inside)

        return need is None or need.holds(there)
