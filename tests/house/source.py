"""What the guards of the house look at: the files as they stand, and their syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "codedark"

MIDDLE = ("hospital", "depend", "reach", "segment", "gap", "divert", "record", "response", "drill")
"""The rooms that take values and return values."""


def modules() -> list[Path]:
    """Every Python file of the package."""
    return sorted(SRC.rglob("*.py"))


def packages() -> list[Path]:
    """Every folder of the package that holds Python."""
    return sorted({module.parent for module in modules()})


def in_house(path: Path) -> str:
    """The path as people say it: relative to the package, forward slashes."""
    return path.relative_to(SRC).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of each import, wherever in the file it stands; `from a import b` gives `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def imports_on_loading(path: Path) -> Iterator[tuple[int, str]]:
    """The imports that run when the module is imported: those outside functions."""
    inside = {
        id(node)
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree(path)):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Each string constant that the program uses; docstrings are prose and left out."""
    prose = {
        id(statement.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def tracked_files() -> list[Path]:
    """Every file git keeps that still lies here; every file but the set-up's own where there is no git."""
    asked = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"],
        capture_output=True,
        check=False,
    )
    if asked.returncode == 0:
        listed = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        made = {".git", ".venv", ".tools", "__pycache__"}
        listed = [path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)]
    return [path for path in listed if path.is_file()]
