"""What an intruder holds, and what it becomes hop by hop over administration paths."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.records import Hospital
from codedark.hospital.words import Purpose
from codedark.reach import Reach


class Held:
    """Hosts held one by one, and classes held whole; n hosts, c classes. Grows, never shrinks.

    A zone without hosts has one class of size 0: it is held whole or not at all.
    """

    def __init__(self, hospital: Hospital, reach: Reach) -> None:
        self.hospital = hospital
        self.reach = reach
        self.hosts = np.zeros(len(reach.class_of), np.bool_)
        self.full = np.zeros(len(reach.zone_of), np.bool_)
        self._zones = len(hospital.hosts.zone_ids)
        rows = hospital.conduits.values()
        self._administration = np.array([row.purpose is Purpose.ADMINISTRATION for row in rows], np.bool_)

    def seize_hosts(self, hosts: NDArray[np.intp]) -> None:
        """Take these hosts, one by one."""
        self.hosts[hosts] = True

    def seize_zone(self, zone: int) -> None:
        """Take a zone whole."""
        self.full |= self.reach.zone_of == zone
        self.hosts |= self.hospital.hosts.zone_at == zone

    def touched(self) -> NDArray[np.bool_]:
        """Classes of which at least one host is held: bool[c]."""
        touched = self.full.copy()
        touched[self.reach.class_of[self.hosts]] = True
        return touched

    def zones_whole(self) -> NDArray[np.bool_]:
        """Zones every host of which is held: bool[z]."""
        loose = np.bincount(self.hospital.hosts.zone_at[~self.hosts], minlength=self._zones) > 0
        some = np.bincount(self.reach.zone_of[self.touched()], minlength=self._zones) > 0
        return some & ~loose

    def hop(self, elapsed_min: float, breakout_min: float) -> list[str]:
        """Take as many hops as the breakout time allows; one sentence for each zone and hop that grew."""
        most = len(self.full) if breakout_min == 0 else int(elapsed_min / breakout_min + 1e-9)
        said: list[str] = []
        for hop in range(1, most + 1):
            grown = self._next()
            if not grown:
                break
            said += [f"{text} (hop {hop}: {elapsed_min:g} min passed, {breakout_min:g} min a hop)" for text in grown]
        return said

    def _next(self) -> list[str]:
        touched, reach = self.touched(), self.reach
        open_zone = np.zeros(self._zones, np.bool_)
        open_zone[reach.zone_of[touched & reach.inside_open]] = True
        mates = open_zone[reach.zone_of]
        along = touched[reach.edge_from] & self._administration[reach.edge_conduit]
        over = np.zeros_like(self.full)
        over[reach.edge_to[along]] = True
        said = self._said_of(mates & ~self.full, None) + self._said_of(over & ~mates & ~self.full, along)
        self.full |= mates | over
        self.hosts |= self.full[reach.class_of]
        return said

    def _said_of(self, new: NDArray[np.bool_], along: NDArray[np.bool_] | None) -> list[str]:
        """One sentence a zone for newly held classes, reached inside the zone (None) or along these edges."""
        said: list[str] = []
        names, conduits = self.hospital.hosts.zone_ids, tuple(self.hospital.conduits)
        count = np.bincount(self.reach.class_of[~self.hosts], minlength=len(self.full))
        for zone in np.unique(self.reach.zone_of[new]).tolist():
            classes = new & (self.reach.zone_of == zone)
            more = int(count[classes].sum())
            if not more and self.reach.size[classes].any():
                continue
            what = f"zone {names[zone]}: {more} more hosts" if more else f"zone {names[zone]}"
            if along is None:
                said.append(f"{what}, because its inside is open")
                continue
            edges = along & classes[self.reach.edge_to]
            over = sorted({conduits[c] for c in self.reach.edge_conduit[edges].tolist()})
            listed = ", ".join(over[:3]) + (f" and {len(over) - 3} more" if len(over) > 3 else "")
            said.append(f"{what}, over administration conduit {listed}")
        return said
