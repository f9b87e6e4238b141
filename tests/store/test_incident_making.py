from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.record.edtf import When
from codedark.record.entry import EntryKind
from codedark.store import incident_database
from codedark.store.incident_folder import BALLAST, DATABASE, KEY
from codedark.store.incident_log import open_incident
from codedark.store.incident_making import create_incident
from codedark.store.incident_mirror import entry_line
from tests.store.on_disk import ROOT, SMALL, begin, begin_mirrored, faults, names, verified, write


def test_a_new_folder_holds_record_key_and_ballast_readable_by_their_owner_alone(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log:
        (entry,) = log.entries()
        assert entry.header.kind is EntryKind.ACTION and entry.header.role == "incident-commander"
        assert entry.body is not None and entry.body.details["device_public"] == log.signers()[0].public
        assert log.signers()[0].name == "command post 1" and verified(log) == () and log.warnings == []
    for name in (DATABASE, KEY, BALLAST):
        assert (tmp_path / "inc" / name).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "inc").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "inc" / BALLAST).stat().st_size == SMALL


def test_an_exercise_and_a_beginning_before_now_are_kept(tmp_path: Path) -> None:
    with begin(tmp_path / "inc", exercise=True, event_at=When("../2026-03-03")) as log:
        assert log.about.exercise and log.entries()[0].header.event_at == "../2026-03-03"


def test_two_incidents_have_names_and_devices_of_their_own(tmp_path: Path) -> None:
    with begin(tmp_path / "a") as one, begin(tmp_path / "b") as two:
        assert one.incident != two.incident and one.device != two.device


def test_a_folder_that_holds_an_incident_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    begin(tmp_path / "inc").close()
    before = names(tmp_path / "inc")
    with pytest.raises(BadHospital, match="holds an incident already"):
        begin(tmp_path / "inc")
    assert names(tmp_path / "inc") == before


def test_every_fault_is_told_at_once_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(BadHospital) as bad:
        create_incident(
            tmp_path / "nowhere" / "inc",
            title=" ",
            organisation="Sint-Lucia",
            timezone="Europe/Brusels",
            languages=(),
            role="",
            device_name="d",
            mirror=tmp_path / "no stick",
            ballast_bytes=-1,
        )
    said = str(bad.value)
    for word in ("title is empty", "role is empty", "Brusels", "no language", "-1", "no such folder", "for the mirror"):
        assert word in said
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inc").write_text("notes")
    with pytest.raises(BadHospital, match="a file, not a folder"):
        begin(tmp_path / "inc")


def test_another_incidents_mirror_is_refused(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log, begin(tmp_path / "other") as other:
        (tmp_path / "second").mkdir()
        file = tmp_path / "second" / f"{log.incident}.jsonl"
        file.write_bytes(b"".join(map(entry_line, other.rows())))
        before = file.read_bytes()
        with pytest.raises(BadHospital, match="another incident"):
            log.mirror_to(tmp_path / "second")
        assert file.read_bytes() == before and log.mirror_path != file


def test_a_mirror_on_the_same_disk_is_said(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with begin(tmp_path / "inc", mirror=tmp_path / "stick") as log:
        assert any("same disk" in warning for warning in log.warnings)


def test_a_disk_without_room_for_ballast_is_said(tmp_path: Path) -> None:
    with begin(tmp_path / "inc", ballast_bytes=2**62) as log:
        assert any("no room" in warning for warning in log.warnings)


@pytest.mark.parametrize("leftover", ["", "-wal", "-shm", "-journal"])
def test_what_a_death_on_the_way_left_is_no_incident(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leftover: str
) -> None:
    def dies(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(incident_database, "_added", dies)
        begin(tmp_path / "inc")
    with pytest.raises(BadHospital, match="holds no incident"):
        open_incident(tmp_path / "inc")
    (tmp_path / "inc" / f".{DATABASE}.new{leftover}").write_bytes(b"half")
    with begin(tmp_path / "inc") as log:
        write(log, 2)
    assert faults(tmp_path / "inc") == []


def test_it_works_with_lang_c_and_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    script = (
        "import sys; from pathlib import Path; from tests.store.on_disk import begin, write\n"
        "log = begin(Path(sys.argv[1]), title='Störung é', mirror=Path(sys.argv[2])); write(log, 3)\n"
        "assert log.about.title == 'Störung é'; log.close()"
    )
    (tmp_path / "stick é").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "inc é"), str(tmp_path / "stick é")],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LANG": "C", "LC_ALL": "C", "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert faults(tmp_path / "inc é") == [] and list(home.iterdir()) == []


def test_a_folder_others_may_enter_is_said(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    with begin(tmp_path / "open") as log:
        assert any("chmod 700" in warning for warning in log.warnings)
    with begin(tmp_path / "own") as log:
        assert log.warnings == []
