from __future__ import annotations

from datetime import timedelta

from codedark.record.edtf import When
from codedark.record.public_standing import contradicted, no_harm_told, speaking, went_on
from tests.record.making import START, said
from tests.record.public_making import CLOSED, DAY, SEVENTY, ZONE, seen, sure

HOUR = timedelta(hours=1)


def test_a_state_that_began_later_went_on_and_a_count_never_does() -> None:
    later = sure("ed_status", "open", valid=When("2026-03-03T08:00"))
    assert went_on(CLOSED, later, ZONE) and not went_on(later, CLOSED, ZONE)
    assert not went_on(SEVENTY, sure("operations_cancelled", 2, valid=When("2026-03-03T08:00")), ZONE)


def test_an_hour_with_its_offset_and_one_of_the_wall_are_compared_as_instants() -> None:
    zulu = sure("ed_status", "open", valid=When("2026-03-03T06:05:00Z"))  # 07:05 on the wall
    assert went_on(zulu, CLOSED, ZONE) and not went_on(CLOSED, zulu, ZONE)


def test_about_then_is_not_to_the_minute() -> None:
    assert not went_on(sure("ed_status", "closed", valid=When("2026-03-03T06:30~")), CLOSED, ZONE)


def test_without_a_time_only_the_same_voice_goes_on() -> None:
    first, then = sure("ed_status", "closed"), sure("ed_status", "open", known_at=START + HOUR)
    assert went_on(first, then, ZONE)
    assert not went_on(said("ed_status", "closed", by="press"), then, ZONE)
    assert not went_on(said("ed_status", "closed"), said("ed_status", "open", known_at=START + HOUR), ZONE)


def test_a_contradiction_needs_two() -> None:
    (alone,) = seen([SEVENTY]).standings
    (both,) = seen([SEVENTY, sure("operations_cancelled", 12, period=DAY)]).standings
    assert not contradicted(alone, ZONE) and contradicted(both, ZONE)


def test_of_harm_the_smallest_word_counts() -> None:
    assert no_harm_told(seen([])) and no_harm_told(seen([sure("harm", "none")]))
    assert not no_harm_told(seen([said("harm", "near-miss", about="ICU")]))
    wrong = said("harm", "suspected")
    assert no_harm_told(seen([wrong, sure("harm", "none", supersedes=(wrong.id,))]))


def test_of_each_other_site_the_newest_state_speaks() -> None:
    north = sure("ed_status", "closed", scope=("North",), known_at=START + 3 * HOUR)
    south = [
        sure("ed_status", value, scope=("South",), known_at=START + n * HOUR)
        for n, value in ((1, "closed"), (2, "open"))
    ]
    (standing,) = seen([*south, north]).standings
    assert [(a.assertion.scope, a.assertion.value) for a in speaking(standing)] == [
        (("North",), "closed"),
        (("South",), "open"),
    ]


def test_of_two_facts_about_one_other_site_neither_speaks() -> None:
    north = sure("operations_cancelled", 70, scope=("North",), known_at=START + 3 * HOUR)
    south = [sure("operations_cancelled", n, scope=("South",), known_at=START) for n in (5, 9)]
    (standing,) = seen([*south, north]).standings
    assert len(list(speaking(standing))) == 1


def test_what_only_says_less_exactly_does_not_speak_beside_the_one_that_leads() -> None:
    exact = sure("operations_cancelled", 72, period=DAY, scope=("North",))
    for scope in ((), ("North",)):
        less = sure("operations_cancelled", SEVENTY.value, qualifier=SEVENTY.qualifier, period=DAY, scope=scope)
        (standing,) = seen([less, exact]).standings
        assert [account.assertion for account in speaking(standing)] == [exact]
