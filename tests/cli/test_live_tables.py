from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from codedark.cli import live_tables
from codedark.gates.controller import GateAnswer, Member
from codedark.gates.live_folder import Laid
from codedark.hospital.records import GateId
from codedark.response.commands import Page, PrintCards

LAID = Laid(hospital_sha256="aa", defences=(), timezone="Europe/Brussels", plans=(), books=())
NOW = datetime.now(UTC).timestamp()


def says(*held: dict[str, Any], **more: Any) -> GateAnswer:
    told = {
        "wall": NOW,
        "clock_trusted": True,
        "memory_damaged": False,
        "mandate_version": 1,
        "hospital_sha256": "aa",
        "plans": 6,
        "held": list(held),
    }
    return GateAnswer(Member(gate=GateId("g1"), agent="g1", address=("10.0.0.1", 1)), told | more)


def held(**more: Any) -> dict[str, Any]:
    told = {"plan": "00ff00ff00ff", "until": NOW, "confirmed": False, "released": [], "cut_on": True, "left_on": True}
    return told | more


def shown(capsys: pytest.CaptureFixture[str], *answers: GateAnswer, laid: Laid | None = LAID) -> str:
    live_tables.print_status(answers, laid)
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ({}, "cut"),
        ({"confirmed": True}, "held"),
        ({"released": [0, 2]}, "cut, 2 let go"),
        ({"cut_on": False}, "posture 2"),
        ({"cut_on": False, "left_on": False}, "NOT ON"),
    ],
)
def test_status_says_what_stands_in_the_kernel(
    capsys: pytest.CaptureFixture[str], state: dict[str, Any], word: str
) -> None:
    assert f"g1 g1 {word} 00ff00ff00ff" in shown(capsys, says(held(**state)))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"mandate_version": None}, "no mandate in force: codedark gap stage"),
        ({"plans": 0}, "nothing is staged there"),
        ({"hospital_sha256": "bb"}, "staged from another state of the folder"),
        ({"memory_damaged": True}, "its memory was damaged"),
        ({"clock_trusted": False}, "does not trust its clock"),
        ({"wall": NOW - 3600}, "its clock is off by -6"),
    ],
)
def test_status_says_what_is_the_matter(capsys: pytest.CaptureFixture[str], more: dict[str, Any], said: str) -> None:
    assert said in shown(capsys, says(**more))


def test_a_gate_that_does_not_answer_is_not_called_open(capsys: pytest.CaptureFixture[str]) -> None:
    silent = GateAnswer(Member(gate=GateId("g1"), agent="g1", address=("10.0.0.1", 1)), failed="no answer within 2 s")
    said = shown(capsys, silent)
    assert "NOT KNOWN" in said and "no answer within 2 s" in said and "open" not in said


def test_times_are_those_of_the_hospital_and_another_day_is_named() -> None:
    at = datetime(2026, 1, 13, 5, 30, tzinfo=UTC).timestamp()
    assert live_tables.clock(at, "Europe/Brussels") == "13 Jan 06:30:00 CET"
    soon = datetime.now(UTC).replace(microsecond=0)
    assert live_tables.clock(soon.timestamp(), "UTC") == f"{soon:%H:%M:%S} UTC"
    later = soon + timedelta(days=1)
    assert live_tables.clock(later.timestamp(), "UTC").startswith(f"{later:%d %b}")


def test_people_are_called_at_once_and_cables_are_left_to_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    live_tables.tell(Page(role="duty-engineer", why="it leaks"))
    live_tables.tell(PrintCards(gates=(GateId("g1"),), plan="00ff00ff00ff", why="silent"))
    said = capsys.readouterr()
    assert said.err == "CALL duty-engineer: it leaks\n" and said.out == ""
