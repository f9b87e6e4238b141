from __future__ import annotations

import numpy as np
import pytest

from codedark.depend.compiling import compile
from codedark.depend.off import Off, gate_of, off_nodes, own_losses, what_each_takes, what_is_off
from codedark.hospital.faults import BadHospital
from codedark.hospital.records import Hospital
from tests.making import make_hospital


@pytest.fixture
def hospital() -> Hospital:
    return make_hospital(
        sites="site, name, beds_recognised\nnorth, North, 10\nsouth, South, 20\n",
        gates="gate, kind\nfw, ios\nfw-2, ios\n",
        zones="""
            zone, kind, site, gate, workable_share, prefixes
            servers, server, north, fw, 0, 10.0.0.0/24
            ward, clinical, south, , 0.5, 10.0.1.0/24
            outside, external, , , 0,
            """,
        hosts="""
            host, zone, role, address
            p-1, servers, server, 10.0.0.1
            ct-1, servers, modality, 10.0.0.200
            ws-1, ward, workstation, 10.0.1.1
            ws-2, ward, workstation, 10.0.1.2
            ws-3, ward, printer,
            theirs, outside, server,
            """,
        accounts="account, administers\nroot, role:server@servers ward\nnobody, host:ct-1\n",
        applications="""
            application, kind, runs_on, zone, ports
            pacs, clinical, p-1, , tcp/104
            ct-1, device, ct-1, ,
            line, internet, , outside, tcp/443
            """,
        services="service, needs, worked_from\nimaging, pacs and ct-1 and line, ward\n",
        conduits="""
            conduit, from, to, protocol, ports, gate
            see, ward, servers, tcp, 104,
            scan, ward, host:ct-1, any, , fw-2
            out, ward, outside, tcp, 443,
            """,
    )


def hosts(off: Off) -> str:
    return " ".join(sorted(off.hosts))


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("p-1", "p-1"),
        ("host:ct-1", "ct-1"),
        ("ward", "ws-1 ws-2 ws-3"),
        ("zone:servers", "ct-1 p-1"),
        ("north", "ct-1 p-1"),
        ("site:south", "ws-1 ws-2 ws-3"),
        ("root", "p-1 ws-1 ws-2 ws-3"),
        ("account:nobody", "ct-1"),
        ("role:workstation", "ws-1 ws-2"),
        ("role:server@servers", "p-1"),
        ("10.0.0.0/25", "p-1"),
        ("10.0.0.0/16", "ct-1 p-1 ws-1 ws-2"),
        ("all", "ct-1 p-1 ws-1 ws-2 ws-3"),
        ("*", "ct-1 p-1 theirs ws-1 ws-2 ws-3"),
    ],
)
def test_a_word_takes_the_hosts_it_names(hospital: Hospital, word: str, named: str) -> None:
    assert hosts(what_is_off(hospital, [word])) == named


def test_an_application_takes_its_software_and_not_its_hosts(hospital: Hospital) -> None:
    assert what_is_off(hospital, ["pacs"]) == Off(applications=frozenset({"pacs"}))  # type: ignore[arg-type]


def test_a_zone_takes_what_outsiders_provide_there(hospital: Hospital) -> None:
    assert what_is_off(hospital, ["outside"]).applications == {"line"}


def test_a_gate_takes_the_conduits_it_enforces_its_own_or_those_of_its_zone(hospital: Hospital) -> None:
    assert what_is_off(hospital, ["fw"]).conduits == {"see"}
    assert what_is_off(hospital, ["fw-2"]).conduits == {"scan"}
    assert gate_of(hospital, hospital.conduits["out"]) == frozenset()  # type: ignore[index]


def test_words_add_up(hospital: Hospital) -> None:
    off = what_is_off(hospital, ["p-1", "pacs", "see", "imaging"])
    assert (hosts(off), off.applications, off.conduits, off.services) == ("p-1", {"pacs"}, {"see"}, {"imaging"})
    assert what_is_off(hospital, []) == Off()


def test_a_word_for_two_things_is_asked_back_with_its_prefixes(hospital: Hospital) -> None:
    with pytest.raises(BadHospital) as bad:
        what_is_off(hospital, ["ct-1"])
    (fault,) = bad.value.faults
    assert "host:ct-1 or application:ct-1" in fault.fix


def test_every_wrong_word_is_named_at_once_with_the_nearest_right_one(hospital: Hospital) -> None:
    words = ["pac", "zone:wrad", "role:servr", "role:server@wardd", "10.0.0.0/99", "role:pump", "p-1"]
    with pytest.raises(BadHospital) as bad:
        what_is_off(hospital, words)
    assert [fault.value for fault in bad.value.faults] == words[:-1]
    fixes = [fault.fix for fault in bad.value.faults]
    assert "'pacs'" in fixes[0] and "'ward'" in fixes[1] and "'server'" in fixes[2] and "'ward'" in fixes[3]


def named(hospital: Hospital, *words: str) -> set[str]:
    circuit = compile(hospital)
    return {circuit.names[i] for i in off_nodes(circuit, hospital, what_is_off(hospital, words))}


def test_each_thing_has_its_node(hospital: Hospital) -> None:
    assert named(hospital, "p-1", "pacs", "see", "imaging") == {
        "host p-1",
        "software of pacs",
        "conduit see",
        "imaging",
    }


def test_a_workplace_goes_when_fewer_hosts_are_left_than_it_takes(hospital: Hospital) -> None:
    assert named(hospital, "ws-1") == set()
    assert named(hospital, "ws-1", "ws-3") == {"workplaces of ward"}


def test_an_inside_has_its_node(hospital: Hospital) -> None:
    told = make_hospital(
        zones="zone, kind\nroom, server\n",
        hosts="host, zone\na, room\nb, room\n",
        applications="application, kind, runs_on, needs\nx, other, a, y\ny, other, b,\n",
    )
    circuit = compile(told)
    (node,) = off_nodes(circuit, told, Off(insides=frozenset({"room"})))  # type: ignore[arg-type]
    assert circuit.names[node] == "inside room"


def test_own_losses_are_minutes_where_off_and_never_elsewhere(hospital: Hospital) -> None:
    circuit = compile(hospital)
    lost = own_losses(circuit, hospital, what_is_off(hospital, ["p-1"]), at_min=7.0)
    assert lost[circuit.host_at[0]] == 7.0
    assert np.isinf(np.delete(lost, circuit.host_at[0])).all()


def test_words_can_be_read_each_on_its_own(hospital: Hospital) -> None:
    one, other = what_each_takes(hospital, ["p-1", "ward"])
    assert (hosts(one), hosts(other)) == ("p-1", "ws-1 ws-2 ws-3")
