from __future__ import annotations

from pathlib import Path

import pytest

from codedark.store import replacing
from codedark.store.replacing import replace_file


def test_the_new_file_stands_where_the_old_one_stood_with_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "zones.csv"
    file.write_bytes(b"old")
    file.chmod(0o640)
    replace_file(file, b"new")
    assert file.read_bytes() == b"new" and file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["zones.csv"]


def test_a_failure_leaves_the_old_one_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "zones.csv"
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replacing.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["zones.csv"]


def test_a_new_file_can_be_read_by_others(tmp_path: Path) -> None:
    replace_file(tmp_path / "new.csv", b"new")
    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o644
