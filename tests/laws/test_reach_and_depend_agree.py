"""Two rooms read the same rows and may not know each other: they must read them alike."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from codedark.depend.ways import Ways
from codedark.hospital.needs import NOTHING
from codedark.hospital.records import Application, ApplicationId, Port
from codedark.hospital.words import ApplicationKind, Basis, Protocol
from codedark.reach import carries, compile
from tests.reach import worlds
from tests.reach.oracle import PROBES

PORTS = st.lists(
    st.builds(Port, st.sampled_from([Protocol.TCP, Protocol.UDP, Protocol.ICMP]), st.sampled_from([None, *PROBES])),
    max_size=2,
).map(lambda ports: tuple(Port(p.protocol, None if p.protocol is Protocol.ICMP else p.number) for p in ports))


def listening(ports: tuple[Port, ...]) -> Application:
    return Application(
        application=ApplicationId("app"),
        name="",
        kind=ApplicationKind.CLINICAL,
        runs_on=NOTHING,
        zone=None,
        ports=ports,
        needs=NOTHING,
        restore_h=0.0,
        check_h=0.0,
        offline_copy=False,
        basis=Basis.ASSUMED,
        source="test",
    )


@worlds.some
@given(worlds.hospitals(hosts_max=5), PORTS)
def test_a_conduit_carries_an_application_in_both_rooms_or_in_neither(hospital, ports) -> None:
    # As the reader sees to it: a host's address lies in its zone's networks where some are told. Here none are.
    hospital = replace(hospital, zones={z: replace(zone, prefixes=()) for z, zone in hospital.zones.items()})
    reach, ways, application = compile(hospital), Ways(hospital), listening(ports)
    edges = list(
        zip(
            reach.edge_from.tolist(),
            reach.edge_to.tolist(),
            reach.edge_conduit.tolist(),
            reach.edge_ports.tolist(),
            strict=True,
        )
    )
    for i in range(len(hospital.hosts)):
        for j in range(len(hospital.hosts)):
            ours = {
                conduit
                for one, other, conduit, left in edges
                if (one, other) == (reach.class_of[i], reach.class_of[j])
                and (not ports or any(carries(reach.port_sets[left], p) for p in ports))
            }
            assert ours == set(ways.carrying(ways.from_host(i), ways.to_host(j), application))
