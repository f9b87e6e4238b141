"""kill -9 at random moments: nothing that was acknowledged is lost, the chain holds, the mirror is equal."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.store.killed_writers import WRONG, Trial, trial, writers
from tests.store.on_disk import begin_mirrored

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks, and passes pipes through /proc")


def test_twenty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    begin_mirrored(tmp_path).close()
    luck = random.Random(20)
    trials: list[Trial] = []
    with writers() as some:
        while sum(bool(one.said) for one in trials) < 20 and len(trials) < 200:  # a busy machine kills some too early
            trials.append(trial(some, tmp_path / "inc", luck))
    assert [fault for one in trials for fault in one.faults] == []
    assert sum(bool(one.said) for one in trials) == 20


def test_a_writer_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    begin_mirrored(tmp_path).close()
    luck = random.Random(21)
    with writers() as some:
        for _ in range(60):
            if any("lost" in fault for fault in trial(some, tmp_path / "inc", luck, WRONG).faults):
                return
    pytest.fail("60 kills of a wrong writer lost nothing: the trial proves nothing")
