"""Heads and counts are said alike by every sub-verb."""

from __future__ import annotations

from pathlib import Path

from codedark.cli.incident_place import opened_at
from codedark.cli.incident_said import entries_said, head_lines, say_heads
from codedark.hospital.gathered import Gathered
from codedark.record.head_words import read_head_words
from tests.cli.incident_runs import Capture, opened


def test_one_entry_is_not_entries() -> None:
    assert [entries_said(count) for count in (0, 1, 2)] == ["0 entries", "1 entry", "2 entries"]


def test_heads_said_can_be_typed_back(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    with opened_at(Gathered(), str(runs.folder), write=False) as log:
        [line] = head_lines(log)
        say_heads(log)
    assert read_head_words(line).seq == 1
    assert line in capsys.readouterr().out
