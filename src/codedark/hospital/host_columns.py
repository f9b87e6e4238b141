"""The hosts table as arrays: a hundred thousand rows without a hundred thousand objects."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.cells import V6_FROM
from codedark.hospital.needs import NOTHING
from codedark.hospital.records import Hosts, ZoneId
from codedark.hospital.table import Columns

_LOW = 2**64 - 1


def hosts_of(read: Columns, zone_ids: Iterable[ZoneId]) -> Hosts:
    """Columns of a hosts table in which no cell is at fault, in file order."""
    zones = list(zone_ids)
    values = read.values
    family, hi, lo = address_columns(values["address"])
    return Hosts(
        ids=values["host"],
        zone_ids=zones,
        zone_at=read.codes("zone", zones).astype(np.int32),
        role_at=read.codes("role", Hosts.roles).astype(np.int8),
        address_family=family,
        address_hi=hi,
        address_lo=lo,
        basis_at=read.codes("basis", Hosts.bases).astype(np.int8),
        needs={i: need for i, need in enumerate(values["needs"]) if need is not NOTHING},
        quarantine=values["quarantine"],
        systems=values["system"],
        sources=values["source"],
    )


def address_columns(
    numbers: list[int | None],
) -> tuple[NDArray[np.uint8], NDArray[np.uint64], NDArray[np.uint64]]:
    """Family (0 where there is none), upper and lower 64 bits of each address given as a number (`cells.number_of`)."""
    family = np.array([0 if a is None else 4 if a < V6_FROM else 6 for a in numbers], np.uint8)
    plain = [0 if a is None else a if a < V6_FROM else a - V6_FROM for a in numbers]
    if not (family == 6).any():
        return family, np.zeros(len(plain), np.uint64), np.array(plain, np.uint64)
    hi = np.array([number >> 64 for number in plain], np.uint64)
    lo = np.array([number & _LOW for number in plain], np.uint64)
    return family, hi, lo
