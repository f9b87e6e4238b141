"""Over hops: the same answer as walking host by host."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from codedark.hospital.records import Hospital, Selector, ZoneId
from codedark.hospital.words import Action, Inside, Role
from codedark.reach import Closure, allow_all_for_test, closure, compile
from tests.reach import oracle, worlds


def masks(hospital: Hospital, cut: set[str], contained: set[str], quarantined: set[str]) -> dict[str, np.ndarray]:
    """Names as the arrays `closure` takes."""
    return {
        "cut": np.array([c in cut for c in hospital.conduits], np.bool_),
        "contained": np.array([z in contained for z in hospital.zones], np.bool_),
        "quarantined": np.array([h in quarantined for h in hospital.hosts.ids], np.bool_),
    }


@st.composite
def hospitals_with_a_cut(draw: st.DrawFn) -> tuple[Hospital, dict[str, set[str]]]:
    """A hospital and what of it is cut, contained, quarantined."""
    hospital = draw(worlds.hospitals())
    return hospital, {
        "cut": {c for c in hospital.conduits if draw(st.booleans())},
        "contained": {z for z in hospital.zones if draw(st.booleans())},
        "quarantined": {h for h in hospital.hosts.ids if draw(st.integers(0, 3)) == 0},
    }


def stranger_class(hospital: Hospital, reach, zone: str) -> int:
    """The class of a zone of which no host is told."""
    (found,) = np.flatnonzero(reach.zone_of == hospital.hosts.zone_ids.index(ZoneId(zone))).tolist()
    return found


@worlds.some
@given(hospitals_with_a_cut())
def test_an_intruder_holds_exactly_the_hosts_that_walking_reaches(world) -> None:
    hospital, cut = world
    reach = compile(hospital)
    closed = closure(reach, **masks(hospital, **cut))
    n = len(hospital.hosts)
    for i, who in enumerate(oracle.everyone(hospital)):
        walked = oracle.reached(hospital, i, **cut)
        hosts = {j for j in walked if j < n}
        if i < n:
            assert set(np.flatnonzero(closed.held_from(np.array([i]))).tolist()) == hosts
            if hospital.hosts.ids[i] not in cut["quarantined"]:
                assert closed.radius[reach.class_of[i]] == len(hosts)
        else:
            at = stranger_class(hospital, reach, who.zone)
            assert closed.radius[at] == len(hosts)
            strangers = {oracle.everyone(hospital)[j].zone for j in walked if j >= n} - {who.zone}
            assert strangers == {
                z
                for z in hospital.zones
                if z != who.zone
                and not (reach.zone_of[reach.class_of] == hospital.hosts.zone_ids.index(z)).any()
                and closed.reaches(at, stranger_class(hospital, reach, z))
            }


@worlds.some
@given(hospitals_with_a_cut())
def test_asking_for_many_classes_at_once_is_asking_for_each(world) -> None:
    hospital, cut = world
    reach = compile(hospital)
    closed = closure(reach, **masks(hospital, **cut))
    c = len(reach.size)
    every = np.array([[closed.reaches(a, b) for b in range(c)] for a in range(c)], np.bool_).reshape(c, c)
    for a in range(c):
        assert (closed.reached_from(np.arange(c) <= a) == every[: a + 1].any(axis=0)).all()


def test_more_than_sixty_four_components_are_told_apart() -> None:
    """A chain of 200 zones, each isolated: the first gets to all, the last to none."""
    names = [f"z{i:03}" for i in range(200)]
    zones = [worlds.zone(z, Inside.ISOLATED) for z in names]
    hosts = [worlds.host(f"h{k}-{z}", z, None, Role.SERVER) for z in names for k in range(2)]
    rows = [worlds.conduit(f"{a}-{b}", Selector(zone=ZoneId(a)), Selector(zone=ZoneId(b))) for a, b in pairwise(names)]
    closed = closure(compile(worlds.hospital(zones, hosts, rows)))
    assert closed.radius.tolist() == [1 + 2 * (199 - i) for i in range(200)]
    assert all(closed.reaches(a, b) == (a < b) for a in range(200) for b in range(200))


def test_a_pair_joined_by_many_rows_is_joined() -> None:
    """256 rows: a count of eight bits would come to nought."""
    zones = [worlds.zone("lab", Inside.ISOLATED), worlds.zone("office", Inside.ISOLATED)]
    hosts = [worlds.host(z, z, None, Role.SERVER) for z in ("lab", "office")]
    rows = [worlds.conduit(f"c{i}", Selector(zone=ZoneId("lab")), Selector(zone=ZoneId("office"))) for i in range(256)]
    assert closure(compile(worlds.hospital(zones, hosts, rows))).radius.tolist() == [2, 1]


def test_an_isolated_zone_keeps_its_own_hosts_apart_until_something_comes_back() -> None:
    zones = [worlds.zone("lab", Inside.ISOLATED), worlds.zone("office", Inside.ISOLATED)]
    hosts = [worlds.host(f"{z}-{i}", z, None, Role.SERVER) for z in ("lab", "office") for i in range(3)]
    there = worlds.conduit("there", Selector(zone=ZoneId("lab")), Selector(zone=ZoneId("office")))
    back = worlds.conduit("back", Selector(zone=ZoneId("office")), Selector(zone=ZoneId("lab")))
    assert closure(compile(worlds.hospital(zones, hosts, [there]))).radius.tolist() == [4, 1]
    assert closure(compile(worlds.hospital(zones, hosts, [there, back]))).radius.tolist() == [6, 6]


def chain(hosts_of_office: int) -> Hospital:
    """lab -> office -> ward, one host at either end."""
    zones = [worlds.zone(z, Inside.ISOLATED) for z in ("lab", "office", "ward")]
    hosts = [worlds.host("lab", "lab", None, Role.SERVER), worlds.host("ward", "ward", None, Role.SERVER)]
    hosts += [worlds.host(f"office-{i}", "office", None, Role.SERVER) for i in range(hosts_of_office)]
    return worlds.hospital(zones, hosts, [worlds.between("lab", "office"), worlds.between("office", "ward")])


def held(hospital: Hospital, start: str, *, strangers: bool = True, **cut: set[str]) -> set[str]:
    every = {"cut": set(), "contained": set(), "quarantined": set(), **cut}
    closed = closure(compile(hospital), **masks(hospital, **every), strangers=strangers)
    found = closed.held_from(np.array([hospital.hosts.index_of(start)]))
    return {hospital.hosts.ids[i] for i in np.flatnonzero(found)}


def test_a_class_is_a_stepping_stone_until_all_of_it_is_quarantined() -> None:
    hospital = chain(2)
    assert held(hospital, "lab") == {"lab", "office-0", "office-1", "ward"}
    assert held(hospital, "lab", quarantined={"office-0"}) == {"lab", "office-1", "ward"}
    assert held(hospital, "lab", quarantined={"office-0", "office-1"}) == {"lab"}
    assert held(hospital, "lab", quarantined={"ward"}) == {"lab", "office-0", "office-1"}


def test_each_conduit_carries_until_it_is_cut() -> None:
    assert held(chain(1), "lab", cut={"office-ward"}) == {"lab", "office-0"}
    assert held(chain(1), "lab", cut={"lab-office"}) == {"lab"}


def test_a_zone_without_hosts_is_a_stepping_stone_unless_strangers_are_left_out() -> None:
    assert held(chain(0), "lab") == {"lab", "ward"}
    assert held(chain(0), "lab", strangers=False) == {"lab"}
    reach = compile(chain(0))
    (office,) = np.flatnonzero(reach.size == 0).tolist()
    assert closure(reach, strangers=False).radius[office] == 1
    assert closure(reach, strangers=False).reached_from(np.array([office])).sum() == 1


def test_an_open_zone_is_everyones_until_it_is_contained() -> None:
    zones = [worlds.zone("lab", Inside.OPEN), worlds.zone("office", Inside.OPEN)]
    roles = (Role.SERVER, Role.WORKSTATION, Role.PRINTER)
    hosts = [worlds.host(f"{z}-{r}", z, None, r) for z in ("lab", "office") for r in roles]
    rows = [worlds.conduit(r, Selector(role=r), Selector(role=r), Action.DENY) for r in roles]
    hospital = worlds.hospital(zones, hosts, rows)
    assert len(compile(hospital).size) == 6
    assert held(hospital, "lab-server") == {f"lab-{r}" for r in roles}
    assert held(hospital, "lab-server", contained={"lab"}) == {"lab-server"}
    assert held(hospital, "lab-server", contained={"office"}) == {f"lab-{r}" for r in roles}


def test_a_quarantined_start_holds_itself_alone() -> None:
    closed = closure(allow_all_for_test([2, 2]), quarantined=np.array([True, False, False, False]))
    assert isinstance(closed, Closure)
    assert closed.held_from(np.array([0])).tolist() == [True, False, False, False]
    assert closed.held_from(np.array([1])).tolist() == [False, True, True, True]
    assert closed.live.tolist() == [1, 2]


def test_an_empty_hospital_closes() -> None:
    closed = closure(allow_all_for_test([]))
    assert closed.radius.shape == (0,)
    assert closed.held_from(np.zeros(0, np.intp)).shape == (0,)
