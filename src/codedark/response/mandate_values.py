"""How each value of `mandate.toml` is read: the value, or what is wrong with it and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum
from typing import Any, TypeVar

from codedark.gap.posture import Posture
from codedark.hospital.cells import read_cell
from codedark.hospital.faults import CellFault
from codedark.hospital.schema import Column, Kind
from codedark.hospital.spelling import Spelling
from codedark.hospital.wiring import public_key

E = TypeVar("E", bound=Enum)


def text(value: Any) -> str:
    """Text; every function here raises CellFault for what it does not take."""
    if not isinstance(value, str):
        raise CellFault("not text", 'text in "double quotes"')
    return value


def _cell(kind: Kind, value: Any) -> Any:
    return read_cell(Column(name="value", kind=kind, doc="", required=True), text(value))


def role(value: Any) -> str:
    """The name of a role, written as ids of tables are.

    >>> role("duty-engineer")
    'duty-engineer'
    """
    return str(_cell(Kind.ID, value))


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise CellFault("neither true nor false", "true or false")
    return value


def number(low: float, high: float) -> Callable[[Any], float]:
    """A number within limits, both included."""

    def read(value: Any) -> float:
        if type(value) not in (int, float) or not low <= value <= high:
            raise CellFault("not a number that makes sense here", f"a number from {low:g} to {high:g}")
        return float(value)

    return read


def whole(low: int, high: int) -> Callable[[Any], int]:
    """A whole number within limits, both included."""

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            fix = f"a whole number from {low} to {high}" if low < high else f"{low}"
            raise CellFault("not a whole number that makes sense here", fix)
        return value

    return read


def day(value: Any) -> date:
    """A date, in quotes or not."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    read: date = _cell(Kind.DATE, value)
    return read


def moment(value: Any) -> datetime:
    """A moment with its offset, in quotes or not."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise CellFault("not a moment with its offset", "such as 2026-03-03T06:30:00+01:00")
    return value


def time_of_day(value: Any) -> int:
    """Minutes after midnight.

    >>> time_of_day("20:00")
    1200
    """
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    return int(_cell(Kind.TIME_OF_DAY, value))


def posture(value: Any) -> Posture:
    """A posture that closes something, by its number."""
    if type(value) is not int or not 1 <= value <= 4:
        raise CellFault("no posture", "1 watch, 2 no administration, 3 cut except break-glass, 4 dark")
    return Posture(value)


def key(value: Any) -> str:
    """A public key, or empty: not enrolled."""
    told = text(value).strip()
    return public_key(told) if told else ""


def _many(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise CellFault("not a list", '`["a", "b"]`')
    return value


def keys(value: Any) -> tuple[str, ...]:
    """Public keys, one a person; () where nobody is enrolled."""
    told = tuple(key(item) for item in _many(value))
    if "" in told or len(set(told)) < len(told):
        raise CellFault("a key is empty, or stands there twice", "each person's key once; [] where nobody is enrolled")
    return told


def plans(value: Any) -> tuple[str, ...]:
    """Names of prepared plans."""
    told = tuple(text(item) for item in _many(value))
    for plan in told:
        if plan != "unknown" and not (plan.startswith("zone:") and plan != "zone:"):
            raise CellFault(f"'{plan}' is no prepared plan", "`zone:NAME` or `unknown`")
    return tuple(dict.fromkeys(told))


def words(vocabulary: type[E]) -> Callable[[Any], tuple[E, ...]]:
    """Some words of a vocabulary, in its own order."""
    allowed = [str(word.value) for word in vocabulary]

    def read(value: Any) -> tuple[E, ...]:
        told = [text(item).lower() for item in _many(value)]
        for item in told:
            if item not in allowed:
                fix = Spelling(allowed).fix(item, "one of " + ", ".join(allowed))
                raise CellFault(f"'{item}' is not one of the words for it", fix)
        return tuple(word for word in vocabulary if word.value in told)

    return read
