from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.depend.diagrams import Diagrams, Function, OxiddDiagrams, PlainDiagrams, TooLarge, diagrams

ENGINES = {"oxidd": lambda room=1 << 12: OxiddDiagrams(40, room), "plain": PlainDiagrams}
FORMULAS = st.recursive(
    st.integers(0, 3), lambda inner: st.tuples(st.sampled_from(["both", "either"]), inner, inner), max_leaves=8
)


def built(engine: Diagrams, formula: object) -> Function:
    if isinstance(formula, int):
        return engine.variable(formula)
    word, one, other = formula  # type: ignore[misc]
    return getattr(engine, word)(built(engine, one), built(engine, other))


def meant(formula: object, values: tuple[bool, ...]) -> bool:
    if isinstance(formula, int):
        return values[formula]
    word, one, other = formula  # type: ignore[misc]
    return (all if word == "both" else any)((meant(one, values), meant(other, values)))


def read(engine: Diagrams, function: Function, values: tuple[bool, ...]) -> bool:
    parts = engine.split(function)
    while not isinstance(parts, bool):
        parts = engine.split(parts[1] if values[parts[0]] else parts[2])
    return parts


@pytest.mark.parametrize("name", ENGINES)
@given(one=FORMULAS, other=FORMULAS)
def test_a_function_is_its_table_and_equal_tables_are_one_function(name: str, one: object, other: object) -> None:
    engine = ENGINES[name]()
    f, g = built(engine, one), built(engine, other)
    every = list(product([False, True], repeat=4))
    assert [read(engine, f, v) for v in every] == [meant(one, v) for v in every]
    assert (f == g) == ([meant(one, v) for v in every] == [meant(other, v) for v in every])


@pytest.mark.parametrize("name", ENGINES)
def test_constants_split_into_themselves(name: str) -> None:
    engine = ENGINES[name]()
    assert engine.split(engine.constant(True)) is True
    assert engine.split(engine.constant(False)) is False


@pytest.mark.parametrize("name", ENGINES)
def test_who_outgrows_the_room_is_told(name: str) -> None:
    engine = ENGINES[name](100)
    pairs = engine.constant(True)
    with pytest.raises(TooLarge):
        for i in range(20):  # partners far apart: the known bad order doubles the diagram with every pair
            pairs = engine.both(pairs, engine.either(engine.variable(i), engine.variable(20 + i)))


def test_a_deep_function_needs_no_deep_stack() -> None:
    engine = PlainDiagrams()
    every = engine.constant(False)
    for i in reversed(range(5_000)):
        every = engine.either(engine.variable(i), every)
    assert engine.both(every, engine.either(every, engine.variable(3))) == every


def test_plain_python_stands_in_where_oxidd_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(diagrams(3, 1 << 10), OxiddDiagrams)
    monkeypatch.setitem(__import__("sys").modules, "oxidd.bdd", None)
    assert isinstance(diagrams(3, 1 << 10), PlainDiagrams)
