from __future__ import annotations

from multiprocessing.connection import Connection

import pytest

from codedark.gates.range.processes import Process, ProcessFailed


def test_a_process_answers_what_it_is_asked() -> None:
    def work(pipe: Connection) -> None:
        pipe.send(pipe.recv() + 1)

    process = Process(work, "adder")
    assert process.ask(41) == 42
    process.end()


def test_a_process_that_breaks_says_why() -> None:
    def work(pipe: Connection) -> None:
        raise ValueError("broken on purpose")

    process = Process(work, "breaker")
    with pytest.raises(ProcessFailed, match="broken on purpose"):
        process.hear()
    process.end()


def test_a_process_that_says_nothing_is_not_waited_for_forever() -> None:
    process = Process(lambda pipe: pipe.recv(), "silent")
    with pytest.raises(ProcessFailed, match="silent said nothing"):
        process.hear(0.05)
    process.end()


def test_a_process_that_ends_without_a_word_is_said() -> None:
    process = Process(lambda pipe: None, "quiet")
    with pytest.raises(ProcessFailed, match="ended without a word"):
        process.hear()
    process.end()
