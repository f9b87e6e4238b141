from __future__ import annotations

import pytest

from codedark.record.assertion import Period, Qualifier, Status
from codedark.record.edtf import When
from codedark.record.reading.figures import Figure, Kind
from codedark.record.reading.gathering import Gathering, counted_as, merged
from codedark.record.reading.proposal import NOT_TOLD, Proposal
from tests.record.reading.telling import proposals


def one(start: int, period: Period | None = None, value: int = 70) -> Proposal:
    return Proposal(
        field="operations_cancelled", value=value, qualifier=Qualifier.EXACT, start=start, end=start + 5,
        wording="x", rule="r", period=period,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(0, 0, Kind.COUNT, 70.0, Qualifier.AT_LEAST), (70, Qualifier.AT_LEAST)),
        (Figure(0, 0, Kind.COUNT, (6.0, 7.0), Qualifier.RANGE), ((6, 7), Qualifier.RANGE)),
        (Figure(0, 0, Kind.SHARE, 0.25), (0.25, Qualifier.FRACTION)),
        (Figure(0, 0, Kind.MANY, None), (None, Qualifier.UNCOUNTED)),
    ],
)
def test_a_figure_becomes_a_value_and_a_qualifier(figure: Figure, expected: tuple[object, Qualifier]) -> None:
    assert counted_as(figure) == expected


def test_what_is_said_twice_is_one_proposal_with_two_places() -> None:
    (made,) = merged([one(10), one(50)])
    assert (made.start, made.also) == (10, ((50, 55),))


def test_a_headline_without_a_day_is_the_same_as_the_dated_sentence() -> None:
    day = Period(when=When("2026-03-03"))
    (made,) = merged([one(0), one(50, day)])
    assert (made.start, made.period) == (0, day)


def test_two_days_and_two_values_stay_apart() -> None:
    days = [Period(when=When(day)) for day in ("2026-03-02", "2026-03-03")]
    assert len(merged([one(0, days[0]), one(50, days[1])])) == 2
    assert len(merged([one(0), one(50, value=71)])) == 2


def test_likely_makes_it_assumed() -> None:
    assert [p.status for p in proposals("It is likely that 20 operations were cancelled.")] == [Status.ASSUMED]


def test_a_rule_without_a_sentence_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        Gathering(text="", lang="en", year=2026, own=NOT_TOLD).decline("harm", "rumour", ())
