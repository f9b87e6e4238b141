from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from codedark.hospital.faults import BadHospital
from codedark.store.postgres_server import MaybeKept, Server, is_server, server_place
from tests.store.postgres_world import PostgresWorld, postgres_world

SECRET = "7/xyzzy@4"  # noqa: S105 (invented)
ENCODED = "7%2Fxyzzy%404"


@pytest.fixture
def server(postgres: PostgresWorld) -> Iterator[Server]:
    made = Server(server_place(postgres.url))
    yield made
    made.close()


def test_an_address_is_told_from_a_path() -> None:
    assert is_server("postgres://db/x") and is_server("postgresql:///x?host=/run")
    assert not is_server("/srv/incident") and not is_server("postgresql")


def test_an_address_names_its_incident_and_libpq_never_sees_that() -> None:
    place = server_place("postgresql://log@db.internal:5433/record?incident=00112233aabbccdd&sslmode=require")
    assert place.incident == "00112233aabbccdd"
    assert place.parameters["sslmode"] == "require" and "incident" not in place.parameters
    assert place.told == "postgresql://log@db.internal:5433/record"
    assert server_place("postgresql://db/record", "ff").incident == "ff"
    with pytest.raises(BadHospital, match="names incident aa, and ff was asked for"):
        server_place("postgresql://db/record?incident=aa", "ff")


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://log:{ENCODED}@localhost:1/record",
        f"postgresql://log@localhost:1/record?password={ENCODED}",
        f"postgres://log:{ENCODED}@localhost:1,localhost:2/record",
    ],
)
def test_the_password_is_in_no_text(url: str) -> None:
    place = server_place(url)
    assert place.parameters["password"] == SECRET
    with pytest.raises(OSError, match="cannot be reached") as gone:
        Server(place)
    assert SECRET not in (said := f"{place!r} {place.told} {gone.value} {gone.value!r} {gone.value.filename}")
    assert "xyzzy" not in said


@pytest.mark.parametrize(
    "url", [f"postgresql://log:{SECRET}@db/record", f"postgresql://log:{ENCODED}@db:xyzzy/record", "postgresql://%zz"]
)
def test_an_address_that_does_not_read_is_not_repeated(url: str) -> None:
    with pytest.raises(BadHospital, match="not an address PostgreSQL understands") as bad:
        server_place(url)
    assert "xyzzy" not in str(bad.value)
    assert bad.value.__context__ is None or bad.value.__suppress_context__


def test_without_psycopg_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BadHospital, match=r"pip install 'codedark\[postgres\]'"):
        server_place("postgresql://db/record")


def test_what_a_transaction_did_is_there_and_what_failed_is_not(server: Server) -> None:
    server.run(lambda cursor: cursor.execute("CREATE TEMP TABLE kept (n int)"))
    server.run(lambda cursor: cursor.execute("INSERT INTO kept VALUES (1)"))

    def failing(cursor: object) -> None:
        cursor.execute("INSERT INTO kept VALUES (2)")  # type: ignore[attr-defined]
        raise KeyError("ours")

    with pytest.raises(KeyError):
        server.run(failing)
    with pytest.raises(OSError, match="the record's server failed"):
        server.run(lambda cursor: cursor.execute("SELECT 1 / 0"))
    assert server.run(lambda cursor: cursor.execute("SELECT n FROM kept").fetchall()) == [(1,)]


def test_what_a_row_holds_is_never_in_the_error(server: Server) -> None:
    server.run(lambda cursor: cursor.execute("CREATE TEMP TABLE words (said text UNIQUE)"))
    server.run(lambda cursor: cursor.execute("INSERT INTO words VALUES ('a name')"))
    with pytest.raises(OSError) as failed:
        server.run(lambda cursor: cursor.execute("INSERT INTO words VALUES ('a name')"))
    assert "a name" not in str(failed.value)


def test_rights_that_lack_are_somebodys_to_mend(postgres: PostgresWorld) -> None:
    postgres.sql("CREATE ROLE guest LOGIN")
    server = Server(server_place(postgres.url.replace("log@", "guest@")))
    try:
        with pytest.raises(BadHospital, match="ask for the rights"):
            server.run(lambda cursor: cursor.execute("SELECT * FROM pg_catalog.pg_authid"))
    finally:
        server.close()


def test_what_is_acknowledged_is_on_the_disk_whatever_the_servers_default(postgres: PostgresWorld) -> None:
    postgres.sql("ALTER DATABASE postgres SET synchronous_commit = off")
    try:
        server = Server(server_place(postgres.url))
        assert server.run(lambda cursor: cursor.execute("SHOW synchronous_commit").fetchone()) == ("on",)
        server.close()
    finally:
        postgres.sql("ALTER DATABASE postgres RESET synchronous_commit")


def test_a_broken_connection_is_made_again(server: Server, postgres: PostgresWorld) -> None:
    (before,) = server.run(lambda cursor: cursor.execute("SELECT pg_backend_pid()").fetchone()) or (0,)
    postgres.sql(f"SELECT pg_terminate_backend({before})")
    (after,) = server.run(lambda cursor: cursor.execute("SELECT pg_backend_pid()").fetchone()) or (0,)
    assert after != before


def test_a_server_that_goes_while_it_commits_leaves_it_open(server: Server, postgres: PostgresWorld) -> None:
    """A constraint checked at the commit ends the session there: whether it was kept, the laptop cannot know."""
    postgres.sql(
        """CREATE TABLE last (n int);
        CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS
            $$BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END$$;
        CREATE CONSTRAINT TRIGGER away AFTER INSERT ON last DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION away()"""
    )
    rounds = []

    def work(cursor: Any) -> None:
        rounds.append(1)
        cursor.execute("INSERT INTO public.last VALUES (1)")

    with pytest.raises(MaybeKept, match="nobody knows whether"):
        server.run(work)
    assert rounds == [1]  # done again, it might be there twice


def test_should_a_library_ever_repeat_the_password_we_do_not() -> None:
    server = Server.__new__(Server)
    server.place = server_place(f"postgresql://log:{ENCODED}@db/record")
    assert server._words(ValueError(f"cannot use '{SECRET}' here")) == "cannot use '***' here"


def test_a_frozen_server_is_given_up_within_its_limit() -> None:
    with postgres_world() as world:
        server = Server(server_place(world.url), limit_s=0.5)
        with world.frozen():
            before = time.monotonic()
            with pytest.raises(OSError, match="does not answer"):
                server.run(lambda cursor: cursor.execute("SELECT 1"))
            assert time.monotonic() - before < 5
        assert server.run(lambda cursor: cursor.execute("SELECT 1").fetchone()) == (1,)
        world.stop()
        with pytest.raises(OSError, match="go on with this laptop's own file"):
            server.run(lambda cursor: cursor.execute("SELECT 1"))
        server.close()
        world.start(fsync="off")
        server = Server(server_place(world.url))
        assert any("fsync is off" in said for said in server.safety())
        server.close()


def test_long_work_of_ours_between_two_questions_is_no_silence_of_the_server(server: Server) -> None:
    server._limit_s = 0.3

    def work(cursor: Any) -> object:
        cursor.execute("SELECT 1")
        time.sleep(0.5)
        return cursor.execute("SELECT 2").fetchone()

    assert server.run(work) == (2,)


def test_a_local_and_safe_server_gives_no_warning(server: Server) -> None:
    assert server.safety() == []
