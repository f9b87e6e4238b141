"""Ports are sets: what one row lets through, less what another denies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.hospital.ports import NO_PORTS, PortSet, carries, common, listening, minus, overlap, port_set, written
from codedark.hospital.records import Port, PortRange
from codedark.hospital.words import Protocol

LAST = 65535
NUMBERS = st.integers(0, 20) | st.sampled_from([LAST - 1, LAST])


@st.composite
def rows(draw: st.DrawFn) -> tuple[Protocol, tuple[PortRange, ...]]:
    """What a row says: a protocol and some ranges that may overlap, touch or repeat."""
    pairs = draw(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=3))
    return draw(st.sampled_from(list(Protocol))), tuple(PortRange(min(p), max(p)) for p in pairs)


def packets(row: tuple[Protocol, tuple[PortRange, ...]]) -> set[tuple[Protocol, int]]:
    """The packets a row speaks of, at the ports that matter here."""
    protocol, ranges = row
    numbers = [*range(22), LAST - 1, LAST]
    found = {
        (p, n)
        for p in (Protocol.TCP, Protocol.UDP)
        for n in numbers
        if protocol in {p, Protocol.ANY} and (not ranges or any(r.first <= n <= r.last for r in ranges))
    }
    if protocol is Protocol.ICMP or (protocol is Protocol.ANY and not ranges):
        found.add((Protocol.ICMP, 0))
    return found


def let_through(ports: PortSet) -> set[tuple[Protocol, int]]:
    """The packets a set lets through."""
    asked = packets((Protocol.ANY, ()))
    return {(p, n) for p, n in asked if carries(ports, Port(p, None if p is Protocol.ICMP else n))}


@given(rows())
def test_a_row_lets_through_what_it_says(row) -> None:
    assert let_through(port_set(*row)) == packets(row)


@given(rows(), rows())
def test_a_deny_takes_off_exactly_what_it_says(allow, deny) -> None:
    left = minus(port_set(*allow), port_set(*deny))
    assert let_through(left) == packets(allow) - packets(deny)


@given(rows(), rows(), rows())
def test_the_order_of_denies_does_not_matter(allow, one, other) -> None:
    a, b, c = port_set(*allow), port_set(*one), port_set(*other)
    assert minus(minus(a, b), c) == minus(minus(a, c), b)


@given(rows(), rows())
def test_two_rows_overlap_when_a_packet_is_in_both(one, other) -> None:
    assert overlap(port_set(*one), port_set(*other)) == bool(packets(one) & packets(other))


@given(rows())
def test_a_row_less_itself_is_nothing(row) -> None:
    assert minus(port_set(*row), port_set(*row)) == NO_PORTS


@given(rows())
def test_equal_sets_are_written_one_way(row) -> None:
    protocol, ranges = row
    assert port_set(protocol, ranges) == port_set(protocol, (*reversed(ranges), *ranges))


@pytest.mark.parametrize(
    ("protocol", "ranges", "text"),
    [
        (Protocol.ANY, (), "any"),
        (Protocol.TCP, (), "tcp"),
        (Protocol.TCP, (PortRange(443, 443), PortRange(80, 90)), "tcp/80-90,443"),
        (Protocol.UDP, (PortRange(0, 10), PortRange(11, LAST)), "udp"),
        (Protocol.ICMP, (PortRange(8, 8),), "icmp"),
    ],
)
def test_a_set_is_written_as_people_write_it(protocol, ranges, text) -> None:
    assert written(port_set(protocol, ranges)) == text


def test_nothing_is_called_nothing() -> None:
    assert written(NO_PORTS) == "nothing"


def test_an_application_that_takes_any_port_of_a_protocol_is_carried_by_one_of_them() -> None:
    assert carries(port_set(Protocol.TCP, (PortRange(445, 445),)), Port(Protocol.TCP, None))
    assert not carries(port_set(Protocol.UDP, ()), Port(Protocol.TCP, None))


def test_an_application_with_nothing_told_listens_on_everything() -> None:
    assert listening(()) == port_set(Protocol.ANY, ())


def test_what_two_sets_have_in_common_is_in_both_and_nothing_else() -> None:
    one, other = port_set(Protocol.TCP, (PortRange(1, 10),)), port_set(Protocol.ANY, (PortRange(5, 20),))
    assert common(one, other) == common(other, one) == port_set(Protocol.TCP, (PortRange(5, 10),))
    assert common(one, port_set(Protocol.UDP, ())) == NO_PORTS
