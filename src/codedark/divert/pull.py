"""Where people go instead: shares by size and road, with a ceiling on what one door takes.

The rule is Huff's: a door of size s that is t minutes away draws in proportion to s / t**exponent, among the doors that
are within reach. Exponent 0 is the plain share by size; an infinite one is *the nearest takes all*. What a door draws
beyond its ceiling goes on to the others by the same rule, until nothing is left or every door within reach is full.

Source: Huff, *A probabilistic analysis of shopping center trade areas*, Land Economics 1963.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

LEAST_MIN = 1.0
"""A door less than a minute away draws no more than one a minute away: a power of nothing is infinite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """How one kind of arrival finds another door."""

    exponent: float
    """Of the road minutes; 0: the road plays no part; infinite: the nearest door that still takes somebody."""
    within_min: float = inf
    """Road minutes beyond which nobody goes."""
    ceiling: float = inf
    """Most that one door takes, as a share of what came to it before: 0.5 is half as many again."""

    def __post_init__(self) -> None:
        for name in ("exponent", "within_min", "ceiling"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name}={getattr(self, name)}: must not be negative")

    @property
    def asks_the_road(self) -> bool:
        """Whether road minutes play any part: where they do not, a pair nobody told counts all the same."""
        return self.exponent > 0 or self.within_min < inf


PROPORTIONAL = Pull(exponent=0.0)
"""By size alone: with a share s of all arrivals turned away, every door that stays open gets s / (1 - s) more."""


def shared_out(
    turned_away: Mapping[str, float],
    size: Mapping[str, float],
    minutes: Mapping[tuple[str, str], float],
    pull: Pull,
) -> tuple[dict[str, float], float]:
    """Share out what is turned away here over the doors that are open there.

    Args:
        turned_away: per door that is shut, how many an hour it does not take.
        size: per open door, how many an hour came to it before; 0 draws nobody.
        minutes: road from a shut door to an open one; a pair that is missing is not gone, where the road plays a part.
        pull: the rule.

    Returns:
        What each open door gets more an hour (every one is there), and what finds no door within reach with room.
        The sum of both is what was turned away, and the order of the doors changes nothing.

    Cost: a pass over shut times open doors for each door that fills up.

    >>> shared_out({"us": 32.0}, {"a": 48.0, "b": 16.0}, {}, PROPORTIONAL)
    ({'a': 24.0, 'b': 8.0}, 0.0)
    """
    waiting = {shut: turned_away[shut] for shut in sorted(turned_away) if turned_away[shut] > 0}
    room = {door: pull.ceiling * size[door] if size[door] > 0 else 0.0 for door in sorted(size)}
    extra, nowhere = dict.fromkeys(room, 0.0), 0.0
    while waiting:
        flow = dict.fromkeys(room, 0.0)
        for shut in tuple(waiting):
            drawn = _drawn(shut, [door for door in room if room[door] > 0], size, minutes, pull)
            nowhere += 0.0 if drawn else waiting.pop(shut)
            for door, share in drawn.items():
                flow[door] += waiting[shut] * share
        # All doors fill at the pace of what flows to them, until the first is full; the rest is then shared anew.
        pace = min([1.0, *(room[door] / flow[door] for door in room if flow[door] > 0)])
        for door, coming in flow.items():
            extra[door] += coming * pace
            filled = coming > 0 and room[door] / coming <= pace * (1.0 + 1e-12)
            room[door] = 0.0 if filled else room[door] - coming * pace
        waiting = {shut: left * (1.0 - pace) for shut, left in waiting.items()} if pace < 1.0 else {}
    return extra, nowhere


def _drawn(
    shut: str, doors: Sequence[str], size: Mapping[str, float], minutes: Mapping[tuple[str, str], float], pull: Pull
) -> dict[str, float]:
    """Share of one shut door's arrivals that each open door draws; the shares sum to 1, {} when there is no door."""
    road = dict.fromkeys(doors, 1.0)
    if pull.asks_the_road:
        told = {door: minutes[shut, door] for door in doors if (shut, door) in minutes}
        road = {door: max(LEAST_MIN, t) for door, t in told.items() if t <= pull.within_min}
    nearest = min(road.values(), default=LEAST_MIN)
    # Measured against the nearest, no power overflows, and an infinite one is 1 for the nearest and 0 for all others.
    weight = {door: size[door] * (nearest / t) ** pull.exponent for door, t in road.items()}
    total = sum(weight.values())
    return {door: w / total for door, w in weight.items() if w > 0}
