from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from codedark.formats import rule_pack_values as values
from codedark.hospital.faults import CellFault
from codedark.record.entry import EntryKind
from codedark.record.rule_pack import Ongoing, Open, Span, Trigger, Unit


@pytest.mark.parametrize(
    ("told", "span"),
    [
        ("24 h", Span(number=24, unit=Unit.HOURS)),
        ("72 hours", Span(number=72, unit=Unit.HOURS)),
        ("15 days", Span(number=15, unit=Unit.DAYS)),
        ("1 month", Span(number=1, unit=Unit.MONTHS)),
        ("2 months", Span(number=2, unit=Unit.MONTHS)),
    ],
)
def test_spans_are_read_as_they_are_written(told: str, span: Span) -> None:
    assert values.span(told) == values.within(told) == span
    assert values.span(str(span)) == span


@pytest.mark.parametrize("word", list(Open))
def test_words_for_a_missing_number_are_read(word: Open) -> None:
    assert values.within(word.value) is word


@pytest.mark.parametrize(
    ("read", "wrong", "message"),
    [
        (values.span, "a day", "not a span of time"),
        (values.span, "0 h", "not a span of time"),
        (values.span, "-3 h", "not a span of time"),
        (values.span, 24, "not text"),
        (values.within, "undue delay", "neither a span of time nor a word"),
        (values.name, "Early Warning", "not a name"),
        (values.name, "", "not a name"),
        (values.start, "aware", "not what starts a clock"),
        (values.start, "detected:alarm", "not what starts a clock"),
        (values.day, "tomorrow", "not a date"),
        (values.flag, "yes", "neither true nor false"),
        (values.texts, "one", "not a list"),
        (values.field, "weather", "no field is called 'weather'"),
        (values.in_languages, "Insurer", "not words in languages"),
        (values.in_languages, {"es": "Aseguradora"}, "'es' is no language here"),
        (values.kinds, ["acton"], "not one of the words"),
        (values.text, "a\x1b[2J", "letters that cannot be printed"),
    ],
)
def test_what_does_not_fit_says_what_and_how(read: Callable[[Any], object], wrong: object, message: str) -> None:
    with pytest.raises(CellFault) as caught:
        read(wrong)
    assert message in caught.value.message and caught.value.fix


def test_near_misses_name_what_was_meant() -> None:
    with pytest.raises(CellFault) as caught:
        values.within("without undue dely")
    assert "without undue delay" in caught.value.fix
    with pytest.raises(CellFault) as caught:
        values.field("operation_cancelled")
    assert "operations_cancelled" in caught.value.fix


def test_the_rest_is_read() -> None:
    start = values.start("sent:notification")
    assert (start.trigger, start.word, str(start)) == (Trigger.SENT, "notification", "sent:notification")
    assert values.fields(["surgeries_cancelled", "operations_cancelled"]) == ("operations_cancelled",)
    assert values.kinds(["action", "message"]) == (EntryKind.ACTION, EntryKind.MESSAGE)
    assert values.word_of(Ongoing)("from the end") is Ongoing.FROM_END
    assert values.day("2026-03-01") == values.day(date(2026, 3, 1)) == date(2026, 3, 1)
    assert values.names(["aware", "aware"]) == ("aware",)
