"""Numbers as each language writes them, and counts as they are meant: at least, about, between, an unknown number."""

from __future__ import annotations

from codedark.record.assertion import Qualifier, Value
from codedark.record.report_texts import word


def number_said(number: float, lang: str) -> str:
    """A number with the thousands and decimals of its language; at most one decimal more than it needs.

    >>> [number_said(1234.5, lang) for lang in ("en", "nl", "de")]
    ['1,234.5', '1.234,5', '1.234,5']
    """
    number += 0.0  # -0 is 0
    plain = f"{number:,.0f}" if number == int(number) else f"{number:,.3f}".rstrip("0").rstrip(".")
    marks = {",": word(lang, "number", "thousands"), ".": word(lang, "number", "decimal")}
    return "".join(marks.get(letter, letter) for letter in plain)


def quantity_said(value: Value, qualifier: Qualifier | None, unit: str, lang: str) -> str:
    """A count with its unit, as it is meant.

    Args:
        value: a number, least and most of a range, or None where the qualifier says all.
        unit: of the field (`Field.unit`).
    Raises:
        KeyError: no words for that unit or language.
        ValueError: neither a number nor a qualifier that needs none.

    >>> quantity_said(70, Qualifier.AT_LEAST, "operations", "nl")
    'minstens 70 operaties'
    >>> quantity_said(None, Qualifier.ALL, "operations", "fr")
    'toutes les opérations'
    """
    form = unit_form(value, qualifier)
    return word(lang, "unit", f"{unit}.{form}", n=_number(value, qualifier, lang))


def unit_form(value: Value, qualifier: Qualifier | None) -> str:
    """Which words a count takes: `one`, `many`, `none`, `all`, `uncounted` or `share`.

    Raises:
        ValueError: neither a number nor a qualifier that needs none.
    """
    if qualifier is not None and not qualifier.numbered:
        return qualifier.value
    if qualifier is Qualifier.FRACTION:
        return "share"
    numbers = _numbers(value)
    if not any(numbers) and qualifier in (None, Qualifier.EXACT):
        return "none"
    return "one" if max(numbers) == 1 else "many"


def _number(value: Value, qualifier: Qualifier | None, lang: str) -> str:
    """The number with its qualifier; nothing where there is none."""
    if qualifier is not None and not qualifier.numbered:
        return ""
    numbers = [number * 100 if qualifier is Qualifier.FRACTION else number for number in _numbers(value)]
    if qualifier is Qualifier.FRACTION:
        return number_said(round(numbers[0], 1), lang)
    said = [number_said(number, lang) for number in numbers]
    if len(said) > 1:
        return word(lang, "qualifier", Qualifier.RANGE, low=said[0], high=said[-1])
    return word(lang, "qualifier", qualifier or Qualifier.EXACT, n=said[0])


def _numbers(value: Value) -> list[float]:
    told = value if isinstance(value, tuple) else (value,)
    numbers = [float(one) for one in told if isinstance(one, int | float) and not isinstance(one, bool)]
    if not numbers or len(numbers) < len(told):
        raise ValueError(f"value={value!r}: a count is a number, or least and most")
    return numbers
