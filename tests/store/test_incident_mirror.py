from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from codedark.record.row import Row, Signer
from codedark.store.incident_mirror import (
    Mirror,
    NotOurs,
    belongs_elsewhere,
    entry_line,
    mirror_file,
    read_mirror,
    signer_line,
)
from tests.record.making import INCIDENT
from tests.record.tampering import publics, rows
from tests.store.failing_disk import FullMedium

SIGNER = Signer(*next(iter(publics().items())), "command post 1")


def begun(folder: Path, some: list[Row]) -> Mirror:
    mirror = Mirror(folder, INCIDENT)
    mirror.begin()
    mirror.look()
    mirror.bring_up([SIGNER], some, len(some))
    return mirror


def test_a_line_holds_the_bytes_that_were_hashed_as_text() -> None:
    row = rows()[3]
    line = msgspec.json.decode(entry_line(row))
    assert list(line) == ["device", "seq", "hash", "header", "signature", "body", "salt"]
    assert line["header"].encode() == row.header and line["body"].encode() == (row.body or b"")
    assert msgspec.json.decode(signer_line(SIGNER)) == SIGNER._asdict()


def test_what_was_written_is_read_back_erased_entries_too() -> None:
    some = [row._replace(body=None, salt=None) if row.seq == 3 else row for row in rows()]
    read = read_mirror(b"".join([signer_line(SIGNER), *map(entry_line, some)]))
    assert read.rows == some and read.signers == [SIGNER] and read.damaged == [] and not read.torn


@pytest.mark.parametrize(
    "bad", [b"{", b"null", b"{}", b'{"device":"x","hash":"zz","header":"h"}', b"\xff\xfe", b'{"device":1}', b""]
)
def test_a_line_that_cannot_be_read_is_numbered_and_the_others_are_read(bad: bytes) -> None:
    some = rows(2)
    read = read_mirror(entry_line(some[0]) + bad + b"\n" + entry_line(some[1]))
    assert read.rows == some[:2] and read.damaged == [2]


def test_a_torn_last_line_is_cut_off_and_written_anew(tmp_path: Path) -> None:
    some = rows(4)
    begun(tmp_path, some)
    file = mirror_file(tmp_path, INCIDENT)
    whole = file.read_bytes()
    for cut in (1, 2, 40, len(entry_line(some[-1])) - 1):
        file.write_bytes(whole[:-cut])
        mirror = Mirror(tmp_path, INCIDENT)
        read = mirror.look()
        assert read.torn == (cut > 1)  # without its line end alone it is whole
        mirror.bring_up([SIGNER], some, len(some))
        assert file.read_bytes() == whole


def test_only_what_is_new_is_read_and_written(tmp_path: Path) -> None:
    some = rows(5)
    mirror = begun(tmp_path, some[:3])
    assert mirror.look().rows == []
    begun(tmp_path, some[:4])  # another process writes the fourth
    assert mirror.look().rows == [some[3]]
    assert mirror.bring_up([SIGNER], some[3:], len(some)) == 2
    assert read_mirror(mirror.file.read_bytes()).rows == some


def test_a_mirror_that_shrank_or_was_replaced_is_read_anew(tmp_path: Path) -> None:
    some = rows(4)
    mirror = begun(tmp_path, some)
    raw = mirror.file.read_bytes()
    mirror.file.unlink()
    mirror.file.write_bytes(raw[: raw.index(b"\n", 600) + 1])
    assert mirror.look().rows == some[:1] and mirror.place == 0
    assert mirror.bring_up([SIGNER], some, len(some)) == len(some) - 1


def test_a_medium_that_is_gone_is_not_begun_anew(tmp_path: Path) -> None:
    some = rows(2)
    mirror = begun(tmp_path, some)
    mirror.file.unlink()
    with pytest.raises(FileNotFoundError):
        mirror.look()
    assert not mirror.file.exists()


def test_another_incidents_mirror_is_refused_and_left_alone(tmp_path: Path) -> None:
    some = rows(2)
    begun(tmp_path, some)
    file = mirror_file(tmp_path, INCIDENT).rename(mirror_file(tmp_path, "ff" * 8))
    before = file.read_bytes()
    assert belongs_elsewhere(file, "ff" * 8) and not belongs_elsewhere(file, INCIDENT)
    with pytest.raises(NotOurs, match="another incident"):
        Mirror(tmp_path, "ff" * 8).look()
    assert file.read_bytes() == before
    assert not belongs_elsewhere(tmp_path / "nowhere", INCIDENT)


@pytest.mark.parametrize("step", range(3))
def test_a_full_medium_takes_back_what_was_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    some = rows(4)
    mirror = begun(tmp_path, some[:2])
    before = mirror.file.read_bytes()
    with monkeypatch.context() as patch:
        medium = FullMedium(step, patch)
        if step < 2:
            with pytest.raises(OSError, match="No space"):
                mirror.bring_up([SIGNER], some[2:], len(some))
            assert medium.failures and mirror.file.read_bytes() == before
        else:
            mirror.bring_up([SIGNER], some[2:], len(some))
            assert not medium.failures
    mirror.forget()
    mirror.look()
    mirror.bring_up([SIGNER], some, len(some))
    assert read_mirror(mirror.file.read_bytes()).rows == some


def test_erased_words_are_gone_from_the_file(tmp_path: Path) -> None:
    some = rows(3)
    mirror = begun(tmp_path, some)
    mirror.file.chmod(0o640)
    assert mirror.without_body(frozenset({some[1].hash}))
    read = read_mirror(mirror.file.read_bytes())
    assert [row.body is None for row in read.rows] == [False, True, False, False]
    assert read.signers == [SIGNER] and mirror.file.stat().st_mode & 0o777 == 0o640
    assert not mirror.without_body(frozenset({some[1].hash}))
    assert [file.name for file in tmp_path.iterdir()] == [mirror.file.name]


@pytest.mark.parametrize("nested", [b"[" * 200_000, b'{"a":' * 200_000])
def test_a_line_nested_without_end_is_a_line_that_cannot_be_read(nested: bytes) -> None:
    read = read_mirror(b'{"device":"x","more":' + nested + b"\n" + entry_line(rows(1)[0]))
    assert read.damaged == [1] and read.rows == rows(1)[:1]


def test_a_link_or_a_pipe_in_its_place_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    some, victim = rows(2), tmp_path / "victim"
    mirror = begun(tmp_path, some[:1])
    for lay in (lambda: mirror.file.symlink_to(victim), lambda: os.mkfifo(mirror.file)):
        victim.write_bytes(b"somebody's own, without a line end")
        mirror.file.unlink()
        lay()
        mirror.forget()
        for ask in (mirror.look, lambda: mirror.bring_up([], some, 2), lambda: mirror.without_body(frozenset())):
            with pytest.raises(OSError):
                ask()
        with pytest.raises(OSError):
            belongs_elsewhere(mirror.file, INCIDENT)
        assert victim.read_bytes() == b"somebody's own, without a line end"


def test_a_name_that_leads_elsewhere_names_no_mirror(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16 hexadecimal digits"):
        mirror_file(tmp_path, "../../elsewhere")
