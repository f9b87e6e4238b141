"""An outage that shrinks and grows."""

from __future__ import annotations

import pytest

from codedark.depend import compile, what_falls_if, what_is_off
from codedark.divert.outage_changing import with_back, with_lost
from tests.divert.days import fallen


def test_losing_again_what_came_back_gives_the_same_counts() -> None:
    hospital, outage = fallen()
    shrunk = with_back(hospital, outage, "record")
    assert [lost.service for lost in shrunk.services] == ["monitors"]
    assert shrunk.critical_patients == outage.critical_patients
    again = with_lost(hospital, shrunk, "record", 0.0)
    assert {s.service: (s.lost_at_min, s.paper_until_min, s.beds) for s in again.services} == {
        s.service: (s.lost_at_min, s.paper_until_min, s.beds) for s in outage.services
    }
    assert again.care == outage.care and again.crews_standing == outage.crews_standing


def test_what_was_told_is_what_the_circuit_says_of_the_same_loss() -> None:
    hospital, outage = fallen()
    only = what_falls_if(hospital, compile(hospital), what_is_off(hospital, ["board"]))
    told = with_back(hospital, outage, "record")
    assert (told.critical_patients, told.operations_per_week) == (only.critical_patients, only.operations_per_week)
    assert told.care.total_per_h == pytest.approx(only.care.total_per_h)
    assert told.care.total_per_h < outage.care.total_per_h


def test_paper_holds_from_the_loss_on_or_as_told() -> None:
    hospital, outage = fallen()
    shrunk = with_back(hospital, outage, "record")
    assert [s.paper_until_min for s in with_lost(hospital, shrunk, "record", 100.0).services] == [60.0, 340.0]
    assert with_lost(hospital, shrunk, "record", 100.0, 120.0).services[-1].paper_until_min == 120.0
    assert with_lost(hospital, shrunk, "record", 100.0, 40.0).services[-1].paper_until_min == 100.0


def test_what_is_not_lost_cannot_come_back_and_what_is_no_service_cannot_be_lost() -> None:
    hospital, outage = fallen()
    with pytest.raises(KeyError):
        with_back(hospital, with_back(hospital, outage, "record"), "record")
    with pytest.raises(KeyError):
        with_lost(hospital, outage, "nothing", 1.0)
