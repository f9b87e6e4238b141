"""How much of a hospital is known, and how: rows per basis, unknown values per column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from codedark.hospital.records import Hospital, Unknown
from codedark.hospital.schema import TABLES, Table
from codedark.hospital.words import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """One table: its rows, by how they are known, and what nobody knows in it."""

    table: str
    rows: int
    by_basis: Mapping[Basis, int]
    unknown: Mapping[str, int]
    """Column -> rows in which its value is unknown; columns without any are left out."""


def counts(hospital: Hospital) -> tuple[TableCount, ...]:
    """One count a table, in the order of the schema; a table without rows has zeros."""
    return tuple(_count(table, hospital) for table in TABLES)


def rows_of(hospital: Hospital, table: str) -> Iterable[Any]:
    """The records of a table by its name; not hosts, which are columns."""
    by_name: dict[str, Iterable[Any]] = {
        "sites": hospital.sites.values(),
        "zones": hospital.zones.values(),
        "accounts": hospital.accounts.values(),
        "applications": hospital.applications.values(),
        "services": hospital.services.values(),
        "conduits": hospital.conduits.values(),
        "gates": hospital.gates.values(),
        "agents": hospital.agents.values(),
        "cables": hospital.cables.values(),
        "out_of_band": hospital.out_of_band.values(),
        "operations": hospital.operations.values(),
        "patients": hospital.patients.values(),
        "crews": hospital.crews.values(),
        "region": hospital.region.values(),
        "region_beds": hospital.free_beds,
        "travel_min": hospital.travel.values(),
        "wards": hospital.wards.values(),
        "escorts": hospital.escorts.values(),
        "pools": hospital.pools.values(),
        "inflows": hospital.inflows.values(),
        "telephones": hospital.telephones.values(),
    }
    return by_name[table]


def _count(table: Table, hospital: Hospital) -> TableCount:
    if table.name == "hosts":
        return _count_hosts(hospital)
    rows = list(rows_of(hospital, table.name))
    unknown = {
        column.name: n
        for column in table.columns
        if column.unknown
        and (n := sum(isinstance(getattr(row, column.field or column.name), Unknown) for row in rows)) > 0
    }
    by_basis = Counter(row.basis for row in rows)
    return TableCount(
        table=table.name, rows=len(rows), by_basis={basis: by_basis[basis] for basis in Basis}, unknown=unknown
    )


def _count_hosts(hospital: Hospital) -> TableCount:
    hosts = hospital.hosts
    by_basis = np.bincount(hosts.basis_at, minlength=len(hosts.bases))
    without = int(np.count_nonzero(hosts.address_family == 0))
    return TableCount(
        table="hosts",
        rows=len(hosts),
        by_basis={basis: int(by_basis[i]) for i, basis in enumerate(hosts.bases)},
        unknown={"address": without} if without else {},
    )
