"""A test that cannot run here says so last, with the remedy; where CI=true it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import source

PROBE = """
import pytest

@pytest.mark.needs("no-such-program")
def test_with_a_program(): pass

@pytest.mark.shared_data("a/table.csv")
def test_with_a_file(): pass

def test_with_the_folder(shared): assert shared.is_dir()

def test_alone(): pass
"""


def _probe(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    (folder / "tests").mkdir()
    shutil.copy(source.ROOT / "tests" / "conftest.py", folder / "tests")
    shutil.copy(source.ROOT / "pyproject.toml", folder)
    (folder / "tests" / "test_probe.py").write_text(PROBE)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("CI", "PYTEST", "CODEDARK"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "tests"],
        cwd=folder,
        env={**env, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_missing_is_printed_with_its_remedy(tmp_path: Path) -> None:
    run = _probe(tmp_path, CODEDARK_SHARED=str(tmp_path / "nowhere"))
    assert run.returncode == 0
    said = run.stdout.split("NOT TESTED HERE")[1]
    assert "SKIPPED 1 because the program no-such-program is missing" in said
    assert "table.csv is missing: set CODEDARK_SHARED" in said
    assert "1 passed, 3 skipped" in said


def test_where_ci_is_true_a_skip_fails(tmp_path: Path) -> None:
    run = _probe(tmp_path, CODEDARK_SHARED=str(tmp_path / "nowhere"), CI="true")
    assert run.returncode == 1
    assert "1 passed, 3 errors" in run.stdout


@pytest.mark.parametrize("name", ["elsewhere", "with blanks"])
def test_shared_data_is_found_where_the_setting_says(tmp_path: Path, name: str) -> None:
    table = tmp_path / name / "a" / "table.csv"
    table.parent.mkdir(parents=True)
    table.touch()
    run = _probe(tmp_path, CODEDARK_SHARED=str(tmp_path / name))
    assert "3 passed, 1 skipped" in run.stdout
