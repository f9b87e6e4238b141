"""Sentences by the author of the rules, written in ten rounds once the rules stood: what came out wrong was mended.

So they guard, and judge nothing: those written before any rule do (`test_bars`, `benchmarks/results/intake.md`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.record.reading.scoring import LABELLED, compact, score
from tests.record.reading.test_bars import PRECISION, RECALL

LINES = compact(Path(__file__).parent / "fresh_sentences.txt")


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_the_bars_hold_in_every_language(lang: str) -> None:
    own = [line for line in LINES if line["lang"] == lang]
    assert len(own) >= 40
    scored = score(own)
    assert (scored.precision >= PRECISION, scored.recall >= RECALL) == (True, True), scored.misses


def test_a_sixth_of_them_say_nothing_and_every_field_occurs() -> None:
    assert sum(not line["facts"] for line in LINES) * 6 >= len(LINES)
    assert {fact["field"] for line in LINES for fact in line["facts"]} == LABELLED


def test_no_sentence_stands_twice() -> None:
    assert len({line["text"] for line in LINES}) == len(LINES)
