"""The tables a shared record lies in on a PostgreSQL server, and what they refuse: the same as the file on a laptop.

One schema, `codedark`, holds every incident of the server. Entries and devices are added and never changed; of an entry
only body and salt can be emptied, both together. Triggers stop mistakes, not whoever owns the tables: what an owner
changes is found by the chain (`record.verifying`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codedark.hospital.faults import BadHospital, Fault

if TYPE_CHECKING:
    import psycopg

FORM = 1

_SCHEMA = (
    "CREATE SCHEMA IF NOT EXISTS codedark",
    "CREATE TABLE codedark.forms (form integer PRIMARY KEY)",
    """CREATE TABLE codedark.devices (
        incident text NOT NULL,
        device text NOT NULL,
        public text NOT NULL,
        name text NOT NULL,
        came bigint GENERATED ALWAYS AS IDENTITY,
        PRIMARY KEY (incident, device))""",
    """CREATE TABLE codedark.entries (
        place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        incident text NOT NULL,
        device text NOT NULL,
        seq bigint NOT NULL CHECK (seq >= 1),
        hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
        header bytea NOT NULL,
        signature bytea NOT NULL CHECK (octet_length(signature) = 64),
        body bytea,
        salt bytea CHECK (octet_length(salt) = 16),
        UNIQUE (incident, device, seq),
        FOREIGN KEY (incident, device) REFERENCES codedark.devices,
        CHECK ((body IS NULL) = (salt IS NULL)))""",
    """CREATE TABLE codedark.aside (
        place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        incident text NOT NULL,
        device text NOT NULL,
        seq bigint NOT NULL,
        hash bytea NOT NULL UNIQUE,
        header bytea NOT NULL,
        signature bytea NOT NULL,
        body bytea,
        salt bytea)""",
    """CREATE FUNCTION codedark.refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$BEGIN RAISE EXCEPTION '% are never deleted or changed', TG_TABLE_NAME USING ERRCODE = 'CD001'; END$$""",
    """CREATE TRIGGER entries_are_only_erased BEFORE UPDATE ON codedark.entries FOR EACH ROW WHEN (
        NEW.place IS DISTINCT FROM OLD.place OR NEW.incident IS DISTINCT FROM OLD.incident
        OR NEW.device IS DISTINCT FROM OLD.device OR NEW.seq IS DISTINCT FROM OLD.seq
        OR NEW.hash IS DISTINCT FROM OLD.hash OR NEW.header IS DISTINCT FROM OLD.header
        OR NEW.signature IS DISTINCT FROM OLD.signature OR NEW.body IS NOT NULL OR NEW.salt IS NOT NULL)
       EXECUTE FUNCTION codedark.refuse()""",
    "CREATE TRIGGER entries_stay BEFORE DELETE ON codedark.entries EXECUTE FUNCTION codedark.refuse()",
    "CREATE TRIGGER devices_stay BEFORE DELETE OR UPDATE ON codedark.devices EXECUTE FUNCTION codedark.refuse()",
    "CREATE TRIGGER aside_stays BEFORE DELETE OR UPDATE ON codedark.aside EXECUTE FUNCTION codedark.refuse()",
    "CREATE TRIGGER entries_remain BEFORE TRUNCATE ON codedark.entries EXECUTE FUNCTION codedark.refuse()",
    "CREATE TRIGGER devices_remain BEFORE TRUNCATE ON codedark.devices EXECUTE FUNCTION codedark.refuse()",
    "CREATE TRIGGER aside_remains BEFORE TRUNCATE ON codedark.aside EXECUTE FUNCTION codedark.refuse()",
)
_THERE = "SELECT to_regclass('codedark.forms') IS NOT NULL"
_ONE_MAKES_THEM = 0x4344524C


def lay_tables(cursor: psycopg.Cursor[tuple[Any, ...]], told: str) -> None:
    """Make the tables where they are not there yet; the caller holds a transaction.

    Raises:
        BadHospital: they are of another form.
    """
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_ONE_MAKES_THEM,))
    if not _found(cursor, _THERE):
        for statement in _SCHEMA:
            cursor.execute(statement.encode())
        cursor.execute("INSERT INTO codedark.forms (form) VALUES (%s)", (FORM,))
    check_form(cursor, told)


def check_form(cursor: psycopg.Cursor[tuple[Any, ...]], told: str) -> None:
    """Make sure that the tables are there and of our form.

    Raises:
        BadHospital: they are not.
    """
    if not _found(cursor, _THERE):
        fix = "share a record there first: `codedark incident sync FOLDER ADDRESS`"
        raise BadHospital([Fault(file=told, message="no record lies on this server", fix=fix)])
    form = _found(cursor, "SELECT max(form) FROM codedark.forms")
    if form != FORM:
        what = f"its tables are of form {form}; this codedark reads form {FORM}"
        raise BadHospital([Fault(file=told, message=what, fix="use the codedark that made them")])


def _found(cursor: psycopg.Cursor[tuple[Any, ...]], question: str) -> Any:
    row = cursor.execute(question.encode()).fetchone()
    return None if row is None else row[0]
