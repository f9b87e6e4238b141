"""Lines as detectors write them, made from the documented fields; addresses of documentation and private networks."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

RECEIVED = datetime(2026, 1, 13, 5, 40, tzinfo=UTC)


def eve(**more: Any) -> bytes:
    """An alert of Suricata: 10.1.0.1 asked 10.4.0.1, and the answer matched."""
    told: dict[str, Any] = {
        "timestamp": "2026-01-13T06:32:00.250000+0100",
        "flow_id": 7,
        "event_type": "alert",
        "src_ip": "10.4.0.1",
        "src_port": 445,
        "dest_ip": "10.1.0.1",
        "dest_port": 50000,
        "proto": "TCP",
        "alert": {"action": "allowed", "gid": 1, "signature_id": 2001, "signature": "Pipe", "severity": 1},
        "direction": "to_client",
        "flow": {"src_ip": "10.1.0.1", "dest_ip": "10.4.0.1", "src_port": 50000, "dest_port": 445},
    }
    return json.dumps({name: value for name, value in {**told, **more}.items() if value is not None}).encode()


def wazuh(**more: Any) -> bytes:
    """An alert of Wazuh about its agent."""
    told: dict[str, Any] = {
        "timestamp": "2026-01-13T05:32:00.250+0000",
        "rule": {"level": 12, "description": "Several logon failures", "id": "60204", "groups": ["windows"]},
        "agent": {"id": "007", "name": "srv-1", "ip": "10.4.0.1"},
        "manager": {"name": "wazuh"},
        "id": "1768282320.1",
        "decoder": {"name": "windows_eventchannel"},
        "location": "EventChannel",
    }
    return json.dumps({**told, **more}).encode()


ZEEK_HEADER = (
    rb"#separator \x09",
    b"#set_separator\t,",
    b"#empty_field\t(empty)",
    b"#unset_field\t-",
    b"#path\tnotice",
    b"#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tnote\tmsg\tsrc\tdst\tactions",
    b"#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\taddr\taddr\tset[enum]",
)
ZEEK_ROW = (
    b"1768282320.250000\tC1\t10.1.0.1\t50000\t10.4.0.1\t22\tSSH::Password_Guessing\t30 guesses"
    b"\t10.1.0.1\t10.4.0.1\tNotice::ACTION_LOG"
)
CEF = (
    rb"<134>Jan 13 06:32:00 fw CEF:0|Acme \| Sons|Probe|9.1|42|Sweep \\ fast|8|"
    rb"src=10.1.0.1 dst=10.4.0.1 spt=50000 msg=two words, a\=b and a \\ rt=1768282320250 dhost=srv-1"
)
