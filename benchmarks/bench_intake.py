"""How much of what an article says is proposed, how much of what is proposed is right, and how long it takes.

    .venv/bin/python benchmarks/bench_intake.py [--articles 1000] [--snippets FILE]

Reads the labelled sentences of tests/record/sentences (written before any rule, by somebody who saw none), apart: those
the rules were developed on, and those held out; the author's own, which only guard; and, where the file is there, the
snippets of real articles, of which nothing is copied here but number and field. Then CPU seconds: articles of about
five thousand letters, all different, and one text of a megabyte. Writes benchmarks/results/intake.md; exit 1: a bar is
missed (precision 0.97, recall 0.85, over the first three sets, in all and in each language).
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from codedark.record.edtf import When  # noqa: E402
from codedark.record.reading import propose  # noqa: E402
from tests.record.reading.scoring import SENTENCES, Score, compact, lines, score  # noqa: E402

RESULT = Path(__file__).parent / "results" / "intake.md"
FRESH = ROOT / "tests/record/reading/fresh_sentences.txt"
SNIPPETS = ROOT.parent / "shared/data/incident/clinical_facts_dev.jsonl"
LANGUAGES = ("nl", "fr", "de", "en")
LETTERS = 5_000
PRECISION, RECALL = 0.97, 0.85
HELD_OUT = (
    "The held-out sentences were run three times while the rules were written, their texts never read: first precision "
    "0.976, recall 0.741; then, after two and one more rounds of sentences of the author's own, 0.977 and 0.790, 0.978 "
    "and 0.809. Ids, fields and values of their misses were seen, and steered what the author's rounds were about. For "
    "articles nobody has seen, take the first: of four facts three are proposed, and of forty proposals one is wrong."
    " A last round, its author told to open neither set, gave 0.979 and 0.870 here. On 160 sentences written blind "
    "(blind.jsonl) the rules before it gave 0.963 and 0.840, after it 0.956 and 0.872: take that for an unseen article."
)
"""What is to be said of the held-out figures."""


def main() -> None:
    """Measure and write."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--articles", type=int, default=1000)
    told.add_argument("--snippets", type=Path, default=SNIPPETS)
    asked = told.parse_args()
    developed, held = (lines(SENTENCES / name) for name in ("sentences.jsonl", "held_out.jsonl"))
    snippets = lines(asked.snippets) if asked.snippets.is_file() else []
    sets = {
        "developed on (sentences.jsonl)": developed,
        "held out (held_out.jsonl)": held,
        "snippets of real articles": snippets,
        "all three": [*developed, *held, *snippets],
        "the author's own (fresh_sentences.txt)": compact(FRESH),
    }
    scores = {name: score(texts) for name, texts in sets.items() if texts}
    text = [
        *head(),
        *figures(sets, scores),
        *misses(scores, developed, held),
        *speed(developed, asked.articles),
    ]
    RESULT.write_text("\n".join(text) + "\n", encoding="utf-8")
    print("\n".join(text))
    every = sets["all three"]
    each = [score(x for x in every if x["lang"] == lang) for lang in LANGUAGES]
    sys.exit(any(s.precision < PRECISION or s.recall < RECALL for s in (scores["all three"], *each)))


def head() -> list[str]:
    """Title, date and machine."""
    load = f"{os.getloadavg()[0]:.1f}"
    machine = f"{os.cpu_count()} shared cores, load {load}, {platform.system()} {platform.release()}"
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return [
        "# bench_intake: what is read out of articles",
        "",
        f"{day}, {machine}, Python {platform.python_version()}.",
        "",
    ]


def figures(sets: Mapping[str, Sequence[Mapping[str, Any]]], scores: Mapping[str, Score]) -> list[str]:
    """Precision and recall of each set, and per language of all three together."""
    made = ["| sentences | facts wanted | proposed | right | precision | recall |", "|---|---|---|---|---|---|"]
    made += [row(name, scored) for name, scored in scores.items()]
    for name in ("held out (held_out.jsonl)", "all three"):
        for lang in LANGUAGES:
            made.append(row(f"{name}, {lang}", score(x for x in sets[name] if x["lang"] == lang)))
    return [
        *made,
        "",
        "A fact is field, value and, of counts, qualifier; a list of codes is a fact a code.",
        "",
        HELD_OUT,
        "",
    ]


def row(name: str, scored: Score) -> str:
    """One row of the table."""
    told = (scored.wanted, scored.proposed, scored.right, f"{scored.precision:.3f}", f"{scored.recall:.3f}")
    return f"| {name} | {' | '.join(map(str, told))} |"


def misses(scores: Mapping[str, Score], *ours: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each miss: of our own sentences what was expected or proposed, of others' only number and field."""
    names = {line["id"] for lines_of in ours for line in lines_of}
    made = ["## Misses", "", "| sentence | what | field | value |", "|---|---|---|---|"]
    for scored in list(scores.values())[:3]:
        for name, what, (field, value, qualifier) in scored.misses:
            told = f"{value} {qualifier or ''}".strip() if name in names else "(not copied)"
            made.append(f"| {name} | {what} | {field} | {told} |")
    return [*made, ""]


def speed(texts: Sequence[Mapping[str, Any]], count: int) -> list[str]:
    """CPU seconds an article, and of a megabyte."""
    articles = [article([x["text"] for x in texts if x["lang"] == LANGUAGES[n % 4]], n) for n in range(count)]
    begun = time.process_time()
    for n, text in enumerate(articles):
        propose(text, LANGUAGES[n % 4], When("2026-03-03"), zone="Europe/Brussels")
    each = (time.process_time() - begun) / count
    letters = sum(map(len, articles)) / count
    big = ("\n\n".join(article([x["text"] for x in texts if x["lang"] == "nl"], n) for n in range(250)))[:1_000_000]
    begun = time.process_time()
    propose(big, "nl", When("2026-03-03"), zone="Europe/Brussels")
    whole = time.process_time() - begun
    return [
        "## Time",
        "",
        f"{count:,} articles of {letters:,.0f} letters: {each:.3f} CPU s an article, {each * count:.0f} s in all.",
        f"One text of {len(big):,} letters: {whole:.1f} CPU s.",
    ]


def article(sentences: Sequence[str], number: int) -> str:
    """Sentences in an order of its own, in paragraphs of four, until there are letters enough."""
    made: list[str] = []
    place = number * 7
    while sum(map(len, made)) < LETTERS:
        made.append(" ".join(sentences[(place + step * (1 + number % 5)) % len(sentences)] for step in range(4)))
        place += 4
    return "\n\n".join(made)


if __name__ == "__main__":
    main()
