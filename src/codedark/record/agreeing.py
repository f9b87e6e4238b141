"""Whether two accounts of the same thing contradict each other, or one only says less."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from codedark.record.assertion import Assertion, Qualifier, Status, Value
from codedark.record.edtf import When
from codedark.record.fields import FIELD, Form

ABOUT_SHARE = 0.1
"""How far "about 70" may lie from another number and still agree: a tenth. Assumed: what writers mean was not asked."""


_ABOUT_MINUTE_S, _ABOUT_DAY_S = 30 * 60, 24 * 3600
"""How far "around half past six" and "about the 3rd" reach to either side. Assumed, as above."""


class Stance(StrEnum):
    """How one account stands to another, the leading one."""

    SAME = "same"
    LESS = "less"
    OTHER = "other"
    BEFORE = "before"
    """Of a state: it was so before."""
    SILENT = "silent"
    """It tells nothing of the world."""


def stance(one: Assertion, lead: Assertion) -> Stance:
    """How an account stands to the leading one about the same thing.

    Two accounts for sites that have nothing in common do not contradict. A state that was told at an earlier moment has
    changed; a fact told differently at another moment is another account.
    """
    if not one.status.tells:
        return Stance.SILENT if lead.status.tells else Stance.SAME
    if elsewhere(one, lead):
        return Stance.LESS
    if _alike(one, lead):
        return Stance.SAME
    if _says_less(one, lead):
        return Stance.LESS
    field = FIELD.get(one.field)
    if field is not None and field.state and _came_before(one, lead):
        return Stance.BEFORE
    return Stance.OTHER


def elsewhere(one: Assertion, other: Assertion) -> bool:
    """Whether two accounts are of sites that have nothing in common: neither is the other, said less exactly."""
    return bool(one.scope and other.scope) and not set(one.scope) & set(other.scope)


def _came_before(one: Assertion, lead: Assertion) -> bool:
    """Whether one is of an earlier moment: to the minute where both tell it, else of an earlier day.

    What a document says is of its day: two pages of one morning contradict each other, whichever was printed first.
    """
    exact, other = _exact(one), _exact(lead)
    return exact < other if exact is not None and other is not None else _day(one) < _day(lead)


def _exact(assertion: Assertion) -> datetime | None:
    """The instant of a state told to the minute, or seen by ourselves; None: only its day is known."""
    when = assertion.valid
    if when is None:
        return assertion.known_at if assertion.source is None and assertion.by not in _NOT_OURS else None
    return when.earliest("UTC") if "T" in when.start and not when.about else None


_NOT_OURS = frozenset({"press", "attacker"})
"""Voices whose word is of the day it was read, whoever entered it."""


def _day(assertion: Assertion) -> str:
    when = assertion.valid
    return assertion.known_at.isoformat()[:10] if when is None or when.open_start else when.start[:10]


def _alike(one: Assertion, other: Assertion) -> bool:
    absent = (one.status is Status.NONE_KNOWN, other.status is Status.NONE_KNOWN)
    if any(absent):
        return all(absent) or any(a.value in (False, "no", "none", 0) for a in (one, other))
    if one.qualifier != other.qualifier and {one.qualifier, other.qualifier} != {None, Qualifier.EXACT}:
        return False
    return _folded(one.value) == _folded(other.value)


def _folded(value: Value) -> object:
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    return frozenset(value) if isinstance(value, tuple) and all(isinstance(v, str) for v in value) else value


def _says_less(one: Assertion, lead: Assertion) -> bool:
    field = FIELD.get(one.field)
    if field is None:
        return False
    if field.form is Form.CODES and isinstance(one.value, tuple) and isinstance(lead.value, tuple):
        return set(one.value) <= set(lead.value)
    if field.form is Form.MOMENT:
        return _overlap(moment_bounds(one), moment_bounds(lead))
    if field.form is not Form.COUNT:
        return False
    unnumbered = any(a.qualifier is not None and not a.qualifier.numbered for a in (one, lead))
    return unnumbered or _overlap(bounds(one), bounds(lead))


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def moment_bounds(assertion: Assertion) -> tuple[float, float]:
    """Between which instants the moment an assertion tells lies, in seconds since 1970, both included; open: infinite.

    Read as UTC, for accounts of one hospital share its zone. What is no moment lies nowhere (the first is the greater).
    """
    try:
        when = When(str(assertion.value))
    except ValueError:
        return (float("inf"), float("-inf"))
    about_s = (_ABOUT_MINUTE_S if "T" in when else _ABOUT_DAY_S) if when.about else 0
    first, last = when.earliest("UTC"), when.latest("UTC")
    return (
        float("-inf") if first is None else first.timestamp() - about_s,
        float("inf") if last is None else last.timestamp() - 1 + about_s,
    )


def bounds(assertion: Assertion) -> tuple[float, float]:
    """Between which numbers a count lies, both included.

    A share and a count without a number lie anywhere: nobody told of how many.
    """
    value, qualifier = assertion.value, assertion.qualifier
    if isinstance(value, tuple):
        low, high = value
        return (float(low), float(high))
    if isinstance(value, bool) or not isinstance(value, int | float) or qualifier is Qualifier.FRACTION:
        return (0.0, float("inf"))
    if qualifier is Qualifier.AT_LEAST:
        return (float(value), float("inf"))
    if qualifier is Qualifier.AT_MOST:
        return (0.0, float(value))
    if qualifier is Qualifier.ABOUT:
        return (value * (1 - ABOUT_SHARE), value * (1 + ABOUT_SHARE))
    return (float(value), float(value))
