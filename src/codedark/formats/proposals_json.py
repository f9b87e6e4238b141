"""What `codedark intake --json` prints of an article: the keys of a report's, and what was seen and left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from codedark.record.assertion import Assertion
from codedark.record.plain import plain
from codedark.record.reading import REASONS, Declined


def proposals_json(title: str, assertions: Sequence[Assertion], declined: Iterable[Declined]) -> dict[str, Any]:
    """An article's proposals as one object.

    Args:
        assertions: the proposals as they would be asserted; each with its place in the text.
    Returns:
        `{"title", "sections": {}, "assertions": [...], "unknowns": [...], "declined": [...]}`; an assertion has at
        least `id`, `field`, `value`, `status`, `qualifier`, `period`, `span`, `rule`.

    >>> told = proposals_json("T", (), (Declined(field="harm", start=0, end=4, wording="harm", reason="exercise"),))
    >>> told["declined"][0]["why"]
    'it is of an exercise'
    """
    return {
        "title": title,
        "sections": {},
        "assertions": [_assertion(one) for one in assertions],
        "unknowns": [_unknown(one) for one in assertions if not one.status.tells],
        "declined": [
            {
                "field": one.field,
                "span": [one.start, one.end],
                "wording": one.wording,
                "reason": one.reason,
                "why": REASONS[one.reason],
            }
            for one in declined
        ],
    }


def _assertion(one: Assertion) -> dict[str, Any]:
    first = dict.fromkeys(("field", "value", "status", "qualifier", "period"))
    more = plain(one)
    more.pop("source", None)
    return {"id": one.id, **first, **more, "span": _span(one), "rule": one.rule}


def _unknown(one: Assertion) -> dict[str, Any]:
    about, reason = one.about or None, one.reason or None
    return {
        "id": one.id,
        "field": one.field,
        "about": about,
        "status": one.status.value,
        "reason": reason,
        "span": _span(one),
    }


def _span(one: Assertion) -> list[int]:
    return [0, 0] if one.source is None else [one.source.start, one.source.end]
