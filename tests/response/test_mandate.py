from __future__ import annotations

from datetime import datetime

import pytest

from codedark.hospital.words import Day
from codedark.response.mandate import ALL_DAY, Hours, Night, clock
from tests.response.people import OFFICES, id_of, make_mandate, public_of


def at(text: str) -> datetime:
    """A moment of the week of Monday 12 January 2026."""
    return datetime.fromisoformat(f"2026-01-{text}")


@pytest.mark.parametrize(
    ("moment", "inside"),
    [("12T07:00", True), ("12T06:59", False), ("12T19:59", True), ("12T20:00", False), ("17T12:00", False)],
)
def test_hours_have_both_their_ends(moment: str, inside: bool) -> None:
    assert Hours(from_min=420, to_min=1200).covers(at(moment), (Day.MON, Day.TUE)) is inside


@pytest.mark.parametrize(
    ("moment", "inside"),
    [("12T20:00", True), ("13T06:59", True), ("13T07:00", False), ("12T06:59", False), ("13T20:00", False)],
)
def test_hours_past_midnight_belong_to_the_day_they_began_on(moment: str, inside: bool) -> None:
    assert Hours(from_min=1200, to_min=420).covers(at(moment), (Day.MON,)) is inside


def test_equal_hours_are_the_whole_day() -> None:
    assert ALL_DAY.covers(at("12T00:00"), (Day.MON,))
    assert ALL_DAY.covers(at("12T23:59"), (Day.MON,))
    assert not ALL_DAY.covers(at("13T00:00"), (Day.MON,))
    assert str(ALL_DAY) == "at any hour"
    assert str(Hours(from_min=420, to_min=1200)) == "07:00 to 20:00"


def test_the_weekend_is_night_only_where_the_mandate_says_so() -> None:
    assert not Night().at(at("17T12:00"))
    assert Night(weekend=True).at(at("17T12:00"))
    assert Night().at(at("17T20:00"))
    assert Night().at(at("12T06:59"))
    assert not Night().at(at("12T07:00"))


def test_each_key_has_its_roles_and_the_machine_has_none() -> None:
    mandate = make_mandate()
    assert [office.role for office in mandate.holders[id_of("engineer-2")]] == ["duty-engineer"]
    assert mandate.holders[id_of("machine")] == ()
    assert mandate.is_automatic(id_of("machine"))
    assert not mandate.is_automatic(id_of("engineer"))
    assert mandate.public[id_of("nurse")] == public_of("nurse")
    assert id_of("owner") not in mandate.public


def test_the_record_has_roles_and_no_names() -> None:
    assert make_mandate().roles([id_of("engineer"), id_of("engineer-2"), id_of("nurse")]) == (
        "duty-engineer",
        "chief-nurse",
    )


def test_an_office_without_a_key_is_not_enrolled() -> None:
    assert [office.role for office in OFFICES if not office.enrolled] == ["security-officer"]
    assert make_mandate().office("security-officer") is OFFICES[-1]
    assert make_mandate().office("nobody") is None


def test_a_minute_is_said_as_people_read_it() -> None:
    assert clock(0) == "00:00"
