from __future__ import annotations

import os
from pathlib import Path

import pytest

from codedark.store import ballast as room
from codedark.store.ballast import again, ballast_bytes, free_ballast, freed_said, make_ballast

SIZE = 3 * 2**20 + 17


def allocated(file: Path) -> int:
    return file.stat().st_blocks * 512


def test_ballast_is_really_allocated_and_its_owner_s_alone(tmp_path: Path) -> None:
    file = tmp_path / "ballast"
    assert make_ballast(file, SIZE)
    assert ballast_bytes(file) == SIZE and allocated(file) >= SIZE
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("lie", ["refuses", "makes a hole"])
def test_where_the_system_cannot_allocate_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    def fallocate(handle: int, start: int, size: int) -> None:
        if lie == "refuses":
            raise OSError(95, "not supported")
        os.ftruncate(handle, start + size)

    monkeypatch.setattr(room.os, "posix_fallocate", fallocate)
    file = tmp_path / "ballast"
    assert make_ballast(file, SIZE)
    assert ballast_bytes(file) == SIZE and allocated(file) >= SIZE
    assert len(set(file.read_bytes())) > 200  # what a file system could pack away would free nothing


def test_no_ballast_is_no_file(tmp_path: Path) -> None:
    assert make_ballast(tmp_path / "ballast", 0) and not (tmp_path / "ballast").exists()
    assert free_ballast(tmp_path / "ballast") == 0


def test_a_disk_without_room_gets_none_and_nothing_is_left_behind(tmp_path: Path) -> None:
    assert not make_ballast(tmp_path / "ballast", 2**62)
    assert not (tmp_path / "ballast").exists()


def test_what_was_freed_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "ballast"
    make_ballast(file, SIZE)
    assert free_ballast(file) == SIZE and not file.exists()
    assert free_ballast(file) == 0
    assert "3.0 MiB" in freed_said(SIZE)


def test_ballast_comes_back_only_where_there_is_plenty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ballast"
    monkeypatch.setattr(room, "_free_bytes", lambda _: 4 * SIZE - 1)
    assert not again(file, SIZE) and not file.exists()
    monkeypatch.setattr(room, "_free_bytes", lambda _: 4 * SIZE)
    assert again(file, SIZE) and ballast_bytes(file) == SIZE
    assert not again(file, SIZE)
    assert not again(file, 0)


def test_a_link_in_its_place_frees_nothing_of_anybody_elses(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"x" * 100)
    (tmp_path / "ballast").symlink_to(victim)
    free_ballast(tmp_path / "ballast")
    assert victim.read_bytes() == b"x" * 100
