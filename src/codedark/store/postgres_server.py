"""One PostgreSQL server: its address without its password, transactions with a limit on waiting, failures as words.

A server that is off, cut away by our own isolation, or frozen is said to be so within seconds, never waited for: the
laptop goes on with its own file. No password stands in what is printed or raised here; libpq also takes it from
`~/.pgpass` or `PGPASSWORD`, which keeps it off the command line. psycopg is imported when a server is asked for.
"""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, quote, urlencode

from codedark.hospital.faults import BadHospital, Fault

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

SCHEMES = ("postgresql://", "postgres://")
INCIDENT = "incident"
"""Parameter of an address that names which incident of the server is meant; taken out before libpq sees it."""
LIMIT_S = 20.0
"""How long one answer is waited for; after it the server counts as unreachable."""
_GO_ON = "go on with this laptop's own file; `codedark incident sync` lays both together when the server is back"
_WRITE = "write postgresql://USER@HOST/DATABASE?incident=ID; the password belongs in ~/.pgpass"
_DEFAULTS = {
    "application_name": "codedark",
    "client_encoding": "utf8",
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
_SESSION = (
    "SET synchronous_commit = on",  # or whatever the server's default: what is acknowledged must outlive a crash
    "SET lock_timeout = '10s'",
    "SET idle_in_transaction_session_timeout = '5min'",  # a long merge is judged here, between two questions
    "SET tcp_keepalives_idle = 10",  # a laptop that was cut away gives back its turn
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
    "SET search_path = pg_catalog",
)
_SECRET = ("password", "sslpassword")
_NO_AT = ("host", "hostaddr", "dbname")
_UNREADABLE = "not an address PostgreSQL understands (not repeated here: a password may stand in it, with a / or @)"
_QUIET = logging.NullHandler()
"""What fails is in what we raise; psycopg would also print it in the middle of an answer."""
_LOCAL = ("", "localhost", "127.0.0.1", "::1")


class MaybeKept(OSError):
    """The server went away while it was committing: nobody knows whether it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerPlace:
    """Where a server is, and which of its incidents is meant."""

    parameters: Mapping[str, str] = field(repr=False)
    """As libpq takes them; the password may be among them."""
    incident: str
    """16 hexadecimal digits; empty: not told."""
    told: str
    """The address as it may be printed."""


def is_server(place: str) -> bool:
    """Whether a text is a server's address and no path.

    >>> is_server("postgresql://log@db.internal/codedark"), is_server("incident-2024")
    (True, False)
    """
    return place.startswith(SCHEMES)


def server_place(url: str, incident: str = "") -> ServerPlace:
    """Read a server's address.

    Args:
        incident: where the address does not name it.
    Raises:
        BadHospital: it is no address, names another incident than `incident`, or psycopg is not installed. The address
            itself is not repeated: a password may stand in it.
    """
    driver = _driver()
    bare, named = _without_incident(url)
    try:
        told = {str(key): str(value) for key, value in driver.conninfo.conninfo_to_dict(bare).items() if value}
    except (driver.Error, UnicodeError, ValueError):
        raise _fault(_UNREADABLE) from None
    if _torn(told):
        raise _fault(_UNREADABLE)
    if named and incident and named != incident:
        raise _fault(f"the address names incident {named}, and {incident} was asked for")
    return ServerPlace(parameters={**_DEFAULTS, **told}, incident=named or incident, told=_printable(told))


class Server:
    """A connection that is made again when it broke; one transaction at a time."""

    def __init__(self, place: ServerPlace, limit_s: float = LIMIT_S) -> None:
        """Connect. Raises OSError: it cannot be reached; BadHospital: it refuses us."""
        self.place = place
        self._limit_s = limit_s
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._connected()

    def close(self) -> None:
        """Let go of it; a second time does nothing."""
        if self._connection is not None:
            with suppress(Exception):
                self._connection.close()
            self._connection = None

    def run(self, work: Callable[[psycopg.Cursor[tuple[Any, ...]]], T]) -> T:
        """Do something in one transaction; when this returns it is committed and outlives the server's crash.

        Args:
            work: done a second time where the connection broke before the commit: nothing of the first is there.
        Raises:
            MaybeKept: the connection broke during the commit.
            OSError: the server is unreachable, or it failed; nothing was changed.
            BadHospital: the server refuses us: rights, tables, or its form.
        """
        driver = _driver()
        for last_try in (False, True):
            connection = self._connected()
            committing = False
            try:
                with connection.cursor() as cursor:
                    cursor.execute("BEGIN")
                    done = work(cursor)
                    committing = True
                    cursor.execute("COMMIT")
                    return done
            except TimeoutError:
                self.close()
                raise self._gone("it does not answer", committing) from None
            except driver.Error as failed:
                if not connection.closed:
                    self._roll_back()
                    raise self._refused(failed) from None
                self.close()
                if committing or last_try:
                    raise self._gone(self._words(failed), committing) from None
            except BaseException:
                self._roll_back()
                raise
        raise AssertionError("the second try returns or raises")

    def safety(self) -> list[str]:
        """What of the server's set-up endangers a record; loud, but no reason to refuse."""
        connection = self._connected()
        said = []
        if self.run(lambda cursor: str((cursor.execute("SHOW fsync").fetchone() or [""])[0])) != "on":
            said.append(f"{self.place.told}: fsync is off: a power cut at the server can lose what it acknowledged")
        host = connection.info.host
        if not host.startswith("/") and host not in _LOCAL and not connection.pgconn.ssl_in_use:
            said.append(f"{self.place.told}: the connection is not encrypted; add sslmode=verify-full to the address")
        return said

    def _connected(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self._connection is not None and not self._connection.closed:
            return self._connection
        driver = _driver()
        try:
            made = self._kind().connect(driver.conninfo.make_conninfo(**self.place.parameters), autocommit=True)
        except driver.OperationalError as failed:
            raise self._gone(self._words(failed), committing=False) from None
        except (driver.Error, UnicodeError, ValueError) as failed:
            raise _fault(f"{self.place.told}: {self._words(failed)}") from None
        self._connection = made
        try:
            for setting in _SESSION:
                made.execute(setting)
        except (TimeoutError, driver.Error) as failed:
            self.close()
            raise self._gone(self._words(failed), committing=False) from None
        return made

    def _kind(self) -> type[psycopg.Connection[tuple[Any, ...]]]:
        """A connection that gives up: libpq waits for ever for a server that is frozen."""
        import psycopg

        server = self

        class Limited(psycopg.Connection[tuple[Any, ...]]):
            def wait(self, gen: Any, *told: Any, **more: Any) -> Any:
                return super().wait(_limited(gen, time.monotonic() + server._limit_s), *told, **more)

        return Limited

    def _roll_back(self) -> None:
        if self._connection is not None:
            try:
                self._connection.execute("ROLLBACK")
            except Exception:  # whatever it was: what is not known to be rolled back is not used again
                self.close()

    def _gone(self, why: str, committing: bool) -> OSError:
        text = f"the record's server cannot be reached ({why}); "
        if committing:
            lost = "it went away while it committed, so that nobody knows whether the last entry was kept; "
            return MaybeKept(errno.EIO, text + lost + _GO_ON, self.place.told)
        return OSError(errno.EHOSTUNREACH, text + "nothing was written; " + _GO_ON, self.place.told)

    def _refused(self, failed: psycopg.Error) -> Exception:
        """What the server said, as ours: rights and tables are somebody's to mend, the rest is the world."""
        words, state = self._words(failed), failed.sqlstate or ""
        if state in ("42501", "42P01", "3F000", "25006"):
            fix = _FIX_OF.get(state, _FIX_TABLES)
            return BadHospital([Fault(file=self.place.told, message=f"the server refuses: {words}", fix=fix)])
        return OSError(errno.EIO, f"the record's server failed: {words}; nothing was written", self.place.told)

    def _words(self, failed: BaseException) -> str:
        """One line of what psycopg says; never a row's content, never the password."""
        diagnosis = getattr(failed, "diag", None)
        said = getattr(diagnosis, "message_primary", None) or str(failed).strip().split("\n", 1)[0]
        for name in _SECRET:
            secret = self.place.parameters.get(name, "")
            said = said.replace(secret, "***") if secret else said
        return said or type(failed).__name__


_FIX_TABLES = "let whoever owns the database share a record there once: `codedark incident sync FOLDER ADDRESS`"
_FIX_OF = {
    "42501": "ask for the rights docs/reference/incident-store.md lists",
    "25006": "name the server that takes writes; this one is a standby",
}


def _limited(gen: Generator[Any, Any, T], end: float) -> Generator[Any, Any, T]:
    """The same waiting, until a moment; psycopg wakes it a few times a second."""
    try:
        wait = next(gen)
        while True:
            ready = yield wait
            if time.monotonic() > end:
                raise TimeoutError(errno.ETIMEDOUT, "no answer")
            wait = gen.send(ready)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]


def _without_incident(url: str) -> tuple[str, str]:
    """The address as libpq takes it, and the incident it named."""
    address, asked, query = url.partition("?")
    told = parse_qsl(query, keep_blank_values=True)
    named = [value for key, value in told if key == INCIDENT]
    rest = urlencode([(key, value) for key, value in told if key != INCIDENT], quote_via=quote)
    return address + asked + rest, named[-1] if named else ""


def _torn(told: Mapping[str, str]) -> bool:
    """Whether a password with a / or @ of its own was torn apart: its pieces then stand where they would be printed."""
    ports = told.get("port", "").split(",")
    return any(port and not port.isdigit() for port in ports) or any("@" in told.get(key, "") for key in _NO_AT)


def _printable(told: Mapping[str, str]) -> str:
    host = told.get("host", "")
    where = quote(host, safe="/:.,") if not host.startswith("/") else ""
    port = f":{told['port']}" if "port" in told and where else ""
    user = f"{quote(told['user'], safe='')}@" if "user" in told else ""
    socket = f"?host={host}" if host.startswith("/") else ""
    return f"postgresql://{user}{where}{port}/{quote(told.get('dbname', ''), safe='')}{socket}"


def _fault(message: str) -> BadHospital:
    return BadHospital([Fault(file="the record's server", message=message, fix=_WRITE)])


def _driver() -> Any:
    try:
        import psycopg
        import psycopg.conninfo
    except ImportError:
        fix = "pip install 'codedark[postgres]'; until then use a folder on this laptop"
        what = "a record on a PostgreSQL server needs psycopg, which is not installed"
        raise BadHospital([Fault(file="the record's server", message=what, fix=fix)]) from None
    logging.getLogger("psycopg").addHandler(_QUIET)
    return psycopg
