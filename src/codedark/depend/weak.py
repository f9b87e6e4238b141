"""Where is it weak? Every single thing whose loss takes a service, priced in care; then what it takes two or more of.

*Assume this is off* comes first: it needs no probability, and an attack is no independent failure. A host, an
application, a zone, a site, an account, a gate or a conduit is taken away, one at a time, and what falls is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from codedark.depend.care import CareLines, CareLost, Needing, care_lines, care_lost_per_h
from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.cutsets import HOSTS_AND_SOFTWARE, CutSets, cut_sets
from codedark.depend.off import Off, off_nodes, what_each_takes
from codedark.depend.times import NEVER
from codedark.depend.wires import Wires
from codedark.hospital.records import Hospital, ServiceId
from codedark.hospital.words import OnFailure

KINDS = ("application", "host", "account", "gate", "conduit", "zone", "site")
"""Kinds of single points, in the order that settles ties: what can be mended soonest last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """Things whose loss, together, takes services; one thing: a single point of failure."""

    kind: str
    """One of `KINDS`, or `set` for several things."""
    names: tuple[str, ...]
    """Ids; of a set, the names of nodes."""
    services: tuple[ServiceId, ...]
    """Services that lose their needs, at once or when the paper of another runs out."""
    without_paper: tuple[ServiceId, ...]
    """Those of them that have no minute on paper."""
    operations_per_week: int
    """Times an operation that needs one of them stands on the list of a usual week, each counted once."""
    arrivals_per_h: float
    """Patients who come to one of them."""
    critical_patients: int
    """Critical in-patients who cannot do without one of them, each counted once."""
    care: CareLost
    """Care lost an hour over the planning horizon."""


def single_points(
    hospital: Hospital, circuit: Circuit, lines: CareLines | None = None, kinds: Collection[str] = KINDS
) -> tuple[Weakness, ...]:
    """Every single thing whose loss takes a service, worst first.

    An account stands for every host it administers, a gate for every conduit it enforces (a gate known to fail open is
    left out: its failure cuts nothing), a zone and a site for their hosts and what outsiders provide there.

    Args:
        hospital: that the circuit was compiled from.
        circuit: from `compile`.
        lines: from `care_lines`; made here when left out.
        kinds: which of `KINDS` to look at.

    Returns:
        By care lost an hour, then by how many services. Things that take no service are not among them.

    Cost: a fall for each thing; about 600 things of a hospital of 1,700 hosts take half a second.
    """
    lines = care_lines(hospital) if lines is None else lines
    falls = _Falls(hospital, circuit, lines)
    asked = [kind for kind in KINDS if kind in kinds]
    told = (
        falls.weakness(kind, (name,), nodes) for kind in asked for name, nodes in _candidates(hospital, circuit, kind)
    )
    return _ranked(weakness for weakness in told if weakness.services)


def weak_sets(
    hospital: Hospital, circuit: Circuit, found: Iterable[CutSets], lines: CareLines | None = None
) -> tuple[Weakness, ...]:
    """The cut sets of two members or more, each once, with everything that falls when the whole set is off.

    Args:
        hospital: that the circuit was compiled from.
        circuit: from `compile`.
        found: from `cut_sets`.
        lines: from `care_lines`; made here when left out.

    Returns:
        By care lost an hour, then by how many services.
    """
    lines = care_lines(hospital) if lines is None else lines
    falls = _Falls(hospital, circuit, lines)
    sets = dict.fromkeys(s for one in found for s in one.sets if len(s) > 1)
    return _ranked(falls.weakness("set", tuple(sorted(circuit.names[i] for i in s)), s) for s in sets)


def service_cut_sets(
    circuit: Circuit, services: Sequence[int], order: int = 2, over: Collection[NodeKind] = HOSTS_AND_SOFTWARE
) -> tuple[CutSets, ...]:
    """The minimal cut sets of services by their index, to a stated order: see `cut_sets`."""
    return cut_sets(circuit, [int(circuit.service_at[s]) for s in services], order, over)


class _Falls:
    """What falls when nodes are off, and what that costs; the same answer is not counted twice."""

    def __init__(self, hospital: Hospital, circuit: Circuit, lines: CareLines) -> None:
        self.wires = Wires(circuit)
        self.lines = lines
        self.needing = Needing(hospital)
        self.services = tuple(hospital.services.values())
        self.at = circuit.service_at.tolist()
        self.counted: dict[tuple[float, ...], Weakness] = {}

    def weakness(self, kind: str, names: tuple[str, ...], nodes: Iterable[int]) -> Weakness:
        fallen = self.wires.fall_in_time(dict.fromkeys(nodes, 0.0))
        lost_at = tuple(fallen[node].at_min if node in fallen else NEVER for node in self.at)
        if lost_at not in self.counted:
            self.counted[lost_at] = self._counted(lost_at)
        return replace(self.counted[lost_at], kind=kind, names=names)

    def _counted(self, lost_at: tuple[float, ...]) -> Weakness:
        lost = [service for service, at in zip(self.services, lost_at, strict=True) if at < NEVER]
        services = tuple(s.service for s in lost)
        return Weakness(
            kind="",
            names=(),
            services=services,
            without_paper=tuple(s.service for s in lost if s.paper_min_planned == 0),
            operations_per_week=self.needing.operations_per_week(services),
            arrivals_per_h=sum(s.arrivals_per_h for s in lost),
            critical_patients=self.needing.critical_patients(services),
            care=care_lost_per_h(self.lines, np.array(lost_at)),
        )


def _candidates(hospital: Hospital, circuit: Circuit, kind: str) -> Iterator[tuple[str, Iterable[int]]]:
    """(name, nodes that go with it) of everything of one kind on which something stands."""
    if kind == "host":
        yield from ((hospital.hosts.ids[h], (node, *_workplace(hospital, circuit, h))) for h, node in _hosts(circuit))
    elif kind == "application":
        names = tuple(hospital.applications)
        yield from ((names[a], (node,)) for a, node in circuit.switch_at.items())
    elif kind == "conduit":
        rows = tuple(hospital.conduits)
        yield from ((rows[c], (node,)) for c, node in sorted(circuit.conduit_at.items()))
    else:
        yield from ((name, off_nodes(circuit, hospital, off)) for name, off in _taken_away(hospital, kind))


def _hosts(circuit: Circuit) -> list[tuple[int, int]]:
    return sorted(circuit.host_at.items())


def _workplace(hospital: Hospital, circuit: Circuit, h: int) -> tuple[int, ...]:
    """The workplace that one host's loss brings below what it takes, if it does."""
    z = int(hospital.hosts.zone_at[h])
    if circuit.workplace_needed.get(z, 0) <= int((hospital.hosts.zone_at == z).sum()) - 1:
        return ()
    return (circuit.workplace_at[z],)


def _taken_away(hospital: Hospital, kind: str) -> Iterator[tuple[str, Off]]:
    tables: dict[str, Iterable[str]] = {
        "account": hospital.accounts,
        "zone": hospital.zones,
        "site": hospital.sites,
        "gate": (g.gate for g in hospital.gates.values() if g.on_failure is not OnFailure.OPEN),
    }
    names = list(tables[kind])
    return zip(names, what_each_takes(hospital, [f"{kind}:{name}" for name in names]), strict=True)


def _ranked(weaknesses: Iterable[Weakness]) -> tuple[Weakness, ...]:
    """Worst first; ties by services, then kind and name, so that the order is always the same."""
    return tuple(
        sorted(
            weaknesses,
            key=lambda w: (
                -round(w.care.total_per_h, 9),
                -len(w.services),
                KINDS.index(w.kind) if w.kind in KINDS else 0,
                w.names,
            ),
        )
    )
