"""Wazuh's alerts.json, one alert a line.

Fields: https://documentation.wazuh.com/current/user-manual/manager/alert-management.html. Taken are `timestamp`,
`rule.level`, `rule.id`, `rule.description`, `agent.name`, `agent.ip`, and addresses the decoder put under `data`. An
alert is about its agent, the machine it was seen on; where `data` names a source, that one acted upon the agent, or
upon the target that `data` names.
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
from codedark.gap.finding import Seen, Severity, ToldBy
from codedark.hospital.records import Address

LEVELS = ((15, Severity.CRITICAL), (12, Severity.HIGH), (7, Severity.MEDIUM), (0, Severity.LOW))
"""Least `rule.level` (0 to 16) of each severity, as Wazuh's own overview groups them."""
SOURCES = ("srcip", "src_ip", "src")
"""Under `data`, by decoder: who acted."""
TARGETS = ("dstip", "dest_ip", "dst_ip", "dst")


class _Rule(msgspec.Struct):
    level: int
    id: str | int
    description: str = ""


class _Agent(msgspec.Struct):
    id: str = ""
    name: str = ""
    ip: str = ""


class _Alert(msgspec.Struct):
    timestamp: str
    rule: _Rule
    agent: _Agent | None = None
    data: Any = None


_DECODER = msgspec.json.Decoder(_Alert)


def read_wazuh(raw: bytes, received: datetime) -> Reading:
    """One line. Level 0 is what its owner chose to ignore, and skipped.

    Cost: some ten microseconds.

    >>> line = b'{"timestamp":"2026-01-01T00:00:00.000+0000","rule":{"level":12,"id":"5712","description":"Guessing"},'
    >>> line += b'"agent":{"id":"001","name":"ehr-1","ip":"10.4.0.1"},"data":{"srcip":"10.1.0.9"}}'
    >>> seen = read_wazuh(line, None)
    >>> str(seen.initiator), str(seen.responder), seen.severity.value
    ('10.1.0.9', '10.4.0.1', 'high')
    """
    if (long := too_long(raw)) is not None:
        return long
    try:
        alert = _DECODER.decode(raw)
        if alert.rule.level <= 0:
            return Skipped("level 0")
        return _seen(alert, digest(raw))
    except NotTold as missing:
        return Broken(str(missing))
    except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
        return Broken(f"not a whole alert of Wazuh: {one_line(wrong)}")


def _seen(alert: _Alert, raw_digest: str) -> Seen:
    agent = alert.agent or _Agent()
    source, target = _under(alert.data, SOURCES), _under(alert.data, TARGETS)
    seen_on = address_of(agent.ip)
    name = "" if agent.id == "000" else one_line(agent.name)  # 000 is the manager itself
    about_agent = target is None or target == seen_on
    first: tuple[Address | None, str] = (seen_on, name) if source is None else (source, "")
    second: tuple[Address | None, str] = (target, "")
    if source is not None and source != seen_on and about_agent:
        second = (seen_on, name)
    return Seen(
        at=iso_time(alert.timestamp),
        detector="wazuh",
        rule=one_line(alert.rule.id),
        title=one_line(alert.rule.description),
        severity=next(severity for least, severity in LEVELS if alert.rule.level >= least),
        initiator=first[0],
        initiator_name=first[1],
        responder=second[0],
        responder_name=second[1],
        told_by=ToldBy.ROLES,
        digest=raw_digest,
    )


def _under(data: object, names: tuple[str, ...]) -> Address | None:
    """The first of these fields that is an address; decoders write names and dashes there as well."""
    if not isinstance(data, dict):
        return None
    return next((found for name in names if (found := address_of(data.get(name))) is not None), None)
