from __future__ import annotations

from ipaddress import ip_address, ip_network
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.nft_boxes import Box, layers, spans
from codedark.gap.gate_book import elsewhere
from tests.gap.seal_ward import ward_hospital

SPANS = (
    "10.0.0.0/29",
    "10.0.0.0/30",
    "10.0.0.2/31",
    "10.0.0.3/32",
    "10.0.0.9",
    "10.0.0.1-10.0.0.6",
    "10.0.0.5-10.0.0.9",
)
ADDRESSES = tuple(range(12))
PROTOCOLS = {"tcp": (6,), "udp": (17,), "0-255": (1, 6, 17, 47)}
PORTS = {"1": (1,), "1-3": (1, 2, 3), "2-4": (2, 3, 4), "0-65535": (0, 1, 2, 3, 4, 5), "4-5": (4, 5)}
_prefix, _protocol = st.sampled_from(SPANS), st.sampled_from(list(PROTOCOLS))
boxes_with_ports = st.builds(Box, _prefix, _prefix, _protocol, st.sampled_from(list(PORTS)))
boxes_without = st.builds(Box, _prefix, _prefix, _protocol)

Point = tuple[int, int, int, int]


def _addresses(prefix: str) -> set[int]:
    if "-" in prefix:
        first, last = (int(end.rsplit(".", 1)[1]) for end in prefix.split("-"))
        return set(range(first, last + 1))
    base, _, length = prefix.partition("/")
    first = int(base.rsplit(".", 1)[1])
    return set(range(first, first + 2 ** (32 - int(length or 32))))


def _points(box: Box) -> set[Point]:
    """Every packet of a box, over few coordinates: brute force."""
    ports = PORTS[box.ports] if box.ports is not None else (0,)
    return {
        (s, t, p, n)
        for s in _addresses(box.source)
        for t in _addresses(box.target)
        for p in PROTOCOLS[box.protocol]
        for n in ports
    }


def _check(boxes: list[Box]) -> None:
    found = layers(boxes)
    assert {p for layer in found for b in layer for p in _points(b)} == {p for b in boxes for p in _points(b)}
    for layer in found:
        for one, other in combinations(layer, 2):
            assert not _points(one) & _points(other), f"{one} and {other} overlap in one layer"
    assert {b for layer in found for b in layer} <= set(boxes)


@given(st.lists(boxes_with_ports, max_size=9))
def test_layers_give_together_what_all_boxes_gave_and_none_overlaps_itself(boxes: list[Box]) -> None:
    _check(boxes)


@given(st.lists(boxes_without, max_size=9))
def test_the_same_holds_for_boxes_without_ports(boxes: list[Box]) -> None:
    _check(boxes)


@given(st.lists(st.builds(lambda n, k: f"10.0.0.{n // 2**k * 2**k}/{32 - k}", st.integers(0, 63), st.integers(0, 5))))
def test_spans_are_the_same_addresses_and_as_few_as_can_be(prefixes: list[str]) -> None:
    wanted = {a for p in prefixes for a in ip_network(p)}
    told = spans([*prefixes, "fd00::/8"], 4)
    found = [list(map(ip_address, (s.split("-")))) if "-" in s else [ip_network(s)[0], ip_network(s)[-1]] for s in told]
    assert {a for first, last in found for a in map(ip_address, range(int(first), int(last) + 1))} == wanted
    assert all(int(one[1]) + 1 < int(other[0]) for one, other in pairwise(found))


def test_everything_that_is_no_zones_is_a_span_more_than_there_are_zones() -> None:
    zones = ward_hospital().zones.values()
    told = [p for z in zones for p in z.prefixes]
    left = list(map(str, elsewhere(zones)))
    assert len(spans(left, 4)) + len(spans(left, 6)) <= len(told) + 2
    assert len(left) > 20 * len(told)
    assert spans(left, 6)[0] == "::-fd00:0:ffff:ffff:ffff:ffff:ffff:ffff"


def test_no_boxes_are_one_empty_layer() -> None:
    assert layers([]) == ((),)


def test_a_box_within_another_and_one_written_twice_are_left_out() -> None:
    wide, narrow = Box("10.0.0.0/8", "10.1.0.0/16", "tcp", "1-9"), Box("10.2.0.0/16", "10.1.0.0/16", "tcp", "5")
    assert layers([narrow, wide, narrow]) == ((wide,),)


def test_of_boxes_equal_in_meaning_one_stays() -> None:
    one, other = Box("10.0.0.1", "10.0.0.2", "tcp", "5"), Box("10.0.0.1/32", "10.0.0.2/32", "tcp", "5-5")
    assert layers([one, other]) == ((one,),)


def test_boxes_that_all_cross_need_a_layer_each() -> None:
    crossing = [Box("10.0.0.0/8", "10.1.0.0/16", "tcp", f"{i}-{i + 50}") for i in range(12)]
    assert layers(crossing) == tuple((b,) for b in crossing)


def test_addresses_of_ipv6_are_told_apart_to_the_last_bit() -> None:
    some = [Box(f"fd00::{i:x}", "fd00:1::/64", "udp", "53") for i in range(20)]
    assert layers(some) == (tuple(some),)
    assert layers([*some, Box("fd00::/123", "fd00:1::/64", "udp", "53")])[0] == (
        Box("fd00::/123", "fd00:1::/64", "udp", "53"),
    )


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (Box("10.0.0.1/32", "fd00::1/128", "tcp", "443"), "10.0.0.1 . fd00::1 . tcp . 443"),
        (Box("10.0.0.0/8", "::/0", "0-255"), "10.0.0.0/8 . ::/0 . 0-255"),
    ],
)
def test_a_box_is_written_as_the_kernel_takes_it(box: Box, text: str) -> None:
    assert str(box) == text


def test_many_boxes_of_a_real_size_are_laid_out_in_one_go() -> None:
    luck = Random(7)
    many = [
        Box(
            f"10.{luck.randrange(40)}.0.0/16",
            f"10.{luck.randrange(40)}.{luck.randrange(250)}.{luck.randrange(250)}",
            "tcp",
            str(luck.randrange(1, 500)),
        )
        for _ in range(1500)
    ]
    (layer,) = layers(many)
    assert set(layer) == set(many)
