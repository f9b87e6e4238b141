from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.store.salvage_sources import gathered, incident_of
from tests.store.incidents import incident


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A record of 40 entries with its mirror, closed."""
    (tmp_path / "stick").mkdir()
    incident(tmp_path / "a", 39, mirror=tmp_path / "stick").close()
    return tmp_path / "a"


def test_a_whole_record_gives_everything_from_each_source(whole: Path) -> None:
    found = gathered(whole, None)
    sqlite, mirror, carved = found.sources
    assert len(sqlite) == len(mirror) == 40 and set(sqlite) == set(mirror) == set(carved)
    assert [seq for _, seq in sorted(found.named)] == list(range(1, 41)) and found.counted == 40
    assert found.mirror == whole.parent / "stick" and not found.notes
    (signer,) = found.signers.values()
    assert signer.name == "laptop of the command post"
    assert len(incident_of(found.rows())) == 16


def test_a_file_sqlite_does_not_open_is_searched_by_its_bytes(whole: Path) -> None:
    file = whole / "record.db"
    raw = file.read_bytes()
    file.write_bytes(bytes(4096) + raw[4096:])
    found = gathered(whole, whole / "nowhere")
    assert any("SQLite cannot read it" in note for note in found.notes)
    assert len(set(found.sources[-1])) == 40 and len(found.signers) == 1
    assert any("is not there" in note for note in found.notes)


def test_sqlite_is_asked_around_what_it_cannot_read(whole: Path) -> None:
    file = whole / "record.db"
    raw = bytearray(file.read_bytes())
    lost = raw.find(b'"text":"told 20"') // 4096
    raw[lost * 4096 : lost * 4096 + 8] = bytes(8)
    file.write_bytes(raw)
    found = gathered(whole, None)
    assert 20 < len(found.sources[0]) < 40
    assert set(found.sources[-1]) >= set(found.sources[1])  # carving does not need the page's beginning


def test_blocks_the_medium_does_not_give_are_told(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    class Failing:
        def __init__(self, file: object) -> None:
            self._file = file

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()  # type: ignore[attr-defined]

        def seek(self, *to: int) -> int:
            return int(self._file.seek(*to))  # type: ignore[attr-defined]

        def read(self, size: int) -> bytes:
            if self._file.tell() // 4096 == 9:  # type: ignore[attr-defined]
                raise OSError(5, "Input/output error")
            return bytes(self._file.read(size))  # type: ignore[attr-defined]

    def opened(self: Path, mode: str = "r", **more: object) -> object:
        file = real(self, mode, **more)  # type: ignore[call-overload]
        return Failing(file) if self.name == "record.db" and self.parent == whole else file

    monkeypatch.setattr(Path, "open", opened)
    found = gathered(whole, None)
    assert "record.db: 1 blocks of 4096 bytes cannot be read from the medium" in found.notes
    assert set(found.sources[1]) >= set(found.sources[-1]) and len(found.sources[-1]) > 20


def test_a_devices_key_is_found_in_its_first_entry_too(whole: Path) -> None:
    (whole / "device.key").unlink()
    file = whole / "record.db"
    raw = file.read_bytes()
    place = raw.find(b"laptop of the command post")  # in the table of devices, which comes before the entries
    file.write_bytes(raw[: place - 90] + bytes(120) + raw[place + 30 :])
    found = gathered(whole, whole / "nowhere")
    assert len(found.signers) == 1


def test_where_no_record_ever_lay_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadHospital, match=r"no record\.db lies there"):
        gathered(tmp_path, None)


def test_the_mirror_alone_is_enough(whole: Path, tmp_path: Path) -> None:
    shutil.rmtree(whole)
    found = gathered(whole, tmp_path / "stick")
    assert len(found.rows()) == 40


def test_of_several_mirrors_none_is_guessed(whole: Path, tmp_path: Path) -> None:
    shutil.copy(next((tmp_path / "stick").iterdir()), tmp_path / "stick" / "0000000000000000.jsonl")
    assert len(gathered(whole, None).sources[1]) == 40
    (whole / "record.db").write_bytes(b"")
    found = gathered(whole, tmp_path / "stick")
    assert not found.rows() and any("name the file itself" in note for note in found.notes)
