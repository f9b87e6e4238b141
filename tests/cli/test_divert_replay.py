"""What the verb cannot show of `divert_replay`; the rest is looked at in test_verb_divert.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.cli.divert_hospital import WHEN, written


def test_the_same_day_twice_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, day = written(tmp_path / "n"), tmp_path / "day.csv"
    day.write_text("event,at_min,patient,why\nrefused,5,p-1,\ntick,60,,\n")
    said = []
    for _ in range(2):
        answer(["divert", folder, "--down", "box", *WHEN, "--replay", str(day)])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] and said[0]
