"""A Junos device as far as seals need one: statements in a candidate, commits, a commit that rolls back."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Any

from tests.formats.firewall_devices import Device, Unknown, port_within
from tests.formats.firewall_packets import NUMBERS, Packet

SHOWS = re.compile(r"(show |clear security flow session|#)")
Statement = tuple[str, ...]
Config = dict[Statement, bool]
"""Statement -> active, in the order they were set."""


class Junos(Device):
    """Candidate and running configuration."""

    def __init__(self, interface_to: Callable[[IPv4Address | IPv6Address], str]) -> None:
        super().__init__(interface_to)
        self.candidate: Config = {}
        self.running: Config = {}
        self.before: tuple[Config, int] | None = None

    def paste(self, text: str) -> None:
        for line in text.splitlines():
            if SHOWS.match(line):
                continue
            words = tuple(w for w in line.split() if w not in "[]")
            match words:
                case ("configure", "exclusive") | ("exit",):
                    self.candidate = dict(self.running)
                case ("set", *told):
                    self.candidate[tuple(told)] = True
                case ("activate" | "deactivate" as verb, *told):
                    under = [s for s in self.candidate if s[: len(told)] == tuple(told)]
                    assert under, f"nothing to {verb}: {told}"
                    for s in under:
                        self.candidate[s] = verb == "activate"
                case ("delete", *told):
                    under = [s for s in self.candidate if s[: len(told)] == tuple(told)]
                    assert under, f"nothing to delete: {told}"
                    for s in under:
                        del self.candidate[s]
                case ("commit",):
                    self.running, self.before = dict(self.candidate), None
                case ("commit", "confirmed", minutes):
                    self.before = (self.running, int(minutes))
                    self.running = dict(self.candidate)
                case _:
                    raise Unknown(line)

    def state(self) -> Any:
        return list(self.running.items())

    def wait(self, minutes: int) -> None:
        if self.before is not None and minutes >= self.before[1]:
            self.running, self.before = self.before[0], None
            self.candidate = dict(self.running)

    def passes(self, packet: Packet) -> bool:
        name, _, unit = self.interface_to(packet.target).partition(".")
        family = "inet" if packet.version == 4 else "inet6"
        hook = ("interfaces", name, "unit", unit or "0", "family", family, "filter", "output")
        hooked = [s[-1] for s, active in self.running.items() if active and s[:-1] == hook]
        return all(self._judged(family, one, packet) for one in hooked)

    def _judged(self, family: str, name: str, packet: Packet) -> bool:
        terms: dict[str, tuple[list[Statement], list[Statement]]] = {}
        at = ("firewall", "family", family, "filter", name, "term")
        for statement, active in self.running.items():
            if active and statement[:6] == at:
                term, word, *rest = statement[6:]
                terms.setdefault(term, ([], []))[0 if word == "from" else 1].append(tuple(rest))
        for conditions, actions in terms.values():
            if self._matches(conditions, packet):
                return ("accept",) in actions
        return False

    def _matches(self, conditions: list[Statement], packet: Packet) -> bool:
        """Values of one condition are alternatives; different conditions all hold."""
        by_word: dict[str, list[str]] = {}
        for word, *values in conditions:
            by_word.setdefault(word, []).extend(values)
        return all(self._holds(word, values, packet) for word, values in by_word.items())

    def _holds(self, word: str, values: list[str], packet: Packet) -> bool:
        match word:
            case "source-prefix-list":
                return self._in(values, packet.source)
            case "destination-prefix-list":
                return self._in(values, packet.target)
            case "protocol" | "next-header":
                return packet.number in {NUMBERS[v] for v in values}
            case "destination-port":
                return port_within(packet.target_port, values)
            case "source-port":
                return port_within(packet.source_port, values)
            case "tcp-established" | "icmp-type":
                return not packet.opens
        raise Unknown(word)

    def _in(self, names: list[str], address: IPv4Address | IPv6Address) -> bool:
        lists = [("policy-options", "prefix-list", name) for name in names]
        prefixes = [ip_network(s[3]) for s, active in self.running.items() if active and s[:3] in lists]
        assert prefixes
        return any(address in p for p in prefixes if p.version == address.version)
