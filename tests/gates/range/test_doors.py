from __future__ import annotations

from codedark.gates.range.doors import ROLE_PORTS, doors, over_tcp, probers_at, usual_tcp
from codedark.gates.range.readiness import Ready, get_ready
from codedark.hospital import read
from codedark.hospital.ports import carries, port_set
from codedark.hospital.records import Port, PortRange
from codedark.hospital.words import Protocol, Role
from tests.gates.range.small import TABLES


def _tcp(ready: Ready, name: str) -> tuple[int, ...]:
    return ready.doors.tcp[next(i for i, m in enumerate(ready.furnished.machines) if m.name == name)]


def test_a_machine_answers_on_the_ports_of_its_applications_and_its_role(ready: Ready) -> None:
    assert 104 in _tcp(ready, "pacs-1")
    assert set(ROLE_PORTS[Role.SERVER]) <= set(_tcp(ready, "pacs-1"))
    assert 104 not in _tcp(ready, "ws-1")


def test_where_a_row_is_aimed_at_a_host_it_has_a_port_for_it(ready: Ready) -> None:
    assert 502 in _tcp(ready, "lift-1")
    reach = ready.tiers.ground.reach
    for class_, ports in zip(reach.edge_to.tolist(), reach.edge_ports.tolist(), strict=True):
        for machine, doors_of in enumerate(ready.doors.tcp):
            if ready.model.class_of[machine] == class_ and usual_tcp(reach.port_sets[ports]) is not None:
                assert any(carries(reach.port_sets[ports], Port(Protocol.TCP, n)) for n in doors_of)


def test_every_role_has_ports() -> None:
    assert {role for role in Role if role.value != "prober"} <= set(ROLE_PORTS)
    assert all(ROLE_PORTS.values())


def test_a_row_is_answered_on_443_where_it_carries_it_and_else_on_its_lowest() -> None:
    assert usual_tcp(port_set(Protocol.TCP, (PortRange(400, 500),))) == 443
    assert usual_tcp(port_set(Protocol.TCP, (PortRange(0, 10),))) == 1
    assert usual_tcp(port_set(Protocol.TCP, (PortRange(8080, 8081), PortRange(3000, 3000)))) == 3000
    assert usual_tcp(port_set(Protocol.ICMP, ())) is None


def test_rows_without_tcp_are_not_walked(ready: Ready) -> None:
    whole, walked = ready.tiers.ground.reach, over_tcp(ready.tiers.ground.reach)
    gone = len(whole.edge_from) - len(walked.edge_from)
    assert gone == sum(usual_tcp(whole.port_sets[p]) is None for p in whole.edge_ports.tolist()) > 0


def test_names_and_time_are_answered_over_udp(ready: Ready) -> None:
    at = next(i for i, m in enumerate(ready.furnished.machines) if m.name == "dc-1")
    assert ready.doors.udp[at] == (53, 123)


def test_a_prober_answers_on_nothing_of_a_host() -> None:
    tables = {**TABLES, "hosts.csv": TABLES["hosts.csv"] + "probe,office,10.1.0.99,prober,\n"}
    ready = get_ready(read({name: text.encode() for name, text in tables.items()}, ()), "ws-1")
    (at,) = probers_at(ready.furnished)
    assert doors(ready.furnished, ready.tiers.ground.reach).tcp[at] == ()
