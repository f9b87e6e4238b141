from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from codedark.record.merging import heads_of
from codedark.record.row import Signer
from codedark.store.postgres_rows import (
    add_aside,
    add_rows,
    add_signer,
    chains_in,
    erase,
    has,
    heads_in,
    rows_in,
    signers_in,
    take_turn,
)
from codedark.store.postgres_tables import lay_tables
from tests.record.making import key, pen
from tests.record.test_merging import rows
from tests.store.postgres_world import PostgresWorld, postgres_world

HERE = "00112233aabbccdd"
ONE = Signer(pen(1).device, key(1).public_key().public_bytes_raw().hex(), "Poste de commandement é")


@pytest.fixture(scope="module")
def plain() -> Iterator[PostgresWorld]:
    """A server whose database knows no encoding, as a bare `initdb` under LANG=C makes it."""
    with postgres_world("SQL_ASCII") as world:
        yield world


@pytest.fixture
def cursor(plain: PostgresWorld, tmp_path: Path) -> Iterator[psycopg.Cursor[tuple[object, ...]]]:
    with psycopg.connect(plain.url, client_encoding="utf8") as connection, connection.cursor() as made:
        lay_tables(made, "here")
        add_signer(made, HERE, ONE)
        yield made
        connection.rollback()


def test_what_goes_in_comes_out_byte_for_byte(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
    told = rows(1, 4)
    add_rows(cursor, HERE, told)
    add_aside(cursor, HERE, told[:1])
    add_aside(cursor, HERE, told[:1])
    assert rows_in(cursor, HERE) == told
    assert signers_in(cursor, HERE) == (ONE,)
    assert heads_in(cursor, HERE) == heads_of(told)
    chains = chains_in(cursor, HERE)
    assert (chains.rows, chains.signers, chains.aside) == (tuple(told), {ONE.device: ONE}, tuple(told[:1]))


def test_one_incident_sees_nothing_of_another(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
    add_rows(cursor, HERE, rows(1, 2))
    assert rows_in(cursor, "f" * 16) == [] and heads_in(cursor, "f" * 16) == () and not signers_in(cursor, "f" * 16)


def test_entries_are_found_by_a_word_in_them(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
    add_rows(cursor, HERE, rows(1, 4))
    assert [row.seq for row in rows_in(cursor, HERE, saying="told 3")] == [3]


def test_a_number_is_given_once(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
    add_rows(cursor, HERE, rows(1, 1))
    with pytest.raises(psycopg.errors.UniqueViolation):
        add_rows(cursor, HERE, [rows(1, 1)[0]._replace(hash=bytes(32))])


def test_words_are_emptied_and_the_entry_stays(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
    told = rows(1, 2)
    add_rows(cursor, HERE, told)
    erase(cursor, HERE, [told[0].hash])
    assert rows_in(cursor, HERE) == [told[0]._replace(body=None, salt=None), told[1]]
    assert has(cursor, told[0] and heads_of(told[:1])[0]) and not has(cursor, heads_of(rows(1, 3))[0])


def test_a_turn_is_waited_for(cursor: psycopg.Cursor[tuple[object, ...]], plain: PostgresWorld) -> None:
    take_turn(cursor, "one device")
    with psycopg.connect(plain.url) as other:
        other.execute("SET lock_timeout = '50ms'")
        take_turn(other.cursor(), "another device")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            take_turn(other.cursor(), "one device")
        other.rollback()
