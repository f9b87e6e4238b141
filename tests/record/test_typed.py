"""What a person types is read by its field, or refused with what the field takes."""

from __future__ import annotations

from typing import Any

import pytest

from codedark.record.assertion import Qualifier
from codedark.record.fields import FIELD
from codedark.record.typed import NotTyped, typed_value

Q = Qualifier


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("operations_cancelled", "70", (70, Q.EXACT)),
        ("operations_cancelled", " >= 70 ", (70, Q.AT_LEAST)),
        ("operations_cancelled", "<=70", (70, Q.AT_MOST)),
        ("operations_cancelled", "~70", (70, Q.ABOUT)),
        ("operations_cancelled", "60..70", ((60, 70), Q.RANGE)),
        ("operations_cancelled", "33%", (0.33, Q.FRACTION)),
        ("operations_cancelled", "all", (None, Q.ALL)),
        ("operations_cancelled", "uncounted", (None, Q.UNCOUNTED)),
        ("capacity_pct", "37.5", (37.5, Q.EXACT)),
        ("capacity_pct", "50%", (50, Q.EXACT)),
        ("ransom_paid", "No", (False, None)),
        ("systems_unavailable", "ehr, imaging", (("ehr", "imaging"), None)),
        ("ed_status", "limited", ("limited", None)),
        ("onset_at", "../2026-03-03", ("../2026-03-03", None)),
        ("lesson", "Paper ran out.", ("Paper ran out.", None)),
    ],
)
def test_a_value_is_read_by_its_field(field: str, text: str, expected: Any) -> None:
    assert typed_value(FIELD[field], text) == expected


@pytest.mark.parametrize(
    ("field", "text", "named"),
    [
        ("operations_cancelled", "seventy", "60..70"),
        ("operations_cancelled", "-70", "no count"),
        ("operations_cancelled", "70..60", "least first"),
        ("operations_cancelled", "~60..70", "least first"),
        ("operations_cancelled", "70.5", "whole"),
        ("operations_cancelled", "", "no count"),
        ("ransom_paid", "perhaps", "yes or no"),
        ("systems_unavailable", "ehr,tea", "laboratory"),
        ("ed_status", "shut", "walk-in-only"),
        ("onset_at", "Tuesday", "EDTF"),
        ("lesson", "  ", "a text"),
    ],
)
def test_anything_else_is_refused_with_what_the_field_takes(field: str, text: str, named: str) -> None:
    with pytest.raises(NotTyped, match=named.replace(".", r"\.")):
        typed_value(FIELD[field], text)
