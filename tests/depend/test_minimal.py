from __future__ import annotations

import pytest

from codedark.depend.diagrams import PlainDiagrams, TooLarge
from codedark.depend.minimal import MinimalSets


def test_sets_whose_parts_are_enough_are_left_out() -> None:
    engine = PlainDiagrams()
    a, b, c = (engine.variable(i) for i in range(3))
    minimal = MinimalSets(engine)
    family = minimal.of(engine.either(a, engine.both(b, engine.either(a, c))))
    assert set(minimal.sets(family, 3)) == {(0,), (1, 2)}
    assert minimal.count(family) == 2


def test_listing_stops_at_its_order_and_counting_does_not() -> None:
    engine = PlainDiagrams()
    a, b, c = (engine.variable(i) for i in range(3))
    minimal = MinimalSets(engine)
    function = engine.either(a, engine.both(b, c))
    assert list(minimal.sets(minimal.of(function, 1), 1)) == [(0,)]
    assert list(minimal.sets(minimal.of(function), 1)) == [(0,)]
    assert minimal.count(minimal.of(function)) == 2


def test_what_is_always_true_has_the_empty_set_and_what_never_is_has_none() -> None:
    engine = PlainDiagrams()
    minimal = MinimalSets(engine)
    assert list(minimal.sets(minimal.of(engine.constant(True), 2), 2)) == [()]
    assert list(minimal.sets(minimal.of(engine.constant(False), 2), 2)) == []


def test_counts_are_exact_far_beyond_what_could_be_listed() -> None:
    """Eighty pairs of which each may give one: two to the eightieth minimal sets, in 160 nodes."""
    engine = PlainDiagrams()
    every = engine.constant(True)
    for i in reversed(range(80)):
        every = engine.both(engine.either(engine.variable(2 * i), engine.variable(2 * i + 1)), every)
    minimal = MinimalSets(engine)
    assert minimal.count(minimal.of(every)) == 2**80


def test_a_deep_family_needs_no_deep_stack() -> None:
    engine = PlainDiagrams()
    n = 5_000
    some = engine.constant(False)
    for i in reversed(range(n)):
        some = engine.either(engine.variable(i), some)
    minimal = MinimalSets(engine)
    assert minimal.count(minimal.of(some, 2)) == n
    assert sum(1 for _ in minimal.sets(minimal.of(some, 2), 2)) == n


def test_who_outgrows_the_room_is_told() -> None:
    engine = PlainDiagrams()
    some = engine.constant(False)
    for i in reversed(range(50)):
        some = engine.either(engine.variable(i), some)
    with pytest.raises(TooLarge):
        MinimalSets(engine, room=10).of(some)
