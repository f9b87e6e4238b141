from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from codedark.record.date_words import (
    known_alone,
    known_in_sentence,
    moment_alone,
    moment_in_sentence,
    when_alone,
    when_in_sentence,
)
from codedark.record.edtf import When
from codedark.record.report_texts import LANGUAGES

ZONE = "Europe/Brussels"


@pytest.mark.parametrize(
    ("when", "en", "nl", "fr", "de"),
    [
        ("2026-03-03", "Tuesday 3 March 2026", "dinsdag 3 maart 2026", "mardi 3 mars 2026", "Dienstag, 3. März 2026"),
        (
            "2026-03-03T06:30~",
            "Tuesday 3 March 2026, about 06:30",
            "dinsdag 3 maart 2026, omstreeks 06:30 uur",
            "mardi 3 mars 2026, vers 6 h 30",
            "Dienstag, 3. März 2026, gegen 06:30 Uhr",
        ),
        (
            "../2026-03-03",
            "on or before Tuesday 3 March 2026",
            "uiterlijk op dinsdag 3 maart 2026",
            "au plus tard le mardi 3 mars 2026",
            "spätestens am Dienstag, 3. März 2026",
        ),
        (
            "2026-03-01/..",
            "since Sunday 1 March 2026",
            "sinds zondag 1 maart 2026",
            "depuis le dimanche 1er mars 2026",
            "seit Sonntag, 1. März 2026",
        ),
        (
            "2026-03-03/2026-03-05",
            "between Tuesday 3 March 2026 and Thursday 5 March 2026",
            "tussen dinsdag 3 maart 2026 en donderdag 5 maart 2026",
            "entre le mardi 3 mars 2026 et le jeudi 5 mars 2026",
            "zwischen Dienstag, 3. März 2026, und Donnerstag, 5. März 2026",
        ),
        ("2026-03", "March 2026", "maart 2026", "mars 2026", "März 2026"),
        ("2026-03~", "about March 2026", "omstreeks maart 2026", "vers mars 2026", "etwa März 2026"),
        ("2026", "2026", "2026", "2026", "2026"),
        (
            "2026-03-03?",
            "Tuesday 3 March 2026 (uncertain)",
            "dinsdag 3 maart 2026 (onzeker)",
            "mardi 3 mars 2026 (incertain)",
            "Dienstag, 3. März 2026 (unsicher)",
        ),
    ],
)
def test_a_moment_stands_alone(when: str, en: str, nl: str, fr: str, de: str) -> None:
    assert [when_alone(When(when), lang, ZONE) for lang in ("en", "nl", "fr", "de")] == [en, nl, fr, de]


@pytest.mark.parametrize(
    ("when", "en", "nl", "fr", "de"),
    [
        (
            "2026-03-03T06:30",
            "on Tuesday 3 March 2026 at 06:30",
            "op dinsdag 3 maart 2026 om 06:30 uur",
            "le mardi 3 mars 2026 à 6 h 30",
            "am Dienstag, 3. März 2026, um 06:30 Uhr",
        ),
        (
            "2026-03-03T06:30~",
            "on Tuesday 3 March 2026 at about 06:30",
            "op dinsdag 3 maart 2026 omstreeks 06:30 uur",
            "le mardi 3 mars 2026 vers 6 h 30",
            "am Dienstag, 3. März 2026, gegen 06:30 Uhr",
        ),
        ("2026-03", "in March 2026", "in maart 2026", "en mars 2026", "im März 2026"),
        ("2026", "in 2026", "in 2026", "en 2026", "im Jahr 2026"),
        ("2026-03~", "around March 2026", "omstreeks maart 2026", "vers mars 2026", "etwa im März 2026"),
        (
            "2026-03-03~",
            "around Tuesday 3 March 2026",
            "omstreeks dinsdag 3 maart 2026",
            "vers le mardi 3 mars 2026",
            "etwa am Dienstag, 3. März 2026",
        ),
    ],
)
def test_a_moment_stands_in_a_sentence(when: str, en: str, nl: str, fr: str, de: str) -> None:
    assert [when_in_sentence(When(when), lang, ZONE) for lang in ("en", "nl", "fr", "de")] == [en, nl, fr, de]


def test_an_instant_is_said_on_the_clock_of_the_incident() -> None:
    at = datetime(2026, 3, 3, 23, 30, 59, tzinfo=UTC)
    assert moment_alone(at, "en", ZONE) == "Wednesday 4 March 2026, 00:30"
    assert moment_in_sentence(at, "fr", ZONE) == "le mercredi 4 mars 2026 à 0 h 30"
    assert when_alone(When("2026-03-03T23:30:59+05:00"), "en", ZONE) == "Tuesday 3 March 2026, 19:30"


def test_a_page_that_names_a_day_alone_was_not_known_at_midnight() -> None:
    midnight = datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert known_alone(midnight, "en", ZONE) == "Tuesday 3 March 2026"
    assert known_in_sentence(midnight, "fr", ZONE) == "le mardi 3 mars 2026"
    assert known_alone(midnight, "en", "UTC") == "Monday 2 March 2026, 23:00"
    assert known_alone(midnight + timedelta(minutes=1), "en", ZONE) == "Tuesday 3 March 2026, 00:01"


def test_an_hour_shown_twice_is_said_with_its_offset_and_no_other_is() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    said = [moment_alone(first + timedelta(hours=hour), "en", ZONE) for hour in range(-1, 3)]
    assert said == [
        "Sunday 25 October 2026, 01:30",
        "Sunday 25 October 2026, 02:30 (+02:00)",
        "Sunday 25 October 2026, 02:30 (+01:00)",
        "Sunday 25 October 2026, 03:30",
    ]
    spring = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    hours = [moment_alone(spring + timedelta(hours=hour), "en", ZONE)[-5:] for hour in range(2)]
    assert hours == ["01:30", "03:30"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_day_of_a_year_is_named(lang: str) -> None:
    days = [datetime(2028, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(366)]
    said = {when_alone(When(f"{day:%Y-%m-%d}"), lang, ZONE) for day in days}
    assert len(said) == 366 and not [one for one in said if "{" in one]
