from __future__ import annotations

from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.store.region_folder import load_region
from tests.making import make_files


def put(folder: Path, **tables: str) -> None:
    folder.mkdir()
    for name, raw in make_files(**tables).items():
        (folder / name).write_bytes(raw)


def test_every_folder_is_read_by_its_name(tmp_path: Path) -> None:
    put(tmp_path / "south")
    put(tmp_path / "north")
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes.txt").write_text("ours")
    assert list(load_region(tmp_path)) == ["north", "south"]


def test_every_fault_of_every_folder_is_told_with_its_folder(tmp_path: Path) -> None:
    put(tmp_path / "north", zones="zone, kind\na, no-such-kind\nb, neither\n")
    put(tmp_path / "south")
    (tmp_path / "west").mkdir()
    with pytest.raises(BadHospital) as bad:
        load_region(tmp_path)
    files = [fault.file for fault in bad.value.faults]
    assert files == ["north/zones.csv", "north/zones.csv", "west"]


def test_no_folder_and_none_in_it_are_faults(tmp_path: Path) -> None:
    with pytest.raises(BadHospital, match="no such folder"):
        load_region(tmp_path / "nowhere")
    with pytest.raises(BadHospital, match="no hospital's folder is in it"):
        load_region(tmp_path)
