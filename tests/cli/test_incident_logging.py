"""An entry is written with what it asserts, or not at all."""

from __future__ import annotations

from pathlib import Path

from tests.cli.incident_runs import COUNT, Capture, opened


def test_a_sentence_alone_is_an_observation(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    told = runs.log("Screens in the theatre are blue.", role="theatre-coordinator")
    assert (told["seq"], told["assertions"]) == (2, [])
    [_, entry] = runs.json("show", "--entries")["entries"]
    assert (entry["kind"], entry["role"], entry["text"]) == (
        "observation",
        "theatre-coordinator",
        "Screens in the theatre are blue.",
    )


def test_a_count_is_kept_as_it_was_meant(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    [name] = runs.log("Theatres stand still.", *COUNT, "--value", ">=70", "--detail", "kind=elective")["assertions"]
    [standing] = runs.json("show")["standings"]
    [account] = standing["accounts"]
    assert account["id"] == name
    told = account["assertion"]
    assert (told["value"], told["qualifier"], told["details"]) == (70, "at-least", {"kind": "elective"})
    assert (told["attribution"], told["by"]) == ("confirmed", "incident-commander")


def test_what_others_say_is_reported_and_not_confirmed(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("The press writes.", *COUNT, "--value", "62", "--by", "press")
    told = runs.json("show")["standings"][0]["accounts"][0]["assertion"]
    assert (told["attribution"], told["by"]) == ("reported", "press")


def test_the_same_sentence_within_a_minute_is_entered_and_said(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Seen.")
    _, err = runs.both("log", "Seen.", "--role", "incident-commander")
    assert "twice" in err
    _, err = runs.both("log", "Seen.", "--role", "spokesperson")
    assert "twice" not in err


def test_nothing_is_written_while_anything_is_at_fault(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    said = runs("log", "x", "--role", "r", "--field", "ed_status", "--value", "shut", "--at", "noon", exit_code=2)
    assert "walk-in-only" in said
    assert "--at" in said
    assert len(runs.json("show", "--entries")["entries"]) == 1


def test_a_time_still_to_come_is_entered_and_said(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    _, err = runs.both("log", "Mistyped.", "--role", "r", "--at", "2999-03-03T07:00")
    assert "STILL TO COME" in err
    _, err = runs.both("log", "Typed right.", "--role", "r", "--at", "2026-03-03T07:00")
    assert err == ""
    assert len(runs.json("show", "--entries")["entries"]) == 3


def test_without_a_sentence_and_a_role_both_are_asked_for(tmp_path: Path, capsys: Capture) -> None:
    said = opened(tmp_path, capsys)("log", exit_code=2)
    assert "TEXT" in said
    assert "--role" in said
