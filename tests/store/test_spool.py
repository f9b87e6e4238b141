from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from codedark.store import spool as room
from codedark.store.age_file import new_identity
from codedark.store.spool import Spool

IDENTITY, RECIPIENT = new_identity()
NOW = datetime(2024, 5, 17, 8, 15, tzinfo=UTC)


def records(path: Path, damaged: list[str] | None = None) -> list[bytes]:
    return list(Spool(path, RECIPIENT).read(IDENTITY, damaged if damaged is not None else []))


def begun(path: Path) -> Spool:
    made = Spool(path, RECIPIENT)
    made.roll(b"picture", NOW)
    return made


def test_what_was_appended_is_read_back_in_its_order(tmp_path: Path) -> None:
    spool = begun(tmp_path)
    spool.append(b"one")
    spool.append(b"two")
    assert records(tmp_path) == [b"picture", b"one", b"two"]
    (file,) = spool.segments()
    assert b"one" not in file.read_bytes() and file.stat().st_mode & 0o777 == 0o600
    spool.close()


def test_a_new_segment_makes_those_of_this_process_superfluous(tmp_path: Path) -> None:
    spool = begun(tmp_path)
    spool.append(b"one")
    spool.roll(b"picture with one", NOW + timedelta(hours=1))
    spool.append(b"two")
    assert records(tmp_path) == [b"picture with one", b"two"] and len(spool.segments()) == 1
    spool.close()


def test_segments_nobody_has_read_are_left_alone(tmp_path: Path) -> None:
    first = begun(tmp_path)
    first.append(b"one")
    first.close()
    second = Spool(tmp_path, RECIPIENT)
    second.roll(b"nothing", NOW + timedelta(hours=1))
    second.roll(b"nothing", NOW + timedelta(hours=2))
    assert records(tmp_path) == [b"picture", b"one", b"nothing"]
    third = Spool(tmp_path, RECIPIENT)
    assert list(third.read(IDENTITY, [])) == [b"picture", b"one", b"nothing"]
    third.roll(b"all", NOW + timedelta(hours=3))
    assert records(tmp_path) == [b"all"]
    second.close()
    third.close()


@pytest.mark.parametrize("cut", [1, 60, 190])
def test_a_record_cut_off_by_a_crash_is_told_and_the_rest_is_read(tmp_path: Path, cut: int) -> None:
    spool = begun(tmp_path)
    spool.append(b"one")
    spool.append(b"two")
    spool.close()
    (file,) = spool.segments()
    os.truncate(file, file.stat().st_size - cut)
    damaged: list[str] = []
    after = Spool(tmp_path, RECIPIENT)
    assert list(after.read(IDENTITY, damaged)) == [b"picture", b"one"]
    assert len(damaged) == 1 and file.name in damaged[0]
    after.roll(b"all", NOW + timedelta(hours=1))
    assert file.exists()
    after.close()


def test_a_spoilt_record_does_not_hide_the_next(tmp_path: Path) -> None:
    spool = begun(tmp_path)
    spool.append(b"one")
    spool.close()
    (file,) = spool.segments()
    raw = bytearray(file.read_bytes())
    raw[60] ^= 1
    file.write_bytes(raw)
    damaged: list[str] = []
    assert records(tmp_path, damaged) == [b"one"] and "does not open" in damaged[0]
    file.write_bytes(b"\xff\xff\xff\xff" + bytes(raw))
    assert records(tmp_path, damaged) == [] and "no record" in damaged[1]


def test_a_full_disk_is_said_and_what_was_half_written_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = begun(tmp_path)
    spool.append(b"one")
    with monkeypatch.context() as patched:
        patched.setattr(room.os, "write", lambda handle, raw: os.pwrite(handle, raw[:40], 10**6) and 40)
        with pytest.raises(OSError, match="no space"):
            spool.append(b"two")
    spool.append(b"three")
    damaged: list[str] = []
    assert records(tmp_path, damaged) == [b"picture", b"one", b"three"] and not damaged
    spool.close()


def test_a_record_is_on_the_disk_when_append_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = begun(tmp_path)
    (file,) = spool.segments()
    synced: list[int] = []
    monkeypatch.setattr(room.os, "fsync", lambda handle: synced.append(os.fstat(handle).st_size))
    spool.append(b"one")
    assert synced == [file.stat().st_size]
    spool.close()


def test_appending_before_a_segment_was_begun_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="roll"):
        Spool(tmp_path, RECIPIENT).append(b"one")
