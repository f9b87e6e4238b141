from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.hospital.faults import CellFault
from codedark.hospital.needs import NOTHING, AtLeast, parse, render

NAMES = st.sampled_from(["a", "b-1", "c.2", "d_3", "oracle", "android", "offer", "3"])
NEEDS = st.recursive(
    NAMES,
    lambda inner: st.lists(inner, min_size=1, max_size=4).flatmap(
        lambda parts: st.integers(1, len(parts)).map(lambda k: AtLeast(k, tuple(parts)))
    ),
    max_leaves=12,
)


def means(part: str | AtLeast, up: frozenset[str]) -> bool:
    return part in up if isinstance(part, str) else part.holds(up.__contains__)


@settings(max_examples=40)
@given(NEEDS, st.sets(NAMES).map(frozenset))
def test_a_need_written_and_read_back_means_the_same(need: str | AtLeast, up: frozenset[str]) -> None:
    whole = need if isinstance(need, AtLeast) else AtLeast(1, (need,))
    again = parse(render(whole))
    assert means(again, up) == means(whole, up)
    assert render(parse(render(again))) == render(again)


@settings(max_examples=40)
@given(NEEDS)
def test_a_need_names_what_it_names(need: str | AtLeast) -> None:
    whole = need if isinstance(need, AtLeast) else AtLeast(1, (need,))
    assert list(parse(render(whole)).names()) == list(whole.names())


@pytest.mark.parametrize(
    ("text", "k", "parts"),
    [
        ("a", 1, ("a",)),
        ("a AND b", 2, ("a", "b")),
        ("a or b", 1, ("a", "b")),
        ("2 of (a, b, c)", 2, ("a", "b", "c")),
        ("2 of (a b c)", 2, ("a", "b", "c")),
        ("1 OF (a)", 1, ("a",)),
        ("a or b and c", 1, ("a", AtLeast(2, ("b", "c")))),
        ("(a or b) and c", 2, (AtLeast(1, ("a", "b")), "c")),
    ],
)
def test_and_binds_tighter_than_or(text: str, k: int, parts: tuple[object, ...]) -> None:
    need = parse(text)
    assert (need.k, need.parts) == (k, parts)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_need_is_nothing_and_always_holds(text: str) -> None:
    assert parse(text) is NOTHING
    assert NOTHING.holds(lambda name: False)
    assert render(NOTHING) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a and", "ends too early"),
        ("and a", "where a name is expected"),
        ("a b", "not expected"),
        ("(a", "not closed"),
        ("a)", "not expected"),
        ("2 of a", "without a list"),
        ("0 of (a)", "a list of 1"),
        ("3 of (a, b)", "a list of 2"),
        ("2 of ()", "where a name is expected"),
        ("a,b", "not expected"),
        ("of", "where a name is expected"),
        ("9999999 of (a)", "more than six digits"),
        ("9" * 5000 + " of (a)", "more than six digits"),
        ("(" * 51 + "a" + ")" * 51, "too deep"),
        ("(" * 2000 + "a" + ")" * 2000, "too deep"),
    ],
)
def test_what_is_no_need_is_told(text: str, said: str) -> None:
    with pytest.raises(CellFault) as wrong:
        parse(text)
    assert said in wrong.value.message
    assert wrong.value.fix


def test_brackets_may_stand_within_each_other() -> None:
    assert render(parse("(" * 49 + "a" + ")" * 49)) == "a"


def test_a_threshold_beyond_its_parts_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="k=2"):
        AtLeast(2, ("a",))
    assert AtLeast(0, ("a",)).holds(lambda name: False)


WORDS = st.sampled_from(
    ["a", "b-1", " and ", " or ", "2 of ", "of", "(", ")", ",", " ", "=", "é", "\n", "\u00b2", "٣ of"]
)


@settings(max_examples=40)
@given(st.lists(WORDS, max_size=14).map("".join))
def test_any_text_is_a_need_or_a_fault(text: str) -> None:
    try:
        need = parse(text)
    except CellFault:
        return
    assert isinstance(need, AtLeast)
