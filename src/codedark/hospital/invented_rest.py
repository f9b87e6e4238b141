"""The tables of an invented hospital that hang on its zones and campuses: gates, conduits, people, the region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from codedark.hospital.csvwriting import written_patch
from codedark.hospital.usual_rows import Campus, Row
from codedark.hospital.words import ZoneKind

if TYPE_CHECKING:
    from codedark.hospital.invented import InventedZone

_K = ZoneKind
EXTRA_CONDUITS_PER_ZONE = 6
_USUAL: tuple[tuple[ZoneKind, ZoneKind, str, str, str], ...] = (
    (_K.CLINICAL, _K.SERVER, "tcp", "443 1433 2575 8080", "clinical"),
    (_K.DEVICE, _K.SERVER, "tcp", "104 443 2575 4000 11112 1433 27000", "clinical"),
    (_K.SERVER, _K.DEVICE, "any", "", "clinical"),
    (_K.CLINICAL, _K.CLINICAL, "tcp", "443", "clinical"),
    (_K.CLINICAL, _K.DEVICE, "any", "", "clinical"),
    (_K.CLINICAL, _K.OTHER, "any", "", "clinical"),
    (_K.OFFICE, _K.SERVER, "tcp", "443 445 515", "office"),
    (_K.MANAGEMENT, _K.SERVER, "tcp", "22 135 445 3389 5985", "administration"),
    (_K.MANAGEMENT, _K.DIRECTORY, "tcp", "135 445 3389 5985", "administration"),
    (_K.MANAGEMENT, _K.CLINICAL, "tcp", "135 445 3389 5985", "administration"),
    (_K.MANAGEMENT, _K.OFFICE, "tcp", "135 445 3389 5985", "administration"),
    (_K.MANAGEMENT, _K.BACKUP, "tcp", "22 445 9392", "administration"),
    (_K.OFFICE, _K.MANAGEMENT, "tcp", "443 3389", "administration"),
    (_K.BACKUP, _K.SERVER, "tcp", "445 902 2049", "infrastructure"),
    (_K.SERVER, _K.MANAGEMENT, "any", "", "infrastructure"),
    (_K.SERVER, _K.OTHER, "any", "", "clinical"),
    (_K.DMZ, _K.SERVER, "tcp", "443", "supplier"),
)
"""From, to, protocol, ports, purpose: within one hospital of the group."""


def rest_of_tables(
    zones: Sequence[InventedZone], campuses: Sequence[Campus], rng: np.random.Generator
) -> dict[str, list[Row]]:
    """Sites, gates, conduits, accounts, crews, region, its beds and the roads, in proportion to zones and campuses."""
    sites = [campus.site for campus in campuses]
    around = [f"r{i + 1:03d}" for i in range(10 + len(sites))]
    return {
        "sites": [
            {"site": c.site, "name": f"Invented campus {c.site}", "beds_recognised": str(c.beds), "ed": "yes"}
            for c in campuses
        ],
        "gates": [row for site in sites for row in _gates(site)],
        "conduits": list(_conduits(zones, rng)),
        "accounts": list(_accounts(zones)),
        "crews": [row for campus in campuses for row in _crews(campus)],
        "escorts": [
            {"escort": f"{kind}-{c.site}", "kind": kind, "site": c.site, "count": "2"}
            for c in campuses
            for kind in ("nurse", "physician")
        ],
        "region": [
            {"hospital": r, "name": f"Invented neighbour {r}", "beds_recognised": str(beds), "ed": "yes"}
            for r, beds in zip(around, rng.integers(80, 900, len(around)).tolist(), strict=True)
        ],
        "region_beds": [
            {"hospital": r, "pool": "icu", "free_staffed": "? nobody asked" if n == 0 else str(n)}
            for r, n in zip(around, rng.integers(0, 5, len(around)).tolist(), strict=True)
        ],
        "travel_min": [
            {"from": site, "to": r, "minutes": f"{minutes:.0f}"}
            for site, road in zip(sites, rng.uniform(5, 90, (len(sites), len(around))), strict=True)
            for r, minutes in zip(around, road, strict=True)
        ],
    }


def _gates(site: str) -> Iterator[Row]:
    yield {"gate": f"fw-{site}", "name": f"Firewall of {site}", "kind": "fortigate", "fire_min": "20",
           "on_failure": "closed", "cuts_sessions": "? never tried"}  # fmt: skip
    yield {"gate": f"nac-{site}", "name": f"Network admission of {site}", "kind": "nac", "fire_min": "5",
           "on_failure": "open", "cuts_sessions": "yes"}  # fmt: skip


def _conduits(zones: Sequence[InventedZone], rng: np.random.Generator) -> Iterator[Row]:
    told: set[tuple[str, str, str]] = set()
    for row in [*_within(zones), *_to_shared(zones), *_extra(zones, rng)]:
        rule = (row["from"], row["to"], row["purpose"])
        if rule not in told and row["from"] != row["to"]:
            told.add(rule)
            yield {"conduit": f"c{len(told):05d}", "action": "allow", **row}


def _within(zones: Sequence[InventedZone]) -> Iterator[Row]:
    by_hospital: dict[tuple[int, ZoneKind], list[str]] = {}
    for zone in zones:
        by_hospital.setdefault((zone.hospital, zone.kind), []).append(zone.id)
    for hospital in sorted({zone.hospital for zone in zones}):
        for start, end, protocol, ports, purpose in _USUAL:
            for from_ in by_hospital.get((hospital, start), ()):
                for to in by_hospital.get((hospital, end), ()):
                    yield {"from": from_, "to": to, "protocol": protocol, "ports": ports, "purpose": purpose}


def _to_shared(zones: Sequence[InventedZone]) -> Iterator[Row]:
    """Every zone speaks to the directory and to the outside, and the servers of one hospital to each other."""
    directories = [zone.id for zone in zones if zone.kind is _K.DIRECTORY and zone.hospital == 0]
    servers: dict[int, list[str]] = {}
    for zone in zones:
        if zone.kind in (_K.SERVER, _K.MANAGEMENT, _K.DMZ):
            servers.setdefault(zone.hospital, []).append(zone.id)
    for zone in zones:
        if zone.kind in (_K.GUEST, _K.EXTERNAL):
            continue
        for directory in directories:
            yield {"from": zone.id, "to": directory, "protocol": "any", "ports": "", "purpose": "infrastructure"}
        if zone.kind is _K.SERVER:
            for other in servers[zone.hospital]:
                if other != zone.id:
                    yield {"from": zone.id, "to": other, "protocol": "any", "ports": "", "purpose": "clinical"}
        if zones[-1].kind is _K.EXTERNAL:
            yield {"from": zone.id, "to": zones[-1].id, "protocol": "any", "ports": "", "purpose": "internet"}


def _extra(zones: Sequence[InventedZone], rng: np.random.Generator) -> Iterator[Row]:
    """Rules that grew over the years: pairs drawn by lot."""
    inside = [zone for zone in zones if zone.kind not in (_K.EXTERNAL, _K.GUEST)]
    if len(inside) < 2:
        return
    drawn = rng.integers(0, len(inside), (EXTRA_CONDUITS_PER_ZONE * len(inside), 2))
    ports = rng.integers(1024, 65536, len(drawn))
    for (a, b), port in zip(drawn.tolist(), ports.tolist(), strict=True):
        if a != b:
            yield {"from": inside[a].id, "to": inside[b].id, "protocol": "tcp", "ports": str(port), "purpose": "other"}


def _accounts(zones: Sequence[InventedZone]) -> Iterator[Row]:
    managed: dict[int, list[str]] = {}
    for zone in zones:
        if zone.hosts:
            managed.setdefault(zone.hospital, []).append(zone.id)
    held = [z.id for z in zones if z.kind is _K.MANAGEMENT and z.hosts] or [z.id for z in zones if z.hosts][:1]
    yield {"account": "domain-admin", "kind": "domain", "held_on": " ".join(held), "administers": "*"}
    for hospital, own in managed.items():
        name = f"admin-h{hospital + 1:02d}"
        yield {"account": name, "kind": "local", "held_on": own[0], "administers": " ".join(own)}


def _crews(campus: Campus) -> Iterator[Row]:
    needs = campus.rename("mobile-teams")
    yield {"crew": f"mug-{campus.site}", "kind": "mug", "owner": "ours", "site": campus.site, "needs": needs,
           "transfers": "no"}  # fmt: skip
    yield {"crew": f"amb-{campus.site}", "kind": "ambulance", "owner": "112", "site": campus.site, "transfers": "yes"}


def defence_files(conduits: Sequence[Row], gates: Sequence[Row], source: str) -> dict[str, bytes]:
    """Two defences: the rules that grew over the years taken away, and gates that fire by themselves."""
    grown = [{"change": "remove", "conduit": row["conduit"]} for row in conduits if row["purpose"] == "other"]
    faster = [{"change": "change", "gate": row["gate"], "fire_min": "0.01", "native_undo": "yes"} for row in gates]
    return {
        "defences/fewer-rules/defence.toml": _defence("Rules nobody asked for are removed", source),
        "defences/fewer-rules/conduits.csv": written_patch("conduits", grown),
        "defences/fast-gates/defence.toml": _defence("Gates fire by themselves", source),
        "defences/fast-gates/gates.csv": written_patch("gates", faster),
    }


def _defence(title: str, source: str) -> bytes:
    lines = (f'title = "{title}"', 'cost_eur = "? invented"', 'basis = "assumed"', f'source = "{source}"')
    return ("\n".join(lines) + "\n").encode()
