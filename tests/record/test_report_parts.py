from __future__ import annotations

from datetime import timedelta

from codedark.record.assertion import Assertion, Status
from codedark.record.fields import FIELDS
from codedark.record.report import Part
from codedark.record.report_parts import PLANS, TACTICS_ALWAYS, UNDER, parts
from codedark.record.view import view
from tests.record.making import START, log, said


def made(*assertions: Assertion) -> dict[str, Part]:
    seen = view(log(assertions), START + timedelta(days=9))
    return {part.key: part for part in parts(seen.standings)}


def test_every_field_stands_in_exactly_one_section() -> None:
    named = [name for plan in PLANS for name in (*plan.always, *plan.told)]
    assert sorted(named) == sorted(field.name for field in FIELDS)


def test_sections_stand_in_the_order_reports_of_this_form_have() -> None:
    assert list(made()) == [
        "details",
        "initial-access",
        "lateral-movement",
        "exfiltration-impact",
        "detection-response",
        "method",
        "impact",
        "clinical",
        "indicators",
        "response",
        "lessons",
        "recommendations",
    ]
    assert set(UNDER) <= set(made()) and set(UNDER.values()) == {"timeline"}


def test_what_reports_always_have_is_listed_though_nothing_is_said() -> None:
    empty = made()
    assert [row.field for row in empty["response"].rows] == ["containment", "eradication", "recovery"]
    assert [row.about for row in empty["method"].rows] == list(TACTICS_ALWAYS) and len(TACTICS_ALWAYS) == 10
    assert not [row for part in empty.values() for row in part.rows if row.standing is not None]
    assert empty["indicators"].rows == empty["recommendations"].rows == ()


def test_a_row_gives_way_to_what_is_said() -> None:
    told = made(said("containment", "Servers off"), said("containment", "Mail off"))["response"]
    assert [(row.field, row.standing is not None) for row in told.rows] == [
        ("containment", True), ("containment", True), ("eradication", False), ("recovery", False)
    ]  # fmt: skip


def test_tactics_stand_in_their_order_and_the_rare_ones_only_when_told() -> None:
    told = made(
        said("technique", status=Status.UNKNOWN, about="execution"),
        said("technique", "T1486", about="impact"),
        said("technique", "odd", about="something else"),
    )["method"]
    abouts = [row.about for row in told.rows]
    assert abouts[:2] == ["initial-access", "execution"] and abouts[-2:] == ["impact", "something else"]
    assert len(abouts) == 12


def test_data_taken_stands_under_the_timeline_first() -> None:
    told = made(said("data_exfiltrated", "no"), said("impact_summary", "Surgery stood still"))
    assert [row.field for row in told["exfiltration-impact"].rows] == ["data_exfiltrated", "impact_summary"]
    assert "data_exfiltrated" not in [row.field for row in told["impact"].rows]
