"""The one file that knows numba: how the kernel (`drill/kernel/`) is compiled, where that is kept, how it is called.

A cached caller of an edited function in another file goes stale (20 was printed where 60 was right), and a folder that
cannot be written has no cache at all. So before anything is compiled the cache is put into a folder named by the hash
of everything compiled in, in the user's cache, or a temporary one where that cannot be written: whatever is edited, all
is compiled anew.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from codedark.drill.board import Board
from codedark.drill.parameters import NAMES, Mode
from codedark.drill.tally import Tally

Floats = NDArray[np.float64]
HOSTS_MOST = 2**20 - 1
"""Hosts a sort key has room for."""


def sources() -> tuple[Path, ...]:
    """Files whose code, columns or constants are compiled in."""
    here = Path(__file__).parent
    told = (
        "jit",
        "luck",
        "parameters",
        "outcomes",
        "tally",
        "board_reach",
        "board_response",
        "board_fall",
        "board_clinical",
        "transfer_book",
    )
    return (*sorted((here / "kernel").glob("*.py")), *(here / f"{name}.py" for name in told))


def fingerprint(files: tuple[Path, ...]) -> str:
    """A name for what would be compiled from these files, by these versions."""
    told = blake2b(f"{numba.__version__} {np.__version__} {sys.version}".encode(), digest_size=8)
    for file in files:
        told.update(file.read_bytes())
    return told.hexdigest()


def cache_folder(name: str) -> Path:
    """A folder that can be written: the user's cache, or a temporary one."""
    told = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = (Path(told) if told else Path.home() / ".cache") / "codedark" / f"kernel-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix="codedark-kernel-"))


FINGERPRINT = fingerprint(sources())
FOLDER = cache_folder(FINGERPRINT)
numba.config.CACHE_DIR = str(FOLDER)  # type: ignore[attr-defined]

_OPTIONS: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy"}
_INNER: dict[str, Any] = {**_OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
njit: Any = numba.njit(**_INNER)
inlined: Any = numba.njit(inline="always", **_INNER)
"""For what is called in an inner loop: a call that hands on arrays counts references, some 10 ns an array."""
called: Any = numba.njit(**_OPTIONS)
"""For what Python calls."""
lanes: Any = numba.njit(fastmath={"nnan", "nsz"}, **_INNER)
"""For a least of many numbers: told that none is NaN, the compiler takes four at a time. No number changes."""


def _work(board: Board) -> tuple[NDArray[Any], ...]:
    """Working memory of one call, in the order `play_all` unpacks it."""
    spread, fall, clinic = board.spread, board.fall, board.clinic
    n, c, q, f8, i4 = board.hosts, len(spread.zone_of_class), len(fall.k), np.float64, np.int32
    ways = len(spread.edge_to) + int((np.diff(spread.mate_start).astype(np.int64) ** 2).sum())
    most, square = max([1, *np.diff(fall.child_start).tolist()]), c if board.mode is Mode.WORM else 0
    patients = len(clinic.patient_home)
    return (
        np.empty((6, n), f8), np.empty((4, n), np.uint8), np.empty((5, n), np.uint64), np.empty(n + 1, i4),
        np.empty((6, c), f8), np.empty((8, c), i4), np.empty(c + 1, i4), np.empty(ways, i4), np.empty(c + 1, i4),
        np.empty(ways, i4), np.empty((square, square), np.uint8), np.empty(c), np.empty(c, i4),
        np.empty((square, square), np.uint8), np.empty(c), np.empty(c, i4),
        np.empty(len(spread.account_key), np.bool_), np.empty((4, q), f8), np.empty((2, q), np.uint8), np.empty(most),
        np.empty(len(fall.turn)), np.empty(fall.crews), np.empty((5, len(board.services)), f8),
        np.empty((3, patients), f8), np.empty(patients, i4), np.empty(patients, i4), np.empty((2, patients)),
        np.empty(3 + 2 * len(clinic.else_min)), np.empty(7), np.empty((7, 4 + len(board.services))),
    )  # fmt: skip


def play(board: Board, values: Floats, seed: int, start: int, stop: int, inner: int) -> Tally:
    """Play replications start..stop; arguments as in `playing.play`.

    The kernel stops where it meets an outage without a plan of transfers; that is made, and it goes on from there.

    Raises:
        ValueError: more hosts than a sort key has room for.
        RuntimeError: the kernel does not find a plan that was made for it; a fault of ours.
    """
    if board.hosts > HOSTS_MOST:
        raise ValueError(f"{board.hosts} hosts: the kernel plays at most {HOSTS_MOST}")
    from codedark.drill.kernel.replications import play_all

    tally = board.tally_of(stop - start)
    bins = np.zeros(tally.services_kept.shape[::-1])
    t = tally
    sums = (
        t.outcomes, t.moments, t.decided_day1, t.decided_total, t.cancelled_per_day, t.cancelled_by_urgency,
        t.lost_hours, t.hosts_lost_by_zone, t.crews_still_h, bins,
    )  # fmt: skip
    told, key, work = np.ascontiguousarray(values, np.float64), np.uint64(seed), _work(board)
    arm = (tuple(board.spread), _answer_of(board), tuple(board.fall), tuple(board.clinic))
    at, asked, planned = start, np.zeros(len(board.services), np.bool_), -1
    while True:
        at = play_all(*arm, tuple(board.transfers.pages()), told, key, start, at, stop, inner, asked, work, sums)
        if at == stop:
            break
        if at == planned:
            raise RuntimeError(f"replication {at}: its plan of transfers was made and is not found: keys do not match")
        planned = at
        board.transfers.page_of(np.flatnonzero(asked).tolist())
    tally.services_kept[:] = (stop - start) - bins.T
    return tally


def _answer_of(board: Board) -> tuple[Any, ...]:
    """The answer with its single figures as one array, `clock`."""
    a = board.answer
    clock = np.array([
        a.pinned_alarm_min, a.pinned_cut_min, a.alarm_within_min, a.weekday, a.start_of_day_min, a.night_from_min,
        a.night_to_min, float(a.weekend),
    ])  # fmt: skip
    return (
        a.policy, clock, a.off, a.plan_of_zone, a.plan_unknown, a.fire_min, a.closed, a.contained, a.isolated,
        a.quarantined_start, a.quarantined, a.leaf_start, a.leaf,
    )  # fmt: skip


def prepare(on_cold: Callable[[str], None] | None = None) -> str:
    """Have the kernel compiled; say which it is. `on_cold` gets a sentence first when that takes seconds."""
    if on_cold is not None and not any(FOLDER.rglob("*.nbi")):
        on_cold(f"Compiling the drill's kernel; once, for half a minute. It is kept in {FOLDER}.")
    from codedark.drill.blank import blank_board

    play(blank_board(), np.zeros((1, len(NAMES))), 0, 0, 0, 1)
    return f"numba {numba.__version__}, {FINGERPRINT}"
