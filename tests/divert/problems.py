"""Transfer problems for tests: one written by hand, and random ones by seed, small enough for brute force."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import dist, inf
from typing import Any

import numpy as np

from codedark.divert.problem import Problem


def ints(values: Sequence[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """An array of whole numbers, also of none."""
    return np.array(values, np.int64)


def floats(values: Sequence[float]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """An array of numbers, also of none."""
    return np.array(values, np.float64)


def a_problem(**told: Any) -> Problem:
    """Two patients at place 0, a bed at place 1 (10 min) and one at place 2 (20 min), one crew at place 0.

    Keywords replace fields; lists will do, `road_min` and `penalty_min` as lists of rows.
    """
    usual: dict[str, Any] = {
        "start_min": 0.0, "patients": ("a", "b"), "origin": [0, 0], "weight": [16.0, 1.0], "ready_min": [0.0, 0.0],
        "must_min": [60.0, inf], "level": [0, 0], "want": [0, 0], "penalty_min": [[0.0, 0.0]], "lot_place": [1, 2],
        "free": [1, 1], "crew_place": [0], "crew_level": [0], "crew_least": [0], "crew_free_min": [0.0],
        "road_min": [[0.0, 10.0, 20.0], [10.0, 0.0, 15.0], [20.0, 15.0, 0.0]], "load_min": 10.0, "hand_min": 10.0,
        "unplaced_min": 20_000.0,
    }  # fmt: skip
    fields = {**usual, **told}
    for name in ("origin", "level", "want", "lot_place", "free", "crew_place", "crew_level", "crew_least"):
        fields[name] = ints(fields[name])
    for name in ("weight", "ready_min", "must_min", "crew_free_min"):
        fields[name] = floats(fields[name])
    lots, places = len(fields["free"]), len(fields["road_min"])
    fields["penalty_min"] = floats(fields["penalty_min"]).reshape(-1, lots) if lots else _no_lots(fields)
    fields["road_min"] = floats(fields["road_min"]).reshape(places, places)
    return Problem(**fields)


def _no_lots(fields: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.zeros((len(fields["penalty_min"]), 0))


def same_patients(count: int, **told: Any) -> Problem:
    """`a_problem` with so many patients of one case."""
    names = tuple(f"p-{n:04d}" for n in range(count))
    alike = {"weight": 4.0, "ready_min": 0.0, "must_min": 60.0, "origin": 0, "level": 0, "want": 0}
    columns: dict[str, Any] = {name: [value] * count for name, value in alike.items()}
    return a_problem(patients=names, **{**columns, **told})


def random_problem(
    seed: int,
    *,
    patients: int = 4,
    lots: int = 3,
    crews: int = 2,
    roads_missing: float = 0.0,
    reach_km: float = 60.0,
    beds_most: int = 3,
) -> Problem:
    """A small problem with a bit of everything: odd minutes, several origins and levels, refusals, requested crews.

    Args:
        seed: of everything below; the same seed, the same problem.
        patients: of at most two origins.
        lots: each of 0 to `beds_most` beds, at up to `lots` places.
        crews: some free only later, one in four requested (it drives one level alone).
        roads_missing: share of the directed roads that nobody told.
        reach_km: side of the square in which everything lies; a kilometre is a minute.
        beds_most: beds of a lot at most.
    """
    luck = random.Random(f"problem {seed}")
    origins = luck.choice((1, 2))
    places = origins + max(1, lots)
    start = luck.choice((0.0, 0.0, 7.0, 12.5, 240.0))
    wants = luck.randint(1, 3)
    crew_level = [luck.randint(0, 2) for _ in range(crews)]
    return a_problem(
        start_min=start,
        patients=tuple(f"p-{n}" for n in range(patients)),
        origin=[luck.randrange(origins) for _ in range(patients)],
        weight=[luck.choice((16.0, 4.0, 1.0)) for _ in range(patients)],
        ready_min=[start + luck.choice((0.0, 0.0, 3.0, 20.0, 130.0)) for _ in range(patients)],
        must_min=[luck.choice((inf, 0.0, 33.0, 60.0, 120.0, 300.0)) for _ in range(patients)],
        level=[luck.choice((0, 0, 1, 2)) for _ in range(patients)],
        want=[luck.randrange(wants) for _ in range(patients)],
        penalty_min=[[luck.choice((0.0, 5.0, 15.0, 30.0, inf)) for _ in range(lots)] for _ in range(wants)],
        lot_place=[origins + luck.randrange(max(1, lots)) for _ in range(lots)],
        free=[luck.randint(0, beds_most) for _ in range(lots)],
        crew_place=[luck.randrange(places) for _ in range(crews)],
        crew_level=crew_level,
        crew_least=[level if luck.random() < 0.25 else 0 for level in crew_level],
        crew_free_min=[start + luck.choice((-10.0, 0.0, 0.0, 1.0, 7.0, 14.9, 61.0, 400.0)) for _ in range(crews)],
        road_min=_roads(luck, places, roads_missing, reach_km),
        load_min=luck.choice((0.0, 7.5, 22.5)),
        hand_min=luck.choice((0.0, 7.5, 22.5)),
    )


def _roads(luck: random.Random, places: int, missing: float, side: float) -> list[list[float]]:
    """Straight lines, so that no way round is shorter; some of them not told."""
    at = [(luck.uniform(0, side), luck.uniform(0, side)) for _ in range(places)]
    roads = [[round(dist(a, b), 1) for b in at] for a in at]
    for a in range(places):
        for b in range(places):
            if a != b and luck.random() < missing:
                roads[a][b] = inf
    return roads
