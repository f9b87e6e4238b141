"""A real PostgreSQL server of a test's own: in a temporary folder, reached through a socket there, torn down always.

The server refuses to run as root; as root it is started as another user, by the system's own call and without a helper.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.conftest import _missing

REMEDY = "install its Debian package postgresql (requirements/debian.txt; ./go debian as root)"
WAIT_S = 60.0


def program(name: str) -> str:
    """Where a program of PostgreSQL is; Debian keeps them off PATH. Skips loudly where there is none."""
    found = shutil.which(name) or next(
        (str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        _missing(f"the program {name}", REMEDY)
        raise AssertionError("unreachable")
    return str(Path(found).resolve())  # it finds its own files from where it really lies


def _as_whom() -> tuple[dict[str, Any], list[str]]:
    """How a program is started as somebody who is not root: settings of the call, and what stands before its name."""
    if os.geteuid() != 0:
        return {}, []
    for name in ("postgres", "nobody"):
        with suppress(KeyError, OSError):  # no such user; or a namespace that holds no user but root
            who = pwd.getpwnam(name)
            settings = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
            subprocess.run(["true"], check=True, **settings)  # type: ignore[call-overload]
            return settings, []
    before = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    with suppress(OSError, subprocess.CalledProcessError):
        subprocess.run([*before, "true"], check=True, capture_output=True)
        return {}, before
    _missing("a user that is not root", "make the user nobody, or run the tests as another user")
    raise AssertionError("unreachable")


class PostgresWorld:
    """One server, and what can befall it."""

    def __init__(self, folder: Path, encoding: str) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._who, self._before = _as_whom()
        if self._who:
            os.chown(folder, self._who["user"], self._who["group"])
        self._environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        self._environment["LC_ALL"] = "C"
        asked = [
            *self._before,
            program("initdb"),
            "-D",
            str(self.data),
            "-U",
            "log",
            "-A",
            "trust",
            "-E",
            encoding,
            "--no-sync",
        ]
        settings = {"cwd": folder, "env": self._environment, **self._who}
        made = subprocess.run([*self._before, *asked], capture_output=True, text=True, check=False, **settings)
        assert made.returncode == 0, made.stderr
        self._server: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Address of its one database."""
        return f"postgresql://log@/postgres?host={self.folder}"

    def start(self, **settings: str) -> None:
        """Start it and wait until it answers."""
        told = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "40",
            **settings,
        }
        asked = [
            *self._before,
            program("postgres"),
            "-D",
            str(self.data),
            *(f"--{key}={value}" for key, value in told.items()),
        ]
        self._log = (self.folder / "server.log").open("ab")
        self._server = subprocess.Popen(
            [*self._before, *asked],
            stdout=self._log,
            stderr=self._log,
            cwd=self.folder,
            env=self._environment,
            start_new_session=True,
            preexec_fn=_ends_with_us,  # noqa: PLW1509 (one call to the kernel, no lock of Python's)
            **self._who,
        )
        end = time.monotonic() + WAIT_S
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > end:
                raise AssertionError((self.folder / "server.log").read_text(errors="replace")[-3000:])
            time.sleep(0.05)

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """Kill -9 the server and everything it started, as a power cut would end them."""
        assert self._server is not None
        children = self._children()
        self._server.send_signal(signal.SIGKILL)
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self._gone()
        for child in children:
            _until_dead(child)
        with suppress(FileNotFoundError):
            (self.data / "postmaster.pid").unlink()

    def stop(self) -> None:
        """End it in good order."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)  # fast: it does not wait for its clients
        self._gone()

    def _gone(self) -> None:
        if self._server is not None:
            try:
                self._server.wait(WAIT_S)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._log.close()
        self._server = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Meanwhile it takes what is sent and answers nothing."""
        assert self._server is not None
        everything = [self._server.pid, *self._children()]
        for one in everything:
            os.kill(one, signal.SIGSTOP)
        try:
            yield
        finally:
            for one in everything:
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGCONT)

    def _children(self) -> list[int]:
        assert self._server is not None
        pid = self._server.pid
        with suppress(OSError):
            return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return []

    def sql(self, text: str) -> list[tuple[Any, ...]]:
        """What the owner of the server does with it."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            asked = connection.execute(text.encode())
            return asked.fetchall() if asked.description else []


def _ends_with_us() -> None:
    """Have the kernel end the server when these tests are killed and can tear nothing down."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG; to PostgreSQL: at once


def _until_dead(pid: int) -> None:
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        with suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return
        time.sleep(0.01)


@contextmanager
def postgres_world(encoding: str = "UTF8") -> Iterator[PostgresWorld]:
    """A server for the time of a `with`."""
    folder = Path(tempfile.mkdtemp(prefix="cd-pg-", dir="/tmp"))  # short: a socket's path has at most 107 characters
    folder.chmod(0o755)
    world: PostgresWorld | None = None
    try:
        world = PostgresWorld(folder, encoding)
        yield world
    finally:
        if world is not None:
            world.stop()
        shutil.rmtree(folder, ignore_errors=True)
