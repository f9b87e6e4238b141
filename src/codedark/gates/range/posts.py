"""Where each gate judges packets in the range: a *post* is one namespace with one agent, one book and one hook.

A gate that routes has one post. What contains a zone or takes single hosts off (port isolation, network admission) has
one in each zone it does that for, called `GATE/ZONE`, where it judges what arrives at the zone's own hosts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from codedark.formats.nft_seal import Hook
from codedark.gap.gate_book import GateBook
from codedark.gap.posture import Pair
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.topology import Topology, gate_space, zone_space
from codedark.hospital.records import GateId, ZoneId


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One place of enforcement."""

    gate: GateId
    """The gate's id; `GATE/ZONE` inside a zone."""
    space: str
    book: GateBook
    hook: Hook


def posts(furnished: Furnished, topology: Topology, books: Mapping[GateId, GateBook]) -> tuple[Post, ...]:
    """Every place of enforcement.

    Args:
        books: of all gates, from `gap.gate_books` with the interfaces of `topology`.
    """
    return tuple(_posts(furnished, topology, books))


def _posts(furnished: Furnished, topology: Topology, books: Mapping[GateId, GateBook]) -> Iterator[Post]:
    for gate, book in books.items():
        routes = gate in topology.routing
        if routes:
            own = _only(book, lambda pair: pair[0] != pair[1])
            yield Post(gate=gate, space=gate_space(gate), book=replace(own, contained=()), hook=Hook.FORWARD)
        for zone in _inside(furnished, topology, gate, routes=routes):
            yield Post(
                gate=GateId(f"{gate}/{zone}"),
                space=zone_space(zone),
                book=_within(furnished, book, zone, routes),
                hook=Hook.INPUT,
            )


def _inside(furnished: Furnished, topology: Topology, gate: GateId, *, routes: bool) -> list[ZoneId]:
    """Zones inside which a gate acts: those it contains, and, where it stands at no router, those of its hosts."""
    found = dict.fromkeys(topology.inside.get(gate, ()))
    hosts = furnished.hospital.hosts
    if not routes:
        found |= dict.fromkeys(h.zone for i, h in enumerate(hosts) if hosts.quarantine_of(i) == gate)
    return list(found)


def _within(furnished: Furnished, book: GateBook, zone: ZoneId, routes: bool) -> GateBook:
    hosts = furnished.hospital.hosts
    own = _only(book, lambda pair: pair == (zone, zone))
    return replace(
        own,
        gate=GateId(f"{book.gate}/{zone}"),
        places=tuple(replace(p, interface="") for p in book.places if p.zone == zone),
        contained=(zone,) if zone in book.contained else (),
        hosts=() if routes else tuple((h, a) for h, a in book.hosts if hosts.named(h).zone == zone),
        probers=(),
    )


def _only(book: GateBook, wanted: Callable[[Pair], bool]) -> GateBook:
    def kept(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple(p for p in pairs if wanted(p))

    return replace(book, conduits=tuple(replace(c, pairs=kept(c.pairs)) for c in book.conduits))
