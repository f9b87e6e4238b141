"""Every event by its name, with a sentence for each of its fields."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from codedark.divert import happening, talk_events, told_events, trip_events
from codedark.divert.day import HANDLERS
from codedark.divert.day_events import NAME_OF, NAMED
from codedark.divert.happening import Event, OfPatient
from tests.divert.divert_day_reference import SAID

MODULES = (happening, talk_events, told_events, trip_events)


def test_every_event_has_a_name_and_something_that_takes_it() -> None:
    every = {kind for module in MODULES for kind in vars(module).values() if isinstance(kind, type)}
    events = {kind for kind in every if issubclass(kind, Event)} - {Event, OfPatient}
    assert set(NAMED.values()) == events == set(HANDLERS)
    assert len(NAME_OF) == len(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_a_name_is_a_word_people_can_type(name: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)


@pytest.mark.parametrize("kind", NAMED.values(), ids=lambda k: k.__name__)
def test_every_field_says_what_it_is(kind: type[Event]) -> None:
    assert (kind.__doc__ or "").strip()
    owners = [owner.__name__ for owner in kind.__mro__]
    for field in fields(kind):
        assert any((owner, field.name) in SAID for owner in owners), field.name
