"""The hosts table as arrays: a hundred thousand rows without a hundred thousand objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from codedark.hospital.needs import NOTHING
from codedark.hospital.records import Hosts, ZoneId
from codedark.hospital.table import Columns

_LOW = 2**64 - 1


def hosts_of(read: Columns, zone_ids: Iterable[ZoneId]) -> Hosts:
    """Columns of a hosts table in which no cell is at fault, in file order."""
    zones = list(zone_ids)
    zone_index = {zone: i for i, zone in enumerate(zones)}
    role_index = {role: i for i, role in enumerate(Hosts.roles)}
    basis_index = {basis: i for i, basis in enumerate(Hosts.bases)}
    values = read.values
    family, hi, lo = address_columns(values["address"])
    return Hosts(
        ids=values["host"],
        zone_ids=zones,
        zone_at=np.array([zone_index[zone] for zone in values["zone"]], np.int32),
        role_at=np.array([role_index[role] for role in values["role"]], np.int8),
        address_family=family,
        address_hi=hi,
        address_lo=lo,
        basis_at=np.array([basis_index[basis] for basis in values["basis"]], np.int8),
        needs={i: need for i, need in enumerate(values["needs"]) if need is not NOTHING},
        quarantine=values["quarantine"],
        systems=values["system"],
        sources=values["source"],
    )


def address_columns(addresses: list[Any]) -> tuple[Any, Any, Any]:
    """Family (0 where there is none), upper and lower 64 bits of each address."""
    family = np.array([0 if a is None else a.version for a in addresses], np.uint8)
    numbers = [0 if a is None else int(a) for a in addresses]
    hi = np.array([number >> 64 for number in numbers], np.uint64)
    lo = np.array([number & _LOW for number in numbers], np.uint64)
    return family, hi, lo
