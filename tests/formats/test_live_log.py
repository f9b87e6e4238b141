"""Logs of a live incident, as they are left behind: whole, torn, damaged."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from codedark.formats.live_log import FAULTS_MOST, read_journal, read_live_log
from codedark.gates.live_folder import LiveFolder
from codedark.hospital.faults import BadHospital
from codedark.response.entries import Entry, EntryKind

AT = datetime(2026, 3, 3, 6, 32, tzinfo=UTC)


def entry(what: str) -> Entry:
    return Entry(at=AT, kind=EntryKind.ACTION, who="machine", what=what, evidence=(("order", "{ab"),))


def written(tmp_path: Path, *whats: str) -> bytes:
    folder = LiveFolder(tmp_path)
    for what in whats:
        folder.log(entry(what))
    return (tmp_path / "log.jsonl").read_bytes()


def test_what_the_laptop_wrote_is_read_in_its_order(tmp_path: Path) -> None:
    read = read_live_log("log.jsonl", written(tmp_path, "one", "two"))
    assert read.lines == (entry("one"), entry("two")) and read.torn_count == 0


def test_a_last_line_that_breaks_off_is_left_out_and_counted(tmp_path: Path) -> None:
    raw = written(tmp_path, "one", "two")
    read = read_live_log("log.jsonl", raw[:-9])
    assert read.lines == (entry("one"),) and read.torn_count == 1


def test_a_whole_line_behind_one_that_breaks_off_is_read(tmp_path: Path) -> None:
    (first, second, _) = written(tmp_path, "one", "two").split(b"\n")
    read = read_live_log("log.jsonl", first[:40] + second + b"\n")
    assert read.lines == (entry("two"),) and read.torn_count == 1


def test_every_damaged_line_is_named_with_its_number(tmp_path: Path) -> None:
    raw = written(tmp_path, "one", "two")
    with pytest.raises(BadHospital) as bad:
        read_live_log("log.jsonl", b"nonsense\n" + raw + b'{"at": 1}\n\xff\n')
    assert [fault.row for fault in bad.value.faults] == [1, 4, 5]
    assert all(fault.file == "log.jsonl" and fault.fix for fault in bad.value.faults)


def test_of_a_file_that_is_no_log_not_every_line_is_told() -> None:
    with pytest.raises(BadHospital) as bad:
        read_live_log("log.jsonl", b"nonsense\n" * 1000)
    assert len(bad.value.faults) == FAULTS_MOST + 1 and "980 more" in str(bad.value.faults[-1])


def test_an_empty_log_has_no_lines() -> None:
    assert read_live_log("log.jsonl", b"").lines == () == read_live_log("log.jsonl", b"\n\n").lines


def test_a_gates_journal_is_read_line_by_line() -> None:
    read = read_journal("journal.jsonl", b'{"at":1.5,"what":"order","roles":["a"]}\n{"at":2,"wh')
    assert read.lines == ({"at": 1.5, "what": "order", "roles": ["a"]},) and read.torn_count == 1
    with pytest.raises(BadHospital):
        read_journal("journal.jsonl", b"[1]\n")
