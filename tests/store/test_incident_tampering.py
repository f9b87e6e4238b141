"""An owner of the files, without the triggers and with all the time in the world: what was done is found and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.record.finding import FindingKind
from codedark.record.head_words import Witness, head_words, read_head_words
from codedark.record.row import Row
from codedark.record.verifying import differences, verify
from codedark.store.incident_folder import KEY
from codedark.store.incident_log import open_incident
from codedark.store.incident_mirror import entry_line, read_mirror, signer_line
from tests.record.making import key
from tests.record.tampering import rewritten, said_anew
from tests.store.on_disk import begin_mirrored, tamper, write

LIES = b'{"text":"Nothing happened."}'
Found = list[tuple[FindingKind, int, int]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A record of ten entries with a mirror, and its head on paper."""
    with begin_mirrored(tmp_path) as log:
        write(log, 9)
        (tmp_path / "paper").write_text(head_words(log.heads()[0]))
    return tmp_path


def own_key(place: Path) -> Ed25519PrivateKey:
    private = serialization.load_pem_private_key((place / "inc" / KEY).read_bytes(), password=None)
    assert isinstance(private, Ed25519PrivateKey)
    return private


def found(place: Path, *, paper: bool = False) -> Found:
    heads: list[Witness] = [read_head_words((place / "paper").read_text())] if paper else []
    with open_incident(place / "inc", write=False) as log:
        publics = {signer.device: signer.public for signer in log.signers()}
        told = verify(log.rows(), publics, heads, incident=log.incident)
        assert log.mirror_path is not None
        told += differences(log.rows(), read_mirror(log.mirror_path.read_bytes()).rows)
    return [(one.kind, one.seq, one.last_seq) for one in told if one.fault]


def change_both(place: Path, changed: Callable[[Sequence[Row]], Sequence[Row]]) -> None:
    """Put other rows into database and mirror alike."""
    with open_incident(place / "inc", write=False) as log:
        rows, signers, mirror = log.rows(), log.signers(), log.mirror_path
    made = changed(rows)
    assert mirror is not None
    mirror.write_bytes(b"".join([*map(signer_line, signers), *map(entry_line, made)]))
    columns = "device, seq, hash, header, signature, body, salt"
    values = [", ".join(_literal(value) for value in row) for row in made]
    inserts = [f"INSERT INTO entries ({columns}) VALUES ({told})" for told in values]  # noqa: S608 (our own rows)
    tamper(place / "inc", "DELETE FROM entries", *inserts)


def _literal(value: str | int | bytes | None) -> str:
    if value is None:
        return "NULL"
    return f"x'{value.hex()}'" if isinstance(value, bytes) else f"'{value}'" if isinstance(value, str) else str(value)


def test_a_record_nobody_touched_holds(place: Path) -> None:
    assert found(place, paper=True) == []


def test_edited_words_are_named_in_the_record_and_against_the_mirror(place: Path) -> None:
    tamper(place / "inc", "UPDATE entries SET body = CAST(replace(body, 'As told', 'As lied') AS BLOB) WHERE seq = 5")
    assert found(place) == [(FindingKind.EDITED_BODY, 5, 5), (FindingKind.MIRROR_DIFFERS, 5, 5)]


def test_an_edited_header_is_named(place: Path) -> None:
    statement = (
        "UPDATE entries SET header = CAST(replace(header, 'incident-commander', 'somebody') AS BLOB) WHERE seq = 5"
    )
    tamper(place / "inc", statement)
    assert found(place)[0] == (FindingKind.EDITED_HEADER, 5, 5)


def test_a_deleted_entry_is_named(place: Path) -> None:
    tamper(place / "inc", "DELETE FROM entries WHERE seq = 5")
    assert found(place) == [(FindingKind.MISSING, 5, 5), (FindingKind.ONLY_IN_MIRROR, 5, 5)]


def test_a_deleted_entry_is_missed_in_record_and_mirror(place: Path) -> None:
    change_both(place, lambda rows: [row for row in rows if row.seq != 5])
    assert found(place) == [(FindingKind.MISSING, 5, 5)]


def test_a_changed_order_is_named(place: Path) -> None:
    swap = "UPDATE entries SET seq = CASE seq WHEN 104 THEN 7 ELSE 4 END WHERE seq IN (104, 107)"
    tamper(place / "inc", "UPDATE entries SET seq = seq + 100 WHERE seq IN (4, 7)", swap)
    assert [one for one in found(place) if one[0] is FindingKind.MISPLACED] == [
        (FindingKind.MISPLACED, 4, 4),
        (FindingKind.MISPLACED, 7, 7),
    ]


def test_an_inserted_entry_is_named(place: Path) -> None:
    def slipped_in(rows: Sequence[Row]) -> list[Row]:
        slipped = said_anew(rows[4], LIES, key(9))
        return [*rows[:4], slipped, *[row._replace(seq=row.seq + 1) for row in rows[4:]]]

    change_both(place, slipped_in)
    assert (FindingKind.INSERTED, 5, 5) in found(place)


def test_a_chain_signed_with_another_key_is_named(place: Path) -> None:
    change_both(place, lambda rows: rewritten(rows, 3, LIES, key(9)))
    assert found(place) == [(FindingKind.FALSE_SIGNATURE, 4, 10)]
    assert found(place, paper=True) == [(FindingKind.FALSE_SIGNATURE, 4, 10), (FindingKind.REPLACED, 10, 10)]


def test_a_chain_signed_with_another_key_that_is_put_in_the_place_of_the_devices_is_named(place: Path) -> None:
    change_both(place, lambda rows: rewritten(rows, 0, LIES, key(9)))
    public = key(9).public_key().public_bytes_raw().hex()
    tamper(place / "inc", f"UPDATE devices SET public = '{public}'")  # noqa: S608 (a key)
    assert found(place) == [(FindingKind.UNKNOWN_DEVICE, 0, 0)]


def test_a_chain_written_anew_with_its_own_key_is_found_by_the_head_on_paper(place: Path) -> None:
    change_both(place, lambda rows: rewritten(rows, 3, LIES, own_key(place)))
    assert found(place) == []
    assert found(place, paper=True) == [(FindingKind.REPLACED, 10, 10)]


def test_the_last_three_entries_dropped_from_both_are_found_by_the_head_on_paper(place: Path) -> None:
    change_both(place, lambda rows: rows[:-3])
    assert found(place) == []
    assert found(place, paper=True) == [(FindingKind.CUT_OFF, 8, 10)]


def test_an_entry_that_is_gone_from_the_mirror_alone_is_told(place: Path) -> None:
    (mirror,) = (place / "stick").iterdir()
    lines = mirror.read_bytes().splitlines(keepends=True)
    mirror.write_bytes(b"".join(lines[:5] + lines[6:]))
    assert found(place) == [(FindingKind.MIRROR_LACKS, 5, 5)]
