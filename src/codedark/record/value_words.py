"""What an assertion says, in four languages: its value with its unit, its time, and the mark that is never left out.

Free text is not translated. A value that was inferred, guessed or is contradicted never comes without its mark; what is
missing is said in the way it is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from codedark.record.assertion import Assertion, Period, PeriodKind, Status, Value
from codedark.record.date_words import when_alone
from codedark.record.edtf import When
from codedark.record.fields import FIELD, Field, Form
from codedark.record.number_words import number_said, quantity_said
from codedark.record.report_texts import TEXTS, joined, known_word, word


def value_said(assertion: Assertion, lang: str, zone: str) -> str:
    """The value alone, without time, details and mark; where there is none, how it is missing.

    Args:
        assertion: of any field; of a field unknown here its value stands as it is.
        lang: a key of `TEXTS`.
        zone: in which moments are said.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 3, 3, tzinfo=UTC)
    >>> value_said(Assertion(field="ed_status", value="closed", known_at=at), "fr", "UTC")
    'fermé'
    >>> value_said(Assertion(field="attack_type", status=Status.UNKNOWN, known_at=at), "de", "UTC")
    'unbekannt'
    """
    field = FIELD.get(assertion.field)
    if is_bare(assertion):
        return word(lang, "status", assertion.status)
    if field is None:
        return _plain(assertion.value, lang)
    return _SAID[field.form](field, assertion, lang, zone)


def is_bare(assertion: Assertion) -> bool:
    """Whether its status is all it says: no value stands there, nor a count that needs no number."""
    counted = assertion.qualifier is not None and not assertion.qualifier.numbered and assertion.status.tells
    return assertion.status is Status.NONE_KNOWN or (assertion.value is None and not counted)


def _count(field: Field, assertion: Assertion, lang: str, _zone: str) -> str:
    try:
        return quantity_said(assertion.value, assertion.qualifier, field.unit, lang)
    except ValueError:
        return _plain(assertion.value, lang)


def _flag(_field: Field, assertion: Assertion, lang: str, _zone: str) -> str:
    if not isinstance(assertion.value, bool):
        return _plain(assertion.value, lang)
    return word(lang, "flag", "yes" if assertion.value else "no")


def _choice(field: Field, assertion: Assertion, lang: str, _zone: str) -> str:
    return TEXTS[lang]["choice"].get(f"{field.name}.{assertion.value}", _plain(assertion.value, lang))


def _codes(_field: Field, assertion: Assertion, lang: str, _zone: str) -> str:
    told = assertion.value if isinstance(assertion.value, tuple) else (assertion.value,)
    return joined(lang, [known_word(lang, "code", str(code)) for code in told])


def _moment(_field: Field, assertion: Assertion, lang: str, zone: str) -> str:
    try:
        return when_alone(When(str(assertion.value)), lang, zone)
    except ValueError:
        return _plain(assertion.value, lang)


def _text(_field: Field, assertion: Assertion, lang: str, _zone: str) -> str:
    return _plain(assertion.value, lang)


_SAID = {
    Form.COUNT: _count,
    Form.FLAG: _flag,
    Form.CHOICE: _choice,
    Form.CODES: _codes,
    Form.MOMENT: _moment,
    Form.TEXT: _text,
}


def _plain(value: Value, lang: str) -> str:
    """A value of a form nobody expected, as it stands."""
    if isinstance(value, bool):
        return word(lang, "flag", "yes" if value else "no")
    if isinstance(value, int | float):
        return number_said(value, lang)
    if isinstance(value, tuple):
        return joined(lang, [_plain(part, lang) for part in value])
    return "" if value is None else " ".join(value.split())


def time_said(assertion: Assertion, lang: str, zone: str) -> str:
    """The span a count is of, else when a state holds; empty: not told, or the value is the time.

    >>> from datetime import UTC, datetime
    >>> day = Period(when=When("2026-03-03"))
    >>> told = Assertion(field="operations_cancelled", value=70, period=day, known_at=datetime(2026, 3, 3, tzinfo=UTC))
    >>> time_said(told, "en", "UTC")
    'Tuesday 3 March 2026'
    """
    if assertion.period is not None:
        return _period(assertion.period, lang, zone)
    field = FIELD.get(assertion.field)
    if assertion.valid is None or field is None or field.form is Form.MOMENT:
        return ""
    return when_alone(_since(assertion.valid) if field.state else assertion.valid, lang, zone)


def _since(valid: When) -> When:
    """A state told at a point goes on from there, until another is told."""
    return valid if "/" in valid else When(f"{valid}/..")


def _period(period: Period, lang: str, zone: str) -> str:
    said = when_alone(period.when, lang, zone)
    return word(lang, "phrase", "in-all", when=said) if period.kind is PeriodKind.CUMULATIVE else said


def details_said(details: Mapping[str, str], lang: str) -> str:
    """More of the same thing, in a row: how ill, where to, with whose help; what has no word here is left to JSON."""
    colon = word(lang, "number", "colon")
    said = [
        f"{known_word(lang, 'detail', key)}{colon}{known_word(lang, 'detail-value', value)}"
        for key, value in details.items()
        if key in TEXTS[lang]["detail"]
    ]
    return "; ".join(said)


def mark_said(assertion: Assertion, status: Status, lang: str) -> str:
    """The mark of a value no rendering may print without it, with rule or reason; empty: it needs none.

    Where nothing is known the value says so itself; then the source's own reason stands here.

    Args:
        assertion: that leads.
        status: of the standing: `disputed` where another account that is alive contradicts.

    >>> from datetime import UTC, datetime
    >>> told = Assertion(
    ...     field="onset_at",
    ...     value="2026-03-03",
    ...     status=Status.INFERRED,
    ...     reason="as it was still going on the day after",
    ...     known_at=datetime(2026, 3, 4, tzinfo=UTC),
    ... )
    >>> mark_said(told, told.status, "nl")
    '(afgeleid, as it was still going on the day after)'
    """
    marks = []
    if assertion.status.marked or (not assertion.status.tells and assertion.value is not None):
        marks.append(_own_mark(assertion, lang))
    elif not assertion.status.tells and assertion.reason:
        marks.append(f"({reason_said(assertion, lang)})")
    if status is Status.DISPUTED and assertion.status is not Status.DISPUTED:
        marks.append(word(lang, "phrase", "disputed-mark", status=word(lang, "status", Status.DISPUTED)))
    return " ".join(marks)


def _own_mark(assertion: Assertion, lang: str) -> str:
    status, reason = word(lang, "status", assertion.status), reason_said(assertion, lang)
    key = "mark" if reason else "mark-bare"
    return word(lang, "phrase", key, status=status, reason=reason)


def short_mark(assertion: Assertion, status: Status, lang: str) -> str:
    """The mark without its reason, for sentences: `(inferred)`; empty: it needs none."""
    marked = [one for one in dict.fromkeys((assertion.status, status)) if one.marked]
    return " ".join(word(lang, "phrase", "mark-bare", status=word(lang, "status", one)) for one in marked)


def reason_said(assertion: Assertion, lang: str) -> str:
    """The source's own reason, else our rule; empty: neither."""
    if assertion.reason:
        return " ".join(assertion.reason.split())
    return word(lang, "phrase", "rule", rule=assertion.rule) if assertion.rule else ""
