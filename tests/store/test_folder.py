from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital, Fault
from codedark.store import folder
from codedark.store.folder import check_new, load_file, load_files, load_hospital, write_new
from tests.making import make_files


def refused(path: Path, load: Callable[[Path], object] = load_files) -> tuple[Fault, ...]:
    with pytest.raises(BadHospital) as bad:
        load(path)
    return bad.value.faults


@pytest.fixture
def house(tmp_path: Path) -> Path:
    write_new(tmp_path / "house", make_files())
    return tmp_path / "house"


def test_a_folder_is_loaded_by_paths_within_it(house: Path) -> None:
    (house / "defences/wall").mkdir(parents=True)
    (house / "defences/wall/gates.csv").write_bytes(b"change,gate\n")
    (house / "scenarios").mkdir()
    (house / "scenarios/a.toml").write_bytes(b"x = 1")
    (house / "photo.jpg").write_bytes(b"x")
    (house / "old").mkdir()
    (house / "old/hosts.csv").write_bytes(b"x")
    files = load_files(house)
    assert set(files) == {*make_files(), "defences/wall/gates.csv", "scenarios/a.toml"}
    assert files["zones.csv"] == make_files()["zones.csv"]
    assert load_hospital(house).zones


def test_a_folder_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    (fault,) = refused(tmp_path / "nowhere")
    assert "no such folder" in fault.message
    assert "codedark new" in fault.fix


def test_a_folder_with_nothing_of_a_hospital_is_named_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty" / "scenarios").mkdir(parents=True)
    (tmp_path / "empty" / "scenarios" / "a.toml").write_bytes(b"x = 1")
    monkeypatch.chdir(tmp_path)
    (fault,) = refused(Path("empty"))
    assert str(fault).startswith("empty: no file of a hospital is in the folder.")
    assert "codedark new" in fault.fix


def test_a_file_is_no_folder(house: Path) -> None:
    (fault,) = refused(house / "zones.csv")
    assert str(house) in fault.fix


def test_a_two_gigabyte_file_is_refused_before_it_is_read(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (house / "hosts.csv").open("wb") as file:
        file.truncate(2 * 2**30)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail(f"{self} was read"))
    (fault,) = refused(house)
    assert (fault.file, "2,048 MB" in fault.message) == ("hosts.csv", True)


def test_the_largest_file_is_still_read(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = max(map(len, make_files().values()))
    monkeypatch.setattr(folder, "MAX_FILE_BYTES", size)
    load_files(house)
    monkeypatch.setattr(folder, "MAX_FILE_BYTES", size - 1)
    assert len(refused(house)) == 1


def test_what_is_no_plain_file_is_refused(house: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(house / "gates.csv")
    (house / "crews.csv").symlink_to(house / "nothing")
    assert [(f.file, f.message) for f in refused(house)] == [
        ("crews.csv", "cannot be read: No such file or directory"),
        ("gates.csv", "not a plain file"),
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_nobody_may_read_is_told(house: Path) -> None:
    (house / "gates.csv").write_bytes(b"gate,kind\n")
    (house / "gates.csv").chmod(0)
    assert "cannot be read" in refused(house)[0].message


def test_a_new_folder_is_written_whole(tmp_path: Path) -> None:
    write_new(tmp_path / "a/b", {"x.csv": b"1", "defences/d/y.csv": b"2"})
    assert (tmp_path / "a/b/defences/d/y.csv").read_bytes() == b"2"
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b"]
    assert (tmp_path / "a/b").stat().st_mode & 0o777 == 0o755 or os.name == "nt"


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write_new(tmp_path / "a", {"x.csv": b"1"})
    assert (tmp_path / "a/x.csv").exists()


@pytest.mark.parametrize("what", ["folder", "file"])
def test_nothing_is_ever_written_over(tmp_path: Path, what: str) -> None:
    there = tmp_path / "a"
    if what == "folder":
        there.mkdir()
        (there / "mine.txt").write_text("mine")
    else:
        there.write_text("mine")
    for act in (check_new, lambda path: write_new(path, {"x.csv": b"1"})):
        with pytest.raises(BadHospital):
            act(there)
    kept = there / "mine.txt" if what == "folder" else there
    assert kept.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [there]


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Path.write_bytes

    def full(self: Path, raw: bytes) -> int:
        if self.name == "y.csv":
            raise OSError(28, "No space left on device", str(self))
        return written(self, raw)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        write_new(tmp_path / "a", {"x.csv": b"1", "y.csv": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_a_named_file_is_loaded_or_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"12345")
    assert load_file(file) == b"12345"
    assert "no such file" in refused(tmp_path / "none.csv", load_file)[0].message
    assert "not a plain file" in refused(tmp_path, load_file)[0].message
    monkeypatch.setattr(folder, "MAX_FILE_BYTES", 4)
    assert "at most 0 MB" in refused(file, load_file)[0].message
