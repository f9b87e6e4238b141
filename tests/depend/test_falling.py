from __future__ import annotations

import pytest

from codedark.depend.care import CareKind
from codedark.depend.compiling import compile
from codedark.depend.falling import Outage, what_falls_if
from codedark.depend.off import what_is_off
from codedark.hospital.records import Hospital
from tests.making import make_hospital


@pytest.fixture
def hospital() -> Hospital:
    return make_hospital(
        zones="zone, kind\nroom, server\nward, clinical\n",
        hosts="host, zone, needs\np-1, room, hv\nl-1, room,\nhv-1, room,\n",
        applications="""
            application, kind, runs_on, needs
            hv, hypervisor, hv-1,
            pacs, clinical, p-1,
            lis, clinical, l-1,
            """,
        services="""
            service, needs, paper_min, paper_capacity, theatres, beds, arrivals_per_h, ambulances_per_h, tested
            imaging, pacs, 30, 0.5, 0, 0, 0, 0, yes
            theatre, imaging and lab, 60, 0.25, 4, 0, 0, 0, no
            lab, lis, ? never tried, 0.9, 0, 0, 0, 0, no
            emergency, imaging, 0, 0, 0, 6, 3, 1, no
            """,
        operations="""
            operation, days, start, duration_min, needs, recovery
            hip, mon tue, 08:00, 60, theatre,
            skin, mon, 09:00, 60, emergency, lab
            """,
        patients="""
            patient, site, pool, acuity, needs, can_go_home
            a, home, icu, critical, lab imaging, no
            b, home, icu, critical, lab, no
            c, home, icu, stable, imaging, no
            """,
        crews="crew, kind, owner, needs\nmug-1, mug, ours, emergency\nmug-2, mug, ours,\n",
    )


def outage(hospital: Hospital, *words: str) -> Outage:
    return what_falls_if(hospital, compile(hospital), what_is_off(hospital, words))


def test_nothing_off_is_no_outage(hospital: Hospital) -> None:
    empty = outage(hospital)
    assert empty.services == () and empty.applications == () and empty.care.total_per_h == 0
    assert (empty.operations_per_week, empty.operations_per_week_all) == (0, 3)


def test_losses_come_when_the_paper_of_others_runs_out(hospital: Hospital) -> None:
    fallen = {s.service: s for s in outage(hospital, "p-1").services}
    assert {name: (s.lost_at_min, s.paper_until_min) for name, s in fallen.items()} == {
        "imaging": (0.0, 30.0),
        "emergency": (30.0, 30.0),
        "theatre": (30.0, 90.0),
    }


def test_those_whose_care_stops_first_come_first(hospital: Hospital) -> None:
    assert [s.service for s in outage(hospital, "p-1", "l-1").services] == ["lab", "imaging", "emergency", "theatre"]


def test_a_service_says_what_it_carries(hospital: Hospital) -> None:
    fallen = {s.service: s for s in outage(hospital, "p-1", "lis").services}
    assert fallen["theatre"].theatres == 4 and fallen["theatre"].operations_per_week == 2
    assert fallen["emergency"].beds == 6 and fallen["emergency"].arrivals_per_h == 3
    assert fallen["emergency"].ambulances_per_h == 1
    assert fallen["lab"].operations_per_week == 1 and fallen["lab"].critical_patients == 2
    assert fallen["lab"].paper_unknown and fallen["lab"].paper_until_min == 0
    assert fallen["imaging"].paper_tested and fallen["imaging"].paper_capacity == 0.5


def test_the_chain_says_why(hospital: Hospital) -> None:
    fallen = {s.service: s.why for s in outage(hospital, "hv-1").services}
    assert fallen["imaging"] == ("host hv-1 off", "hv", "host p-1", "pacs")
    assert fallen["emergency"] == ("host hv-1 off", "hv", "host p-1", "pacs", "paper of imaging runs out")


def test_what_else_is_down_is_named(hospital: Hospital) -> None:
    fallen = outage(hospital, "hv-1")
    assert [(a.application, a.why) for a in fallen.applications] == [
        ("hv", ("host hv-1 off",)),
        ("pacs", ("host hv-1 off", "hv", "host p-1")),
    ]
    assert fallen.hosts_fallen == ("p-1",)
    assert fallen.crews_standing == ("mug-1",)


def test_patients_and_operations_are_counted_once(hospital: Hospital) -> None:
    fallen = outage(hospital, "p-1", "l-1")
    assert (fallen.operations_per_week, fallen.operations_per_week_all) == (3, 3)
    assert (fallen.critical_patients, fallen.critical_patients_all) == (2, 2)


def test_care_is_lost_from_when_the_service_is_lost(hospital: Hospital) -> None:
    """Emergency is lost after 30 of 480 minutes, with no paper: 15/16 of 3 arrivals an hour at 0.2."""
    care = outage(hospital, "p-1").care
    assert care.by_kind_per_h[CareKind.ARRIVAL] == pytest.approx(3 * 0.2 * 15 / 16)


def test_pairs_taken_as_open_are_passed_on(hospital: Hospital) -> None:
    told = make_hospital(
        zones="zone, kind\nroom, server\nward, clinical\n",
        hosts="host, zone\np-1, room\n",
        applications="application, kind, runs_on\npacs, clinical, p-1\n",
        services="service, needs, worked_from\nimaging, pacs, ward\n",
    )
    assert outage(told).taken_as_open == (("ward", "pacs"),)
