"""A record comes back on another laptop, and out of a damaged file, and what is missing is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.incident_secrets import PASSPHRASE
from codedark.cli.main import answer
from tests.cli.incident_keys import backup_keys
from tests.cli.incident_runs import Capture, Runs, opened


def _asked(capsys: Capture, *words: str, exit_code: int = 0) -> Any:
    capsys.readouterr()
    code = answer(["incident", *words, "--json"])
    out, err = capsys.readouterr()
    assert code == exit_code, err
    return json.loads(out) if out else err


def _backed_up(runs: Runs, tmp_path: Path) -> list[str]:
    """Words that restore a backup of it, but for the folder."""
    keys = backup_keys(tmp_path)
    file = runs.json("backup", "--to", str(tmp_path), "--recipient", keys.recipient)["file"]
    return [file, "--identity", str(keys.identity)]


def test_another_laptop_writes_on_with_a_key_of_its_own(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    first = runs.log("Seen.")
    file, *how = _backed_up(runs, tmp_path)
    told = _asked(capsys, "restore", file, str(tmp_path / "b"), *how, "--ballast", "0", "--device", "second")
    assert told["device"] != first["device"]
    assert (told["entries"], told["missing"]) == (3, [])
    other = Runs(tmp_path / "b", capsys)
    assert other.log("Goes on.")["seq"] == 2
    assert other.json("verify", "--signatures")["sound"] is True


def test_what_came_after_the_backup_is_named_from_a_head_on_paper(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    file, *how = _backed_up(runs, tmp_path)
    runs.log("After it.")
    runs.log("And more.")
    [head] = runs.json("heads")["heads"]
    words = ["restore", file, str(tmp_path / "b"), *how, "--ballast", "0", "--head", head]
    [missing] = _asked(capsys, *words)["missing"]
    assert "2 to 3" in missing
    shutil.rmtree(tmp_path / "b")
    assert answer(["incident", *words]) == 0
    assert "MISSING" in capsys.readouterr().out


def test_what_came_after_the_backup_is_taken_from_the_mirror(tmp_path: Path, capsys: Capture) -> None:
    second = tmp_path / "second"
    second.mkdir()
    runs = opened(tmp_path, capsys, "--mirror", str(second))
    file, *how = _backed_up(runs, tmp_path)
    runs.log("After it.")
    [head] = runs.json("heads")["heads"]
    more = ["--mirror", str(second), "--head", head, "--ballast", "0"]
    told = _asked(capsys, "restore", file, str(tmp_path / "b"), *how, *more)
    assert (told["entries"], told["missing"]) == (3, [])


def test_a_backup_under_a_passphrase_needs_nothing_else(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, "correct horse battery")
    runs = opened(tmp_path, capsys)
    file = runs.json("backup", "--to", str(tmp_path), "--passphrase")["file"]
    assert _asked(capsys, "restore", file, str(tmp_path / "b"), "--ballast", "0")["entries"] == 2
    monkeypatch.setenv(PASSPHRASE, "wrong")
    assert "passphrase is wrong" in _asked(capsys, "restore", file, str(tmp_path / "c"), exit_code=2)
    assert not (tmp_path / "c").exists()


def test_a_folder_in_use_and_a_backup_without_its_identity_are_refused(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    file, *how = _backed_up(runs, tmp_path)
    assert "not empty" in _asked(capsys, "restore", file, str(runs.folder), *how, exit_code=2)
    assert "--identity" in _asked(capsys, "restore", file, str(tmp_path / "b"), exit_code=2)
    assert "no such file" in _asked(capsys, "restore", str(tmp_path / "no.age"), str(tmp_path / "b"), exit_code=2)


def test_what_damage_left_is_saved_and_what_it_took_is_named(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    for number in range(30):
        runs.log(f"Entry {number}: " + "words " * 60)
    [head] = runs.json("heads")["heads"]
    raw = bytearray((runs.folder / "record.db").read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 8192] = bytes(8192)
    (runs.folder / "record.db").write_bytes(raw)
    told = _asked(capsys, "salvage", str(runs.folder), str(tmp_path / "saved"), "--ballast", "0", "--head", head)
    lost = sum(one["last_seq"] - one["first_seq"] + 1 for one in told["lost"])
    assert lost > 0
    assert told["entries"] + lost == 31
    assert bytes(raw) == (runs.folder / "record.db").read_bytes()
    assert Runs(tmp_path / "saved", capsys).log("Goes on.")["seq"] == 2


def test_where_nothing_can_be_saved_nothing_is_made_and_the_answer_is_no(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    (runs.folder / "record.db").write_bytes(b"\x00" * 4096)
    told = _asked(capsys, "salvage", str(runs.folder), str(tmp_path / "saved"), exit_code=1)
    assert (told["folder"], told["entries"], told["heads"]) == (None, 0, [])
    assert not (tmp_path / "saved").exists()
    assert answer(["incident", "salvage", str(runs.folder), str(tmp_path / "saved")]) == 1
    assert "nothing was made" in capsys.readouterr().out


def test_a_head_mistyped_stops_a_restore_before_anything_is_made(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    file, *how = _backed_up(runs, tmp_path)
    assert "--head" in _asked(capsys, "restore", file, str(tmp_path / "b"), *how, "--head", "nonsense", exit_code=2)
    assert not (tmp_path / "b").exists()
