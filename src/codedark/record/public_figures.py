"""Numbers and moments of a text and of an assertion, in the one form in which they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from codedark.record.assertion import Assertion, Qualifier
from codedark.record.edtf import When
from codedark.record.fields import FIELD, Form
from codedark.record.reading.numerals import collective, spelled
from codedark.record.reading.tokens import Token

_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def local_time(at: datetime, zone: str) -> str:
    """An instant on the hospital's wall, to the minute."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


def day_and_minute(local: str) -> tuple[str, str]:
    """The two ways in which a text may name it."""
    return local[:10], local[:16]


def named(when: When) -> frozenset[str]:
    """The days or minutes a phrase names."""
    return frozenset(part.rstrip("~?%")[:16] for part in when.split("/") if part != "..")


def may_be_named(when: When, zone: str) -> Iterator[str]:
    """What may be named of a moment, in the hospital's time: its minute, its day, its month."""
    for part in (one.rstrip("~?%") for one in when.split("/") if one != ".."):
        has_offset = part.endswith("Z") or (part[-6:-5] in ("+", "-") and "T" in part)
        local = local_time(datetime.fromisoformat(part), zone) if has_offset else part[:16]
        yield from (local, local[:10], local[:7])


def numbers_of(said: Assertion) -> frozenset[float]:
    """The numbers a count says; a share as per cent. Nothing of any other field."""
    field = FIELD.get(said.field)
    if field is None or field.form is not Form.COUNT:
        return frozenset()
    told = said.value if isinstance(said.value, tuple) else (said.value,)
    numbers = {float(one) for one in told if isinstance(one, int | float) and not isinstance(one, bool)}
    return frozenset({round(n * 100, 1) for n in numbers} if said.qualifier is Qualifier.FRACTION else numbers)


def counted(words: Sequence[Token], lang: str) -> Iterator[tuple[int, int, float | None]]:
    """Every number of a text: (start, end, what it is; None: digits that are no plain number)."""
    place = 0
    while place < len(words):
        word, length = words[place], 1
        if word.is_number:
            yield word.start, word.end, _figure(word.text)
        elif word.is_word:
            about = collective(word.text, lang)
            told = None if about is not None else spelled([one.text for one in words[place : place + 7]], lang)
            if about is not None:
                yield word.start, word.end, float(about)
            elif told is not None and told[0] > 1:
                length = told[1]
                yield word.start, words[place + length - 1].end, float(told[0])
        place += length


def _figure(text: str) -> float | None:
    digits = re.match(r"[\d.,' ]+", text)
    told = digits[0].rstrip("., ") if digits is not None else text
    if _CLOCK.fullmatch(text):
        return None
    if re.fullmatch(r"\d{1,3}(?:[.,' ]\d{3})+", told):
        return float(re.sub(r"\D", "", told))
    try:
        return float(told.replace(",", "."))
    except ValueError:
        return None
