"""Findings and hospitals for the tests of correlation and recommendation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from codedark.gap.finding import Confidence, Finding, Severity
from codedark.hospital.records import HostId, ZoneId
from codedark.response.alarm import Alarm, Flood
from codedark.response.correlating import Correlation, step, tick
from codedark.response.rule import Rule

T0 = datetime(2026, 1, 13, 5, 32, tzinfo=UTC)


def finding(
    host: str,
    rule: str = "a",
    *,
    at_s: float = 0.0,
    zone: str = "office",
    severity: Severity = Severity.HIGH,
    confidence: Confidence | None = None,
    channel: str = "eve",
    detector: str = "suricata",
    listed: bool = True,
    digest: str = "",
) -> Finding:
    """One finding about one suspect; `listed` False: an address no host has."""
    return Finding(
        at=T0 + timedelta(seconds=at_s),
        channel=channel,
        detector=detector,
        rule=rule,
        title=f"title {rule}",
        severity=severity,
        confidence=confidence,
        initiator=None,
        responder=None,
        suspect=HostId(host) if listed else None,
        suspect_zone=ZoneId(zone),
        victim=None,
        victim_zone=None,
        why="",
        digest=digest or f"{channel}/{host}/{rule}/{at_s:g}",
        party=host,
    )


def told(
    findings: Iterable[Finding], rule: Rule | None = None, *, state: Correlation | None = None
) -> tuple[Correlation, list[Alarm | Flood]]:
    """All findings stepped through, and the last second closed."""
    rule = rule or Rule()
    state = state or Correlation()
    said: list[Alarm | Flood] = []
    last = T0
    for one in findings:
        state, more = step(rule, state, one)
        said += more
        last = max(last, one.at)
    state, more = tick(rule, state, last + timedelta(seconds=1))
    return state, [*said, *more]


def alarms(findings: Iterable[Finding], rule: Rule | None = None) -> list[Alarm]:
    """The alarms alone."""
    return [one for one in told(findings, rule)[1] if isinstance(one, Alarm)]


def floods(findings: Iterable[Finding], rule: Rule | None = None) -> list[Flood]:
    """The floods alone."""
    return [one for one in told(findings, rule)[1] if isinstance(one, Flood)]
