"""What was taken once is not taken twice, and what was erased does not come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from codedark.record.assertion import Period, Status
from codedark.record.edtf import When
from codedark.record.entry import Draft
from codedark.record.view import view
from codedark.response.recorded_origin import Origins, marked, origin, origin_of, sifted, taken
from tests.record.making import START, chain, draft, said


def line(text: str) -> Draft:
    return marked(draft(text=text), origin_of("response", {"what": text}))


def test_the_same_line_has_the_same_mark_and_another_line_another() -> None:
    assert origin_of("response", {"a": 1, "b": 2}) == origin_of("response", {"b": 2, "a": 1})
    assert len({origin_of("response", {"a": 1}), origin_of("divert", {"a": 1}), origin_of("response", {"a": 2})}) == 3


def test_a_second_line_that_says_the_same_is_another_line() -> None:
    first, again = Origins("divert"), Origins("divert")
    marks = [first.next({"n": 1}), first.next({"n": 1}), first.next({"n": 2})]
    assert len(set(marks)) == 3 and [again.next({"n": n}) for n in (1, 1, 2)] == marks


def test_marks_are_found_in_a_log() -> None:
    log = chain([(line("one"), START)])
    assert taken(log) == {origin(line("one").body)}


def test_a_log_takes_each_line_once() -> None:
    log = chain([(line("one"), START)])
    found = sifted([line("one"), line("two"), line("two")], log)
    assert [d.body.text for d in found.new] == ["two"] and (found.held_count, found.erased_count) == (2, 0)


def test_a_draft_without_a_mark_is_always_new() -> None:
    assert len(sifted([draft(), draft()], chain([(draft(), START)])).new) == 2


def test_what_was_erased_does_not_come_back() -> None:
    log = chain([(line("one"), START), (line("two"), START)])
    log[1] = replace(log[1], body=None, salt="")
    found = sifted([line("one"), line("two")], log)
    assert found.new == () and (found.held_count, found.erased_count) == (1, 1)


def test_an_erased_entry_keeps_away_one_line_of_its_kind_not_all() -> None:
    log = chain([(line("one"), START)])
    log[1] = replace(log[1], body=None, salt="")
    assert len(sifted([line("one"), line("three")], log).new) == 1


def inferred(value: int, minute: int, **more: Any) -> Draft:
    told = said(
        "operations_cancelled", value, known_at=START + timedelta(minutes=minute), status=Status.INFERRED,
        rule=more.pop("rule", "by the plan"), by="machine", period=Period(when=When(more.pop("day", "2026-03-03"))),
    )  # fmt: skip
    return marked(draft(told), origin_of("divert", {"minute": minute, "value": value, **more}))


def test_a_later_inference_of_a_rule_takes_the_place_of_the_earlier_and_disputes_nothing() -> None:
    log = chain([(inferred(20, 0), START)])
    later, again = sifted([inferred(25, 5), inferred(26, 9)], log).new
    assert later.body.assertions[0].supersedes == (inferred(20, 0).body.assertions[0].id,)
    whole = [*log, *chain([(d, START) for d in (later, again)], number=2, opened=False)]
    (standing,) = view(whole, START + timedelta(days=1)).of("operations_cancelled")
    assert standing.lead is not None and standing.lead.assertion.value == 26 and standing.status is Status.INFERRED


def test_inferences_of_another_rule_or_day_or_of_before_stay() -> None:
    log = chain([(inferred(20, 5), START)])
    others = [inferred(9, 6, day="2026-03-04"), inferred(9, 7, rule="by hand"), inferred(9, 1)]
    assert all(one.body.assertions[0].supersedes == () for one in sifted(others, log).new)


def test_the_same_said_again_supersedes_nothing() -> None:
    told = inferred(20, 0)
    other = marked(draft(*told.body.assertions), origin_of("divert", {"another": "line"}))
    assert sifted([other], chain([(told, START)])).new[0].body.assertions == told.body.assertions


def test_a_state_that_was_inferred_anew_has_changed_and_is_not_replaced() -> None:
    def status(value: str, minute: int) -> Draft:
        at = START + timedelta(minutes=minute)
        told = said("ed_status", value, known_at=at, status=Status.INFERRED, rule="from the doors", by="machine")
        return marked(draft(told), origin_of("divert", {"minute": minute}))

    (later,) = sifted([status("open", 9)], chain([(status("limited", 0), START)])).new
    assert later.body.assertions[0].supersedes == ()
