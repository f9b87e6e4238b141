from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from codedark.hospital.faults import BadHospital
from codedark.store.incident_folder import DATABASE
from codedark.store.incident_log import open_incident
from codedark.store.incident_schema import APPLICATION_ID, FORM, check_form, is_incident, settings_of
from tests.store.on_disk import begin, write


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[apsw.Connection]:
    with begin(tmp_path / "inc") as log:
        write(log, 2)
    opened = apsw.Connection(str(tmp_path / "inc" / DATABASE))
    yield opened
    opened.close()


REFUSED = {
    "DELETE FROM entries": "never deleted",
    "DELETE FROM entries WHERE seq = 3": "never deleted",
    "UPDATE entries SET seq = 9 WHERE seq = 2": "body and salt",
    "UPDATE entries SET device = 'x' WHERE seq = 2": "body and salt",
    "UPDATE entries SET header = x'00' WHERE seq = 2": "body and salt",
    "UPDATE entries SET hash = zeroblob(32) WHERE seq = 2": "body and salt",
    "UPDATE entries SET signature = zeroblob(64) WHERE seq = 2": "body and salt",
    "UPDATE entries SET place = 99 WHERE seq = 2": "body and salt",
    "UPDATE entries SET body = x'00' WHERE seq = 2": "body and salt",
    "UPDATE entries SET body = NULL WHERE seq = 2": "body and salt",
    "UPDATE entries SET salt = NULL WHERE seq = 2": "body and salt",
    "REPLACE INTO entries SELECT * FROM entries WHERE seq = 2": "there already",
    "INSERT INTO entries (device, seq, hash, header, signature) "
    "SELECT device, seq, zeroblob(32), header, signature FROM entries WHERE seq = 2": "there already",
    "UPDATE devices SET public = 'x'": "never changed",
    "DELETE FROM devices": "never deleted",
    "REPLACE INTO devices SELECT * FROM devices": "there already",
}


@pytest.mark.parametrize("statement", REFUSED)
def test_nothing_recorded_is_changed_or_taken_away(connection: apsw.Connection, statement: str) -> None:
    before = connection.execute("SELECT * FROM entries").fetchall()
    with pytest.raises(apsw.ConstraintError, match=REFUSED[statement]):
        connection.execute(statement)
    assert connection.execute("SELECT * FROM entries").fetchall() == before


def test_words_and_salt_can_be_erased_together_and_once_only(connection: apsw.Connection) -> None:
    connection.execute("UPDATE entries SET body = NULL, salt = NULL WHERE seq = 2")
    assert connection.execute("SELECT body, salt FROM entries WHERE seq = 2").fetchall() == [(None, None)]
    with pytest.raises(apsw.ConstraintError):
        connection.execute("UPDATE entries SET body = x'00', salt = zeroblob(16) WHERE seq = 2")


def test_what_was_kept_aside_stays(connection: apsw.Connection) -> None:
    connection.execute("INSERT INTO aside SELECT * FROM entries WHERE seq = 2")
    for statement in ("DELETE FROM aside", "UPDATE aside SET seq = 5"):
        with pytest.raises(apsw.ConstraintError, match="kept aside"):
            connection.execute(statement)


def test_any_tool_sees_whose_file_it_is_and_it_is_kept_with_full_syncs(connection: apsw.Connection) -> None:
    assert connection.pragma("application_id") == APPLICATION_ID
    assert connection.pragma("user_version") == FORM
    assert connection.pragma("journal_mode") == "wal"
    settings_of(connection)
    assert connection.pragma("synchronous") == 2 and connection.pragma("secure_delete") == 1


def test_a_view_under_a_tables_name_is_not_read(connection: apsw.Connection) -> None:
    check_form(connection, "here")
    connection.execute("DROP TABLE aside")
    connection.execute(
        "CREATE VIEW aside AS WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT x FROM t"
    )
    with pytest.raises(apsw.CorruptError, match="not those of a record"):
        check_form(connection, "here")


def test_triggers_that_are_gone_refuse_nothing_for_the_chain_tells_what_was_done(connection: apsw.Connection) -> None:
    connection.execute("DROP TRIGGER entries_stay")
    check_form(connection, "here")


def test_an_incident_is_named_by_16_digits_and_nothing_that_leads_elsewhere(
    connection: apsw.Connection, tmp_path: Path
) -> None:
    assert is_incident("0123456789abcdef") and not any(map(is_incident, ("", "../x", "0123456789ABCDEF", "0" * 17)))
    connection.execute("UPDATE meta SET value = '../../elsewhere' WHERE key = 'incident'")
    with pytest.raises(BadHospital, match="does not say of which incident"):
        open_incident(tmp_path / "inc", write=False)
