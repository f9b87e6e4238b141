"""What do we not know that would move the answer most? Missing and assumed facts, ranked by what hangs on them.

The answer that is moved is care lost an hour over the *reference outages*: half its weight on the hospital's own full
shutdown (every host of `off_roles` off), half spread evenly over the loss of each zone alone. Each fact is set to the
least and to the most that is plausible, everything else left alone; the *swing* is the difference. Facts whose absence
hides a whole kind of care (no surgery list, no in-patients) come first: nothing can be computed before they are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from codedark.depend.care import CareLines, care_lines, care_lost_per_h
from codedark.depend.circuit import Circuit
from codedark.depend.compiling import compile
from codedark.depend.wires import Wires
from codedark.hospital.records import Application, Hospital, Service, Unknown
from codedark.hospital.words import Acuity, Basis

PLAUSIBLE_CAPACITY = 0.5
"""Share a downtime procedure nobody described may keep at best: an assumption of this question alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One fact to ask somebody for."""

    ask: str
    """The question, as one would say it."""
    whom: str
    """Role of who will know."""
    where: str
    """Where the answer is written: table, row, column."""
    now: str
    """What stands there now."""
    low_per_h: float | None
    """Care lost an hour if the answer is the better one; None: cannot be computed before the fact is told."""
    high_per_h: float | None
    """Care lost an hour if it is the worse one."""

    @property
    def swing_per_h(self) -> float | None:
        """How far the answer moves; None: not to be computed, so more than any number."""
        return None if self.low_per_h is None or self.high_per_h is None else self.high_per_h - self.low_per_h


def questions(hospital: Hospital, circuit: Circuit | None = None) -> tuple[Question, ...]:
    """Every missing or assumed fact that moves care lost, the one that moves it most first.

    Args:
        hospital: any hospital that could be read.
        circuit: of this hospital, where the caller has it already.

    Returns:
        Questions with a swing above zero, those that cannot be computed first. Empty: nothing assumed matters.

    Cost: one fall per candidate and reference outage; 90 candidates and 31 outages of 1,700 hosts take a few seconds.
    """
    view = _View(hospital, circuit or compile(hospital))
    asked = [*_nothing_told(hospital), *_paper(view), *_applications(view), *_walls(view), *_ways(view), *_beds(view)]
    return tuple(sorted((q for q in asked if q.swing_per_h is None or q.swing_per_h > 1e-9), key=_rank))


def _rank(question: Question) -> tuple[bool, float, str]:
    swing = question.swing_per_h
    return (swing is not None, -(swing or 0.0), question.where)


class _View:
    """A hospital, its reference outages, and the answer they give."""

    def __init__(self, hospital: Hospital, circuit: Circuit) -> None:
        self.hospital = hospital
        self.circuit = circuit
        self.lines = care_lines(hospital)
        self.wires = Wires(circuit)
        off_roles = [hospital.hosts.roles.index(role) for role in hospital.settings.response.off_roles]
        self.shutdown = self.nodes_of_hosts(np.flatnonzero(np.isin(hospital.hosts.role_at, off_roles)))
        zones = (self.nodes_of_hosts(hospital.hosts.in_zone(zone)) for zone in hospital.zones)
        self.zones_alone = [nodes for nodes in zones if nodes]

    def nodes_of_hosts(self, gone: NDArray[np.intp]) -> list[int]:
        """Nodes that fall with these hosts: the hosts themselves, and workplaces left with too few."""
        nodes = [self.circuit.host_at[h] for h in gone.tolist() if h in self.circuit.host_at]
        left = np.bincount(self.hospital.hosts.zone_at, minlength=len(self.hospital.zones))
        left -= np.bincount(self.hospital.hosts.zone_at[gone], minlength=len(self.hospital.zones))
        return nodes + [n for z, n in self.circuit.workplace_at.items() if left[z] < self.circuit.workplace_needed[z]]

    def lost_with(self, nodes: Iterable[int], wires: Wires | None = None) -> NDArray[np.float64]:
        """float[services]: minutes until each service is lost when these nodes go at once."""
        fallen = (wires or self.wires).fall_in_time(dict.fromkeys(nodes, 0.0))
        at = (fallen[n].at_min if n in fallen else np.inf for n in self.circuit.service_at.tolist())
        return np.fromiter(at, np.float64, len(self.circuit.service_at))

    def care_with(self, nodes: Iterable[int], lines: CareLines | None = None, wires: Wires | None = None) -> float:
        return care_lost_per_h(lines or self.lines, self.lost_with(nodes, wires)).total_per_h

    def answer(self, lines: CareLines | None = None, wires: Wires | None = None) -> float:
        """Care lost an hour over the reference outages, with other paper or another circuit where given."""
        alone = sum(self.care_with(nodes, lines, wires) for nodes in self.zones_alone)
        return 0.5 * self.care_with(self.shutdown, lines, wires) + 0.5 * alone / max(1, len(self.zones_alone))


def _nothing_told(hospital: Hospital) -> Iterator[Question]:
    """Whole tables whose absence hides a kind of care."""
    theatres = sum(s.theatres for s in hospital.services.values())
    if theatres and not hospital.operations:
        yield _untold("What is on the surgery list of a usual week?", "theatre coordinator", "operations")
    if not any(p.acuity is Acuity.CRITICAL for p in hospital.patients.values()):
        yield _untold("Which in-patients cannot be without which service today?", "head of intensive care", "patients")
    if not hospital.accounts:
        yield _untold("Which accounts administer which machines, used where?", "system engineer", "accounts")
    if not any(s.arrivals_per_h for s in hospital.services.values()):
        yield _untold(
            "How many patients arrive an hour, how many by ambulance?", "head of the ED", "services, arrivals_per_h"
        )


def _untold(ask: str, whom: str, table: str) -> Question:
    return Question(ask=ask, whom=whom, where=table, now="nothing told", low_per_h=None, high_per_h=None)


def _paper(view: _View) -> Iterator[Question]:
    """How long, and with what share, each service goes on by a procedure nobody has tried."""
    for i, service in enumerate(view.hospital.services.values()):
        if service.tested and service.basis is not Basis.ASSUMED:
            continue
        best = max(service.paper_capacity, PLAUSIBLE_CAPACITY)
        answers = [_with_paper(view, i, m, share) for m, share in ((60.0 * view.lines.horizon_h, best), (0.0, 0.0))]
        yield Question(
            ask=f"For how long, and for what share of its patients, can {_named(service)} work without computers?",
            whom=f"head of {_named(service)}",
            where=f"services, {service.service}, paper_min and paper_capacity",
            now=_paper_now(service),
            low_per_h=min(answers),
            high_per_h=max(answers),
        )


def _with_paper(view: _View, service: int, minutes: float, share: float) -> float:
    """The answer if one service's procedure were another."""
    wires, paper, capacity = copy(view.wires), view.lines.paper_min.copy(), view.lines.paper_capacity.copy()
    wires.delay_min = [*view.wires.delay_min]
    wires.delay_min[view.circuit.carried_at[service]] = paper[service] = minutes
    capacity[service] = share
    return view.answer(replace(view.lines, paper_min=paper, paper_capacity=capacity), wires)


def _paper_now(service: Service) -> str:
    if isinstance(service.paper_min, Unknown):
        return f"unknown ({service.paper_min.why})"
    tried = "exercised" if service.tested else "never exercised"
    return f"{service.paper_min:g} min at {service.paper_capacity:.0%}, {service.basis}, {tried}"


def _applications(view: _View) -> Iterator[Question]:
    """Whether care really stops with an application that somebody only assumed it needs."""
    as_told = view.answer()
    for a, application in enumerate(view.hospital.applications.values()):
        if application.basis is not Basis.ASSUMED:
            continue
        lost = view.lost_with([view.circuit.switch_at[a]])
        stopped = [s.service for s, at in zip(view.hospital.services.values(), lost, strict=True) if at < np.inf]
        if stopped:
            yield Question(
                ask=f"Do {_few(stopped)} really stop without {application.name or application.application}?",
                whom=f"owner of {application.application}",
                where=f"applications, {application.application}, and the needs that name it",
                now=f"{_legs(application)}, {application.basis}",
                low_per_h=view.answer(wires=_done_without(view, a)),
                high_per_h=as_told,
            )


def _done_without(view: _View, a: int) -> Wires:
    """The circuit with nothing needing application `a` any more: it, and it as seen from anywhere, never falls."""
    wires, node = copy(view.wires), int(view.circuit.application_at[a])
    wires.spare = [*view.wires.spare]
    for held in (node, *view.wires.parents[node]):
        wires.spare[held] = len(view.circuit)
    return wires


def _legs(application: Application) -> str:
    return f"runs on {application.runs_on}" if application.runs_on.parts else "runs on none of our hosts"


def _walls(view: _View) -> Iterator[Question]:
    """Core zones with nothing told that could cut them off."""
    weight = 0.5 * view.hospital.settings.response.exposure_weight
    for zone in view.hospital.zones.values():
        if zone.core and zone.gate is None:
            at_stake = view.care_with(view.nodes_of_hosts(view.hospital.hosts.in_zone(zone.zone)))
            yield Question(
                ask=f"What stands between {zone.name or zone.zone} and the other zones, and who can close it how fast?",
                whom="network engineer",
                where=f"zones, {zone.zone}, gate; gates",
                now="no gate told",
                low_per_h=0.0,
                high_per_h=weight * at_stake,
            )


def _ways(view: _View) -> Iterator[Question]:
    """Needs that cross zones with no conduit told, so that no cut is seen to hurt them."""
    index = {str(name): a for a, name in enumerate(view.hospital.applications)}
    for zone, application in view.circuit.unmapped:
        yield Question(
            ask=f"Over which rule does {zone} reach {application}?",
            whom="network engineer",
            where=f"conduits, {zone} to where {application} runs",
            now="no conduit told; taken as open",
            low_per_h=0.0,
            high_per_h=0.5 * view.care_with([view.circuit.switch_at[index[application]]]),
        )


def _beds(view: _View) -> Iterator[Question]:
    """Pools in which nobody confirmed a bed for patients who would have to leave."""
    lost = view.lost_with(view.shutdown)
    at = {service: i for i, service in enumerate(view.hospital.services)}
    leaving: dict[str, int] = {}
    for patient in view.hospital.patients.values():
        if patient.acuity is Acuity.CRITICAL and any(lost[at[s]] < np.inf for s in patient.needs):
            leaving[patient.pool] = leaving.get(patient.pool, 0) + 1
    confirmed = {b.pool for b in view.hospital.free_beds if not isinstance(b.free_staffed, Unknown)}
    for pool, patients in leaving.items():
        if pool not in confirmed:
            yield Question(
                ask=f"How many staffed {pool} beds are free around us, and who confirms it at what time?",
                whom="bed coordinators of the region",
                where=f"region_beds, pool {pool}, free_staffed, confirmed_at, confirmed_by",
                now="nobody confirmed",
                low_per_h=0.0,
                high_per_h=0.5 * patients * view.hospital.settings.care.critical_patient_hour,
            )


def _named(service: Service) -> str:
    return service.name or str(service.service)


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
