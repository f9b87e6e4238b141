"""Cards for a person with a torch: which cable in which room closes what no gate could be shown to have closed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from codedark.gap.cable_choice import Asked, cable_to_pull, closed_by, on_the_same, told_of
from codedark.gap.gate_book import gate_between
from codedark.gap.pairs_cut import joined_by, pairs_cut, zones_sealed
from codedark.gap.posture import Pair, Seal
from codedark.hospital.records import Cable, ConduitId, GateId, Hospital, OutOfBand, OutOfBandId, SiteId, ZoneId
from codedark.hospital.words import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class CableCard:
    """One cable, or one path past the gates, for one person to close by hand. "" is not told."""

    number: int
    """1, 2, 3 ... in the order of the walk."""
    gate: GateId | None
    """At which the cable hangs; None: at none that is told, or a path past the gates."""
    path: OutOfBandId | None
    """The row of `out_of_band`; None: a cable."""
    zones: tuple[ZoneId, ...]
    """Zones that are off once it is pulled: all that hang on this cable."""
    closes: tuple[Pair, ...]
    """Pairs (from, to) it is pulled for, in both directions; () for a path."""
    stops: tuple[ConduitId, ...]
    """Conduits that carry nothing any more once it is pulled, wanted or not; () for a path."""
    break_glass: tuple[ConduitId, ...]
    """Of these, the break-glass ones: their clinical owners are told first."""
    site: SiteId | None
    room: str
    panel_port: str
    cable: str
    interface: str
    note: str
    told: bool
    """Whether somebody who was never there can find it: a room, and a port or a label."""
    do: str
    """What to do, in one sentence."""
    ask: str
    """Who must be asked where it is not told; "" where it is."""


def cable_cards(hospital: Hospital, seal: Seal, unproven: Iterable[tuple[GateId, Pair]] = ()) -> tuple[CableCard, ...]:
    """Make a card for all that a seal asks for and no gate can close, or could not be shown to have closed.

    A pair of zones is closed by pulling either zone's cable: at its own gate, which takes it off all others, or at the
    gate between the two. That cable is pulled which takes fewest core zones off, so that core zones keep each other;
    then one that somebody told of; then the one that closes most pairs.

    Args:
        unproven: gate and pair of zones for which the proof is not *sealed* (`proving.Proof`); before an attack, every
            pair of the plan, so that the cards are printed.
    Returns:
        Cables first, then the paths of `out_of_band` into zones of the seal; each by site and room as one would walk,
        what nobody told of last.
    Raises:
        KeyError: a zone or gate is not in the hospital.
    Cost: one compilation of `reach`; the pairs once for each card.

    >>> from codedark.gap.toy import toy_hospital
    >>> cards = cable_cards(toy_hospital(), Seal(), [(GateId("gate-core"), (ZoneId("office"), ZoneId("records")))])
    >>> cards[0].zones, cards[0].told
    (('office',), False)
    """
    joined = joined_by(hospital)
    cut = pairs_cut(hospital, seal, joined)
    wanted = [*((one.gate, one.pair) for one in cut if one.gate is None), *unproven]
    cables = list(_cables(hospital, dict.fromkeys((gate, frozenset(pair)) for gate, pair in wanted), joined))
    zones = set(zones_sealed(hospital, seal, cut)) | {z for _, pair in wanted for z in pair}
    paths = [_of_path(hospital, p) for p in hospital.out_of_band.values() if p.to in zones or p.from_ in zones]
    walk = [*_walk(hospital, cables), *_walk(hospital, paths)]
    return tuple(replace(card, number=number) for number, card in enumerate(walk, 1))


def _cables(
    hospital: Hospital, wanted: Iterable[Asked], joined: Mapping[ConduitId, tuple[Pair, ...]]
) -> Iterator[CableCard]:
    left = list(wanted)
    for gate, zones in left:
        if len(zones) == 1:
            yield _inside(hospital, gate, *zones)
    left = [asked for asked in left if len(asked[1]) == 2]
    while left:
        pulled = cable_to_pull(hospital, left)
        closed = closed_by(hospital, pulled, left)
        left = [asked for asked in left if asked not in closed]
        yield _of_cable(hospital, pulled, closed, joined)


def _of_cable(
    hospital: Hospital, cable: Cable, closed: list[Asked], joined: Mapping[ConduitId, tuple[Pair, ...]]
) -> CableCard:
    gate, zones, told = cable.gate or None, on_the_same(hospital, cable), told_of(cable)
    stops = tuple(_stopped(hospital, gate, zones, joined))
    named = ", ".join(zones)
    where = ", ".join(part for part in (cable.cable, cable.panel_port) if part)
    return CableCard(
        number=0,
        gate=gate,
        path=None,
        zones=zones,
        closes=tuple(sorted({(min(pair), max(pair)) for _, pair in closed})),
        stops=stops,
        break_glass=tuple(c for c in stops if hospital.conduits[c].break_glass),
        site=_site(hospital, cable.room, cable.zone),
        room=cable.room,
        panel_port=cable.panel_port,
        cable=cable.cable,
        interface=cable.interface,
        note=cable.note,
        told=told,
        do=f"Pull {where}: {named} off."
        if told
        else f"Find the cable of {named} and pull it; nobody told which it is.",
        ask="" if told else _keeper(hospital, gate, cable.zone),
    )


def _site(hospital: Hospital, room: str, zone: ZoneId) -> SiteId | None:
    """The site whose id or name the room begins with: a cable may hang elsewhere than its zone. Else the zone's."""
    begins = room.casefold()
    for site in hospital.sites.values():
        if begins.startswith((site.site.casefold(), site.name.casefold())):
            return site.site
    return hospital.zones[zone].site


def _stopped(
    hospital: Hospital, gate: GateId | None, zones: tuple[ZoneId, ...], joined: Mapping[ConduitId, tuple[Pair, ...]]
) -> Iterator[ConduitId]:
    """Everything to and from a zone passes the zone's own gate; another gate carries what it is named for."""
    for name, conduit in hospital.conduits.items():
        if conduit.action is Action.ALLOW and any(
            a != b
            and any(
                z in zones and (hospital.zones[z].gate == gate or gate_between(hospital, conduit, (a, b)) == gate)
                for z in (a, b)
            )
            for a, b in joined[name]
        ):
            yield name


def _inside(hospital: Hospital, gate: GateId | None, zone: ZoneId) -> CableCard:
    return CableCard(
        number=0,
        gate=gate,
        path=None,
        zones=(zone,),
        closes=((zone, zone),),
        stops=(),
        break_glass=(),
        site=hospital.zones[zone].site,
        room="",
        panel_port="",
        cable="",
        interface="",
        note="",
        told=False,
        do=f"No one cable parts the hosts of {zone}: switch off the ports of its switches, or the switches.",
        ask=_keeper(hospital, gate, zone),
    )


def _keeper(hospital: Hospital, gate: GateId | None, zone: ZoneId) -> str:
    """Who knows where a cable is that nobody told of."""
    if gate is None:
        return f"the network engineer on duty: no gate and no cable is told between {zone} and the others"
    rooms = list(dict.fromkeys(a.room for a in hospital.agents.values() if a.gate == gate and a.room))
    stands = f"; its machines stand in {' and '.join(rooms)}" if rooms else ""
    return f"the network engineer on duty, who keeps {hospital.gates[gate].name or gate}{stands}"


def _of_path(hospital: Hospital, path: OutOfBand) -> CableCard:
    told = bool(path.room and path.how_to_close)
    return CableCard(
        number=0,
        gate=None,
        path=path.path,
        zones=tuple(dict.fromkeys(z for z in (path.from_, path.to) if z is not None)),
        closes=(),
        stops=(),
        break_glass=(),
        site=_site(hospital, path.room, path.to),
        room=path.room,
        panel_port="",
        cable=path.cable,
        interface="",
        note=path.note,
        told=told,
        do=path.how_to_close or f"Close the {path.kind} path into {path.to}; nobody told how.",
        ask="" if told else path.owner or "nobody is told as its owner: the network engineer on duty",
    )


def _walk(hospital: Hospital, cards: Iterable[CableCard]) -> list[CableCard]:
    """By site and room, what is told first; `room 9` comes before `room 10`."""
    sites = {site: i for i, site in enumerate(hospital.sites)}
    last = len(sites)

    def place(card: CableCard) -> tuple[bool, int, list[tuple[int, str]], list[tuple[int, str]], tuple[ZoneId, ...]]:
        at = last if card.site is None else sites[card.site]
        return not card.told, at, natural(card.room), natural(card.panel_port), card.zones

    return sorted(cards, key=place)


def natural(text: str) -> list[tuple[int, str]]:
    """A key that orders numbers within names as numbers.

    >>> sorted(["room 10", "room 9", "cellar"], key=natural)
    ['cellar', 'room 9', 'room 10']
    """
    parts = re.split(r"([0-9]+)", text.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]
