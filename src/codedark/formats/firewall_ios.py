"""A seal for Cisco IOS and IOS-XE: an access list in the out direction of each interface towards a touched zone.

Packets meet the list that stands in the in direction first, so what a seal keeps is still judged by it. An access list
keeps no state: replies have lines of their own.
Source: Cisco, IOS Security Configuration Guide: named access lists, object groups for ACLs, IPv6 traffic filters;
Configuration Replace and Rollback (`configure terminal revert timer`). Checked by reading, never run on a device.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network

from codedark.formats.firewall_hooks import hook_blanks, hook_cautions, hooks
from codedark.formats.firewall_record import MINUTES, FirewallTexts, lines_of
from codedark.formats.firewall_replies import Reply, replies, reply_cautions
from codedark.formats.firewall_wall import AddressSet, Line, Wall
from codedark.gap.capabilities import cautions
from codedark.hospital.records import GateId, PortRange
from codedark.hospital.words import GateKind, Protocol

REVERT_MIN_MOST = 120
"""Longest revert timer."""
_ANSWERS = {4: ("echo-reply", "unreachable", "time-exceeded"), 6: ("echo-reply", "unreachable", "packet-too-big")}


def ios_texts(gate: GateId, wall: Wall, minutes: int = MINUTES) -> FirewallTexts:
    """The texts for one gate; the configuration goes back by itself after some minutes, at most two hours."""
    timer = min(max(minutes, 1), REVERT_MIN_MOST)
    return FirewallTexts(
        gate=gate,
        kind=GateKind.IOS,
        seal=wall.name,
        stage=lines_of(["configure terminal", *_stage(wall), "end", "write memory"]),
        fire=lines_of([f"configure terminal revert timer {timer}", *_hooked(wall, ""), "end"]),
        undo=lines_of(["! To hold beyond the timer, before it ends:", "configure confirm"]),
        verify=lines_of(_verify(wall)),
        flush_sessions="",
        release=lines_of(["configure confirm", "configure terminal", *_hooked(wall, "no "), "end"]),
        unstage=lines_of(["configure terminal", *_unstage(wall), "end", "write memory"]),
        to_fill=hook_blanks(wall),
        cautions=(*cautions(GateKind.IOS), *hook_cautions(wall), *_own_cautions(wall, minutes)),
    )


def _own_cautions(wall: Wall, minutes: int) -> Iterator[str]:
    yield "the revert timer needs `archive` with a path; without it the first fire line is refused: try it when staging"
    yield "a reboot opens the seal: once it is confirmed, `write memory` keeps it"
    if minutes > REVERT_MIN_MOST:
        yield f"the revert timer ends at {REVERT_MIN_MOST} minutes, not {minutes}: confirm in time"
    yield from reply_cautions(wall.lines)


def _stage(wall: Wall) -> Iterator[str]:
    for one in wall.sets():
        if one.version == 4:
            yield f"object-group network {_group(wall, one)}"
            yield from (f" {_member(p)}" for p in one.prefixes)
    for version, head, last in ((4, "ip access-list extended", "ip"), (6, "ipv6 access-list", "ipv6")):
        lines = [line for line in wall.lines if line.version == version]
        if lines:
            yield f"{head} {_list(wall, version)}"
            answers = replies(lines)
            for line in lines:
                yield f" remark {line.code} {line.says}"
                yield from (f" {entry}" for entry in _entries(wall, line))
                for reply in answers.get(line.code, ()):
                    yield from (f" {entry}" for entry in _reply(wall, reply))
            yield f" permit {last} any any"


def _list(wall: Wall, version: int) -> str:
    return wall.name if version == 4 else f"{wall.name}-6"


def _group(wall: Wall, one: AddressSet) -> str:
    return f"{wall.name}-{one.name}"


def _member(prefix: str) -> str:
    network = ip_network(prefix)
    assert isinstance(network, IPv4Network)
    return f"host {network.network_address}" if network.prefixlen == 32 else network.with_netmask.replace("/", " ")


def _entries(wall: Wall, line: Line) -> Iterator[str]:
    word = "permit" if line.permits else "deny"
    for source, target in _ends(wall, line.sources, line.targets):
        for ports in line.ports or (None,):
            yield f"{word} {_protocol(line)} {source} {target}{_ports(ports)}"


def _reply(wall: Wall, reply: Reply) -> Iterator[str]:
    for source, target in _ends(wall, reply.sources, reply.targets):
        if reply.protocol is Protocol.ICMP:
            yield from (f"permit icmp {source} {target} {answer}" for answer in _ANSWERS[reply.version])
        for ports in (reply.source_ports or (None,)) if reply.protocol is not Protocol.ICMP else ():
            tail = " established" if reply.protocol is Protocol.TCP else ""
            yield f"permit {reply.protocol} {source}{_ports(ports)} {target}{tail}"


def _ends(wall: Wall, sources: AddressSet, targets: AddressSet) -> Iterator[tuple[str, str]]:
    for source in _spelled(wall, sources):
        yield from ((source, target) for target in _spelled(wall, targets))


def _spelled(wall: Wall, one: AddressSet) -> tuple[str, ...]:
    """IPv4 by object group; IPv6 one prefix after the other, because its lists know no groups everywhere."""
    if not one.prefixes:
        return ("any",)
    return (f"object-group {_group(wall, one)}",) if one.version == 4 else one.prefixes


def _protocol(line: Line) -> str:
    if line.protocol is Protocol.ANY:
        return "ip" if line.version == 4 else "ipv6"
    return str(line.protocol)


def _ports(ports: PortRange | None) -> str:
    if ports is None:
        return ""
    return f" eq {ports.first}" if ports.first == ports.last else f" range {ports.first} {ports.last}"


def _hooked(wall: Wall, no: str) -> Iterator[str]:
    for interface in hooks(wall):
        yield f"interface {interface}"
        if wall.of(4):
            yield f" {no}ip access-group {_list(wall, 4)} out"
        if wall.of(6):
            yield f" {no}ipv6 traffic-filter {_list(wall, 6)} out"


def _verify(wall: Wall) -> Iterator[str]:
    yield "show archive config rollback timer"
    for interface in hooks(wall):
        yield f"show running-config interface {interface}"
    if wall.of(4):
        yield f"show ip access-lists {_list(wall, 4)}"
    if wall.of(6):
        yield f"show ipv6 access-list {_list(wall, 6)}"


def _unstage(wall: Wall) -> Iterator[str]:
    if wall.of(4):
        yield f"no ip access-list extended {_list(wall, 4)}"
    if wall.of(6):
        yield f"no ipv6 access-list {_list(wall, 6)}"
    yield from (f"no object-group network {_group(wall, one)}" for one in wall.sets() if one.version == 4)
