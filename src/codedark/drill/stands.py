"""What an answer stands on: how many of the facts told are assumed, and which were planned as nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from codedark.drill.result import Assumptions
from codedark.hospital.records import Hospital, Hosts, Unknown
from codedark.hospital.settings import Range
from codedark.hospital.words import Basis


class Fact(Protocol):
    """A row that says how it is known."""

    @property
    def basis(self) -> Basis:
        """How it is known."""


def assumptions_of(
    hospital: Hospital, ranges: Sequence[Range], notes: Sequence[str], assume_beds_pct: float | None
) -> Assumptions:
    """Count what is assumed.

    Args:
        hospital: as told, without defences.
        ranges: the uncertain parameters that count in the scenario.
        notes: what the board planned as nothing.
        assume_beds_pct: share of recognised beds taken as free where nobody confirmed; None: none.
    """
    tables = {name: counted for name, counted in _tables(hospital).items() if counted[0]}
    return Assumptions(
        rows_total=sum(rows for rows, _ in tables.values()),
        rows_assumed=sum(assumed for _, assumed in tables.values()),
        tables=tables,
        parameters_total=len(ranges),
        parameters_assumed=sum(told.basis is Basis.ASSUMED for told in ranges),
        paper_unknown=tuple(
            s.name or name for name, s in hospital.services.items() if isinstance(s.paper_min, Unknown)
        ),
        notes=tuple(notes),
        beds_assumed_pct=assume_beds_pct,
    )


def _tables(hospital: Hospital) -> dict[str, tuple[int, int]]:
    return {
        "sites": _count(hospital.sites.values()),
        "zones": _count(hospital.zones.values()),
        "hosts": (
            len(hospital.hosts),
            int(np.count_nonzero(hospital.hosts.basis_at == Hosts.bases.index(Basis.ASSUMED))),
        ),
        "accounts": _count(hospital.accounts.values()),
        "applications": _count(hospital.applications.values()),
        "services": _count(hospital.services.values()),
        "conduits": _count(hospital.conduits.values()),
        "gates": _count(hospital.gates.values()),
        "operations": _count(hospital.operations.values()),
        "patients": _count(hospital.patients.values()),
        "crews": _count(hospital.crews.values()),
        "region": _count(hospital.region.values()),
        "region_beds": _count(hospital.free_beds),
        "travel_min": _count(hospital.travel.values()),
        "wards": _count(hospital.wards.values()),
        "escorts": _count(hospital.escorts.values()),
        "pools": _count(hospital.pools.values()),
    }


def _count(rows: Iterable[Fact]) -> tuple[int, int]:
    known = [row.basis for row in rows]
    return len(known), sum(basis is Basis.ASSUMED for basis in known)
