"""Writers that are killed while they write, and what must lie there afterwards.

Started as a program it forks a writer for each line it reads, so that a thousand kills need one start of Python. A
writer says each entry's number and hash once `append` has returned; whoever reads that kills it at some moment.
A *wrong* writer says it before, and must be caught by the same trial.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

RIGHT = "right"
WRONG = "says-before"
OFTEN_BROUGHT_IN = 8
"""Pages after which these writers bring the write-ahead log in, so that kills fall into that too."""


@dataclass
class Trial:
    """One kill, or of two writers at once."""

    said: list[tuple[str, int, str]] = field(default_factory=list)
    """Device, number, hash: what was acknowledged."""
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Writers:
    """A program that forks writers."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def kill_some(self, folder: Path, after_s: float, how: str = RIGHT, writers: int = 1) -> list[tuple[str, int, str]]:
        """Let them write into a folder for a while and kill them; what they acknowledged."""
        pipes, pids = [], []
        for _ in range(writers):
            read, write = os.pipe()
            os.set_inheritable(write, True)
            pipes.append(read)
            pids.append(self._start(folder, how, write))
        time.sleep(after_s)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        self._ask("wait")
        said = [_all_of(read) for read in pipes]
        return [_told(line) for raw in said for line in raw.split("\n")[:-1]]

    def _start(self, folder: Path, how: str, write: int) -> int:
        # The program was started with nothing to inherit: the writer opens the pipe's end through /proc.
        pid = int(self._ask(f"write\t{how}\t{folder}\t/proc/{os.getpid()}/fd/{write}"))
        os.close(write)
        return pid

    def _ask(self, line: str) -> str:
        assert self._program.stdin is not None and self._program.stdout is not None
        self._program.stdin.write(line + "\n")
        self._program.stdin.flush()
        return self._program.stdout.readline().strip()


@contextmanager
def writers() -> Iterator[Writers]:
    """The program, running."""
    command = [sys.executable, "-m", "tests.store.killed_writers"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        try:
            yield Writers(program)
        finally:
            if program.stdin is not None:
                program.stdin.close()
            program.wait(30)


def trial(some: Writers, folder: Path, luck: random.Random, how: str = RIGHT) -> Trial:
    """Kill once at a random moment, look, open it for writing as the next person would, look again."""
    from codedark.store.incident_log import open_incident
    from tests.store.on_disk import faults

    made = Trial()
    made.said = some.kill_some(folder, luck.uniform(0.0, 0.2), how, writers=luck.choice((1, 1, 1, 2)))
    made.faults += [f"before it was opened: {fault}" for fault in faults(folder, made.said) if "lost" in fault]
    with open_incident(folder) as log:
        made.warnings = list(log.warnings)
        if not log.writes:
            made.faults.append("opened for reading alone")
    made.faults += faults(folder, made.said)
    return made


def _all_of(read: int) -> str:
    with os.fdopen(read) as pipe:
        return pipe.read()


def _told(line: str) -> tuple[str, int, str]:
    device, seq, own = line.split(" ")
    return device, int(seq), own


def _write_until_killed(folder: Path, how: str, out: int) -> None:
    from codedark.store.incident_log import open_incident
    from tests.store.on_disk import told

    with open_incident(folder) as log:
        for count in range(10**6):
            if how == WRONG:
                log.database.append = _saying_first(log, out)  # type: ignore[method-assign]
            entry = log.append(told(count, f"Written by {os.getpid()}: {'x' * (count % 3000)}"))
            if how == RIGHT:
                os.write(out, f"{entry.header.device} {entry.header.seq} {entry.hash}\n".encode())


def _saying_first(log: object, out: int) -> object:
    """An append that acknowledges what it is about to commit."""
    from codedark.store.incident_database import Database

    def append(device: str, draw: object) -> object:
        def said(*told: object) -> object:
            entry = draw(*told)  # type: ignore[operator]
            os.write(out, f"{entry.header.device} {entry.header.seq} {entry.hash}\n".encode())
            return entry

        return Database.append(log.database, device, said)  # type: ignore[arg-type, attr-defined]

    return append


def main() -> None:
    """Fork a writer for each line read."""
    from codedark.store import incident_schema
    from tests.store import on_disk

    assert on_disk.told(1)  # loaded once, here: a writer is to be killed while it writes, not while it loads
    incident_schema._PRAGMAS = (*incident_schema._PRAGMAS, ("wal_autocheckpoint", OFTEN_BROUGHT_IN))
    waiting: list[int] = []
    for line in sys.stdin:
        word, *told = line.rstrip("\n").split("\t")
        if word == "wait":
            for pid in waiting:
                os.waitpid(pid, 0)
            waiting.clear()
            print("done", flush=True)
            continue
        how, folder, pipe = told
        out = os.open(pipe, os.O_WRONLY)
        pid = os.fork()
        if pid == 0:
            try:
                _write_until_killed(Path(folder), how, out)
            finally:
                os._exit(1)
        os.close(out)
        waiting.append(pid)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
