"""How far a mirror was compared: believed only of the very bytes it was written of."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from codedark.record.merging import Merged
from codedark.store import incident_mirror
from codedark.store.erasing import erase
from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.incident_mirror import Mirrored, read_mirror
from codedark.store.mirror_note import NOTE, drop_note, noted, read_note, still_holds, write_note
from tests.store.on_disk import acknowledged, begin_mirrored, faults, told, write


@pytest.fixture
def read_lines(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes of a mirror each reading took."""
    took: list[int] = []

    def counted(raw: bytes) -> Mirrored:
        took.append(len(raw))
        return read_mirror(raw)

    monkeypatch.setattr(incident_mirror, "read_mirror", counted)
    return took


def mirror_of(log: IncidentLog) -> Path:
    assert log.mirror_path is not None
    return log.mirror_path


def test_a_mirror_that_was_compared_is_not_read_again(tmp_path: Path, read_lines: list[int]) -> None:
    with begin_mirrored(tmp_path) as log:
        made = write(log, 5)
    read_lines.clear()
    with open_incident(tmp_path / "inc") as log:
        made += write(log, 1)
        assert log.warnings == []
    assert read_lines == []
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_of_a_mirror_that_grew_what_is_new_is_read(tmp_path: Path, read_lines: list[int]) -> None:
    with begin_mirrored(tmp_path) as log:
        made = write(log, 5)
    with open_incident(tmp_path / "inc") as log:
        before = (tmp_path / "inc" / NOTE).read_bytes()
        made += write(log, 1)  # killed before it was noted
        size_bytes = mirror_of(log).stat().st_size
    (tmp_path / "inc" / NOTE).write_bytes(before)
    read_lines.clear()
    with open_incident(tmp_path / "inc") as log:
        assert log.warnings == [] and len(read_lines) == 1 and 0 < read_lines[0] < size_bytes / 3
        assert read_mirror(mirror_of(log).read_bytes()).rows == log.rows()
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_a_mirror_that_lacks_what_was_committed_last_is_brought_up_and_it_is_said(
    tmp_path: Path, read_lines: list[int]
) -> None:
    with begin_mirrored(tmp_path) as log:
        made = write(log, 5)
        mirror = mirror_of(log)
    shutil.copytree(tmp_path, tmp_path.with_name("then"))
    with open_incident(tmp_path / "inc") as log:
        made += write(log, 1)
    for file in (mirror, tmp_path / "inc" / NOTE):  # killed behind the commit
        shutil.copy2(tmp_path.with_name("then") / file.relative_to(tmp_path), file)
    read_lines.clear()
    with open_incident(tmp_path / "inc") as log:
        assert len(log.warnings) == 1 and "entries written: 1" in log.warnings[0] and read_lines == []
    assert faults(tmp_path / "inc", acknowledged(made)) == []


@pytest.mark.parametrize("bad", [b"", b"{", b"null", b"[" * 100_000, b"\xff"])
def test_a_note_that_cannot_be_read_is_none(tmp_path: Path, bad: bytes) -> None:
    (tmp_path / NOTE).write_bytes(bad)
    assert read_note(tmp_path) is None


def test_a_note_of_a_place_no_record_has_is_none(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path):
        pass
    file = tmp_path / "inc" / NOTE
    file.write_bytes(file.read_bytes().replace(b'"place":1', b'"place":99999999999999999999'))
    assert read_note(tmp_path / "inc") is None
    open_incident(tmp_path / "inc").close()


def test_it_holds_while_the_bytes_do(tmp_path: Path) -> None:
    file = tmp_path / "m.jsonl"
    file.write_bytes(b"a line\n" * 1000)
    with file.open("rb") as opened:
        note = noted(file, opened, 7, b"\x01" * 32, ["b", "a"])
        assert still_holds(note, file, opened) and not still_holds(note, tmp_path / "other", opened)
    write_note(tmp_path, note)
    assert read_note(tmp_path) == note and note.devices == ("a", "b")
    assert (tmp_path / NOTE).stat().st_mode & 0o777 == 0o600
    with file.open("ab") as more:
        more.write(b"another\n")
    with file.open("rb") as opened:
        assert still_holds(note, file, opened)
    file.write_bytes(b"a line\n" * 999 + b"A line\nmore\n")
    with file.open("rb") as opened:
        assert not still_holds(note, file, opened)
    drop_note(tmp_path)
    assert read_note(tmp_path) is None


def test_a_line_changed_in_place_is_seen_at_the_next_opening(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        write(log, 40)
        raw = bytearray(mirror_of(log).read_bytes())
        raw[600:620] = bytes(20)
        mirror_of(log).write_bytes(bytes(raw))
        os.utime(mirror_of(log), ns=(1, 1))
    with open_incident(tmp_path / "inc") as log:
        assert any("damaged" in warning or "differs" in warning for warning in log.warnings)


def test_a_record_put_back_from_an_older_copy_reads_its_mirror(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        write(log, 2)
    shutil.copy(tmp_path / "inc" / "record.db", tmp_path / "old.db")
    with open_incident(tmp_path / "inc") as log:
        made = write(log, 3)
    shutil.copy(tmp_path / "old.db", tmp_path / "inc" / "record.db")  # the note of later stays lying there
    with open_incident(tmp_path / "inc") as log:
        assert "taken over from there: 3" in log.warnings[0]
    assert faults(tmp_path / "inc", acknowledged(made)) == []


def test_words_erased_while_the_medium_was_pulled_out_are_gone_when_it_is_back(tmp_path: Path) -> None:
    """Pulled out between the entry that says so and the erasing itself: the mirror then holds every entry."""
    with begin_mirrored(tmp_path) as log:
        said = log.append(told(1))
        assert said.body is not None and log.device is not None
        before, stick = log._mirroring.erase, tmp_path / "stick"

        def pulled_out(hashes: frozenset[bytes]) -> bool:
            stick.rename(tmp_path / "pocket")
            return before(hashes)

        log._mirroring.erase = pulled_out  # type: ignore[method-assign]
        assert not erase(log, log.device, said.header.seq, role="archivist", why="names a patient").mirror_too
        mirror = mirror_of(log).name
    assert said.body.text.encode() in (tmp_path / "pocket" / mirror).read_bytes()
    (tmp_path / "pocket").rename(stick)
    with open_incident(tmp_path / "inc") as log:
        assert said.body.text.encode() not in mirror_of(log).read_bytes()
        assert any("erased words" in warning for warning in log.warnings)


@pytest.mark.parametrize("how", ["erased here", "by a merge"])
def test_who_dies_between_the_record_and_its_mirror_erases_the_words_when_he_opens_it_next(
    tmp_path: Path, how: str
) -> None:
    def died(hashes: frozenset[bytes]) -> bool:
        raise KeyboardInterrupt

    with begin_mirrored(tmp_path) as log:
        said = log.append(told(1))
        assert said.body is not None and log.device is not None
        own = bytes.fromhex(said.hash)
        log._mirroring.erase = died  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            log.erase_body(own) if how == "erased here" else log.merge(lambda here: Merged(erased=(own,)))
        assert said.body.text.encode() in mirror_of(log).read_bytes()
    with open_incident(tmp_path / "inc") as log:
        assert said.body.text.encode() not in mirror_of(log).read_bytes()


def test_a_full_disk_leaves_no_note_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "no space left")

    with begin_mirrored(tmp_path) as log:
        note = read_note(tmp_path / "inc")
        assert note is not None
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", full)
            write_note(tmp_path / "inc", note)
        assert not list((tmp_path / "inc").glob(f"{NOTE}*"))
        assert log.append(told(1)).header.seq == 2
