"""From a hospital to namespaces and links: which router stands between whom, and what each is called.

- A zone is one namespace; it hangs on its gate, and on the *backbone* where no gate stands before it.
- A gate that zones hang on is a router between them and the backbone.
- A gate that conduits name although neither end hangs on it (a firewall between two campuses) stands in a *ring*:
  packets between the pairs of zones it is named for are sent from the backbone through it and back.
- A gate that only contains zones (port isolation, network admission) is played inside those zones' own namespaces,
  which have a link of their own for managing it, as switches have.
- The *desk* is where the laptop stands; it hangs on the backbone.

Links have addresses of 198.18.0.0/16 (RFC 2544) and fd00:c0de::/32: the network the gates are managed by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_network

from codedark.hospital.records import GateId, Hospital, ZoneId

BACKBONE, DESK = "backbone", "desk"
MANAGEMENT = ("198.18.0.0/16", "fd00:c0de::/32")
"""Addresses of the range's own links: agents of gates listen on them."""
INTERFACE_CHARACTERS_MOST = 15
_LINK_V4, _LINK_V6 = int(IPv4Address("198.18.0.0")), int(IPv6Address("fd00:c0de::"))


class Kind(StrEnum):
    """What a namespace plays."""

    ZONE = "zone"
    GATE = "gate"
    BACKBONE, DESK = "backbone", "desk"


MANAGEMENT = ("198.18.0.0/16", "fd00:c0de::/32")
"""Addresses of the range's own links: agents of gates listen on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """One network namespace and how it is set up."""

    name: str
    """`zone:NAME`, `gate:NAME`, `backbone`."""
    kind: Kind
    batch: tuple[str, ...]
    """Lines for `ip -batch`, once its links are there."""
    steering: str
    """nftables text that sends some pairs another way; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A pair of interfaces, one in each namespace."""

    one: str
    one_interface: str
    other: str
    other_interface: str
    at: int
    """Which link this is: its addresses follow from it."""

    @property
    def addresses(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """(IPv4, IPv6) of one side, then of the other."""
        four, six = _LINK_V4 + 4 * self.at, _LINK_V6 + 4 * self.at
        return (
            (str(IPv4Address(four + 1)), str(IPv6Address(six + 1))),
            (str(IPv4Address(four + 2)), str(IPv6Address(six + 2))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Topology:
    """All namespaces of a hospital, how they hang together, and what its gates see of it."""

    namespaces: tuple[Namespace, ...]
    links: tuple[Link, ...]
    interfaces: Mapping[tuple[GateId, ZoneId], str]
    """(gate, zone) -> the gate's interface towards it, for `gap.gate_books`."""
    routing: tuple[GateId, ...]
    """Gates that have a namespace of their own."""
    inside: Mapping[GateId, tuple[ZoneId, ...]]
    """Gates that contain zones -> those zones, in whose namespaces they are played."""

    def management_address(self, name: str) -> str:
        """The address by which a namespace is managed; KeyError: a zone in which no gate acts."""
        for link in self.links:
            if link.one == name and link.one_interface == ("manage" if name.startswith("zone:") else "uplink"):
                return link.addresses[0][0]
            if link.other == name and link.other_interface == "ring-in":
                return link.addresses[1][0]
        raise KeyError(name)


def zone_space(zone: str) -> str:
    """The namespace of a zone."""
    return f"zone:{zone}"


def gate_space(gate: str) -> str:
    """The namespace of a gate."""
    return f"gate:{gate}"


def interface(prefix: str, name: str) -> str:
    """An interface's name: the whole name where it fits, else its beginning and four digits of its hash.

    >>> interface("z-", "lab"), interface("z-", "intensive-care-north")
    ('z-lab', 'z-intensiv-9828')
    """
    plain = "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in name)
    if plain == name and len(prefix + name) <= INTERFACE_CHARACTERS_MOST:
        return prefix + name
    room = INTERFACE_CHARACTERS_MOST - len(prefix) - 5
    return f"{prefix}{plain[:room]}-{sha256(name.encode()).hexdigest()[:4]}"


def overlaps_links(hospital: Hospital) -> tuple[str, ...]:
    """Told networks that overlap those of the range's own links: packets to some of their hosts may go astray."""
    own = [ip_network(n) for n in MANAGEMENT]
    told = [p for z in hospital.zones.values() for p in z.prefixes]
    return tuple(str(p) for p in told if any(p.version == n.version and p.overlaps(n) for n in own))
