"""What was known at a moment: nothing is lost, and what leads has a reason to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.record.assertion import Attribution, Period, PeriodKind, Qualifier, Question, Status, Withdrawal
from codedark.record.edtf import When
from codedark.record.view import Relation, View, view, when_of
from tests.record.making import START, chain, draft, log, said

DAY = timedelta(days=1)
FIRST = Period(when=When("2026-03-03"))


def seen(view_: View, field: str) -> list[tuple[str, Any]]:
    return [(a.relation.value, a.assertion.value) for s in view_.of(field) for a in s.accounts]


def test_what_became_known_later_is_not_there_yet() -> None:
    entries = log([said("attack_type", status=Status.UNKNOWN), said("attack_type", "ransomware", day=1)])
    assert seen(view(entries, START), "attack_type") == [("leads", None)]
    assert seen(view(entries, START + DAY), "attack_type") == [("leads", "ransomware"), ("answered", None)]


def test_accounts_that_contradict_stand_side_by_side_and_make_it_disputed() -> None:
    entries = log([said("staff_count", 1200, by="press"), said("staff_count", 900, by="hospital")])
    [standing] = view(entries, START).of("staff_count")
    assert standing.status is Status.DISPUTED
    assert {a.relation for a in standing.accounts} == {Relation.LEADS, Relation.DIFFERS}


def test_a_confirmed_account_leads_a_later_reported_one() -> None:
    confirmed = said("staff_count", 900, attribution=Attribution.CONFIRMED)
    entries = log([confirmed, said("staff_count", 1200, day=1)])
    assert seen(view(entries, START + DAY), "staff_count")[0] == ("leads", 900)


def test_a_claim_leads_only_where_nobody_else_tells_anything() -> None:
    claimed = said("ed_status", "closed", day=1, by="attacker", attribution=Attribution.CLAIMED)
    assert seen(view(log([claimed]), START + DAY), "ed_status") == [("leads", "closed")]
    both = view(log([said("ed_status", "open"), claimed]), START + DAY)
    assert both.of("ed_status")[0].accounts[0].assertion.value == "open"


def test_the_narrower_moment_leads_and_the_wider_one_says_less() -> None:
    entries = log([said("onset_at", "2026-03-03"), said("onset_at", "../2026-03-03", day=1)])
    assert seen(view(entries, START + DAY), "onset_at") == [("leads", "2026-03-03"), ("less-exact", "../2026-03-03")]


def test_of_two_told_for_the_same_moment_the_one_written_down_later_leads() -> None:
    entries = log([said("ed_status", "limited"), said("ed_status", "open")])
    assert seen(view(entries, START), "ed_status")[0] == ("leads", "open")


def test_a_state_that_changed_is_not_disputed() -> None:
    entries = log([said("ed_status", "limited"), said("ed_status", "open", day=5)])
    [standing] = view(entries, START + 5 * DAY).of("ed_status")
    assert standing.status is Status.STATED
    assert [a.relation for a in standing.accounts] == [Relation.LEADS, Relation.EARLIER]


def test_counts_of_different_days_are_different_things() -> None:
    second = Period(when=When("2026-03-04"))
    total = Period(when=When("2026-03-04"), kind=PeriodKind.CUMULATIVE)
    told = [said("operations_cancelled", n, period=p) for n, p in ((70, FIRST), (65, second), (135, total))]
    assert len(view(log(told), START).of("operations_cancelled")) == 3


def test_what_was_replaced_or_withdrawn_stays_readable_and_does_not_lead() -> None:
    wrong = said("operations_cancelled", 90, period=FIRST)
    better = said("operations_cancelled", 70, period=FIRST, day=1, supersedes=(wrong.id,))
    gone = Withdrawal(of=better.id, why="counted twice", by="hospital", known_at=START + 2 * DAY)
    entries = chain(
        [(draft(wrong), START), (draft(better), START + DAY), (draft(withdrawals=(gone,)), START + 2 * DAY)]
    )
    assert seen(view(entries, START + DAY), "operations_cancelled") == [("leads", 70), ("replaced", 90)]
    after = view(entries, START + 2 * DAY)
    assert seen(after, "operations_cancelled") == [("leads", 90), ("withdrawn", 70)]
    assert after.of("operations_cancelled")[0].accounts[1].why == "counted twice"


def test_where_everything_was_withdrawn_nothing_leads() -> None:
    one = said("ransom_paid", value=True)
    gone = Withdrawal(of=one.id, why="not so", by="hospital", known_at=START)
    [standing] = view(chain([(draft(one), START), (draft(withdrawals=(gone,)), START)]), START).of("ransom_paid")
    assert standing.lead is None
    assert standing.status is Status.UNKNOWN
    assert view([], START).lead("ransom_paid") is None


def test_recommendations_stand_beside_each_other() -> None:
    entries = log([said("recommendation", "Segment."), said("recommendation", "Rehearse.")])
    assert [s.status for s in view(entries, START).of("recommendation")] == [Status.STATED] * 2


def test_what_was_entered_weeks_later_counts_from_its_publication_and_says_so() -> None:
    told = said("ransom_paid", value=False)
    entries = chain([(draft(told), START + 30 * DAY)])
    then = view(entries, START + DAY)
    assert seen(then, "ransom_paid") == [("leads", False)]
    assert then.entered_later_count == 1
    assert view(entries, START + 31 * DAY).entered_later_count == 0


def test_a_question_is_open_until_somebody_tells() -> None:
    question = Question(field="attack_type", whom="prosecutor", asked_at=START)
    silent = said("attack_type", status=Status.UNKNOWN, day=1)
    answer = said("attack_type", "ransomware", day=2)
    entries = chain(
        [(draft(questions=(question,)), START), (draft(silent), START + DAY), (draft(answer), START + 2 * DAY)]
    )
    assert view(entries, START + DAY).questions == ((question, None),)
    assert view(entries, START + 2 * DAY).questions == ((question, START + 2 * DAY),)


def test_an_erased_entry_tells_nothing() -> None:
    entries = [replace(entry, body=None, salt="") for entry in log([said("ransom_paid", value=False)])]
    assert view(entries, START + DAY).standings == ()


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        view([], datetime(2026, 3, 3))  # noqa: DTZ001 (that is what is refused)


def test_the_same_assertion_in_two_entries_counts_once() -> None:
    one = said("ransom_paid", value=False)
    entries = chain([(draft(one), START), (draft(one), START + DAY)])
    assert len(view(entries, START + DAY).of("ransom_paid")[0].accounts) == 1


def test_when_something_holds_is_its_own_time_or_its_period() -> None:
    assert when_of(said("operations_cancelled", 70, period=FIRST)) == "2026-03-03"
    assert when_of(said("ed_status", "open", valid=When("2026-03-05"))) == "2026-03-05"
    assert when_of(said("ed_status", "open")) is None


told = st.builds(
    lambda value, day, qualifier, claim: said(
        "operations_cancelled",
        None if qualifier is Qualifier.ALL else value,
        day=day,
        qualifier=qualifier,
        attribution=Attribution.CLAIMED if claim else Attribution.REPORTED,
    ),
    st.integers(0, 99),
    st.integers(0, 5),
    st.sampled_from([None, Qualifier.AT_LEAST, Qualifier.ALL]),
    st.booleans(),
)


@given(st.lists(told, max_size=8), st.randoms(use_true_random=False))
def test_no_account_is_lost_and_the_order_of_entries_does_not_matter(told: list[Any], luck: Any) -> None:
    entries = log(told)
    at = START + 3 * DAY
    one = view(entries, at)
    known = {a.id for a in told if a.known_at <= at}
    assert {a.assertion.id for s in one.standings for a in s.accounts} == known
    shuffled = entries[:]
    luck.shuffle(shuffled)
    assert view(shuffled, at) == one
