"""A verdict is never better than what was told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.hospital.records import GateId, Hospital, Selector, ZoneId
from codedark.hospital.words import Basis, Inside, Role
from codedark.reach import Answer, Place, PlaceKind, Verdict, compile, find_path, find_place
from tests.making import make_hospital
from tests.reach import oracle, worlds
from tests.reach.test_fences import unfenced_slowly


def ask(hospital: Hospital, one: str, other: str) -> Answer:
    places = [find_place(hospital, word, option="--from") for word in (one, other)]
    return find_path(hospital, compile(hospital), places[0], places[1])


def by_index(i: int) -> Place:
    return Place(PlaceKind.HOST, f"h{i}", np.array([i]), -1)


def reached_over_hosts(hospital: Hospital, start: int) -> set[int]:
    """Hosts reached without hopping on from zones of which no host is told."""
    of, n = oracle.neighbours(hospital), len(hospital.hosts)
    seen, waiting = {start}, [start]
    while waiting:
        fresh = {j for j in of(waiting.pop()) if j < n} - seen
        seen |= fresh
        waiting += fresh
    return seen


@worlds.some
@given(worlds.gated_hospitals(hosts_max=5))
def test_direct_and_via_are_said_exactly_of_what_is_told(hospital) -> None:
    reach = compile(hospital)
    n = len(hospital.hosts)
    for i in range(n):
        direct, reached = oracle.neighbours(hospital)(i), reached_over_hosts(hospital, i)
        for j in range(n):
            answer = find_path(hospital, reach, by_index(i), by_index(j))
            if i == j:
                assert (answer.verdict, answer.steps) == (Verdict.DIRECT, ())
            elif j in direct:
                assert answer.verdict is Verdict.DIRECT
                assert len(answer.steps) == 1
            elif j in reached:
                assert answer.verdict is Verdict.VIA
                assert len(answer.steps) > 1
            else:
                assert answer.verdict in {Verdict.NO, Verdict.UNKNOWN}


def completed(hospital: Hospital, pick: st.DataObject) -> Hospital:
    """A hospital that was told in full and fits what was told: every host has an address, every zone a host."""

    def address(zone: str) -> object:
        nets = hospital.zones[zone].prefixes
        others = [n for z in hospital.zones.values() if z.zone != zone for n in z.prefixes]
        fitting = [
            a for a in worlds.ADDRESSES if any(a in n for n in nets) or (not nets and not any(a in n for n in others))
        ]
        return pick.draw(st.sampled_from(fitting)) if fitting else None

    hosts = [replace(h, address=h.address or address(h.zone)) for h in hospital.hosts]
    told = {h.zone for h in hosts}
    hosts += [worlds.host(f"new-{z}", z, address(z), Role.OTHER) for z in hospital.zones if z not in told]
    return worlds.hospital(list(hospital.zones.values()), hosts, list(hospital.conduits.values()))


@worlds.some
@given(worlds.gated_hospitals(hosts_max=4), st.data())
def test_a_no_stays_a_no_whatever_was_left_untold_and_wherever_no_gate_stands(hospital, pick) -> None:
    reach = compile(hospital)
    n = len(hospital.hosts)
    noes = [
        (i, j)
        for i in range(n)
        for j in range(n)
        if find_path(hospital, reach, by_index(i), by_index(j)).verdict is Verdict.NO
    ]
    if not noes:
        return
    full = completed(hospital, pick)
    people, of = oracle.everyone(full), oracle.neighbours(full)
    for start in {i for i, _ in noes}:
        seen, waiting = {start}, [start]
        while waiting:
            at = waiting.pop()
            loose = {
                k
                for k, other in enumerate(people)
                if unfenced_slowly(hospital, people[at].zone, other.zone)
                or (other.zone == people[at].zone and full.zones[other.zone].contain is None)
            }
            fresh = (of(at) | loose) - seen
            seen |= fresh
            waiting += fresh
        assert not {(start, j) for j in seen} & set(noes)


@worlds.some
@given(worlds.gated_hospitals(hosts_max=4))
def test_an_unknown_says_why(hospital) -> None:
    reach = compile(hospital)
    for i in range(len(hospital.hosts)):
        for j in range(len(hospital.hosts)):
            answer = find_path(hospital, reach, by_index(i), by_index(j))
            if answer.verdict is Verdict.UNKNOWN:
                assert len(answer.why) > 1
                assert answer.steps


WALL = GateId("wall")


def chain(**more: object) -> Hospital:
    """office -> lab -> ward, one server in each, a gate before each."""
    zones = [replace(worlds.zone(z, Inside.ISOLATED), gate=WALL, contain=WALL) for z in ("office", "lab", "ward")]
    hosts = [worlds.host(f"{z}-{i}", z, None, Role.SERVER) for z in ("office", "lab", "ward") for i in range(2)]
    rows = [worlds.between("office", "lab"), worlds.between("lab", "ward", basis=Basis.ASSUMED)]
    plain = worlds.hospital(zones, hosts, rows)
    return replace(plain, **more)  # type: ignore[arg-type]


def test_a_way_is_as_well_known_as_its_weakest_row() -> None:
    assert ask(chain(), "office-0", "lab-0").basis is Basis.OBSERVED
    answer = ask(chain(), "office-0", "ward-1")
    assert (answer.verdict, answer.basis) == (Verdict.VIA, Basis.ASSUMED)
    assert [step.conduit for step in answer.steps] == ["office-lab", "lab-ward"]


def test_the_best_known_of_several_rows_is_named() -> None:
    zones, hosts = list(chain().zones.values()), list(chain().hosts)
    rows = [
        worlds.between("office", "lab", name="guessed", basis=Basis.ASSUMED),
        worlds.between("office", "lab", name="seen"),
    ]
    answer = ask(worlds.hospital(zones, hosts, rows), "office-0", "lab-0")
    assert [step.conduit for step in answer.steps] == ["seen"]


def test_a_no_names_the_gate_and_what_it_rests_on() -> None:
    answer = ask(chain(), "ward-0", "office-0")
    assert (answer.verdict, answer.steps, answer.basis) == (Verdict.NO, (), Basis.ASSUMED)
    assert "gate wall stands before office" in answer.why
    assert "this is true if all that may cross was told: 2 conduits (1 observed, 1 assumed)" in answer.why


def test_a_no_of_a_zone_without_a_gate_names_the_gates_before_it() -> None:
    zones = {z: replace(zone, gate=None if z == "office" else WALL) for z, zone in chain().zones.items()}
    answer = ask(chain(zones=zones), "ward-0", "office-0")
    assert answer.verdict is Verdict.NO
    assert "gate wall stands between what can be reached and the rest" in answer.why


def test_without_a_gate_a_no_is_not_known() -> None:
    open_ = {z: replace(zone, gate=None) for z, zone in chain().zones.items()}
    answer = ask(chain(zones=open_), "ward-0", "office-0")
    assert answer.verdict is Verdict.UNKNOWN
    assert "no row lets ward into office, but no gate is told that stands between them" in answer.why


def test_hosts_that_nothing_keeps_apart_are_not_known_to_be_apart() -> None:
    assert ask(chain(), "office-0", "office-1").verdict is Verdict.NO
    loose = {z: replace(zone, contain=None) for z, zone in chain().zones.items()}
    answer = ask(chain(zones=loose), "office-0", "office-1")
    assert answer.verdict is Verdict.UNKNOWN
    assert "office is told as isolated, but nothing is told that keeps its hosts apart" in answer.why


def test_an_address_that_is_not_told_leaves_a_rule_by_prefix_open() -> None:
    zones = [replace(worlds.zone(z, Inside.OPEN), gate=WALL) for z in ("office", "lab")]
    hosts = [worlds.host(z, z, None, Role.SERVER) for z in ("office", "lab")]
    row = worlds.conduit("by-prefix", Selector(prefix=worlds.PREFIXES[1]), Selector(zone=ZoneId("lab")))
    answer = ask(worlds.hospital(zones, hosts, [row]), "host:office", "host:lab")
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.why[1] == "the address of office in office is not told: conduit by-prefix may mean it"


def test_a_way_over_a_zone_without_hosts_is_not_known() -> None:
    zones = [replace(worlds.zone(z, Inside.OPEN), gate=WALL) for z in ("office", "world", "lab")]
    hosts = [worlds.host(f"{z}-0", z, None, Role.SERVER) for z in ("office", "lab")]
    rows = [worlds.between("office", "world"), worlds.between("world", "lab")]
    hospital = worlds.hospital(zones, hosts, rows)
    answer = ask(hospital, "office-0", "lab-0")
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.why[1] == "no host of world is told: whether anyone stands there to hop on from is not known"
    assert ask(hospital, "world", "lab-0").verdict is Verdict.DIRECT
    assert ask(hospital, "office-0", "world").verdict is Verdict.DIRECT


def test_a_host_is_asked_about_the_other_hosts_of_its_zone() -> None:
    assert ask(chain(), "office-0", "office").verdict is Verdict.NO
    assert ask(chain(), "office", "office").verdict is Verdict.NO
    opened = {z: replace(zone, inside=Inside.OPEN) for z, zone in chain().zones.items()}
    assert ask(chain(zones=opened), "office-0", "office").verdict is Verdict.DIRECT
    assert ask(chain(zones=opened), "office", "office").verdict is Verdict.DIRECT
    assert ask(chain(zones=opened), "office", "office-0").verdict is Verdict.DIRECT


@pytest.fixture(scope="module")
def clinic() -> Hospital:
    return make_hospital(
        gates="gate,kind\nwall,other\n",
        zones="zone,kind,gate\noffice,office,wall\nservers,server,wall\n",
        hosts="host,zone\nws-1,office\nehr-1,servers\nold-1,servers\n",
        applications="application,kind,runs_on\nehr,clinical,ehr-1\noutside,supplier,\n",
        services="service,needs\nrecord,ehr\nmug,outside\n",
        conduits="conduit,from,to,protocol,ports\nwork,office,host:ehr-1,tcp,443\n",
    )


def test_a_service_is_reached_when_a_host_it_stands_on_is(clinic: Hospital) -> None:
    answer = ask(clinic, "ws-1", "record")
    assert answer.verdict is Verdict.DIRECT
    assert answer.steps[0].other == "ehr-1 (record stands on it)"
    assert answer.why == ("ws-1 in office -> ehr-1 (record stands on it) in servers: tcp/443, conduit work (assumed)",)


def test_hosts_of_the_target_that_are_reached_for_sure_are_counted(clinic: Hospital) -> None:
    counted = [
        ask(clinic, one, other) for one, other in (("ws-1", "servers"), ("ehr-1", "servers"), ("ehr-1", "office"))
    ]
    assert [(a.reached, a.of) for a in counted] == [(2, 2), (2, 2), (0, 1)]


def test_a_host_that_a_service_stands_on_is_there_already(clinic: Hospital) -> None:
    answer = ask(clinic, "ehr-1", "record")
    assert (answer.verdict, answer.why) == (Verdict.DIRECT, ("ehr-1 is itself one of the hosts record stands on",))


def test_a_service_on_no_host_of_ours_is_not_known_to_be_out_of_reach(clinic: Hospital) -> None:
    answer = ask(clinic, "ws-1", "mug")
    assert answer.verdict is Verdict.UNKNOWN
    assert "stands on no host that is told" in answer.why[0]


def outwards(*rows: object) -> Hospital:
    """office, and a world of which neither host nor network is told."""
    zones = [replace(worlds.zone(z, Inside.OPEN), gate=WALL) for z in ("office", "world")]
    return worlds.hospital(zones, [worlds.host("h", "office", None, Role.SERVER)], list(rows))


def test_a_rule_by_prefix_that_may_or_may_not_mean_a_zone_without_hosts_is_not_known() -> None:
    by_prefix = worlds.conduit("by-prefix", Selector(zone=ZoneId("office")), Selector(prefix=worlds.PREFIXES[1]))
    answer = ask(outwards(by_prefix), "h", "world")
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.why[1] == "the address of someone in world is not told: conduit by-prefix may mean it"


def test_a_row_that_surely_means_it_is_named_before_one_that_may() -> None:
    by_prefix = worlds.conduit("by-prefix", Selector(zone=ZoneId("office")), Selector(prefix=worlds.PREFIXES[1]))
    by_name = worlds.between("office", "world", name="by-name", basis=Basis.ASSUMED)
    answer = ask(outwards(by_prefix, by_name), "h", "world")
    assert (answer.verdict, answer.basis) == (Verdict.DIRECT, Basis.ASSUMED)
    assert [step.conduit for step in answer.steps] == ["by-name"]
