"""Windows machines as far as seals need them: rules in groups, a block wins, and a task that types a command later."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from tests.formats.firewall_devices import Device, Unknown, port_within, within
from tests.formats.firewall_packets import Packet

SHOWS = re.compile(r"(Get-|\$ErrorActionPreference = 'Stop'$|#)")
RULE = re.compile(
    r"New-NetFirewallRule -Group '(?P<group>[^']+)' -Enabled False -Profile Any -Action Block"
    r" -DisplayName '(?P<name>[^']+)' -Direction (?P<direction>Inbound|Outbound)"
    r"(?: -LocalAddress (?P<local>\S+))?(?: -RemoteAddress (?P<remote>\S+))? -Protocol (?P<protocol>\w+)"
    r"(?: -(?P<side>LocalPort|RemotePort) (?P<ports>\S+))? \| Out-Null"
)
TASK = re.compile(
    r"\$when = .*AddMinutes\((?P<minutes>\d+)\)\n.*-Command (?P<command>[^']+)'\n.*\n.*\n"
    r"Register-ScheduledTask -TaskName '(?P<name>[^']+)'.*"
)


class Windows(Device):
    """Every machine of the zones at once: a packet is judged as it leaves one and as it arrives at another."""

    def __init__(self, interface_to: Callable[[IPv4Address | IPv6Address], str]) -> None:
        super().__init__(interface_to)
        self.rules: dict[str, dict[str, str | None]] = {}
        self.enabled: set[str] = set()
        self.tasks: dict[str, tuple[int, str]] = {}

    def paste(self, text: str) -> None:
        if (task := TASK.search(text)) is not None:
            self.tasks[task["name"]] = (int(task["minutes"]), task["command"])
            text = text.replace(task[0], "")
        for line in text.splitlines():
            if not line or SHOWS.match(line):
                continue
            if (rule := RULE.fullmatch(line)) is not None:
                assert rule["name"] not in self.rules, "a name that is taken"
                self.rules[rule["name"]] = rule.groupdict()
                continue
            words = line.replace("'", "").split()
            match words:
                case ["Enable-NetFirewallRule", "-Group", group]:
                    self.enabled.add(group)
                case ["Disable-NetFirewallRule", "-Group", group]:
                    self.enabled.discard(group)
                case ["Remove-NetFirewallRule", "-Group", group]:
                    self.rules = {n: r for n, r in self.rules.items() if r["group"] != group}
                case ["Unregister-ScheduledTask", "-TaskName", name, *_]:
                    self.tasks.pop(name, None)
                case _:
                    raise Unknown(line)

    def state(self) -> Any:
        return dict(self.rules), set(self.enabled), dict(self.tasks)

    def wait(self, minutes: int) -> None:
        for name, (due, command) in list(self.tasks.items()):
            if minutes >= due:
                self.paste(command)
                del self.tasks[name]

    def passes(self, packet: Packet) -> bool:
        active = [r for r in self.rules.values() if r["group"] in self.enabled]
        leaving = any(self._blocks(r, packet, "Outbound") for r in active)
        arriving = any(self._blocks(r, packet, "Inbound") for r in active)
        assert leaving == arriving, "what one machine refuses to send, the other refuses to take"
        return not leaving

    def _blocks(self, rule: dict[str, str | None], packet: Packet, direction: str) -> bool:
        local, remote = (packet.source, packet.target) if direction == "Outbound" else (packet.target, packet.source)
        return (
            rule["direction"] == direction
            and (rule["local"] is None or within(local, _listed(rule["local"])))
            and (rule["remote"] is None or within(remote, _listed(rule["remote"])))
            and _protocol(str(rule["protocol"]), packet)
            and (rule["ports"] is None or self._port(rule, packet, direction))
        )

    def _port(self, rule: dict[str, str | None], packet: Packet, direction: str) -> bool:
        # The port that was opened: the remote one for who opens, the local one for who is asked.
        assert rule["side"] == ("RemotePort" if direction == "Outbound" else "LocalPort")
        return port_within(packet.target_port, _listed(str(rule["ports"])))


def _listed(text: str) -> list[str]:
    return [word.strip("'") for word in text.split(",")]


def _protocol(told: str, packet: Packet) -> bool:
    numbers = {"TCP": 6, "UDP": 17, "ICMPv4": 1, "ICMPv6": 58}
    return told == "Any" or packet.number == (numbers[told] if told in numbers else int(told))
