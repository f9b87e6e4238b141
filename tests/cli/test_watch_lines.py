"""What is printed: nothing an alarm says is left out, nothing a forger sends can fill the screen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from codedark.cli.watch_lines import SHOWN_PER_S, JsonLines, TextLines
from codedark.gates.watching import Refusal, Trouble
from codedark.response.alarm import Flood
from codedark.response.allowance import Allowance
from codedark.response.recommending import recommend
from tests.response.findings import T0, alarms, finding
from tests.response.test_recommending import MORNING, OFFICE, PREPARED

ANSWER = recommend(PREPARED, OFFICE, Allowance(), MORNING)
REFUSED = Refusal(at=T0, channel="eve", reason="cut")


def text() -> TextLines:
    return TextLines(ZoneInfo("Europe/Brussels"), Path("my hospital"))


def test_times_are_by_the_hospitals_wall_clock(capsys: pytest.CaptureFixture[str]) -> None:
    text().event(REFUSED)
    assert capsys.readouterr().out.startswith("2026-01-13 06:32:00 refused  eve: cut")


def test_a_repeated_finding_or_refusal_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    lines = text()
    for at_s in range(5):
        lines.event(finding("ws-1", "a", at_s=at_s))
        lines.event(replace(REFUSED, at=T0 + timedelta(seconds=at_s)))
    lines.event(finding("ws-1", "b", at_s=6))
    out = capsys.readouterr().out
    assert out.count("ws-1 (office)") == 2 and out.count("refused") == 1


def test_a_flood_of_lines_is_counted_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    lines = text()
    for number in range(10_000):
        lines.event(finding(f"ws-{number}"))
        lines.event(replace(REFUSED, reason=str(number)))
    lines.event(Flood(at=T0, channel="eve", findings_count=10_000, until=T0, why="flood from eve"))
    out = capsys.readouterr().out.splitlines()
    assert len(out) <= SHOWN_PER_S + 5
    assert any("9,990 more findings, 9,990 more refused" in line for line in out)
    assert any("FLOOD" in line for line in out)


def test_while_a_channel_floods_its_findings_are_counted_and_others_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = text()
    lines.event(Flood(at=T0, channel="eve", findings_count=1, until=T0 + timedelta(minutes=15), why="flood"))
    lines.event(finding("ws-1", at_s=899))
    lines.event(finding("ws-2", at_s=899, channel="zeek"))
    lines.event(finding("ws-3", at_s=900))
    out = capsys.readouterr().out
    assert "ws-1" not in out and "1 more findings" in out and "ws-2" in out and "ws-3" in out


def test_an_alarm_is_printed_whatever_else_is(capsys: pytest.CaptureFixture[str]) -> None:
    lines = text()
    for number in range(100):
        lines.event(finding(f"ws-{number}"))
    (alarm,) = alarms([finding("ws-1", "a"), finding("ws-1", "b")])
    lines.event(alarm)
    out = capsys.readouterr().out
    assert "ALARM" in out and "host ws-1: 2 distinct signals" in out


@pytest.mark.parametrize(("floods", "said"), [(0, "No alarm.\n"), (1, "No alarm, but a channel flooded: look.\n")])
def test_an_end_without_alarm_says_whether_a_channel_flooded(
    floods: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text().summary({"floods": floods})
    assert capsys.readouterr().out == said


def test_trouble_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    text().event(Trouble(at=T0, channel="eve", what="gone"))
    assert "trouble  eve: gone" in capsys.readouterr().out


def test_a_recommendation_has_price_alternatives_theatres_verdict_and_a_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text().recommendation(ANSWER)
    out = " ".join(capsys.readouterr().out.split())
    for part in (
        "plan zone:office",
        "care an hour",
        "full shutdown",
        "Operations running by the list: 1",
        "Not to be fired alone",
        "Nothing was cut",
        "codedark gap plan 'my hospital' --suspect host:ws-1",
    ):
        assert part in out, part


def test_without_operations_running_an_emergency_is_still_possible(capsys: pytest.CaptureFixture[str]) -> None:
    night = datetime(2026, 1, 13, 3, 0)  # noqa: DTZ001  # the wall clock
    text().recommendation(recommend(PREPARED, OFFICE, Allowance(), night))
    assert "an emergency may be" in capsys.readouterr().out


def test_json_is_one_object_a_line_with_the_documented_keys(capsys: pytest.CaptureFixture[str]) -> None:
    (alarm,) = alarms([finding("ws-1", "a"), finding("ws-1", "b")])
    lines = JsonLines()
    for event in (finding("ws-1"), REFUSED, Trouble(at=T0, channel="a", what="b"), alarm):
        lines.event(event)
    lines.event(Flood(at=T0, channel="eve", findings_count=1, until=T0, why=""))
    lines.recommendation(ANSWER)
    lines.summary({"lines": 3})
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kinds = ["finding", "refused", "trouble", "alarm", "flood", "recommendation", "summary"]
    assert [one["kind"] for one in told] == kinds
    page = (Path(__file__).parents[2] / "docs" / "reference" / "watch.md").read_text(encoding="utf-8")
    for one in told:
        missing = [key for key in one if f"`{key}`" not in page]
        assert not missing, f"docs/reference/watch.md does not name {missing} of {one['kind']}"
    assert told[5]["automatic"]["allowed"] is False and told[5]["theatres_in_use"][0]["operation"] == "hip"
    assert told[6] == {
        "kind": "summary",
        "lines": 3,
        "skipped": 0,
        "refused": 0,
        "findings": 0,
        "floods": 0,
        "alarms": 0,
    }
