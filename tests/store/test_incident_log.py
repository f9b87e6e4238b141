from __future__ import annotations

import errno
import os
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from codedark.hospital.faults import BadHospital
from codedark.record.entry import EntryKind, Head
from codedark.record.log import Log
from codedark.record.merging import Chains, Merged
from codedark.store import incident_schema, moments
from codedark.store.incident_folder import BALLAST, KEY
from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.incident_mirror import read_mirror
from tests.store.failing_disk import FailingDisk, failing_disk, forgetting_disk
from tests.store.on_disk import (
    SMALL,
    acknowledged,
    begin,
    begin_mirrored,
    faults,
    foreign,
    names,
    tamper,
    told,
    verified,
    write,
)


def test_what_was_appended_is_read_back_as_it_was(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log:
        as_log: Log = log
        made = [as_log.append(told(n)) for n in range(5)]
        assert log.entries()[1:] == made
        assert as_log.heads() == (Head(device=made[-1].header.device, seq=6, hash=made[-1].hash),)
    with open_incident(tmp_path / "inc") as again:
        assert again.entries()[1:] == made and again.warnings == []
        assert again.about.title == "Disruption at Sint-Lucia" and again.about.incident == again.incident
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_two_that_have_it_open_write_in_turn(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as one, open_incident(tmp_path / "inc") as two:
        made = [log.append(told(n)) for n, log in enumerate((one, two, two, one, two, one))]
        assert [entry.header.seq for entry in made] == [2, 3, 4, 5, 6, 7]
        assert one.entries() == two.entries() and one.warnings == two.warnings == []
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_two_threads_write_in_turn(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    begin_mirrored(tmp_path).close()

    def writes(_: int) -> list[tuple[str, int, str]]:
        with open_incident(tmp_path / "inc") as log:
            return acknowledged(write(log, 10))

    with ThreadPoolExecutor(4) as pool:
        done = [one for some in pool.map(writes, range(4)) for one in some]
    assert sorted(seq for _, seq, _ in done) == list(range(2, 42))
    assert faults(tmp_path / "inc", done) == []


@pytest.mark.parametrize("state", ["at rest", "being written", "left by a dead writer", "its shared memory lost"])
def test_reading_changes_nothing_on_the_disk(tmp_path: Path, state: str) -> None:
    log = begin(tmp_path / "inc")
    write(log, 3)
    place = tmp_path / "inc"
    if state == "at rest":
        log.close()
    elif state != "being written":
        place = tmp_path / "copy"
        place.mkdir()
        for file in (tmp_path / "inc").iterdir():
            if file.name != "record.db-shm" or state != "its shared memory lost":
                (place / file.name).write_bytes(file.read_bytes())
    before = names(place)
    with open_incident(place, write=False) as reader:
        assert len(reader.entries()) == 4 and len(reader.heads()) == 1 and reader.about.organisation == "Sint-Lucia"
        with pytest.raises(OSError, match="reading alone") as refused:
            reader.append(told(1))
        assert refused.value.errno == errno.EROFS
    assert names(place) == before
    log.close()


def test_a_reader_sees_what_is_written_meanwhile(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log, open_incident(tmp_path / "inc", write=False) as reader:
        for count in range(2, 6):
            log.append(told(1))
            assert len(reader.entries()) == count


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads and writes everything")
def test_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    (tmp_path / "inc").chmod(0o500)
    with open_incident(tmp_path / "inc", write=False) as reader:
        assert len(reader.entries()) == 1
    (tmp_path / "inc").chmod(0o700)


def test_a_folder_without_an_incident_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadHospital, match=r"no such folder|holds no incident"):
            open_incident(place)


def test_without_its_key_a_laptop_reads_and_does_not_write(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    (tmp_path / "inc" / KEY).unlink()
    with pytest.raises(BadHospital, match="this laptop's key is missing"):
        open_incident(tmp_path / "inc")
    with open_incident(tmp_path / "inc", write=False) as reader:
        assert len(reader.entries()) == 1


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    import sqlite3

    begin(tmp_path / "inc").close()
    (tmp_path / "inc" / "record.db").unlink()
    connection = sqlite3.connect(tmp_path / "inc" / "record.db")
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(BadHospital, match="not a record of an incident"):
        open_incident(tmp_path / "inc")


def test_a_record_of_a_newer_form_is_refused(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    tamper(tmp_path / "inc", "PRAGMA user_version = 2")
    for write_it in (True, False):
        with pytest.raises(BadHospital, match="form 2"):
            open_incident(tmp_path / "inc", write=write_it)


def test_a_damaged_record_is_opened_for_reading_and_not_touched(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log:
        write(log, 60)
    file = tmp_path / "inc" / "record.db"
    raw = bytearray(file.read_bytes())
    raw[-4096:] = b"\xa5" * 4096
    file.write_bytes(raw)
    before = names(tmp_path / "inc")
    with open_incident(tmp_path / "inc") as damaged:
        assert not damaged.writes and "DAMAGED" in damaged.warnings[0]
        with pytest.raises(OSError, match="nothing was recorded"):
            damaged.append(told(1))
    assert names(tmp_path / "inc") == before


def test_a_record_nothing_of_which_can_be_read_says_so(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    (tmp_path / "inc" / "record.db").write_bytes(b"\x00" * 20000)
    with pytest.raises(BadHospital):
        open_incident(tmp_path / "inc")
    (tmp_path / "inc" / "record.db").write_bytes(os.urandom(20000))
    with pytest.raises(BadHospital, match="damaged"):
        open_incident(tmp_path / "inc")


def test_an_entry_that_cannot_be_read_is_left_out_and_said(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log:
        write(log, 3)
    tamper(tmp_path / "inc", "UPDATE entries SET body = CAST('{' AS BLOB) WHERE seq = 3")
    with open_incident(tmp_path / "inc", write=False) as reader:
        assert [entry.header.seq for entry in reader.entries()] == [1, 2, 4]
        assert "entry 3" in reader.warnings[0] and "CANNOT BE READ" in reader.warnings[0]
        assert len(reader.rows()) == 4


def test_a_clock_that_was_set_back_is_said_and_kept_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) - timedelta(hours=3)

    with begin(tmp_path / "inc") as log:
        before = log.append(told(1))
        assert log.warnings == []
        monkeypatch.setattr(moments, "datetime", Earlier)
        after = log.append(told(2))
        assert after.header.recorded_at < before.header.recorded_at
        assert after.header.clock_ms >= before.header.clock_ms
        assert len(log.warnings) == 1 and "CLOCK WAS SET BACK" in log.warnings[0]
    assert faults(tmp_path / "inc") == []


def test_each_entry_is_a_witness_to_the_other_devices(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log:
        found = log.merge(lambda _: foreign(log.incident))
        entry = log.append(told(1))
        assert [(h.device, h.seq, h.hash) for h in entry.header.seen] == [
            (found.rows[0].device, 1, found.rows[0].hash.hex())
        ]
        assert verified(log) == () and len(log.heads()) == 2


def test_merging_takes_all_or_nothing(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        write(log, 2)
        before = log.chains()

        def fails(here: Chains) -> Merged:
            assert here == before
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            log.merge(fails)
        assert log.chains() == before
        log.merge(lambda _: foreign(log.incident))
        assert len(log.rows()) == len(before.rows) + 1
    assert faults(tmp_path / "inc") == []


def test_words_that_a_merge_says_were_erased_are_gone_from_every_file(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        secret = log.append(told(1, "Mrs Peeters."))
        log.merge(lambda _: Merged(erased=(bytes.fromhex(secret.hash),)))
        assert log.rows()[-1].body is None
        assert not any(b"Peeters" in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


FULL_STEPS = 18
"""More steps than an append with its checkpoint takes."""


@pytest.mark.parametrize("step", range(FULL_STEPS))
@pytest.mark.parametrize("ballast_bytes", [0, SMALL])
def test_a_disk_full_at_any_step_loses_nothing_acknowledged(tmp_path: Path, step: int, ballast_bytes: int) -> None:
    begin_mirrored(tmp_path, ballast_bytes=ballast_bytes).close()
    ballast = tmp_path / "inc" / BALLAST
    with failing_disk(f"full-{step}-{ballast_bytes}") as disk:
        log = open_incident(tmp_path / "inc", vfs=disk.name)
        made = write(log, 3)
        disk.fail_at(step, ballast if ballast_bytes else None)
        refused = 0
        for n in range(4):
            try:
                made.append(log.append(told(n, "On a full disk.")))
            except OSError as full:
                refused += 1
                assert "nothing was" in str(full) or "look whether" in str(full)
        assert disk.failures
        assert (refused > 0) != bool(ballast_bytes)
        assert not ballast.exists()
        disk.mend()
        made.append(log.append(told(9, "There is room again.")))
        said = [entry.header.role for entry in log.entries() if entry.body and entry.body.came_from == "store"]
        assert len(said) == bool(ballast_bytes)
        assert any("DISK IS FULL" in warning for warning in log.warnings) == bool(ballast_bytes)
        log.close()
    assert faults(tmp_path / "inc", acknowledged(made)) == []
    with open_incident(tmp_path / "inc") as after:
        assert after.append(told(1)).header.seq == len(after.entries())


@pytest.mark.parametrize("step", range(FULL_STEPS))
def test_a_disk_that_fails_while_the_log_is_brought_in_loses_nothing_acknowledged(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here every commit brings the write-ahead log into the file, and that is what fails."""
    monkeypatch.setattr(incident_schema, "_PRAGMAS", (*incident_schema._PRAGMAS, ("wal_autocheckpoint", 1)))
    begin_mirrored(tmp_path).close()
    with failing_disk(f"bringing-in-{step}") as disk, open_incident(tmp_path / "inc", vfs=disk.name) as log:
        made = write(log, 2)
        disk.fail_at(step)
        for n in range(3):
            with suppress(OSError):
                made.append(log.append(told(n, "On a full disk.")))
        assert disk.failures
        if step % 2:
            disk.mend()  # else it is closed while the disk still fails
            made.append(log.append(told(9, "There is room again.")))
    open_incident(tmp_path / "inc").close()  # an entry whose sync failed may be there all the same, whole: mirrored now
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_the_steps_tried_are_more_than_an_append_takes(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    with failing_disk("counting") as disk, open_incident(tmp_path / "inc", vfs="counting") as log:
        most = 0
        for n in range(5):
            disk.fail_at(10**9)
            log.append(told(n))
            most = max(most, disk.steps)
        assert 3 <= most < FULL_STEPS


def test_what_a_full_disk_refused_is_not_there_afterwards(tmp_path: Path) -> None:
    begin(tmp_path / "inc", ballast_bytes=0).close()
    with failing_disk("refusing") as disk, open_incident(tmp_path / "inc", vfs="refusing") as log:
        write(log, 2)
        before = log.rows()
        disk.fail_at(0)
        with pytest.raises(OSError, match="disk is full, and no ballast is left") as full:
            log.append(told(1))
        assert full.value.errno == errno.ENOSPC
        disk.mend()
        assert log.rows() == before
    assert len(open_incident(tmp_path / "inc", write=False).rows()) == len(before)


def test_an_entry_says_once_that_ballast_was_freed(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    with failing_disk("once") as disk, open_incident(tmp_path / "inc", vfs="once") as log:
        disk.fail_at(0, tmp_path / "inc" / BALLAST)
        write(log, 3)
        freed = [e for e in log.entries() if e.header.role == "machine"]
        assert len(freed) == 1 and freed[0].header.seq == 3 and freed[0].header.kind is EntryKind.ACTION
        assert freed[0].body is not None and "ballast" in freed[0].body.text


def test_ballast_is_made_again_when_there_is_room(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    (tmp_path / "inc" / BALLAST).unlink()
    with open_incident(tmp_path / "inc") as log:
        assert (tmp_path / "inc" / BALLAST).stat().st_size == SMALL
        assert "ballast" in log.warnings[0]


def test_opening_on_a_full_disk_frees_ballast_too(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    with failing_disk("opening") as disk:
        disk.fail_at(0, tmp_path / "inc" / BALLAST)
        with open_incident(tmp_path / "inc", vfs="opening") as log:
            log.append(told(1))
            assert (len(disk.failures) > 0) == any("DISK IS FULL" in warning for warning in log.warnings)


@pytest.mark.parametrize("wrong", [None, "normal", "off"])
def test_a_power_cut_takes_nothing_that_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str | None
) -> None:
    """With fewer syncs the same trial loses entries: the trial can fail."""
    if wrong is not None:
        changed = tuple((name, wrong if name == "synchronous" else told) for name, told in incident_schema._PRAGMAS)
        monkeypatch.setattr(incident_schema, "_PRAGMAS", changed)
    begin(tmp_path / "inc").close()
    with forgetting_disk(f"forgetting-{wrong}") as disk:
        log = open_incident(tmp_path / "inc", vfs=disk.name)
        done = acknowledged(write(log, 5))
        left = {name: raw for name, raw in disk.synced.items() if Path(name).exists()}
        log.close()
    for name, raw in left.items():
        Path(name).write_bytes(raw)
    lost = [fault for fault in faults(tmp_path / "inc", done) if "acknowledged and lost" in fault]
    assert bool(lost) == (wrong is not None)


def test_a_failing_disk_is_a_vfs_of_its_own() -> None:
    with failing_disk("alone") as disk:
        assert isinstance(disk, FailingDisk) and "alone" in apsw.vfs_names()
    assert "alone" not in apsw.vfs_names()


def test_the_mirror_holds_what_the_record_holds(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        write(log, 3)
        assert log.mirror_path is not None
        assert read_mirror(log.mirror_path.read_bytes()).rows == log.rows()


def test_a_new_mirror_gets_everything(tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    with begin_mirrored(tmp_path) as log:
        write(log, 3)
        log.mirror_to(tmp_path / "second")
        assert log.mirror_path == (tmp_path / "second" / f"{log.incident}.jsonl").resolve()
        assert read_mirror(log.mirror_path.read_bytes()).rows == log.rows()
        with pytest.raises(BadHospital, match="no such folder"):
            log.mirror_to(tmp_path / "nowhere")
    with open_incident(tmp_path / "inc") as again:
        assert again.mirror_path is not None and again.mirror_path.parent.name == "second"
        again.mirror_to(None)
        assert again.mirror_path is None


def test_what_fails_while_it_is_opened_leaves_nothing_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path / "inc").close()

    def fails(_: object) -> None:
        raise OSError(errno.EROFS, "read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(IncidentLog, "settle", fails)
        with pytest.raises(OSError, match="read-only"):
            open_incident(tmp_path / "inc")
    assert not (tmp_path / "inc" / "record.db-wal").exists()  # whoever holds it open keeps its log
    with open_incident(tmp_path / "inc") as log:
        log.append(told(1))


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_is_told_and_nothing_is_touched(tmp_path: Path, seed: int) -> None:
    with begin(tmp_path / "inc") as log:
        write(log, 40)
    file, luck = tmp_path / "inc" / "record.db", random.Random(seed)
    raw = bytearray(file.read_bytes())
    if seed % 3 == 0:
        del raw[luck.randrange(len(raw)) :]
    elif seed % 3 == 1:
        page = luck.randrange(len(raw) // 4096) * 4096
        raw[page : page + 4096] = bytes(4096)
    else:
        for _ in range(30):
            raw[luck.randrange(len(raw))] ^= 1 + luck.randrange(255)
    file.write_bytes(raw)
    before = names(tmp_path / "inc")
    with suppress(BadHospital, OSError), open_incident(tmp_path / "inc", write=False) as reader:
        reader.entries()
        assert reader.warnings or any(finding.fault for finding in verified(reader))
    assert names(tmp_path / "inc") == before
