"""Replications, compiled: one after another, from the foothold to care lost (twin: `plain`)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import inf

import numpy as np

from codedark.drill.jit import called
from codedark.drill.kernel.answer import alarm_of, begins, cut_off, decide, foothold_of, shut_down
from codedark.drill.kernel.circuit import read_services, run_circuit
from codedark.drill.kernel.lists import cancel
from codedark.drill.kernel.losses import count_crews, count_hosts, count_services, note_moments
from codedark.drill.kernel.patients import move_patients
from codedark.drill.kernel.people import destroy, first_gone
from codedark.drill.kernel.restoring import (
    backups_captured,
    bring_back,
    do_jobs,
    fell_hosts,
    fell_plan,
    fell_workplaces,
    lose_hosts,
    restoring_from,
)
from codedark.drill.kernel.rows import (
    ALARM,
    APART,
    CUT,
    DONE,
    GONE,
    HUMAN,
    NOBODY,
    OFF,
    OUT,
    SHUTDOWN,
    SILENT,
    STRUCK,
    WORM,
    P,
)
from codedark.drill.kernel.ways import adjoin, lay_ways
from codedark.drill.kernel.worm import infect


@called
def play_all(  # noqa: PLR0915 - the one place where everything is at hand
    spread, answer, fall, clinic, pages, values, seed, first_r, start_r, stop_r, inner, asked, work, sums
):
    """Replications start_r..stop_r of one arm, written into `sums`; each once more, unanswered, for the net.

    Rows of `sums` begin with first_r. The replication to go on from comes back: stop_r when all is done, else one that
    met an outage without a plan of transfers, which `asked` tells. Nothing of it is in the sums, so that it makes no
    difference to a bit where it was stopped.
    """
    # fmt: off
    (mode, redirected, host_key, class_of, zone_of_class, zone_of_host, member_start, member, inside_open,
     mate_start, mate, edge_start, edge_to, edge_conduit, entry, account_key, held_start, held, rule_start, ruled,
     backup) = spread
    (policy, clock, off, plan_of_zone, plan_unknown, fire_min, closed, contained, isolated, quarantined_start,
     quarantined, leaf_start, leaf) = answer
    (k, child_start, child, delay_min, _, stretch_start, circular, node_of_host, _, _, node_of_workplace,
     workplace_needed, housed_start, housed, service_node, paper_min, paper_capacity, run_start, run, restore_h,
     check_h, offline_copy, turn, circle, circles, device, _, day_factor) = fall
    (end, day_start, weekday, days, day1_at, list_start, line_operation, line_start_min, line_urgency, need_start,
     need_service, need_until_min, need_on_paper, patient_start, patient_service, home, stay_min, level, crew_start,
     crew_service, crew_level, service_key, arrivals_per_h, ambulances_per_h, else_start, else_service, else_min,
     told_before, weight, weight_patient_h, weight_arrival, weight_service_h) = clinic
    (host, flag, key, bucket, klass, rank, way_start, way, cut_start, cut_way, adjacent, tried, group, cut_adjacent,
     cut_tried, cut_group, taken, node, by, spare, job_end, crew_free, service, patient, queue, driver, trip,
     mark, course, week) = work
    pages_key, road_min, order = pages
    (outcomes, moments, decided_day1, decided_total, per_day, by_urgency, lost_hours, by_zone, still_h,
     lost_bins) = sums
    # fmt: on
    lay_ways(
        -1,
        zone_of_class,
        inside_open,
        mate_start,
        mate,
        edge_start,
        edge_to,
        edge_conduit,
        closed,
        contained,
        isolated,
        way_start,
        way,
    )  # fmt: skip
    groups = cut_groups = 0
    if mode == WORM:
        cut_group[:] = 0
        groups = adjoin(way_start, way, redirected, member_start, cut_group, adjacent, tried, group)
    if mode == NOBODY and len(entry) == 0:
        entry = np.arange(len(host_key)).astype(np.int32)
    entry_key = host_key[entry]
    laid = -2
    for r in range(start_r, stop_r):
        p, luck_r, out = values[min(r // inner, len(values) - 1)], np.uint64(r), outcomes[r - first_r]
        foothold = foothold_of(entry, entry_key, seed, luck_r, key)
        planned, early, alarm = alarm_of(mode, clock, p, seed, luck_r)
        for answered in (True, False):
            if policy == SILENT and answered:
                continue
            host[STRUCK], host[GONE], host[OFF] = inf, inf, inf
            flag[APART] = 0
            course[:] = inf
            plan, going = -1, 0
            course[ALARM] = alarm if foothold >= 0 else inf
            if foothold >= 0 and answered:
                decide(clock, p, course)
                if policy == SHUTDOWN:
                    going = shut_down(off, host_key, clock, p, seed, luck_r, host, key, bucket, course)
                else:
                    zone = zone_of_host[foothold]
                    if mode == HUMAN and not early:
                        destroy(
                            way_start, way, way_start, way, member_start, member, class_of, host_key, account_key,
                            held_start, held, rule_start, ruled, p, seed, luck_r, foothold, planned, inf, taken, host,
                            flag, key, klass, rank,
                        )  # fmt: skip
                        zone = zone_of_host[first_gone(host)]
                        host[STRUCK], host[GONE] = inf, inf
                    plan, going = cut_off(
                        policy, zone, plan_of_zone, plan_unknown, fire_min, quarantined_start, quarantined, clock, p,
                        seed, luck_r, host, flag, key, course,
                    )  # fmt: skip
            if plan != laid:
                lay_ways(
                    plan, zone_of_class, inside_open, mate_start, mate, edge_start, edge_to, edge_conduit, closed,
                    contained, isolated, cut_start, cut_way,
                )  # fmt: skip
                if mode == WORM:
                    cut_groups = adjoin(
                        cut_start, cut_way, redirected, member_start, group, cut_adjacent, cut_tried, cut_group
                    )
                laid = plan
            if foothold >= 0 and mode == WORM:
                infect(
                    adjacent, tried, group, groups, cut_adjacent, cut_tried, cut_group, cut_groups, member_start,
                    member, class_of, host_key, p, seed, luck_r, foothold, planned, course[CUT], end, going, host,
                    key, bucket, klass, rank,
                )  # fmt: skip
            elif foothold >= 0 and mode == HUMAN:
                start = begins(planned, p, seed, luck_r, course)
                if start < inf:
                    destroy(
                        way_start, way, cut_start, cut_way, member_start, member, class_of, host_key, account_key,
                        held_start, held, rule_start, ruled, p, seed, luck_r, foothold, start, course[DONE], taken,
                        host, flag, key, klass, rank,
                    )  # fmt: skip
            lose_hosts(host, flag, course)
            begin = restoring_from(mode, p, course)
            released = course[CUT] + (p[P.false_alarms_clear_h] if mode == NOBODY else p[P.response_hold_h]) * 60
            do_jobs(
                run_start, run, restore_h, check_h, offline_copy, turn, circle, circles, day_factor, p, begin,
                backups_captured(backup, p, seed, luck_r, flag), host, flag, job_end, crew_free,
            )  # fmt: skip
            bring_back(run_start, run, device, day_factor, p, begin, released, host, flag, job_end)
            fell_hosts(node_of_host, host, flag, node, by)
            fell_workplaces(node_of_workplace, workplace_needed, housed_start, housed, host, flag, bucket, node, by)
            if plan >= 0:
                fell_plan(plan, leaf_start, leaf, course[CUT], released, node, by)
            run_circuit(k, child_start, child, delay_min, stretch_start, circular, node, by, spare)
            total = read_services(service_node, paper_min, paper_capacity, end, node, by, service)
            if policy != SILENT and not answered:
                out[OUT.service_hours_lost_net_of_own_action] -= total
                continue
            out[OUT.service_hours_lost_net_of_own_action] = total if policy != SILENT else 0.0
            if not move_patients(
                end, patient_start, patient_service, home, stay_min, level, crew_start, crew_service, crew_level,
                service_key, pages_key, road_min, order, asked, p, service, patient, queue, driver, trip, out,
            ):  # fmt: skip
                return r
            cancel(
                end, day_start, weekday, days, day1_at, list_start, line_operation, line_start_min, line_urgency,
                need_start, need_service, need_until_min, need_on_paper, weight, week, service, out, per_day,
                by_urgency, decided_total, decided_day1,
            )  # fmt: skip
            count_services(
                end, paper_capacity, arrivals_per_h, ambulances_per_h, else_start, else_service, else_min,
                told_before, p, mark, service, out, lost_hours, lost_bins,
            )  # fmt: skip
            out[OUT.care_lost] += (
                weight_patient_h * out[OUT.patient_hours_without_need]
                + weight_arrival * out[OUT.arrivals_turned_away]
                + weight_service_h * total
            )
            count_crews(crew_start, crew_service, end, service, still_h)
            count_hosts(housed_start, housed, flag, out, by_zone)
            note_moments(course, begin, moments[r - first_r])
    return stop_r
