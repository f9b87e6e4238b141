from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from codedark.divert.census import Census, Expected, Listed
from codedark.divert.counting_in import Lying, count_in
from codedark.hospital.faults import BadHospital
from codedark.hospital.records import OperationId, PatientId
from codedark.hospital.words import Urgency
from codedark.store import snapshot
from codedark.store.age_file import encrypted
from codedark.store.snapshot import Kept, SnapshotFolder, write_whole
from tests.divert.wards import hospital

NOW = datetime(2024, 5, 17, 8, 15, tzinfo=UTC)


def never() -> str:
    raise AssertionError("no passphrase is needed here")


def kept(taken_at: datetime = NOW, *names: str) -> Kept:
    rows = [Lying(patient=PatientId(name), ward="C3", bed="1", heard_at=taken_at) for name in names or ("p-1",)]
    return Kept(
        census=Census(
            taken_at=taken_at,
            patients=count_in(rows, hospital(), now=taken_at).in_bed,
            theatre_list=(
                Listed(operation=OperationId("hip-1"), patient=None, site=None, theatre="OR 2", day=date(2024, 5, 17),
                       start_min=480, duration_min=90, urgency=Urgency.ELECTIVE),
            ),
            arrivals=(Expected(patient=PatientId("p-9"), site=None, at=NOW, what="dialysis"),),
            telephones=tuple(hospital().telephones.values()),
            sources=("HL7",),
            notes=("a note",),
        ),
        hospital_sha256="a" * 64,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> SnapshotFolder:
    made = SnapshotFolder(tmp_path / "store")
    made.make_keys()
    return made


def names(folder: SnapshotFolder) -> list[str]:
    return sorted(file.name for file in folder.snapshots.iterdir())


def test_a_snapshot_is_read_as_it_was_written(folder: SnapshotFolder) -> None:
    file = folder.write(kept(), NOW)
    opened = folder.newest(folder.identity(never), NOW)
    assert opened.kept == kept() and opened.file == file and opened.damaged == ()
    assert file.name == "2024-05-17T0815Z.age"


def test_what_lies_on_the_disk_is_encrypted_and_the_owners_alone(folder: SnapshotFolder) -> None:
    file = folder.write(kept(NOW, "abcde-fghij"), NOW)
    assert b"abcde-fghij" not in file.read_bytes() and b"intensivist" not in file.read_bytes()
    assert [(folder.path / name).stat().st_mode & 0o777 for name in ("identity", "reference.key")] == [0o600, 0o600]
    assert file.stat().st_mode & 0o777 == 0o600 and folder.snapshots.stat().st_mode & 0o777 == 0o700


def test_who_takes_snapshots_needs_no_identity(folder: SnapshotFolder) -> None:
    identity = folder.identity(never)
    (folder.path / "identity").unlink()
    folder.write(kept(), NOW)
    with pytest.raises(BadHospital, match="no such key"):
        folder.identity(never)
    assert folder.newest(identity, NOW).kept == kept()


def test_keys_are_never_overwritten(folder: SnapshotFolder) -> None:
    before = {file.name: file.read_bytes() for file in folder.path.iterdir()}
    with pytest.raises(BadHospital, match="already"):
        folder.make_keys()
    assert {file.name: file.read_bytes() for file in folder.path.iterdir()} == before


def test_an_identity_may_lie_under_a_passphrase_or_elsewhere(tmp_path: Path) -> None:
    made = SnapshotFolder(tmp_path / "store")
    made.make_keys("three words here")
    elsewhere = tmp_path / "stick"
    (made.path / "identity").rename(elsewhere)
    made.write(kept(), NOW)
    assert made.newest(made.identity(lambda: "three words here", elsewhere), NOW).kept == kept()


@pytest.mark.parametrize("name", ["recipient", "reference.key", "identity"])
def test_a_key_that_is_none_is_a_fault(folder: SnapshotFolder, name: str) -> None:
    (folder.path / name).write_text("zz\n")
    with pytest.raises(BadHospital, match="restore it from its copy"):
        folder.write(kept(), NOW)
        folder.reference_key()
        folder.identity(never)


def test_a_damaged_snapshot_is_named_and_the_next_older_is_read(folder: SnapshotFolder) -> None:
    folder.write(kept(NOW - timedelta(hours=2)), NOW - timedelta(hours=2))
    good = folder.write(kept(NOW - timedelta(hours=1)), NOW - timedelta(hours=1))
    bad = folder.write(kept(), NOW)
    bad.write_bytes(bad.read_bytes()[:-5])
    empty = folder.snapshots / "2024-05-17T0814Z.age"
    empty.write_bytes(b"")
    other = folder.snapshots / "2024-05-17T0813Z.age"
    other.write_bytes(encrypted(b'{"census": 3}', folder.recipient()))
    opened = folder.newest(folder.identity(never), NOW)
    assert opened.file == good
    assert [line.split(":")[0] for line in opened.damaged] == [bad.name, empty.name, other.name]


def test_a_snapshot_of_another_version_is_not_taken_for_ours(folder: SnapshotFolder) -> None:
    folder.write(replace(kept(), version=2), NOW)
    with pytest.raises(BadHospital, match="version 2"):
        folder.newest(folder.identity(never), NOW)


def test_without_any_snapshot_it_says_what_to_do(folder: SnapshotFolder) -> None:
    with pytest.raises(BadHospital, match="ward sheets"):
        folder.newest(folder.identity(never), NOW)


def test_what_a_wrong_clock_named_is_read_last_and_left_alone(folder: SnapshotFolder) -> None:
    ahead = folder.write(kept(NOW, "p-9"), NOW + timedelta(days=900))
    right = folder.write(kept(), NOW)
    opened = folder.newest(folder.identity(never), NOW)
    assert opened.file == right and opened.damaged == () and ahead.exists()
    right.unlink()
    assert folder.newest(folder.identity(never), NOW).file == ahead


def test_the_newest_48_and_the_last_of_each_of_14_days_are_kept(folder: SnapshotFolder) -> None:
    folder.snapshots.mkdir()
    for hour in range(24 * 20):
        at = NOW - timedelta(hours=hour)
        (folder.snapshots / f"{at.strftime('%Y-%m-%dT%H%MZ')}.age").write_bytes(b"x")
    foreign = folder.snapshots / "notes.age"
    foreign.write_bytes(b"x")
    folder.write(kept(), NOW)
    left = [name for name in names(folder) if name != "notes.age"]
    newest = {(NOW - timedelta(hours=hour)).strftime("%Y-%m-%dT%H%MZ.age") for hour in range(48)}
    assert newest <= set(left) and foreign.exists()
    older = sorted(set(left) - newest)
    assert [name[8:10] for name in older] == [f"{day:02}" for day in range(4, 15)]
    assert all(name.endswith("T2315Z.age") for name in older)


def test_what_a_killed_writer_left_is_cleared_away(folder: SnapshotFolder) -> None:
    folder.write(kept(), NOW)
    old, young = folder.snapshots / ".writing-old", folder.snapshots / ".writing-young"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (NOW.timestamp() - 7200,) * 2)
    os.utime(young, (NOW.timestamp(),) * 2)
    folder.write(kept(), NOW)
    assert not old.exists() and young.exists()


def test_a_full_disk_leaves_the_old_file_and_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x"
    write_whole(file, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old" and [one.name for one in tmp_path.iterdir()] == ["x"]


KILLED = """
import os, sys
from pathlib import Path
from codedark.store import snapshot
from tests.store.test_snapshot import NOW, kept

real = os.fsync
def killed(handle):
    print("writing", flush=True)
    sys.stdin.read(1)
    real(handle)
snapshot.os.fsync = killed
snapshot.SnapshotFolder(Path(sys.argv[1])).write(kept(NOW, "p-2"), NOW)
"""


def test_a_writer_killed_in_the_middle_leaves_the_old_snapshot(folder: SnapshotFolder, root: Path) -> None:
    folder.write(kept(), NOW)
    before = names(folder)
    command = [sys.executable, "-c", KILLED, str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == b"writing\n"
        assert len(names(folder)) == len(before) + 1
        writer.send_signal(signal.SIGKILL)
    opened = folder.newest(folder.identity(never), NOW)
    assert opened.kept == kept() and opened.damaged == ()
