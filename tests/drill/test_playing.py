"""Playing: chunks depend on the runs alone, and whoever plays them, in whatever company, the same bits come out."""

from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import fields

import numpy as np
import pytest

from codedark.drill import playing
from codedark.drill.arms import arms_of
from codedark.drill.board import compile_board
from codedark.drill.parameters import latin_hypercube, ranges_of, values_at
from codedark.drill.playing import chunks_of, inner_of, play, play_all
from codedark.drill.tally import ROWS, Tally
from tests.drill.clinic import bad_day, clinic

U = latin_hypercube(seed=1, draws=4)
SCENARIO = bad_day()


def arm(name):
    chosen = next(arm for arm in arms_of(SCENARIO).told if arm.name == name)
    hospital = clinic(*chosen.defences)
    return compile_board(hospital, SCENARIO, chosen), values_at(ranges_of(hospital, SCENARIO), U)


TODAY, FENCED = arm("today"), arm("fences")
BOARDS, VALUES = [TODAY[0], FENCED[0]], [TODAY[1], FENCED[1]]


def same(one, other):
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Tally))


def pure(runs, **more):
    return play_all(BOARDS, VALUES, seed=1, runs=runs, compiled=False, **more)


class AtOnce(Executor):
    """An executor of ours: plays when asked, and counts."""

    def __init__(self):
        self.asked = []

    def submit(self, fn, /, *args, **kwargs):
        self.asked.append(args[3:5])
        task = Future()
        task.set_result(fn(*args, **kwargs))
        return task


def test_chunks_depend_on_the_number_of_runs_alone():
    assert chunks_of(1) == ((0, 1),)
    assert chunks_of(25) == ((0, 25),)
    assert chunks_of(26) == ((0, 25), (25, 26))
    assert len(chunks_of(1000)) == 40
    assert [stop - start for start, stop in chunks_of(2001)] == [51] * 39 + [12]


@pytest.mark.parametrize("runs", [1, 24, 25, 999, 1001, 2000, 12345])
def test_chunks_cover_every_replication_once(runs):
    chunks = chunks_of(runs)
    assert [r for start, stop in chunks for r in range(start, stop)] == list(range(runs))
    assert len(chunks) <= playing.CHUNKS


def test_draws_share_the_runs_evenly():
    assert [inner_of(runs, 40) for runs in (1, 40, 41, 2000)] == [1, 1, 2, 50]


def test_a_whole_is_its_parts_replication_for_replication():
    whole = play(*TODAY, 1, 0, 12, 3, compiled=False)
    parts = [play(*TODAY, 1, a, b, 3, compiled=False) for a, b in ((0, 5), (5, 5), (5, 12))]
    for name in ROWS:
        assert np.array_equal(getattr(whole, name), np.concatenate([getattr(part, name) for part in parts])), name
    total = parts[0].plus(parts[1]).plus(parts[2])
    for f in fields(Tally):
        assert np.allclose(getattr(whole, f.name), getattr(total, f.name), rtol=1e-12), f.name
    assert len({tuple(row) for row in whole.outcomes}) > 3


def test_each_replication_is_played_with_the_row_of_its_draw():
    rows = play(*TODAY, 1, 0, 12, 3, compiled=False).outcomes
    for r in (0, 2, 3, 8, 11):
        alone = play(TODAY[0], TODAY[1][[r // 3]], 1, r, r + 1, 1, compiled=False)
        assert np.array_equal(alone.outcomes[0], rows[r]), r


def test_one_worker_or_two_or_an_executor_give_the_same_bits():
    one, two, ours = pure(30, workers=1), pure(30, workers=2), AtOnce()
    other = pure(30, executor=ours)
    assert [len(t) for t in one] == [30, 30]
    assert all(same(a, b) and same(a, c) for a, b, c in zip(one, two, other, strict=True))
    assert ours.asked == [(0, 25), (0, 25), (25, 30), (25, 30)]


def test_the_compiled_kernel_gives_the_same_bits_with_two_workers():
    one, two = (play_all(BOARDS, VALUES, seed=1, runs=200, workers=n) for n in (1, 2))
    assert all(same(a, b) for a, b in zip(one, two, strict=True))
    assert [len(t) for t in one] == [200, 200]


def test_boards_travel_to_other_processes():
    with ProcessPoolExecutor(1) as processes:
        away = pure(2, executor=processes)
    assert all(same(a, b) for a, b in zip(away, pure(2), strict=True))


def test_luck_is_another_with_another_seed():
    assert not same(play(*TODAY, 1, 0, 6, 3, compiled=False), play(*TODAY, 2, 0, 6, 3, compiled=False))


def test_arms_that_are_alike_have_the_same_luck():
    twins = play_all([TODAY[0]] * 2, [TODAY[1]] * 2, seed=1, runs=6, compiled=False)
    assert same(*twins)


@pytest.mark.parametrize("asked", [1, 2, 3, 4])
def test_what_is_broken_off_keeps_whole_paired_replications(asked):
    answers = iter([False] * asked + [True] * 9)
    tallies = pure(60, workers=1, should_stop=lambda: next(answers))
    kept = 25 * (asked // 2)
    assert [len(t) for t in tallies] == [kept, kept]
    for tally, board, values in zip(tallies, BOARDS, VALUES, strict=True):
        assert np.array_equal(tally.outcomes, play(board, values, 1, 0, kept, 15, compiled=False).outcomes)


def test_an_interrupt_keeps_what_is_whole():
    def interrupt(done, _):
        if done > 50:
            raise KeyboardInterrupt

    assert [len(t) for t in pure(60, workers=1, on_progress=interrupt)] == [25, 25]


def test_progress_is_told_of_all_arms_together():
    told = []
    pure(26, on_progress=lambda done, total: told.append((done, total)))
    assert told == [(25, 52), (50, 52), (51, 52), (52, 52)]


def test_what_cannot_be_played_is_refused():
    for board_values, more in ((TODAY[1][:, 1:], {}), (TODAY[1][:0], {})):
        with pytest.raises(ValueError, match="is needed"):
            play(TODAY[0], board_values, 1, 0, 1, 1, **more)
    for start, stop, inner in ((-1, 1, 1), (2, 1, 1), (0, 1, 0)):
        with pytest.raises(ValueError, match="are needed"):
            play(*TODAY, 1, start, stop, inner)
    for seed in (-1, 2**64):
        with pytest.raises(ValueError, match="seed="):
            play(*TODAY, seed, 0, 1, 1)
    for boards, values, runs in ((BOARDS, VALUES[:1], 1), (BOARDS, [VALUES[0], VALUES[1][:2]], 1), (BOARDS, VALUES, 0)):
        with pytest.raises(ValueError, match="one table of equal length"):
            play_all(boards, values, seed=1, runs=runs)


def test_the_kernel_that_plays_has_a_name():
    assert playing.prepare() == "pure Python" or playing.prepare().startswith("numba ")
