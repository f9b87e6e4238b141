"""Labels that are fields of their own ("Operations cancelled: at least 70"): their values back into codes and numbers.

Reports of ours have a section of them; so may others'. A value is taken where its words are the ones a report of ours
would use, in any of the four languages, or a number; else it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from codedark.record.assertion import Qualifier, Value
from codedark.record.fields import FIELD, FIELDS, Field, Form
from codedark.record.prose_words import PROSE
from codedark.record.report_texts import TEXTS, field_label
from codedark.record.report_words import LABELS, folded

_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_NUMBER = r"\d{1,3}(?:[\s.,\u00a0\u202f]\d{3})+|\d+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """A value of a field, and the brackets behind it, which may say when."""

    value: Value
    qualifier: Qualifier | None = None
    brackets: str = ""


def field_of(label: str) -> tuple[str, str] | None:
    """The field a label names, and which one it is where the field has several; None: no field of its own.

    >>> field_of("Operations cancelled"), field_of("Service ICU"), field_of("Weather")
    (('operations_cancelled', ''), ('service_status', 'ICU'), None)
    """
    own = _labels().get(folded(label))
    if own is not None:
        return own, ""
    first, _, rest = label.partition(" ")
    service = _labels().get(folded(first)) == "service_status" and rest
    return ("service_status", rest) if service else None


def valued(field: str, text: str, lang: str) -> Valued | None:
    """A field's value from its words; None: not in words we know.

    >>> valued("operations_cancelled", "at least 70 operations (3 March 2026)", "en")
    Valued(value=70, qualifier=<Qualifier.AT_LEAST: 'at-least'>, brackets='3 March 2026')
    """
    found = _BRACKETS.search(text)
    bare = None if found is None else _value(FIELD[field], text[: found.start()], lang)
    if found is None or bare is None:
        return _value(FIELD[field], text, lang)
    return Valued(value=bare.value, qualifier=bare.qualifier, brackets=found["inside"])


def _value(field: Field, text: str, lang: str) -> Valued | None:
    told = folded(text)
    if field.form is Form.COUNT:
        return _count(field, text.strip(), lang)
    if field.form is Form.FLAG:
        flag = {folded(TEXTS[lang]["flag"]["yes"]): True, folded(TEXTS[lang]["flag"]["no"]): False}.get(told)
        return None if flag is None else Valued(value=flag)
    if field.form is Form.CHOICE:
        words = {folded(TEXTS[lang]["choice"].get(f"{field.name}.{one}", one)): one for one in field.choices}
        return Valued(value=words[told]) if told in words else None
    if field.form is Form.CODES:
        return _codes(field, text, lang)
    return None


def _codes(field: Field, text: str, lang: str) -> Valued | None:
    said = {folded(TEXTS[lang]["code"].get(code, code)): code for code in field.choices}
    parts = re.split(rf",\s+|{re.escape(TEXTS[lang]['number']['and'])}", text)
    codes = tuple(said[folded(part)] for part in parts if folded(part) in said)
    return Valued(value=codes) if codes and len(codes) == len(parts) else None


def _count(field: Field, text: str, lang: str) -> Valued | None:
    words = PROSE[lang]
    for qualifier, key in ((Qualifier.ALL, "all"), (Qualifier.UNCOUNTED, "uncounted")):
        if folded(text) == folded(TEXTS[lang]["unit"].get(f"{field.unit}.{key}", "")):
            return Valued(value=None, qualifier=qualifier)
    before = "|".join(form for form, _ in words.qualifiers)
    both = re.match(rf"\D{{1,20}}?\s(?P<low>{_NUMBER})\s+\w{{1,4}}\s+(?P<high>{_NUMBER})(?!\d)", text)
    if both and (low := _plain(both["low"])) <= (high := _plain(both["high"])):
        return Valued(value=(low, high), qualifier=Qualifier.RANGE)
    found = re.match(rf"(?:(?P<q>{before})\s+)?(?P<n>{_NUMBER})(?![\d.,]*\d)(?!\s*%)", text, re.IGNORECASE)
    if found is None:
        return None
    kinds = (kind for form, kind in words.qualifiers if found["q"] and re.fullmatch(form, found["q"], re.IGNORECASE))
    return Valued(value=_plain(found["n"]), qualifier=Qualifier(next(kinds, "exact")))


def _plain(number: str) -> int:
    return int(re.sub(r"\D", "", number))


@cache
def _labels() -> Mapping[str, str]:
    """Labels of fields that no section's table has, in every language and by our own names."""
    return dict(_named())


def _named() -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        if field.form in (Form.TEXT, Form.MOMENT) or field.name in LABELS:
            continue
        for name in (field.label, field.name, *field.aliases, *(field_label(lang, field.name) for lang in TEXTS)):
            yield folded(name.replace("_", " ")), field.name
