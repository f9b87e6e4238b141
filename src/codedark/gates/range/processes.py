"""A process of the world: forked, told what to do over a pipe, gone with the world."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from typing import Any, NoReturn

from codedark.gates.range.kernel import die_with_parent


class ProcessFailed(RuntimeError):
    """A process of the world broke; the message is its traceback."""


class Process:
    """One forked process and our end of its pipe."""

    def __init__(self, work: Callable[[Connection], None], name: str) -> None:
        """Fork and run `work` with its end of a pipe.

        Args:
            work: returns to end the process; what it raises is sent as `ProcessFailed`.
        """
        self.name = name
        self.pipe, theirs = Pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self.pipe.close()
            _run(work, theirs)
        theirs.close()

    def hear(self, timeout_s: float = 30.0) -> Any:
        """The next thing it says.

        Raises:
            ProcessFailed: it broke, or said nothing for so long.
        """
        if not self.pipe.poll(timeout_s):
            raise ProcessFailed(f"{self.name} said nothing for {timeout_s:g} s")
        try:
            told = self.pipe.recv()
        except EOFError:
            raise ProcessFailed(f"{self.name} ended without a word") from None
        if isinstance(told, ProcessFailed):
            raise told
        return told

    def ask(self, question: object, timeout_s: float = 30.0) -> Any:
        """Say something and hear the answer."""
        self.pipe.send(question)
        return self.hear(timeout_s)

    def end(self) -> None:
        """Kill it and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.pipe.close()


def _run(work: Callable[[Connection], None], pipe: Connection) -> NoReturn:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        work(pipe)
    except BaseException as failure:
        pipe.send(ProcessFailed(f"{failure}\n{traceback.format_exc()}"))
        os._exit(1)
    os._exit(0)
