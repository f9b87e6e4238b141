"""Tallies: rows are put end to end, sums are added, and nothing else happens."""

from dataclasses import fields

import numpy as np
import pytest

from codedark.drill.outcomes import COLUMNS
from codedark.drill.tally import MOMENTS, ROWS, Tally, empty_tally, joined
from tests.drill.tallies import tally_with


def sums(tally):
    return {f.name: getattr(tally, f.name) for f in fields(Tally) if f.name not in ROWS}


def filled(n, value):
    tally = tally_with(n, recovery_days=np.arange(n) + 10 * value)
    for sum_ in sums(tally).values():
        sum_.fill(value)
    return tally


def test_an_empty_tally_counts_nothing_and_nothing_ever_came():
    tally = empty_tally(3, services=2, operations=4, crews=1, zones=5, days=6, bins=7)
    assert len(tally) == 3
    assert tally.outcomes.shape == (3, len(COLUMNS))
    assert tally.moments.shape == (3, len(MOMENTS))
    assert np.isinf(tally.moments).all()
    assert {name: one.shape for name, one in sums(tally).items()} == {
        "decided_day1": (4, 2),
        "decided_total": (2,),
        "cancelled_per_day": (6,),
        "cancelled_by_urgency": (3,),
        "services_kept": (7, 2),
        "lost_hours": (2, 2),
        "hosts_lost_by_zone": (5,),
        "crews_still_h": (1,),
    }
    assert not tally.outcomes.any()
    assert not any(one.any() for one in sums(tally).values())


def test_rows_follow_each_other_and_sums_add_up():
    both = filled(2, 1.0).plus(filled(3, 2.0))
    assert both.outcome("recovery_days").tolist() == [10, 11, 20, 21, 22]
    assert len(both.moments) == 5
    assert all((one == 3.0).all() for one in sums(both).values())


def test_parts_are_joined_in_their_order():
    parts = [filled(1, value) for value in (1.0, 2.0, 4.0)]
    assert joined(parts).outcome("recovery_days").tolist() == [10, 20, 40]
    assert joined(iter(parts)).decided_total.tolist() == [7.0, 7.0]
    assert joined(parts[::-1]).outcome("recovery_days").tolist() == [40, 20, 10]


def test_joining_leaves_the_parts_as_they_were():
    first = filled(1, 1.0)
    first.plus(filled(1, 2.0))
    assert len(first) == 1
    assert (first.lost_hours == 1.0).all()


def test_an_outcome_is_asked_for_by_its_name():
    tally = tally_with(2, hosts_lost=[3, 4])
    assert tally.outcome("hosts_lost").tolist() == [3, 4]
    with pytest.raises(KeyError):
        tally.outcome("host_lost")


def test_nothing_to_join_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        joined([])
