"""Finders: an empty value takes a span and offers nothing."""

from __future__ import annotations

from codedark.record.indicator_finding import FINDERS, Kind, Own


def test_every_kind_has_a_finder() -> None:
    told_by_the_value = {Kind.SHA1, Kind.MD5, Kind.ONION}
    assert {kind for kind, _ in FINDERS} | told_by_the_value == set(Kind)


def test_what_is_ours_is_taken_and_offered_empty() -> None:
    own = Own(domains=frozenset({"ours.example"}))
    urls = dict(FINDERS)[Kind.URL]
    text = "https://ours.example/bad.top https://bad.top/"
    assert list(urls(text, own, lambda _start, _end: False)) == [("", 0, 28), ("https://bad.top/", 29, 45)]


def test_a_network_wider_than_eight_bits_is_no_indicator() -> None:
    addresses = dict(FINDERS)[Kind.IPV4]
    found = addresses("203.0.113.0/24 203.0.113.1/4", Own(), lambda _start, _end: False)
    assert [value for value, _, _ in found] == ["203.0.113.0/24", ""]


def test_addresses_nobody_can_come_from_are_no_indicators() -> None:
    addresses = dict(FINDERS)[Kind.IPV4]
    found = addresses("127.0.0.1 224.0.0.9 169.254.3.4 0.0.0.0 203.0.113.9", Own(), lambda _start, _end: False)
    assert [value for value, _, _ in found if value] == ["203.0.113.9"]
