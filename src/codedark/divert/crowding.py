"""What the extra arrivals do to the neighbours' waiting rooms, and how many places more would hold the wait.

A neighbour's department is not known to us: the typical one is taken, as crowded as it is on its usual days, at the
neighbour's size. With the same places the wait rises steeply: nobody in this queue opens a room or calls anybody in,
and real departments do. So two figures are told: the wait with the places as they are, which is the upper end, and the
places that would keep the wait as it was, which is what to ask the neighbour for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from codedark.divert.department import Department
from codedark.divert.spillover import Arrivals, Neighbour
from codedark.divert.waiting import Playing, Waiting, play
from codedark.divert.waiting_calibration import NOBODY, of_size
from codedark.hospital.records import SiteId

TYPICAL = Department(
    places=32,
    treatment_min=249.0,
    patience_min=3570.0,
    boarding_min=222.0,
    admitted_ambulance=0.4,
    admitted_walk_in=0.21,
)
"""One of two like departments that together had 6,114 visits in four weeks, 158 left without being seen, a median wait
of 21 min and a median stay of 614 min of those admitted (Scripps' neighbours before May 2021, Dameff 2023). Treatment,
patience and boarding are calibrated on these; places, shapes, shares by way of arrival and hours are assumed; that 26 %
were admitted (1,614) is kept. benchmarks/validate_spillover.py calibrates again and shows what it then predicts."""
TYPICAL_ARRIVALS = Arrivals(ambulances_per_h=1741 / 1344, walk_ins_per_h=4373 / 1344)
"""What came to it in an hour: half of 1,741 ambulances and 4,373 others in 672 hours."""
TYPICAL_WAIT_MIN = 21.0
"""Its median wait on usual days: a neighbour is given the places with which it waits no longer."""
HELD_WITHIN_MIN = 2.0
"""A median wait that is no more than this above the usual one counts as held."""


_PLACES_OFF = 4
"""Places by which the rule of `of_size` may be too many: a day's swing waits otherwise in another size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowded:
    """One neighbour's waiting room, before and after."""

    site: SiteId
    name: str
    places: int
    """Treatment places the typical department of its size has."""
    before: Waiting
    after: Waiting
    """With the places as they are."""
    places_to_hold: int
    """Places with which the median wait is again as it was; `places`: none more."""


def crowding(
    neighbours: Iterable[Neighbour],
    playing: Playing,
    department: Department = TYPICAL,
    its: Arrivals = TYPICAL_ARRIVALS,
    wait_median_min: float = TYPICAL_WAIT_MIN,
) -> Iterator[Crowded]:
    """Play each neighbour before and after, with the same luck, one at a time.

    Args:
        neighbours: from `spillover_of`; who gets nobody is played all the same.
        playing: seed and lengths.
        department: a known one, and
        its: what comes to it in an hour.
        wait_median_min: its wait on usual days; each neighbour is taken to have the places for it.

    Cost: from five sets of plays a neighbour; 10 plays of 42 days with 110 arrivals a day take 0.12 s a set.
    """
    for neighbour in neighbours:
        here = of_size(department, its, neighbour.before)
        fewer = replace(here, places=max(1, here.places - _PLACES_OFF))
        here = replace(here, places=places_to_hold(fewer, neighbour.before, NOBODY, wait_median_min, playing))
        before = play(here, neighbour.before, NOBODY, playing)
        after = play(here, neighbour.before, neighbour.extra, playing)
        yield Crowded(
            site=neighbour.site,
            name=neighbour.name,
            places=here.places,
            before=before,
            after=after,
            places_to_hold=places_to_hold(here, neighbour.before, neighbour.extra, before.wait_median_min, playing),
        )


def places_to_hold(
    department: Department, usual: Arrivals, extra: Arrivals, wait_median_min: float, playing: Playing
) -> int:
    """The fewest places, from those there are upwards, with which the median wait is as wanted.

    Returns:
        A number of places; at most twice those there are and ten, even where that is not enough.
    """
    most = 2 * department.places + 10
    for places in range(department.places, most):
        waiting = play(replace(department, places=places), usual, extra, playing)
        if waiting.wait_median_min <= wait_median_min + HELD_WITHIN_MIN:
            return places
    return most
