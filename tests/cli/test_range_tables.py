from __future__ import annotations

from typing import Any

import pytest

from codedark.cli.range_tables import print_range

ANSWER: dict[str, Any] = {
    "hospital": "Small",
    "scenario": "worst-day",
    "entry": "ws-1",
    "defences": ["walls"],
    "plan": {"id": "0123456789ab", "names": ["zone:office"], "does": "3 conduits cut except break-glass"},
    "verdict": "sealed at the gates, 4 paths unproven",
    "order_to_last_packet_ms": None,
    "leaked_packets": None,
    "skew_ms": 1.234,
    "proof_ms": 70.0,
    "release_ms": 2.0,
    "break_glass_survived": False,
    "hosts_reached_without_cut": 12,
    "core_reached_without_cut": 4,
    "hosts_reached_after_cut": 4,
    "core_reached_after_cut": 0,
    "agrees_with_model": {
        "without_cut": True,
        "after_cut": False,
        "disagreements": [
            {"when": "after_cut", "host": "ehr-1", "zone": "servers", "model": False, "packets": True, "why": "leak"}
        ],
    },
    "questions": [{"posture": 3, "what": "ct-1 finds pacs", "passed": False, "as_it_must": False}],
    "gates": [{"gate": "wall", "kind": "nftables", "played": "a router: nftables, as in the tables"}],
    "invented": ["2 hosts without an address"],
    "seconds": [{"at_s": 0.5, "who": "walker", "what": "went"}],
}


def test_what_was_not_measured_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_range(ANSWER)
    said = capsys.readouterr().out
    assert "not measured" in said
    assert "1.23 ms" in said


def test_what_went_wrong_stands_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_range(ANSWER)
    said = capsys.readouterr().out
    assert "with it NO" in said
    assert "ehr-1" in said
    assert "leak" in said


def test_what_was_invented_and_how_gates_were_played_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    print_range(ANSWER)
    said = capsys.readouterr().out
    assert "Invented: 2 hosts" in said
    assert "Gate wall: a router" in said
