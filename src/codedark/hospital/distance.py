"""How far apart two places are as the crow flies."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_000.0
"""Mean radius."""

Place = tuple[float, float]
"""Latitude and longitude, degrees WGS 84."""


def metres_between(one: Place, other: Place) -> float:
    """Great-circle metres between two places, within half a per cent of the ellipsoid's.

    >>> round(metres_between((51.0, 4.0), (51.0, 4.001)))
    70
    """
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    h = sin((c - a) / 2.0) ** 2 + cos(a) * cos(c) * sin((d - b) / 2.0) ** 2
    return 2.0 * EARTH_M * asin(min(1.0, sqrt(h)))
