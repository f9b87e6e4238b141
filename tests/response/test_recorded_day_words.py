"""What a line of a day says without a name in it."""

from __future__ import annotations

from codedark.divert.day_effects import Entry, EntryKind
from codedark.response.recorded_day_words import sentence


def entry(event: str, what: str = "p-1: typed by somebody", kind: EntryKind = EntryKind.SAID, count: int = 1) -> Entry:
    return Entry(at_min=1, known_min=1, kind=kind, event=event, who="somebody", what=what, count=count)


def test_what_was_typed_is_not_said() -> None:
    assert sentence(entry("refused"), "Near") == "A patient was refused at Near."
    assert sentence(entry("departed"), "") == "A patient left."


def test_beds_roads_and_services_are_said_as_the_board_says_them() -> None:
    assert sentence(entry("beds", "Near, icu: 2 free"), "Near") == "Near, icu: 2 free."


def test_ambulances_are_counted() -> None:
    assert sentence(entry("ambulance-diverted"), "Near") == "An ambulance was sent on to Near."
    assert sentence(entry("ambulance-diverted", count=3), "") == "3 ambulances were sent on."


def test_what_was_not_taken_is_said_to_be_so() -> None:
    assert sentence(entry("arrived", kind=EntryKind.NOT_TAKEN), "Near") == (
        "Entered and not taken, for it does not fit: arrived."
    )


def test_an_event_without_a_sentence_of_its_own_is_still_said() -> None:
    assert sentence(entry("some-thing"), "Near") == "Some thing at Near."
