from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codedark.depend.ports import EVERYTHING, Stretches, of_application, of_conduit, overlap, without
from codedark.hospital.records import Port
from codedark.hospital.words import Protocol
from tests.making import make_hospital

STRETCHES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)


def spread(stretches: Stretches) -> set[int]:
    return {port for first, last in stretches for port in range(first, last + 1)}


def laid(told: list[tuple[int, int]]) -> Stretches:
    pieces: Stretches = ()
    for a, b in told:
        pieces = (*without(pieces, ((min(a, b), max(a, b)),)), (min(a, b), max(a, b)))
    return tuple(sorted(pieces))


@given(STRETCHES, STRETCHES)
def test_stretches_are_sets_of_ports(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    a, b = laid(one), laid(other)
    assert spread(overlap(a, b)) == spread(a) & spread(b)
    assert spread(without(a, b)) == spread(a) - spread(b)


def speaks_of(protocol: str, ports: str) -> Stretches:
    hospital = make_hospital(conduits=f"conduit,from,to,protocol,ports\nc,office,office,{protocol},{ports}\n")
    return of_conduit(hospital.conduits["c"])  # type: ignore[index]


def test_no_ports_told_is_every_port_of_the_protocol() -> None:
    assert speaks_of("any", "") == EVERYTHING
    assert speaks_of("tcp", "") == ((0, 65535),)


def test_any_with_ports_is_tcp_and_udp_because_icmp_has_none() -> None:
    tcp, udp = of_application([Port(Protocol.TCP, 53)]), of_application([Port(Protocol.UDP, 53)])
    ping = of_application([Port(Protocol.ICMP, None)])
    assert overlap(speaks_of("any", "53"), tcp) and overlap(speaks_of("any", "53"), udp)
    assert not overlap(speaks_of("any", "53"), ping)
    assert overlap(speaks_of("any", ""), ping)


def test_protocols_do_not_meet() -> None:
    assert not overlap(speaks_of("tcp", ""), of_application([Port(Protocol.UDP, 53)]))


def test_an_application_that_tells_nothing_listens_on_everything() -> None:
    assert of_application([]) == EVERYTHING


def test_neighbours_join() -> None:
    assert speaks_of("tcp", "80-89 90-99 85") == ((80, 99),)
