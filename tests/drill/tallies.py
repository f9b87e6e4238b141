"""Tallies for tests of what is made of them: n replications with outcomes as told, everything else empty."""

from __future__ import annotations

import numpy as np

from codedark.drill.outcomes import COLUMNS
from codedark.drill.tally import Tally, empty_tally


def tally_with(n: int, sizes: dict[str, int] | None = None, **outcomes: object) -> Tally:
    """Outcomes by column name, each n numbers or one for all."""
    usual = {"services": 2, "operations": 3, "crews": 1, "zones": 1, "days": 4, "bins": 16}
    tally = empty_tally(n, **(usual | (sizes or {})))
    for name, values in outcomes.items():
        tally.outcomes[:, COLUMNS.index(name)] = np.asarray(values, float)
    return tally
