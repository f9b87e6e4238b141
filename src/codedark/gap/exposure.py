"""What leaving zones within an intruder's reach is priced at.

A zone's price is the care that would be lost if all its hosts were off, times `[response] exposure_weight` (the chance
that exposure becomes loss), times the share of its hosts that can be reached. What was presumed one by one counts: it
is the same in every plan. A zone presumed *whole* is presumed for where the intruder may be, not as lost: while its
hosts can speak to each other all of it is at stake, contained it counts as one host. With the place unknown he is in
one of those zones, nobody knows which, so each weighs one n-th.
What only break-glass conduits lead to is priced apart, and no part of what a cut minimises.
Prices of zones add up although their losses may overlap: a zone shared by two losses is counted twice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from codedark.gap.ground import Ground
from codedark.gap.plan import Presumed


class Exposure:
    """Prices for one presumption over z zones."""

    def __init__(self, ground: Ground, presumed: Presumed) -> None:
        self.ground = ground
        self.sizes = ground.losses.zone_sizes
        self.whole = np.array([zone in presumed.zones for zone in ground.hospital.hosts.zone_ids], np.bool_)
        self._weight = ground.hospital.settings.response.exposure_weight
        self._one_of = max(len(presumed.zones), 1) if presumed.place_unknown else 1

    def zone(self, zone: int) -> float:
        """Price of the zone when all of it is exposed, care lost an hour."""
        weight = self._weight / self._one_of if self.whole[zone] else self._weight
        return weight * self.ground.losses.zone_price(zone) if weight else 0.0

    def share(self, zone: int, hosts: int) -> float:
        """Share of a zone's hosts; a zone whose hosts nobody told is reached or not."""
        return hosts / int(self.sizes[zone]) if self.sizes[zone] else 1.0

    def one_host(self, zone: int) -> float:
        """Share of a zone presumed whole when its hosts cannot speak to each other."""
        return 1.0 / max(int(self.sizes[zone]), 1)

    def total(self, held: NDArray[np.bool_], empty_zones: NDArray[np.bool_], contained: NDArray[np.bool_]) -> float:
        """Price of hosts held (bool[n]) and zones without hosts told that are reached (bool[z]), under containment."""
        count = np.bincount(self.ground.hospital.hosts.zone_at[held], minlength=len(self.sizes))
        total = 0.0
        for z in np.flatnonzero(count.astype(np.bool_) | empty_zones).tolist():
            apart = contained[z] or not self.ground.inside_open[z]
            share = self.one_host(z) if self.whole[z] and apart else self.share(z, int(count[z]))
            total += self.zone(z) * share
        return total
