"""When a text says things happened: an interval and its rule, or nothing; never an invented hour."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.record.edtf import When
from codedark.record.when_said import Said, said_when
from tests.record.when_phrases import PHRASES, PUBLISHED, WITH_ONSET, ZONE

CASES = [(lang, text, whens) for lang, rows in PHRASES.items() for text, whens in rows]


def said(text: str, lang: str = "en", published: str = PUBLISHED, onset: str | None = None) -> tuple[Said, ...]:
    return said_when(text, lang, When(published), ZONE, None if onset is None else When(onset))


@pytest.mark.parametrize(("lang", "text", "whens"), CASES, ids=[f"{lang}: {text}" for lang, text, _ in CASES])
def test_a_phrase_means_this_or_nothing(lang: str, text: str, whens: list[str]) -> None:
    assert [str(one.when) for one in said(text, lang)] == whens


@pytest.mark.parametrize(("lang", "onset", "text", "whens"), WITH_ONSET)
def test_days_of_the_incident_are_counted_from_its_onset(lang: str, onset: str, text: str, whens: list[str]) -> None:
    assert [str(one.when) for one in said(text, lang, onset=onset)] == whens


def test_there_are_enough_phrases_and_as_many_traps() -> None:
    assert len(CASES) >= 120
    for lang, rows in PHRASES.items():
        assert sum(not whens for _, whens in rows) >= 12, lang


def test_the_span_holds_the_phrase_and_the_rule_says_how() -> None:
    text = "On Tuesday morning, around 6:30 am, it began."
    (one,) = said(text)
    assert text[one.start : one.end] == "Tuesday morning, around 6:30 am"
    assert one.rule == "weekday+clock+about"


def test_a_text_not_dated_to_the_day_gives_only_dates_with_their_year() -> None:
    assert said("It began on Tuesday, the 3rd, or March 3.", published="2026-03") == ()
    assert [str(one.when) for one in said("It began on 3 March 2026.", published="2026-03")] == ["2026-03-03"]


def test_the_day_of_publication_is_that_of_the_hospital() -> None:
    assert [str(one.when) for one in said("today", published="2026-03-03T23:30:00Z")] == ["2026-03-04"]


def test_a_time_belongs_to_the_day_beside_it_and_to_no_other() -> None:
    text = "On Monday at 06:30 the alarm rang, on Tuesday at 07:45 the servers went off."
    assert [str(one.when) for one in said(text)] == ["2026-03-02T06:30", "2026-03-03T07:45"]


def test_a_time_that_clocks_skipped_is_a_day_alone() -> None:
    (one,) = said("Op 29 maart 2026 om 2.30 uur viel alles uit.", "nl", published="2026-03-30")
    assert (str(one.when), one.rule) == ("2026-03-29", "date+no-such-clock")


def test_a_time_that_came_twice_is_the_interval_between_both() -> None:
    (one,) = said("Op 25 oktober 2026 om 2.30 uur viel alles uit.", "nl", published="2026-10-26")
    assert str(one.when) == "2026-10-25T02:30+02:00/2026-10-25T02:30+01:00"
    assert one.rule == "date+clock-twice"
    first, end = one.when.earliest(ZONE), one.when.latest(ZONE)
    assert first is not None and end is not None and (end - first).total_seconds() == 3660


def test_a_language_it_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError):
        said("martes", "es")


PIECES = st.sampled_from(
    [text for rows in PHRASES.values() for text, _ in rows]
    + [
        "Tuesday",
        "mardi",
        "dinsdag",
        "3",
        "31",
        "March",
        " at ",
        "6:30",
        "Uhr",
        "from",
        "to",
        "-",
        "(",
        "\n",
        ".",
        "2026",
    ]
)


@given(st.lists(PIECES, max_size=6).map(" ".join), st.sampled_from(sorted(PHRASES)))
def test_no_text_makes_it_stumble_and_spans_lie_in_it(text: str, lang: str) -> None:
    for one in said_when(text, lang, When(PUBLISHED), ZONE, When("2026-03-03")):
        assert 0 <= one.start < one.end <= len(text)
        assert one.rule


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1)))
def test_a_weekday_lies_in_the_seven_days_that_end_with_publication(day: date) -> None:
    for name in ("Monday", "Thursday", "Sunday"):
        (one,) = said(f"on {name}", published=str(day))
        start = one.when.earliest("UTC")
        assert start is not None and 0 <= (day - start.date()).days < 7
