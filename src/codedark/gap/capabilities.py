"""What each make of gate can do when a seal is fired by hand: sessions, undo, commit, IPv6, limits. The plan reads it.

Each fact says how it is known. `TRIED` was run by us and is under test; `DOCUMENTED` stands in the maker's documents;
`UNVERIFIED` is what people of that make expect, and nobody here ran it: try it in a change window before relying on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from codedark.hospital.words import GateKind


class Known(StrEnum):
    """How a fact about a make is known."""

    TRIED = "tried"
    DOCUMENTED = "documented"
    UNVERIFIED = "unverified"


class Undo(StrEnum):
    """How a fired seal lets go by itself at a deadline."""

    NATIVE = "native"
    """The device's own mechanism; needs no process of anybody."""
    EMULATED = "emulated"
    """A timer on the device that runs commands; it can be deleted, and what it runs can fail."""
    NONE = "none"
    """Somebody has to do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a make does, and how that is known."""

    says: str
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """What one make of gate can do."""

    kind: GateKind
    rendered: bool
    """Whether texts for it are written; if not, the seal is carried out by hand."""
    toggle: Fact
    """What firing changes."""
    sessions: Fact
    """Whether firing stops sessions that already run."""
    cuts_sessions: bool | None
    """The same as a verdict; None: it depends on a setting, or nobody knows."""
    atomic: Fact
    undo: Undo
    undo_how: Fact
    needs_commit: bool
    ipv6: Fact
    permits_final: bool
    """Whether what the seal keeps passes by your own rules unjudged; if not, they still judge it."""
    limits: Fact


def _tried(says: str) -> Fact:
    return Fact(says=says, known=Known.TRIED)


def _documented(says: str) -> Fact:
    return Fact(says=says, known=Known.DOCUMENTED)


def _unverified(says: str) -> Fact:
    return Fact(says=says, known=Known.UNVERIFIED)


CAPABILITIES: Mapping[GateKind, Capability] = {
    one.kind: one
    for one in (
        Capability(
            kind=GateKind.NFTABLES,
            rendered=True,
            toggle=_tried("one element into a switch set of a small table of its own (rendered by the gate agent)"),
            sessions=_tried("yes: the seal precedes every accept"),
            cuts_sessions=True,
            atomic=_tried("yes, one kernel transaction"),
            undo=Undo.NATIVE,
            undo_how=_tried("element timeout in the kernel; the boot ruleset holds the absolute deadline"),
            needs_commit=False,
            ipv6=_tried("yes"),
            permits_final=False,
            limits=_tried("none met at 50,000 rules"),
        ),
        Capability(
            kind=GateKind.FORTIGATE,
            rendered=True,
            toggle=_documented("status of the seal's policies, which stand above all others"),
            sessions=_documented("yes with firewall-session-dirty check-all (the default); no with check-new"),
            cuts_sessions=None,
            atomic=_unverified("no: one policy after the other, permits first"),
            undo=Undo.NATIVE,
            undo_how=_documented("end of a one-time schedule, absolute, in the device's local time; survives a reboot"),
            needs_commit=False,
            ipv6=_documented("yes, in the same policy table from FortiOS 6.4"),
            permits_final=True,
            limits=_documented("policy name 35, schedule name 31, address name 79 characters; group members by model"),
        ),
        Capability(
            kind=GateKind.PAN_OS,
            rendered=True,
            toggle=_documented("tags registered on source addresses, by the XML API: no commit"),
            sessions=_unverified("not before they are cleared: rematching belongs to a commit"),
            cuts_sessions=False,
            atomic=_unverified("one API call; the members of a dynamic group follow within seconds"),
            undo=Undo.NATIVE,
            undo_how=_documented("timeout of a registered tag, up to 30 days"),
            needs_commit=False,
            ipv6=_documented("IPv6 networks take no tag (IPv4 ones from 10.0): those rules are enabled, committed"),
            permits_final=True,
            limits=_documented("names 63 characters, 32 tags an address; registered addresses by model"),
        ),
        Capability(
            kind=GateKind.IOS,
            rendered=True,
            toggle=_documented("access-group in the out direction, one command an interface and address family"),
            sessions=_documented("yes: an access list judges every packet"),
            cuts_sessions=True,
            atomic=_documented("an interface at a time"),
            undo=Undo.NATIVE,
            undo_how=_documented("configure terminal revert timer, 1 to 120 minutes, needs archive; lost at a reboot"),
            needs_commit=False,
            ipv6=_documented("yes, by a list of its own; no object groups there, so lines multiply"),
            permits_final=False,
            limits=_unverified("entries of the hardware table by model; object groups not on every switch"),
        ),
        Capability(
            kind=GateKind.ASA,
            rendered=True,
            toggle=_documented("access-group in the out direction, one command an interface"),
            sessions=_documented("no: connections that stand are cleared with clear conn"),
            cuts_sessions=False,
            atomic=_documented("an interface at a time"),
            undo=Undo.EMULATED,
            undo_how=_documented("event manager countdown (9.2 and later, single context); none where that is missing"),
            needs_commit=False,
            ipv6=_documented("yes, in the same list from 9.0"),
            permits_final=False,
            limits=_documented("group names 64 characters; entries by model"),
        ),
        Capability(
            kind=GateKind.JUNOS,
            rendered=True,
            toggle=_documented("a staged output filter, activated on each interface in one commit"),
            sessions=_documented("yes: a firewall filter judges every packet, before and after the flow module"),
            cuts_sessions=True,
            atomic=_documented("yes, one commit"),
            undo=Undo.NATIVE,
            undo_how=_documented("commit confirmed, up to 65,535 minutes"),
            needs_commit=True,
            ipv6=_documented("yes, by a filter of its own"),
            permits_final=False,
            limits=_documented("names 64 characters; terms by model; express-path sessions skip filters"),
        ),
        Capability(
            kind=GateKind.WINDOWS,
            rendered=True,
            toggle=_documented("one command enables a group of rules; a block wins over every allow"),
            sessions=_unverified("yes: flows are authorised again when the policy changes"),
            cuts_sessions=None,
            atomic=_unverified("no: rule after rule, some tenths of a second"),
            undo=Undo.EMULATED,
            undo_how=_documented("a scheduled task as SYSTEM, which an intruder with that right can delete"),
            needs_commit=False,
            ipv6=_documented("yes, in the same rules"),
            permits_final=False,
            limits=_unverified("thousands of rules slow enabling; group policy may ignore local rules"),
        ),
        *(
            Capability(
                kind=kind,
                rendered=False,
                toggle=_unverified("by hand: port, cable or the maker's console"),
                sessions=_unverified("unknown"),
                cuts_sessions=None,
                atomic=_unverified("no"),
                undo=Undo.NONE,
                undo_how=_unverified("none: somebody must go and undo it"),
                needs_commit=False,
                ipv6=_unverified("a port that is down carries neither; anything finer is unknown"),
                permits_final=False,
                limits=_unverified("break-glass flows cannot be kept apart"),
            )
            for kind in (GateKind.SWITCH, GateKind.NAC, GateKind.OTHER)
        ),
    )
}


def cautions(kind: GateKind) -> tuple[str, ...]:
    """What a plan must say about a gate of this make before somebody relies on it.

    >>> cautions(GateKind.ASA)[0]
    'sessions that already run go on until they are cleared: run the flush text straight after firing'
    """
    return tuple(_cautions(CAPABILITIES[kind]))


def without_text(kind: GateKind) -> str:
    """How a seal gets onto a gate of a make for which nobody pastes anything.

    >>> without_text(GateKind.NAC)
    'cut it by hand, by its cable card'
    """
    agent = kind is GateKind.NFTABLES
    return "fire it with a signed order to its agent" if agent else "cut it by hand, by its cable card"


def _cautions(one: Capability) -> list[str]:
    said = []
    if not one.rendered:
        said.append(f"no text is written for make {one.kind}")
    if one.rendered and one.cuts_sessions is False:
        said.append("sessions that already run go on until they are cleared: run the flush text straight after firing")
    if one.rendered and one.cuts_sessions is None:
        said.append(f"sessions that already run may go on ({one.sessions.says}): verify, then flush")
    if one.undo is Undo.NONE:
        said.append("no undo of its own: two persons and a path to its console that does not cross it")
    if one.undo is Undo.EMULATED:
        said.append(f"its undo is a timer that runs commands ({one.undo_how.says}): keep a console path")
    if one.permits_final:
        said.append("what the seal keeps passes before your own rules judge it: compare the keep list with them first")
    if one.needs_commit:
        said.append("firing waits for a commit: seconds, not milliseconds, and whatever else waits is committed too")
    return said
