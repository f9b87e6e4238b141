from __future__ import annotations

from dataclasses import replace

from codedark.record.public_statement import Kind, Part, Sentence
from tests.record.public_making import CLOSED, SEVENTY, made


def test_it_rests_on_each_assertion_once_in_the_order_of_its_sentences() -> None:
    one = made([CLOSED, SEVENTY])
    assert one.rests_on == (CLOSED.id, SEVENTY.id)
    assert sum(CLOSED.id in sentence.rests_on for sentence in one.sentences) == 2  # the fact, and what to do


def test_its_sentences_are_those_of_head_and_parts() -> None:
    one = made([CLOSED])
    assert [s.kind for s in one.sentences[:2]] == [Kind.FRAME, Kind.FRAME]
    assert len(one.sentences) == 2 + sum(len(part.sentences) for part in one.parts)


def test_what_it_takes_back_is_gathered() -> None:
    back = Sentence(kind=Kind.CORRECTION, text="x", corrects=(CLOSED.id, SEVENTY.id, CLOSED.id))
    part = Part(key="corrections", heading="Corrections", sentences=(back,))
    one = made([])
    assert replace(one, parts=(part,)).corrects == (CLOSED.id, SEVENTY.id)
