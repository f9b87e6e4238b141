"""Networks and addresses that must agree: no two zones overlap, no host stands outside its zone's networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.cells import V6_FROM, number_of
from codedark.hospital.records import Prefix
from codedark.hospital.table import BAD, Columns


@dataclass(frozen=True, slots=True)
class Block:
    """One prefix of one zone as numbers; IPv6 lies above every IPv4 number."""

    first: int
    last: int
    row: int
    """Row of the zone in its table."""
    prefix: Prefix


def _block(row: int, prefix: Prefix) -> Block:
    first = number_of(prefix.network_address)
    return Block(first, first + prefix.num_addresses - 1, row, prefix)


def check_addresses(tables: Mapping[str, Columns]) -> None:
    """Note overlapping prefixes, addresses told twice, and hosts outside the networks of their zone.

    Prefixes nest or are disjoint, so one pass over them in order, with the open ones on a stack, finds for each the
    nearest one around it: O(p log p) for p prefixes, and O(log p) a host.
    """
    zones, hosts = tables.get("zones"), tables.get("hosts")
    blocks = sorted(_blocks(zones), key=lambda block: (block.first, -block.last)) if zones is not None else []
    overlapping = zones is not None and _check_overlaps(zones, blocks)
    if hosts is None:
        return
    numbers = [None if a is BAD else a for a in hosts.values["address"]]
    _check_twice(hosts, numbers)
    if zones is not None and not overlapping:
        _check_inside(zones, hosts, blocks, numbers)


def _blocks(zones: Columns) -> Iterator[Block]:
    for row, prefixes in enumerate(zones.values["prefixes"]):
        if prefixes is not BAD:
            yield from (_block(row, prefix) for prefix in dict.fromkeys(prefixes))


def _check_overlaps(zones: Columns, blocks: list[Block]) -> bool:
    ids = zones.values["zone"]
    told: set[tuple[int, int]] = set()
    around: list[Block] = []
    for block in blocks:
        while around and around[-1].last < block.first:
            around.pop()
        other = next((outer for outer in reversed(around) if outer.row != block.row), None)
        if other is not None:
            early, late = sorted((block, other), key=lambda b: b.row)
            if (early.row, late.row) not in told:
                told.add((early.row, late.row))
                file, row = zones.sheet.place(early.row, "prefixes")
                message = (
                    f"{late.prefix} of zone '{ids[late.row]}' overlaps {early.prefix} of zone '{ids[early.row]}' "
                    f"({file}, row {row})"
                )
                zones.fault(late.row, "prefixes", message, "make one smaller; a network belongs to one zone")
        around.append(block)
    return bool(told)


def _check_twice(hosts: Columns, numbers: list[int | None]) -> None:
    told = [number for number in numbers if number is not None]
    if len(set(told)) == len(told):
        return
    first: dict[int, int] = {}
    for i, number in enumerate(numbers):
        if number is None:
            continue
        if number in first:
            other = first[number]
            file, row = hosts.sheet.place(other, "address")
            message = f"the address is also that of '{hosts.values['host'][other]}' ({file}, row {row})"
            hosts.fault(i, "address", message, "one address, one host; leave it empty where it is not known")
        else:
            first[number] = i


def _check_inside(zones: Columns, hosts: Columns, blocks: list[Block], numbers: list[int | None]) -> None:
    """Blocks of one zone may nest; the outermost ones are disjoint, and every host is looked up among those."""
    outer: list[Block] = []
    for block in blocks:
        if not outer or outer[-1].last < block.first:
            outer.append(block)
    row_of = {zone: row for row, zone in enumerate(zones.values["zone"])}
    own = np.array([row_of.get(zone, -1) for zone in hosts.values["zone"]], np.int64)
    found = _found([-1 if n is None else n for n in numbers], outer)
    with_blocks = np.zeros(len(zones) + 1, bool)  # its last entry stands for a zone that is not there (-1)
    with_blocks[[block.row for block in outer]] = True
    has_blocks = with_blocks[own]
    asked = (own >= 0) & np.array([number is not None for number in numbers], bool)
    for i in np.flatnonzero(asked & (found != own) & ((found >= 0) | has_blocks)).tolist():
        _fault_outside(zones, hosts, i, int(own[i]), int(found[i]) if found[i] >= 0 else None)


def _found(numbers: list[int], outer: list[Block]) -> NDArray[np.int64]:
    """For each address the row of the zone in whose network it lies, or -1."""
    firsts, lasts = [block.first for block in outer], [block.last for block in outer]
    kind: Any = np.int64 if max([*numbers, *lasts], default=0) < V6_FROM else object
    rows = np.array([*(block.row for block in outer), -1], np.int64)
    at = np.searchsorted(np.array(firsts, kind), np.array(numbers, kind), side="right") - 1
    inside = (at >= 0) & (np.array(numbers, kind) <= np.array([*lasts, 0], kind)[at])
    return np.where(inside.astype(bool), rows[at], -1)


def _fault_outside(zones: Columns, hosts: Columns, i: int, own: int, found: int | None) -> None:
    ids = zones.values["zone"]
    if found is None:
        told = " ".join(map(str, zones.values["prefixes"][own]))
        message = f"the address lies outside zone '{ids[own]}' ({told})"
        hosts.fault(i, "address", message, "correct the address, the zone, or the zone's prefixes")
    else:
        message = f"the address lies in zone '{ids[found]}', the host stands in '{ids[own]}'"
        hosts.fault(i, "address", message, f"did you mean zone '{ids[found]}'? Otherwise correct the address")
