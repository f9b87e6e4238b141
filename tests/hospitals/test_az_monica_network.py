"""The example's network as an intruder and as a gate sees it, with and without each defence."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from codedark import depend, gap, reach
from codedark.gap.plan import CutPlan, Playbook
from codedark.hospital.records import Hospital, Port, ZoneId
from codedark.hospital.words import Action, Protocol, Purpose
from tests.hospitals.kept import AZ_MONICA, example, offered

MOVES = tuple(Port(Protocol.TCP, number) for number in (22, 135, 445, 3389, 5985))
"""What people move by: shells, remote management, file shares, remote desktop."""


def within_one_hop(hospital: Hospital, host: str) -> Counter[str]:
    """Hosts by zone to which a host may open one of `MOVES`."""
    told = reach.compile(hospital)
    own = told.class_of[hospital.hosts.index_of(host)]
    carrying = np.array([any(reach.carries(s, port) for port in MOVES) for s in told.port_sets])
    struck = {
        int(to)
        for f, to, p in zip(told.edge_from, told.edge_to, told.edge_ports, strict=True)
        if f == own and carrying[p]
    }
    if told.inside_open[own]:
        struck |= set(np.flatnonzero(told.zone_of == told.zone_of[own]).tolist())
    counts: Counter[str] = Counter()
    for c in struck:
        counts[str(hospital.hosts.zone_ids[int(told.zone_of[c])])] += int(told.size[c])
    return counts


@pytest.fixture(scope="module")
def book() -> Playbook:
    hospital = example(AZ_MONICA, "air-gap", "segmentation")
    return gap.playbook(hospital, reach.compile(hospital), depend.compile(hospital))


def sealed(plan: CutPlan) -> bool:
    return not plan.residual and not plan.exposed


def test_without_walls_an_office_machine_may_try_most_of_its_campus() -> None:
    counts = within_one_hop(example(AZ_MONICA), "dn-off-001")
    assert {"dn-servers", "domain", "dn-icu", "dn-imaging", "dn-lab", "admin"} <= set(counts)
    assert counts.total() > 1000


def test_with_walls_it_may_try_files_printing_and_logon_alone() -> None:
    counts = within_one_hop(example(AZ_MONICA, "segmentation"), "dn-off-001")
    assert set(counts) == {"office-servers", "domain"}


def test_walls_leave_no_any_port_rule_inside_the_house() -> None:
    for conduit in example(AZ_MONICA, "segmentation").conduits.values():
        if conduit.action is Action.ALLOW and conduit.from_.zone != ZoneId("guest"):
            assert conduit.ports, conduit.conduit


def test_with_walls_everything_is_administered_from_one_machine() -> None:
    rows = example(AZ_MONICA, "segmentation").conduits.values()
    sources = {str(row.from_) for row in rows if row.purpose is Purpose.ADMINISTRATION and row.action is Action.ALLOW}
    assert sources == {"host:jump-1", "vault", "role:directory"}


def test_no_defence_and_no_cut_claims_to_stop_what_the_directory_tells_its_machines() -> None:
    """Machines fetch policy and obey: that path stays while logon works, whatever is removed or cut."""
    rows = example(AZ_MONICA, *offered(AZ_MONICA)).conduits.values()
    policy = [row for row in rows if str(row.from_) == "role:directory"]
    assert len(policy) == 4 and all(row.break_glass and row.purpose is Purpose.ADMINISTRATION for row in policy)


def test_today_a_cut_inside_a_campus_has_no_gate() -> None:
    hospital = example(AZ_MONICA)
    assert {gate.gate for gate in hospital.gates.values()} == {"fw-edge", "fw-core"}
    assert all(gate.fire_min >= 20 for gate in hospital.gates.values())
    assert not any(zone.contain for zone in hospital.zones.values())


def test_with_the_air_gap_every_zone_has_a_gate_that_fires_in_seconds() -> None:
    hospital = example(AZ_MONICA, "air-gap")
    assert all(zone.gate for zone in hospital.zones.values())
    firing = {hospital.gates[zone.gate].fire_min for zone in hospital.zones.values() if zone.gate}
    assert max(firing) < 1


def test_the_clean_island_keeps_theatres_and_intensive_care(book: Playbook) -> None:
    assert book.unknown.presumed.place_unknown and sealed(book.unknown) and book.unknown.optimal
    kept = set(example(AZ_MONICA).services) - set(book.unknown.services_lost)
    assert {"theatres-dn", "theatres-an", "icu-dn", "ed-dn", "ed-an", "laboratory", "transfusion", "imaging-dn"} <= kept


def test_an_alarm_in_an_office_costs_a_hundredth_of_the_shutdown(book: Playbook) -> None:
    plan = book.by_zone[ZoneId("dn-office")]
    shutdown = next(other for other in plan.alternatives if other.name == "full shutdown")
    assert sealed(plan) and plan.care_lost_per_h < shutdown.care_lost_per_h / 100


def test_hypervisors_in_hostile_hands_leave_nothing_to_keep(book: Playbook) -> None:
    """No cut gives back the machine everything stands on: the plan says so and its answer is no."""
    plan = book.by_zone[ZoneId("virtual")]
    assert plan.residual and set(plan.services_lost) == set(example(AZ_MONICA).services)
