from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.record.assertion import Withdrawal
from codedark.record.public import Audience, Why, sift
from codedark.record.public_check import check_statement, reason_of, refusal
from codedark.record.public_saying import Correction
from codedark.record.public_statement import Kind, Part, Sentence, Statement
from codedark.record.view import view
from tests.record.making import START, chain, draft, said
from tests.record.public_making import CLOSED, EVERYTHING, LANGUAGES, NOW, SEVENTY, ZONE, made, seen, sure


def with_sentence(one: Statement, sentence: Sentence) -> Statement:
    return replace(one, parts=(*one.parts, Part(key="what", heading="What", sentences=(sentence,))))


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_record_says_passes(audience: Audience, lang: str) -> None:
    assert check_statement(made(EVERYTHING, audience, lang), seen(EVERYTHING)) == ()


def test_a_fact_that_names_no_assertion_is_found() -> None:
    slip = Sentence(kind=Kind.FACT, text="All is well.")
    (found,) = check_statement(with_sentence(made([CLOSED]), slip), seen([CLOSED]))
    assert (found.words, found.why) == ("All is well.", "it rests on no assertion")


def test_advice_that_is_not_ours_is_found() -> None:
    slip = Sentence(kind=Kind.ADVICE, text="Pay the ransom.")
    (found,) = check_statement(with_sentence(made([CLOSED]), slip), seen([CLOSED]))
    assert "own sentences" in found.why


def test_words_changed_under_the_same_assertion_are_found() -> None:
    slip = Sentence(kind=Kind.FACT, text="Our emergency department is open.", rests_on=(CLOSED.id,))
    assert check_statement(with_sentence(made([CLOSED]), slip), seen([CLOSED]))


def test_a_statement_made_before_a_withdrawal_no_longer_passes() -> None:
    before = made([SEVENTY])
    gone = Withdrawal(of=SEVENTY.id, why="another hospital", by="us", known_at=START)
    after = view(chain([(draft(SEVENTY, withdrawals=(gone,)), START)]), NOW)
    assert "withdrawn (another hospital)" in {slip.why.split(": ", 1)[-1] for slip in check_statement(before, after)}


def test_a_contradiction_that_came_later_is_found() -> None:
    more = seen([SEVENTY, said("operations_cancelled", 12, period=SEVENTY.period, by="press")])
    assert any("contradict" in slip.why for slip in check_statement(made([SEVENTY]), more))


def test_a_correction_may_name_what_was_wrong_and_nothing_that_stands() -> None:
    now = sure("operations_cancelled", 62, period=SEVENTY.period, supersedes=(SEVENTY.id,))
    good = made([SEVENTY, now], corrections=(Correction(said_at=START, said=SEVENTY, now=now),))
    assert check_statement(good, seen([SEVENTY, now])) == ()
    bad = made([CLOSED], corrections=(Correction(said_at=START, said=CLOSED, now=None),))
    assert any("still stands" in slip.why for slip in check_statement(bad, seen([CLOSED])))
    other = replace(good.parts[0].sentences[0], text="On Tuesday we said 70. It was 65.")
    twisted = replace(good, parts=(replace(good.parts[0], sentences=(other,)), *good.parts[1:]))
    assert any("own words" in slip.why for slip in check_statement(twisted, seen([SEVENTY, now])))


def test_a_refusal_says_why() -> None:
    harm, text = sure("harm", "suspected"), sure("data_breach", "Names")
    looked = seen([harm, text, CLOSED])
    found = sift(looked, Audience.PATIENTS, ZONE)
    places = {a.recorded.id: (s, a) for s in looked.standings for a in s.accounts}
    assert "harm" in refusal(harm.id, found, places)
    assert refusal(text.id, found, places) == "these readers are not told of that field"
    assert refusal(SEVENTY.id, found, places) == "no account of this view has that name"
    assert reason_of(Why.HARM, "").startswith("harm to a patient")
