"""Which sessions are stopped."""

from codedark.formats.firewall_sessions import PREFIXES_MOST, ends, session_pairs, span
from codedark.formats.firewall_wall import wall
from tests.formats.firewall_cases import CASES, ELSEWHERE


def test_each_pair_is_told_once_whatever_its_direction() -> None:
    pairs = list(session_pairs(wall(CASES["dark"].book, CASES["dark"].seal)))
    assert len(pairs) == len({frozenset(p) for p in pairs}) == 2


def test_a_side_that_is_everything_else_is_left_out() -> None:
    assert len(ELSEWHERE.prefixes) > PREFIXES_MOST
    pairs = list(session_pairs(wall(CASES["zone-untold"].book, CASES["zone-untold"].seal)))
    assert ("10.10.0.0/22", None) in pairs or (None, "10.10.0.0/22") in pairs


def test_no_pair_is_every_session_there_is() -> None:
    for case in CASES.values():
        assert (None, None) not in set(session_pairs(wall(case.book, case.seal)))


def test_two_long_sides_are_told_in_full() -> None:
    pairs = set(session_pairs(wall(CASES["many-prefixes"].book, CASES["many-prefixes"].seal)))
    assert len(pairs) == 400


def test_a_span_has_both_ends() -> None:
    assert span("2001:db8::/126") == "2001:db8::-2001:db8::3" and ends("10.0.0.7/32") == ("10.0.0.7", "10.0.0.7")
