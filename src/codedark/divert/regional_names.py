"""Names that several hospitals gave: alike where they mean the same, kept apart where they do not.

A name that only one hospital uses stays as it is. A name of several stays where it means one thing for all of them (a
site, a kind of bed, a crew of the 112 centre); otherwise each gets its hospital's before it: `north.icu`, `south.icu`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from codedark.depend.falling import Outage
from codedark.hospital.records import Crew, Hospital
from codedark.hospital.words import Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One hospital of the group, and what it has lost."""

    folder: str
    """Name of its folder: what its names are told apart by."""
    hospital: Hospital
    outage: Outage


Names = Mapping[tuple[str, str], str]
"""(folder, name there) -> name in the region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionNames:
    """Names in the region, a kind of thing each."""

    services: Names
    crews: Names
    patients: Names
    wards: Names
    escorts: Names
    inflows: Names
    telephones: Names
    operations: Names
    applications: Names
    hosts: Names


def region_names(members: Iterable[Member]) -> RegionNames:
    """Find a name for everything the members name; the order of members changes nothing.

    >>> from codedark.divert.regional_names import _apart
    >>> _apart([("north", "icu", "1"), ("south", "icu", "2"), ("south", "lab", "2")])[("south", "icu")]
    'south.icu'
    """
    told = tuple(members)
    return RegionNames(
        services=_of(told, lambda m: m.hospital.services),
        crews=_apart((m.folder, c.crew, _whose(m.folder, c)) for m in told for c in m.hospital.crews.values()),
        patients=_of(told, lambda m: m.hospital.patients),
        wards=_of(told, lambda m: m.hospital.wards),
        escorts=_of(told, lambda m: m.hospital.escorts),
        inflows=_of(told, lambda m: m.hospital.inflows),
        telephones=_apart(
            (m.folder, t.telephone, f"{t.hospital} {t.whom} {t.number}")
            for m in told
            for t in m.hospital.telephones.values()
        ),
        operations=_of(told, lambda m: m.hospital.operations),
        applications=_of(told, lambda m: (a.application for a in m.outage.applications)),
        hosts=_of(told, lambda m: m.outage.hosts_fallen),
    )


def _whose(folder: str, crew: Crew) -> str:
    """Who sends it: crews of one name that the same outside owner sends are one crew."""
    return folder if crew.owner is Owner.OURS else f"\0{crew.owner}"


def _of(members: Iterable[Member], names: Callable[[Member], Iterable[str]]) -> Names:
    return _apart((m.folder, name, m.folder) for m in members for name in names(m))


def _apart(told: Iterable[tuple[str, str, str]]) -> Names:
    """(folder, name, what it means) -> names of which one has one meaning."""
    rows = sorted(set(told))
    meanings: dict[str, set[str]] = {}
    for _, name, meaning in rows:
        meanings.setdefault(name, set()).add(meaning)
    taken = set(meanings)
    made: dict[tuple[str, str], str] = {}
    names: dict[tuple[str, str], str] = {}
    for folder, name, meaning in rows:
        if len(meanings[name]) == 1:
            names[folder, name] = name
            continue
        if (name, meaning) not in made:
            made[name, meaning] = _free(_prefix(folder, meaning), name, taken)
            taken.add(made[name, meaning])
        names[folder, name] = made[name, meaning]
    return names


def _prefix(folder: str, meaning: str) -> str:
    """What stands before a name: whom it belongs to, as an id may be written."""
    whose = meaning[1:] if meaning.startswith("\0") else folder
    return re.sub(r"[^A-Za-z0-9_-]+", "-", whose).strip("-") or "hospital"


def _free(prefix: str, name: str, taken: set[str]) -> str:
    made = f"{prefix}.{name}"
    while made in taken:
        made = f"{prefix}.{made}"
    return made
