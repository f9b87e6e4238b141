from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.response.allowance import Allowance, CutHeld, care_spent
from tests.response.findings import T0


def cut(fired_h: float, released_h: float | None, care: float = 2.0) -> CutHeld:
    """Hours before now."""
    released = None if released_h is None else T0 - timedelta(hours=released_h)
    return CutHeld(plan="x", fired_at=T0 - timedelta(hours=fired_h), released_at=released, care_lost_per_h=care)


@pytest.mark.parametrize(
    ("fired_h", "released_h", "spent", "held"),
    [
        (3, 1, 4.0, 0.0),
        (3, None, 6.0, 2.0),
        (3, 0, 6.0, 0.0),
        (30, None, 48.0, 2.0),
        (30, 23, 2.0, 0.0),
        (30, 24, 0.0, 0.0),
        (48, 25, 0.0, 0.0),
        (-1, None, 0.0, 0.0),
        (3, -1, 6.0, 2.0),
    ],
)
def test_care_is_counted_over_the_last_day_and_cuts_still_held_up_to_now(
    fired_h: float, released_h: float | None, spent: float, held: float
) -> None:
    assert care_spent([cut(fired_h, released_h)], T0) == (spent, held)


def test_cuts_add_up() -> None:
    assert care_spent([cut(3, 1), cut(3, None), cut(30, None, care=1)], T0) == (34.0, 3.0)
    assert care_spent([], T0) == (0.0, 0.0)


def test_an_allowance_not_given_allows_nothing() -> None:
    nothing = Allowance()
    assert nothing.care_limit_24h == 0 and not nothing.plans_marked_automatic and nothing.channels_least == 2


@pytest.mark.parametrize("wrong", ["care_limit_24h", "care_spent_24h", "care_held_per_h", "hold_h"])
@pytest.mark.parametrize("figure", [-0.1, float("nan")])
def test_less_than_no_care_is_a_mistake(wrong: str, figure: float) -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        Allowance(**{wrong: figure})  # type: ignore[arg-type]
