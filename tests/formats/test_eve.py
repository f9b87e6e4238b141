"""The wrong side named is the wrong zone sealed: whoever opened the conversation is the initiator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.formats.eve import read_eve
from codedark.formats.told import Broken, Skipped
from codedark.gap.finding import Confidence, Seen, Severity, ToldBy
from tests.formats.detector_lines import RECEIVED, eve


def seen(line: bytes) -> Seen:
    told = read_eve(line, RECEIVED)
    assert isinstance(told, Seen), told
    return told


def parties(line: bytes) -> tuple[str, str, ToldBy]:
    told = seen(line)
    return str(told.initiator), str(told.responder), told.told_by


def test_the_flow_tells_the_initiator_though_the_server_sent_the_packet() -> None:
    assert parties(eve()) == ("10.1.0.1", "10.4.0.1", ToldBy.FLOW)


def test_without_the_flows_addresses_the_direction_tells() -> None:
    assert parties(eve(flow=None)) == ("10.1.0.1", "10.4.0.1", ToldBy.DIRECTION)
    assert parties(eve(flow={"pkts_toserver": 3}, direction="to_server")) == (
        "10.4.0.1",
        "10.1.0.1",
        ToldBy.DIRECTION,
    )


def test_without_either_the_system_port_is_taken_as_the_servers() -> None:
    assert parties(eve(flow=None, direction=None)) == ("10.1.0.1", "10.4.0.1", ToldBy.PORTS)
    assert parties(eve(flow=None, direction=None, src_port=1023, dest_port=1024))[2] is ToldBy.PORTS


@pytest.mark.parametrize(("source", "target"), [(1024, 1024), (80, 443), (None, 443)])
def test_where_the_ports_tell_nothing_the_line_is_all_there_is(source: int | None, target: int) -> None:
    line = eve(flow=None, direction=None, src_port=source, dest_port=target)
    assert parties(line) == ("10.4.0.1", "10.1.0.1", ToldBy.LINE)


def test_the_time_is_utc_and_the_rule_has_its_group() -> None:
    told = seen(eve())
    assert told.at.isoformat() == "2026-01-13T05:32:00.250000+00:00"
    assert (told.detector, told.rule, told.title) == ("suricata", "1:2001", "Pipe")


@pytest.mark.parametrize(
    ("priority", "severity"),
    [(1, Severity.HIGH), (2, Severity.MEDIUM), (3, Severity.LOW), (4, Severity.LOW), (255, Severity.LOW)],
)
def test_the_priority_is_the_severity(priority: int, severity: Severity) -> None:
    assert seen(eve(alert={"severity": priority})).severity is severity


def test_a_rules_own_metadata_tells_what_is_critical_and_how_sure_it_is() -> None:
    told = seen(eve(alert={"severity": 2, "metadata": {"signature_severity": ["Critical"], "confidence": ["High"]}}))
    assert (told.severity, told.confidence) == (Severity.CRITICAL, Confidence.HIGH)


def test_other_events_are_skipped() -> None:
    assert read_eve(eve(event_type="flow"), RECEIVED) == Skipped("event type flow")


def test_a_line_cut_anywhere_is_broken_and_never_a_crash() -> None:
    whole = eve()
    assert all(isinstance(read_eve(whole[:length], RECEIVED), Broken) for length in range(len(whole)))
    assert isinstance(read_eve(whole, RECEIVED), Seen)


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"{}",
        b'{"event_type":"alert"}',
        eve(timestamp="2026-01-13T06:32:00"),
        eve(timestamp=None),
        eve(alert=["x"]),
        eve(src_ip=7),
        b"[" * 100_000,
        b'{"event_type":' + b"[" * 100_000,
        eve(pad="x" * (1 << 20)),
    ],
    ids=lambda line: line[:30].decode(errors="replace"),
)
def test_what_is_spoiled_is_broken_with_a_reason(line: bytes) -> None:
    told = read_eve(line, RECEIVED)
    assert isinstance(told, Broken) and told.reason and len(told.reason) < 400


def test_a_title_cannot_move_the_cursor() -> None:
    assert seen(eve(alert={"signature": "a\x1b[2J", "severity": 1})).title == "a?[2J"


def test_an_address_that_is_none_is_none() -> None:
    assert seen(eve(flow={"src_ip": "ff:ff", "dest_ip": "10.4.0.1"})).initiator is None


@pytest.mark.shared_data("data/detections/suricata_eve_alerts.jsonl")
def test_real_alerts_name_the_client_although_the_server_sent_the_packet(shared: Path) -> None:
    lines = (shared / "data/detections/suricata_eve_alerts.jsonl").read_bytes().splitlines()
    assert len(lines) == 40
    for line in lines:
        raw = json.loads(line)
        assert raw["direction"] == "to_client"
        assert parties(line) == (raw["dest_ip"], raw["src_ip"], ToldBy.FLOW)
        assert str(seen(line).initiator) == "10.2.8.102"


@pytest.mark.shared_data("data/detections/suricata_eve_alerts_payload.jsonl")
def test_real_alerts_of_an_older_version_are_guessed_by_their_ports_and_say_so(shared: Path) -> None:
    lines = (shared / "data/detections/suricata_eve_alerts_payload.jsonl").read_bytes().splitlines()
    assert len(lines) == 40
    assert {parties(line)[0] for line in lines} == {"10.2.8.102"}
    assert {parties(line)[2] for line in lines} == {ToldBy.PORTS}


@pytest.mark.shared_data("data/detections/suricata_eve_alerts_payload.jsonl")
def test_real_alerts_cut_in_the_middle_are_broken(shared: Path) -> None:
    for line in (shared / "data/detections/suricata_eve_alerts_payload.jsonl").read_bytes().splitlines():
        assert isinstance(read_eve(line[: len(line) // 2], RECEIVED), Broken)
