"""What every test may ask for, and how a test that cannot run says so.

A skip is not a pass: what is missing is printed at the end with the way to get it, and with CI=true it fails.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
MISSING = "MISSING: "

# Slow machines are not faulty code; in CI the same examples each time, so that a red run can be repeated.
settings.register_profile("codedark", deadline=None, derandomize=IN_CI, print_blob=True)
settings.load_profile("codedark")

# A shell that starts us in the background has us ignore Ctrl-C, and every program a test starts would inherit that.
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _missing(what: str, remedy: str) -> None:
    text = f"{MISSING}{what} is missing: {remedy}"
    if IN_CI:
        pytest.fail(f"{text} (a skip fails where CI=true)", pytrace=False)
    pytest.skip(text)


def shared_folder() -> Path:
    """Where the shared reference data lies: CODEDARK_SHARED, else `shared` beside the repository."""
    return Path(os.environ.get("CODEDARK_SHARED") or ROOT.parent / "shared").resolve()


def _need_shared(*parts: str) -> None:
    for path in [shared_folder().joinpath(part) for part in parts or ("",)]:
        if not path.exists():
            _missing(str(path), "set CODEDARK_SHARED to the folder of shared reference data")


def _need_programs(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            _missing(
                f"the program {program}", "install its Debian package (requirements/debian.txt; ./go debian as root)"
            )


def _need_namespaces() -> None:
    """Network namespaces of our own, nftables and its library: what packets are tried in."""
    _need_programs("nft", "ip")
    from codedark.gates.range.kernel import new_network

    try:
        os.close(new_network())
    except OSError as refused:
        _missing(f"leave to make network namespaces ({refused.strerror})", "run the tests as root")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for _ in item.iter_markers("namespaces"):
        _need_namespaces()
    for marker in item.iter_markers("shared_data"):
        _need_shared(*marker.args)
    for marker in item.iter_markers("needs"):
        _need_programs(*marker.args)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def shared() -> Path:
    """The folder of shared reference data; a test that asks for it is skipped, loudly, where it is absent."""
    _need_shared()
    return shared_folder()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say last what did not run and what to install."""
    count_of: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if MISSING in reason:
            text = reason.split(MISSING, 1)[1]
            count_of[text] = count_of.get(text, 0) + 1
    if count_of:
        terminalreporter.section("NOT TESTED HERE", sep="!", red=True)
        for text, count in sorted(count_of.items()):
            terminalreporter.line(f"SKIPPED {count} because {text}", red=True)
