"""The bars: what is proposed is right, and most of what is said is proposed, in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.record.reading.scoring import SENTENCES, lines, score

PRECISION, RECALL = 0.97, 0.85
SNIPPETS = "data/incident/clinical_facts_dev.jsonl"


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_the_bars_hold_on_sentences_written_before_the_rules(lang: str) -> None:
    scored = score(line for line in lines(SENTENCES / "sentences.jsonl") if line["lang"] == lang)
    assert scored.wanted > 60
    assert (scored.precision >= PRECISION, scored.recall >= RECALL) == (True, True), scored.misses


@pytest.mark.shared_data(SNIPPETS)
def test_what_was_read_of_real_articles_is_read(shared: Path) -> None:
    told = [json.loads(line) for line in (shared / SNIPPETS).read_text(encoding="utf-8").splitlines()]
    scored = score(told)
    assert (scored.recall >= RECALL, scored.precision >= 0.9) == (True, True), scored.misses
