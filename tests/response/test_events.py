from __future__ import annotations

from codedark.response import events as ev
from codedark.response.machine import _HANDLERS
from codedark.response.transitions import TRANSITIONS

EVENTS = {kind.__name__: kind for kind in ev.Event.__subclasses__()}


def test_every_event_has_its_handler() -> None:
    """Alarms and ticks concern the whole incident; all others one cut."""
    assert set(EVENTS.values()) == {*_HANDLERS, ev.AlarmRaised, ev.Tick}


def test_every_event_of_the_table_is_an_event() -> None:
    assert {way.event for way in TRANSITIONS} <= set(EVENTS)


def test_every_event_says_when_it_was_known() -> None:
    for kind in EVENTS.values():
        assert "at" in kind.__dataclass_fields__
