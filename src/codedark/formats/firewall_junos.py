"""A seal for Junos and SRX: an output filter on each interface towards a touched zone, inactive until fired.

A firewall filter stands outside the flow module and judges every packet, so sessions that already run are cut; security
policies and input filters still judge what the seal keeps. It keeps no state: replies have terms of their own.
Source: Juniper, Junos OS Routing Policies, Firewall Filters and Traffic Policers User Guide; Flow-Based and
Packet-Based Processing User Guide; CLI User Guide (`deactivate`, `commit confirmed`). Checked by reading, never run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from codedark.formats.firewall_hooks import hook_blanks, hook_cautions, hooks
from codedark.formats.firewall_record import MINUTES, FirewallTexts, lines_of
from codedark.formats.firewall_replies import Reply, replies, reply_cautions
from codedark.formats.firewall_sessions import session_pairs
from codedark.formats.firewall_wall import VERSIONS, AddressSet, Line, Version, Wall
from codedark.gap.capabilities import cautions
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind, Protocol

CONFIRM_MIN_MOST = 65535
_PHYSICAL = r"[A-Za-z0-9][A-Za-z0-9/:-]{0,40}"
"""What may be filled in: an interface without its unit, which is then 0. A unit told beforehand is kept."""


class _Family(NamedTuple):
    inet: str
    protocol: str
    icmp: str
    icmp_type: str
    answers: str


_FAMILIES: dict[Version, _Family] = {
    4: _Family("inet", "protocol", "icmp", "icmp-type", "echo-reply unreachable time-exceeded"),
    6: _Family("inet6", "next-header", "icmp6", "icmp-type", "echo-reply destination-unreachable packet-too-big"),
}


def junos_texts(gate: GateId, wall: Wall, minutes: int = MINUTES) -> FirewallTexts:
    """The texts for one gate; the commit rolls back by itself after some minutes."""
    timer = min(max(minutes, 1), CONFIRM_MIN_MOST)
    return FirewallTexts(
        gate=gate,
        kind=GateKind.JUNOS,
        seal=wall.name,
        stage=lines_of([*_opening(), *_stage(wall), *_closing("commit")]),
        fire=lines_of([*_opening(), *_hooked(wall, "activate"), *_closing(f"commit confirmed {timer}")]),
        undo=lines_of(["# To hold beyond the deadline, before it ends:", *_opening(), *_closing("commit")]),
        verify=lines_of(_verify(wall)),
        flush_sessions=lines_of(_flush(wall)),
        release=lines_of([*_opening(), *_hooked(wall, "deactivate"), *_closing("commit")]),
        unstage=lines_of([*_opening(), *_unstage(wall), *_closing("commit")]),
        to_fill=hook_blanks(wall, pattern=_PHYSICAL),
        cautions=(*cautions(GateKind.JUNOS), *hook_cautions(wall), *_own_cautions(wall)),
    )


def _opening() -> tuple[str, ...]:
    # Exclusive: a commit takes nobody else's half-done changes with it.
    return ("configure exclusive",)


def _closing(commit: str) -> tuple[str, ...]:
    return (commit, "exit")


def _own_cautions(wall: Wall) -> Iterator[str]:
    if hook_blanks(wall):
        yield "an interface filled in afterwards is taken at unit 0; tell it beforehand where that differs"
    yield "clearing sessions is for SRX alone; routers and switches have none"
    yield from reply_cautions(wall.lines)


def _stage(wall: Wall) -> Iterator[str]:
    for one in wall.sets():
        yield from (f"set policy-options prefix-list {_list(wall, one)} {p}" for p in one.prefixes)
    for version in VERSIONS:
        if wall.of(version):
            at = f"set firewall family {_FAMILIES[version].inet} filter {wall.name}"
            answers = replies(wall.of(version))
            for line in wall.of(version):
                yield from (f"{at} term {told}" for told in _terms(wall, line))
                for reply in answers.get(line.code, ()):
                    yield from (f"{at} term {told}" for told in _reply(wall, reply, _FAMILIES[version]))
            yield f"{at} term REST then accept"
    for place in _places(wall):
        yield f"set {place} {wall.name}"
        yield f"deactivate {place}"


def _list(wall: Wall, one: AddressSet) -> str:
    return f"{wall.name}-{one.name}"


def _terms(wall: Wall, line: Line) -> Iterator[str]:
    family = _FAMILIES[line.version]
    yield from (f"{line.code} from {told}" for told in _ends(wall, line.sources, line.targets))
    if line.protocol is not Protocol.ANY:
        word = family.icmp if line.protocol is Protocol.ICMP else str(line.protocol)
        yield f"{line.code} from {family.protocol} {word}"
    yield from (f"{line.code} from destination-port {ports}" for ports in line.ports)
    yield f"{line.code} then count {line.code}"
    yield f"{line.code} then {'accept' if line.permits else 'discard'}"


def _reply(wall: Wall, reply: Reply, family: _Family) -> Iterator[str]:
    term = f"{reply.code}-back-{reply.protocol}"
    yield from (f"{term} from {told}" for told in _ends(wall, reply.sources, reply.targets))
    yield f"{term} from {family.protocol} {family.icmp if reply.protocol is Protocol.ICMP else reply.protocol}"
    yield from (f"{term} from source-port {ports}" for ports in reply.source_ports)
    if reply.protocol is Protocol.TCP:
        yield f"{term} from tcp-established"
    if reply.protocol is Protocol.ICMP:
        yield f"{term} from {family.icmp_type} [ {family.answers} ]"
    yield f"{term} then accept"


def _ends(wall: Wall, sources: AddressSet, targets: AddressSet) -> Iterator[str]:
    for word, one in (("source", sources), ("destination", targets)):
        if one.prefixes:
            yield f"{word}-prefix-list {_list(wall, one)}"


def _places(wall: Wall) -> Iterator[str]:
    for interface in hooks(wall):
        name, _, unit = (interface, "", "") if interface.startswith("<<") else interface.partition(".")
        for version in VERSIONS:
            if wall.of(version):
                yield f"interfaces {name} unit {unit or '0'} family {_FAMILIES[version].inet} filter output"


def _hooked(wall: Wall, verb: str) -> Iterator[str]:
    return (f"{verb} {place}" for place in _places(wall))


def _verify(wall: Wall) -> Iterator[str]:
    yield "show system commit"
    yield from (f"show configuration {place}" for place in _places(wall))
    yield f"show firewall filter {wall.name}"


def _flush(wall: Wall) -> Iterator[str]:
    for a, b in session_pairs(wall):
        for source, target in ((a, b), (b, a)):
            sides = (("source-prefix", source), ("destination-prefix", target))
            yield "clear security flow session" + "".join(f" {w} {p}" for w, p in sides if p is not None)


def _unstage(wall: Wall) -> Iterator[str]:
    yield from (f"delete {place}" for place in _places(wall))
    yield from (f"delete firewall family {_FAMILIES[v].inet} filter {wall.name}" for v in VERSIONS if wall.of(v))
    yield from (f"delete policy-options prefix-list {_list(wall, one)}" for one in wall.sets())
