"""What is installed is what was written: every file of the package, and the documents, travel in the wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house import source


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=source.ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def _tracked(folder: str) -> set[Path]:
    here = source.ROOT / folder
    return {path.relative_to(here) for path in source.tracked_files() if path.is_relative_to(here)}


def test_every_file_of_the_package_is_shipped(shipped: set[str]) -> None:
    assert {path.as_posix() for path in _tracked("src")} <= shipped


def test_the_documents_are_shipped(shipped: set[str]) -> None:
    assert {f"codedark/docs/{path.as_posix()}" for path in _tracked("docs")} <= shipped


def test_nothing_else_is_shipped(shipped: set[str]) -> None:
    assert {name.split("/")[0] for name in shipped} == {"codedark", "codedark-0.1.0.dist-info"}
