"""Replications in chunks, chunks on workers: whoever plays a chunk, the same bits come out.

A chunk is a stretch of replications of one arm. Where chunks begin depends on the number of runs alone, and tallies are
joined in the order of the chunks, so that one worker or many give the same sums. Chunks of all arms are interleaved:
a drill that is broken off keeps whole paired replications, every arm up to the same one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from codedark.drill.board import Board
from codedark.drill.parameters import NAMES
from codedark.drill.tally import Tally, joined

Floats = NDArray[np.float64]

CHUNKS = 40
"""Into how many stretches the runs of an arm are cut, where they are enough."""
CHUNK_LEAST = 25
"""Replications below which a chunk is not worth handing out."""


def play(board: Board, values: Floats, seed: int, start: int, stop: int, inner: int, *, compiled: bool = True) -> Tally:
    """Play replications start..stop of one arm.

    Args:
        board: the arm.
        values: float[M, P], a row for each draw of the parameters, columns as `parameters.NAMES`, of *this* arm's
            ranges (`parameters.values_at`).
        seed: 0 .. 2^64 - 1. Luck of replication r is a function of seed, owner, r and purpose alone.
        inner: replications of one draw: replication r is played with row min(r // inner, M - 1).
        compiled: by the compiled kernel; False: by its pure twin, some thousand times slower.

    Returns:
        A tally of stop - start replications.

    Raises:
        ValueError: shapes or numbers that cannot be.
    """
    if values.ndim != 2 or values.shape[1] != len(NAMES) or not len(values):
        raise ValueError(f"values of shape {values.shape}: [draws, {len(NAMES)}] is needed")
    if not 0 <= start <= stop or inner < 1:
        raise ValueError(f"start={start}, stop={stop}, inner={inner}: 0 <= start <= stop and inner >= 1 are needed")
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed={seed}: from 0 to 2^64 - 1")
    if compiled and (kernel := _kernel()) is not None:
        return kernel(board, values, seed, start, stop, inner)
    from codedark.drill import plain

    return plain.play(board, values, seed, start, stop, inner)


def chunks_of(runs: int) -> tuple[tuple[int, int], ...]:
    """Where chunks begin and end: a function of the number of runs alone.

    >>> chunks_of(60)
    ((0, 25), (25, 50), (50, 60))
    """
    size = max(CHUNK_LEAST, -(-runs // CHUNKS))
    return tuple((at, min(at + size, runs)) for at in range(0, runs, size))


def inner_of(runs: int, draws: int) -> int:
    """Replications played with each draw of the parameters."""
    return max(1, -(-runs // draws))


def play_all(
    boards: Sequence[Board],
    values: Sequence[Floats],
    *,
    seed: int,
    runs: int,
    workers: int = 2,
    executor: Executor | None = None,
    compiled: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> list[Tally]:
    """Play every arm `runs` times with the same luck.

    Args:
        boards: the arms.
        values: for each arm float[M, P]; M is the same for all.
        workers: threads of our own, where no executor is handed in; the kernel lets go of the interpreter's lock.
        executor: any `concurrent.futures.Executor`: processes, a cluster. Boards are pickled to it.
        on_progress: called with (replications done, of how many, all arms together) from the caller's thread.
        should_stop: asked between chunks; True, or a `KeyboardInterrupt`, ends the play with what is whole.

    Returns:
        One tally an arm, all of the same length: `runs`, or fewer when it was broken off (possibly none).

    Raises:
        ValueError: arms and values do not match, or fewer than one run.
    """
    if len(boards) != len(values) or len({len(v) for v in values}) > 1 or runs < 1:
        raise ValueError(
            f"{len(boards)} arms, {len(values)} value tables, {runs} runs: one table of equal length an arm"
        )
    stretches = chunks_of(runs)
    inner = inner_of(runs, len(values[0])) if values else 1
    jobs = [(arm, start, stop) for start, stop in stretches for arm in range(len(boards))]
    done: list[list[Tally]] = [[] for _ in boards]
    counted = 0
    with _hands(executor, workers) as hands:
        waiting: deque[tuple[int, Future[Tally]]] = deque()
        ahead = 2 * max(1, workers)
        try:
            for arm, start, stop in jobs:
                if should_stop is not None and should_stop():
                    break
                task = hands.submit(play, boards[arm], values[arm], seed, start, stop, inner, compiled=compiled)
                waiting.append((arm, task))
                while len(waiting) >= ahead:
                    counted = _collect(waiting, done, counted, runs * len(boards), on_progress)
            while waiting:
                counted = _collect(waiting, done, counted, runs * len(boards), on_progress)
        except KeyboardInterrupt:
            for _, task in waiting:
                task.cancel()
    whole = min((len(parts) for parts in done), default=0)
    return [joined([board.tally_of(0), *parts[:whole]]) for board, parts in zip(boards, done, strict=True)]


def _collect(
    waiting: deque[tuple[int, Future[Tally]]],
    done: list[list[Tally]],
    counted: int,
    total: int,
    on_progress: Callable[[int, int], None] | None,
) -> int:
    """Take the oldest chunk in; how many replications are done then."""
    arm, task = waiting[0]
    tally = task.result()
    waiting.popleft()
    done[arm].append(tally)
    counted += len(tally)
    if on_progress is not None:
        on_progress(counted, total)
    return counted


@contextmanager
def _hands(executor: Executor | None, workers: int) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    with ThreadPoolExecutor(max_workers=max(1, workers)) as own:
        yield own


def prepare(on_cold: Callable[[str], None] | None = None) -> str:
    """Make the compiled kernel ready before any thread asks for it; say which kernel will play.

    Args:
        on_cold: called with a sentence for the screen before a cold compile, which takes seconds and happens once.

    Returns:
        `numba VERSION, SOURCES`, or `pure Python` where numba is not there; it belongs in the result.
    """
    try:
        from codedark.drill import jit
    except ImportError:
        return "pure Python"
    return jit.prepare(on_cold)


def _kernel() -> Callable[[Board, Floats, int, int, int, int], Tally] | None:
    try:
        from codedark.drill import jit
    except ImportError:
        return None
    return jit.play
