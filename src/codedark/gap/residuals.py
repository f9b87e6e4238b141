"""The paths to core that a plan leaves open, each with the reason why it is open."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from codedark.gap.plan import Presumed, Residual
from codedark.gap.territory import NodeMeasures, Territory

_INSIDE = -1
"""Stands in a path for a step over the open inside of a zone."""


def residuals(territory: Territory, presumed: Presumed, measures: NodeMeasures) -> tuple[Residual, ...]:
    """For each core zone that is reached: a shortest path from each suspect that gets there past no other suspect.

    A core zone presumed as a whole is a residual of its own: no cut gives it back. Suspects are hosts or zones.
    Cost: for each reached core zone one walk back over the open links.
    """
    ground = territory.ground
    held = territory.spread(measures)
    core = np.flatnonzero(ground.core).tolist()
    found: list[Residual] = []
    for zone in core:
        name = ground.hospital.hosts.zone_ids[zone]
        if territory.whole[zone]:
            why = "the zone is presumed as a whole: no cut gives it back"
            found.append(Residual(suspect=name, core=name, path=(name,), why=why))
        elif (held & (territory.zone == zone) & ~territory.source).any():
            found += _Walk(territory, presumed, measures, held).back_from(zone)
    return tuple(found)


class _Walk:
    """Backwards from a core zone to the suspects."""

    def __init__(
        self, territory: Territory, presumed: Presumed, measures: NodeMeasures, held: NDArray[np.bool_]
    ) -> None:
        self.t, self.presumed, self.measures, self.held = territory, presumed, measures, held
        self.hospital = territory.ground.hospital
        self.conduits = tuple(self.hospital.conduits)
        usable = ~measures.closed[territory.link_conduit] & ~measures.quarantined[territory.link_from]
        usable &= held[territory.link_from] & held[territory.link_to]
        self.into: dict[int, list[tuple[int, int]]] = {}
        links = (territory.link_from[usable], territory.link_to[usable], territory.link_conduit[usable])
        for a, b, c in zip(*(column.tolist() for column in links), strict=True):
            self.into.setdefault(b, []).append((a, c))
        self.open_inside = territory.ground.inside_open & ~measures.contained
        self.held_plainly = territory.spread(measures, ~territory.ground.walls.break_glass)

    def back_from(self, zone: int) -> Iterator[Residual]:
        start = np.flatnonzero((self.t.zone == zone) & self.held & ~self.t.source).tolist()
        onward: dict[int, tuple[int, int] | None] = dict.fromkeys(start)
        queue = start
        while queue:
            nearer: list[int] = []
            for node in queue:
                for before, over in self._before(node):
                    if before not in onward:
                        onward[before] = (node, over)
                        if self.t.source[before]:
                            yield self._residual(before, zone, onward)
                        else:
                            nearer.append(before)
            queue = nearer

    def _before(self, node: int) -> Iterator[tuple[int, int]]:
        yield from self.into.get(node, ())
        zone = int(self.t.zone[node])
        if self.open_inside[zone]:
            mates = np.flatnonzero((self.t.zone == zone) & self.held & ~self.measures.quarantined)
            yield from ((n, _INSIDE) for n in mates.tolist() if n != node)

    def _residual(self, source: int, zone: int, onward: dict[int, tuple[int, int] | None]) -> Residual:
        names = self.hospital.hosts.zone_ids
        suspect = self._suspect(source)
        path, whys, node = [suspect], [], source
        while (step := onward[node]) is not None:
            after, over = step
            place = names[int(self.t.zone[after])]
            path += [f"inside {place}" if over == _INSIDE else self.conduits[over], place]
            whys.append(self._why(over, node))
            node = after
        return Residual(suspect=suspect, core=names[zone], path=tuple(path), why="; ".join(dict.fromkeys(whys)))

    def _suspect(self, source: int) -> str:
        for node, members in self.t.singles:
            if node == source:
                first = self.hospital.hosts.ids[int(members[0])]
                return first if len(members) == 1 else f"{first} and {len(members) - 1} like it"
        return self.hospital.hosts.zone_ids[int(self.t.zone[source])]

    def _why(self, over: int, node: int) -> str:
        """Why a step out of a node is open."""
        walls, names, zone = self.t.ground.walls, self.hospital.hosts.zone_ids, int(self.t.zone[node])
        if over == _INSIDE:
            can = walls.containable[zone]
            return f"the inside of {names[zone]} is open" + ("" if can else ", and nothing can contain it")
        conduit = self.hospital.conduits[self.conduits[over]]
        if conduit.break_glass:
            return f"{conduit.conduit} is break-glass ({conduit.clinical_owner or 'no clinical owner named'})"
        if (pair := walls.ungated[over]) is not None:
            return f"{conduit.conduit}: no gate stands between {names[pair[0]]} and {names[pair[1]]}"
        if not self.held_plainly[node]:
            return f"{conduit.conduit} stays open behind break-glass: cutting it costs care, or protects nothing more"
        return f"{conduit.conduit} stays open: cutting it protects nothing more, or a service to be kept needs it"
