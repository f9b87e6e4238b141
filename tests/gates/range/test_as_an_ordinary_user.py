"""The same exercise by somebody who is not root: where the tests run as root, a child gives its rights away first."""

from __future__ import annotations

import ctypes
import encodings.ascii
import encodings.idna
import os
import pickle

import pytest

from codedark.gates.range.kernel import NamespacesRefused
from codedark.gates.range.readiness import Ready
from codedark.gates.range.record import Record
from codedark.gates.range.story import play
from codedark.gates.range.world import in_new_world
from tests.conftest import _missing

pytestmark = pytest.mark.needs("ip")
NOBODY = 65534
READ_BEFOREHAND = (encodings.ascii, encodings.idna)
"""Modules met on the way: an interpreter in another user's home cannot be read any more by then."""
SET_DUMPABLE = 4


def _as_nobody(ready: Ready) -> object:
    """What the exercise gives, or what it failed with."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
                # Who changes user in the middle of a program is not let near its own /proc entries; a program that
                # an ordinary user starts is.
                ctypes.CDLL(None).prctl(SET_DUMPABLE, 1, 0, 0, 0)
            told: object = in_new_world(lambda rootless: (rootless, play(ready, rootless=rootless)))
        except BaseException as failure:
            told = failure
        with os.fdopen(write, "wb") as pipe:
            pipe.write(pickle.dumps(told))
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        raw = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(raw)  # noqa: S301


def test_an_ordinary_user_plays_the_whole_exercise(ready: Ready, played: Record) -> None:
    told = _as_nobody(ready)
    if isinstance(told, NamespacesRefused):
        _missing("a user namespace", str(told))
    assert isinstance(told, tuple), told
    rootless, record = told
    assert rootless
    mine, roots = record.as_json(), played.as_json()
    for key in ("hosts_reached_without_cut", "hosts_reached_after_cut", "core_taken_after_cut", "break_glass_survived"):
        assert mine[key] == roots[key], key
    assert mine["agrees_with_model"] == roots["agrees_with_model"]
    assert mine["agrees_with_model"]["disagreements"] == []
    assert mine["leaked_packets"] is not None
