"""The events of this file are values: frozen, by keyword, equal when they say the same."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from codedark.divert import talk_events
from codedark.divert.day_events import NAMED
from codedark.divert.happening import Event, OfPatient
from tests.divert.days import random_day

KINDS = [kind for kind in NAMED.values() if kind.__module__ == talk_events.__name__]


def test_what_is_said_twice_is_equal_and_nothing_of_it_changes() -> None:
    for one, two in zip(random_day(3, 80), random_day(3, 80), strict=True):
        assert one == two
        with pytest.raises(FrozenInstanceError):
            one.at_min = 0.0


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_an_event_of_a_patient_says_which(kind: type[Event]) -> None:
    needed = issubclass(kind, OfPatient)
    with pytest.raises(TypeError, match="patient" if needed else "missing|unexpected"):
        kind(at_min=0.0, **({} if needed else {"nobody": 1}))
