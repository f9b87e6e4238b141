"""How long does an incident report on paper take?

    .venv/bin/python benchmarks/bench_incident_report.py [--entries 40 1200 4500] [--trials 5]

A record of so many entries (half an hour apart, six positions, texts of one to four lines; 4,500 is ninety days of
fifty) is reported as PDF with its whole log, in four languages. Measured: CPU seconds of view and report, of putting it
into words, and of setting it as PDF, in one warm process; then CPU seconds of `codedark report --format pdf` as a
process of its own, from its start to its answer, from a mirror. Medians. There is no peer: nothing else prints this
record. Writes benchmarks/results/incident_report.md. Exit 1: fifty pages take a second or more.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codedark.paper.incident_report import incident_report_pdf
from codedark.paper.typesetting import pages_of
from codedark.record.edtf import instant
from codedark.record.entry import Draft, Entry, EntryKind
from codedark.record.report_saying import said
from codedark.record.reporting import Asked, report
from codedark.record.row import row_of
from codedark.store.incident_mirror import entry_line
from tests.record.making import START, chain, draft
from tests.record.report_making import entries as small

RESULT = Path(__file__).parent / "results" / "incident_report.md"
LANGUAGES = ("en", "nl", "fr", "de")
ROLES = ("incident-commander", "medical-director", "it-operations", "ward-3-head-nurse", "pharmacist", "technical-lead")
TEXTS = (
    "Bed census taken on paper: 23 of 28 occupied.",
    "The laboratory takes urgent samples only, results by runner every 30 minutes.",
    "Telephone exchange tested; two of six lines work.",
    "Round of wards 1 to 6 done. Nurse call works. Printers on ward 4 out of paper, brought from the store. Medication"
    " lists checked against the printout of this morning, four differences found and put right.",
)
PAGES, BAR_S = 50, 1.0
HALF_HOUR = timedelta(minutes=30)


def entries(count: int) -> list[Entry]:
    """The small record of the tests, then so many lines of the log by a second device."""
    luck = random.Random(count)
    drafts: list[tuple[Draft, datetime]] = []
    for place in range(count):
        at = START + place * HALF_HOUR
        kind, role = luck.choice(list(EntryKind)[:5]), luck.choice(ROLES)
        drafts.append((draft(text=luck.choice(TEXTS), kind=kind, role=role, event_at=instant(at)), at))
    return [*small(), *chain(drafts, number=2, opened=False)]


class Took(NamedTuple):
    """CPU seconds of one report."""

    report_s: float
    words_s: float
    pdf_s: float
    pages: int
    size_kb: int


def once(told: Sequence[Entry], lang: str) -> Took:
    """Make one report."""
    at = START + len(told) * HALF_HOUR
    marks = [time.process_time()]
    made = report(told, Asked(as_of=at, generated_at=at))
    marks.append(time.process_time())
    words = said(made, lang)
    marks.append(time.process_time())
    raw = incident_report_pdf(made, words, lang)
    marks.append(time.process_time())
    steps = [after - before for before, after in pairwise(marks)]
    return Took(*steps, pages=pages_of(raw), size_kb=len(raw) // 1024)


def whole_s(mirror: Path, out: Path, lang: str) -> float:
    """CPU seconds of the command as a process of its own."""
    words = ("report", str(mirror), "--lang", lang, "--format", "pdf", "--out", str(out))
    child = subprocess.Popen([sys.executable, "-m", "codedark", *words], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"codedark {' '.join(words)}: exit {child.returncode}")
    return used.ru_utime + used.ru_stime


def row(count: int, lang: str, trials: int, folder: Path) -> tuple[str, float]:
    """One line of the table, and what fifty of its pages take."""
    told = entries(count)
    mirror = folder / f"{count}.jsonl"
    mirror.write_bytes(b"".join(entry_line(row_of(entry)) for entry in told))
    once(small(), lang)  # fonts, template and words are loaded
    took = [once(told, lang) for _ in range(trials)]
    pdf = [one.pdf_s for one in took]
    middle = statistics.median(pdf)
    whole = [whole_s(mirror, folder / "out.pdf", lang) for _ in range(trials)]
    cells = (
        f"{len(told):,}",
        lang,
        str(trials),
        f"{took[0].pages}",
        f"{statistics.median(one.report_s for one in took):.2f}",
        f"{statistics.median(one.words_s for one in took):.2f}",
        f"{middle:.2f} ({min(pdf):.2f} to {max(pdf):.2f})",
        f"{middle * PAGES / took[0].pages:.2f}",
        f"{statistics.median(whole):.2f}",
        f"{took[0].size_kb:,}",
    )
    return f"| {' | '.join(cells)} |", middle * PAGES / took[0].pages


def main() -> None:
    """Run and write the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--entries", type=int, nargs="+", default=[40, 1200, 4500])
    asked.add_argument("--trials", type=int, default=5)
    told = asked.parse_args()
    rows: list[str] = []
    fifty: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in told.entries:
            for lang in LANGUAGES if count <= 1200 else ("nl",):
                line, took = row(count, lang, told.trials, Path(folder))
                print(line, flush=True)
                rows.append(line)
                fifty += [took] if count >= 1200 else []
    head = [
        "# bench_incident_report: CPU seconds of an incident report on paper",
        "",
        f"{datetime.now(UTC).date()}, {os.cpu_count()} shared cores, load {os.getloadavg()[0]:.1f},"
        f" Linux {platform.release()}, Python {platform.python_version()}.",
        "",
        "Fifty pages: PDF s of the row for 50 of its pages. Whole command: from the start of the interpreter on.",
        "",
        "| entries | language | N | pages | report | words | PDF, median (range) | fifty pages | whole command | KB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    RESULT.write_text("\n".join([*head, *rows]) + "\n")
    if max(fifty, default=0.0) >= BAR_S:
        raise SystemExit(f"fifty pages took {max(fifty):.2f} CPU s: the bar is {BAR_S} s")


if __name__ == "__main__":
    main()
