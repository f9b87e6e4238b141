"""A FortiGate as far as seals need one."""

from __future__ import annotations

import copy
import re
import shlex
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Any

from tests.formats.firewall_devices import Device, Unknown, port_within
from tests.formats.firewall_packets import Packet

SHOWS = re.compile(r"(execute time|show |get |diagnose )")
FIRST = "1"


class FortiGate(Device):
    """Tables of objects; policies in an order of their own; a clock."""

    def __init__(self, interface_to: Callable[[IPv4Address | IPv6Address], str]) -> None:
        super().__init__(interface_to)
        self.tables: dict[str, dict[str, dict[str, list[str]]]] = {}
        self.order: list[str] = [FIRST]
        self.now = datetime(2026, 1, 13, 6, 0)  # noqa: DTZ001 - the device's local time
        own = {"srcaddr": ["all"], "dstaddr": ["all"], "srcaddr6": ["all"], "dstaddr6": ["all"]}
        self.tables["policy"] = {
            FIRST: {**own, "service": ["ALL"], "action": ["accept"], "status": ["enable"], "schedule": ["always"]}
        }

    def paste(self, text: str) -> None:
        table, entry = "", ""
        for line in text.splitlines():
            words = shlex.split(line)
            if SHOWS.match(line):
                continue
            match words:
                case ["config", "firewall", *name]:
                    table = " ".join(name)
                    self.tables.setdefault(table, {})
                case ["edit", name]:
                    entry = name
                    self.tables[table].setdefault(name, {})
                    if table == "policy" and name not in self.order:
                        self.order.append(name)
                case ["set", key, *values]:
                    self.tables[table][entry][key] = values
                case ["move", name, "before", other]:
                    assert table == "policy"
                    self.order.remove(name)
                    self.order.insert(self.order.index(other), name)
                case ["delete", name]:
                    del self.tables[table][name]
                    if table == "policy":
                        self.order.remove(name)
                case ["next"] | ["end"]:
                    entry = ""
                case _:
                    raise Unknown(line)

    def state(self) -> Any:
        filled = {name: entries for name, entries in self.tables.items() if entries}
        return copy.deepcopy((filled, self.order))

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def passes(self, packet: Packet) -> bool:
        for number in self.order:
            policy = self.tables["policy"][number]
            if policy.get("status", ["enable"]) == ["enable"] and self._due(policy) and self._matches(policy, packet):
                return policy["action"] == ["accept"]
        return False

    def _due(self, policy: dict[str, list[str]]) -> bool:
        (name,) = policy["schedule"]
        if name == "always":
            return True
        one = self.tables["schedule onetime"][name]
        first, last = (datetime.strptime(" ".join(one[k]), "%H:%M %Y/%m/%d") for k in ("start", "end"))  # noqa: DTZ007
        return first <= self.now < last

    def _matches(self, policy: dict[str, list[str]], packet: Packet) -> bool:
        six = "6" if packet.version == 6 else ""
        if f"srcaddr{six}" not in policy or f"dstaddr{six}" not in policy:
            return False
        return (
            self._in(policy[f"srcaddr{six}"], packet.source)
            and self._in(policy[f"dstaddr{six}"], packet.target)
            and any(self._serves(name, packet) for name in policy["service"])
        )

    def _in(self, names: list[str], address: IPv4Address | IPv6Address) -> bool:
        six = "6" if address.version == 6 else ""
        for name in names:
            if name == "all":
                return True
            members = self.tables[f"addrgrp{six}"].get(name, {"member": [name]})["member"]
            for member in members:
                one = self.tables[f"address{six}"][member]
                told = one["ip6"][0] if six else "/".join(one["subnet"])
                if address in ip_network(told):
                    return True
        return False

    def _serves(self, name: str, packet: Packet) -> bool:
        if name == "ALL":
            return True
        one = self.tables["service custom"][name]
        match one["protocol"]:
            case ["IP"]:
                return one["protocol-number"] == ["0"]
            case ["ICMP"]:
                return packet.number == 1
            case ["ICMP6"]:
                return packet.number == 58
            case ["TCP/UDP/SCTP"]:
                spans = one.get(f"{packet.protocol}-portrange", [])
                return port_within(packet.target_port, spans)
            case told:
                raise Unknown(told)
