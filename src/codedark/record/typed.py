"""What a person types for a value, read by its field's form: `>=70`, `60..70`, `yes`, `ehr,imaging`."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

from codedark.record.assertion import Qualifier, Value
from codedark.record.fields import Field, Form, value_fault

_NUMBER = r"\d+(?:\.\d+)?"
_COUNT = re.compile(rf"(?P<sign>>=|<=|~)?\s*(?P<low>{_NUMBER})\s*(?:\.\.\s*(?P<high>{_NUMBER}))?\s*(?P<share>%)?")
_SIGNS = MappingProxyType({">=": Qualifier.AT_LEAST, "<=": Qualifier.AT_MOST, "~": Qualifier.ABOUT})
_YES = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})
_COUNTS = "write 70, >=70, <=70, ~70 (about), 60..70, 33% (a share of all), all, or uncounted"


class NotTyped(ValueError):
    """What was typed is no value of that field; the text says which ones there are."""


def typed_value(field: Field, text: str) -> tuple[Value, Qualifier | None]:
    """Read a value as a person types it.

    Args:
        field: whose form decides.
        text: as typed; blanks around it do not count.
    Returns:
        The value and, for counts, how it is meant.
    Raises:
        NotTyped: it is none of that field.

    >>> from codedark.record.fields import FIELD
    >>> typed_value(FIELD["operations_cancelled"], ">=70"), typed_value(FIELD["ransom_paid"], "no")
    ((70, <Qualifier.AT_LEAST: 'at-least'>), (False, None))
    >>> typed_value(FIELD["ed_status"], "shut")
    Traceback (most recent call last):
    codedark.record.typed.NotTyped: ed_status cannot be 'shut': open, limited, walk-in-only or closed
    """
    told = text.strip()
    value, qualifier = _READ[field.form](told.rstrip("%") if field.unit.startswith("%") else told)
    wrong = value_fault(field, value, qualifier)
    if wrong:
        raise NotTyped(wrong)
    return value, qualifier


def _count(text: str) -> tuple[Value, Qualifier | None]:
    if text in (Qualifier.ALL, Qualifier.UNCOUNTED):
        return None, Qualifier(text)
    found = _COUNT.fullmatch(text)
    if found is None:
        raise NotTyped(f"{text!r} is no count: {_COUNTS}")
    low = _number(found["low"])
    if found["high"] is not None:
        if found["sign"] or found["share"] or low > _number(found["high"]):
            raise NotTyped(f"{text!r} is no range: write 60..70, least first")
        return (low, _number(found["high"])), Qualifier.RANGE
    if found["share"]:
        return round(low / 100, 6), Qualifier.FRACTION
    return low, _SIGNS.get(found["sign"] or "", Qualifier.EXACT)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _flag(text: str) -> tuple[Value, None]:
    if text.lower() not in _YES:
        raise NotTyped(f"{text!r} is neither: write yes or no")
    return _YES[text.lower()], None


def _codes(text: str) -> tuple[Value, None]:
    return tuple(part.strip() for part in text.split(",") if part.strip()), None


def _as_it_stands(text: str) -> tuple[Value, None]:
    return text, None


_READ: MappingProxyType[Form, Callable[[str], tuple[Value, Qualifier | None]]] = MappingProxyType(
    {
        Form.COUNT: _count,
        Form.FLAG: _flag,
        Form.CODES: _codes,
        Form.CHOICE: _as_it_stands,
        Form.MOMENT: _as_it_stands,
        Form.TEXT: _as_it_stands,
    }
)
