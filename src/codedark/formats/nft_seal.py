"""Seals as nftables text: everything staged, nothing active, until an element is put into a seal's switch set.

One small table `codedark` of its own, hooked before every other chain. In it, for each seal `s` + name:

- `s..._on`: the switch, a set of ether types; empty means the seal is off. Firing adds `ip` and `ip6` with a timeout:
  membership of a plain set, so the kernel re-checks no rule, however many there are. Verdict maps with `goto` would.
- `s...`: the chain. Spoofed sources and quarantined hosts are dropped; packets between touched networks go to `..._4`
  or `..._6`, where what a conduit keeps returns and everything else is counted and dropped.
- `armed` is looked at first: while it is empty, a packet costs one look-up and no seal is visited.

A connection is judged by who opened it: the original direction by its destination port, replies by the tuple turned
round. An error message (ICMP) passes when the session it is about does. A TCP packet from the middle of a session
unknown to connection tracking counts as an opening only on ports that a conduit names. Where connection tracking does
not see a packet (bridges without it, `notrack`), replies are told by the ports alone, and for TCP never by an opening
segment; error messages and the later fragments of a datagram are then kept by rows without ports alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from codedark.formats.nft_boxes import Box, layers, spans
from codedark.gap.gate_book import Cell, GateBook
from codedark.gap.gate_seal import Canary, GateSeal
from codedark.hospital.words import Protocol

TABLE = "codedark"
PRIORITY = -350
"""Before raw (-300) and every filter chain. An accept in another chain does not undo a drop here, in any order."""
ETHER_TYPES = ("ip", "ip6")


class Family(StrEnum):
    """Where the gate stands in the path."""

    INET = "inet"
    """It routes."""
    BRIDGE = "bridge"
    """It is transparent: the table must see bridged frames, which `inet` never does."""


class Hook(StrEnum):
    """Which packets are judged."""

    FORWARD = "forward"
    INPUT = "input"
    """Packets that arrive here: a switch or host that keeps the members of one network apart."""


def render(
    book: GateBook, seals: Sequence[GateSeal], *, family: Family = Family.INET, hook: Hook = Hook.FORWARD
) -> str:
    """One whole table with these seals staged and off, replacing whatever table of that name stood there, atomically.

    Args:
        book: of this gate, for its networks and interfaces.
        seals: each once; equal names are equal content.
    Returns:
        Text for `nft -f` or libnftables: one transaction.
    """
    lines = [
        f"table {family} {TABLE} {{}}",
        f"delete table {family} {TABLE}",
        f"table {family} {TABLE} {{",
        "\tset armed { typeof meta protocol; flags timeout; }",
        *(f"\t{line}" for line in _tokens(seals)),
        *(f"\t{line}" for one in seals for line in _sets(book, one)),
        *(f"\t{line}" for one in seals for line in _chains(one, family, hook)),
        *_dispatch(seals),
        "\tchain seal {",
        f"\t\ttype filter hook {hook} priority {PRIORITY}; policy accept;",
        "\t\tmeta protocol @armed jump seals",
        "\t}",
        "}",
    ]
    return "\n".join(lines) + "\n"


def render_more(
    book: GateBook, more: Sequence[GateSeal], *, family: Family = Family.INET, hook: Hook = Hook.FORWARD
) -> str:
    """Stage further seals beside those that stand, without touching them."""
    lines = [
        f"table {family} {TABLE} {{",
        *(f"\t{line}" for line in _tokens(more)),
        *(f"\t{line}" for one in more for line in _sets(book, one)),
        *(f"\t{line}" for one in more for line in _chains(one, family, hook)),
        *_dispatch(more),
        "}",
    ]
    return "\n".join(lines) + "\n"


def switch_on(name: str, timeout_s: float | None, *, family: Family = Family.INET) -> str:
    """Fire a staged seal: one transaction of a few elements.

    Deleting before adding renews an element that is already there; adding alone succeeds and renews nothing.

    Args:
        timeout_s: until the kernel lets go by itself; None: until somebody does.
    """
    return "".join(
        f"add element {family} {TABLE} {at} {{ {kind} }}\n"
        f"delete element {family} {TABLE} {at} {{ {kind} }}\n"
        f"add element {family} {TABLE} {at} {{ {kind}{_timeout(timeout_s)} }}\n"
        for at in (switch(name),)
        for kind in ETHER_TYPES
    )


def arm(*, family: Family = Family.INET) -> str:
    """Let packets be judged by the seals that are on. Adding what is there already does nothing."""
    return f"add element {family} {TABLE} armed {{ {', '.join(ETHER_TYPES)} }}\n"


def disarm(*, family: Family = Family.INET) -> str:
    """Back to one look-up a packet, when no seal is on."""
    return f"flush set {family} {TABLE} armed\n"


def switch_off(name: str, *, family: Family = Family.INET) -> str:
    """Let a seal go."""
    return f"flush set {family} {TABLE} {switch(name)}\n"


def switch(name: str) -> str:
    """The name of a seal's switch set."""
    return f"s{name}_on"


def _timeout(timeout_s: float | None) -> str:
    return "" if timeout_s is None else f" timeout {max(1, round(timeout_s * 1000))}ms"


def _dispatch(seals: Sequence[GateSeal]) -> Iterator[str]:
    yield "\tchain seals {"
    yield from (f"\t\tmeta protocol @{switch(one.name)} jump s{one.name}" for one in seals)
    yield "\t}"


def _tokens(seals: Sequence[GateSeal]) -> Iterator[str]:
    """Tokens that probers send and some seal refuses: counted where they are dropped, whichever seal comes first."""
    for version in (4, 6):
        key = f"ipv{version}_addr . ipv{version}_addr . inet_proto . inet_service"
        refused = (str(box) for one in seals for box in _refused(one.canaries, version))
        yield _set(f"tokens{version}", key, refused, counted=True)


def _sets(book: GateBook, one: GateSeal) -> Iterator[str]:
    yield f"set {switch(one.name)} {{ typeof meta protocol; flags timeout; }}"
    yield f"counter s{one.name}_dropped {{}}"
    yield f"counter s{one.name}_spoofed {{}}"
    if one.guarded:
        yield _set(f"s{one.name}_guard", "ifname", (f'"{book.place(z).interface}"' for z in one.guarded))
    for version in (4, 6):
        address = f"ipv{version}_addr"
        tuple_ = f"{address} . {address} . inet_proto"
        if one.guarded:
            yield _set(f"s{one.name}_bound{version}", f"ifname . {address}", _bound(book, one, version), "interval")
        yield _set(f"s{one.name}_quiet{version}", address, _of_version(one.quarantine, version))
        yield _set(f"s{one.name}_pairs{version}", f"{address} . {address}", _pairs(book, one, version), "interval")
        laid = _laid(one, version)
        for name, layer in laid.keep:
            yield _set(name, f"{tuple_} . inet_service", map(str, layer), "interval")
        for name, layer in laid.whole:
            yield _set(name, tuple_, map(str, layer), "interval")
        for name, layer in laid.watch:
            yield _set(name, f"{tuple_} . inet_service", map(str, layer), "interval", counted=True)


@dataclass(frozen=True, slots=True)
class _Laid:
    """The interval sets of one seal and address family: (name, elements), each layer a set."""

    keep: tuple[tuple[str, tuple[Box, ...]], ...]
    """Pieces of conduits that name ports."""
    whole: tuple[tuple[str, tuple[Box, ...]], ...]
    """Pieces that let every port through."""
    watch: tuple[tuple[str, tuple[Box, ...]], ...]


@cache
def _laid(one: GateSeal, version: int) -> _Laid:
    def named(word: str, boxes: list[Box]) -> tuple[tuple[str, tuple[Box, ...]], ...]:
        return tuple(
            (f"s{one.name}_{word}{version}{f'_{k}' if k else ''}", layer) for k, layer in enumerate(layers(boxes))
        )

    told = [*_cells((c for c in one.keep if c.ports), version), *_passing(one.canaries, version)]
    return _Laid(
        keep=named("keep", told),
        whole=named("any", list(_whole((c for c in one.keep if not c.ports), version))),
        watch=named("watch", list(_cells(one.watch, version))),
    )


def _set(name: str, kind: str, elements: Iterable[str], flags: str = "", *, counted: bool = False) -> str:
    told = list(dict.fromkeys(elements))
    parts = [f"type {kind};", f"flags {flags};" * bool(flags), "counter;" * counted]
    parts.append(f"elements = {{ {', '.join(told)} }}" if told else "")
    return f"set {name} {{ {' '.join(p for p in parts if p)} }}"


def _chains(one: GateSeal, family: Family, hook: Hook) -> Iterator[str]:
    name = f"s{one.name}"
    for version in (4, 6):
        yield from _judgement(one, version, tracked=family is Family.INET)
    yield f"chain {name} {{"
    if family is Family.BRIDGE or hook is Hook.INPUT:
        yield from (f"\t{rule}" for rule in _of_the_link(one))
    # What arrives at a host itself comes over one interface from everybody: nothing is told by it.
    if one.guarded and hook is Hook.FORWARD:
        for version, ip in ((4, "ip"), (6, "ip6")):
            yield (
                f"\tmeta protocol {ip} iifname @{name}_guard iifname . {ip} saddr != @{name}_bound{version}"
                f" counter name {name}_spoofed drop"
            )
            yield (
                f"\tmeta protocol {ip} oifname @{name}_guard oifname . {ip} daddr != @{name}_bound{version}"
                f" counter name {name}_spoofed drop"
            )
    for version, ip in ((4, "ip"), (6, "ip6")):
        yield f"\t{ip} saddr @{name}_quiet{version} counter name {name}_dropped drop"
        yield f"\t{ip} daddr @{name}_quiet{version} counter name {name}_dropped drop"
        opening = "ct state new " if family is Family.INET else ""
        yield from (f"\t{opening}{_key(ip)} @{watched}" for watched, _ in _laid(one, version).watch)
        yield f"\t{ip} saddr . {ip} daddr @{name}_pairs{version} goto {name}_{version}"
    yield "}"


_LINK_UPKEEP = (
    "meta protocol ip6 icmpv6 type { 133, 134, 135, 136 } ip6 hoplimit 255 return",
    "meta protocol ip6 ip6 saddr fe80::/10 icmpv6 type { 130, 131, 132, 143 } ip6 hoplimit 1 return",
    "meta protocol ip6 ip6 saddr fe80::/10 udp sport . udp dport { 546 . 547, 547 . 546 } return",
    "meta protocol ip ip saddr 0.0.0.0 udp dport 67 return",
    "meta protocol ip ip daddr 255.255.255.255 udp dport 68 return",
)
"""What a link needs to stay a link where no router stands between: neighbour discovery (RFC 4861; what ARP is to IPv4),
listener reports (RFC 2710, 3810) without which switches prune it, and the leasing of addresses. Without these no kept
flow finds its way. Hop limits of 255 and 1 show that no router forwarded it."""
_LINK_LOCAL = (("ip", "169.254.0.0/16"), ("ip6", "fe80::/10"))
"""Every host has such an address, and none is in a zone's network: it would speak past the seal over its own link."""


def _of_the_link(one: GateSeal) -> Iterator[str]:
    """Rules for frames that no router forwarded."""
    yield from _LINK_UPKEEP
    if one.touched:
        for ip, prefix in _LINK_LOCAL:
            for end in ("saddr", "daddr"):
                yield f"meta protocol {ip} {ip} {end} {prefix} counter name s{one.name}_dropped drop"


def _key(ip: str) -> str:
    return f"{ip} saddr . {ip} daddr . meta l4proto . th dport"


def _turned(ip: str) -> str:
    return f"{ip} daddr . {ip} saddr . meta l4proto . th sport"


def _judgement(one: GateSeal, version: int, *, tracked: bool) -> Iterator[str]:
    """The chain that judges a packet between touched networks: keep or drop."""
    name = f"s{one.name}"
    ip, errors = ("ip", "icmp") if version == 4 else ("ip6", "ipv6-icmp")
    keep = [f"@{k}" for k, _ in _laid(one, version).keep]
    whole = [f"@{k}" for k, _ in _laid(one, version).whole]
    told, turned = f"{ip} saddr . {ip} daddr . meta l4proto", f"{ip} daddr . {ip} saddr . meta l4proto"
    yield f"chain {name}_{version} {{"
    if tracked:
        yield from (f"\tct direction reply {_turned(ip)} {k} return" for k in keep)
        yield from (f"\tct direction reply {turned} {k} return" for k in whole)
        yield from (f"\tct direction original {_key(ip)} {k} return" for k in keep)
        yield f"\tct state new tcp flags & (fin|syn|rst|ack) != syn counter name {name}_dropped drop"
        yield from (f"\tct direction original {told} {k} return" for k in whole)
        # Both ends as they are behind address translation: who opened it, and who answers.
        about = f"ct state related meta l4proto {errors} ct original {ip} saddr . ct reply {ip} saddr . ct protocol"
        yield from (f"\t{about} . ct reply proto-src {k} return" for k in keep)
        yield from (f"\t{about} {k} return" for k in whole)
    untracked = "ct state untracked " if tracked else ""
    yield from (f"\t{untracked}{_key(ip)} {k} return" for k in keep)
    yield from (f"\t{untracked}{told} {k} return" for k in whole)
    yield f"\t{untracked}tcp flags & (syn|ack) == syn counter name {name}_dropped drop"
    yield from (f"\t{untracked}{_turned(ip)} {k} return" for k in keep)
    yield from (f"\t{untracked}{turned} {k} return" for k in whole)
    yield f"\t{_key(ip)} @tokens{version} counter name {name}_dropped drop"
    yield f"\tcounter name {name}_dropped drop"
    yield "}"


def _of_version(prefixes: Iterable[str], version: int) -> list[str]:
    return [p for p in prefixes if (":" in p) == (version == 6)]


def _pairs(book: GateBook, one: GateSeal, version: int) -> Iterator[str]:
    for a, b in one.touched:
        ends = (spans(book.place(z).prefixes, version) for z in (a, b))
        yield from (f"{s} . {t}" for s, t in _between(*ends))


def _between(sources: Iterable[str], targets: Iterable[str]) -> Iterator[tuple[str, str]]:
    there = list(targets)
    yield from ((s, t) for s in sources for t in there)


def _bound(book: GateBook, one: GateSeal, version: int) -> Iterator[str]:
    for zone in one.guarded:
        place = book.place(zone)
        yield from (f'"{place.interface}" . {p}' for p in spans(place.prefixes, version))


def _numbers(protocol: Protocol, version: int, *, ports: bool) -> tuple[str, ...]:
    if protocol is Protocol.ANY:
        return ("tcp", "udp") if ports else ("0-255",)
    if protocol is Protocol.ICMP:
        return ("icmp",) if version == 4 else ("ipv6-icmp",)
    return (str(protocol),)


def _cells(cells: Iterable[Cell], version: int) -> Iterator[Box]:
    for cell in cells:
        ranges = [str(r) for r in cell.ports] or ["0-65535"]
        for protocol in _numbers(cell.protocol, version, ports=bool(cell.ports)):
            for s, t in _between(spans(cell.sources, version), spans(cell.targets, version)):
                yield from (Box(s, t, protocol, r) for r in ranges)


def _whole(cells: Iterable[Cell], version: int) -> Iterator[Box]:
    """Cells without ports: any packet of the protocol, fragments too."""
    for cell in cells:
        for protocol in _numbers(cell.protocol, version, ports=False):
            for s, t in _between(spans(cell.sources, version), spans(cell.targets, version)):
                yield Box(s, t, protocol)


def _passing(canaries: Iterable[Canary], version: int) -> Iterator[Box]:
    """The positive control: the one flow a seal adds, from prober to prober."""
    for c in canaries:
        if c.passes and c.conduit is None and _of_version([c.source], version):
            yield Box(c.source, c.target, str(c.protocol), str(c.port))


def _refused(canaries: Iterable[Canary], version: int) -> Iterator[Box]:
    for c in canaries:
        if not c.passes and _of_version([c.source], version):
            yield Box(c.source, c.target, str(c.protocol), str(c.port))
