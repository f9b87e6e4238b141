"""The key that makes a record's references of patients."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.patients_key import FILE, patients_key


def test_an_incident_keeps_its_key_for_its_owner_alone(tmp_path: Path) -> None:
    key = patients_key(str(tmp_path))
    assert patients_key(str(tmp_path)) == key and len(key) == 32
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_two_incidents_have_two_keys(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert patients_key(str(tmp_path / "a")) != patients_key(str(tmp_path / "b"))


def test_where_there_is_no_folder_nothing_is_written(tmp_path: Path) -> None:
    assert len(patients_key("postgresql://host/db")) == len(patients_key(str(tmp_path / "none"))) == 32
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_key_is_said_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"short")
    with pytest.raises(ValueError, match="5 bytes"):
        patients_key(str(tmp_path))
    assert (tmp_path / FILE).read_bytes() == b"short"
