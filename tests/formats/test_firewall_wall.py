"""A seal as plain lines."""

from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.firewall_wall import plain, wall
from codedark.hospital.words import Protocol
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_worlds import HOSTILE, book_of, both_ways, cell, place, seal_of


def _codes(case: str) -> list[str]:
    return [line.code for line in wall(CASES[case].book, CASES[case].seal, CASES[case].refused).lines]


def test_quarantine_comes_first_then_what_is_refused_then_what_is_kept_then_the_drop() -> None:
    assert _codes("break-glass") == ["C001", "K001", "K002", "K003", "D001", "D002"]
    assert _codes("refused-anyway") == ["R001", "K001", "D001", "D002"]
    assert _codes("quarantine") == ["Q001", "Q002", "Q003", "Q004"]


def test_a_line_has_one_family() -> None:
    for case in CASES.values():
        for line in wall(case.book, case.seal).lines:
            assert all((":" in p) == (line.version == 6) for s in (line.sources, line.targets) for p in s.prefixes)


def test_any_protocol_with_ports_is_tcp_and_udp() -> None:
    world = CASES["many-prefixes"]
    kept = [line for line in wall(world.book, world.seal).lines if line.permits]
    assert [line.protocol for line in kept] == [Protocol.TCP, Protocol.UDP]


def test_a_cell_whose_sides_share_no_family_says_nothing() -> None:
    book = book_of(place("a", "10.0.0.0/24"), place("b", "2001:db8::/64"))
    keep = [cell("a", "b", ["10.0.0.0/24"], ["2001:db8::/64"], "tcp", "22")]
    assert wall(book, seal_of(both_ways(("a", "b")), keep)).lines == ()


def test_zones_that_look_alike_are_told_apart() -> None:
    book = book_of(place("ward 1", "10.0.0.0/24"), place("ward;1", "10.0.1.0/24"), place("WARD-1", "10.0.2.0/24"))
    seal = seal_of(both_ways(("ward 1", "ward;1"), ("ward 1", "WARD-1")))
    names = {s.name for s in wall(book, seal).sets()}
    assert len({n.lower() for n in names}) == 3


def test_an_interface_that_could_be_a_command_counts_as_not_told() -> None:
    world = CASES["interfaces-not-told"]
    assert [t.interface for t in wall(world.book, world.seal).toward] == ["", ""]


def test_hosts_without_an_address_are_named() -> None:
    world = CASES["break-glass"]
    assert wall(world.book, world.seal).hidden == ("analyser-7",)


@given(st.lists(st.sampled_from(HOSTILE)).map("".join), st.integers(1, 60))
def test_a_plain_word_is_short_plain_and_never_empty(text: str, most: int) -> None:
    word = plain(text, most)
    assert 0 < len(word) <= most and all(c.isascii() and (c.isalnum() or c in "._-") for c in word)
    assert word[0] not in "-._"
