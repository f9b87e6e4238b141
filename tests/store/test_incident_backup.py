from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import apsw
import pytest

from codedark.hospital.faults import BadHospital
from codedark.record.head_words import head_words, read_head_words
from codedark.store import incident_backup
from codedark.store.age_file import decrypted, encrypted, new_identity
from codedark.store.incident_backup import BACKUP, backup, open_backup, read_plain, restore
from codedark.store.incident_log import open_incident
from codedark.store.incident_merging import merge
from codedark.store.incident_schema import APPLICATION_ID
from tests.record.making import draft
from tests.store.incidents import faults, hashes, incident, tell

WHO = {"role": "incident-commander", "device_name": "the second laptop", "ballast_bytes": 0}


@pytest.fixture
def keys() -> tuple[str, str]:
    return new_identity()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_a_backup_holds_everything_and_opens_with_its_identity_alone(
    tmp_path: Path, stick: Path, keys: tuple[str, str]
) -> None:
    with incident(tmp_path / "a", 4) as log:
        made = backup(log, stick, recipients=[keys[1]])
        assert made.entries_count == 5 and made.heads == log.heads() and not made.findings
        opened = open_backup(made.path, identity=keys[0])
        assert (opened.incident, opened.chains) == (log.incident, log.chains())
        assert opened.sha256 == made.sha256 and opened.made_at == f"{made.made_at:%Y-%m-%dT%H:%M:%SZ}"
    assert made.path.name.startswith(log.incident) and made.path.suffix == ".age"
    assert [p.name for p in stick.iterdir()] == [made.path.name]
    for wrong, said in (({"identity": new_identity()[0]}, "another identity"), ({}, "none was given")):
        with pytest.raises(BadHospital, match=said):
            open_backup(made.path, **wrong)


def test_neither_the_devices_key_nor_a_word_of_the_record_lies_on_the_stick(
    tmp_path: Path, stick: Path, keys: tuple[str, str]
) -> None:
    with incident(tmp_path / "a") as log:
        log.append(draft(text="The pharmacy is closed."))
        made = backup(log, stick, recipients=[keys[1]])
    sealed = made.path.read_bytes()
    plain = decrypted(sealed, keys[0])
    assert b"pharmacy" in plain and b"pharmacy" not in sealed
    key = (tmp_path / "a" / "device.key").read_bytes()
    assert b"PRIVATE" not in plain and key not in plain


def test_other_programs_read_what_was_decrypted(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    with incident(tmp_path / "a", 3) as log:
        made = backup(log, stick, recipients=[keys[1]])
    (tmp_path / "plain.db").write_bytes(decrypted(made.path.read_bytes(), keys[0]))
    with sqlite3.connect(tmp_path / "plain.db") as connection:
        assert connection.execute("SELECT count(*) FROM entries").fetchone() == (4,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_several_recipients_or_a_passphrase(tmp_path: Path, stick: Path) -> None:
    (one, to_one), (two, to_two) = new_identity(), new_identity()
    with incident(tmp_path / "a", 1) as log:
        made = backup(log, stick, recipients=[to_one, to_two])
        assert open_backup(made.path, identity=one).chains == open_backup(made.path, identity=two).chains
        locked = backup(log, stick, passphrase="three words here")  # noqa: S106 (invented)
        assert locked.path != made.path
        assert open_backup(locked.path, passphrase="three words here").chains == log.chains()  # noqa: S106
        with pytest.raises(BadHospital, match="opens with a passphrase, and none"):
            open_backup(locked.path, identity=one)


def test_what_was_asked_wrongly_is_said_at_once_and_nothing_is_written(tmp_path: Path, stick: Path) -> None:
    with incident(tmp_path / "a") as log:
        with pytest.raises(BadHospital) as bad:
            backup(log, tmp_path / "no")
        assert len(bad.value.faults) == 2
        with pytest.raises(BadHospital, match="age1nobody"):
            backup(log, stick, recipients=["age1nobody"])
    assert not list(stick.iterdir())


def test_two_backups_within_a_second_are_two_files(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    with incident(tmp_path / "a") as log:
        assert len({backup(log, stick, recipients=[keys[1]]).path for _ in range(3)}) == 3


def test_a_stick_that_reads_back_otherwise_is_no_backup(
    tmp_path: Path, stick: Path, keys: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incident_backup, "write_whole", lambda file, raw: file.write_bytes(raw[:-1]))
    with incident(tmp_path / "a") as log, pytest.raises(OSError, match="reads back otherwise"):
        backup(log, stick, recipients=[keys[1]])
    assert not list(stick.iterdir())


def test_a_backup_is_of_one_moment_while_another_writes(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    with incident(tmp_path / "a", 30) as log, open_incident(tmp_path / "a", write=False) as seen:
        writer = threading.Thread(target=tell, args=(log, 40))
        writer.start()
        made = [backup(seen, stick, recipients=[keys[1]]) for _ in range(4)]
        writer.join()
    for one in made:
        chains = open_backup(one.path, identity=keys[0]).chains
        assert not faults(chains, log.incident)
        assert [row.seq for row in chains.rows] == list(range(1, one.entries_count + 1))


def test_a_damaged_record_is_not_backed_up_but_salvaged(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    incident(tmp_path / "a", 60).close()
    file = tmp_path / "a" / "record.db"
    raw = bytearray(file.read_bytes())
    raw[4096 * 6 : 4096 * 7] = bytes(4096)
    file.write_bytes(raw)
    with open_incident(tmp_path / "a") as log, pytest.raises(BadHospital, match="salvage"):
        backup(log, stick, recipients=[keys[1]])
    assert not list(stick.iterdir())


@pytest.mark.parametrize("damage", [lambda raw: raw[:-9], lambda raw: raw[:300] + b"\0" + raw[301:], lambda raw: b"PK"])
def test_a_damaged_backup_says_so_and_makes_nothing(
    damage: object, tmp_path: Path, stick: Path, keys: tuple[str, str]
) -> None:
    with incident(tmp_path / "a") as log:
        made = backup(log, stick, recipients=[keys[1]])
    made.path.write_bytes(damage(made.path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(BadHospital):
        restore(made.path, tmp_path / "b", identity=keys[0], **WHO)  # type: ignore[arg-type]
    assert not (tmp_path / "b").exists()


def test_what_opens_and_is_no_record_is_said(tmp_path: Path, keys: tuple[str, str]) -> None:
    for name, raw in (("a.age", b"notes"), ("b.age", b"SQLite format 3\x00" + bytes(4080))):
        (tmp_path / name).write_bytes(encrypted(raw, keys[1]))
        with pytest.raises(BadHospital, match=r"no record|not a record"):
            open_backup(tmp_path / name, identity=keys[0])
    with pytest.raises(BadHospital):
        read_plain(b"", "here")


def test_a_restored_record_is_the_same_and_goes_on_with_a_chain_of_its_own(
    tmp_path: Path, stick: Path, keys: tuple[str, str]
) -> None:
    with incident(tmp_path / "a", 3) as log:
        made = backup(log, stick, recipients=[keys[1]])
        before = hashes(log)
        head = log.heads()[0]
    with restore(made.path, tmp_path / "b", identity=keys[0], heads=[head], **WHO) as back:  # type: ignore[arg-type]
        assert hashes(back) > before and back.warnings == [] and back.about == log.about
        first = back.entries()[-1]
        assert first.header.role == "incident-commander" and first.body is not None
        assert first.body.details[BACKUP] == made.sha256
        assert head_words(head) in first.body.text and "Missing" not in first.body.text
        back.append(draft())
        assert not faults(back.chains(), back.incident)


def test_what_paper_saw_and_the_backup_lacks_is_named(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    with incident(tmp_path / "a", 3) as log:
        made = backup(log, stick, recipients=[keys[1]])
        tell(log, 3)
        typed = read_head_words(head_words(log.heads()[0]))
        with restore(made.path, tmp_path / "b", identity=keys[0], heads=[typed], **WHO) as back:  # type: ignore[arg-type]
            (said,) = back.warnings
            assert "entry 5 to 7" in said and str(log.device) in said
            assert back.entries()[-1].body is not None and "entry 5 to 7" in back.entries()[-1].body.text
            assert merge(back, tmp_path / "a").entries_count == 3
            assert hashes(back) > hashes(log)


def test_what_the_mirror_has_beyond_the_backup_comes_along(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    with incident(tmp_path / "a", 2, mirror=stick) as log:
        (tmp_path / "out").mkdir()
        made = backup(log, tmp_path / "out", recipients=[keys[1]])
        tell(log, 3)
        told, head = hashes(log), log.heads()[0]
    where = {"identity": keys[0], "heads": [head], "mirror": stick, **WHO}
    with restore(made.path, tmp_path / "b", **where) as back:  # type: ignore[arg-type]
        assert hashes(back) > told
        assert not [said for said in back.warnings if "same disk" not in said and "behind" not in said]


def test_a_folder_in_use_is_refused(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    with incident(tmp_path / "a") as log:
        made = backup(log, stick, recipients=[keys[1]])
        with pytest.raises(BadHospital, match="not empty"):
            restore(made.path, tmp_path / "a", identity=keys[0], **WHO)  # type: ignore[arg-type]
        assert len(log.entries()) == 1


def test_a_forged_entry_in_a_backup_stays_out_and_is_told(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    """Whoever has the recipient, which is public, can make a backup; not the signatures in it."""
    with incident(tmp_path / "a", 3) as log:
        made = backup(log, stick, recipients=[keys[1]])
    forged = apsw.Connection(":memory:")
    forged.deserialize("main", decrypted(made.path.read_bytes(), keys[0]))
    forged.execute("DROP TRIGGER entries_are_only_erased")
    forged.execute("UPDATE entries SET signature = zeroblob(64) WHERE seq = 3")
    made.path.write_bytes(encrypted(bytes(forged.serialize("main")), keys[1]))
    forged.close()
    with restore(made.path, tmp_path / "b", identity=keys[0], **WHO) as back:  # type: ignore[arg-type]
        assert [e.header.seq for e in back.entries() if e.header.device == log.device] == [1, 2, 4]
        assert any("entry 3" in said and "signature" in said for said in back.warnings)


def test_a_forged_backup_leads_nowhere_and_fills_no_memory(tmp_path: Path, stick: Path, keys: tuple[str, str]) -> None:
    """Whoever has the recipient, which is public, can make one."""
    with incident(tmp_path / "a", 1) as log:
        plain = decrypted(backup(log, stick, recipients=[keys[1]]).path.read_bytes(), keys[0])
    elsewhere = plain.replace(log.incident.encode(), b"../../../else/xx")
    (stick / "elsewhere.age").write_bytes(encrypted(elsewhere, keys[1]))
    with pytest.raises(BadHospital, match="does not say of which incident"):
        open_backup(stick / "elsewhere.age", identity=keys[0])
    with sqlite3.connect(tmp_path / "bomb.db") as bomb:
        bomb.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        bomb.executescript(
            "PRAGMA user_version = 1; CREATE TABLE meta (key, value); CREATE TABLE devices (device, public, name);"
            "CREATE TABLE aside (x);"
            "CREATE VIEW entries AS WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t)"
            " SELECT x place, 'd' device, x seq, 1 hash, 1 header, 1 signature, 1 body, 1 salt FROM t;"
        )
        bomb.execute("INSERT INTO meta VALUES ('incident', ?)", (log.incident,))
    bomb.close()
    (stick / "bomb.age").write_bytes(encrypted((tmp_path / "bomb.db").read_bytes(), keys[1]))
    with pytest.raises(BadHospital, match="not those of a record"):
        open_backup(stick / "bomb.age", identity=keys[0])


def test_a_backup_larger_than_what_is_read_is_said_when_it_is_made(
    tmp_path: Path, stick: Path, keys: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incident_backup, "RECORD_BYTES_MAX", 1000)
    with incident(tmp_path / "a") as log:
        made = backup(log, stick, recipients=[keys[1]])
        assert any("larger than `restore` reads" in warning for warning in log.warnings)
    with pytest.raises(BadHospital, match="at most"):
        open_backup(made.path, identity=keys[0])
