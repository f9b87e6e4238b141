"""Machines as an inventory tells them, from whatever program: joined into one list, each with where it was told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from unicodedata import combining, normalize

from codedark.hospital.csvwriting import harmless
from codedark.hospital.records import Address
from codedark.hospital.words import Basis, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One machine of an inventory; what was not told is empty."""

    name: str
    address: Address | None = None
    system: str = ""
    zone: str = ""
    """Network, VLAN or segment as the inventory calls it."""
    site: str = ""
    role: str = ""
    """Type or class as the inventory calls it."""
    ports: tuple[tuple[Protocol, int], ...] = ()
    """Ports seen open."""
    basis: Basis = Basis.STATED
    source: str = ""
    """File, and row or host within it."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What one file told, and what a person should know about how it was read."""

    machines: tuple[Machine, ...]
    notes: tuple[str, ...] = ()


def as_id(text: str, otherwise: str) -> str:
    """A name a table takes, made from what an inventory calls it.

    >>> as_id("Réseau labo (2)", "zone"), as_id("???", "zone")
    ('Reseau-labo-2', 'zone')
    """
    plain = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    mended = re.sub(r"[^A-Za-z0-9_.\-]+", "-", plain).strip("-_.")[:80]
    return otherwise if not mended or mended.lower() in {"and", "or", "of", "unknown"} else mended


def joined(told: Iterable[Machine]) -> Inventory:
    """One list from many: rows about the same machine become one, names become ids, addresses stay unique.

    The same address, or the same name where one of the two has no address, is the same machine; what the first row
    does not tell is taken from the later ones, open ports are added up. A name that two different machines bear gets a
    number.

    >>> told = joined([Machine(name="DC1"), Machine(name="dc1", system="Windows Server 2022")])
    >>> [(machine.name, machine.system) for machine in told.machines]
    [('DC1', 'Windows Server 2022')]
    """
    machines: list[Machine] = []
    by_address: dict[Address, int] = {}
    by_name: dict[str, int] = {}
    notes: list[str] = []
    for machine in told:
        name = machine.name.casefold()
        at = by_address.get(machine.address) if machine.address is not None else None
        if at is None and name in by_name and None in (machine.address, machines[by_name[name]].address):
            at = by_name[name]
        if at is not None:
            if machine.name and machines[at].name and name != machines[at].name.casefold():
                notes.append(f"{machine.source}: {machine.name} and {machines[at].name} are one machine, by address")
            machines[at] = _filled(machines[at], machine)
        else:
            at = len(machines)
            machines.append(machine)
        if (address := machines[at].address) is not None:
            by_address.setdefault(address, at)
        if machines[at].name:
            by_name.setdefault(machines[at].name.casefold(), at)
    return Inventory(tuple(_named(machines)), tuple(notes))


def _filled(first: Machine, second: Machine) -> Machine:
    return replace(
        first,
        name=first.name or second.name,
        address=first.address if first.address is not None else second.address,
        system=first.system or second.system,
        zone=first.zone or second.zone,
        site=first.site or second.site,
        role=first.role or second.role,
        ports=tuple(dict.fromkeys([*first.ports, *second.ports])),
        source=f"{first.source}; {second.source}" if second.source not in first.source else first.source,
    )


def _named(machines: Sequence[Machine]) -> list[Machine]:
    taken: set[str] = set()
    named = []
    for machine in machines:
        bare = f"ip-{machine.address}".replace(":", "-").replace(".", "-") if machine.address is not None else "machine"
        wanted = name = as_id(machine.name, bare)
        number = 2
        while name.casefold() in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name.casefold())
        named.append(replace(machine, name=name, system=harmless(machine.system), source=harmless(machine.source)))
    return named
