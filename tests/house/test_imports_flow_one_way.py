"""The contract holds, and a planted upward import is caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.house import source

LINT = Path(sys.executable).with_name("lint-imports")


def _contract(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-cache", "--config", str(source.ROOT / "pyproject.toml")],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_flow_one_way() -> None:
    judged = _contract(source.SRC.parent)
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_a_planted_upward_import_is_caught(tmp_path: Path) -> None:
    shutil.copytree(source.SRC, tmp_path / "codedark", ignore=shutil.ignore_patterns("__pycache__"))
    planted = tmp_path / "codedark" / "hospital" / "planted.py"
    planted.write_text('"""Looks up."""\n\nfrom codedark.cli import main\n')
    judged = _contract(tmp_path)
    assert judged.returncode == 1
    assert "codedark.hospital.planted -> codedark.cli" in judged.stdout


def test_a_room_off_the_map_is_caught(tmp_path: Path) -> None:
    shutil.copytree(source.SRC, tmp_path / "codedark", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "codedark" / "attic").mkdir()
    (tmp_path / "codedark" / "attic" / "__init__.py").write_text("")
    judged = _contract(tmp_path)
    assert judged.returncode != 0
    assert "attic" in judged.stdout
