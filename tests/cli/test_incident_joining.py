"""Laptops that were apart have all of each other's afterwards, by a stick or by a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.cli.incident_keys import backup_keys
from tests.cli.incident_runs import Capture, Runs, opened
from tests.store.postgres_world import PostgresWorld, postgres_world


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresWorld]:
    with postgres_world() as world:
        yield world


def _second(runs: Runs, tmp_path: Path, capsys: Capture) -> Runs:
    """Another laptop with the same record, restored from a backup."""
    keys = backup_keys(tmp_path)
    file = runs.json("backup", "--to", str(tmp_path), "--recipient", keys.recipient)["file"]
    words = ["--identity", str(keys.identity), "--ballast", "0", "--device", "second"]
    assert answer(["incident", "restore", file, str(tmp_path / "second"), *words]) == 0
    return Runs(tmp_path / "second", capsys)


def _texts(runs: Runs) -> list[str]:
    return sorted(entry["text"] for entry in runs.json("show", "--entries")["entries"])


def test_two_laptops_that_were_apart_say_the_same_after_each_took_the_other(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    other = _second(runs, tmp_path, capsys)
    runs.log("On the first.")
    other.log("On the second.")
    told = runs.json("merge", str(other.folder), "--accept", "all")
    assert (told["entries"], told["remarks"], told["aside"]) == (2, [], 0)
    assert [one["name"] for one in told["devices"]] == ["second"]
    assert other.json("merge", str(runs.folder))["entries"] == 1
    assert runs.json("merge", str(other.folder))["entries"] == 0
    assert _texts(runs) == _texts(other)
    assert {"On the first.", "On the second."} <= set(_texts(runs))


def test_a_device_nobody_here_knows_is_vouched_for_by_its_digits_or_nothing_comes_in(
    tmp_path: Path, capsys: Capture
) -> None:
    runs = opened(tmp_path, capsys)
    other = _second(runs, tmp_path, capsys)
    other.log("On the second.")
    before = _texts(runs)
    told = runs.json("merge", str(other.folder), exit_code=1)
    [stranger] = told["not_accepted"]
    assert stranger["name"] == "second"
    said = runs("merge", str(other.folder), "--accept", "00000000", "--accept", stranger["device"][:4], exit_code=1)
    assert f"--accept {stranger['device'][:8]}" in said
    assert _texts(runs) == before
    assert runs.json("merge", str(other.folder), "--accept", stranger["device"][:8])["entries"] > 0
    assert "On the second." in _texts(runs)


def test_a_fork_is_named_kept_aside_and_changes_nothing(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    shutil.copytree(runs.folder, tmp_path / "copy")  # with the key: the same laptop twice
    copy = Runs(tmp_path / "copy", capsys)
    runs.log("Here.")
    copy.log("There.")
    told = runs.json("merge", str(copy.folder), exit_code=1)
    assert [one["kind"] for one in told["remarks"]] == ["fork"]
    assert (told["entries"], told["aside"]) == (0, 1)
    assert "There." not in _texts(runs)
    assert "kept aside" in runs("merge", str(copy.folder), exit_code=1)
    assert runs.json("verify")["aside"] == 1
    assert "kept aside" in runs("verify")


def test_another_incident_is_refused(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    (tmp_path / "x").mkdir()
    other = opened(tmp_path / "x", capsys)
    assert "of incident" in runs("merge", str(other.folder), exit_code=2)


def test_a_server_is_not_merged_but_synced(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    said = runs("merge", "postgresql://log:hunter2@db/x", exit_code=2)
    assert "incident sync" in said
    assert "hunter2" not in said
    assert "incident merge" in runs("sync", str(tmp_path), exit_code=2)


def test_a_mirror_is_set_shown_and_taken_away(tmp_path: Path, capsys: Capture) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    runs = opened(tmp_path, capsys)
    assert runs.json("mirror", exit_code=1)["mirror"] is None
    told = runs.json("mirror", str(stick))
    assert told["there"] is True
    assert Path(told["mirror"]).read_bytes().count(b"\n") == 2  # the device, and the entry that opens
    stick.rename(tmp_path / "away")
    assert "NOT THERE" in runs("mirror", exit_code=1)
    (tmp_path / "away").rename(stick)
    assert runs.json("mirror", "--none")["mirror"] is None
    assert "one of the two" in runs("mirror", str(stick), "--none", exit_code=2)
    assert "no such folder" in runs("mirror", str(tmp_path / "nowhere"), exit_code=2)


def test_a_record_is_opened_on_a_server_written_there_and_synced_back(
    server: PostgresWorld, tmp_path: Path, capsys: Capture
) -> None:
    runs = opened(tmp_path, capsys, "--postgres", server.url)
    incident = runs.json("verify")["incident"]
    place = f"{server.url}&incident={incident}"
    there = ["log", place, "Typed at the server.", "--role", "triage-nurse", "--keys", str(runs.folder)]
    assert answer(["incident", *there]) == 0
    assert answer(["incident", "verify", place]) == 0
    assert answer(["incident", "show", place, "--entries"]) == 0
    assert "Typed at the server." in capsys.readouterr().out
    runs.log("Typed on the laptop.")
    told = runs.json("sync", server.url)
    assert (told["came"]["entries"], told["went"]["entries"]) == (2, 1)  # the key's entry, and the one typed
    assert {"Typed at the server.", "Typed on the laptop."} <= set(_texts(runs))


def test_a_question_and_a_correction_reach_the_server(server: PostgresWorld, tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys, "--postgres", server.url)
    place = f"{server.url}&incident={runs.json('verify')['incident']}"
    keys = ["--keys", str(runs.folder)]
    assert answer(["incident", "ask", place, "attack_type", "--whom", "police", "--role", "r", *keys]) == 0
    assert answer(["incident", "correct", place, "2", "Asked the prosecutor.", "--role", "r", *keys]) == 0
    assert "Entry 3 corrects entry 2" in capsys.readouterr().out
    assert answer(["incident", "heads", place]) == 0


def test_a_server_that_is_away_stops_no_opening(tmp_path: Path, capsys: Capture) -> None:
    runs = Runs(tmp_path / "incident", capsys)
    told = ("--title", "T", "--organisation", "O", "--ballast", "0", "--postgres", "postgresql://log@127.0.0.1:1/x")
    out, err = runs.both("open", *told, "--json")
    assert '"server": null' in out
    assert "incident sync" in err
    assert runs.log("Goes on.")["seq"] == 2
    assert "incident sync" in runs("sync", "postgresql://log@127.0.0.1:1/x", exit_code=3)
