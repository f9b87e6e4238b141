"""Recording beside what is done: it returns at once, stops nothing, and says what it could not keep."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from codedark.cli import recording as room
from codedark.cli.incident_taking import of_spool
from codedark.cli.main import answer
from codedark.cli.recording import Later, Recording, open_record, recording
from codedark.hospital.faults import BadHospital, Fault
from codedark.response.entries import Entry, EntryKind
from codedark.response.recorded import recorded
from tests.cli.incident_records import FakeLog, made, texts
from tests.cli.live_rooms import LiveRooms, staged

AT = datetime(2026, 3, 3, 6, 32, tzinfo=UTC)
LATER = Later("--live H")


def entry(number: int) -> Entry:
    return Entry(at=AT + timedelta(seconds=number), kind=EntryKind.ACTION, who="machine", what=f"step {number}")


def told(log: FakeLog) -> list[str]:
    return [draft.body.text for draft in log.drafts]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "QUIET_S", 0.05)
    monkeypatch.setattr(room, "RETRY_S", 0.05)


def until(what: Any, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


def test_what_is_heard_is_in_the_record_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    log = FakeLog()
    with recording("I", "--live H", opener=log.open) as keep:
        assert keep is not None
        for number in range(3):
            keep.heard(entry(number))
    assert told(log) == ["Step 0.", "Step 1.", "Step 2."] and log.closed_count == 1
    assert capsys.readouterr().err == ""


def test_what_is_heard_is_in_the_record_soon_and_not_only_at_the_end() -> None:
    log = FakeLog()
    with recording("I", "--live H", opener=log.open) as keep:
        assert keep is not None
        keep.heard(entry(1))
        until(lambda: told(log) == ["Step 1."])


def test_nothing_is_opened_while_entries_keep_coming(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "QUIET_S", 0.6)
    log = FakeLog()
    one = Recording("I", LATER, log.open)
    for number in range(8):
        one.heard(entry(number))
        time.sleep(0.1)
        assert log.opened_count == 0
    assert one.close() and len(log.drafts) == 8


def test_a_record_that_does_not_answer_delays_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    never = threading.Event()
    log = FakeLog(held_up=never)
    one = Recording("I", LATER, log.open)
    one.heard(entry(0))
    until(lambda: log.opened_count == 1)
    began = time.monotonic()
    for number in range(1, 2000):
        one.heard(entry(number))
    assert time.monotonic() - began < 0.5  # of which the lock between two threads is nearly all
    assert not one.close(wait_s=0.1)
    said = capsys.readouterr().err
    assert "NOT RECORDED: 2000 entries in I: the record did not answer in time" in said
    assert "codedark incident take I --live H" in said
    never.set()


@pytest.mark.parametrize(
    "wrong",
    [
        OSError(28, "No space left on device"),
        BadHospital([Fault(file="I", message="no such folder", fix="correct the path")]),
        RuntimeError("a mistake of ours"),
    ],
)
def test_a_record_that_cannot_be_opened_stops_nothing(wrong: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(place: str) -> FakeLog:
        raise wrong

    done = []
    with recording("I", "--live H", opener=broken) as keep:
        assert keep is not None
        keep.heard(entry(1))
        done.append("cut")
    assert done == ["cut"]
    said = capsys.readouterr().err
    assert str(wrong) in said and "NOT RECORDED: 1 entry in I" in said and "incident take I --live H" in said


def test_after_a_full_disk_what_waited_goes_in_once_and_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    log = FakeLog(failing=(2, 3))
    one = Recording("I", LATER, log.open)
    for number in range(4):
        one.heard(entry(number))
    until(lambda: len(log.drafts) == 4)
    assert told(log) == [f"Step {number}." for number in range(4)] and log.tries_count == 6
    said = capsys.readouterr().err
    assert said.count("NOT RECORDED for now") == 1 and "written again" in said
    assert one.close()


def test_what_half_of_was_recorded_is_not_recorded_twice() -> None:
    log = FakeLog(failing=(2,))
    one = Recording("I", LATER, log.open)
    one.put(lambda: tuple(recorded(entry(number)) for number in range(3)))
    until(lambda: len(log.drafts) == 3)
    assert told(log) == ["Step 0.", "Step 1.", "Step 2."] and one.close()


def test_what_the_record_holds_already_is_left_out() -> None:
    log = FakeLog()
    log.append(recorded(entry(1)))
    one = Recording("I", LATER, log.open)
    one.heard(entry(1))
    one.heard(entry(2))
    assert one.close() and told(log) == ["Step 1.", "Step 2."]


def test_what_the_log_has_to_say_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    log = FakeLog()
    log.warnings = ["the mirror is gone"]
    one = Recording("I", LATER, log.open)
    one.heard(entry(1))
    assert one.close() and capsys.readouterr().err == "RECORD: the mirror is gone\n" and log.warnings == []


def test_drafts_that_nothing_else_holds_are_spooled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, spool = FakeLog(failing=range(99)), tmp_path / "live" / "not-recorded.jsonl"
    with recording("I", "--live H", spool, log.open) as keep:
        assert keep is not None
        keep.heard(entry(1))
        keep.heard(entry(2))
    assert of_spool(spool).drafts == (recorded(entry(1)), recorded(entry(2)))
    assert f"codedark incident take I --spooled {spool}" in capsys.readouterr().err


def test_where_not_even_that_can_be_done_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    log = FakeLog(failing=range(99))
    with recording("I", "", tmp_path / "file" / "spool", log.open) as keep:
        assert keep is not None
        keep.heard(entry(1))
    assert "note what stands above on paper" in capsys.readouterr().err


def test_too_much_that_waits_is_counted_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(room, "WAITING_MOST", 2)
    one = Recording("I", LATER, FakeLog(failing=range(99)).open)
    for number in range(5):
        one.heard(entry(number))
    assert not one.close() and "5 entries" in capsys.readouterr().err


@pytest.mark.parametrize("place", [None, ""])
def test_where_nobody_asks_for_it_nothing_is_begun(place: str | None) -> None:
    before = threading.active_count()
    with recording(place, "--live H") as keep:
        assert keep is None
    assert threading.active_count() == before


def test_a_record_in_a_folder_is_opened_for_writing(tmp_path: Path) -> None:
    log = open_record(str(made(tmp_path / "incident")))
    try:
        log.append(recorded(entry(1)))
    finally:
        log.close()
    assert texts(tmp_path / "incident")[-1] == "Step 1."


def test_what_lets_us_into_a_server_is_on_no_screen(capsys: pytest.CaptureFixture[str]) -> None:
    with recording("postgresql://anna:secret@db.invalid/record?incident=00112233aabbccdd", "--live H") as keep:
        assert keep is not None
        keep.heard(entry(1))
    said = capsys.readouterr().err
    assert "NOT RECORDED" in said and "secret" not in said


# On a real gate


@pytest.fixture
def ready(live: LiveRooms) -> LiveRooms:
    staged(live)
    live.world.listen(443)
    return live


@pytest.fixture
def little(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "little"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


WHY = ("--reason", "files become unreadable")


@pytest.mark.namespaces
def test_a_cut_is_in_the_record_with_its_proof(ready: LiveRooms, tmp_path: Path) -> None:
    incident = made(tmp_path / "incident")
    said = ready.gap("fire", "office", *WHY, "--record", incident)
    assert said.code == 0 and said.err == "", said
    told = texts(incident)
    assert any(text.startswith("Cut sent to g1") for text in told) and any("proven by packets" in text for text in told)
    count = len(told)
    again = ready.type("gap", "status", ready.hospital, "--key", ready.key_file("engineer"))
    assert again.code == 0 and len(texts(incident)) == count


@pytest.mark.namespaces
def test_the_record_is_named_by_the_environment_too(
    ready: LiveRooms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = made(tmp_path / "incident")
    monkeypatch.setenv("CODEDARK_RECORD", str(incident))
    assert ready.gap("fire", "office", *WHY).code == 0
    assert len(texts(incident)) > 3


@pytest.mark.namespaces
def test_with_no_record_there_the_cut_fires(ready: LiveRooms, tmp_path: Path) -> None:
    said = ready.gap("fire", "office", *WHY, "--record", tmp_path / "missing")
    assert said.code == 0 and said.out.startswith("SEALED") and not ready.world.connects(443)
    assert "NOT RECORDED" in said.err and f"incident take {tmp_path / 'missing'} --live" in said.err


@pytest.mark.namespaces
def test_with_the_records_disk_full_the_cut_fires_and_is_taken_over_later(
    ready: LiveRooms, little: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    incident = made(little / "incident")
    filler = little / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as full:
        while full.write(bytes(4096)):
            pass
    said = ready.gap("fire", "office", *WHY, "--record", incident)
    assert said.code == 0 and said.out.startswith("SEALED") and not ready.world.connects(443)
    assert "NOT RECORDED" in said.err
    filler.unlink()
    from codedark.cli.incident_taking import of_live, take

    def taken() -> int:
        log = open_record(str(incident))
        try:
            return take(log, of_live(ready.hospital).drafts).count
        finally:
            log.close()

    assert taken() > 3 and taken() == 0
    assert any("proven by packets" in text for text in texts(incident))


def test_a_verb_that_cannot_record_has_answered_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.cli.notice_hospital import AT as NOW
    from tests.cli.notice_hospital import FELL, north

    folder, book = north(tmp_path), tmp_path / "book.json"
    words = ["notice", "issue", str(folder), "--book", str(book), "--down", "box", "--fell", FELL, "--now", NOW]
    assert answer([*words, "--record", str(tmp_path / "missing")]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("notice 1") and "NOT RECORDED" in said.err and f"--notices {book}" in said.err


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://anna:geheim@db/record",
        "postgresql://anna:ge/heim@db/record",
        "postgresql://anna:ge@heim@db/record",
        "postgres:/anna:geheim@db/record",
        "postgresql://db/record?password=geheim&user=anna",
    ],
)
def test_no_password_stands_on_the_screen_wherever_it_stood_in_the_address(place: str) -> None:
    assert "heim" not in room.shown(place) and room.shown(place).startswith("postgres")
    assert room.shown("incidents/march@home?") == "incidents/march@home?"


def test_ctrl_c_while_the_end_is_waited_for_spools_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    never, spool = threading.Event(), tmp_path / "spool.jsonl"
    log = FakeLog(held_up=never)
    one = Recording("I", Later("", spool), log.open)
    one.heard(entry(1))
    until(lambda: log.opened_count == 1)

    def interrupted(_: float) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(one._finished, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        one.close()
    never.set()
    assert of_spool(spool).drafts == (recorded(entry(1)),)
    assert "NOT RECORDED: 1 entry" in capsys.readouterr().err


def test_what_came_too_fast_is_not_called_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(room, "WAITING_MOST", 2)
    log = FakeLog(failing=range(99))
    with recording("I", "", tmp_path / "spool", log.open) as keep:
        assert keep is not None
        for number in range(5):
            keep.heard(entry(number))
    err = capsys.readouterr().err
    assert "NOT RECORDED: 5 entries" in err and "3 of them" in err and "LOST" in err and "Nothing is lost" not in err
    assert len(of_spool(tmp_path / "spool").drafts) == 2


def test_entries_are_counted_not_verbs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = FakeLog(failing=range(99))
    with recording("I", "", tmp_path / "spool", log.open) as keep:
        assert keep is not None
        keep.put(lambda: [recorded(entry(1)), recorded(entry(2))])
    assert "NOT RECORDED: 2 entries" in capsys.readouterr().err


def test_a_link_in_the_spools_place_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    victim, spool, log = tmp_path / "victim", tmp_path / "spool", FakeLog(failing=range(99))
    victim.write_text("somebody's own")
    spool.symlink_to(victim)
    with recording("I", "", spool, log.open) as keep:
        assert keep is not None
        keep.heard(entry(1))
    assert victim.read_text() == "somebody's own" and "on paper" in capsys.readouterr().err
