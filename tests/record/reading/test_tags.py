from __future__ import annotations

import pytest

from codedark.record.reading.tags import Lexicon, Mark, Tag, spellings
from codedark.record.reading.tokens import tokens


def marks(rows: dict[Tag, str], text: str, gapped: bool = False) -> list[Mark]:
    words = tokens(text, "en")
    return Lexicon("en", rows).marks(words, range(len(words)), gapped)


def test_a_word_is_a_whole_word() -> None:
    assert marks({Tag.BED: "beds"}, "beds bedside") == [Mark(Tag.BED, 0, 0)]


def test_a_word_with_hyphens_fits_a_pattern_for_compounds() -> None:
    assert marks({Tag.PLAN: r"\w*plan"}, "MAXI-rampenplan") == [Mark(Tag.PLAN, 0, 0)]


def test_a_phrase_hides_the_single_words_it_is_made_of() -> None:
    assert marks({Tag.NEG: "no", Tag.ENDED: "no_longer"}, "no longer") == [Mark(Tag.ENDED, 0, 1)]


def test_what_happens_stays_what_happens_inside_a_phrase() -> None:
    found = marks({Tag.CANCEL: "off", Tag.LIFT: "called_off"}, "called off")
    assert {mark.tag for mark in found} == {Tag.CANCEL, Tag.LIFT}


def test_a_gap_holds_other_words_and_ends_with_its_last() -> None:
    rows = {Tag.CANCEL: "fielen_.._aus"}
    assert marks(rows, "am Freitag fielen zehn Eingriffe aus", gapped=True) == [Mark(Tag.CANCEL, 2, 5)]
    assert marks(rows, "am Freitag fielen zehn Eingriffe", gapped=True) == []


def test_a_gap_is_looked_for_only_when_asked() -> None:
    assert marks({Tag.CANCEL: "fielen_.._aus"}, "fielen zehn aus") == []


def test_a_possessive_does_not_change_a_word() -> None:
    assert marks({Tag.HOSPITAL: "hospital"}, "the hospital's beds") == [Mark(Tag.HOSPITAL, 1, 1)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("a|b", ["a|b"]),
        ("by_(hand|pen_and_paper)", ["by_hand", "by_pen_and_paper"]),
        ("(very_)?late", ["very_late", "late"]),
    ],
)
def test_choices_that_hold_phrases_are_written_out(told: str, expected: list[str]) -> None:
    assert spellings(told) == expected
