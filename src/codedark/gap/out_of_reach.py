"""What no gate sees while a seal holds: said before anybody signs, and never counted as sealed.

Hosts of one network speak to each other without passing a gate; modems, ward wireless and consoles go past all of
them; a gate tells zones and hosts by addresses, so what nobody told the address of is not told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from codedark.gap.pairs_cut import CutPair, pairs_cut, zones_sealed
from codedark.gap.posture import Pair, Seal
from codedark.hospital.records import ConduitId, GateId, Hospital, OutOfBand, Zone, ZoneId
from codedark.hospital.words import GateKind, Inside, ZoneKind

AT_THE_PORT = frozenset({GateKind.NAC, GateKind.SWITCH})
"""Gates that stand where a host is plugged in, so that they part hosts of one network."""
_NAMES_MOST = 6


class Beyond(StrEnum):
    """Why no gate sees it; the gravest first."""

    NO_GATE = "no gate"
    OUT_OF_BAND = "out of band"
    SAME_NETWORK = "same network"
    QUARANTINE = "quarantine"
    NETWORK = "network not told"
    IPV6 = "IPv6 not told"
    ADDRESS = "address not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfReach:
    """One thing that stays open although the seal holds at every gate."""

    kind: Beyond
    place: str
    """A zone, a pair of zones (`a -> b`), or a path of the table `out_of_band`."""
    what: str
    why: str
    close_by: str
    """What a person does about it."""


def out_of_reach(
    hospital: Hospital, seal: Seal, joined: Mapping[ConduitId, tuple[Pair, ...]] | None = None
) -> tuple[OutOfReach, ...]:
    """List what a seal cannot close, zones in the order of the hospital.

    Args:
        joined: from `pairs_cut.joined_by`, when several seals of one hospital are asked about; None: found here.
    Returns:
        () for a seal that asks for nothing. What nobody told of cannot be listed: an empty table `out_of_band` says
        nothing about modems.
    Cost: one compilation of `reach` unless `joined` is given; linear in zones and hosts.

    >>> from codedark.gap.posture import Posture, seal
    >>> from codedark.gap.toy import toy_hospital
    >>> dark = seal({ConduitId("office-to-records"): Posture.DARK})
    >>> [(one.kind.value, one.place) for one in out_of_reach(toy_hospital(), dark)][:2]
    [('same network', 'office'), ('same network', 'records')]
    """
    if seal.empty:
        return ()
    cut = pairs_cut(hospital, seal, joined)
    zones = [hospital.zones[z] for z in zones_sealed(hospital, seal, cut)]
    found = [
        *_ungated(cut),
        *_past_the_gates(hospital, {z.zone for z in zones}),
        *_same_network(hospital, seal, zones),
        *_quarantined(hospital, seal),
        *_networks(hospital, zones),
        *_addresses(hospital, zones),
    ]
    order = list(Beyond)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _ungated(cut: tuple[CutPair, ...]) -> Iterator[OutOfReach]:
    conduits: dict[Pair, list[str]] = {}
    for one in cut:
        if one.gate is None:
            conduits.setdefault(one.pair, []).append(one.conduit)
    for (a, b), names in conduits.items():
        yield OutOfReach(
            kind=Beyond.NO_GATE,
            place=f"{a} -> {b}",
            what=f"{_conduits(names)} {named(names)}",
            why="no gate stands between the two zones",
            close_by="pull the cable between them: see its card",
        )


def _past_the_gates(hospital: Hospital, zones: set[ZoneId]) -> Iterator[OutOfReach]:
    for path in hospital.out_of_band.values():
        if path.to in zones or path.from_ in zones:
            host = f", ends on {path.host}" if path.host is not None else ""
            yield OutOfReach(
                kind=Beyond.OUT_OF_BAND,
                place=path.path,
                what=f"{path.kind} from {path.from_ or 'anywhere'} into {path.to}{host}",
                why=path.note or "it passes no gate",
                close_by=_closing(path),
            )


def _closing(path: OutOfBand) -> str:
    where = f" ({path.room})" if path.room else ""
    if path.how_to_close:
        return path.how_to_close + where
    return f"nobody told how{where}: ask {path.owner or 'who put it there; no owner is told'}"


def _same_network(hospital: Hospital, seal: Seal, zones: Iterable[Zone]) -> Iterator[OutOfReach]:
    hosts = hospital.hosts
    count = np.bincount(hosts.zone_at, minlength=len(hosts.zone_ids)).tolist()
    at = {zone: i for i, zone in enumerate(hosts.zone_ids)}
    for zone in zones:
        alone = count[at[zone.zone]] < 2
        if alone or zone.kind is ZoneKind.EXTERNAL or not _open_inside(hospital, seal, zone):
            continue
        contained = zone.zone in seal.contain
        yield OutOfReach(
            kind=Beyond.SAME_NETWORK,
            place=zone.zone,
            what=f"its {count[at[zone.zone]]:,} hosts can reach each other",
            why=f"it is contained by {zone.contain}, which does not stand at their ports"
            if contained
            else "they share a network, and the seal does not contain it",
            close_by=f"contain it as well: {zone.contain}"
            if zone.contain is not None and not contained
            else "switch its ports off one by one; nothing told keeps its hosts apart",
        )


def _open_inside(hospital: Hospital, seal: Seal, zone: Zone) -> bool:
    """Whether the hosts of a zone speak to each other while the seal holds."""
    contained = zone.zone in seal.contain and zone.contain is not None
    return zone.inside is Inside.OPEN and not (contained and _at_the_port(hospital, zone.contain))


def _at_the_port(hospital: Hospital, gate: GateId | None) -> bool:
    return gate is not None and hospital.gates[gate].kind in AT_THE_PORT


def _quarantined(hospital: Hospital, seal: Seal) -> Iterator[OutOfReach]:
    by_gate: dict[tuple[ZoneId, GateId | None], list[str]] = {}
    unaddressed: dict[tuple[ZoneId, GateId | None], list[str]] = {}
    for name in seal.quarantine:
        host = hospital.hosts.named(name)
        if _at_the_port(hospital, host.quarantine):
            continue
        if host.address is None and host.quarantine is not None:
            unaddressed.setdefault((host.zone, host.quarantine), []).append(name)
        elif host.quarantine is None or _open_inside(hospital, seal, hospital.zones[host.zone]):
            by_gate.setdefault((host.zone, host.quarantine), []).append(name)
    for (zone, gate), names in by_gate.items():
        yield OutOfReach(
            kind=Beyond.QUARANTINE,
            place=zone,
            what=f"within {zone}, {named(names)} still {'reach' if len(names) > 1 else 'reaches'} every other host"
            if gate is not None
            else f"{named(names)}: nothing quarantines",
            why=f"{gate} stands at the edge of the network, not at the port of the host"
            if gate is not None
            else "no gate is told that could",
            close_by="pull the network cable of the host, do not switch it off: its memory is evidence",
        )
    for (zone, gate), names in unaddressed.items():
        yield OutOfReach(
            kind=Beyond.QUARANTINE,
            place=zone,
            what=f"{named(names)}: not quarantined",
            why=f"{gate} tells hosts by their address, and none is told",
            close_by="pull the network cable of the host; then tell its address in hosts",
        )


def _networks(hospital: Hospital, zones: list[Zone]) -> Iterator[OutOfReach]:
    untold = [z.zone for z in hospital.zones.values() if not z.prefixes]
    told = {pair for pair, cable in hospital.cables.items() if cable.interface}
    for zone in zones:
        if not zone.prefixes and (zone.kind is not ZoneKind.EXTERNAL or len(untold) > 1):
            alike = f"; so is {named([z for z in untold if z != zone.zone])}" if len(untold) > 1 else ""
            yield OutOfReach(
                kind=Beyond.NETWORK,
                place=zone.zone,
                what="which packets are its own is not told",
                why=f"none of its networks is told: it is taken as every address of no other zone{alike}",
                close_by="tell its prefixes in zones",
            )
        elif zone.prefixes and zone.gate is not None and (zone.gate, zone.zone) not in told:
            missing = {4, 6} - {prefix.version for prefix in zone.prefixes}
            if missing:
                yield OutOfReach(
                    kind=Beyond.IPV6 if missing == {6} else Beyond.NETWORK,
                    place=zone.zone,
                    what=f"its IPv{missing.pop()} packets are not told from those of other zones",
                    why=f"no such network of it is told, nor the interface of {zone.gate} it hangs on",
                    close_by="tell its interface in cables, or its networks in zones",
                )


def _addresses(hospital: Hospital, zones: Iterable[Zone]) -> Iterator[OutOfReach]:
    hosts = hospital.hosts
    untold = np.flatnonzero(hosts.address_family == 0).tolist()
    names: dict[ZoneId, list[str]] = {}
    for i in untold:
        names.setdefault(hosts.zone_ids[int(hosts.zone_at[i])], []).append(hosts.ids[i])
    for zone in zones:
        if zone.zone in names:
            few = names[zone.zone]
            yield OutOfReach(
                kind=Beyond.ADDRESS,
                place=zone.zone,
                what=f"{len(few):,} host{'s' * (len(few) > 1)} without an address: {named(few)}",
                why="gates tell hosts by address: no flow of such a host is kept open, nor is the host cut alone",
                close_by="tell the addresses in hosts",
            )


def _conduits(names: list[str]) -> str:
    return "conduit" if len(names) == 1 else "conduits"


def named(names: Iterable[str]) -> str:
    """A few names, and how many more.

    >>> named(["a", "b"]), named("abcdefghi")
    ('a, b', 'a, b, c, d, e, f and 3 more')
    """
    told = list(names)
    more = f" and {len(told) - _NAMES_MOST} more" if len(told) > _NAMES_MOST else ""
    return ", ".join(told[:_NAMES_MOST]) + more
