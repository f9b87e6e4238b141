"""What is particular to ASA."""

from codedark.formats.firewall_asa import asa_texts
from codedark.formats.firewall_wall import wall
from codedark.hospital.records import GateId
from tests.formats.firewall_cases import CASES


def _texts(case: str, minutes: int = 60):  # type: ignore[no-untyped-def]
    return asa_texts(GateId("g"), wall(CASES[case].book, CASES[case].seal), minutes)


def test_one_list_holds_both_families() -> None:
    stage = _texts("ipv6").stage
    assert "network-object 2001:db8:10::/64" in stage and "network-object 10.10.0.0 255.255.252.0" in stage
    assert "extended permit icmp6 " in stage


def test_connections_that_stand_are_cleared_pair_by_pair() -> None:
    told = _texts("dark").flush_sessions.splitlines()
    assert told == [
        "clear conn address 10.10.40.0-10.10.40.255 address 10.10.0.0-10.10.3.255",
        "clear conn address 10.10.41.0-10.10.41.127 address 10.10.0.0-10.10.3.255",
    ]


def test_no_clear_is_without_an_address() -> None:
    for case in CASES:
        assert all(line.startswith("clear conn address ") for line in _texts(case).flush_sessions.splitlines())


def test_the_list_is_never_cleared_before_it_is_built() -> None:
    """Rebuilding a list that is hooked would open, or lock out, in between."""
    assert "clear configure" not in _texts("dark").stage and "no access-list" not in _texts("dark").stage


def test_the_countdown_is_in_seconds() -> None:
    assert " event timer countdown 1800\n" in _texts("dark", minutes=30).undo
