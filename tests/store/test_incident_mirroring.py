from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.incident_mirror import entry_line, read_mirror, signer_line
from tests.record.tampering import rows
from tests.store.failing_disk import FullMedium
from tests.store.on_disk import acknowledged, begin, begin_mirrored, faults, names, told, write


def mirror_of(log: IncidentLog) -> Path:
    assert log.mirror_path is not None
    return log.mirror_path


def test_while_the_medium_is_away_entries_are_kept_and_it_is_said_each_time(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        made = write(log, 2)
        (tmp_path / "stick").rename(tmp_path / "in a pocket")
        for _ in range(2):
            log.warnings.clear()
            made += write(log, 2)
            assert len(log.warnings) == 1 and "on this laptop ALONE" in log.warnings[0]
        (tmp_path / "in a pocket").rename(tmp_path / "stick")
        log.warnings.clear()
        made += write(log, 1)
        assert len(log.warnings) == 1 and "brought up" in log.warnings[0]
        assert read_mirror(mirror_of(log).read_bytes()).rows == log.rows()
        log.warnings.clear()
        made += write(log, 1)
        assert log.warnings == []
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_an_empty_mount_point_gets_no_file(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        (tmp_path / "stick").rename(tmp_path / "in a pocket")
        (tmp_path / "stick").mkdir()
        write(log, 2)
        assert list((tmp_path / "stick").iterdir()) == [] and "ALONE" in log.warnings[0]


def test_opening_brings_up_a_mirror_that_was_away(tmp_path: Path) -> None:
    begin_mirrored(tmp_path).close()
    (tmp_path / "stick").rename(tmp_path / "in a pocket")
    with open_incident(tmp_path / "inc") as log:
        made = write(log, 3)
    (tmp_path / "in a pocket").rename(tmp_path / "stick")
    with open_incident(tmp_path / "inc") as log:
        assert len(log.warnings) == 1 and "entries written: 3" in log.warnings[0]
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_reading_brings_up_nothing(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        write(log, 2)
        mirror_of(log).write_bytes(b"")
    before = names(tmp_path / "stick")
    with open_incident(tmp_path / "inc", write=False) as log:
        log.entries()
    assert names(tmp_path / "stick") == before


def test_a_record_put_back_from_an_older_copy_is_completed_from_its_mirror(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        write(log, 2)
    shutil.copytree(tmp_path / "inc", tmp_path / "old")
    with open_incident(tmp_path / "inc") as log:
        made = write(log, 3)
    shutil.rmtree(tmp_path / "inc")
    (tmp_path / "old").rename(tmp_path / "inc")
    with open_incident(tmp_path / "inc") as log:
        assert len(log.warnings) == 1 and "taken over from there: 3" in log.warnings[0]
        assert log.append(told(1)).header.seq == 7
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_what_does_not_verify_or_comes_from_a_stranger_is_not_taken_over(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log, begin(tmp_path / "other") as stranger:
        (last,) = write(log, 1)
        mirror = mirror_of(log)
    before = len(open_incident(tmp_path / "inc", write=False).rows())
    forged = [row for row in open_incident(tmp_path / "inc", write=False).rows() if row.hash.hex() == last.hash]
    with mirror.open("ab") as file:
        file.write(entry_line(forged[0]._replace(seq=3, hash=bytes(32))))
        file.write(signer_line(stranger.signers()[0]))
    with open_incident(tmp_path / "inc") as log:
        assert len(log.rows()) == before and len(log.signers()) == 1
        assert any("differs" in warning and "verify" in warning for warning in log.warnings)


def test_another_incidents_file_under_its_name_is_refused_and_left_alone(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        mirror_of(log).write_bytes(b"".join(map(entry_line, rows(2))))
        before = mirror_of(log).read_bytes()
        write(log, 1)
        assert "belongs to another incident" in log.warnings[0]
        assert mirror_of(log).read_bytes() == before


def test_a_damaged_line_is_said_and_written_again(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        write(log, 3)
        raw = mirror_of(log).read_bytes().split(b"\n")
        raw[2] = b"x" * len(raw[2])
        mirror_of(log).write_bytes(b"\n".join(raw))
        os.utime(mirror_of(log), (1, 1))  # a file system's clock may stand still between our writing and this
    with open_incident(tmp_path / "inc") as log:
        assert any("damaged in line 3" in warning for warning in log.warnings)
        assert {row.hash for row in read_mirror(mirror_of(log).read_bytes()).rows} == log.database.hashes()


@pytest.mark.parametrize("step", range(3))
def test_a_full_medium_is_said_and_caught_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    with begin_mirrored(tmp_path) as log:
        made = write(log, 1)
        with monkeypatch.context() as patch:
            medium = FullMedium(step, patch)
            made += write(log, 3)
            assert medium.failures and any("ALONE" in warning for warning in log.warnings)
        made += write(log, 1)
        assert read_mirror(mirror_of(log).read_bytes()).rows == log.rows()
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_two_processes_keep_one_mirror(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as one, open_incident(tmp_path / "inc") as two:
        for log in (one, two, two, one):
            log.append(told(1))
        raw = mirror_of(one).read_bytes()
        assert read_mirror(raw).rows == one.rows() and one.warnings == two.warnings == []


def test_another_process_may_set_another_mirror(tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    with begin_mirrored(tmp_path) as one, open_incident(tmp_path / "inc") as two:
        two.mirror_to(tmp_path / "second")
        one.append(told(1))
        assert mirror_of(one).parent.name == "second"
        assert read_mirror(mirror_of(two).read_bytes()).rows == one.rows()


def test_a_file_blown_up_on_the_medium_is_not_read(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        os.truncate(mirror_of(log), 50 * 2**30)
        write(log, 1)
        assert "far more than the record" in log.warnings[0]
    with open_incident(tmp_path / "inc") as log:
        assert "far more than the record" in log.warnings[0]
