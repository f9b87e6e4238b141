"""Small models of other people's firewalls: each reads the text a person would paste, and judges packets by it.

They know the words of their make and nothing of the renderers. Before anything is pasted, each lets everything pass, as
a firewall whose own rules allow all. A command a model does not know is an error: a text may not say more than this.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from tests.formats.firewall_packets import Packet


class Unknown(AssertionError):
    """A line the model of this make cannot read."""


class Device(ABC):
    """One firewall."""

    def __init__(self, interface_to: Callable[[IPv4Address | IPv6Address], str]) -> None:
        self.interface_to = interface_to

    @abstractmethod
    def paste(self, text: str) -> None:
        """Type a whole text."""

    @abstractmethod
    def state(self) -> object:
        """Everything that stands on the device, to be compared."""

    @abstractmethod
    def passes(self, packet: Packet) -> bool:
        """Whether a packet gets through."""

    @abstractmethod
    def wait(self, minutes: int) -> None:
        """Let time go by."""


def within(address: IPv4Address | IPv6Address, spans: Iterable[str]) -> bool:
    """Whether an address is one of these, or lies in a range `a-b`."""
    for span in spans:
        first, _, last = span.partition("-")
        ends = ip_address(first), ip_address(last or first)
        if ends[0].version == address.version and ends[0] <= address <= ends[1]:  # type: ignore[operator]
            return True
    return False


def port_within(port: int, spans: Iterable[str]) -> bool:
    """Whether a port is one of `80`, `8000-8010`."""
    pairs = (span.partition("-") for span in spans)
    return any(int(a) <= port <= int(b or a) for a, _, b in pairs)
