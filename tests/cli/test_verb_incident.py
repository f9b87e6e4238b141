"""The record from the command line: the sub-verbs are there, and a wrong folder is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from codedark.cli.main import answer
from tests.cli.incident_runs import Capture, opened

VERBS = (
    "open",
    "log",
    "ask",
    "show",
    "correct",
    "erase",
    "take",
    "verify",
    "heads",
    "mirror",
    "backup",
    "page",
    "restore",
    "salvage",
    "merge",
    "sync",
)


def test_the_help_names_every_sub_verb(capsys: Capture) -> None:
    assert answer(["incident", "--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"\n  {verb} " in said for verb in VERBS)


@pytest.mark.parametrize("words", [["show"], ["verify"], ["heads"], ["log", "text", "--role", "r"]])
def test_a_folder_without_a_record_is_said_and_not_made(words: list[str], tmp_path: Path, capsys: Capture) -> None:
    place = tmp_path / "none"
    assert answer(["incident", words[0], str(place), *words[1:]]) == 2
    said = capsys.readouterr()
    assert "incident open" in said.err
    assert said.out == ""
    assert not place.exists()


def _of_another_form(file: Path) -> None:
    connection = apsw.Connection(str(file))
    connection.pragma("user_version", 9)
    connection.close()


def _of_another_program(file: Path) -> None:
    file.unlink()
    connection = apsw.Connection(str(file))
    connection.execute("CREATE TABLE a (b)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_of_another_form, "use the codedark that wrote it"),
        (_of_another_program, "not a record of an incident"),
        (lambda file: file.write_bytes(b"no database at all, but long enough to be taken for one"), "incident salvage"),
    ],
)
@pytest.mark.parametrize("words", [["show"], ["verify"], ["log", "x", "--role", "r"]])
def test_what_cannot_be_read_says_what_to_do(
    spoil: Callable[[Path], object], said: str, words: list[str], tmp_path: Path, capsys: Capture
) -> None:
    runs = opened(tmp_path, capsys)
    spoil(runs.folder / "record.db")
    before = (runs.folder / "record.db").read_bytes()
    assert said in runs(*words, exit_code=2)
    assert (runs.folder / "record.db").read_bytes() == before


def test_without_this_laptops_key_it_is_read_and_not_written(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    (runs.folder / "device.key").unlink()
    assert "restore the latest backup" in runs("log", "x", "--role", "r", exit_code=2)
    assert runs.json("verify")["sound"] is True
    assert len(runs.json("show", "--entries")["entries"]) == 1


def test_a_damaged_record_is_not_written_and_salvage_is_named(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    for number in range(20):
        runs.log(f"Entry {number}: " + "words " * 50)
    raw = bytearray((runs.folder / "record.db").read_bytes())
    raw[len(raw) // 2 : -4096] = bytes(len(raw[len(raw) // 2 : -4096]))
    (runs.folder / "record.db").write_bytes(raw)
    for words in (["log", "x", "--role", "r"], ["show"], ["erase", "2", "--why", "w", "--role", "r"]):
        _, err = runs.both(*words, exit_code=3)
        assert "DAMAGED" in err
        assert "codedark incident salvage" in err
    assert (runs.folder / "record.db").read_bytes() == bytes(raw)


def test_a_mirror_that_is_away_stops_no_entry_and_is_said(tmp_path: Path, capsys: Capture) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    runs = opened(tmp_path, capsys, "--mirror", str(stick))
    stick.rename(tmp_path / "away")
    _, err = runs.both("log", "x", "--role", "r")
    assert "ALONE" in err
    (tmp_path / "away").rename(stick)
    _, err = runs.both("log", "y", "--role", "r")
    assert "brought up" in err
    assert runs.json("verify")["findings"] == []
