from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from codedark.record.merging import Chains, Merged
from codedark.store.incident_database import Database
from codedark.store.incident_folder import DATABASE
from tests.store.on_disk import begin, foreign, told, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with begin(tmp_path / "inc") as log:
        write(log, 4)
    return tmp_path / "inc"


@pytest.mark.parametrize("write_it", [True, False])
def test_reading_and_writing_connections_answer_alike(folder: Path, write_it: bool) -> None:
    database = Database(folder / DATABASE, write=write_it)
    all_rows = database.rows()
    assert [row.seq for row in all_rows] == [1, 2, 3, 4, 5] and database.last_place() == 5
    assert database.rows(after=3) == all_rows[3:]
    assert database.row(all_rows[2].device, 3) == all_rows[2] and database.row("nobody", 3) is None
    assert database.hashes() == {row.hash for row in all_rows} and database.has(all_rows[0].hash)
    assert not database.has(bytes(32)) and database.erased() == frozenset()
    assert [head.seq for head in database.heads()] == [5]
    assert [row.seq for row in database.saying('"opened"')] == [1]
    assert database.chains().rows == tuple(all_rows) and database.chains().aside == ()
    database.close()
    database.close()


def test_a_database_for_reading_refuses_every_change(folder: Path) -> None:
    database = Database(folder / DATABASE, write=False)
    changes = (
        lambda: database.set_meta("a", "b"),
        lambda: database.erase(bytes(32)),
        lambda: database.merge(lambda _: Merged()),
    )
    for change in changes:
        with pytest.raises(OSError, match="reading alone") as refused:
            change()
        assert refused.value.errno == errno.EROFS


def merged(*, aside: bool = False) -> Merged:
    made = foreign("00" * 8)
    return replace(made, rows=(), aside=made.rows) if aside else made


@pytest.mark.parametrize("aside", [True, False])
def test_what_is_merged_lies_there_with_its_device(folder: Path, aside: bool) -> None:
    database = Database(folder / DATABASE, write=True)
    found = database.merge(lambda _: merged(aside=aside))
    chains = database.chains()
    assert (chains.aside if aside else chains.rows[-1:]) == (found.aside or found.rows)
    assert [signer.name for signer in database.signers()] == ["command post 1", "ward 3"]
    database.close()


def test_a_merge_that_fails_leaves_nothing(folder: Path) -> None:
    database = Database(folder / DATABASE, write=True)
    before = database.chains()
    mine = before.rows[0]

    def doubles(_: Chains) -> Merged:
        one = merged()
        return Merged(rows=(*one.rows, mine), signers=one.signers)

    with pytest.raises(apsw.ConstraintError):
        database.merge(doubles)
    assert database.chains() == before
    database.close()


def test_an_entry_whose_making_fails_leaves_nothing(folder: Path) -> None:
    database = Database(folder / DATABASE, write=True)
    before = database.rows()

    def fails(*_: object) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        database.append(database.heads()[0].device, fails)  # type: ignore[arg-type]
    assert database.rows() == before
    database.close()


def test_erased_words_are_in_none_of_its_files(folder: Path) -> None:
    database = Database(folder / DATABASE, write=True)
    secret = b"As told."
    assert any(secret in file.read_bytes() for file in folder.iterdir())
    for row in database.rows():
        database.erase(row.hash)
    database.empty_log()
    assert len(database.erased()) == 5
    assert not any(secret in file.read_bytes() for file in folder.glob("record.db*"))
    database.close()
    assert not any(secret in file.read_bytes() for file in folder.glob("record.db*"))


def test_a_copy_is_whole_while_others_write(folder: Path, tmp_path: Path) -> None:
    database = Database(folder / DATABASE, write=True)
    database.copy_to(tmp_path / "copy.db")
    copied = Database(tmp_path / "copy.db", write=False)
    assert copied.rows() == database.rows() and copied.meta() == database.meta()
    database.close()


def test_entries_are_found_by_a_word_and_erased_ones_beside(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log:
        first, second = log.append(told(1, "oxygen")), log.append(told(1, "power"))
        log.erase_body(bytes.fromhex(second.hash))
        assert [row.hash.hex() for row in log.database.saying("oxygen")] == [first.hash]
        found = log.database.saying("oxygen", "never said", erased=True)
        assert [row.hash.hex() for row in found] == [first.hash, second.hash]
        assert log.database.hash_at(2).hex() == first.hash and log.database.hash_at(99) == b""
        assert [entry.hash for entry in log.saying('"text":')] == [entry.hash for entry in log.entries()]
