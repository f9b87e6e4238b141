"""What falls if these are off: which services now, which when paper runs out, what they carry, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from codedark.depend.care import CareLines, CareLost, Needing, care_lines, care_lost_per_h
from codedark.depend.circuit import Circuit
from codedark.depend.off import Off, off_nodes
from codedark.depend.times import NEVER
from codedark.depend.why import why
from codedark.depend.wires import Fallen, Wires
from codedark.hospital.records import ApplicationId, CrewId, Hospital, HostId, Service, ServiceId, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLost:
    """A clinical service that loses its needs."""

    service: ServiceId
    name: str
    lost_at_min: float
    """Minutes after the beginning at which it has no more of what it needs; 0: at once."""
    paper_until_min: float
    """Minutes after the beginning until which it goes on by its downtime procedure; `lost_at_min`: it has none."""
    paper_capacity: float
    """Share of its capacity kept until then."""
    paper_unknown: bool
    """Nobody stated its paper minutes: planned as none."""
    paper_tested: bool
    theatres: int
    beds: int
    arrivals_per_h: float
    ambulances_per_h: float
    operations_per_week: int
    """Times an operation that needs it stands on the list of a usual week."""
    critical_patients: int
    """Critical in-patients who cannot do without it."""
    why: tuple[str, ...]
    """The chain from what is off to this service; see `why`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationLost:
    """An application that is down, or that nothing it needs carries any longer."""

    application: ApplicationId
    lost_at_min: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """What is lost when something is off and stays off. Nothing is repaired here: that is the drill's."""

    services: tuple[ServiceLost, ...]
    """Those whose care stops first come first."""
    applications: tuple[ApplicationLost, ...]
    hosts_fallen: tuple[HostId, ...]
    """Hosts that run on but stand on what is lost; those that are off themselves are not among them."""
    crews_standing: tuple[CrewId, ...]
    """Crews that need a service that is lost."""
    operations_per_week: int
    """Times an operation on the list of a usual week needs something lost, each counted once."""
    operations_per_week_all: int
    critical_patients: int
    """Critical in-patients who need something lost, each counted once."""
    critical_patients_all: int
    care: CareLost
    """Care lost an hour over the planning horizon."""
    horizon_h: float
    taken_as_open: tuple[tuple[str, str], ...]
    """(zone, application) for which no conduit is told: what would fall there is not seen."""


def what_falls_if(hospital: Hospital, circuit: Circuit, off: Off, lines: CareLines | None = None) -> Outage:
    r"""Say what is lost when these things go off now and stay off.

    Args:
        hospital: that the circuit was compiled from.
        circuit: from `compile`.
        off: from `what_is_off`.
        lines: from `care_lines`; made here when left out.

    Returns:
        The outage; empty when nothing falls. An unknown number of paper minutes is planned as none, and said.

    Cost: a step for each need of what falls; a full shutdown of 1,700 hosts takes a few milliseconds.

    >>> from codedark.depend import compile
    >>> from codedark.hospital import read
    >>> toy = read({
    ...     "hospital.toml": b"[hospital]\nname = 'Toy'",
    ...     "sites.csv": b"site,name,beds_recognised\nhome,Home,10",
    ...     "zones.csv": b"zone,kind\nroom,server",
    ...     "hosts.csv": b"host,zone\nbox,room",
    ...     "applications.csv": b"application,kind,runs_on\npacs,clinical,box",
    ...     "services.csv": b"service,needs,paper_min\nimaging,pacs,30",
    ... })
    >>> lost = what_falls_if(toy, compile(toy), Off(hosts=frozenset({toy.hosts.ids[0]}))).services[0]
    >>> lost.service, lost.lost_at_min, lost.paper_until_min, lost.why
    ('imaging', 0.0, 30.0, ('host box off', 'pacs'))
    """
    lines = care_lines(hospital) if lines is None else lines
    wires, needing = Wires(circuit), Needing(hospital)
    fallen = wires.fall_in_time(dict.fromkeys(off_nodes(circuit, hospital, off), 0.0))
    lost_at = np.array([_minute(fallen, node) for node in circuit.service_at.tolist()], np.float64)
    gone = {service for service, at in zip(hospital.services, lost_at, strict=True) if at < NEVER}
    services = (
        _service_lost(needing, service, float(at), why(circuit, wires, fallen, int(node)))
        for service, at, node in zip(hospital.services.values(), lost_at, circuit.service_at, strict=True)
        if at < NEVER
    )
    return Outage(
        services=tuple(sorted(services, key=lambda s: (s.paper_until_min, s.lost_at_min))),
        applications=tuple(
            ApplicationLost(application=name, lost_at_min=fallen[node].at_min, why=why(circuit, wires, fallen, node))
            for name, node in zip(hospital.applications, circuit.application_at.tolist(), strict=True)
            if node in fallen
        ),
        hosts_fallen=tuple(
            hospital.hosts.ids[h]
            for h, node in sorted(circuit.host_at.items())
            if node in fallen and fallen[node].because is not None
        ),
        crews_standing=tuple(crew.crew for crew in hospital.crews.values() if gone & set(crew.needs)),
        operations_per_week=needing.operations_per_week(gone),
        operations_per_week_all=needing.operations.total(),
        critical_patients=needing.critical_patients(gone),
        critical_patients_all=needing.critical.total(),
        care=care_lost_per_h(lines, lost_at),
        horizon_h=lines.horizon_h,
        taken_as_open=circuit.unmapped,
    )


def _minute(fallen: dict[int, Fallen], node: int) -> float:
    return fallen[node].at_min if node in fallen else NEVER


def _service_lost(needing: Needing, service: Service, at_min: float, chain: tuple[str, ...]) -> ServiceLost:
    return ServiceLost(
        service=service.service,
        name=service.name,
        lost_at_min=at_min,
        paper_until_min=at_min + service.paper_min_planned,
        paper_capacity=service.paper_capacity,
        paper_unknown=isinstance(service.paper_min, Unknown),
        paper_tested=service.tested,
        theatres=service.theatres,
        beds=service.beds,
        arrivals_per_h=service.arrivals_per_h,
        ambulances_per_h=service.ambulances_per_h,
        operations_per_week=needing.operations_per_week([service.service]),
        critical_patients=needing.critical_patients([service.service]),
        why=chain,
    )
