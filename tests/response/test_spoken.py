from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.response.order import Order, OrderAct
from codedark.response.signing import SignedOrder
from codedark.response.spoken import ALPHABET, GROUP, Misheard, heard, spoken, spoken_groups
from tests.response.people import make_order, signed_by
from tests.response.test_order import orders

ONE = signed_by(make_order(), "commander")
GROUPS = spoken_groups(ONE)
TEXT = "".join(GROUPS)


@given(orders(), st.booleans())
def test_what_is_read_out_is_heard(order: Order, two: bool) -> None:
    signed = signed_by(order, *(("nurse", "commander") if two else ("nurse",)))
    assert heard(spoken(signed)) == signed


def test_its_length_is_known_and_printed() -> None:
    assert len(GROUPS) == 36
    assert len(spoken_groups(signed_by(make_order(OrderAct.RELEASE), "nurse", "commander"))) == 63
    assert spoken(ONE).startswith("36 groups of 5\n 1: ")
    assert max(map(len, spoken(ONE).splitlines())) < 80


def test_every_single_wrong_character_is_caught_in_its_group() -> None:
    missed = 0
    for at, right in enumerate(TEXT):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(Misheard) as caught:
                heard(TEXT[:at] + wrong + TEXT[at + 1 :])
            missed += caught.value.groups != (at // GROUP + 1,)
    assert missed == 0


def test_every_two_neighbours_that_changed_places_are_caught() -> None:
    for at, (a, b) in enumerate(pairwise(TEXT)):
        if a != b:
            with pytest.raises(Misheard) as caught:
                heard(TEXT[:at] + b + a + TEXT[at + 2 :])
            assert caught.value.groups == tuple(sorted({at // GROUP + 1, (at + 1) // GROUP + 1}))


def test_every_two_groups_that_changed_places_are_caught() -> None:
    for i in range(len(GROUPS)):
        for j in range(i):
            swapped = list(GROUPS)
            swapped[i], swapped[j] = GROUPS[j], GROUPS[i]
            if swapped != list(GROUPS):
                with pytest.raises(Misheard):
                    heard(" ".join(swapped))


@pytest.mark.parametrize("gone", range(1, 37))
def test_every_missing_group_is_caught(gone: int) -> None:
    with pytest.raises(Misheard):
        heard(" ".join(GROUPS[: gone - 1] + GROUPS[gone:]))


@pytest.mark.parametrize("count", range(1, 36))
def test_an_order_that_breaks_off_is_caught(count: int) -> None:
    with pytest.raises(Misheard):
        heard(" ".join(GROUPS[:count]))


@pytest.mark.parametrize(
    "written",
    [
        TEXT,
        TEXT.lower(),
        "-".join(GROUPS),
        " ".join(TEXT),
        TEXT.replace("0", "O").replace("1", "l"),
        TEXT.replace("0", "o").replace("1", "I"),
        "\n".join(f"{n}. {group}" for n, group in enumerate(GROUPS, 1)),
        " ".join(f"{n} {group}" for n, group in enumerate(GROUPS, 1)),
        ", ".join(f"{n}){group}" for n, group in enumerate(GROUPS, 1)),
        f"  {spoken(ONE, across=3)}  \n",
    ],
)
def test_it_is_read_as_people_write_it_down(written: str) -> None:
    assert heard(written) == ONE


def test_a_group_too_short_is_named_and_only_that_one() -> None:
    with pytest.raises(Misheard, match=r"group 7 .* has 4 characters") as caught:
        heard(" ".join((*GROUPS[:6], GROUPS[6][:4], *GROUPS[7:])))
    assert caught.value.groups == (7,)


def test_a_letter_that_is_never_read_out_is_named() -> None:
    with pytest.raises(Misheard, match=r"group 2 .*'U'"):
        heard(" ".join((GROUPS[0], "UUUUU", *GROUPS[2:])))


def test_all_misheard_groups_are_asked_for_at_once() -> None:
    with pytest.raises(Misheard) as caught:
        heard(" ".join("ZZZZZ" if n in {3, 9} else group for n, group in enumerate(GROUPS, 1)))
    assert caught.value.groups == (3, 9)


@given(st.text(max_size=300))
def test_whatever_is_written_down_is_an_order_or_refused(text: str) -> None:
    try:
        assert isinstance(heard(text), SignedOrder)
    except Misheard as wrong:
        assert str(wrong)
