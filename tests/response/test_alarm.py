from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from tests.response.findings import alarms, finding


def test_an_alarm_once_raised_cannot_be_changed() -> None:
    (alarm,) = alarms([finding("ws-1", "a"), finding("ws-1", "b")])
    with pytest.raises(FrozenInstanceError):
        alarm.strength = 9.0  # type: ignore[misc]


def test_an_alarm_names_what_it_rests_on() -> None:
    (alarm,) = alarms([finding("ws-1", "a", digest="one"), finding("ws-1", "b", at_s=3, digest="two")])
    assert alarm.findings == ("one", "two")
    assert (alarm.zones, alarm.channels) == (("office",), ("eve",))
    assert (alarm.at - alarm.first_at).total_seconds() == 4, "from the first to the end of the last one's second"
