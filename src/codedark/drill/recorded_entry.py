"""How an intruder came in elsewhere, as machines of one's own hospital; where nobody knows, every usual way alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from codedark.hospital.records import Hospital
from codedark.hospital.words import Role, ZoneKind
from codedark.record.view import View

OF_EACH = 3
"""Machines taken of each place: one counts as much as another, so that places count alike."""

_AT = MappingProxyType(
    {
        "a workplace": (Role.WORKSTATION, Role.CLINICAL_WORKSTATION),
        "what the internet reaches": (ZoneKind.DMZ,),
        "a server": (Role.SERVER,),
    }
)
"""Place -> roles of machines, or kinds of zone they stand in."""
_VECTORS = (
    ("a workplace", r"phish|e-?mails?\b|\bmail|bijlage|pi[eè]ce jointe|anhang|attachment|usb|hame[cç]onnage"),
    (
        "what the internet reaches",
        r"vpn|rdp|remote|t[eé]l[eé]travail|fernzugriff|op afstand|citrix|gateway|exploit|vulnerab|kwetsba|schwachstelle"
        r"|supplier|leverancier|fournisseur|zulieferer|third[- ]party|internet",
    ),
)
"""What is said of the vector -> where that is, the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """Machines of which one is the foothold."""

    entry: tuple[str, ...]
    """As `attack.entry` has them."""
    why: str
    notes: tuple[str, ...]


def entry_of(view: View, hospital: Hospital) -> WayIn:
    """The way in of a record, on machines of this hospital.

    Returns:
        Up to `OF_EACH` machines of the place the record names; of every place where it names none, or this hospital
        has no machine there.
    """
    told = view.lead("initial_access_vector")
    words = str(told.value) if told is not None and told.status.tells and isinstance(told.value, str) else ""
    place = next((place for place, pattern in _VECTORS if re.search(pattern, words.casefold())), None)
    if place is not None and (found := _machines(hospital, place)):
        assert told is not None
        return WayIn(entry=found, why=f"{place}, as recorded ({told.status}, {told.id})", notes=())
    known = "not known" if not words else f"told as '{words}', which names no machine here"
    entry = tuple(dict.fromkeys(one for place in _AT for one in _machines(hospital, place)))
    if not entry:
        entry = tuple(f"host:{host}" for host in _few(list(hospital.hosts.ids)))
    note = f"the way in is {known}: sampled, one of {len(entry)} machines of every usual place"
    return WayIn(entry=entry, why=f"{known}; sampled among the usual places", notes=(note,))


def _machines(hospital: Hospital, place: str) -> tuple[str, ...]:
    found: list[str] = []
    hosts = hospital.hosts
    for kind in _AT[place]:
        if isinstance(kind, Role):
            there = [host for host, role in zip(hosts.ids, hosts.role_at, strict=True) if hosts.roles[role] is kind]
        else:
            zones = {zone.zone for zone in hospital.zones.values() if zone.kind is kind}
            there = [h for h, z in zip(hosts.ids, hosts.zone_at, strict=True) if hosts.zone_ids[z] in zones]
        found += [str(host) for host in there]
    return tuple(f"host:{host}" for host in _few(found))


def _few(hosts: list[str]) -> list[str]:
    """A few, spread over the list."""
    count = min(OF_EACH, len(hosts))
    return [hosts[i * len(hosts) // count] for i in range(count)]
