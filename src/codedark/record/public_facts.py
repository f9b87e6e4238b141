"""One fact as the public reads it: a short sentence, since when, and how long ago it was confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from codedark.record.assertion import Assertion, Status
from codedark.record.date_words import when_alone, when_in_sentence
from codedark.record.edtf import When
from codedark.record.fields import FIELD, Form
from codedark.record.public_keys import code_key, fact_key
from codedark.record.public_texts import PUBLIC_TEXTS, public_word
from codedark.record.report_summary import STALE_H
from codedark.record.report_texts import joined
from codedark.record.value_words import time_said, value_said

_SINCE = frozenset(
    {
        "ed_status",
        "ambulance_diversion",
        "prehospital_unavailable",
        "systems_unavailable",
        "working_mode",
        "service_status",
        "capacity_pct",
    }
)
"""States of which people ask since when."""


def fact_said(said: Assertion, lang: str, zone: str) -> str:
    """The sentence for one assertion, with its time and place.

    Args:
        said: one `public.sift` lets pass, or one that was told before.
        lang: a key of `public_texts.PUBLIC_TEXTS`.
    Raises:
        KeyError: there is no sentence for its value.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    >>> fact_said(Assertion(field="data_exfiltrated", status=Status.NONE_KNOWN, known_at=at), "en", "UTC")
    'As far as we knew on Tuesday 3 March 2026, no data were taken.'
    """
    key, on = fact_key(said), day_said(said.known_at, lang, zone)
    if FIELD[said.field].form is Form.MOMENT:
        return public_word(lang, key, on=when_in_sentence(When(str(said.value)), lang, zone))
    text = public_word(lang, key, value=_value(said, lang, zone), list=_listed(said, lang), service=said.about, on=on)
    if said.status is Status.NONE_KNOWN and "{on}" not in PUBLIC_TEXTS[lang][key]:
        text = public_word(lang, "as-far", on=on, sentence=_lower(text, lang))
    return placed(said, _timed(said, text, lang, zone), lang)


def beside_said(said: Assertion, as_of: datetime, lang: str, zone: str) -> str:
    """What is said after the sentence of a state: since when, and when it was confirmed where that is a day ago.

    A count without a day of its own says the latter too.
    """
    undated = FIELD[said.field].form is Form.COUNT and said.period is None and said.valid is None
    if said.field not in _SINCE and not undated:
        return ""
    more = []
    if said.valid is not None and not said.valid.open_start:
        since = when_alone(When(f"{said.valid.start}/.."), lang, zone)
        more.append(public_word(lang, "since", since=since))
    if as_of - said.known_at > timedelta(hours=STALE_H):
        more.append(public_word(lang, "as-known", on=day_said(said.known_at, lang, zone)))
    return " ".join(more)


def day_said(at: datetime, lang: str, zone: str) -> str:
    """The day of an instant, as part of a sentence."""
    return when_in_sentence(When(f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d}"), lang, zone)


def _value(said: Assertion, lang: str, zone: str) -> str:
    return value_said(said, lang, zone) if FIELD[said.field].form is Form.COUNT else ""


def _listed(said: Assertion, lang: str) -> str:
    if not isinstance(said.value, tuple) or FIELD[said.field].form is not Form.CODES:
        return ""
    return joined(lang, [public_word(lang, code_key(said.field, str(code))) for code in said.value])


def _timed(said: Assertion, text: str, lang: str, zone: str) -> str:
    """With the span it is of; a state has its since behind it."""
    if said.period is None and FIELD[said.field].state:
        return text
    when = time_said(said, lang, zone)
    return public_word(lang, "when", when=when, sentence=_lower(text, lang)) if when else text


def placed(said: Assertion, text: str, lang: str) -> str:
    """A sentence with the site it holds for, and which one it is; as it is where it holds for the whole house."""
    about = "" if said.field == "service_status" else said.about
    place = ", ".join(part for part in (*said.scope, about) if part)
    return public_word(lang, "where", place=place, sentence=text) if place else text


def _lower(text: str, lang: str) -> str:
    """A sentence behind a colon: German begins it with a capital; a word all in capitals keeps them."""
    return text if lang == "de" or text[1:2].isupper() else text[:1].lower() + text[1:]
