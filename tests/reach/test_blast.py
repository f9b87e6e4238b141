"""What an intruder can come to hold, counted so that nothing is counted for sure that is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.hospital.records import Hospital
from codedark.reach import (
    Blast,
    Place,
    PlaceKind,
    administration_alone,
    blast,
    closure,
    compile,
    find_place,
    starts,
)
from tests.making import make_hospital
from tests.reach import oracle, worlds


@pytest.fixture(scope="module")
def hospital() -> Hospital:
    """office hops over administration to servers; servers to lab over a clinical row; guest is fenced off."""
    return make_hospital(
        gates="gate,kind\nwall,other\n",
        zones="""
            zone,kind,gate,core
            office,office,wall,no
            servers,server,wall,yes
            lab,device,wall,yes
            guest,guest,wall,no
            loose,other,,no
            beyond,external,wall,no
            """,
        hosts="""
            host,zone,role
            ws-1,office,workstation
            ws-2,office,workstation
            dc-1,servers,directory
            ana-1,lab,analyser
            ana-2,lab,analyser
            tv-1,guest,other
            old-1,loose,other
            """,
        accounts="""
            account,kind,held_on,administers
            help-desk,local,role:workstation,role:workstation
            domain,domain,host:dc-1,role:workstation role:analyser host:tv-1
            television,local,host:tv-1,host:tv-1
            """,
        conduits="""
            conduit,from,to,purpose
            adm,office,servers,administration
            results,servers,lab,clinical
            out,servers,beyond,internet
            in,beyond,guest,internet
            """,
    )


def of(hospital: Hospital, word: str) -> Blast:
    return blast(hospital, compile(hospital), find_place(hospital, word, option="--from"))


def names(hospital: Hospital, mask: np.ndarray) -> set[str]:
    return {hospital.hosts.ids[i] for i in np.flatnonzero(mask)}


def test_hosts_are_held_over_any_number_of_hops(hospital: Hospital) -> None:
    found = of(hospital, "ws-1")
    assert names(hospital, found.held) == {"ws-1", "ws-2", "dc-1", "ana-1", "ana-2"}
    assert found.direct == 2
    assert [(z.zone, z.reached, z.hosts, z.hops) for z in found.zones if z.reached] == [
        ("office", 2, 2, 0),
        ("servers", 1, 1, 1),
        ("lab", 2, 2, 2),
    ]
    assert [z.core for z in found.zones if z.reached] == [False, True, True]


def test_what_lies_behind_a_zone_without_hosts_is_perhaps_held(hospital: Hospital) -> None:
    found = of(hospital, "ws-1")
    assert names(hospital, found.perhaps) == {"tv-1"}
    assert [(z.zone, z.perhaps, z.hops) for z in found.zones if z.perhaps] == [("guest", 1, -1)]
    assert names(hospital, of(hospital, "beyond").held) == {"tv-1"}


def test_a_start_that_nothing_leads_from_holds_itself(hospital: Hospital) -> None:
    found = of(hospital, "old-1")
    assert names(hospital, found.held) == {"old-1"}
    assert (found.direct, found.accounts, found.administered) == (0, (), 0)


def test_administration_paths_are_counted_apart(hospital: Hospital) -> None:
    assert of(hospital, "ws-1").over_administration == 3
    assert of(hospital, "dc-1").over_administration == 1


def test_accounts_are_taken_where_they_are_held_and_count_where_hosts_are_reached(hospital: Hospital) -> None:
    found = of(hospital, "ws-1")
    taken = [(a.account, a.held_on, a.at_start, a.administers, a.reached) for a in found.accounts]
    assert taken == [("domain", "dc-1", False, 5, 4), ("help-desk", "ws-1", True, 2, 2)]
    assert found.administered == 4
    assert [a.account for a in of(hospital, "dc-1").accounts] == ["domain"]


def test_a_zone_as_a_start_is_all_its_hosts(hospital: Hospital) -> None:
    assert names(hospital, of(hospital, "office").held) == names(hospital, of(hospital, "ws-2").held)


def reached_over_hosts(hospital: Hospital, start: int) -> set[int]:
    people, walked = oracle.neighbours(hospital), {start}
    waiting = [start]
    while waiting:
        fresh = {j for j in people(waiting.pop()) if j < len(hospital.hosts)} - walked
        walked |= fresh
        waiting += fresh
    return walked


@worlds.some
@given(worlds.gated_hospitals(hosts_max=5))
def test_held_and_perhaps_never_overlap_and_held_is_what_walking_over_hosts_reaches(hospital) -> None:
    reach = compile(hospital)
    closed = closure(reach, strangers=False)
    for i in range(len(hospital.hosts)):
        found = blast(hospital, reach, Place(PlaceKind.HOST, "", np.array([i]), -1), closed=closed)
        assert not (found.held & found.perhaps).any()
        assert set(np.flatnonzero(found.held).tolist()) == reached_over_hosts(hospital, i)
        assert sum(z.reached for z in found.zones) == found.held.sum()
        assert sum(z.perhaps for z in found.zones) == found.perhaps.sum()
        assert found.over_administration <= found.held.sum()


@worlds.some
@given(worlds.hospitals(), st.data())
def test_every_host_is_a_start_once_and_its_group_loses_as_it_does(hospital, data) -> None:
    n = len(hospital.hosts)
    apart = np.array([data.draw(st.booleans()) for _ in range(n)], np.bool_)
    reach = compile(hospital)
    closed = closure(reach, strangers=False)
    groups = list(starts(reach, closed, apart))
    assert sorted(i for g in groups for i in g.hosts.tolist()) == list(range(n))
    assert [g.radius for g in groups] == sorted((g.radius for g in groups), reverse=True)
    for group in groups:
        assert group.held.sum() == group.radius
        for i in group.hosts.tolist():
            own = closed.held_from(np.array([i]))
            assert (group.held & apart).tolist() == (own & apart).tolist()
            assert own.sum() == group.radius
    empty = {z for z in range(len(hospital.zones)) if not (hospital.hosts.zone_at == z).any()}
    assert {g.zone for g in groups if not len(g.hosts)} == empty


def test_closing_over_administration_is_closing_with_all_else_cut(hospital: Hospital) -> None:
    reach = compile(hospital)
    assert administration_alone(hospital, reach).radius[reach.class_of].tolist() == [3, 3, 1, 2, 2, 1, 1]
