"""Books and seals for the tests of other people's firewalls: a few told by hand, and strategies that make up more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from types import SimpleNamespace
from typing import cast

from hypothesis import strategies as st

from codedark.gap.gate_book import BookConduit, Cell, GateBook, Pair, Place, elsewhere
from codedark.gap.gate_seal import CONTROL_PORT, Canary, GateSeal
from codedark.hospital.records import GateId, PortRange, Zone, ZoneId
from codedark.hospital.words import GateKind, Protocol
from tests.formats.firewall_device_cisco import Asa, Ios
from tests.formats.firewall_device_fortigate import FortiGate
from tests.formats.firewall_device_junos import Junos
from tests.formats.firewall_device_panos import PanOs
from tests.formats.firewall_device_windows import Windows
from tests.formats.firewall_devices import Device
from tests.formats.firewall_packets import Packet, inside

DEVICES: dict[GateKind, type[Device]] = {
    GateKind.FORTIGATE: FortiGate,
    GateKind.PAN_OS: PanOs,
    GateKind.IOS: Ios,
    GateKind.ASA: Asa,
    GateKind.JUNOS: Junos,
    GateKind.WINDOWS: Windows,
}
STATELESS = {GateKind.IOS, GateKind.JUNOS}
MAKES = sorted(DEVICES)
HOSTILE = [*"\n\r\t '\";|!#$`&<>\\{}[]()%*?~=,/@:-_.a\u00e9\u75c5\u2028", "any", "all", "end", "exit"]
"""What a zone's name may be made of at its worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One gate, one seal."""

    book: GateBook
    seal: GateSeal
    refused: tuple[Cell, ...] = ()

    def interface_to(self) -> Callable[[IPv4Address | IPv6Address], str]:
        """Where packets to an address leave."""
        places = self.book.places

        def at(address: IPv4Address | IPv6Address) -> str:
            return next((p.interface for p in places if inside(address, p.prefixes)), "nowhere")

        return at


def place(zone: str, *prefixes: str, interface: str = "", told: bool = True) -> Place:
    """One zone at a gate."""
    return Place(zone=ZoneId(zone), prefixes=prefixes, told=told, interface=interface or "vlan1")


def cell(a: str, b: str, sources: Sequence[str], targets: Sequence[str], protocol: str, *ports: str) -> Cell:
    """What is kept of a conduit."""
    ranges = (p.partition("-") for p in ports)
    return Cell(
        from_zone=ZoneId(a),
        to_zone=ZoneId(b),
        sources=tuple(sources),
        targets=tuple(targets),
        protocol=Protocol(protocol),
        ports=tuple(PortRange(int(x), int(y or x)) for x, _, y in ranges),
    )


def both_ways(*pairs: tuple[str, str]) -> tuple[Pair, ...]:
    """Pairs as a seal has them: sorted, either direction."""
    return tuple(sorted({(ZoneId(x), ZoneId(y)) for a, b in pairs for x, y in ((a, b), (b, a))}))


def seal_of(
    touched: tuple[Pair, ...],
    keep: Sequence[Cell] = (),
    quarantine: Sequence[str] = (),
    canaries: Sequence[Canary] = (),
    name: str = "0123456789ab",
) -> GateSeal:
    """A seal told piece by piece."""
    return GateSeal(
        name=name,
        touched=touched,
        keep=tuple(keep),
        watch=(),
        quarantine=tuple(quarantine),
        guarded=(),
        canaries=tuple(canaries),
    )


def book_of(*places: Place, conduits: Sequence[BookConduit] = (), gate: str = "fw-1") -> GateBook:
    """A book told piece by piece."""
    return GateBook(
        hospital="St. Elsewhere",
        hospital_sha256="0" * 64,
        gate=GateId(gate),
        places=places,
        conduits=tuple(conduits),
        hosts=(),
        contained=(),
        probers=(),
    )


def control(a: str, b: str, source: str, target: str) -> Canary:
    """The positive control between two probers."""
    return Canary(
        from_zone=ZoneId(a),
        to_zone=ZoneId(b),
        source=source,
        target=target,
        protocol=Protocol.UDP,
        port=CONTROL_PORT,
        passes=True,
        conduit=None,
    )


def untold(*told: Place) -> tuple[str, ...]:
    """Prefixes of a zone of which none is told: everything that is no other's."""
    zones = [SimpleNamespace(prefixes=tuple(ip_network(p) for p in one.prefixes)) for one in told]
    return tuple(str(p) for p in elsewhere(cast("list[Zone]", zones)))


_BLOCKS = [(f"10.{k}.0.0/24", f"10.{k}.4.0/22", f"2001:db8:{k}::/64", f"2001:db8:{k}:8000::/65") for k in range(1, 5)]


@st.composite
def worlds(draw: st.DrawFn, names: st.SearchStrategy[str] | None = None) -> World:
    """Two to four zones, some in IPv6 alone, perhaps one untold; some pairs touched; some cells kept."""
    count = draw(st.integers(2, 4))
    called = draw(st.lists(names, min_size=count, max_size=count, unique=True)) if names is not None else []
    zones = called or [f"zone-{k}" for k in range(count)]
    places: list[Place] = []
    for k, zone in enumerate(zones):
        own = draw(st.lists(st.sampled_from(_BLOCKS[k]), min_size=1, max_size=3, unique=True))
        places.append(place(zone, *_apart(own), interface=f"port{k}.{k}0"))
    if draw(st.booleans()):
        last = places.pop()
        places.append(place(last.zone, *untold(*places), interface=last.interface, told=False))
    pairs = draw(st.lists(st.tuples(*[st.sampled_from(zones)] * 2), max_size=4))
    touched = both_ways(*pairs)
    keep = draw(st.lists(cells(places, touched), max_size=5)) if touched else []
    refused = draw(st.lists(cells(places, touched), max_size=1)) if touched else []
    hosts = [h for p in places for h in _hosts(p)]
    quarantine = draw(st.lists(st.sampled_from(hosts), max_size=2, unique=True))
    tokens = [control(a, b, *ends) for a, b in touched[:1] if (ends := _ends(places, a, b))]
    seal = seal_of(
        touched, keep, sorted(quarantine), tokens, name=draw(st.text("0123456789abcdef", min_size=12, max_size=12))
    )
    return World(book=book_of(*places), seal=seal, refused=tuple(refused))


def _apart(prefixes: list[str]) -> list[str]:
    """Without one that lies in another."""
    networks = [ip_network(p) for p in prefixes]

    def lies_in_another(one: IPv4Network | IPv6Network) -> bool:
        return any(n.version == one.version and n.overlaps(one) and n.prefixlen < one.prefixlen for n in networks)

    return [str(n) for n in networks if not lies_in_another(n)]


def _hosts(one: Place) -> list[str]:
    """First, sixth and last address of some of a zone's prefixes."""
    few = [ip_network(p) for p in (*one.prefixes[:2], *one.prefixes[-1:])]
    return [str(n[i]) for n in few for i in (0, 5, -1) if n.num_addresses > 8]


def _ends(places: Sequence[Place], a: str, b: str) -> tuple[str, str] | None:
    at = {p.zone: _hosts(p) for p in places}
    for source in at[ZoneId(a)]:
        for target in at[ZoneId(b)]:
            if (":" in source) == (":" in target) and source != target:
                return source, target
    return None


@st.composite
def cells(draw: st.DrawFn, places: Sequence[Place], touched: Sequence[Pair]) -> Cell:
    """Something kept between two touched zones: whole zones, or a few hosts of them."""
    at = {p.zone: p for p in places}
    a, b = draw(st.sampled_from(list(touched)))
    protocol = draw(st.sampled_from(["tcp", "udp", "icmp", "any"]))
    ranges = draw(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 3)), max_size=2)) if protocol != "icmp" else []
    return cell(a, b, draw(_side(at[a])), draw(_side(at[b])), protocol, *(f"{x}-{x + n}" for x, n in ranges))


def _side(one: Place) -> st.SearchStrategy[tuple[str, ...]]:
    hosts = st.lists(st.sampled_from(_hosts(one) or ["192.0.2.1"]), min_size=1, max_size=2, unique=True)
    single = hosts.map(lambda found: tuple(f"{h}/{128 if ':' in h else 32}" for h in found))
    return st.one_of(st.just(one.prefixes), single)


def addresses(world: World) -> st.SearchStrategy[str]:
    """Addresses at the borders of what the world knows, and some of nobody."""
    known = [h for p in world.book.places for h in _hosts(p)]
    return st.sampled_from([*known, *world.seal.quarantine, "10.9.9.9", "2001:db8:9::9", "8.8.8.8"])


@st.composite
def packets(draw: st.DrawFn, world: World) -> Packet:
    """A packet that opens a connection: between any addresses, or at the edge of something kept, either way round."""
    if world.seal.keep and draw(st.booleans()):
        return draw(_near(draw(st.sampled_from(world.seal.keep))))
    source = draw(addresses(world))
    target = draw(addresses(world).filter(lambda t: (":" in t) == (":" in source)))
    protocol = draw(st.sampled_from(["tcp", "udp", "icmp", "gre"]))
    ports = protocol in {"tcp", "udp"}
    return Packet(
        source=ip_address(source),
        target=ip_address(target),
        protocol=protocol,
        source_port=draw(st.sampled_from([1, 7, 50000])) if ports else 0,
        target_port=draw(st.one_of(st.integers(1, 16), st.just(CONTROL_PORT))) if ports else 0,
        opens=True,
    )


@st.composite
def _near(draw: st.DrawFn, kept: Cell) -> Packet:
    """A packet between the ends of a kept cell, to one of its ports or the next, or back from there."""
    source = draw(st.sampled_from([ip_network(p)[0] for p in kept.sources]))
    same = [ip_network(p)[-1] for p in kept.targets if ip_network(p).version == source.version]
    target = draw(st.sampled_from(same or [source]))
    told = kept.protocol if kept.protocol is not Protocol.ANY else draw(st.sampled_from([Protocol.TCP, Protocol.UDP]))
    edges = [p for r in kept.ports for p in (r.first - 1, r.first, r.last, r.last + 1)] or [9]
    port = 0 if told is Protocol.ICMP else draw(st.sampled_from(edges))
    forth = Packet(
        source=source, target=target, protocol=str(told), source_port=50000 if port else 0, target_port=port, opens=True
    )
    return replace(forth.answer(), opens=True) if draw(st.booleans()) else forth
