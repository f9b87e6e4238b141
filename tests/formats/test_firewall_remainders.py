"""What is dropped, less what is kept."""

from codedark.formats.firewall_remainders import Block, blocks
from codedark.formats.firewall_wall import wall
from codedark.hospital.words import Protocol
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_worlds import book_of, both_ways, cell, place, seal_of


def _blocks(*keep: object) -> tuple[Block, ...]:
    book = book_of(place("a", "10.0.0.0/30"), place("b", "10.0.1.0/30"))
    return blocks(wall(book, seal_of(both_ways(("a", "b")), keep)))  # type: ignore[arg-type]


def test_with_nothing_kept_a_block_is_the_whole_pair() -> None:
    assert [(b.sources, b.targets, b.protocol, b.ports) for b in _blocks()] == [
        (("10.0.0.0-10.0.0.3",), ("10.0.1.0-10.0.1.3",), Protocol.ANY, ()),
        (("10.0.1.0-10.0.1.3",), ("10.0.0.0-10.0.0.3",), Protocol.ANY, ()),
    ]


def test_a_kept_port_of_one_host_is_left_out_of_that_host_alone() -> None:
    found = [b for b in _blocks(cell("a", "b", ["10.0.0.1/32"], ["10.0.1.2/32"], "tcp", "443")) if b.code[:4] == "D001"]
    whole = [b for b in found if b.protocol is Protocol.ANY]
    assert {b.sources for b in whole} == {("10.0.0.0", "10.0.0.2-10.0.0.3"), ("10.0.0.1",)}
    (tcp,) = (b for b in found if b.protocol is Protocol.TCP)
    assert (tcp.sources, tcp.targets) == (("10.0.0.1",), ("10.0.1.2",))
    assert [str(r) for r in tcp.ports] == ["0-442", "444-65535"]


def test_where_everything_is_kept_there_is_no_block() -> None:
    found = _blocks(cell("a", "b", ["10.0.0.0/30"], ["10.0.1.0/30"], "any"))
    assert {b.code[:4] for b in found} == {"D002"}


def test_where_every_port_is_kept_that_protocol_is_not_blocked() -> None:
    found = _blocks(cell("a", "b", ["10.0.0.0/30"], ["10.0.1.0/30"], "udp", "0-65535"))
    assert {b.protocol for b in found if b.code[:4] == "D001"} == {Protocol.TCP, Protocol.ICMP, None}


def test_nothing_is_kept_out_of_a_quarantine() -> None:
    world = CASES["quarantine"]
    assert all(b.protocol is Protocol.ANY for b in blocks(wall(world.book, world.seal)))
