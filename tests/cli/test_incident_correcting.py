"""What is open is asked, what was wrong is corrected by a new entry, what must not be read is erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.incident_runs import COUNT, Capture, opened


def test_a_question_is_shown_until_it_is_answered(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs("ask", "attack_type", "--whom", "prosecutor", "--role", "incident-commander", "--due", "2027-01-05T12:00")
    assert "OPEN: attack_type: prosecutor" in runs("show")
    runs.log("Told.", "--field", "attack_type", "--value", "ransomware", "--by", "prosecutor")
    assert "OPEN" not in runs("show")
    assert runs.json("show")["questions"][0]["answered_at"]


def test_a_question_about_no_field_is_refused(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    said = runs("ask", "atack_type", "--whom", "p", "--role", "r", exit_code=2)
    assert "attack_type" in said


def test_a_correction_leaves_the_old_entry_readable_and_withdraws_what_it_said(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    made = runs.log("Theatres stand still.", *COUNT, "--value", "90")
    told = runs.json(
        "correct", str(made["seq"]), "Counted twice.", "--withdraw", "all", "--role", "theatre-coordinator"
    )
    assert told["withdrawn"] == made["assertions"]
    [account] = runs.json("show")["standings"][0]["accounts"]
    assert (account["relation"], account["why"]) == ("withdrawn", "Counted twice.")
    entries = runs.json("show", "--entries")["entries"]
    assert entries[1]["text"] == "Theatres stand still."
    assert entries[2]["links"] == [made["hash"]]


def test_a_correction_typed_later_is_of_the_moment_it_was_found(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    made = runs.log("Theatres stand still.", *COUNT, "--value", "90", "--at", "2026-03-03")
    runs("correct", str(made["seq"]), "Twice.", "--withdraw", "all", "--role", "r", "--at", "2026-03-05T09:00")
    relations = [
        runs.json("show", "--as-of", day)["standings"][0]["accounts"][0]["relation"]
        for day in ("2026-03-04", "2026-03-05")
    ]
    assert relations == ["leads", "withdrawn"]


def test_an_answer_due_on_a_day_is_due_by_its_end(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs("ask", "attack_type", "--whom", "p", "--role", "r", "--due", "2027-01-05")
    assert runs.json("show")["questions"][0]["due_at"].startswith("2027-01-05T22:59")


@pytest.mark.parametrize("named", ["99", "zzz#2", "deadbeef00"])
def test_an_entry_nobody_finds_is_refused(named: str, tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    assert "names no entry" in runs("correct", named, "x", "--role", "r", exit_code=2)


def test_only_what_the_entry_says_can_be_withdrawn_by_correcting_it(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Theatres stand still.", *COUNT, "--value", "90")
    other = runs.log("Nothing asserted.")
    said = runs("correct", str(other["seq"]), "x", "--withdraw", "a-1", "--role", "r", exit_code=2)
    assert "it asserts nothing" in said


def test_erased_words_are_gone_and_the_chain_holds(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    made = runs.log("The patient is Xavier Quintessens.")
    told = runs.json("erase", f"{made['device'][:8]}#{made['seq']}", "--why", "names a patient", "--role", "dpo")
    assert told["mirror_too"] is True
    assert "flash" in told["remains"]
    assert "Quintessens" not in runs("show", "--entries")
    assert b"Quintessens" not in (runs.folder / "record.db").read_bytes()
    assert runs.json("verify")["sound"] is True


def test_the_entry_that_opens_the_record_is_not_erased(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs("erase", "1", "--why", "w", "--role", "r", exit_code=2)
    assert len(runs.json("show", "--entries")["entries"]) == 1
