"""What one set of questions says about another: every packet of D is one of A; no packet is both.

Only what can be shown from the words of the rules counts: `covers` and `apart` are true when it is certain, and false
when it is not so or cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final

from codedark.gap.ruleset import Match

ADDRESSES: Final = ("ip saddr", "ip daddr", "ip6 saddr", "ip6 daddr")
INTERFACES: Final = ("meta iif", "meta iifname", "meta oif", "meta oifname")
_NAMING: Final = (
    *ADDRESSES,
    *INTERFACES,
    "ether ",
    "vlan ",
    "meta ibr",
    "meta obr",
    "meta sdif",
    "meta iifgroup",
    "meta oifgroup",
    "ct original",
    "ct reply",
    "xt --match-set",
    "xt --physdev",
    "xt --mac",
    "xt --src-range",
    "xt --dst-range",
)
_AIMED: Final = (*_NAMING, "tcp dport", "tcp sport", "udp dport", "udp sport", "th ", "meta mark", "ct mark", "sctp ")


def names_somebody(matches: Iterable[Match]) -> bool:
    """Some question is about who or where: an address, an interface, a set of them."""
    return any(part.startswith(_NAMING) for match in matches for part in match.key.split(" . "))


def is_aimed(matches: Iterable[Match]) -> bool:
    """Some question is about who, where or what service: a rule written to cut something off."""
    return any(part.startswith(_AIMED) for match in matches for part in match.key.split(" . "))


def covers(wide: Sequence[Match], narrow: Sequence[Match]) -> bool:
    """Certain: every packet that answers `narrow` answers `wide`.

    Cost: questions x questions x values.
    """
    return all(any(_follows(told, asked) for told in narrow) for asked in wide)


def apart(one: Sequence[Match], other: Sequence[Match]) -> bool:
    """Certain: no packet answers both."""
    # Written out: compared millions of times in a large chain, and most pairs differ in their key.
    for a in one:
        for b in other:
            if a.key == b.key and _excludes(a, b):
                return True
    return False


def _follows(told: Match, asked: Match) -> bool:
    if told.key != asked.key:
        return False
    if told == asked:
        return True
    if told.set_name or asked.set_name:
        return False
    if told.op == "==" and asked.op == "==":
        return all(any(within(value, wide) for wide in asked.values) for value in told.values)
    if told.op == "==" and asked.op == "!=":
        return _separate(told.values, asked.values)
    if told.op == "!=" and asked.op == "!=":
        return all(any(within(value, wide) for wide in told.values) for value in asked.values)
    return False


_OVERLAPPING: Final = ("ct status", "tcp flags", "xt ")
"""Questions whose values do not exclude each other: a packet has several flags, an address is in several sets."""
_EXCLUDING: Final = ("xt --physdev-in", "xt --physdev-out", "xt --mac-source")


def _excludes(one: Match, other: Match) -> bool:
    if one.key.startswith(_OVERLAPPING) and one.key not in _EXCLUDING:
        return False
    if one.set_name or other.set_name:
        return one.set_name == other.set_name and {one.op, other.op} == {"==", "!="}
    if one.op == "==" and other.op == "==":
        return _separate(one.values, other.values)
    if {one.op, other.op} == {"==", "!="}:
        held, left_out = (one, other) if one.op == "==" else (other, one)
        return all(any(within(value, wide) for wide in left_out.values) for value in held.values)
    return False


_PAIRS_MAX = 10_000


def _separate(ones: Sequence[str], others: Sequence[str]) -> bool:
    # Two written-out sets of hundreds each: not worth the time, and "cannot be told" is a safe answer.
    if len(ones) * len(others) > _PAIRS_MAX:
        return False
    return all(distinct(one, other) for one in ones for other in others)


def within(value: str, wide: str) -> bool:
    """Certain: everything `value` stands for, `wide` stands for too.

    >>> within("10.1.2.0/24", "10.1.0.0/16"), within("22", "20-25"), within("eth0", "eth*"), within("a", "b")
    (True, True, True, False)
    """
    if value == wide:
        return True
    if wide.endswith("*"):
        return value.startswith(wide[:-1])
    inner, outer = span(value), span(wide)
    if inner is None or outer is None or inner[0] != outer[0]:
        return False
    return outer[1] <= inner[1] and inner[2] <= outer[2]


def distinct(one: str, other: str) -> bool:
    """Certain: nothing is both. Two different names are; two names of which one is a number may be one port."""
    if one == other:
        return False
    if one.endswith("*") or other.endswith("*"):
        short, long = sorted((one.rstrip("*"), other.rstrip("*")), key=len)
        return not (long.startswith(short))
    a, b = span(one), span(other)
    if a is None and b is None:
        return True
    if a is None or b is None or a[0] != b[0]:
        return False
    return a[2] < b[1] or b[2] < a[1]


@lru_cache(maxsize=200_000)
def span(value: str) -> tuple[int, int, int] | None:
    """Kind (0 numbers, 4, 6), first and last of what a value stands for; None for a name.

    >>> span("10.0.0.0/31"), span("80-90"), span("ssh")
    ((4, 167772160, 167772161), (0, 80, 90), None)
    """
    low, dash, high = value.partition("-")
    try:
        if not dash:
            return _number(value) or _network(value)
        first, last = span(low), span(high)
        return None if first is None or last is None else (first[0], first[1], last[2])
    except ValueError:
        return None


def _number(value: str) -> tuple[int, int, int] | None:
    return (0, int(value), int(value)) if value.isascii() and value.isdigit() else None


def _network(value: str) -> tuple[int, int, int]:
    if "/" not in value:
        address = ip_address(value)
        return address.version, int(address), int(address)
    network: IPv4Network | IPv6Network = ip_network(value, strict=False)
    return network.version, int(network.network_address), int(network.broadcast_address)
