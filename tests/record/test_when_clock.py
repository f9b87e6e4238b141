"""Times of day: a number of hours is no time, and half a day is only said where the text says it."""

from __future__ import annotations

import pytest

from codedark.record.when_clock import clocks, in_part


def found(text: str, lang: str) -> list[str]:
    return [f"{c.hour:02}:{c.minute:02}{'' if c.certain else '?'}" for c in clocks(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "times"),
    [
        ("en", "at 6:30 am", ["06:30"]),
        ("en", "6.30pm", ["18:30"]),
        ("en", "at 12:15 a.m.", ["00:15"]),
        ("en", "at 6:30", ["06:30?"]),
        ("en", "at 06:30", ["06:30"]),
        ("en", "at 18:30", ["18:30"]),
        ("en", "at 6:30 in the evening", ["18:30"]),
        ("en", "a ratio of 6:30", []),
        ("en", "at 6 hospitals", []),
        ("en", "at 13 pm", []),
        ("en", "at 25:10", []),
        ("nl", "om 6.32 uur", ["06:32"]),
        ("nl", "om 6u32", ["06:32"]),
        ("nl", "rond 6 uur", ["06:00"]),
        ("nl", "om 6.30 uur 's avonds", ["18:30"]),
        ("nl", "32 uur", []),
        ("nl", "na 6 uur", []),
        ("nl", "6 uur lang", []),
        ("nl", "binnen 24 uur", []),
        ("nl", "om 6.30 euro", []),
        ("nl", "1.200 uur", []),
        ("fr", "à 6h32", ["06:32"]),
        ("fr", "vers 18 h 30", ["18:30"]),
        ("fr", "à 6 heures du matin", ["06:00"]),
        ("fr", "pendant 6h30", []),
        ("fr", "en 2h30", []),
        ("fr", "24h/24", []),
        ("fr", "il y a 6 heures", []),
        ("de", "um 6 Uhr 32", ["06:32"]),
        ("de", "6.30 Uhr", ["06:30"]),
        ("de", "um 6 Uhr abends", ["18:00"]),
        ("de", "um 6 Uhr 70 Operationen", ["06:00"]),
        ("de", "rund um die Uhr", []),
        ("de", "32 Stunden", []),
    ],
)
def test_a_time_is_a_time_and_a_duration_is_none(lang: str, text: str, times: list[str]) -> None:
    assert found(text, lang) == times


def test_an_hour_lies_in_its_part_of_the_day_or_nowhere() -> None:
    assert [in_part(h, "morning") for h in (0, 6, 11, 12, 18)] == [0, 6, 11, None, None]
    assert [in_part(h, "evening") for h in (4, 6, 11, 18, 23)] == [None, 18, 23, 18, 23]
    assert [in_part(h, "afternoon") for h in (1, 12, 17, 18)] == [13, 12, 17, None]
    assert [in_part(h, "night") for h in (3, 7, 8, 17, 18)] == [3, 7, None, None, 18]
