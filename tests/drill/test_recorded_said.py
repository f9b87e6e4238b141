"""What an assertion says in a few words, and who says it."""

from __future__ import annotations

from typing import Any

import pytest

from codedark.drill.recorded_said import beside, said, source_of
from codedark.record.assertion import Qualifier, Source, Status
from tests.drill.recorded_views import PRESS, seen
from tests.drill.recorded_views import said as told


@pytest.mark.parametrize(
    ("field", "value", "more", "words"),
    [
        ("patients_transferred", 1, {}, "1 patient"),
        ("patients_transferred", 2, {"qualifier": Qualifier.AT_LEAST}, "at least 2 patients"),
        ("patients_transferred", None, {"qualifier": Qualifier.UNCOUNTED}, "yes, uncounted"),
        ("capacity_pct", 50, {"qualifier": Qualifier.ABOUT}, "about 50 % of normal"),
        ("operations_cancelled", 0.5, {"qualifier": Qualifier.FRACTION}, "50 % of operations"),
        ("operations_cancelled", (5, 9), {"qualifier": Qualifier.RANGE}, "5 to 9 operations"),
        ("ambulance_diversion", True, {}, "yes"),
        ("ambulance_diversion", False, {}, "no"),
        ("ed_status", "limited", {}, "limited"),
        ("prehospital_unavailable", ("MUG", "PIT"), {}, "MUG, PIT"),
        ("harm", None, {"status": Status.NONE_KNOWN}, "none known"),
    ],
)
def test_a_value_is_said_with_its_qualifier_and_unit(field: str, value: Any, more: dict[str, Any], words: str) -> None:
    assert said(told(field, value, **more)) == words


def test_what_contradicts_is_named_once_and_what_agrees_is_not() -> None:
    views = seen(
        told("patients_transferred", 7), told("patients_transferred", 9, by="press"),
        told("patients_transferred", 9, by="other"), told("patients_transferred", 7, by="hospital"),
    )  # fmt: skip
    (standing,) = views.of("patients_transferred")
    assert beside(standing).count("9 patients") + beside(standing).count("7 patients") == 1
    (alone,) = seen(told("backlog", 3)).of("backlog")
    assert beside(alone) == ""


def test_a_document_is_named_and_else_the_record() -> None:
    source = Source(document=PRESS.id, start=0, end=5)
    cited = told("backlog", 3, source=source)
    assert source_of(cited, seen(cited)) == "The Paper, 2026-03-03, https://example.org/a"
    assert source_of(told("backlog", 3, by="hospital"), seen()) == "record, by hospital"
    assert source_of(told("backlog", 3), seen()) == "record"
