"""Every event has a minute that makes sense."""

from __future__ import annotations

from math import inf, nan

import pytest

from codedark.divert.happening import OfPatient, Tick


@pytest.mark.parametrize("minute", [-1.0, nan, inf])
def test_a_minute_before_the_fall_or_none_at_all_is_a_mistake(minute: float) -> None:
    with pytest.raises(ValueError, match="at_min="):
        Tick(at_min=minute)


def test_the_fall_itself_is_minute_nought() -> None:
    assert Tick(at_min=0).at_min == 0
    assert OfPatient(at_min=0, patient="p-1").patient == "p-1"
