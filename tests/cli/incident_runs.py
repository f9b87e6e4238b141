"""A record for tests of `codedark incident`, written through the verbs themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer

Capture = pytest.CaptureFixture[str]
COUNT = ("--field", "operations_cancelled", "--period", "2026-03-03")


class Runs:
    """Runs verbs on one record, and gives back what they printed."""

    def __init__(self, folder: Path, capsys: Capture) -> None:
        self.folder, self._capsys = folder, capsys

    def __call__(self, verb: str, *words: str, exit_code: int = 0) -> str:
        """What a sub-verb printed to stdout; its exit code must be this."""
        out, err = self.both(verb, *words, exit_code=exit_code)
        return out if exit_code == 0 else out + err

    def both(self, verb: str, *words: str, exit_code: int = 0) -> tuple[str, str]:
        """What it printed to stdout, and to stderr."""
        self._capsys.readouterr()
        code = answer(["incident", verb, str(self.folder), *words])
        out, err = self._capsys.readouterr()
        assert code == exit_code, f"exit {code}: {out}{err}"
        return out, err

    def json(self, verb: str, *words: str, exit_code: int = 0) -> Any:
        """The same with `--json`, read."""
        return json.loads(self.both(verb, *words, "--json", exit_code=exit_code)[0])

    def log(self, text: str, *words: str, role: str = "incident-commander") -> Any:
        """One entry written."""
        return self.json("log", text, "--role", role, *words)


def opened(tmp_path: Path, capsys: Capture, *words: str) -> Runs:
    """A record that was just opened, in Brussels' time, without ballast."""
    runs = Runs(tmp_path / "incident", capsys)
    told = ("--title", "Disruption", "--organisation", "Sint-Lucia", "--timezone", "Europe/Brussels", "--ballast", "0")
    runs("open", *told, *words)
    return runs
