"""A PAN-OS firewall as far as seals need one: a candidate and a running configuration, and registered tags."""

from __future__ import annotations

import copy
import re
import shlex
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Any
from xml.etree import ElementTree

from tests.formats.firewall_devices import Device, Unknown, port_within
from tests.formats.firewall_packets import Packet

SHOWS = re.compile(r"(show |clear session |#)")
APPLICATIONS = {"icmp": 1, "ping": 1, "ipv6-icmp": 58, "ping6": 58}


class PanOs(Device):
    """Rules in order; dynamic groups filled by tags."""

    def __init__(self, interface_to: Callable[[IPv4Address | IPv6Address], str]) -> None:
        super().__init__(interface_to)
        own = {"source": ["any"], "destination": ["any"], "application": ["any"], "service": ["any"]}
        self.candidate: dict[str, dict[str, dict[str, list[str]]]] = {
            "address": {}, "address-group": {}, "service": {},
            "rules": {"own": {**own, "action": ["allow"], "disabled": ["no"]}},
        }  # fmt: skip
        self.running = copy.deepcopy(self.candidate)
        self.tags: dict[tuple[str, str], int | None] = {}
        """(prefix, tag) -> minute it expires; None: never."""
        self.now_min = 0

    def paste(self, text: str) -> None:
        lines = iter(text.splitlines())
        for line in lines:
            if SHOWS.match(line):
                continue
            if line.startswith("curl "):
                self._call(shlex.split(line.partition("<<")[0]), lines)
                continue
            match [w for w in shlex.split(line) if w not in "[]"]:
                case ["configure"] | ["exit"]:
                    pass
                case ["commit"]:
                    self.running = copy.deepcopy(self.candidate)
                case ["set", "rulebase", "security", "rules", name, key, *values]:
                    self.candidate["rules"].setdefault(name, {})[key] = values
                case ["set", ("address" | "address-group" | "service") as kind, name, key, *values]:
                    self.candidate[kind].setdefault(name, {})[key] = values
                case ["move", "rulebase", "security", "rules", name, "top"]:
                    rules = self.candidate["rules"]
                    self.candidate["rules"] = {name: rules.pop(name), **rules}
                case ["delete", "rulebase", "security", "rules", name]:
                    del self.candidate["rules"][name]
                case ["delete", ("address" | "address-group" | "service") as kind, name]:
                    del self.candidate[kind][name]
                case _:
                    raise Unknown(line)

    def _call(self, words: list[str], lines: Iterator[str]) -> None:
        (url,) = (w for w in words if w.startswith("https://"))
        told = [words[i + 1] for i, w in enumerate(words) if w == "--data-urlencode"]
        match url.partition("?")[2]:
            case "type=user-id":
                assert told == ["cmd@-"]
                body = "".join(iter(lambda: next(lines), "CODEDARK"))
                self._register(ElementTree.fromstring(body))  # noqa: S314 - our own text
            case "type=config&action=set":
                path, element = told
                found = re.search(r"entry\[@name='([^']+)'\]$", path)
                disabled = re.fullmatch(r"element=<disabled>(yes|no)</disabled>", element)
                assert found and disabled
                self.candidate["rules"][found[1]]["disabled"] = [disabled[1]]
            case "type=commit":
                self.running = copy.deepcopy(self.candidate)
            case other:
                raise Unknown(other)

    def _register(self, message: ElementTree.Element) -> None:
        for verb in ("register", "unregister"):
            for entry in message.findall(f"payload/{verb}/entry"):
                prefix = entry.attrib["ip"]
                assert ip_network(prefix).version == 4, "networks are registered for IPv4 alone"
                for member in entry.findall("tag/member"):
                    key = (prefix, member.text or "")
                    if verb == "unregister":
                        self.tags.pop(key, None)
                    else:
                        timeout = member.attrib.get("timeout")
                        self.tags[key] = self.now_min + int(timeout) // 60 if timeout else None

    def state(self) -> Any:
        return copy.deepcopy((self.candidate, list(self.candidate["rules"]), self.running, set(self._live())))

    def _live(self) -> list[tuple[str, str]]:
        return [key for key, end in self.tags.items() if end is None or end > self.now_min]

    def wait(self, minutes: int) -> None:
        self.now_min += minutes

    def passes(self, packet: Packet) -> bool:
        for rule in self.running["rules"].values():
            if (
                rule["disabled"] == ["no"]
                and self._in(rule["source"], packet.source)
                and self._in(rule["destination"], packet.target)
                and self._applies(rule, packet)
            ):
                return rule["action"] == ["allow"]
        return False

    def _in(self, names: list[str], address: IPv4Address | IPv6Address) -> bool:
        (name,) = names
        if name == "any":
            return True
        group = self.running["address-group"][name]
        if "dynamic" in group:
            (_, tag) = group["dynamic"]
            return any(address in ip_network(p) for p, t in self._live() if t == tag.strip("'"))
        members = group["static"]
        return any(address in ip_network(self.running["address"][m]["ip-netmask"][0]) for m in members)

    def _applies(self, rule: dict[str, list[str]], packet: Packet) -> bool:
        if rule["application"] != ["any"]:
            return any(APPLICATIONS[a] == packet.number for a in rule["application"])
        (name,) = rule["service"]
        if name == "any":
            return True
        protocol, _, ports = self.running["service"][name]["protocol"]
        return packet.protocol == protocol and port_within(packet.target_port, ports.split(","))
