"""Every field is told once, by one name, and says which values it takes."""

from __future__ import annotations

import pytest

from codedark.record.assertion import Qualifier, Value
from codedark.record.fields import FIELD, FIELDS, Form, Section, field_name, value_fault


def test_no_name_is_given_twice() -> None:
    names = [field.name for field in FIELDS]
    aliases = [alias for field in FIELDS for alias in field.aliases]
    assert len({*names, *aliases}) == len(names) + len(aliases)


def test_every_section_has_a_field() -> None:
    assert {field.section for field in FIELDS} == set(Section)


def test_fields_of_one_section_stand_together() -> None:
    sections = [field.section for field in FIELDS]
    assert [s for i, s in enumerate(sections) if i == 0 or sections[i - 1] != s] == list(Section)


def test_choices_are_told_where_they_are_closed() -> None:
    assert all(field.choices for field in FIELDS if field.form is Form.CHOICE)


@pytest.mark.parametrize("told", ["surgeries_cancelled", " Operations cancelled ", "operations-cancelled"])
def test_a_field_is_found_by_others_words(told: str) -> None:
    assert field_name(told) == "operations_cancelled"


@pytest.mark.parametrize(
    ("field", "value", "qualifier"),
    [
        ("operations_cancelled", 0, None),
        ("operations_cancelled", (60, 70), Qualifier.RANGE),
        ("operations_cancelled", 0.3333, Qualifier.FRACTION),
        ("capacity_pct", 33.3, None),
        ("emergency_plan", False, None),
        ("ed_status", "limited", None),
        ("prehospital_unavailable", ("MUG", "PIT"), None),
        ("sites", ("anything",), None),
        ("onset_at", "../2026-03-03", None),
        ("lesson", "Paper ran out.", None),
        ("ed_status", None, None),
    ],
)
def test_a_value_of_the_fields_form_is_taken(field: str, value: Value, qualifier: Qualifier | None) -> None:
    assert value_fault(FIELD[field], value, qualifier) == ""


@pytest.mark.parametrize(
    ("field", "value", "qualifier"),
    [
        ("operations_cancelled", -1, None),
        ("operations_cancelled", "70", None),
        ("operations_cancelled", True, None),
        ("operations_cancelled", 70.5, None),
        ("operations_cancelled", (60, 70), None),
        ("emergency_plan", "yes", None),
        ("emergency_plan", 1, None),
        ("ed_status", "shut", None),
        ("prehospital_unavailable", ("MUG", "helicopter"), None),
        ("prehospital_unavailable", "MUG", None),
        ("onset_at", "Tuesday", None),
        ("lesson", " ", None),
        ("lesson", 3, None),
    ],
)
def test_a_value_of_another_form_is_refused_by_name(field: str, value: Value, qualifier: Qualifier | None) -> None:
    assert value_fault(FIELD[field], value, qualifier).startswith(f"{field} cannot be ")


@pytest.mark.parametrize("value", [10**400, float("inf"), float("nan"), 1e300, 10**12 + 1, (1, 10**400)])
def test_what_is_no_number_of_people_is_no_count(value: Value) -> None:
    qualifier = Qualifier.RANGE if isinstance(value, tuple) else None
    for name in ("operations_cancelled", "capacity_pct"):
        assert "nothing is so many" in value_fault(FIELD[name], value, qualifier)
    assert value_fault(FIELD["operations_cancelled"], 10**12, None) == ""
