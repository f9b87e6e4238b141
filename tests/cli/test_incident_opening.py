"""A record is opened whole or not at all, and says what to do next."""

from __future__ import annotations

import json
from pathlib import Path

from codedark.cli.main import answer
from tests.cli.incident_runs import Capture, Runs, opened
from tests.making import make_files


def test_opening_says_where_it_lies_what_to_write_down_and_what_to_type_next(tmp_path: Path, capsys: Capture) -> None:
    runs = Runs(tmp_path / "incident", capsys)
    said = runs("open", "--title", "Disruption", "--organisation", "Sint-Lucia", "--ballast", "0")
    assert str(tmp_path / "incident") in said.replace("\n  ", "")
    assert "#1-" in said
    assert "NO MIRROR" in said
    assert "codedark incident log" in said


def test_opening_as_json_has_every_key(tmp_path: Path, capsys: Capture) -> None:
    mirror = tmp_path / "second"
    mirror.mkdir()
    words = ["--title", "T", "--organisation", "O", "--ballast", "0", "--mirror", str(mirror), "--exercise", "--json"]
    assert answer(["incident", "open", str(tmp_path / "i"), *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {
        "incident",
        "folder",
        "title",
        "organisation",
        "timezone",
        "languages",
        "exercise",
        "device",
        "mirror",
        "server",
        "heads",
    }
    assert Path(told["mirror"]).exists()
    assert told["exercise"] is True


def test_name_and_time_zone_come_from_the_hospital(tmp_path: Path, capsys: Capture) -> None:
    hospital = tmp_path / "hospital"
    hospital.mkdir()
    for name, data in make_files().items():
        (hospital / name).write_bytes(data)
    runs = Runs(tmp_path / "incident", capsys)
    told = runs.json("open", "--title", "T", "--hospital", str(hospital), "--ballast", "0")
    assert told["organisation"] == "Test hospital"
    assert told["timezone"] == "UTC"


def test_what_is_wrong_is_said_at_once_and_nothing_is_made(tmp_path: Path, capsys: Capture) -> None:
    runs = Runs(tmp_path / "incident", capsys)
    said = runs("open", "--title", "T", "--at", "Tuesday", exit_code=2)
    assert "--organisation" in said
    assert "--at" in said
    said = runs("open", "--title", " ", "--organisation", "O", "--timezone", "Mars/Olympus", exit_code=2)
    assert "Mars/Olympus" in said
    assert not (tmp_path / "incident").exists()


def test_a_folder_that_holds_a_record_is_left_as_it_is(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Seen.")
    before = (runs.folder / "record.db").read_bytes()
    runs("open", "--title", "Again", "--organisation", "O", exit_code=2)
    assert (runs.folder / "record.db").read_bytes() == before


def test_a_time_zone_nobody_told_is_said(tmp_path: Path, capsys: Capture) -> None:
    runs = Runs(tmp_path / "incident", capsys)
    _, err = runs.both("open", "--title", "T", "--organisation", "O", "--ballast", "0")
    assert "read as UTC" in err
