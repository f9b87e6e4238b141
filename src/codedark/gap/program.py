"""A mixed-integer linear program while it is written, and its solution with a bound: scipy's HiGHS, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

Terms = Iterable[tuple[int, float]]
"""(column, coefficient) pairs; a column may repeat."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What came back. `values` is None when no answer was found in time, or when there is none (`infeasible`)."""

    values: NDArray[np.float64] | None
    objective: float
    bound: float
    """No answer costs less than this."""
    proven: bool
    infeasible: bool = False


class Program:
    """Minimise costs over columns between 0 and 1 (unless said otherwise), subject to rows `terms >= bound`."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.integer: list[bool] = []
        self.constant = 0.0
        self._row: list[int] = []
        self._column: list[int] = []
        self._value: list[float] = []
        self._bound: list[float] = []

    def column(self, *, cost: float = 0.0, low: float = 0.0, high: float = 1.0, integer: bool = False) -> int:
        """Add an unknown; its number."""
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        self.integer.append(integer)
        return len(self.cost) - 1

    def at_least(self, terms: Terms, bound: float) -> None:
        """Add a row: the sum of the terms is at least `bound`."""
        told = list(terms)
        self._row += [len(self._bound)] * len(told)
        self._column += [column for column, _ in told]
        self._value += [value for _, value in told]
        self._bound.append(bound)

    def solve(self, time_limit_s: float | None = None) -> Solved:
        """Find the least cost, proven (relative gap 0) unless time runs out.

        Cost: exponential at worst; see benchmarks/bench_cut.py for what a hospital's cut takes.
        """
        if not self.cost:
            return Solved(np.zeros(0), self.constant, self.constant, proven=True)
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        options: dict[str, object] = {"mip_rel_gap": 0.0}
        if time_limit_s is not None:
            options["time_limit"] = time_limit_s
        shape = (len(self._bound), len(self.cost))
        rows = csr_array((self._value, (self._row, self._column)), shape=shape)
        result = milp(
            np.array(self.cost),
            integrality=np.array(self.integer, np.int8),
            bounds=Bounds(np.array(self.low), np.array(self.high)),
            constraints=LinearConstraint(rows, lb=np.array(self._bound)) if self._bound else None,
            options=options,
        )
        return self._read(result)

    def _read(self, result: object) -> Solved:
        status: int = result.status  # type: ignore[attr-defined]
        if status == 2:
            return Solved(None, inf, inf, proven=True, infeasible=True)
        if status not in {0, 1}:
            raise RuntimeError(f"HiGHS ended with status {status}: {result.message}")  # type: ignore[attr-defined]
        dual = getattr(result, "mip_dual_bound", None)
        values: NDArray[np.float64] | None = result.x  # type: ignore[attr-defined]
        if values is None:
            return Solved(None, inf, self.constant + (0.0 if dual is None else dual), proven=False)
        objective = float(result.fun) + self.constant  # type: ignore[attr-defined]
        if not any(self.integer):
            dual = result.fun  # type: ignore[attr-defined]
        bound = -inf if dual is None else float(dual) + self.constant
        return Solved(values, objective, bound, proven=status == 0)
