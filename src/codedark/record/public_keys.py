"""Under which key of `public_texts` the sentence for an assertion stands."""

from __future__ import annotations

from codedark.record.assertion import Assertion, Status
from codedark.record.fields import FIELD, Form
from codedark.record.number_words import unit_form
from codedark.record.public_texts import can_say


def fact_key(said: Assertion) -> str:
    """Under which key of `public_texts` the sentence for an assertion stands; empty or unknown: there is none.

    >>> from datetime import UTC, datetime
    >>> fact_key(Assertion(field="ed_status", value="closed", known_at=datetime(2026, 3, 3, tzinfo=UTC)))
    'ed_status.closed'
    """
    field = FIELD.get(said.field)
    if field is None:
        return ""
    if said.status is Status.NONE_KNOWN or said.value == ():
        return f"{said.field}.none"
    if field.form is Form.COUNT:
        return _count_key(said)
    if field.form is Form.FLAG:
        return f"{said.field}.{'yes' if said.value is True else 'no'}"
    if field.form is Form.CODES:
        known = isinstance(said.value, tuple) and all(can_say(code_key(said.field, str(code))) for code in said.value)
        return said.field if known else ""
    if said.value is None:
        return ""
    if field.form is Form.MOMENT or said.field == "attack_type":
        return said.field
    return f"{said.field}.{said.value}"


def code_key(field: str, code: str) -> str:
    """Under which key the plain word for a code stands."""
    return f"{'team' if field == 'prehospital_unavailable' else 'system'}.{code}"


def _count_key(said: Assertion) -> str:
    try:
        form = unit_form(said.value, said.qualifier)
    except ValueError:
        return ""
    return f"{said.field}.{'many' if form in ('all', 'share') else form}"
