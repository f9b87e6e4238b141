from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from codedark.divert.notice_kept import kept_as_json
from codedark.hospital.faults import BadHospital
from codedark.store import snapshot
from codedark.store.notice_file import book_in_hand, read_book
from tests.divert.test_notice_kept import kept


def put(file: Path) -> Path:
    with book_in_hand(file, new=True) as hand:
        assert hand.kept is None
        hand.put(kept())
    return file


def test_a_new_book_is_readable_by_its_owner_alone_and_comes_back(tmp_path: Path) -> None:
    file = put(tmp_path / "book.json")
    assert read_book(file) == kept() and file.stat().st_mode & 0o777 == 0o600
    with book_in_hand(file) as hand:
        assert hand.kept == kept()


def test_who_could_read_the_old_one_can_read_the_new_one(tmp_path: Path) -> None:
    file = put(tmp_path / "book.json")
    file.chmod(0o664)
    put_again = replace(kept(), hospital="South")
    with book_in_hand(file) as hand:
        hand.put(put_again)
        assert hand.kept == put_again
    assert read_book(file).hospital == "South" and file.stat().st_mode & 0o777 == 0o664


def test_a_damaged_book_is_refused_with_every_fault_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "book.json"
    raw = kept_as_json(kept()).replace(b'"number": 1', b'"number": 7').replace(b"Europe/Brussels", b"Nowhere")
    file.write_bytes(raw)
    for new in (True, False):
        with pytest.raises(BadHospital) as bad, book_in_hand(file, new=new):
            pytest.fail("it was read")
    assert [one.file for one in bad.value.faults] == [f"{file} $.timezone"]
    file.write_bytes(raw.replace(b"Nowhere", b"Europe/Brussels"))
    with pytest.raises(BadHospital) as bad:
        read_book(file)
    assert [one.file.split("$")[1] for one in bad.value.faults] == [
        ".notices[0].number", ".acknowledged[0].number", ".repeated[0].number"
    ]  # fmt: skip
    assert b'"number": 7' in file.read_bytes()


@pytest.mark.parametrize("raw", [b"", b"{}"])
def test_an_empty_file_is_no_empty_book(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "book.json"
    file.write_bytes(raw)
    with pytest.raises(BadHospital), book_in_hand(file, new=True):
        pytest.fail("it was read")
    assert file.read_bytes() == raw


def test_a_mistyped_name_leaves_nothing_behind(tmp_path: Path) -> None:
    for file in (tmp_path / "none.json", tmp_path / "no" / "book.json", tmp_path):
        with pytest.raises(BadHospital), book_in_hand(file):
            pytest.fail("it was read")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path / "book.json")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"), book_in_hand(file) as hand:
        hand.put(replace(kept(), hospital="South"))
    assert read_book(file) == kept()
    assert sorted(one.name for one in tmp_path.iterdir()) == [".book.json.lock", "book.json"]


def test_a_link_to_a_book_stays_a_link(tmp_path: Path) -> None:
    file = put(tmp_path / "book.json")
    link = tmp_path / "link.json"
    link.symlink_to(file)
    with book_in_hand(link) as hand:
        hand.put(replace(kept(), hospital="South"))
    assert link.is_symlink() and read_book(file).hospital == "South"
