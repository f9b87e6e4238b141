"""Counts as series: what adds up, what does not, where a period is missing, and which total is an old one quoted."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from codedark.record.assertion import Assertion, DocumentId, Period, PeriodKind, Qualifier, Source
from codedark.record.edtf import When
from codedark.record.series import SeriesFinding, SeriesKind, reconcile
from codedark.record.view import view
from tests.record.making import START, log, said

WEEKS = ("2026-03-02/2026-03-08", "2026-03-09/2026-03-15", "2026-03-16/2026-03-22", "2026-03-23/2026-03-29")


def count(
    value: object, when: str, kind: PeriodKind = PeriodKind.PER_PERIOD, *, day: int = 0, **more: object
) -> Assertion:
    more.setdefault("qualifier", Qualifier.EXACT)
    field = str(more.pop("field", "operations_cancelled"))
    period = Period(when=When(when), kind=kind)
    document = more.pop("document", None)
    source = None if document is None else Source(document=DocumentId(str(document)), start=0, end=0)
    return said(field, value, day=day, period=period, source=source, **more)


def total(value: object, when: str, **more: object) -> Assertion:
    return count(value, when, PeriodKind.CUMULATIVE, **more)


def found(*assertions: Assertion, zone: str = "Europe/Brussels") -> list[SeriesFinding]:
    return list(reconcile(view(log(assertions), START + timedelta(days=400)), zone))


def kinds(*assertions: Assertion) -> list[str]:
    return [one.kind.value for one in found(*assertions)]


def weeks(*values: int, skip: int | None = None) -> list[Assertion]:
    return [count(v, w, day=7 * n) for n, (v, w) in enumerate(zip(values, WEEKS, strict=True)) if n != skip]


def test_weeks_that_sum_to_the_total_reconcile() -> None:
    (one,) = found(*weeks(100, 140, 152, 120), total(512, "2026-03-02/2026-03-29", day=28))
    assert one.kind is SeriesKind.RECONCILES
    assert one.missing is None


def test_what_is_missing_is_named_with_its_size() -> None:
    (one,) = found(*weeks(100, 140, 152, 120), total(540, "2026-03-29", day=28))
    assert one.kind is SeriesKind.DOES_NOT_RECONCILE
    assert one.says == (
        "does not reconcile: 4 periods from 2026-03-02 to 2026-03-29 sum to 512, the total until 2026-03-29 says 540"
        " (28 not accounted for, or an unreported period)"
    )
    assert one.missing == (28, 28)
    assert len(one.rests_on) == 5


def test_more_in_the_weeks_than_in_the_total_cannot_be() -> None:
    (one,) = found(*weeks(100, 140, 152, 120), total(500, "2026-03-29", day=28))
    assert (one.kind, one.missing) == (SeriesKind.DOES_NOT_RECONCILE, (-12, -12))
    assert "12 too many" in one.says


def test_a_missing_week_is_a_gap_and_may_hold_the_rest() -> None:
    gap, short = found(*weeks(100, 0, 152, 120, skip=1), total(512, "2026-03-02/2026-03-29", day=28))
    assert (gap.kind, gap.span) == (SeriesKind.GAP, "2026-03-09/2026-03-15")
    assert (short.kind, short.missing) == (SeriesKind.UNREPORTED, (140, 140))
    assert "2026-03-09/2026-03-15" in short.says


def test_a_week_not_yet_told_at_the_end_is_unreported() -> None:
    (one,) = found(*weeks(100, 140, 152, 0, skip=3), total(512, "2026-03-02/2026-03-29", day=28))
    assert (one.kind, one.missing) == (SeriesKind.UNREPORTED, (120, 120))
    assert "2026-03-23/2026-03-29" in one.says


def test_qualifiers_are_bounds() -> None:
    at_least = [count(100, WEEKS[0], qualifier=Qualifier.AT_LEAST), count(140, WEEKS[1], day=7)]
    assert kinds(*at_least, total(300, "2026-03-15", day=14)) == ["reconciles"]
    assert kinds(*at_least, total(200, "2026-03-15", day=14)) == ["does-not-reconcile"]
    about = [count(100, WEEKS[0], qualifier=Qualifier.ABOUT), count(140, WEEKS[1], day=7)]
    assert kinds(*about, total(245, "2026-03-15", day=14)) == ["reconciles"]
    assert kinds(*about, total(260, "2026-03-15", day=14)) == ["does-not-reconcile"]
    between = [count((90, 110), WEEKS[0], qualifier=Qualifier.RANGE), count(140, WEEKS[1], day=7)]
    (one,) = found(*between, total(270, "2026-03-15", day=14))
    assert one.missing == (20, 40)
    assert "230 to 250" in one.says


def test_between_two_totals_their_difference_counts() -> None:
    first, second = total(100, "2026-03-08", day=6), total(240, "2026-03-15", day=13)
    assert kinds(first, count(140, WEEKS[1], day=13), second) == ["reconciles"]
    assert kinds(first, count(150, WEEKS[1], day=13), second) == ["does-not-reconcile"]


def test_a_total_that_falls_is_said() -> None:
    (one,) = found(total(100, "2026-03-08", day=6), total(90, "2026-03-15", day=13))
    assert (one.kind, one.missing) == (SeriesKind.FALLS, (-10, -10))
    assert kinds(total(100, "2026-03-08", qualifier=Qualifier.ABOUT), total(95, "2026-03-15", day=13)) == []


def test_days_within_a_week_are_not_counted_twice() -> None:
    days = [count(30, "2026-03-02"), count(40, "2026-03-03")]
    assert kinds(*days, count(100, WEEKS[0], day=6), total(100, "2026-03-08", day=7)) == ["reconciles"]
    assert kinds(*days, count(60, WEEKS[0], day=6)) == ["part-exceeds"]


def test_an_old_total_quoted_beside_the_new_one_is_flagged() -> None:
    old = total(240, "2026-03-15", day=13, document="d-1")
    new = total(392, "2026-03-22", day=20, document="d-2")
    quote = total(240, "2026-03-22", day=20, document="d-3", by="press")
    (one,) = found(old, new, quote)
    assert one.kind is SeriesKind.STALE_QUOTE
    assert one.rests_on[0] == quote.id
    assert one.says == "240 is quoted again, and is the total until 2026-03-15: until 2026-03-22 it was 392"


def test_a_page_that_carries_its_own_old_number_quotes_nobody_and_our_own_count_may_be_quoted() -> None:
    ours = total(240, "2026-03-15", day=13)
    new = total(392, "2026-03-22", day=20, document="d-2")
    quote = total(240, "2026-03-22", day=20, document="d-3", by="press")
    assert [one.kind.value for one in found(ours, new, quote)] == ["stale-quote"]
    again = total(240, "2026-03-22", day=20, document="d-1", by="press")
    old = total(240, "2026-03-15", day=13, document="d-1")
    assert "stale-quote" not in kinds(old, new, again)


def test_a_stale_quote_does_not_spoil_the_sums() -> None:
    rows = [*weeks(100, 140, 152, 0, skip=3), total(240, "2026-03-15", day=13, document="d-1")]
    quote = total(240, "2026-03-22", day=20, document="d-3")
    new = total(392, "2026-03-22", day=21, document="d-2")
    assert kinds(*rows, quote, new) == ["reconciles", "reconciles", "stale-quote"]


def test_an_old_total_without_a_date_in_the_document_of_the_new_one_is_flagged() -> None:
    old = total(240, "2026-03-15", day=13, document="d-1")
    new = total(392, "2026-03-22", day=20, document="d-2")
    bare = said(
        "operations_cancelled",
        240,
        day=20,
        qualifier=Qualifier.EXACT,
        source=Source(document=DocumentId("d-2"), start=5, end=8),
    )
    assert kinds(old, new, bare) == ["stale-quote"]


def test_a_total_told_before_the_one_it_equals_quotes_nothing() -> None:
    first = total(240, "2026-03-22", day=20, document="d-1")
    older = total(240, "2026-03-15", day=25, document="d-2")
    right = total(392, "2026-03-22", day=25, document="d-2", by="press")
    assert "stale-quote" not in kinds(first, older, right)


def test_totals_counted_from_different_days_are_not_subtracted() -> None:
    long, short = total(500, "2026-02-01/2026-03-08", day=6), total(240, "2026-03-02/2026-03-15", day=13)
    assert kinds(*weeks(100, 140, 0, 0)[:2], long, short).count("reconciles") == 1


def test_an_unchanged_total_is_no_stale_quote() -> None:
    old, same = total(240, "2026-03-15", day=13, document="d-1"), total(240, "2026-03-22", day=20, document="d-2")
    assert kinds(old, same) == []
    assert kinds(old, count(0, WEEKS[2], day=20, document="d-2"), same) == ["reconciles"]
    assert kinds(old, total(240, "2026-03-15", day=20, document="d-2")) == []


def test_counts_without_a_period_a_number_or_of_another_thing_are_left_alone() -> None:
    assert kinds(said("operations_cancelled", 70, qualifier=Qualifier.EXACT)) == []
    assert kinds(said("operations_cancelled", qualifier=Qualifier.ALL, period=Period(when=When("2026-03-03")))) == []
    sites = [count(30, WEEKS[0], scope=("north",)), total(90, "2026-03-08", scope=("south",), day=6)]
    assert kinds(*sites) == []
    assert kinds(count(30, WEEKS[0]), total(90, "2026-03-08", field="patients_transferred", day=6)) == []


def test_what_was_withdrawn_or_replaced_counts_no_more() -> None:
    wrong = count(100, WEEKS[0])
    right = count(90, WEEKS[0], day=1, supersedes=(wrong.id,))
    assert kinds(wrong, right, total(90, "2026-03-08", day=6)) == ["reconciles"]


def test_days_are_those_of_the_zone() -> None:
    first, gap_after = count(1, "2026-03-28"), count(1, "2026-03-30", day=2)
    (one,) = found(first, gap_after)
    assert (one.kind, one.span) == (SeriesKind.GAP, "2026-03-29")


@given(st.lists(st.integers(0, 500), min_size=1, max_size=4), st.integers(-50, 50))
def test_the_remainder_is_exactly_what_the_total_says_more(values: list[int], more: int) -> None:
    rows = [count(v, w, day=7 * n) for n, (v, w) in enumerate(zip(values, WEEKS, strict=False))]
    stated = sum(values) + more
    if stated < 0:
        return
    (one,) = found(*rows, total(stated, WEEKS[len(values) - 1].split("/")[1], day=40))
    assert one.missing == (None if more == 0 else (more, more))
