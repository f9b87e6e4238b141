"""A seal for Cisco ASA: one access list in the out direction of each interface towards a touched zone.

An ASA judges a connection when it is opened: those that stand go on until they are cleared. Addresses are real ones,
before translation (8.3 and later); one list holds IPv4 and IPv6 (9.0 and later).
Source: Cisco, ASA Command Reference: access-list extended, access-group, object-group network, clear conn, event
manager applet (9.2 and later, single context). Checked by reading, never run on a device.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from codedark.formats.firewall_hooks import hook_blanks, hook_cautions, hooks
from codedark.formats.firewall_record import MINUTES, FirewallTexts, lines_of
from codedark.formats.firewall_sessions import session_pairs, span
from codedark.formats.firewall_wall import AddressSet, Line, Wall
from codedark.gap.capabilities import cautions
from codedark.hospital.records import GateId, PortRange
from codedark.hospital.words import GateKind, Protocol


def asa_texts(gate: GateId, wall: Wall, minutes: int = MINUTES) -> FirewallTexts:
    """The texts for one gate; the countdown that lets go is armed by the undo text."""
    return FirewallTexts(
        gate=gate,
        kind=GateKind.ASA,
        seal=wall.name,
        stage=lines_of(["configure terminal", *_stage(wall), "end", "write memory"]),
        fire=lines_of(["configure terminal", *_hooked(wall, ""), "end"]),
        undo=lines_of(["configure terminal", *_countdown(wall, minutes), "end"]),
        verify=lines_of(_verify(wall)),
        flush_sessions=lines_of(_flush(wall)),
        release=lines_of(["configure terminal", *_hooked(wall, "no "), f"no event manager applet {wall.name}", "end"]),
        unstage=lines_of(["configure terminal", *_unstage(wall), "end", "write memory"]),
        to_fill=hook_blanks(wall),
        cautions=(*cautions(GateKind.ASA), *hook_cautions(wall), *_own_cautions()),
    )


def _own_cautions() -> Iterator[str]:
    yield "interfaces are named as nameif says (inside), not as hardware is"
    yield "a reboot opens the seal: once it is to be held, `write memory` keeps it"


def _stage(wall: Wall) -> Iterator[str]:
    for one in wall.sets():
        yield f"object-group network {_group(wall, one)}"
        yield from (f" network-object {_member(p)}" for p in one.prefixes)
    for line in wall.lines:
        yield f"access-list {wall.name} remark {line.code} {line.says}"
        yield from (f"access-list {wall.name} extended {entry}" for entry in _entries(wall, line))
    yield f"access-list {wall.name} extended permit ip any any"


def _group(wall: Wall, one: AddressSet) -> str:
    return f"{wall.name}-{one.name}"


def _member(prefix: str) -> str:
    network = ip_network(prefix)
    if network.prefixlen == network.max_prefixlen:
        return f"host {network.network_address}"
    return prefix if network.version == 6 else network.with_netmask.replace("/", " ")


def _entries(wall: Wall, line: Line) -> Iterator[str]:
    word = "permit" if line.permits else "deny"
    for ports in line.ports or (None,):
        yield f"{word} {_protocol(line)} {_end(wall, line.sources)} {_end(wall, line.targets)}{_ports(ports)}"


def _protocol(line: Line) -> str:
    if line.protocol is Protocol.ANY:
        return "ip"
    return "icmp6" if line.protocol is Protocol.ICMP and line.version == 6 else str(line.protocol)


def _end(wall: Wall, one: AddressSet) -> str:
    return f"object-group {_group(wall, one)}" if one.prefixes else f"any{one.version}"


def _ports(ports: PortRange | None) -> str:
    if ports is None:
        return ""
    return f" eq {ports.first}" if ports.first == ports.last else f" range {ports.first} {ports.last}"


def _hooked(wall: Wall, no: str) -> Iterator[str]:
    yield from (f"{no}access-group {wall.name} out interface {interface}" for interface in hooks(wall))


def _countdown(wall: Wall, minutes: int) -> Iterator[str]:
    yield f"event manager applet {wall.name}"
    yield f" description let the seal go after {minutes} minutes"
    yield f" event timer countdown {minutes * 60}"
    for k, command in enumerate(_hooked(wall, "no "), 1):
        yield f' action {k} cli command "{command}"'
    yield " output none"


def _verify(wall: Wall) -> Iterator[str]:
    yield "show running-config access-group"
    yield f"show access-list {wall.name} | include deny"
    yield f"show running-config event manager applet {wall.name}"
    for a, b in session_pairs(wall):
        yield "show conn" + "".join(f" address {span(p)}" for p in (a, b) if p is not None)


def _flush(wall: Wall) -> Iterator[str]:
    for a, b in session_pairs(wall):
        yield "clear conn" + "".join(f" address {span(p)}" for p in (a, b) if p is not None)


def _unstage(wall: Wall) -> Iterator[str]:
    yield f"clear configure access-list {wall.name}"
    yield from (f"no object-group network {_group(wall, one)}" for one in wall.sets())
