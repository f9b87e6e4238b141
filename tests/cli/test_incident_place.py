"""A record is found by its folder or its server's address, and no password stands on a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.incident_place import folder_of, is_address, opened_at, opened_folder
from codedark.hospital.faults import BadHospital
from codedark.hospital.gathered import Gathered
from tests.cli.incident_runs import Capture, opened

ADDRESS = "postgresql://log:hunter2@db.internal/codedark"


@pytest.mark.parametrize("place", [ADDRESS, "postgres://db/x", "postgresql:/db/x"])
def test_an_address_is_told_from_a_path(place: str) -> None:
    assert is_address(place)
    assert not is_address(f"./{place}")


def test_a_folder_is_opened_and_its_warnings_are_said_once(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    with opened_at(Gathered(), str(runs.folder), write=False) as log:
        log.warn("the disk is full")
    assert capsys.readouterr().err == "codedark: the disk is full\n"


def test_faults_found_before_are_told_together_with_a_folder_that_is_not_there(tmp_path: Path) -> None:
    faults = Gathered()
    faults.add("--at", "is no date", "a date")
    with pytest.raises(BadHospital) as bad, opened_at(faults, str(tmp_path / "none"), write=False):
        raise AssertionError("unreachable")
    assert [fault.file for fault in bad.value.faults] == ["--at", str(tmp_path / "none")]


def test_writing_on_a_server_needs_this_laptops_folder() -> None:
    with pytest.raises(BadHospital) as bad, opened_at(Gathered(), ADDRESS, write=True):
        raise AssertionError("unreachable")
    assert "--keys" in str(bad.value)
    assert "hunter2" not in str(bad.value)


def test_where_a_folder_is_needed_a_server_is_refused_without_its_password() -> None:
    with pytest.raises(BadHospital) as bad:
        folder_of(Gathered(), ADDRESS)
    assert "hunter2" not in str(bad.value)
    with pytest.raises(BadHospital), opened_folder(Gathered(), ADDRESS, write=True):
        raise AssertionError("unreachable")


@pytest.mark.parametrize("verb", ["erase", "merge", "backup", "mirror"])
def test_no_verb_repeats_a_password(verb: str, tmp_path: Path, capsys: Capture) -> None:
    from codedark.cli.main import answer

    more = {
        "erase": ["1", "--why", "w", "--role", "r"],
        "merge": [str(tmp_path)],
        "backup": ["--to", str(tmp_path), "--passphrase"],
        "mirror": [],
    }
    assert answer(["incident", verb, ADDRESS, *more[verb]]) == 2
    out, err = capsys.readouterr()
    assert "needs a folder" in err
    assert "hunter2" not in out + err
