from __future__ import annotations

from math import inf

from codedark.divert.department import Department
from codedark.divert.waiting_floor import Person, served


def person(at: float, treatment: float, **told: object) -> Person:
    usual = {
        "joins_at": at, "at": at, "by_ambulance": False, "leaves_at": inf, "treatment": treatment, "admitted": False,
        "boarding": 0.0, "stay": 0.0,
    }  # fmt: skip
    return Person(**{**usual, **told})  # type: ignore[arg-type]


def test_one_place_takes_one_after_the_other() -> None:
    taken, left = served(Department(places=1), [person(0, 10), person(1, 5), person(2, 5)])
    assert (taken, left) == ([0, 10, 15], [10, 15, 20])


def test_two_places_take_two() -> None:
    taken, _ = served(Department(places=2), [person(0, 10), person(1, 5), person(2, 5)])
    assert taken == [0, 1, 6]


def test_who_came_by_ambulance_goes_first_whoever_came_before() -> None:
    people = [person(0, 10), person(1, 5), person(2, 5, by_ambulance=True)]
    assert served(Department(places=1), people)[0] == [0, 15, 10]


def test_whose_patience_ends_is_never_taken_and_holds_nobody_up() -> None:
    people = [person(0, 10), person(1, 5, leaves_at=9.0), person(2, 5)]
    taken, left = served(Department(places=1), people)
    assert (taken, left) == ([0, inf, 10], [10, inf, 15])


def test_who_leaves_at_the_desk_never_joins() -> None:
    taken, _ = served(Department(places=1), [person(0, 5, joins_at=10.0, leaves_at=8.0)])
    assert taken == [inf]


def test_who_is_admitted_holds_the_place_until_a_bed_is_free() -> None:
    people = [
        person(0, 10, admitted=True, boarding=5, stay=100),
        person(1, 10, admitted=True, boarding=5, stay=100),
        person(20, 3),
    ]
    taken, left = served(Department(places=2, ward_beds=1), people)
    assert left == [15, 115, 23]
    taken, left = served(Department(places=1, ward_beds=1), people)
    assert (taken, left) == ([0, 15, 115], [15, 115, 118])
    assert served(Department(places=2), people)[1] == [15, 16, 23]
