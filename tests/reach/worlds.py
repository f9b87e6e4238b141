"""Small hospitals with every kind of rule, for hypothesis: overlapping prefixes of both families, denies, port ranges,
hosts without an address, zones without hosts, isolated zones.
"""

from __future__ import annotations

import os
from dataclasses import replace
from ipaddress import ip_address, ip_network

from hypothesis import settings
from hypothesis import strategies as st

from codedark.hospital.needs import NOTHING
from codedark.hospital.records import (
    Conduit,
    ConduitId,
    GateId,
    Hospital,
    Host,
    HostId,
    Hosts,
    PortRange,
    Selector,
    Zone,
    ZoneId,
)
from codedark.hospital.settings import About, Settings
from codedark.hospital.words import Action, Basis, Inside, OnExpiry, Protocol, Purpose, Role, ZoneKind

EXAMPLES = int(os.environ.get("CODEDARK_EXAMPLES", "25"))
"""Hospitals a test; a search goes deeper with CODEDARK_EXAMPLES=2000."""
some = settings(max_examples=EXAMPLES)

ZONES = ("lab", "office", "ward", "world")
ROLES = (Role.SERVER, Role.WORKSTATION)
ADDRESSES = tuple(
    ip_address(a)
    for a in (
        "0.0.0.0",
        "10.0.0.1",
        "10.0.0.2",
        "10.0.0.129",
        "10.0.1.1",
        "10.1.0.1",
        "10.255.255.255",
        "255.255.255.255",
        "::",
        "fd00::1",
        "fd00::2",
        "fd00::1:0:0:0",
        "fd00:0:0:1::1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    )
)
PREFIXES = tuple(
    ip_network(p)
    for p in (
        "0.0.0.0/0",
        "10.0.0.0/8",
        "10.0.0.0/16",
        "10.0.0.0/24",
        "10.0.0.0/25",
        "10.0.0.1/32",
        "10.1.0.0/16",
        "255.255.255.255/32",
        "::/0",
        "fd00::/16",
        "fd00::/64",
        "fd00::/65",
        "fd00::/127",
        "fd00::2/128",
        "ffff::/16",
    )
)
ROLE_SELECTORS = [Selector(role=r) for r in ROLES] + [Selector(role=r, zone=ZoneId(z)) for r in ROLES for z in ZONES]
RANGES = tuple(PortRange(a, b) for a, b in ((0, 0), (22, 22), (80, 443), (443, 443), (445, 8080), (0, 79), (80, 65535)))


def zone(name: str, inside: Inside, prefixes: tuple = ()) -> Zone:
    return Zone(
        zone=ZoneId(name),
        name=name,
        site=None,
        kind=ZoneKind.OTHER,
        core=False,
        prefixes=prefixes,
        gate=None,
        contain=None,
        inside=inside,
        workable_share=0.0,
        basis=Basis.OBSERVED,
        source="test",
    )


def host(name: str, where: str, address: object, role: Role) -> Host:
    return Host(
        host=HostId(name),
        zone=ZoneId(where),
        address=address,
        role=role,
        needs=NOTHING,
        quarantine=None,
        system="",
        basis=Basis.OBSERVED,
        source="test",
    )


def conduit(
    name: str,
    from_: Selector,
    to: Selector,
    action: Action = Action.ALLOW,
    protocol: Protocol = Protocol.ANY,
    ports: tuple = (),
) -> Conduit:
    return Conduit(
        conduit=ConduitId(name),
        from_=from_,
        to=to,
        action=action,
        protocol=protocol,
        ports=ports,
        purpose=Purpose.OTHER,
        gate=None,
        break_glass=False,
        clinical_owner="",
        on_expiry=OnExpiry.RELEASE,
        evidence="",
        basis=Basis.OBSERVED,
        source="test",
    )


def hospital(zones: list[Zone], hosts: list[Host], conduits: list[Conduit]) -> Hospital:
    return Hospital(
        settings=Settings(hospital=About(name="small")),
        sites={},
        zones={z.zone: z for z in zones},
        hosts=Hosts.of(hosts, [z.zone for z in zones]),
        accounts={},
        applications={},
        services={},
        conduits={c.conduit: c for c in conduits},
        gates={},
        agents={},
        cables={},
        out_of_band={},
        operations={},
        patients={},
        crews={},
        region={},
        free_beds=(),
        travel={},
    )


@st.composite
def hospitals(draw: st.DrawFn, hosts_max: int = 7, conduits_max: int = 6) -> Hospital:
    """Up to four zones, seven hosts, six rows."""
    names = ZONES[: draw(st.integers(1, len(ZONES)))]
    zones = [
        zone(z, draw(st.sampled_from(list(Inside))), tuple(draw(st.lists(st.sampled_from(PREFIXES), max_size=2))))
        for z in names
    ]
    hosts = [
        host(
            f"h{i}",
            draw(st.sampled_from(names)),
            draw(st.none() | st.sampled_from(ADDRESSES)),
            draw(st.sampled_from(ROLES)),
        )
        for i in range(draw(st.integers(0, hosts_max)))
    ]
    kinds = [[Selector()], [Selector(zone=ZoneId(z)) for z in names], [Selector(host=h.host) for h in hosts]]
    kinds += [[s for s in ROLE_SELECTORS if s.zone is None or s.zone in names]]
    kinds += [[Selector(prefix=p) for p in PREFIXES]] * 3
    selectors = st.sampled_from([kind for kind in kinds if kind]).flatmap(st.sampled_from)
    rows = [
        conduit(
            f"c{i}",
            draw(selectors),
            draw(selectors),
            draw(st.sampled_from([Action.ALLOW, Action.ALLOW, Action.DENY])),
            draw(st.sampled_from(list(Protocol))),
            tuple(draw(st.lists(st.sampled_from(RANGES), max_size=2))),
        )
        for i in range(draw(st.integers(0, conduits_max)))
    ]
    return hospital(zones, hosts, rows)


def between(one: str, other: str, name: str = "", **more: object) -> Conduit:
    """A row from zone to zone that lets everything through, unless told otherwise."""
    row = conduit(name or f"{one}-{other}", Selector(zone=ZoneId(one)), Selector(zone=ZoneId(other)))
    return replace(row, **more)  # type: ignore[arg-type]


@st.composite
def gated_hospitals(draw: st.DrawFn, **sizes: int) -> Hospital:
    """The same with gates before some zones, inside some, and named by some rows."""
    plain = draw(hospitals(**sizes))
    gate = st.sampled_from([None, GateId("wall"), GateId("wall")])
    return replace(
        plain,
        zones={z: replace(zone, gate=draw(gate), contain=draw(gate)) for z, zone in plain.zones.items()},
        conduits={c: replace(row, gate=draw(st.none() | gate)) for c, row in plain.conduits.items()},
    )
