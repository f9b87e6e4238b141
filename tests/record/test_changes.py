from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.record.assertion import Assertion, Attribution, Qualifier, Status, Withdrawal
from codedark.record.changes import Change, ChangeKind, changes
from codedark.record.entry import Entry
from codedark.record.view import view
from tests.record.making import START, chain, draft, log, said

NOON = START + timedelta(days=1)
END = START + timedelta(days=30)


def between(entries: list[Entry]) -> list[Change]:
    """What changed after the first day."""
    return list(changes(view(entries, NOON), view(entries, END)))


def one(*assertions: Assertion, withdrawn: Assertion | None = None) -> ChangeKind:
    """The one change of a small record."""
    drafts = [(draft(assertion), assertion.known_at) for assertion in assertions]
    if withdrawn is not None:
        gone = Withdrawal(of=withdrawn.id, why="wrong", by="us", known_at=NOON + timedelta(days=1))
        drafts.append((draft(text="Withdrawn.", withdrawals=(gone,)), NOON + timedelta(days=1)))
    (change,) = between(chain(drafts))
    return change.kind


SEVENTY = said("operations_cancelled", 70)


def test_nothing_new_is_no_change() -> None:
    assert between(log([SEVENTY])) == []


def test_what_nobody_spoke_of_is_new() -> None:
    (change,) = between(log([SEVENTY, said("ed_status", "closed", day=2)]))
    assert (change.kind, change.key.field, change.before) == (ChangeKind.NEW, "ed_status", None)
    assert change.after is not None and change.came == (change.after.id,)


def test_an_answer_is_an_answer() -> None:
    asked = said("attack_type", status=Status.UNKNOWN)
    assert one(asked, said("attack_type", "ransomware", day=2)) is ChangeKind.ANSWERED
    assert one(asked, said("attack_type", status=Status.NONE_KNOWN, day=2)) is ChangeKind.ANSWERED


def test_a_state_that_goes_on_changed() -> None:
    assert one(said("ed_status", "closed"), said("ed_status", "open", day=2)) is ChangeKind.CHANGED


def test_a_better_account_changes_what_leads() -> None:
    about = said("operations_cancelled", 70, qualifier=Qualifier.ABOUT)
    exact = said("operations_cancelled", 72, attribution=Attribution.CONFIRMED, day=2)
    assert one(about, exact) is ChangeKind.CHANGED


def test_the_same_said_by_a_better_voice_stands_beside() -> None:
    confirmed = said("operations_cancelled", 70, attribution=Attribution.CONFIRMED, day=2)
    assert one(SEVENTY, confirmed) is ChangeKind.BESIDE


def test_a_less_exact_account_stands_beside() -> None:
    assert one(SEVENTY, said("operations_cancelled", qualifier=Qualifier.ALL, day=2)) is ChangeKind.BESIDE


def test_a_contradiction_is_told_and_so_is_its_end() -> None:
    other = said("operations_cancelled", 12, day=2)
    assert one(SEVENTY, other) is ChangeKind.DISPUTED
    early = said("operations_cancelled", 12)
    assert one(SEVENTY, early, withdrawn=early) in (ChangeKind.SETTLED, ChangeKind.WITHDRAWN)
    lead = said("operations_cancelled", 70, attribution=Attribution.CONFIRMED)
    assert one(lead, early, withdrawn=early) is ChangeKind.SETTLED


def test_what_was_replaced_or_withdrawn_says_so() -> None:
    assert one(SEVENTY, said("operations_cancelled", 72, day=2, supersedes=(SEVENTY.id,))) is ChangeKind.REPLACED
    assert one(SEVENTY, withdrawn=SEVENTY) is ChangeKind.WITHDRAWN


def test_of_what_was_withdrawn_nothing_leads_any_more() -> None:
    drawn = Withdrawal(of=SEVENTY.id, why="wrong", by="us", known_at=NOON + timedelta(days=1))
    made = chain([(draft(SEVENTY), START), (draft(text="Withdrawn.", withdrawals=(drawn,)), START + timedelta(days=3))])
    (change,) = between(made)
    assert change.before == SEVENTY and change.after is None
    assert (change.before_status, change.after_status) == (Status.STATED, Status.UNKNOWN)


def test_what_was_written_down_late_changed_nothing_between_two_later_moments() -> None:
    late = chain([(draft(SEVENTY), NOON + timedelta(days=2))])
    assert between(late) == []


def test_another_recommendation_is_new_and_the_first_stays() -> None:
    (change,) = between(log([said("recommendation", "One"), said("recommendation", "Two", day=2)]))
    assert (change.kind, change.key.value) == (ChangeKind.NEW, "Two")


def test_the_earlier_view_goes_first() -> None:
    made = log([SEVENTY])
    with pytest.raises(ValueError, match="the earlier view goes first"):
        changes(view(made, END), view(made, NOON))
