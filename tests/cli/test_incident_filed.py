"""Entries from a file come in whole, each line once, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.incident_filed import enter
from tests.cli.incident_records import FakeLog
from tests.cli.incident_runs import Capture, Runs, opened

CSV = """at;role;text;field;value;detail
2026-03-03T06:32;it-lead;All servers were switched off.;servers_shutdown;yes;
2026-03-03T07:05;transfer-coordinator;A critical patient left.;patients_transferred;1;"acuity=critical; aided_by=fire"
"""
LINES = """{"at": "2026-03-03T06:32", "role": "it-lead", "text": "Off.", "field": "servers_shutdown", "value": true}
{"at": "2026-03-03T07:05", "text": "Seen.", "detail": {}}
"""


def _filed(runs: Runs, name: str, text: str, *words: str, exit_code: int = 0) -> str:
    (runs.folder.parent / name).write_text(text, encoding="utf-8")
    return runs("log", "--file", str(runs.folder.parent / name), *words, exit_code=exit_code)


def _texts(runs: Runs) -> list[str]:
    return [entry["text"] for entry in runs.json("show", "--entries")["entries"]][1:]


def test_a_table_is_entered_line_by_line(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    assert "2 entries made" in _filed(runs, "night.csv", CSV)
    assert _texts(runs) == ["All servers were switched off.", "A critical patient left."]
    [moved] = runs.json("show", "--field", "patients_transferred")["standings"]
    assert moved["accounts"][0]["assertion"]["details"] == {"acuity": "critical", "aided_by": "fire"}
    assert moved["accounts"][0]["assertion"]["known_at"].startswith("2026-03-03T06:05")


def test_the_same_file_again_adds_only_what_it_grew_by(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    _filed(runs, "night.csv", CSV)
    more = CSV + "2026-03-03T08:00;ed;The department is closed.;ed_status;closed;\n"
    assert "1 entry made; 2 in the record already" in " ".join(_filed(runs, "night.csv", more).split())
    assert len(_texts(runs)) == 3


def test_lines_of_json_are_read_as_if_typed_and_take_the_role_told(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    _filed(runs, "night.jsonl", LINES, "--role", "scribe")
    entries = runs.json("show", "--entries")["entries"]
    assert [entry["role"] for entry in entries][1:] == ["it-lead", "scribe"]


def test_every_fault_has_its_row_and_column_and_nothing_is_entered(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    rows = "at;role;text;field;value\n2026-03-03;r;Fine.;;\n;r;No hour.;;\nnoon;;x;ed_status;shut\n"
    said = _filed(runs, "bad.csv", rows, exit_code=2)
    for place in ("row 3, column at", "row 4, column at", "row 4, column role", "row 4, column value"):
        assert place in said
    assert _texts(runs) == []


@pytest.mark.parametrize(("words", "option"), [(["A sentence."], "TEXT"), (["--value", "3"], "--value")])
def test_beside_a_file_only_a_role_is_told(words: list[str], option: str, tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    said = runs("log", *words, "--file", str(tmp_path / "none.csv"), exit_code=2)
    assert option in said
    assert "no such file" in said


def test_a_later_line_supersedes_what_an_earlier_one_asserts(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    head = "at;role;text;field;value;period;supersedes\n"
    first = "2026-03-03T08:00;r;Counted.;operations_cancelled;90;2026-03-03;\n"
    _filed(runs, "one.csv", head + first)
    name = runs.json("show")["standings"][0]["accounts"][0]["id"]
    fresh = opened_in(tmp_path / "other", capsys)
    second = f"2026-03-03T09:00;r;Counted twice.;operations_cancelled;72;2026-03-03;{name}\n"
    _filed(fresh, "two.csv", head + first + second)
    relations = [one["relation"] for one in fresh.json("show")["standings"][0]["accounts"]]
    assert relations == ["leads", "replaced"]


def opened_in(folder: Path, capsys: Capture) -> Runs:
    folder.mkdir()
    return opened(folder, capsys)


def test_a_disk_that_fails_half_way_says_how_many_lines_are_in(capsys: Capture) -> None:
    from dataclasses import replace

    from codedark.response.recorded_origin import marked
    from tests.record.making import draft

    drafts = tuple(marked(replace(draft(), role=f"r{n}"), f"{n:032x}") for n in range(3))
    log = FakeLog(failing=(2,))
    with pytest.raises(OSError, match="No space"):
        enter(log, drafts)
    assert "1 of 3 lines were entered" in capsys.readouterr().err
    assert len(enter(log, drafts).entries) == 2
