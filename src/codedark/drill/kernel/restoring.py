"""Hosts lost and back, compiled: crews, devices, and the nodes that fall with them (twin: `plain_fall`)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import inf

from codedark.drill.jit import njit
from codedark.drill.kernel.luck import smallest, uniforms
from codedark.drill.kernel.rows import (
    APART,
    BACK,
    CAUSE,
    DONE,
    FIRST,
    FIRST_STRUCK,
    FOR,
    GONE,
    HIT,
    LAST,
    LOST,
    NO_ONE,
    NOBODY,
    OFF,
    OWN,
    OWN_BACK,
    OWN_LOST,
    SPARE,
    STRUCK,
    P,
)


@njit
def lose_hosts(host, flag, course):
    """When and through whom each host is lost, and whether it has to be rebuilt (HIT)."""
    course[FIRST], course[LAST], course[FIRST_STRUCK] = inf, -inf, inf
    for h in range(host.shape[1]):
        hit = host[STRUCK, h] < inf and host[STRUCK, h] <= host[OFF, h]
        flag[HIT, h] = hit
        mine = not (hit and host[GONE, h] <= host[OFF, h])
        host[LOST, h] = host[OFF, h] if mine else host[GONE, h]
        flag[CAUSE, h] = 2 if mine else 1
        if hit:
            course[FIRST] = min(course[FIRST], host[LOST, h])
            course[LAST] = max(course[LAST], host[LOST, h])
            course[FIRST_STRUCK] = min(course[FIRST_STRUCK], host[STRUCK, h])


@njit
def backups_captured(backup, p, seed, r, flag):
    """Whether the backups went with a backup server."""
    u, _ = uniforms(seed, NO_ONE, r, FOR.BACKUPS)
    if u < p[P.attack_backups_captured]:
        for h in range(len(backup)):
            if backup[h] and flag[HIT, h]:
                return True
    return False


@njit
def restoring_from(mode, p, course):
    """When restoring begins: after the last host is lost and the last thing is cut; infinite: nothing to restore."""
    last = max(course[LAST], course[DONE]) if course[DONE] < inf else course[LAST]
    if last == -inf:
        return inf
    return last + (p[P.false_alarms_clear_h] if mode == NOBODY else p[P.restoration_start_h]) * 60


@njit
def work_of(
    a, run_start, run, restore_h, check_h, offline_copy, p, backups_lost, host, flag,
):  # fmt: skip
    """Crew-hours of an application's job; -1: none."""
    off = False
    for i in range(run_start[a], run_start[a + 1]):
        h = run[i]
        if flag[HIT, h]:
            longer = backups_lost and not offline_copy[a]
            return restore_h[a] * (p[P.restoration_backup_lost_factor] if longer else 1.0)
        off = off or (host[OFF, h] < inf and not flag[APART, h])
    return check_h[a] if off else -1.0


@njit
def do_jobs(
    run_start, run, restore_h, check_h, offline_copy, turn, circle, circles, day_factor, p, begin, backups_lost, host,
    flag, job_end, crew_free,
):  # fmt: skip
    """When crews have each application running again; -1: no job. A free crew takes the next in turn."""
    job_end[:] = -1.0
    crew_free[:] = begin
    for i in range(len(turn)):
        a = turn[i]
        work = work_of(a, run_start, run, restore_h, check_h, offline_copy, p, backups_lost, host, flag)
        if work >= 0:
            crew = 0
            for c in range(1, len(crew_free)):
                if crew_free[c] < crew_free[crew]:
                    crew = c
            crew_free[crew] += work * 60.0 * day_factor
            job_end[a] = crew_free[crew]
    for number in range(circles):
        together = True
        for a in range(len(circle)):
            together = together and (circle[a] != number or job_end[a] >= 0)
        for a in range(len(circle)):
            if together and circle[a] == number:
                job_end[a] += p[P.restoration_cold_start_h] * 60.0


@njit
def bring_back(run_start, run, device, day_factor, p, begin, released, host, flag, job_end):
    """When each host is back; 0: never lost."""
    for h in range(host.shape[1]):
        host[BACK, h] = released if flag[APART, h] else 0.0
    for a in range(len(job_end)):
        if job_end[a] >= 0:
            for i in range(run_start[a], run_start[a + 1]):
                h = run[i]
                if flag[HIT, h] or (host[LOST, h] < inf and not flag[APART, h]):
                    host[BACK, h] = max(host[BACK, h], job_end[a])
    rate, rebuilt = p[P.restoration_workstations_per_h], 0
    for i in range(len(device)):
        h = device[i]
        if flag[HIT, h]:
            rebuilt += 1
            host[BACK, h] = begin + rebuilt / rate * 60.0 * day_factor if rate > 0 else inf
        elif host[LOST, h] < inf and not flag[APART, h]:
            host[BACK, h] = begin


@njit
def fell_hosts(node_of_host, host, flag, node, by):
    """Nodes lost on their own account, and when that ends: hosts."""
    node[OWN_LOST] = inf
    node[OWN_BACK] = 0.0
    by[OWN] = 2
    for h in range(len(node_of_host)):
        i = node_of_host[h]
        if i >= 0 and host[LOST, h] < inf:
            node[OWN_LOST, i], node[OWN_BACK, i], by[OWN, i] = host[LOST, h], host[BACK, h], flag[CAUSE, h]


@njit
def fell_workplaces(node_of_workplace, workplace_needed, housed_start, housed, host, flag, bucket, node, by):
    """Workplaces: lost when fewer than the needed hosts of a zone run, back when so many run again."""
    for z in range(len(node_of_workplace)):
        i, first, last = node_of_workplace[z], housed_start[z], housed_start[z + 1]
        spare, gone = last - first - workplace_needed[z], 0
        if i < 0 or spare < 0 or workplace_needed[z] <= 0:
            continue
        for j in range(first, last):
            if host[LOST, housed[j]] < inf:
                host[SPARE, gone] = host[LOST, housed[j]]
                gone += 1
        if gone <= spare:
            continue
        when = smallest(host[SPARE], gone, spare, bucket)
        node[OWN_LOST, i], by[OWN, i], gone, ordered, before = when, 2, 0, True, 0.0
        for j in range(first, last):
            h = housed[j]
            if host[LOST, h] < inf:
                if host[LOST, h] == when and flag[CAUSE, h] < by[OWN, i]:
                    by[OWN, i] = flag[CAUSE, h]
                ordered = ordered and before <= host[BACK, h]
                host[SPARE, gone] = before = host[BACK, h]
                gone += 1
        rank = gone - spare - 1
        node[OWN_BACK, i] = host[SPARE, rank] if ordered else smallest(host[SPARE], gone, rank, bucket)


@njit
def fell_plan(plan, leaf_start, leaf, cut, released, node, by):
    """What the plan takes."""
    for j in range(leaf_start[plan], leaf_start[plan + 1]):
        i = leaf[j]
        if cut < node[OWN_LOST, i]:
            node[OWN_LOST, i], by[OWN, i] = cut, 2
        node[OWN_BACK, i] = max(node[OWN_BACK, i], released)
