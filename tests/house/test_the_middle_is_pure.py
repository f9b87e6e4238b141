"""The middle takes values and returns values: no clock, no randomness of its own, no files, no sockets."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import source

FORBIDDEN = {
    "time": "time arrives as Tick(at)",
    "random": "luck is keyed by the seed it is given",
    "secrets": "luck is keyed by the seed it is given",
    "uuid": "ids come in from outside",
    "socket": "the middle talks to nobody",
    "ssl": "the middle talks to nobody",
    "urllib": "the middle talks to nobody",
    "http": "the middle talks to nobody",
    "subprocess": "the middle starts nothing",
    "multiprocessing": "an Executor is handed in",
    "threading": "an Executor is handed in",
    "asyncio": "the middle waits for nothing",
    "os": "bytes come in from store",
    "pathlib": "bytes come in from store",
    "shutil": "bytes come in from store",
    "tempfile": "bytes come in from store",
    "glob": "bytes come in from store",
    "logging": "what happened is in the answer",
}

TOUCHES_NOTHING = {"pathlib.PurePath", "pathlib.PurePosixPath", "pathlib.PureWindowsPath"}
"""Parts of a forbidden module that only rearrange text."""

READS_THE_CLOCK = {"now", "utcnow", "today"}
OWN_RANDOMNESS = {"default_rng", "seed", "rand", "randn", "randint", "random_sample", "RandomState"}

ALLOWED: dict[tuple[str, str], str] = {
    ("drill/jit.py", "os"): "numba's cache folder is an environment variable, set before numba is imported",
    ("drill/jit.py", "pathlib"): "numba's cache folder is named by the hash of the kernel's sources",
    ("drill/jit.py", "tempfile"): "a read-only home has no cache: a temporary one",
}
"""File and module that may be imported all the same, each with its reason."""

MIDDLE = [module for module in source.modules() if source.in_house(module).split("/")[0] in source.MIDDLE]


@pytest.mark.parametrize("module", MIDDLE, ids=source.in_house)
def test_the_middle_imports_nothing_of_the_world(module: Path) -> None:
    name = source.in_house(module)
    found = [
        f"{name}:{line}: import {imported}: {FORBIDDEN[imported.split('.')[0]]}"
        for line, imported in source.imports(module)
        if imported.split(".")[0] in FORBIDDEN
        and (name, imported.split(".")[0]) not in ALLOWED
        and imported not in TOUCHES_NOTHING
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("module", MIDDLE, ids=source.in_house)
def test_the_middle_asks_no_clock_no_die_and_no_disk(module: Path) -> None:
    if source.in_house(module) == "drill/jit.py":
        return
    found = [f"{source.in_house(module)}:{line}: {what}" for line, what in _reaches_out(source.tree(module))]
    assert not found, "\n".join(found)


def _reaches_out(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Calls that read a clock, throw a die that nobody handed in, or open a file."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        last = called.rsplit(".", 1)[-1]
        if called in {"open", "io.open", "input", "print"}:
            yield node.lineno, f"{called}()"
        elif last in READS_THE_CLOCK and ("datetime" in called or "date." in called):
            yield node.lineno, f"{called}() reads the clock"
        elif ".random." in f".{called}" and last in OWN_RANDOMNESS and not node.args and not node.keywords:
            yield node.lineno, f"{called}() without a seed"
        elif called.startswith(("np.random.", "numpy.random.")) and last.islower() and last != "default_rng":
            yield node.lineno, f"{called}() draws from numpy's hidden state"


@pytest.mark.parametrize(
    "code",
    [
        "open('x')",
        "datetime.now()",
        "datetime.datetime.now(tz=UTC)",
        "date.today()",
        "np.random.default_rng()",
        "np.random.normal(1, 2)",
    ],
)
def test_reaching_out_is_seen(code: str) -> None:
    assert list(_reaches_out(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["np.random.Philox(key=3)", "np.random.default_rng(seed)", "incident.now()", "rng.random()"]
)
def test_what_was_handed_in_is_fine(code: str) -> None:
    assert not list(_reaches_out(ast.parse(code)))


@pytest.mark.parametrize("module", source.modules(), ids=source.in_house)
def test_numba_lives_in_one_file(module: Path) -> None:
    if source.in_house(module) == "drill/jit.py":
        return
    found = [line for line, imported in source.imports(module) if imported.split(".")[0] in {"numba", "llvmlite"}]
    assert not found, f"{source.in_house(module)}:{found}: numba is imported in drill/jit.py alone"
