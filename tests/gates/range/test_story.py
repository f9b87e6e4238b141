"""The small hospital's whole exercise, judged by what packets did. Played once for all tests."""

from __future__ import annotations

from typing import Any

import pytest

from codedark.gates.range.readiness import Ready
from codedark.gates.range.record import Record

pytestmark = pytest.mark.needs("ip")


@pytest.fixture
def told(played: Record) -> dict[str, Any]:
    return played.as_json()


def test_without_a_cut_the_walker_reaches_core(told: dict[str, Any], ready: Ready) -> None:
    assert told["core_reached_without_cut"] == 4
    assert told["hosts_reached_without_cut"] == 12


def test_after_the_cut_nothing_new_in_core_is_reached(told: dict[str, Any]) -> None:
    assert told["core_taken_after_cut"] == 0
    assert told["core_reached_after_cut"] == 0
    assert told["hosts_reached_after_cut"] < told["hosts_reached_without_cut"]


def test_packets_and_the_model_agree_host_by_host(told: dict[str, Any]) -> None:
    agrees = told["agrees_with_model"]
    assert agrees.pop("disagreements") == []
    assert agrees == dict.fromkeys(("without_cut", "after_cut", "posture_3", "posture_2"), True)


def test_the_cut_is_measured_and_proven(told: dict[str, Any]) -> None:
    assert told["order_to_last_packet_ms"] is not None
    assert told["leaked_packets"] is not None
    assert told["verdict"].startswith("sealed")
    assert told["pairs"]["sealed"] >= 6
    assert "leaking" not in told["pairs"]
    assert told["skew_ms"] is not None


def test_sessions_from_before_stop_where_they_must_and_go_on_where_they_may(told: dict[str, Any]) -> None:
    sessions = told["sessions"]
    assert sessions["stopped"] == sessions["to_stop"] > 0
    assert sessions["went_on"] == sessions["to_go_on"] > 0


def test_care_goes_on_as_it_must(told: dict[str, Any]) -> None:
    assert told["break_glass_survived"] is True
    asked = {q["posture"]: q for q in told["questions"] if q["passed"]}
    assert "by name" in asked[3]["what"]
    assert "Clinical desktop" in asked[2]["what"]
    assert all(q["as_it_must"] for q in told["questions"])
    closed = next(q for q in told["questions"] if not q["passed"])
    assert closed["at_rest"]


def test_the_path_opens_again_after_release(told: dict[str, Any]) -> None:
    assert told["release_ms"] is not None
    assert any("path open" in s["what"] for s in told["seconds"])


def test_two_people_release_and_one_cuts(told: dict[str, Any]) -> None:
    signed = [(s["who"], s["what"]) for s in told["seconds"] if s["what"].startswith("signed")]
    assert all((" and " in who) is what.startswith("signed: release") for who, what in signed)
    assert len(signed) == 6
