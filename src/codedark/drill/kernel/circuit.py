"""The circuit, compiled: when each node is lost and back (twin: `plain_fall`, and `depend.times` behind it)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import inf

import numpy as np

from codedark.drill.jit import njit
from codedark.drill.kernel.rows import (
    DOWN,
    FIRST_CAUSE,
    HOURS,
    NODE,
    NODE_BACK,
    NODE_LOST,
    OWN,
    OWN_BACK,
    OWN_LOST,
    PAPER,
    UP,
)


@njit
def run_nodes(first, last, lose, give_back, settle, k, child_start, child, delay_min, node, by, spare):
    """One pass over nodes first..last; whether anything changed. One loop without calls: it is the kernel's longest.

    `lose`: lost at the (n - k + 1)-th loss of n children plus the delay, or on its own account; in the order of
    (minute, cause). `give_back`: back at the k-th return of the children, and not before its own loss ends. `settle`:
    who is back before being lost never was.
    """
    changed = False
    for i in range(first, last):
        start, stop = child_start[i], child_start[i + 1]
        n, need = stop - start, k[i]
        if lose:
            minute, cause = inf, np.uint8(2)
            if need == n:
                for j in range(start, stop):
                    at, label = node[NODE_LOST, child[j]], by[NODE, child[j]]
                    if at < minute or (at == minute and label < cause):
                        minute, cause = at, label
            elif need > 0:
                for j in range(start, stop):
                    at, label, before = node[NODE_LOST, child[j]], by[NODE, child[j]], 0
                    for other in range(start, stop):
                        its, its_label = node[NODE_LOST, child[other]], by[NODE, child[other]]
                        earlier = its < at or (its == at and (its_label < label or (its_label == label and other < j)))
                        before += earlier
                    if before == n - need:
                        minute, cause = at, label
            minute += delay_min[i]
            if node[OWN_LOST, i] < minute or (node[OWN_LOST, i] == minute and by[OWN, i] < cause):
                minute, cause = node[OWN_LOST, i], by[OWN, i]
            if minute != node[NODE_LOST, i] or cause != by[NODE, i]:
                node[NODE_LOST, i], by[NODE, i], changed = minute, cause, True
        if give_back:
            back = 0.0
            if node[NODE_LOST, i] < inf:
                back = node[OWN_BACK, i]
                if need == n:
                    for j in range(start, stop):
                        back = max(back, node[NODE_BACK, child[j]])
                elif need > 0:
                    for j in range(start, stop):
                        at = j - start
                        while at > 0 and spare[at - 1] > node[NODE_BACK, child[j]]:
                            spare[at] = spare[at - 1]
                            at -= 1
                        spare[at] = node[NODE_BACK, child[j]]
                    back = max(back, spare[need - 1])
            if back != node[NODE_BACK, i]:
                node[NODE_BACK, i], changed = back, True
        if settle and node[NODE_BACK, i] <= node[NODE_LOST, i]:
            node[NODE_LOST, i], node[NODE_BACK, i], by[NODE, i] = inf, 0.0, 2
    return changed


@njit
def run_circuit(k, child_start, child, delay_min, stretch_start, circular, node, by, spare):
    """When each node is lost, through whom, and back; only circles are gone through more than once."""
    node[NODE_LOST], node[NODE_BACK] = inf, 0.0
    by[NODE] = 2
    for t in range(len(circular)):
        first, last = stretch_start[t], stretch_start[t + 1]
        if not circular[t]:
            run_nodes(first, last, True, True, True, k, child_start, child, delay_min, node, by, spare)
            continue
        while run_nodes(first, last, True, False, False, k, child_start, child, delay_min, node, by, spare):
            pass
        while run_nodes(first, last, False, True, False, k, child_start, child, delay_min, node, by, spare):
            pass
        run_nodes(first, last, False, False, True, k, child_start, child, delay_min, node, by, spare)


@njit
def read_services(service_node, paper_min, paper_capacity, end, node, by, service):
    """Services' times, and hours lost within the horizon; the sum of hours."""
    total = 0.0
    for s in range(len(service_node)):
        i = service_node[s]
        service[DOWN, s], service[UP, s], service[FIRST_CAUSE, s] = node[NODE_LOST, i], node[NODE_BACK, i], by[NODE, i]
        service[PAPER, s] = service[DOWN, s] + paper_min[s]
        service[HOURS, s] = 0.0
        if service[DOWN, s] < end:
            back = min(service[UP, s], end)
            turn = min(service[PAPER, s], back)
            service[HOURS, s] = ((turn - service[DOWN, s]) * (1.0 - paper_capacity[s]) + (back - turn)) / 60.0
        total += service[HOURS, s]
    return total
