"""Alerts of Suricata in EVE JSON, one object a line.

Fields: https://docs.suricata.io/en/latest/output/eve/eve-json-format.html. The trap: `src_ip` is the sender of the
packet that matched, which may be the server. Who opened the conversation is `flow.src_ip`; where that is not told,
`direction` tells the side; older versions tell neither, and then only the ports are left to guess from.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from codedark.formats.told import (
    Broken,
    NotTold,
    Reading,
    Skipped,
    address_of,
    digest,
    iso_time,
    one_line,
    too_long,
)
from codedark.gap.finding import Confidence, Seen, Severity, ToldBy

SYSTEM_PORTS_BELOW = 1024
"""RFC 6335: system ports are 0 to 1023."""

SEVERITIES = {1: Severity.HIGH, 2: Severity.MEDIUM}
"""`alert.severity` is the rule's priority; 3 and what is milder is low."""


class _Alert(msgspec.Struct):
    signature: str = ""
    signature_id: int = 0
    gid: int = 1
    severity: int = 3
    metadata: dict[str, Any] | None = None


class _Flow(msgspec.Struct):
    src_ip: str = ""
    dest_ip: str = ""


class _Event(msgspec.Struct):
    event_type: str = ""
    timestamp: str = ""
    src_ip: str = ""
    dest_ip: str = ""
    src_port: int | None = None
    dest_port: int | None = None
    direction: str = ""
    alert: _Alert | None = None
    flow: _Flow | None = None


_DECODER = msgspec.json.Decoder(_Event)


def read_eve(raw: bytes, received: datetime) -> Reading:
    """One line. Only alerts are looked at; every other event is skipped.

    Cost: some ten microseconds; benchmarks/bench_watch.py.

    >>> line = b'{"timestamp":"2026-01-01T00:00:00+0000","event_type":"alert","src_ip":"192.0.2.5",'
    >>> line += b'"dest_ip":"10.0.0.7","direction":"to_client","alert":{"signature_id":7,"signature":"Beacon"}}'
    >>> read_eve(line, None).initiator
    IPv4Address('10.0.0.7')
    """
    if (long := too_long(raw)) is not None:
        return long
    try:
        event = _DECODER.decode(raw)
        if event.event_type != "alert":
            kind = one_line(event.event_type)
            return Skipped(f"event type {kind}") if kind else Broken("no event_type: not a line of EVE")
        if event.alert is None:
            return Broken("an alert without its `alert`")
        return _seen(event, event.alert, digest(raw))
    except NotTold as missing:
        return Broken(str(missing))
    except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
        return Broken(f"not a whole JSON object of EVE: {one_line(wrong)}")


def _seen(event: _Event, alert: _Alert, raw_digest: str) -> Seen:
    from_, to, told_by = _parties(event)
    return Seen(
        at=iso_time(event.timestamp),
        detector="suricata",
        rule=f"{alert.gid}:{alert.signature_id}",
        title=one_line(alert.signature),
        severity=_severity(alert),
        confidence=_confidence(alert),
        initiator=address_of(from_),
        responder=address_of(to),
        told_by=told_by,
        digest=raw_digest,
    )


def _parties(event: _Event) -> tuple[str, str, ToldBy]:
    """Who opened the conversation, with whom, and how that is known."""
    if event.flow is not None and event.flow.src_ip:
        return event.flow.src_ip, event.flow.dest_ip, ToldBy.FLOW
    if event.direction in {"to_client", "to_server"}:
        back = event.direction == "to_client"
        return (*_sides(event, back), ToldBy.DIRECTION)
    source, target = event.src_port, event.dest_port
    if source is not None and target is not None and (source < SYSTEM_PORTS_BELOW) != (target < SYSTEM_PORTS_BELOW):
        return (*_sides(event, source < SYSTEM_PORTS_BELOW), ToldBy.PORTS)
    return event.src_ip, event.dest_ip, ToldBy.LINE


def _sides(event: _Event, back: bool) -> tuple[str, str]:
    return (event.dest_ip, event.src_ip) if back else (event.src_ip, event.dest_ip)


def _severity(alert: _Alert) -> Severity:
    """The priority, or *critical* where the rule's own metadata says so."""
    if "critical" in _tags(alert, "signature_severity"):
        return Severity.CRITICAL
    return SEVERITIES.get(alert.severity, Severity.HIGH if alert.severity < 1 else Severity.LOW)


def _confidence(alert: _Alert) -> Confidence | None:
    told = _tags(alert, "confidence")
    return next((confidence for confidence in Confidence if confidence in told), None)


def _tags(alert: _Alert, name: str) -> set[str]:
    told = (alert.metadata or {}).get(name, ())
    return {str(word).lower() for word in (told if isinstance(told, list) else [told])}
