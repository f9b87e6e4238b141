"""However a range ends, nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from codedark.gates.range.world import WorldFailed, in_new_world

PROBE = """
import os, sys, time
from codedark.gates.range.kernel import new_network
from codedark.gates.range.processes import Process
from codedark.gates.range.world import in_new_world

def work(rootless):
    held = [new_network() for _ in range(3)]
    children = [Process(lambda pipe: time.sleep(60), "sleeper") for _ in range(3)]
    print("ready", *(c.pid for c in children), flush=True)
    time.sleep(60)

in_new_world(work)
"""


def _session(pid: int) -> list[int]:
    """Processes of one session, as the system lists them."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if told[0] != "Z" and int(told[3]) == pid:
                found.append(int(entry.name))
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda s: s.name)
@pytest.mark.parametrize("whole_group", [False, True], ids=["one process", "the terminal"])
def test_nothing_is_left_however_it_is_stopped(worlds: None, how: signal.Signals, whole_group: bool) -> None:
    asker = subprocess.Popen(
        [sys.executable, "-c", PROBE],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert asker.stdout is not None
    with asker.stdout:
        assert asker.stdout.readline().startswith("ready")
    assert len(_session(asker.pid)) >= 6
    if whole_group:
        os.killpg(asker.pid, how)
    else:
        asker.send_signal(how)
    asker.wait(timeout=10)
    until = time.monotonic() + 5
    while _session(asker.pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert _session(asker.pid) == []


def test_the_first_process_of_a_world_is_number_one_in_it(worlds: None) -> None:
    assert in_new_world(lambda rootless: os.getpid()) == 1


def test_what_the_world_failed_with_is_raised_here(worlds: None) -> None:
    def fail(rootless: bool) -> None:
        raise FileNotFoundError(2, "No such file or directory", "/nowhere")

    with pytest.raises(FileNotFoundError) as failed:
        in_new_world(fail)
    assert failed.value.filename == "/nowhere"


def test_a_mistake_in_the_world_comes_with_its_traceback(worlds: None) -> None:
    def fail(rootless: bool) -> None:
        raise AssertionError("unforeseen")

    with pytest.raises(WorldFailed, match="unforeseen"):
        in_new_world(fail)


def test_a_world_that_dies_without_a_word_is_said(worlds: None) -> None:
    with pytest.raises(WorldFailed, match="ended before"):
        in_new_world(lambda rootless: os._exit(0))


def test_a_large_answer_comes_back_whole(worlds: None) -> None:
    assert len(in_new_world(lambda rootless: b"x" * 3_000_000)) == 3_000_000
