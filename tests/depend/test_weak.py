from __future__ import annotations

import pytest

from codedark.depend.compiling import compile
from codedark.depend.falling import what_falls_if
from codedark.depend.off import what_is_off
from codedark.depend.weak import Weakness, service_cut_sets, single_points, weak_sets
from codedark.hospital.records import Hospital
from tests.making import make_hospital


@pytest.fixture
def hospital() -> Hospital:
    return make_hospital(
        sites="site, name, beds_recognised\nnorth, North, 10\n",
        gates="gate, kind, on_failure\nfw, ios, closed\nbypass, ios, open\n",
        zones="""
            zone, kind, site, gate, workable_share
            servers, server, north, , 0
            ward, clinical, , fw, 1
            desk, office, , bypass, 0
            """,
        hosts="host, zone\ndc-1, servers\ndc-2, servers\np-1, servers\nws-1, ward\nspare, servers\n",
        accounts="account, administers\nroot, role:other@servers\n",
        applications="""
            application, kind, runs_on, ports, needs
            directory, directory, dc-1 or dc-2, tcp/389,
            pacs, clinical, p-1, tcp/104, directory
            """,
        services="""
            service, needs, worked_from, paper_min, arrivals_per_h
            imaging, pacs, ward, 60, 0
            reading, pacs, desk, 0, 2
            """,
        operations="operation, days, start, duration_min, needs\nhip, daily, 08:00, 60, imaging\n",
        patients="patient, site, pool, acuity, needs, can_go_home\na, north, icu, critical, reading, no\n",
        conduits="""
            conduit, from, to, protocol, ports
            see, ward, servers, tcp, 104
            read, desk, servers, tcp, 104
            """,
    )


def points(hospital: Hospital) -> dict[str, Weakness]:
    return {f"{w.kind}:{w.names[0]}": w for w in single_points(hospital, compile(hospital))}


def test_every_kind_of_single_point_is_found_and_nothing_else(hospital: Hospital) -> None:
    assert set(points(hospital)) == {
        "application:directory",
        "application:pacs",
        "host:p-1",
        "account:root",
        "gate:fw",
        "conduit:see",
        "conduit:read",
        "zone:servers",
        "zone:ward",
        "site:north",
    }


def test_a_gate_that_fails_open_is_no_weak_point(hospital: Hospital) -> None:
    assert "gate:bypass" not in points(hospital)


def test_one_workstation_of_a_ward_that_takes_all_of_them_is_a_weak_point() -> None:
    hospital = make_hospital(
        zones="zone, kind, workable_share\nward, clinical, 1\n",
        hosts="host, zone\nws-1, ward\nws-2, ward\n",
        applications="application, kind, runs_on\nviewer, clinical, ws-1\n",
        services="service, needs, worked_from\nimaging, , ward\n",
    )
    assert {f"{w.kind}:{w.names[0]}" for w in single_points(hospital, compile(hospital))} == {"zone:ward", "host:ws-1"}


def test_what_it_takes_is_what_falls(hospital: Hospital) -> None:
    circuit = compile(hospital)
    for name, weakness in points(hospital).items():
        outage = what_falls_if(hospital, circuit, what_is_off(hospital, [name]))
        assert set(weakness.services) == {s.service for s in outage.services}
        assert weakness.care.total_per_h == pytest.approx(outage.care.total_per_h)
        assert weakness.operations_per_week == outage.operations_per_week
        assert weakness.critical_patients == outage.critical_patients


def test_it_is_said_in_patients(hospital: Hospital) -> None:
    see, read = points(hospital)["conduit:see"], points(hospital)["conduit:read"]
    assert (see.operations_per_week, see.arrivals_per_h, see.critical_patients) == (7, 0, 0)
    assert (read.operations_per_week, read.arrivals_per_h, read.critical_patients) == (0, 2, 1)
    assert (see.without_paper, read.without_paper) == ((), ("reading",))


def test_the_worst_comes_first_and_ties_always_fall_the_same_way(hospital: Hospital) -> None:
    ranked = single_points(hospital, compile(hospital))
    care = [w.care.total_per_h for w in ranked]
    assert care == sorted(care, reverse=True)
    assert ranked == single_points(hospital, compile(hospital))


def test_kinds_can_be_chosen(hospital: Hospital) -> None:
    assert {w.kind for w in single_points(hospital, compile(hospital), kinds=["gate", "host"])} == {"gate", "host"}


def test_sets_of_two_are_priced_as_wholes_and_named_once(hospital: Hospital) -> None:
    circuit = compile(hospital)
    found = service_cut_sets(circuit, [0, 1], 2)
    (pair,) = weak_sets(hospital, circuit, found)
    assert pair.names == ("host dc-1", "host dc-2")
    assert pair.services == ("imaging", "reading")
    assert pair.care.total_per_h == pytest.approx(points(hospital)["application:directory"].care.total_per_h)
