"""A report's form refuses what cannot be written on one line, and compares by what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.record.assertion import Status
from codedark.record.report_form import Item, Kind, ReportForm, Section, Told, Written, as_told, item, paragraph


def test_stated_without_a_value_says_nothing() -> None:
    with pytest.raises(ValueError, match="what is stated"):
        Told()
    assert Told(status=Status.UNKNOWN).value == ""


@pytest.mark.parametrize("wrong", ["two\nlines", " before", "a  b"])
def test_values_labels_and_reasons_stand_on_one_line(wrong: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        Item(label=wrong)
    with pytest.raises(ValueError, match="one line"):
        Item(told=(Told(value=wrong),))
    with pytest.raises(ValueError, match="one line"):
        Told(status=Status.UNKNOWN, reason=wrong)
    assert Item(kind=Kind.VERBATIM, told=(Told(value="two\nlines"),)).value == "two\nlines"


def test_an_item_is_made_from_any_text() -> None:
    made = item("  Vector\n", " by\n mail ", Status.INFERRED, "as\ttold", depth=1)
    assert (made.label, made.value, made.status, made.reason, made.depth) == (
        *("Vector", "by mail", Status.INFERRED, "as told", 1),
    )
    assert item("Containment").told == ()
    assert (item("Containment").status, item("x").value, item("x").reason) == (None, "", "")
    assert paragraph("a\nb").value == "a b"


def form() -> ReportForm:
    below = Section(heading="Below", key="lessons", depth=3, items=(item("a", "b"),))
    return ReportForm(
        root=Section(heading="T", depth=1, sections=(Section(heading="S", key="x", sections=(below,)), below))
    )


def test_sections_are_walked_in_the_order_of_the_file() -> None:
    assert [s.heading for s in form().walked()] == ["T", "S", "Below", "Below"]
    assert len(form().of("lessons")) == 2
    assert form().title == "T"


def test_as_told_forgets_where_and_how_it_stood() -> None:
    first = form()
    where = Written(raw="## S\n", depth=2)
    told = Told(value="b", words="b", start=4, end=5)
    moved = replace(first.root.sections[1].items[0], told=(told,), start=1, end=6, written=where)
    other = replace(
        first,
        teaser="x",
        bom=True,
        root=replace(
            first.root,
            written=where,
            sections=(first.root.sections[0], replace(first.root.sections[1], start=9, items=(moved,))),
        ),
    )
    assert other != first
    assert as_told(other) == as_told(first)
