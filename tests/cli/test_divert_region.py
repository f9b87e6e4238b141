"""What the verb cannot show of `divert_region`; the rest is looked at in test_verb_divert.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.cli.divert_hospital import WHEN, written


def test_a_name_of_no_hospital_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "r" / "north")
    assert answer(["divert", "--region", str(tmp_path / "r"), "--down", "box", *WHEN]) == 2
    assert "FOLDER:X" in capsys.readouterr().err


def test_one_hospital_of_a_region_down_is_planned_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "r" / "north")
    assert answer(["divert", "--region", str(tmp_path / "r"), "--down", "north:box", *WHEN]) == 0
    assert "2 to move" in capsys.readouterr().out
