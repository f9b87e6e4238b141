"""What an assertion of a record says, in a few words, and who says it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from codedark.record.assertion import Assertion, Qualifier, Status
from codedark.record.fields import FIELD
from codedark.record.view import Relation, Standing, View

_BEFORE: Mapping[Qualifier | None, str] = MappingProxyType(
    {Qualifier.AT_LEAST: "at least ", Qualifier.AT_MOST: "at most ", Qualifier.ABOUT: "about "}
)


def said(told: Assertion) -> str:
    """A value as people say it, with its unit."""
    field = FIELD[told.field]
    if told.status is Status.NONE_KNOWN:
        return "none known"
    if told.qualifier is Qualifier.ALL:
        return f"all {field.unit}".strip()
    if told.qualifier is Qualifier.UNCOUNTED or told.value is None:
        return "yes, uncounted"
    value = told.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if told.qualifier is Qualifier.FRACTION and isinstance(value, int | float):
        return f"{value:.0%} of {field.unit}".replace("%", " %")
    words = (
        f"{value[0]:g} to {value[1]:g}"
        if told.qualifier is Qualifier.RANGE and isinstance(value, tuple)
        else _plain(value)
    )
    unit = "patient" if value == 1 and field.unit == "patients" else field.unit
    unit = unit if isinstance(value, int | float) or told.qualifier is Qualifier.RANGE else ""
    return f"{_BEFORE.get(told.qualifier, '')}{words} {unit}".strip() or "none named"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def beside(standing: Standing) -> str:
    """Accounts that contradict the one that leads."""
    others = [said(one.assertion) for one in standing.accounts if one.relation is Relation.DIFFERS]
    return f" (others say: {'; '.join(dict.fromkeys(others))})" if others else ""


def printable(words: str) -> str:
    r"""On one line, and nothing a terminal or a comment would obey: what somebody wrote of an incident is only shown.

    >>> printable("VPN\nmode = 'none'")
    "VPN mode = 'none'"
    """
    return "".join(c if c.isprintable() else " " for c in words)


def source_of(told: Assertion, view: View) -> str:
    """Who says so: the document it was read from, else the record with whoever told it."""
    document = None if told.source is None else view.documents.get(told.source.document)
    if document is None:
        return f"record, by {told.by}" if told.by else "record"
    return ", ".join(part for part in (document.publisher, document.published, document.url or document.title) if part)
