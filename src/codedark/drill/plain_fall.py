"""From hosts lost to services lost and back, in plain Python: crews, devices, leaves, the circuit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf

from codedark.drill.board import Board
from codedark.drill.board_fall import Fall
from codedark.drill.parameters import AT, Mode
from codedark.drill.plain_attack import Course, Row

ATTACKER, OWN = 1, 2
"""First causes of a loss; of several losses in one minute the lower counts."""

Event = tuple[float, int]
"""(minute, cause)."""
NEVER: Event = (inf, OWN)


@dataclass(slots=True)
class Services:
    """S services: when each is lost, its paper is used up, it is back; infinite, infinite, 0 where never lost."""

    lost: list[float]
    paper_end: list[float]
    back: list[float]
    cause: list[int]
    restoring: float
    """When restoring begins; infinite: there is nothing to restore."""

    def hours(self, board: Board, s: int) -> float:
        """Hours lost of one service within the horizon; what is kept on paper counts as kept."""
        end = board.clinic.end_min
        if self.lost[s] >= end:
            return 0.0
        back = min(self.back[s], end)
        turn = min(self.paper_end[s], back)
        return ((turn - self.lost[s]) * (1.0 - float(board.fall.paper_capacity[s])) + (back - turn)) / 60.0


def services_of(board: Board, p: Row, course: Course) -> Services:
    """When services fall and come back after one course of an attack."""
    fall, n = board.fall, board.hosts
    lost = [course.lost(h) for h in range(n)]
    begin = _begin(board, p, course, lost)
    back = _hosts_back(board, p, course, lost, begin)
    own_lost, own_back = _leaves(board, p, course, lost, back)
    node_lost, node_back = circuit_times(fall, own_lost, own_back)
    nodes = fall.service_node.tolist()
    gone = [node_lost[i] for i in nodes]
    return Services(
        lost=[t for t, _ in gone],
        paper_end=[t + float(fall.paper_min[s]) for s, (t, _) in enumerate(gone)],
        back=[node_back[i] for i in nodes],
        cause=[c for _, c in gone],
        restoring=begin,
    )


def _begin(board: Board, p: Row, course: Course, lost: list[Event]) -> float:
    """When restoring begins: after the last host is lost and the last thing is cut."""
    gone = [t for h, (t, _) in enumerate(lost) if course.hit(h)]
    if not gone and course.cut_done == inf:
        return inf
    last = max([*gone, *([course.cut_done] if course.cut_done < inf else [])])
    wait = p[AT["false_alarms.clear_h"]] if board.mode is Mode.NONE else p[AT["restoration.start_h"]]
    return last + wait * 60


def _released(board: Board, p: Row, course: Course) -> float:
    """When a cut is let go."""
    held = p[AT["false_alarms.clear_h"]] if board.mode is Mode.NONE else p[AT["response.hold_h"]]
    return course.cut + held * 60


def _hosts_back(board: Board, p: Row, course: Course, lost: list[Event], begin: float) -> list[float]:
    """[n] minute at which each host is back; 0: never lost."""
    fall, back = board.fall, [0.0] * board.hosts
    for h in course.quarantined:
        back[h] = _released(board, p, course)
    for a, end in _jobs(board, p, course, begin).items():
        for h in fall.run[fall.run_start[a] : fall.run_start[a + 1]].tolist():
            if course.hit(h) or (lost[h][0] < inf and h not in course.quarantined):
                back[h] = max(back[h], end)
    rate, rebuilt = p[AT["restoration.workstations_per_h"]], 0
    for h in fall.device.tolist():
        if course.hit(h):
            rebuilt += 1
            back[h] = begin + rebuilt / rate * 60.0 * fall.day_factor if rate > 0 else inf
        elif lost[h][0] < inf and h not in course.quarantined:
            back[h] = begin
    return back


def _jobs(board: Board, p: Row, course: Course, begin: float) -> dict[int, float]:
    """Application -> minute at which crews have it running again; each crew takes the next in turn when it is free."""
    fall, jobs = board.fall, dict[int, float]()
    free = [begin] * fall.crews
    for a in fall.turn.tolist():
        hosts = fall.run[fall.run_start[a] : fall.run_start[a + 1]].tolist()
        if any(course.hit(h) for h in hosts):
            longer = course.backups_lost and not fall.offline_copy[a]
            work = float(fall.restore_h[a]) * (p[AT["restoration.backup_lost_factor"]] if longer else 1.0)
        elif any(course.off[h] < inf and h not in course.quarantined for h in hosts):
            work = float(fall.check_h[a])
        else:
            continue
        crew = free.index(min(free))
        free[crew] += work * 60.0 * fall.day_factor
        jobs[a] = free[crew]
    by_hand = p[AT["restoration.cold_start_h"]] * 60.0
    circle = fall.circle.tolist()
    for number in range(fall.circles):
        members = [a for a, c in enumerate(circle) if c == number]
        if all(a in jobs for a in members):
            jobs.update({a: jobs[a] + by_hand for a in members})
    return jobs


def _leaves(
    board: Board, p: Row, course: Course, lost: list[Event], back: list[float]
) -> tuple[list[Event], list[float]]:
    """Nodes lost on their own account, and when that ends: hosts, workplaces, and what the plan takes."""
    fall, q = board.fall, len(board.fall.k)
    own_lost, own_back = [NEVER] * q, [0.0] * q
    for h, node in enumerate(fall.node_of_host.tolist()):
        if node >= 0 and lost[h][0] < inf:
            own_lost[node], own_back[node] = lost[h], back[h]
    for z, node in enumerate(fall.node_of_workplace.tolist()):
        if node >= 0:
            hosts = fall.housed[fall.housed_start[z] : fall.housed_start[z + 1]].tolist()
            own_lost[node], own_back[node] = _workplace(int(fall.workplace_needed[z]), hosts, lost, back)
    if course.plan >= 0:
        answer = board.answer
        for node in answer.leaf[answer.leaf_start[course.plan] : answer.leaf_start[course.plan + 1]].tolist():
            own_lost[node] = min(own_lost[node], (course.cut, OWN))
            own_back[node] = max(own_back[node], _released(board, p, course))
    return own_lost, own_back


def _workplace(needed: int, hosts: list[int], lost: list[Event], back: list[float]) -> tuple[Event, float]:
    """Lost when fewer than `needed` hosts of a zone run; back when so many run again."""
    if not 0 < needed <= len(hosts):
        return NEVER, 0.0
    when = sorted(lost[h] for h in hosts)[len(hosts) - needed]
    return (when, sorted(back[h] for h in hosts)[needed - 1]) if when[0] < inf else (NEVER, 0.0)


def circuit_times(fall: Fall, own_lost: list[Event], own_back: list[float]) -> tuple[list[Event], list[float]]:
    """When each of q nodes is lost, through whom, and back: order statistics, iterated only inside circles.

    The same as `depend.times.spells`, over the part of the circuit that services stand on.
    """
    lost, back = [NEVER] * len(fall.k), [0.0] * len(fall.k)
    bounds = fall.part_start.tolist()
    for first, last in pairwise(bounds):
        _settle_lost(fall, own_lost, lost, first, last)
        _settle_back(fall, own_back, back, first, last)
        for i in range(first, last):
            if back[i] <= lost[i][0]:
                lost[i], back[i] = NEVER, 0.0
    return lost, back


def _settle_lost(fall: Fall, own: list[Event], lost: list[Event], first: int, last: int) -> None:
    changed = True
    while changed:
        changed = False
        for i in range(first, last):
            now, below = own[i], [lost[c] for c in fall.child[fall.child_start[i] : fall.child_start[i + 1]].tolist()]
            if fall.k[i] > 0 and below:
                minute, cause = sorted(below)[len(below) - int(fall.k[i])]
                now = min(now, (minute + float(fall.delay_min[i]), cause)) if minute < inf else now
            if now != lost[i]:
                lost[i], changed = now, last - first > 1


def _settle_back(fall: Fall, own: list[float], back: list[float], first: int, last: int) -> None:
    changed = True
    while changed:
        changed = False
        for i in range(first, last):
            below = sorted(back[c] for c in fall.child[fall.child_start[i] : fall.child_start[i + 1]].tolist())
            now = max(own[i], below[int(fall.k[i]) - 1]) if fall.k[i] > 0 and below else own[i]
            if now != back[i]:
                back[i], changed = now, last - first > 1
