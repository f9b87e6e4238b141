"""How each value of a rule pack is read: the value, or what is wrong with it and what to write instead.

Every function here raises CellFault for what it does not take.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from codedark.hospital.faults import CellFault
from codedark.hospital.spelling import Spelling
from codedark.record.entry import EntryKind
from codedark.record.fields import FIELD, field_name
from codedark.record.rule_pack import Open, Span, Start, Texts, Trigger, Unit

E = TypeVar("E", bound=Enum)

LANGUAGES = ("nl", "fr", "de", "en")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SPAN = re.compile(r"([1-9][0-9]{0,3}) *(h|hours?|days?|months?)")
_UNITS = {"h": Unit.HOURS, "hour": Unit.HOURS, "day": Unit.DAYS, "month": Unit.MONTHS}
_SPAN_FIX = '"24 h", "15 days" or "1 month"'


def text(value: Any) -> str:
    """Text, its blanks as one."""
    if not isinstance(value, str):
        raise CellFault("not text", 'text in "double quotes"')
    told = " ".join(value.split())
    if not told.isprintable():
        raise CellFault("letters that cannot be printed", "leave them out")
    return told


def name(value: Any) -> str:
    """A name as regimes, stages and decisions have it: `early-warning`."""
    told = text(value)
    if not _NAME.fullmatch(told):
        raise CellFault("not a name", "small letters, digits and single hyphens, such as early-warning")
    return told


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise CellFault("neither true nor false", "true or false")
    return value


def day(value: Any) -> date:
    """A date, in quotes or not."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        raise CellFault("not a date", "such as 2026-03-01") from None


def _many(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise CellFault("not a list", '`["a", "b"]`')
    return value


def texts(value: Any) -> tuple[str, ...]:
    """Several texts."""
    return tuple(text(one) for one in _many(value))


def names(value: Any) -> tuple[str, ...]:
    """Several names, each once."""
    return tuple(dict.fromkeys(name(one) for one in _many(value)))


def field(value: Any) -> str:
    """A field of the record, also by another's word for it."""
    told = text(value)
    found = field_name(told)
    if found is None:
        raise CellFault(f"no field is called '{told}'", Spelling(FIELD).fix(told, "see docs/reference/notify.md"))
    return found


def fields(value: Any) -> tuple[str, ...]:
    """Several fields of the record, each once."""
    return tuple(dict.fromkeys(field(one) for one in _many(value)))


def kinds(value: Any) -> tuple[EntryKind, ...]:
    """Kinds of entries."""
    return tuple(word_of(EntryKind)(one) for one in _many(value))


def word_of(vocabulary: type[E]) -> Callable[[Any], E]:
    """One word of a vocabulary."""
    words = {str(word.value): word for word in vocabulary}

    def read(value: Any) -> E:
        told = text(value)
        if told not in words:
            raise CellFault("not one of the words for it", Spelling(words).fix(told, f"one of {', '.join(words)}"))
        return words[told]

    return read


def span(value: Any) -> Span:
    """A number of hours, days or months.

    >>> str(span("72 h")), str(span("1 month"))
    ('72 h', '1 month')
    """
    found = _SPAN.fullmatch(text(value))
    if found is None:
        raise CellFault("not a span of time", _SPAN_FIX)
    return Span(number=int(found[1]), unit=_UNITS[found[2].removesuffix("s")])


def within(value: Any) -> Span | Open:
    """A span, or what stands where a regime gives no number."""
    told = text(value)
    words = [word.value for word in Open]
    if told in words:
        return Open(told)
    try:
        return span(told)
    except CellFault:
        fix = Spelling(words).fix(told, f"{_SPAN_FIX}; where there is no number: {', '.join(words)}")
        raise CellFault("neither a span of time nor a word for one that is missing", fix) from None


def start(value: Any) -> Start:
    """What starts a clock: `decision:aware`, `sent:notification`."""
    trigger, colon, word = text(value).partition(":")
    if not colon or trigger not in set(Trigger):
        raise CellFault("not what starts a clock", '"decision:aware", or "sent:notification" of the same file')
    return Start(trigger=Trigger(trigger), word=name(word))


def in_languages(value: Any) -> Texts:
    """The same in several languages, at least in one."""
    if not isinstance(value, Mapping):
        raise CellFault("not words in languages", '`{ en = "...", nl = "..." }`')
    for lang in value:
        if lang not in LANGUAGES:
            raise CellFault(f"'{lang}' is no language here", f"one of {', '.join(LANGUAGES)}")
    return {lang: text(said) for lang, said in value.items()}
