"""What stands before and between days, and where one clause ends and the next begins."""

from __future__ import annotations

from datetime import date

import pytest

from codedark.record.edtf import When
from codedark.record.when_days import Base
from codedark.record.when_edges import clause_of, clauses, phrases
from codedark.record.when_said import said_when

BASE = Base(published=date(2026, 3, 4), onset=None)


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("It began. It ended.", "en", 2),
        ("On Jan. 3 it began at 6.30 a.m. on site", "en", 0),
        ("It began at 6.30 a.m. Then it ended.", "en", 2),
        ("They said that it began", "en", 1),
        ("Am 3. März begann es", "de", 0),
        ("Om 6.32 uur begon het; toen niet", "nl", 2),
        ("v1.2.3 is old", "en", 0),
    ],
)
def test_clauses_end_at_marks_and_at_words_that_begin_another(text: str, lang: str, count: int) -> None:
    assert len(clauses(text, lang)) == count


def test_a_place_lies_in_one_clause() -> None:
    text = "One. Two; three"
    bounds = clauses(text, "en")
    assert [clause_of(text.index(word), bounds) for word in ("One", "Two", "three")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "lang", "edge", "about"),
    [
        ("since Tuesday", "en", "since", False),
        ("ever since about Tuesday", "en", "since", True),
        ("before Tuesday", "en", "before", False),
        ("no later than Tuesday", "en", "until", False),
        ("until 3 March", "en", "until", False),
        ("shortly after 3 March", "en", "", True),
        ("after 3 March", "en", "after", False),
        ("rond 3 maart", "nl", "", True),
        ("vanaf 3 maart", "nl", "since", False),
        ("dès mardi", "fr", "since", False),
        ("vor dem 3. März", "de", "before", False),
    ],
)
def test_a_word_before_a_day_says_which_side_is_meant(text: str, lang: str, edge: str, about: bool) -> None:
    (phrase,) = phrases(text, lang, BASE)
    assert (phrase.edge, phrase.about, phrase.day.first is not None) == (edge, about, True)


def test_two_days_that_belong_together_are_one_phrase() -> None:
    (phrase,) = phrases("from Monday to Tuesday", "en", BASE)
    assert (phrase.day.first, phrase.day.last) == (date(2026, 3, 2), date(2026, 3, 3))
    (night,) = phrases("in der Nacht von Montag auf Dienstag", "de", BASE)
    assert (night.night, night.day.part) == (True, "night")


def test_of_two_days_of_which_it_was_one_neither_is_taken() -> None:
    assert all(p.day.first is None for p in phrases("on Monday or Tuesday", "en", BASE))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "dinsdag volgende week"),
        ("nl", "volgende week dinsdag"),
        ("nl", "tegen vrijdag"),
        ("fr", "mardi de la semaine prochaine"),
        ("fr", "la semaine prochaine, mardi"),
        ("en", "on Tuesday of next week"),
        ("de", "Dienstag nächster Woche"),
        ("de", "am Dienstag der kommenden Woche"),
    ],
)
def test_a_day_of_next_week_is_no_day_of_this_one(lang: str, text: str) -> None:
    assert said_when(text, lang, When("2026-03-04"), "Europe/Brussels") == ()


@pytest.mark.parametrize("text", ["from 2 to 4 March", "from 2 until 4 March", "since 2 to 4 March"])
def test_a_range_of_days_keeps_its_end(text: str) -> None:
    (one,) = said_when(text, "en", When("2026-03-04"), "Europe/Brussels")
    assert one.when == "2026-03-02/2026-03-04"
