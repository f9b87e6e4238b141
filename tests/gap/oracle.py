"""The slow, obvious version of `gap`: host by host, every subset of what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from codedark.depend import Circuit
from codedark.depend.care import care_lines, care_lost_per_h
from codedark.depend.off import Off, own_losses
from codedark.depend.times import loss_times
from codedark.gap.plan import Presumed
from codedark.hospital.records import Conduit, Hospital
from codedark.hospital.words import Inside, Purpose
from codedark.reach import Reach


@dataclass(frozen=True)
class Move:
    """One way to answer: names cut, contained, quarantined."""

    cut: frozenset[str]
    contain: frozenset[str]
    quarantine: frozenset[str]


@dataclass(frozen=True)
class Found:
    """What a move does. A unit of `held` is a host, or `@zone` for a zone without hosts told."""

    core: frozenset[str]
    core_plainly: frozenset[str]
    care: float
    exposed_care: float
    """Break-glass aside."""
    break_glass_care: float
    """What break-glass alone exposes."""
    services_lost: frozenset[str]

    @property
    def cost(self) -> float:
        return self.care + self.exposed_care


class Oracle:
    """One hospital, one presumption."""

    def __init__(self, hospital: Hospital, reach: Reach, circuit: Circuit, presumed: Presumed) -> None:
        self.hospital, self.reach, self.circuit, self.presumed = hospital, reach, circuit, presumed
        self.lines = care_lines(hospital)
        self.zone_of = {h.host: h.zone for h in hospital.hosts}
        self.units: dict[int, list[str]] = {c: [] for c in range(len(reach.zone_of))}
        for i, host in enumerate(hospital.hosts.ids):
            self.units[int(reach.class_of[i])].append(host)
        for c, members in self.units.items():
            if not members:
                zone = hospital.hosts.zone_ids[int(reach.zone_of[c])]
                members.append(f"@{zone}")
                self.zone_of[f"@{zone}"] = zone
        self.start = {u for u, z in self.zone_of.items() if u in presumed.hosts or z in presumed.zones}
        self.steps = [
            (tuple(hospital.conduits.values())[c], one, other)
            for a, b, c in zip(reach.edge_from, reach.edge_to, reach.edge_conduit, strict=True)
            for one in self.units[int(a)]
            for other in self.units[int(b)]
            if one != other
        ]
        in_zone = {z: frozenset(h for h, at in self._hosts() if at == z) for z in hospital.zones}
        self.prices = {z: self._care(Off(hosts=hosts))[0] for z, hosts in in_zone.items()}
        self.care_of: dict[Move, tuple[float, frozenset[str]]] = {}

    def _hosts(self) -> Iterator[tuple[str, str]]:
        return ((u, z) for u, z in self.zone_of.items() if not u.startswith("@"))

    def _care(self, off: Off) -> tuple[float, frozenset[str]]:
        at = loss_times(self.circuit, own_losses(self.circuit, self.hospital, off)).at_min[self.circuit.service_at]
        lost = at < 60 * self.lines.horizon_h
        names = [s for s, gone in zip(self.hospital.services, lost, strict=True) if gone]
        return care_lost_per_h(self.lines, at).total_per_h, frozenset(names)

    def held(self, move: Move, *, break_glass: bool = True, administration: bool = False) -> set[str]:
        """Units in the intruder's hands: with or without break-glass conduits, or over administration alone."""
        held = set(self.start)
        steps = [
            (one, other)
            for row, one, other in self.steps
            if row.conduit not in move.cut
            and (break_glass or not row.break_glass)
            and (not administration or row.purpose is Purpose.ADMINISTRATION)
        ]
        zones = self.hospital.zones
        talk = {z for z, zone in zones.items() if zone.inside is Inside.OPEN and z not in move.contain}
        steps += [
            (one, other) for one, z in self.zone_of.items() for other, y in self.zone_of.items() if z == y and z in talk
        ]
        steps = [(a, b) for a, b in steps if a not in move.quarantine and b not in move.quarantine]
        while True:
            more = {b for a, b in steps if a in held} - held
            if not more:
                return held
            held |= more

    def found(self, move: Move) -> Found:
        if move not in self.care_of:
            self.care_of[move] = self._care(Off(hosts=move.quarantine, conduits=move.cut, insides=move.contain))
        care, lost = self.care_of[move]
        held, plainly = self.held(move), self.held(move, break_glass=False)
        return Found(
            core=self.core(held),
            core_plainly=self.core(plainly),
            care=care,
            exposed_care=self.exposed_care(plainly, move),
            break_glass_care=self.exposed_care(held, move) - self.exposed_care(plainly, move),
            services_lost=lost,
        )

    def core(self, held: set[str]) -> frozenset[str]:
        """Core zones of which something not presumed is held."""
        return frozenset(z for u in held - self.start if self.hospital.zones[z := self.zone_of[u]].core)

    def exposed_care(self, held: set[str], move: Move) -> float:
        total, zones = 0.0, self.hospital.zones
        for z, zone in zones.items():
            size = sum(at == z for _, at in self._hosts())
            if z in self.presumed.zones:
                apart = zone.inside is Inside.ISOLATED or z in move.contain
                share = 1 / max(size, 1) if apart else 1.0
                weight = 1 / len(self.presumed.zones) if self.presumed.place_unknown else 1.0
            else:
                count = sum(self.zone_of[u] == z for u in held)
                share, weight = (count / size if size else float(count)), 1.0
            total += self.hospital.settings.response.exposure_weight * weight * self.prices[z] * share
        return total

    def levers(self) -> tuple[list[str], list[str], list[str]]:
        """Conduits, zones and hosts that something can act on."""
        h = self.hospital
        cut = [c.conduit for c in h.conduits.values() if not c.break_glass and self._gated(c)]
        contain = [z for z, zone in h.zones.items() if zone.contain is not None and zone.inside is Inside.OPEN]
        hosts = [x.host for x in h.hosts if x.host in self.presumed.hosts and x.quarantine is not None]
        return cut, contain, hosts

    def _gated(self, row: Conduit) -> bool:
        zones = self.hospital.zones
        pairs = {(self.zone_of[a], self.zone_of[b]) for r, a, b in self.steps if r.conduit == row.conduit}
        if not pairs:
            return False
        if row.gate is not None:
            return True
        across = [p for p in pairs if p[0] != p[1]]
        within = [a for a, b in pairs if a == b and zones[a].inside is Inside.ISOLATED]
        gated = all(zones[a].gate is not None or zones[b].gate is not None for a, b in across)
        return gated and all(zones[a].contain is not None for a in within) and bool(across or within)

    def moves(self) -> Iterator[Move]:
        cut, contain, hosts = self.levers()
        for chosen in product((False, True), repeat=len(cut) + len(contain) + len(hosts)):
            picked = {n for n, yes in zip([*cut, *contain, *hosts], chosen, strict=True) if yes}
            yield Move(frozenset(picked & set(cut)), frozenset(picked & set(contain)), frozenset(picked & set(hosts)))

    def best(self, keep: frozenset[str] = frozenset()) -> Found:
        """Least core exposed (break-glass aside), then least cost, of all moves that keep these services."""
        found = [f for f in map(self.found, self.moves()) if not f.services_lost & keep]
        return min(found, key=lambda f: (round(self.core_weight(f.core_plainly), 6), f.cost))

    def core_weight(self, zones: frozenset[str]) -> float:
        return sum(self.prices[z] + max(self.hospital.settings.care.service_hour, 0.001) for z in zones)


def move_of(cut: object, contain: object, quarantine: object) -> Move:
    return Move(frozenset(cut), frozenset(contain), frozenset(quarantine))  # type: ignore[call-overload]
