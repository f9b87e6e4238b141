"""A record is judged against its own chain, its mirror, and heads from paper."""

from __future__ import annotations

from pathlib import Path

import apsw

from tests.cli.incident_runs import Capture, opened


def test_a_record_as_it_was_written_is_sound_and_says_what_that_does_not_prove(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Seen.")
    said = runs("verify", "--signatures")
    assert "2 entries of 1 device: as they were written" in said
    assert "--head" in said
    assert runs.json("verify")["signatures"] == "heads"


def test_a_head_from_paper_shows_a_tail_that_was_cut_off(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("One.")
    runs.log("Two.")
    [head] = runs.json("heads")["heads"]
    runs("verify", "--head", head)
    _cut_last(runs.folder)
    assert runs.json("verify")["sound"] is True
    told = runs.json("verify", "--head", head, exit_code=1)
    assert [one["kind"] for one in told["findings"]] == ["cut-off"]
    assert "FAULT" in runs("verify", "--head", head, exit_code=1)


def test_an_edited_body_is_found_and_named(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("One.")
    _rewrite(runs.folder, "UPDATE entries SET body = CAST(replace(body, 'One', 'Two') AS BLOB) WHERE seq = 2")
    [found] = runs.json("verify", exit_code=1)["findings"]
    assert (found["kind"], found["seq"]) == ("edited-body", 2)


def test_a_head_mistyped_is_refused_by_its_group(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    [head] = runs.json("heads")["heads"]
    wrong = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert "group 4" in runs("verify", "--head", wrong, exit_code=2)


def test_a_mirror_that_differs_is_found_and_one_that_is_away_is_said(tmp_path: Path, capsys: Capture) -> None:
    second = tmp_path / "second"
    second.mkdir()
    runs = opened(tmp_path, capsys, "--mirror", str(second))
    runs.log("One.")
    [mirror] = second.glob("*.jsonl")
    whole = mirror.read_bytes()
    mirror.write_bytes(whole.replace(b"One.", b"Two."))
    assert [one["kind"] for one in runs.json("verify", exit_code=1)["findings"]] == ["mirror-differs"]
    mirror.unlink()
    _, err = runs.both("verify")
    assert "MIRROR" in err


def _cut_last(folder: Path) -> None:
    _rewrite(folder, "DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)")


def _rewrite(folder: Path, statement: str) -> None:
    """What somebody with the file in hand can do: drop the triggers, then change it."""
    connection = apsw.Connection(str(folder / "record.db"))
    for (name,) in list(connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    connection.close()
