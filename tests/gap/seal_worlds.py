"""Small invented hospitals with addresses: networks of both families, hosts without any, and every selector."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address

from hypothesis import strategies as st

from codedark.gap.gate_book import Cell, GateBook
from codedark.gap.gate_seal import GateSeal, within
from codedark.gap.posture import Posture, Seal, seal
from codedark.hospital import Hospital
from codedark.hospital.words import Protocol
from tests.gap.seal_oracle import NUMBER, Flow
from tests.making import make_hospital

NETWORKS = {
    "za": ("10.1.0.0/24 fd00:1::/64", "10.1.0.0/24 10.1.0.128/25 fd00:1::/64", "10.1.0.0/24 10.1.1.0/25"),
    "zb": ("10.2.0.0/27 fd00:2::/64", "10.2.0.0/27", "10.2.0.0/29 10.2.0.16/29 fd00:2::/80"),
    "zc": ("10.3.0.0/24 fd00:3::/64", "fd00:3::/64", ""),
    "zx": ("",),
}
"""Zone -> prefixes it may have."""
HOMES = {
    "za": ("10.1.0.2", "fd00:1::2", "10.1.0.100", "10.1.0.3"),
    "zb": ("10.2.0.2", "10.2.0.18", "fd00:2::2", "10.2.0.3"),
    "zc": ("fd00:3::2", "10.3.0.2", "fd00:3::9"),
    "zx": ("203.0.113.9", "2001:db8::9"),
}
NOWHERE = ("203.0.113.77", "2001:db8::77", "10.1.0.100", "10.2.0.30", "fd00:3::77")
"""Addresses of no told host: outside, and within zones."""
PREFIXES = ("10.1.0.64/26", "10.0.0.0/8", "fd00::/16", "203.0.113.0/24")
KINDS = (
    *(("tcp", port) for port in (22, 53, 443, 445, 3389)),
    *(("udp", port) for port in (53, 443, 60000)),
    ("icmp", 0),
    ("50", 0),
)
"""Transport and port; 50 is ESP, one that the tables have no word for."""


@st.composite
def hospitals(draw: st.DrawFn, *, denies: bool = False, gated: bool = False, unaddressed: bool = True) -> Hospital:
    """A few zones, hosts, needs and conduits.

    Args:
        denies: rows that deny as well.
        gated: every zone has a gate and something that contains it, so that every row can be cut.
        unaddressed: some hosts have no address.
    """
    zones = ("za", "zb", "zc", "zx")[: draw(st.integers(2, 4))]
    told = {z: draw(st.sampled_from(NETWORKS[z])) for z in zones}
    hosts = [(f"{z}-{i}", z, a) for z in zones for i, a in enumerate(_homes(draw, z, told[z], unaddressed=unaddressed))]
    hosts = hosts or [("za-0", "za", "10.1.0.2")]
    names = [h for h, _, _ in hosts]
    roles = [draw(st.sampled_from(["server", "workstation"])) for _ in hosts]
    selectors = _selectors(zones, hosts, roles)
    gates, contains = (["g1", "g2"], ["g1", "g2"]) if gated else (["g1", "g2", ""], ["", "g2", "g1"])
    apps = draw(st.lists(st.sampled_from(["ehr", "dns", "desk", "log"]), min_size=1, max_size=4, unique=True))
    rows = [_conduit(draw, i, selectors, denies=denies) for i in range(draw(st.integers(1, 6)))]
    return make_hospital(
        gates="gate,kind,fire_min\ng1,nftables,0.1\ng2,nftables,0.2",
        zones="zone,kind,core,prefixes,gate,contain,inside\n"
        + "\n".join(
            f"{z},{'external' if z == 'zx' else 'server'},{draw(st.sampled_from(['yes', 'no']))},{told[z]},"
            f"{draw(st.sampled_from(gates))},{draw(st.sampled_from(contains))},"
            f"{draw(st.sampled_from(['open', 'isolated']))}"
            for z in zones
        ),
        hosts="host,zone,address,role,quarantine\n"
        + "\n".join(
            f"{h},{z},{a},{role},{draw(st.sampled_from(['g1', '']))}"
            for (h, z, a), role in zip(hosts, roles, strict=True)
        ),
        applications="application,kind,runs_on,zone,ports,needs\n"
        + "\n".join(_application(draw, a, apps, names, zones) for a in apps),
        services="service,needs,worked_from,arrivals_per_h\n"
        + f"ward,{draw(st.sampled_from(apps))},{draw(st.sampled_from(zones))},2\n"
        + f"desk-work,{draw(st.sampled_from(apps))} and {draw(st.sampled_from(apps))},{draw(st.sampled_from(zones))},1",
        conduits="conduit,from,to,action,protocol,ports,purpose,gate,break_glass,clinical_owner\n" + "\n".join(rows),
    )


def _homes(draw: st.DrawFn, zone: str, told: str, *, unaddressed: bool) -> list[str]:
    networks = told.split()
    fitting = [a for a in HOMES[zone] if not networks or within(a, networks)]
    if not networks:
        fitting = [a for a in ("203.0.113.9", "2001:db8::9", "198.51.100.3") if zone == "zx"] or ["192.0.2.5"]
    chosen = draw(st.lists(st.sampled_from(fitting), max_size=3, unique=True))
    return chosen + [""] * (unaddressed and draw(st.integers(0, 4)) == 0)


def _application(draw: st.DrawFn, name: str, apps: list[str], hosts: list[str], zones: Sequence[str]) -> str:
    kind, ports = {
        "ehr": ("clinical", "tcp/443"),
        "dns": ("name-service", "udp/53 tcp/53"),
        "desk": ("clinical", "tcp/3389"),
        "log": ("directory", draw(st.sampled_from(["tcp/445", ""]))),
    }[name]
    runs = draw(st.lists(st.sampled_from(hosts), max_size=2, unique=True))
    zone = "" if runs else draw(st.sampled_from(["", *zones]))
    others = [a for a in apps if a != name]
    needs = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
    return f"{name},{kind},{' or '.join(runs)},{zone},{ports},{' and '.join(needs)}"


def _conduit(draw: st.DrawFn, i: int, selectors: list[str], *, denies: bool) -> str:
    one, other = draw(st.sampled_from(selectors)), draw(st.sampled_from(selectors))
    action = draw(st.sampled_from(["allow", "allow", "deny"])) if denies else "allow"
    protocol = draw(st.sampled_from(["tcp", "tcp", "udp", "icmp", "any"]))
    ports = draw(st.sampled_from(["443", "3389", "53", "440-450", "22 104 443", "", "1-65535"]))
    ports = "" if protocol == "icmp" else ports
    purpose = draw(st.sampled_from(["clinical", "clinical", "administration"]))
    glass = "yes,head of care" if action == "allow" and draw(st.integers(0, 2)) == 0 else "no,"
    return f"c{i},{one},{other},{action},{protocol},{ports},{purpose},{draw(st.sampled_from(['', '', 'g2']))},{glass}"


def _selectors(zones: Sequence[str], hosts: list[tuple[str, str, str]], roles: list[str]) -> list[str]:
    """Every way to choose hosts; prefixes and roles only where some host is chosen, as the reader asks."""
    chosen = [*zones, *zones, "*", f"host:{hosts[0][0]}", f"host:{hosts[-1][0]}"]
    chosen += [f"role:{r}" for r in dict.fromkeys(roles)]
    chosen += [f"role:{r}@{z}" for (_, z, _), r in zip(hosts, roles, strict=True)][-1:]
    return chosen + [p for p in PREFIXES if any(a and within(a, [p]) for _, _, a in hosts)]


def seals(hospital: Hospital) -> st.SearchStrategy[Seal]:
    """Any seal of a hospital; most of its conduits closed in some way."""
    containable = sorted(z.zone for z in hospital.zones.values() if z.contain)
    some_zones = st.lists(st.sampled_from(containable), max_size=2) if containable else st.just([])
    posture = st.sampled_from([*Posture, Posture.NO_ADMINISTRATION, Posture.BREAK_GLASS, Posture.BREAK_GLASS])
    return st.builds(
        seal,
        st.fixed_dictionaries(dict.fromkeys(hospital.conduits, posture)),
        some_zones,
        st.lists(st.sampled_from(sorted(hospital.hosts.ids)), max_size=1),
    )


def flows(hospital: Hospital) -> list[Flow]:
    """Packets between any two addresses of one family that somebody has or may have, of every kind."""
    known = [str(h.address) for h in hospital.hosts if h.address is not None]
    every = [ip_address(a) for a in dict.fromkeys([*known, *NOWHERE])]
    pairs = [(a, b) for a in every for b in every if a != b and a.version == b.version]
    return [Flow(a, b, protocol, port) for a, b in pairs for protocol, port in KINDS]


class GateJudge:
    """What a gate seal says of flows: the judgement that the kernel's rules are to make."""

    def __init__(self, one: GateSeal, book: GateBook) -> None:
        self.one = one
        self.within = cache(self._within)
        self.touched = [(book.place(a).prefixes, book.place(b).prefixes) for a, b in one.touched]

    def lets_through(self, flow: Flow) -> bool:
        """Whether packets of this flow pass, both ways."""
        source, target, one = flow.source, flow.target, self.one
        if str(source) in one.quarantine or str(target) in one.quarantine:
            return False
        if not any(self.within(source, a) and self.within(target, b) for a, b in self.touched):
            return True
        return any(
            self.within(source, cell.sources)
            and self.within(target, cell.targets)
            and _speaks(cell, flow)
            and (not cell.ports or any(r.first <= flow.port <= r.last for r in cell.ports))
            for cell in one.keep
        )

    def _within(self, address: IPv4Address | IPv6Address, prefixes: tuple[str, ...]) -> bool:
        return within(str(address), prefixes)


def _speaks(cell: Cell, flow: Flow) -> bool:
    if cell.protocol is Protocol.ANY:
        return not cell.ports or flow.protocol in {"tcp", "udp"}
    return cell.protocol is NUMBER.get(flow.protocol)
