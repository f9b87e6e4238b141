from __future__ import annotations

from typing import Any

import pytest

from codedark.formats.told import Broken, Skipped
from codedark.formats.wazuh import read_wazuh
from codedark.gap.finding import Seen, Severity
from tests.formats.detector_lines import RECEIVED, wazuh


def seen(**more: Any) -> Seen:
    told = read_wazuh(wazuh(**more), RECEIVED)
    assert isinstance(told, Seen), told
    return told


def test_an_alert_without_a_source_is_about_its_agent() -> None:
    told = seen()
    assert (str(told.initiator), told.initiator_name, told.responder) == ("10.4.0.1", "srv-1", None)
    assert (told.rule, told.severity, told.title) == ("60204", Severity.HIGH, "Several logon failures")


def test_a_source_acted_upon_the_agent() -> None:
    told = seen(data={"srcip": "10.1.0.1", "dstuser": "admin"})
    assert (str(told.initiator), str(told.responder), told.responder_name) == ("10.1.0.1", "10.4.0.1", "srv-1")


def test_a_network_sensors_agent_is_no_party_where_a_target_is_told() -> None:
    told = seen(data={"src_ip": "10.1.0.1", "dest_ip": "10.4.0.9"})
    assert (str(told.initiator), str(told.responder), told.responder_name) == ("10.1.0.1", "10.4.0.9", "")


def test_an_agent_that_is_its_own_source_has_no_victim() -> None:
    told = seen(data={"srcip": "10.4.0.1"})
    assert (str(told.initiator), told.responder) == ("10.4.0.1", None)


@pytest.mark.parametrize("data", [{"srcip": "-"}, {"srcip": "host"}, {"srcip": None}, "text", [], None])
def test_a_source_that_is_no_address_leaves_the_agent(data: object) -> None:
    assert str(seen(data=data).initiator) == "10.4.0.1"


def test_the_manager_is_no_machine_under_suspicion_by_name() -> None:
    told = seen(agent={"id": "000", "name": "wazuh"})
    assert (told.initiator, told.initiator_name) == (None, "")


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        (1, Severity.LOW),
        (6, Severity.LOW),
        (7, Severity.MEDIUM),
        (11, Severity.MEDIUM),
        (12, Severity.HIGH),
        (14, Severity.HIGH),
        (15, Severity.CRITICAL),
        (16, Severity.CRITICAL),
    ],
)
def test_the_level_is_the_severity(level: int, severity: Severity) -> None:
    assert seen(rule={"level": level, "id": "1", "description": "x"}).severity is severity


def test_level_0_is_skipped() -> None:
    assert read_wazuh(wazuh(rule={"level": 0, "id": "1"}), RECEIVED) == Skipped("level 0")


def test_a_line_cut_anywhere_is_broken() -> None:
    whole = wazuh()
    assert all(isinstance(read_wazuh(whole[:length], RECEIVED), Broken) for length in range(len(whole)))


@pytest.mark.parametrize(
    "more", [{"rule": None}, {"rule": {"id": "1"}}, {"timestamp": "x"}, {"timestamp": None}, {"agent": "x"}]
)
def test_what_is_spoiled_is_broken(more: dict[str, Any]) -> None:
    assert isinstance(read_wazuh(wazuh(**more), RECEIVED), Broken)
