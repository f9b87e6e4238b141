"""The guide to the record is pasted as it stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house import source
from tests.house.test_the_guide_runs import script

GUIDE = source.ROOT / "docs" / "guide-record.md"
SAID = (
    "night.csv: 0 entries made; 3 in the record already",
    "accounts differ, see below",
    "at least 70 operations Tuesday 3 March 2026",
    "No secret stands on it",
    "entry 13: cut off after entry 12",
    "it cannot be read as it is",
    "16 entries that prove themselves",
    "No entry is known to be lost",
    "3 assertions entered",
    "Our emergency department only takes people who come by themselves",
    "Everything that was told still stands",
    "scenario.toml: a scenario from 3 assertions",
    "recorded elsewhere",
    "THE END",
)


def test_the_guide_walks_through_every_verb() -> None:
    told = script(GUIDE)
    for verb in ("open", "log", "ask", "show", "correct", "backup", "page", "heads", "restore", "merge", "verify"):
        assert f"codedark incident {verb}" in told
    for verb in ("incident salvage", "intake", "notify", "report", "statement", "export", "drill"):
        assert f"codedark {verb}" in told


def test_the_guide_to_the_record_runs_as_it_stands(tmp_path: Path) -> None:
    own, where = tmp_path / "bin", tmp_path / "work"
    own.mkdir()
    where.mkdir()
    (own / "codedark").write_text(f'#!/bin/sh\nexec {sys.executable} -m codedark "$@"\n')
    (own / "codedark").chmod(0o755)
    ran = subprocess.run(
        ["bash", "-ec", f"{script(GUIDE)}\necho THE END"],
        cwd=where,
        env=os.environ | {"PATH": f"{own}:{os.environ['PATH']}", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    for said in SAID:
        assert said in ran.stdout, said
    assert (where / "situation-report-1.pdf").read_bytes().startswith(b"%PDF")
    assert "left out: operations_cancelled" in ran.stderr
    assert "Traceback" not in ran.stderr
