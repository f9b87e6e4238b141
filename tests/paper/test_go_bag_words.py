from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.hospital.words import Day
from codedark.paper.go_bag_words import (
    care,
    counted,
    in_threes,
    listed,
    sentence,
    spelled_date,
    spelled_minutes,
    weekdays,
)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "at once"), (119, "119 min"), (120, "2 h"), (2879, "48 h"), (2880, "2 days"), (20160, "14 days")],
)
def test_minutes_change_their_unit_where_people_would(minutes: float, said: str) -> None:
    assert spelled_minutes(minutes) == said


@pytest.mark.parametrize(("lost", "said"), [(0, "0.00"), (0.0049, "< 0.01"), (0.0051, "0.01"), (11.0251, "11.03")])
def test_a_little_care_lost_is_never_printed_as_none(lost: float, said: str) -> None:
    assert care(lost) == said


def test_a_date_cannot_be_read_two_ways() -> None:
    assert spelled_date(date(2026, 3, 2)) == "Monday 2 March 2026"


def test_runs_of_two_are_not_shortened_and_gaps_end_a_run() -> None:
    assert listed(["a-1", "a-2"]) == "a-1, a-2"
    assert listed(["a-1", "a-2", "a-4", "a-5", "a-6", "b-7"]) == "a-1, a-2, a-4 to a-6, b-7"


def test_leading_zeros_are_part_of_a_name() -> None:
    assert listed(["ws-098", "ws-099", "ws-100"]) == "ws-098 to ws-100"


@given(st.lists(st.from_regex(r"[ab]-[0-9]{1,2}", fullmatch=True), unique=True), st.integers(1, 5))
def test_every_name_is_listed_or_counted(names: list[str], most: int) -> None:
    def stands_for(entry: str) -> int:
        first, _, last = entry.partition(" to ")
        return int(last.split("-")[1]) - int(first.split("-")[1]) + 1 if last else 1

    said = listed(names, most)
    rest = 0
    if said.endswith(" more"):
        said, _, more = said.rpartition(" and ")
        rest = int(more.split()[0])
    assert sum(stands_for(entry) for entry in said.split(", ") if entry) + rest == len(names)


def test_days_in_a_row_are_from_to() -> None:
    assert weekdays([Day.FRI, Day.SAT]) == "Friday, Saturday"
    assert weekdays([Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI]) == "Monday to Friday"
    assert weekdays([]) == ""


def test_digits_to_read_out_stand_in_threes() -> None:
    assert in_threes("0123456789ab") == "012 345 678 9ab"


def test_counts_agree_with_their_word() -> None:
    assert (counted(0, "gate"), counted(1, "gate"), counted(1000, "gate")) == ("0 gates", "1 gate", "1,000 gates")


def test_a_cell_becomes_a_sentence_without_two_full_stops() -> None:
    assert sentence("pull the plug.") == "Pull the plug"
    assert sentence("") == ""
