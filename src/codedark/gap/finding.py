"""What a detector saw, and who of us it is about: the suspect, the victim, or *not ours*."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from codedark.gap.whereabouts import Spot, Whereabouts
from codedark.hospital.records import Address, HostId, ZoneId


class Severity(StrEnum):
    """How grave a detector calls it, mildest first; each reader of `formats` says how it translates."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Confidence(StrEnum):
    """How sure a detector says it is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ToldBy(StrEnum):
    """How it is known who opened the conversation: the wrong side named is the wrong zone sealed."""

    FLOW = "flow"
    """The flow record says who sent the first packet."""
    DIRECTION = "direction"
    """The alert says which way its packet went."""
    PORTS = "ports"
    """Guessed: the side with the system port (below 1024) is taken as the server."""
    ROLES = "roles"
    """The detector names a source and a target of the deed, not of a packet."""
    LINE = "line"
    """Nothing but the order in which the alert names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a detector said, before anybody looked where the addresses stand. Nothing in it is trusted."""

    at: datetime
    """When, by the detector's clock; aware UTC."""
    detector: str
    rule: str
    title: str
    severity: Severity
    confidence: Confidence | None = None
    """None: not told."""
    initiator: Address | None
    responder: Address | None
    initiator_name: str = ""
    """What the detector calls the machine; looked for where its address does not tell which host it is."""
    responder_name: str = ""
    told_by: ToldBy = ToldBy.LINE
    digest: str
    """SHA-256 of the raw text: names this finding wherever it is recorded."""

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError(f"at={self.at}: times are aware UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something seen that is about us. `suspect` or `suspect_zone` is who must be taken as in the intruder's hands."""

    at: datetime
    channel: str
    """The way it came in: a file, a listener. What a finding says of itself can be forged; this cannot."""
    detector: str
    rule: str
    title: str
    severity: Severity
    confidence: Confidence | None
    initiator: Address | None
    responder: Address | None
    suspect: HostId | None
    """None: an address within `suspect_zone` that no host of the inventory has."""
    suspect_zone: ZoneId
    victim: HostId | None
    victim_zone: ZoneId | None
    """None: what the suspect reached, or was reached from, is not ours."""
    why: str
    """Why this party is the suspect."""
    digest: str
    party: str
    """The suspect as one name: its host id, or its address where no host has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOurs:
    """Something seen that names nobody of ours: refused, with the reason."""

    seen: Seen = field(repr=False)
    reason: str


def place(where: Whereabouts, seen: Seen, *, channel: str = "") -> Finding | NotOurs:
    """Look where the parties of something seen stand, and say who is suspect.

    The suspect is who opened the conversation. When that is an outsider, it is the party of ours he reached: what an
    intruder speaks to may be his next, and nothing of ours can cut the outsider's own machine. *Outside* is every
    address no zone holds, and every zone of kind `external`.

    Args:
        channel: the way it came in; empty: the detector's name.
    Returns:
        A finding, or `NotOurs` when no party is a host of the inventory or stands in a zone of ours.
    Cost: two look-ups in tables; some microseconds.

    >>> from datetime import UTC, datetime
    >>> from ipaddress import ip_address
    >>> from codedark.gap.toy import toy_hospital
    >>> seen = Seen(at=datetime(2026, 1, 1, tzinfo=UTC), detector="edr", rule="7", title="Dump", severity=Severity.HIGH,
    ...             initiator=None, initiator_name="WS-1", responder=ip_address("192.0.2.9"), digest="d")
    >>> found = place(Whereabouts.of(toy_hospital()), seen)
    >>> found.suspect, found.suspect_zone, found.victim_zone
    ('ws-1', 'office', None)
    """
    opened = where.spot(seen.initiator, seen.initiator_name)
    reached = where.spot(seen.responder, seen.responder_name)
    if opened is not None and not opened.external:
        return _finding(seen, channel, opened, _inside(reached), _opened(seen))
    if reached is not None and not reached.external:
        return _finding(seen, channel, reached, None, _reached(seen, opened))
    return NotOurs(seen=seen, reason=_nobody(seen, opened, reached))


def _inside(spot: Spot | None) -> Spot | None:
    return None if spot is None or spot.external else spot


def _finding(seen: Seen, channel: str, suspect: Spot, victim: Spot | None, why: str) -> Finding:
    return Finding(
        at=seen.at,
        channel=channel or seen.detector,
        detector=seen.detector,
        rule=seen.rule,
        title=seen.title,
        severity=seen.severity,
        confidence=seen.confidence,
        initiator=seen.initiator,
        responder=seen.responder,
        suspect=suspect.host,
        suspect_zone=suspect.zone,
        victim=None if victim is None else victim.host,
        victim_zone=None if victim is None else victim.zone,
        why=why,
        digest=seen.digest,
        party=suspect.host or str(suspect.address),
    )


_HOW = {
    ToldBy.FLOW: "it sent the first packet of the flow",
    ToldBy.DIRECTION: "the alert's direction makes it the client",
    ToldBy.PORTS: "guessed from the ports: the other side has a system port",
    ToldBy.ROLES: "the detector names it as the source",
    ToldBy.LINE: "the alert names it first; who opened the conversation is not told",
}


def _opened(seen: Seen) -> str:
    return f"{_named(seen.initiator, seen.initiator_name)} is the initiator: {_HOW[seen.told_by]}"


def _reached(seen: Seen, opened: Spot | None) -> str:
    party = _named(seen.responder, seen.responder_name)
    if seen.initiator is None and not seen.initiator_name:
        return f"{party} is the only party told"
    outsider = _named(seen.initiator, seen.initiator_name)
    zone = f" (zone {opened.zone}, external)" if opened is not None else ""
    return f"the initiator {outsider}{zone} is outside: {party} is who it reached of ours"


def _nobody(seen: Seen, opened: Spot | None, reached: Spot | None) -> str:
    told = [(seen.initiator, seen.initiator_name, opened), (seen.responder, seen.responder_name, reached)]
    parties = [
        f"{_named(address, name)} ({f'zone {spot.zone} is external' if spot else 'no host, in no zone'})"
        for address, name, spot in told
        if address is not None or name
    ]
    return f"nobody of ours: {' and '.join(parties)}" if parties else "neither an address nor a machine is told"


def _named(address: Address | None, name: str) -> str:
    return name if address is None else str(address)
