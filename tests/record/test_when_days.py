"""Days in a text: the longest phrase is taken, and what cannot be resolved is found and left alone."""

from __future__ import annotations

from datetime import date

import pytest

from codedark.record.when_days import Base, days

BASE = Base(published=date(2026, 3, 4), onset=None)


def found(text: str, lang: str = "en", base: Base = BASE) -> list[tuple[str, str, date | None]]:
    return [(text[d.start : d.end], d.rule, d.first) for d in days(text, lang, base)]


def test_the_longest_phrase_is_taken_whole() -> None:
    assert found("on Tuesday, March 3, 2026") == [("Tuesday, March 3, 2026", "date", date(2026, 3, 3))]
    assert found("the day before yesterday") == [("the day before yesterday", "days-back", date(2026, 3, 2))]


@pytest.mark.parametrize("text", ["every Tuesday", "next Tuesday", "Tuesday week", "Good Friday", "on 31 April 2026"])
def test_what_cannot_be_resolved_is_found_as_nothing(text: str) -> None:
    ((_, _, first),) = found(text)
    assert first is None


def test_a_date_without_its_year_is_the_nearest_that_can_be() -> None:
    assert found("on 3 March") == [("3 March", "date-without-year", date(2026, 3, 3))]
    assert found("on 28 December") == [("28 December", "date-without-year", date(2025, 12, 28))]
    assert found("on 20 March") == [("20 March", "date-without-year", date(2026, 3, 20))]
    assert found("on 29 February")[0][2] is None
    leap = Base(published=date(2025, 1, 5), onset=None)
    assert found("on 29 February", base=leap)[0][2] == date(2024, 2, 29)


def test_a_day_of_the_month_may_be_of_the_month_before_when_its_weekday_says_so() -> None:
    assert found("on Friday the 27th") == [("Friday the 27th", "day-of-month", date(2026, 2, 27))]
    assert found("on the 27th")[0][2] is None


def test_a_month_is_all_its_days() -> None:
    (month,) = days("in February 2026", "en", BASE)
    assert (month.first, month.last, month.single) == (date(2026, 2, 1), date(2026, 2, 28), False)
    (december,) = days("in December 2025", "en", BASE)
    assert december.last == date(2025, 12, 31)


def test_without_a_day_of_publication_only_whole_dates_are_resolved() -> None:
    nobody = Base(published=None, onset=None)
    text = "Tuesday, yesterday, two days ago, the 3rd, last night, last Tuesday, 3 March, 3 March 2026"
    assert [d for _, _, d in found(text, base=nobody) if d is not None] == [date(2026, 3, 3)]


def test_parts_of_a_day_are_named() -> None:
    assert [d.part for d in days("dinsdagochtend, gisteravond, woensdagnacht", "nl", BASE)] == [
        *("morning", "evening", "night"),
    ]
