"""IOS and ASA as far as seals need them: object groups, access lists, and what is hooked to which interface."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Any

from tests.formats.firewall_devices import Device, Unknown
from tests.formats.firewall_packets import Packet

SHOWS = re.compile(r"\s*(show |clear conn|!|write memory|configure terminal$|end$)")
ANSWERS = {"echo-reply", "unreachable", "time-exceeded", "packet-too-big"}


class Cisco(Device):
    """What the two have in common."""

    def __init__(self, interface_to: Callable[[IPv4Address | IPv6Address], str]) -> None:
        super().__init__(interface_to)
        self.groups: dict[str, list[str]] = {}
        self.lists: dict[str, list[list[str]]] = {}
        self.hooked: dict[tuple[str, str], str] = {}
        """(interface, family) -> list."""

    def state(self) -> Any:
        return copy.deepcopy((self.groups, self.lists, self.hooked))

    def judged(self, name: str, packet: Packet, *, stateful: bool) -> bool:
        """First entry that matches; nothing matches: refused."""
        for entry in self.lists[name]:
            if self._matches(list(entry[1:]), packet, stateful=stateful):
                return entry[0] == "permit"
        return False

    def _matches(self, words: list[str], packet: Packet, *, stateful: bool) -> bool:
        protocol = words.pop(0)
        six = packet.version == 6
        if protocol not in {"ip", "ipv6"} and packet.number != {
            "tcp": 6, "udp": 17, "icmp": 58 if six and not stateful else 1, "icmp6": 58,
        }[protocol]:  # fmt: skip
            return False
        if not self._end(words, packet.source) or not self._port(words, packet.source_port):
            return False
        if not self._end(words, packet.target) or not self._port(words, packet.target_port):
            return False
        for word in words:
            if word == "established" or word in ANSWERS:
                if packet.opens:
                    return False
            else:
                raise Unknown(word)
        return True

    def _end(self, words: list[str], address: IPv4Address | IPv6Address) -> bool:
        match words.pop(0):
            case "any":
                return True
            case "any4" | "any6" as family:
                return address.version == int(family[-1])
            case "object-group":
                spans = self.groups[words.pop(0)]
            case prefix if ":" in prefix:
                spans = [prefix]
            case other:
                raise Unknown(other)
        networks = [ip_network(s) for s in spans]
        return any(address in n for n in networks if n.version == address.version)

    def _port(self, words: list[str], port: int) -> bool:
        if words[:1] == ["eq"]:
            told = int(words[1])
            del words[:2]
            return port == told
        if words[:1] == ["range"]:
            first, last = int(words[1]), int(words[2])
            del words[:3]
            return first <= port <= last
        return True

    def delete_group(self, name: str) -> None:
        """Refused while a list names it."""
        assert not any(name in entry for entries in self.lists.values() for entry in entries), f"{name} is in use"
        del self.groups[name]

    def delete_list(self, name: str) -> None:
        """Refused while it is hooked."""
        assert name not in self.hooked.values(), f"{name} is hooked"
        del self.lists[name]


def _member(words: list[str]) -> str:
    match words:
        case ["host", address]:
            return address
        case [address, mask]:
            return f"{address}/{mask}"
        case [prefix]:
            return prefix
        case _:
            raise Unknown(words)


class Ios(Cisco):
    """Stateless lists, and a revert timer."""

    before: tuple[Any, int] | None = None
    """What stood before the timed session, and the minutes left."""

    def paste(self, text: str) -> None:
        block: list[str] = []
        for line in text.splitlines():
            if SHOWS.match(line):
                continue
            words = line.split()
            if line.startswith(" "):
                self._within(block, words)
                continue
            block = words
            match words:
                case ["configure", "terminal", "revert", "timer", minutes]:
                    assert 1 <= int(minutes) <= 120
                    self.before = (self.state(), int(minutes))
                case ["configure", "confirm"]:
                    self.before = None
                case ["object-group", "network", name]:
                    self.groups[name] = []
                case ["ip", "access-list", "extended", name] | ["ipv6", "access-list", name]:
                    self.lists.setdefault(name, [])
                case ["interface", _]:
                    pass
                case ["no", "ip", "access-list", "extended", name] | ["no", "ipv6", "access-list", name]:
                    self.delete_list(name)
                case ["no", "object-group", "network", name]:
                    self.delete_group(name)
                case _:
                    raise Unknown(line)

    def _within(self, block: list[str], words: list[str]) -> None:
        match block[0], words:
            case "object-group", told:
                self.groups[block[-1]].append(_member(told))
            case (("ip" | "ipv6"), ["remark", *said]):
                assert len(" ".join(said)) <= 100
            case (("ip" | "ipv6"), ["permit" | "deny", *_]):
                self.lists[block[-1]].append(words)
            case "interface", [("ip" | "ipv6") as family, "access-group" | "traffic-filter", name, "out"]:
                assert name in self.lists
                self.hooked[block[1], family] = name
            case "interface", ["no", ("ip" | "ipv6") as family, "access-group" | "traffic-filter", _, "out"]:
                del self.hooked[block[1], family]
            case _:
                raise Unknown(words)

    def wait(self, minutes: int) -> None:
        if self.before is not None:
            state, left = self.before
            if minutes >= left:
                self.groups, self.lists, self.hooked = state
                self.before = None

    def passes(self, packet: Packet) -> bool:
        name = self.hooked.get((self.interface_to(packet.target), "ip" if packet.version == 4 else "ipv6"))
        return name is None or self.judged(name, packet, stateful=False)


class Asa(Cisco):
    """Judges openings alone; one list for both families; a countdown that types commands."""

    def __init__(self, interface_to: Callable[[IPv4Address | IPv6Address], str]) -> None:
        super().__init__(interface_to)
        self.applets: dict[str, list[list[str]]] = {}

    def state(self) -> Any:
        return copy.deepcopy((super().state(), self.applets))

    def paste(self, text: str) -> None:
        block: list[str] = []
        for line in text.splitlines():
            if SHOWS.match(line):
                continue
            words = line.split()
            if line.startswith(" "):
                self._within(block, words)
                continue
            block = words
            match words:
                case ["object-group", "network", name]:
                    self.groups[name] = []
                case ["access-list", name, "remark", *said]:
                    self.lists.setdefault(name, [])
                    assert len(" ".join(said)) <= 100
                case ["access-list", name, "extended", *entry]:
                    self.lists.setdefault(name, []).append(entry)
                case ["access-group", name, "out", "interface", interface]:
                    assert name in self.lists
                    self.hooked[interface, "both"] = name
                case ["no", "access-group", _, "out", "interface", interface]:
                    del self.hooked[interface, "both"]
                case ["event", "manager", "applet", name]:
                    assert len(name) <= 32
                    self.applets[name] = []
                case ["no", "event", "manager", "applet", name]:
                    self.applets.pop(name, None)
                case ["clear", "configure", "access-list", name]:
                    self.delete_list(name)
                case ["no", "object-group", "network", name]:
                    self.delete_group(name)
                case _:
                    raise Unknown(line)

    def _within(self, block: list[str], words: list[str]) -> None:
        match block[0], words:
            case "object-group", ["network-object", *told]:
                self.groups[block[-1]].append(_member(told))
            case "event", ["description" | "event" | "action" | "output", *_]:
                self.applets[block[-1]].append(words)
            case _:
                raise Unknown(words)

    def wait(self, minutes: int) -> None:
        for name, told in list(self.applets.items()):
            (seconds,) = (int(w[-1]) for w in told if w[:3] == ["event", "timer", "countdown"])
            if minutes * 60 >= seconds:
                self.paste("\n".join(self._commands(told)))
                del self.applets[name]

    def _commands(self, told: list[list[str]]) -> Iterator[str]:
        for words in told:
            if words[0] == "action":
                quoted = re.fullmatch(r'action \d+ cli command "([^"]+)"', " ".join(words))
                assert quoted
                yield quoted[1]

    def passes(self, packet: Packet) -> bool:
        name = self.hooked.get((self.interface_to(packet.target), "both"))
        return name is None or self.judged(name, packet, stateful=True)
