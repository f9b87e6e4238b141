"""The part of the circuit that a cut may bring down, written as rows of the program.

An unknown `v` per node says what share of the horizon it is up: 1 never lost, 0 lost at once; in between only where
paper runs out within the horizon. A node with n children and threshold k is up as long as its k-th best child, plus its
paper minutes. Written so:

- k = n: `v <= v_child` for each. k = 1: `v <= sum of v_child`. Others: `v <= sum over S` for each set S of n - k + 1
  children, where those sets are few. Exact, without integers, while at most one child can be strictly between 0 and 1:
  k-1 children or fewer at 1 leave an S without any of them.
- else k children are chosen by binaries, and `v <= v_child` for the chosen ones.
- paper: `v <= v_below + paper_min / horizon`.

Why no integers are needed for circles: care lost never grows with v, so the largest v that satisfies the rows is as
good as any; starting from all 1 and applying the rows over and over goes down to that largest v, which is what `depend`
computes as *what runs goes on running*, and stays at whole numbers where children are whole.
Nodes that survive even when everything is cut are constants and stay outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise
from math import comb

from codedark.gap.losses import Losses
from codedark.gap.program import Program

SETS_MAX = 24
"""Largest number of sets S written out for one k-of-n; beyond it one binary takes their place. With 24 a 3 of 6 (15
sets) is written out, a 4 of 8 (56) is not."""


class Stakes:
    """Columns for what may fall.

    Args:
        own: node -> column that is 1 while the node is untouched; leaves, mostly.
        below_services: nodes that some service stands on; others are left out.
    """

    def __init__(self, program: Program, losses: Losses, own: Mapping[int, int], below_services: Iterable[int]) -> None:
        self.program, self.losses, self.own = program, losses, own
        self.horizon_min = 60.0 * losses.lines.horizon_h
        wanted = set(below_services)
        worst = losses.wires.fall_in_time(dict.fromkeys(own, 0.0))
        falls = {i: lost.at_min / self.horizon_min for i, lost in worst.items() if i in wanted}
        self.worst = {i: share for i, share in falls.items() if share < 1}
        """Node -> share of the horizon it is up at least; nodes that cannot fall are absent."""
        self.below = {i: [c for c in losses.wires.children[i] if c in self.worst] for i in self.worst}
        wires = losses.wires
        self.needed = {i: wires.k[i] - len(wires.children[i]) + len(below) for i, below in self.below.items()}
        """Node -> how many of the children that may fall must be up."""
        self.graded = self._graded()
        self.stand_in = {i: self._stands_for(i) for i in self.worst}
        """Node -> the node whose column says all there is to say of it."""
        self.column: dict[int, int] = {}
        self._name_columns()
        for i in self.worst:
            self._write(i)

    def _paper(self, i: int) -> float:
        return self.losses.wires.delay_min[i] / self.horizon_min

    def _graded(self) -> set[int]:
        """Nodes that may be up for part of the horizon: those above paper that runs out in it."""
        graded = {i for i in self.worst if self._paper(i) > 0}
        walk = list(graded)
        while walk:
            for parent in self.losses.wires.parents[walk.pop()]:
                if parent in self.worst and parent not in graded:
                    graded.add(parent)
                    walk.append(parent)
        return graded

    def _stands_for(self, i: int) -> int:
        """A node's only child that may fall, that one's, and so on."""
        while i not in self.own and not self._paper(i) and self.needed[i] > 0 and len(set(self.below[i])) == 1:
            i = self.below[i][0]
        return i

    def _name_columns(self) -> None:
        self.column |= {i: column for i, column in self.own.items() if not self.below.get(i)}
        for i, stand_in in self.stand_in.items():
            if stand_in not in self.column:
                low, binary = self.worst[stand_in], self._needs_binary(stand_in)
                self.column[stand_in] = self.program.column(low=low, integer=binary)
            self.column[i] = self.column[stand_in]

    def _few_sets(self, i: int) -> bool:
        n, k = len(self.below[i]), self.needed[i]
        return k == 1 or comb(n, k - 1) <= SETS_MAX

    def _exact_by_sets(self, i: int) -> bool:
        """Whether at most one child may be strictly between 0 and 1."""
        return sum(c in self.graded for c in self.below[i]) <= 1

    def _needs_binary(self, i: int) -> bool:
        n, k = len(self.below[i]), self.needed[i]
        return 0 < k < n and i not in self.graded and not self._few_sets(i)

    def _write(self, i: int) -> None:
        """The rows of one node; none when another stands for it."""
        if self.stand_in[i] != i:
            return
        column = self.column[i]
        if i in self.own and self.own[i] != column:
            self.program.at_least([(self.own[i], 1.0), (column, -1.0)], 0.0)
        if self.below[i] and self.needed[i] > 0:
            self._write_threshold(column, i, self.needed[i], [self.column[c] for c in self.below[i]])

    def _write_threshold(self, column: int, i: int, k: int, below: list[int]) -> None:
        """`column` is at most the k-th best of `below`, plus paper."""
        n, row, paper = len(below), self.program.at_least, self._paper(i)
        if k == n:
            for c in dict.fromkeys(below):
                row([(c, 1.0), (column, -1.0)], -paper)
        elif self._exact_by_sets(i) and self._few_sets(i):
            for chosen in combinations(below, n - k + 1):
                row([*((c, 1.0) for c in chosen), (column, -1.0)], -paper)
        elif i not in self.graded:
            row([*((c, 1.0) for c in below), (column, -float(k))], 0.0)
        else:
            self._write_chosen(column, k, below, paper)

    def _write_chosen(self, column: int, k: int, below: list[int], paper: float) -> None:
        chosen = [self.program.column(integer=True) for _ in below]
        self.program.at_least([(b, 1.0) for b in chosen], float(k))
        for b, c in zip(chosen, below, strict=True):
            self.program.at_least([(c, 1.0), (column, -1.0), (b, -1.0)], -1.0 - paper)

    def keep(self, service: int) -> None:
        """Demand that a service is not lost within the horizon."""
        node = int(self.losses.circuit.service_at[service])
        if node in self.worst:
            self.program.low[self.column[node]] = 1.0

    def price(self) -> None:
        """Write care lost: for each line the worst of its services, as `depend.care_lost_per_h` counts it.

        A service up for share v of the horizon loses max(1 - v - kept * paper, (1 - kept) * (1 - v)): paper that fits
        into the horizon, or only part of it. Both are straight in v, so a line is the largest of a few straight lines.
        """
        lines = self.losses.lines
        nodes = self.losses.circuit.service_at.tolist()
        for line, (a, b) in enumerate(pairwise(lines.indptr.tolist())):
            services = [s for s in lines.services[a:b].tolist() if nodes[s] in self.worst]
            weight = float(lines.weight_per_h[line])
            if not services or weight == 0:
                continue
            lost = self.program.column(cost=weight)
            for s in services:
                for at_zero, slope in self._straight_parts(s):
                    self.program.at_least([(lost, 1.0), (self.column[nodes[s]], slope)], at_zero)

    def _straight_parts(self, s: int) -> list[tuple[float, float]]:
        """(lost at v = 0, slope) of each straight part: lost >= lost at zero - slope * v."""
        lines = self.losses.lines
        kept, paper = float(lines.paper_capacity[s]), float(min(lines.paper_min[s] / self.horizon_min, 1.0))
        if int(self.losses.circuit.service_at[s]) not in self.graded:
            return [(1 - kept * paper, 1 - kept * paper)]
        return [(1 - kept * paper, 1.0), (1 - kept, 1 - kept)]
