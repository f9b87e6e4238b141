from __future__ import annotations

import builtins
import errno
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from codedark.store.one_at_a_time import one_at_a_time


@pytest.fixture(params=["system", "made alone"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Once with the system's lock, once as on a machine without."""
    if request.param == "made alone":
        real = builtins.__import__

        def without(name: str, *rest: Any, **more: Any) -> Any:
            if name == "fcntl":
                raise ImportError(name)
            return real(name, *rest, **more)

        monkeypatch.setattr(builtins, "__import__", without)
    return str(request.param)


def test_a_second_waits_and_then_gives_up_saying_so(either: str, tmp_path: Path) -> None:
    file = tmp_path / "book.json"
    late_one = pytest.raises(TimeoutError, match="nothing was changed")
    with one_at_a_time(file), late_one as late, one_at_a_time(file, wait_s=0.05):
        pytest.fail("two hold it")
    assert late.value.errno == errno.ETIMEDOUT
    with one_at_a_time(file, wait_s=0):
        pass


def test_no_turn_is_lost_among_threads(either: str, tmp_path: Path) -> None:
    file, turns = tmp_path / "count", 40
    file.write_text("0")

    def add() -> None:
        for _ in range(turns // 8):
            with one_at_a_time(file):
                count = int(file.read_text())
                os.sched_yield() if hasattr(os, "sched_yield") else None
                file.write_text(str(count + 1))

    threads = [threading.Thread(target=add) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert file.read_text() == str(turns)


def test_a_failure_inside_lets_go(either: str, tmp_path: Path) -> None:
    file = tmp_path / "book.json"
    with pytest.raises(RuntimeError), one_at_a_time(file):
        raise RuntimeError
    with one_at_a_time(file, wait_s=0):
        pass


def test_a_file_system_without_locks_is_held_by_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def none_here(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(fcntl, "flock", none_here)
    file = tmp_path / "book.json"
    with one_at_a_time(file):
        assert (tmp_path / ".book.json.held").exists()
        with pytest.raises(TimeoutError, match="remove this file"), one_at_a_time(file, wait_s=0):
            pytest.fail("two hold it")
    assert not (tmp_path / ".book.json.held").exists()


def test_two_names_of_one_file_are_one(tmp_path: Path) -> None:
    (tmp_path / "book.json").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "book.json")
    held, late = one_at_a_time(tmp_path / "book.json"), one_at_a_time(tmp_path / "link", wait_s=0)
    with held, pytest.raises(TimeoutError), late:
        pytest.fail("two hold it")
