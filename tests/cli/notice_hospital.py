"""The small hospital to divert from, with telephones, and `codedark notice` typed as people type it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from tests.cli.divert_hospital import written

PHONES = """telephone,hospital,whom,number,second
    disp,,112 centre,000 11,000 12
    far-desk,far,emergency desk,000 31,"""
FELL = "2024-05-17T06:00+02:00"
AT = "2024-05-17T06:10+02:00"
FIRST = ("--fell", FELL, "--now", AT)


def north(tmp_path: Path, **other: str) -> str:
    """The folder on disk."""
    return written(tmp_path / "north", telephones=PHONES, **other)


def at(minute: int) -> str:
    """A moment of the morning: minutes after six."""
    return f"2024-05-17T{6 + minute // 60:02}:{minute % 60:02}+02:00"


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = answer(["notice", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def told(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """The object a command answers with; it must have gone well."""
    code, out, err = asked(capsys, *words, "--json")
    assert code == 0, err
    answered: dict[str, Any] = json.loads(out)
    return answered
