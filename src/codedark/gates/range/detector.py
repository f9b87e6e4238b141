"""A detector that watches the walk and writes what Suricata would: two rules, one line of EVE JSON each.

Only addresses and ports of the walk's own connections go in; our readers must find out who is suspect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from codedark.gates.range.furnishing import Machine
from codedark.gates.range.walker import Step

RULES = (
    (9_100_001, "RANGE one machine opens sessions to many of its neighbours"),
    (9_100_002, "RANGE a token is handed from machine to machine"),
)


def eve_lines(steps: Iterable[Step], machines: tuple[Machine, ...], at: datetime) -> Iterator[bytes]:
    """One alert of each rule for each step that came from another machine.

    Args:
        at: aware UTC.
    """
    for step in steps:
        ends = machines[step.by].towards(machines[step.machine])
        if step.by == step.machine or ends is None:
            continue
        for number, title in RULES:
            yield _alert(ends, step.port, number, title, at)


def _alert(ends: tuple[str, str], port: int, number: int, title: str, at: datetime) -> bytes:
    flow = {"src_ip": ends[0], "dest_ip": ends[1], "dest_port": port}
    alert = {"action": "allowed", "gid": 1, "signature_id": number, "rev": 1, "signature": title, "severity": 1}
    # The packet that matched came back from the server, as it often does: only the flow says who opened it.
    line = {
        "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S.%f%z"),
        "event_type": "alert",
        "src_ip": ends[1],
        "src_port": port,
        "dest_ip": ends[0],
        "proto": "TCP",
        "direction": "to_client",
        "alert": alert,
        "flow": flow,
    }
    return msgspec.json.encode(line)
