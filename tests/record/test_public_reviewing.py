from __future__ import annotations

import pytest

from codedark.record.assertion import Period, Status
from codedark.record.edtf import When
from codedark.record.public import Audience
from codedark.record.public_reviewing import Turn, corrections_due, due_first, fact_said_alike
from tests.record.making import START, chain, said
from tests.record.public_issued import HOUR, LATER, SENT_AT, new_count, sent, told, turned, withdrawal
from tests.record.public_making import CLOSED, DAY, SEVENTY, ZONE, sure


def test_what_still_stands_is_no_shift() -> None:
    assert turned(chain([told(SEVENTY), sent(1, SEVENTY)])) == ()


def test_a_count_that_was_replaced_is_due_with_what_is_right() -> None:
    now = new_count()
    (one,) = turned(chain([told(SEVENTY), sent(1, SEVENTY), told(now)]))
    assert (one.turn, one.due, one.said, one.now) == (Turn.REPLACED, True, SEVENTY, now)
    (correction,) = corrections_due([one], Audience.PATIENTS)
    assert (correction.said, correction.now, correction.said_at) == (SEVENTY, now, SENT_AT)
    assert corrections_due([one], Audience.DOCTORS) == ()


def test_what_is_right_is_named_only_where_it_may_be_told() -> None:
    unsure = said("operations_cancelled", 62, period=DAY, known_at=LATER, supersedes=(SEVENTY.id,))
    (one,) = turned(chain([told(SEVENTY), sent(1, SEVENTY), told(unsure)]))
    assert one.due and one.now is None


def test_a_replacement_under_another_period_is_found() -> None:
    other = new_count(period=Period(when=When("2026-03-03/2026-03-04")))
    (one,) = turned(chain([told(SEVENTY), sent(1, SEVENTY), told(other)]))
    assert one.now == other


def test_a_chain_of_replacements_leads_to_the_last() -> None:
    second = new_count()
    third = new_count(65, supersedes=(second.id,), known_at=LATER + HOUR, period=None)
    (one,) = turned(chain([told(SEVENTY), sent(1, SEVENTY), told(second), told(third)]))
    assert one.now == third


def test_a_replacement_that_reads_the_same_is_nothing_to_correct() -> None:
    same = new_count(70, qualifier=SEVENTY.qualifier, wording="counted twice")
    assert fact_said_alike(SEVENTY, same, ZONE)
    assert turned(chain([told(SEVENTY), sent(1, SEVENTY), told(same)])) == ()


def test_what_was_withdrawn_is_due_and_says_why() -> None:
    (one,) = turned(chain([told(SEVENTY), sent(1, SEVENTY), withdrawal(SEVENTY)]))
    assert (one.turn, one.why, one.now, one.due) == (Turn.WITHDRAWN, "another hospital", None, True)


def test_it_stays_due_until_a_statement_to_the_same_readers_corrects_it() -> None:
    log = [told(SEVENTY), sent(1, SEVENTY), withdrawal(SEVENTY)]
    others = sent(2, corrects=(SEVENTY,), at=START + 3 * HOUR, audience=Audience.DOCTORS)
    (one,) = turned(chain([*log, others]))
    assert one.due and one.corrected_in is None
    (one,) = turned(chain([*log, others, sent(3, corrects=(SEVENTY,), at=START + 4 * HOUR)]))
    assert not one.due and one.corrected_in == 3 and corrections_due([one], Audience.PATIENTS) == ()


def test_said_again_after_its_correction_it_is_due_again() -> None:
    log = [told(SEVENTY), sent(1, SEVENTY), withdrawal(SEVENTY), sent(2, corrects=(SEVENTY,), at=START + 3 * HOUR)]
    shifts = turned(chain([*log, sent(3, SEVENTY, at=START + 4 * HOUR)]))
    assert all(one.due for one in shifts) and len(corrections_due(shifts, Audience.PATIENTS)) == 1


def test_a_department_that_opened_again_was_not_misreported() -> None:
    opened = sure("ed_status", "open", valid=When("2026-03-03T12:00"), known_at=LATER)
    (one,) = turned(chain([told(CLOSED), sent(1, CLOSED), told(opened)]))
    assert (one.turn, one.now, one.due) == (Turn.CHANGED, opened, False)
    replaced = sure("ed_status", "open", valid=When("2026-03-03T12:00"), known_at=LATER, supersedes=(CLOSED.id,))
    (one,) = turned(chain([told(CLOSED), sent(1, CLOSED), told(replaced)]))
    assert (one.turn, one.due) == (Turn.CHANGED, False)


def test_a_state_of_the_same_moment_told_otherwise_was_misreported() -> None:
    limited = sure("ed_status", "limited", valid=CLOSED.valid, known_at=LATER, supersedes=(CLOSED.id,))
    (one,) = turned(chain([told(CLOSED), sent(1, CLOSED), told(limited)]))
    assert (one.turn, one.due) == (Turn.REPLACED, True)


def test_as_far_as_we_knew_stays_true() -> None:
    none = sure("data_exfiltrated", status=Status.NONE_KNOWN)
    taken = sure("data_exfiltrated", "yes", known_at=LATER, supersedes=(none.id,))
    (one,) = turned(chain([told(none), sent(1, none), told(taken)]))
    assert (one.turn, one.now, one.due) == (Turn.CHANGED, taken, False)


@pytest.mark.parametrize("later", ["suspected", "confirmed"])
def test_of_harm_nothing_is_taken_back_in_public_and_nothing_named(later: str) -> None:
    none = sure("harm", "none")
    harm = sure("harm", later, known_at=LATER, supersedes=(none.id,))
    (one,) = turned(chain([told(none), sent(1, none), told(harm)]))
    assert (one.turn, one.now, one.due) == (Turn.CHANGED, None, False)
    (one,) = turned(chain([told(none), sent(1, none), withdrawal(none)]))
    assert not one.due


def test_a_contradiction_is_shown_and_takes_nothing_back() -> None:
    press = said("operations_cancelled", 12, period=DAY, by="press", known_at=LATER)
    (one,) = turned(chain([told(SEVENTY), sent(1, SEVENTY), told(press)]))
    assert (one.turn, one.due) == (Turn.DISPUTED, False)


def test_what_was_erased_is_shown_as_such() -> None:
    log = chain([sent(1, SEVENTY)])
    (one,) = turned(log)
    assert (one.turn, one.said, one.due) == (Turn.ERASED, None, False)


def test_what_must_be_corrected_comes_first() -> None:
    opened = sure("ed_status", "open", valid=When("2026-03-03T12:00"), known_at=LATER)
    log = chain([told(CLOSED), told(SEVENTY), sent(1, CLOSED, SEVENTY), told(opened), told(new_count())])
    assert [one.due for one in due_first(turned(log))] == [True, False]
