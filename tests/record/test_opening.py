"""What a log is of stands in its first entry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.record.opening import about, opening
from tests.record.making import ABOUT, START, chain, log, said


def test_what_a_log_is_of_is_read_back() -> None:
    assert about(log([said("ransom_paid", value=False)])) == ABOUT


def test_an_exercise_says_so() -> None:
    entries = chain([(opening(replace(ABOUT, exercise=True), "trainer"), START)], opened=False)
    assert about(entries).exercise
    assert entries[0].body is not None
    assert entries[0].body.text.startswith("An exercise")


def test_of_several_openings_the_earliest_counts() -> None:
    later = chain([(opening(replace(ABOUT, title="Again"), "x"), START.replace(hour=9))], number=2, opened=False)
    assert about([*later, *log([])]).title == ABOUT.title


def test_a_log_without_an_opening_is_refused() -> None:
    with pytest.raises(ValueError, match="no entry opens"):
        about([replace(entry, body=None, salt="") for entry in log([])])
