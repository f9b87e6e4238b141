from __future__ import annotations

import threading
from pathlib import Path

import psycopg
import pytest

from codedark.hospital.faults import BadHospital
from codedark.store.postgres_server import Server, server_place
from codedark.store.postgres_tables import check_form, lay_tables
from tests.store.postgres_world import PostgresWorld
from tests.store.shared_records import shared

REFUSED = [
    "UPDATE codedark.entries SET header = '\\x00' WHERE incident = '{0}'",
    "UPDATE codedark.entries SET seq = seq + 1 WHERE incident = '{0}'",
    "UPDATE codedark.entries SET body = '\\x00' WHERE incident = '{0}'",
    "UPDATE codedark.entries SET incident = 'x' WHERE incident = '{0}'",
    "DELETE FROM codedark.entries WHERE incident = '{0}'",
    "UPDATE codedark.devices SET name = 'x' WHERE incident = '{0}'",
    "DELETE FROM codedark.devices WHERE incident = '{0}'",
    "TRUNCATE codedark.entries",
    "TRUNCATE codedark.devices CASCADE",
    "TRUNCATE codedark.aside",
    "DELETE FROM codedark.aside",
]


@pytest.mark.parametrize("asked", REFUSED)
def test_nothing_recorded_is_changed_or_deleted(asked: str, postgres: PostgresWorld, tmp_path: Path) -> None:
    log, place = shared(postgres, tmp_path / "a", 2)
    with log, psycopg.connect(postgres.url) as connection:
        with pytest.raises(psycopg.Error, match="never deleted or changed"):
            connection.execute(asked.format(place.incident).encode())
        connection.rollback()
        asked = "SELECT count(*) FROM codedark.entries WHERE incident = %s AND body IS NOT NULL"
        assert connection.execute(asked, (place.incident,)).fetchone() == (3,)


def test_body_and_salt_can_be_emptied_together_and_not_alone(postgres: PostgresWorld, tmp_path: Path) -> None:
    log, place = shared(postgres, tmp_path / "a", 2)
    log.close()
    of = f"WHERE incident = '{place.incident}' AND seq = 2"
    with pytest.raises(psycopg.Error):
        postgres.sql(f"UPDATE codedark.entries SET salt = NULL {of}")  # noqa: S608
    postgres.sql(f"UPDATE codedark.entries SET body = NULL, salt = NULL {of}")  # noqa: S608
    assert postgres.sql(f"SELECT body, salt FROM codedark.entries {of}") == [(None, None)]  # noqa: S608


@pytest.mark.parametrize(
    "row",
    [
        "1, '\\x00', '\\x00', decode(repeat('00', 64), 'hex')",
        "0, decode(repeat('00', 32), 'hex'), '\\x00', decode(repeat('00', 64), 'hex')",
        "1, decode(repeat('00', 32), 'hex'), '\\x00', '\\x00'",
    ],
)
def test_what_can_be_no_entry_is_refused(row: str, postgres: PostgresWorld, tmp_path: Path) -> None:
    log, place = shared(postgres, tmp_path / "a")
    log.close()
    columns = "(incident, device, seq, hash, header, signature)"
    with pytest.raises(psycopg.errors.CheckViolation):
        postgres.sql(f"INSERT INTO codedark.entries {columns} VALUES ('{place.incident}', '{log.device}', {row})")  # noqa: S608


def test_two_that_lay_the_tables_at_once_lay_them_once(postgres: PostgresWorld) -> None:
    postgres.sql("DROP SCHEMA IF EXISTS codedark CASCADE")
    servers = [Server(server_place(postgres.url)) for _ in range(4)]
    failed: list[BaseException] = []

    def lay(server: Server) -> None:
        try:
            server.run(lambda cursor: lay_tables(cursor, "here"))
        except BaseException as why:
            failed.append(why)

    threads = [threading.Thread(target=lay, args=(server,)) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for server in servers:
        server.close()
    assert not failed
    assert postgres.sql("SELECT form FROM codedark.forms") == [(1,)]


def test_a_server_without_tables_or_with_another_form_is_said(postgres: PostgresWorld) -> None:
    server = Server(server_place(postgres.url))
    try:
        server.run(lambda cursor: lay_tables(cursor, "here"))
        with pytest.raises(BadHospital, match="of form 9"):
            server.run(
                lambda cursor: [cursor.execute("UPDATE codedark.forms SET form = 9"), check_form(cursor, "here")]
            )
        server.run(lambda cursor: check_form(cursor, "here"))
        with pytest.raises(BadHospital, match="no record lies on this server"):
            server.run(lambda cursor: [cursor.execute("DROP SCHEMA codedark CASCADE"), check_form(cursor, "here")])
    finally:
        server.close()
