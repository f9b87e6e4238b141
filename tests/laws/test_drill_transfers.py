"""Laws of transfers in the drill: kernel and twin alike, the same bits whoever planned first, beds that never hurt."""

from __future__ import annotations

import pickle
from dataclasses import fields
from functools import cache
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.drill import transfer_book
from codedark.drill.board import Board, compile_board
from codedark.drill.outcomes import COLUMNS
from codedark.drill.parameters import AT, latin_hypercube, ranges_of, values_at
from codedark.drill.plain_clinic import patients
from codedark.drill.plain_fall import ATTACKER, Services
from codedark.drill.playing import play, play_all
from codedark.drill.scenario import Arm, Scenario
from codedark.drill.scenario_file import read_scenario
from codedark.drill.tally import Tally
from codedark.drill.transfer_book import NOWHERE
from codedark.hospital.words import Policy
from tests.drill.campuses import SERVICES, bad_day, campuses
from tests.drill.kernel.boards import WORM

PLAYS = 150
LOTS = (("next", "icu"), ("next", "hdu"), ("next", "ward"), ("far", "icu"), ("far", "burns"), ("south", "icu"))
SCENARIOS = {"people": bad_day(), "worm": read_scenario("worm", WORM, campuses())}


def board(policy: Policy, scenario: Scenario = SCENARIOS["people"], **changed: str) -> Board:
    return compile_board(campuses(**changed), scenario, Arm(name="law", response=policy))


def values(scenario: Scenario = SCENARIOS["people"]) -> np.ndarray:
    return values_at(ranges_of(campuses(), scenario), latin_hypercube(7, 30))


def cold(boards: list[Board]) -> list[Board]:
    """The same boards, as if no plan had ever been made."""
    transfer_book._pages_met.cache_clear()
    return [pickle.loads(pickle.dumps(told)) for told in boards]  # noqa: S301 - our own bytes


def same(one: Tally, other: Tally) -> bool:
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Tally))


@pytest.mark.parametrize("attack", SCENARIOS)
@pytest.mark.parametrize("policy", list(Policy))
def test_kernel_and_plain_twin_move_the_same_patients(attack: str, policy: Policy) -> None:
    pytest.importorskip("numba")
    one, rows = board(policy, SCENARIOS[attack]), values(SCENARIOS[attack])
    compiled, plain = (play(one, rows, 3, 0, PLAYS, 5, compiled=c) for c in (True, False))
    for at, name in enumerate(COLUMNS):
        assert np.allclose(compiled.outcomes[:, at], plain.outcomes[:, at], rtol=1e-9, atol=1e-9), name


def test_these_plays_move_some_leave_some_and_meet_several_outages() -> None:
    one = cold([board(Policy.ZONE_ISOLATION)])[0]
    told = play(one, values(), 3, 0, PLAYS, 5, compiled=False)
    assert len(one.transfers) > 3
    for name in ("critical_transfers", "patients_unplaced", "patient_hours_without_need"):
        assert len(set(told.outcome(name).tolist())) > 2, name


@pytest.mark.parametrize("compiled", [True, False])
def test_the_bits_are_the_same_on_one_worker_or_three_and_whoever_planned_when(compiled: bool) -> None:
    boards, rows = [board(Policy.ZONE_ISOLATION), board(Policy.NONE)], [values(), values()]

    def played(told: list[Board], workers: int) -> list[Tally]:
        return play_all(told, rows, seed=5, runs=120, workers=workers, compiled=compiled)

    first = cold(boards)
    one, warm, three = played(first, 1), played(first, 1), played(cold(boards), 3)
    ready = cold(boards)
    for told in ready:  # all pages there could be, in another order
        for bits in reversed(range(1 << len(SERVICES))):
            told.transfers.page_of(s for s in range(len(SERVICES)) if bits >> s & 1)
    assert len(ready[0].transfers) > len(first[0].transfers) > 1
    for other in (warm, three, played(ready, 2)):
        assert all(same(a, b) for a, b in zip(one, other, strict=True))


def test_a_stretch_that_stops_for_plans_is_the_stretch() -> None:
    """Where the kernel has to stop and go on, no replication is counted twice or left out."""
    pytest.importorskip("numba")
    one, rows = cold([board(Policy.ZONE_ISOLATION)])[0], values()
    stopped = play(one, rows, 3, 10, 10 + PLAYS, 5)
    assert len(one.transfers) > 3
    assert same(stopped, play(one, rows, 3, 10, 10 + PLAYS, 5))


@cache
def _of_beds(free: tuple[int, ...]) -> Board:
    rows = "\n".join(f"{h},{p},{n},2024-03-05T05:00+01:00" for (h, p), n in zip(LOTS, free, strict=True))
    return board(Policy.NONE, region_beds="hospital,pool,free_staffed,confirmed_at\n" + rows)


def _told(one: Board, lost: list[float], gone: list[float]) -> Services:
    paper = one.fall.paper_min
    return Services(
        lost=lost,
        paper_end=[at + float(paper[s]) for s, at in enumerate(lost)],
        back=[at + h if at < inf else 0.0 for at, h in zip(lost, gone, strict=True)],
        cause=[ATTACKER] * len(lost),
        restoring=inf,
    )


BEDS = st.tuples(*[st.integers(0, 2)] * len(LOTS))
LOST = st.lists(st.just(inf) | st.integers(0, 3000).map(float), min_size=6, max_size=6)
GONE = st.lists(st.integers(1, 5000).map(float), min_size=6, max_size=6)


@settings(max_examples=150, deadline=None)
@given(free=BEDS, at=st.integers(0, len(LOTS) - 1), lost=LOST, gone=GONE, decision=st.integers(0, 600))
def test_a_bed_more_never_leaves_one_more_without_a_place(
    free: tuple[int, ...], at: int, lost: list[float], gone: list[float], decision: int
) -> None:
    more = tuple(n + (j == at) for j, n in enumerate(free))
    row = [told.mid for told in ranges_of(campuses(), SCENARIOS["people"])]
    row[AT["transfer.decision_min"]] = float(decision)
    few, many = (patients(b, row, _told(b, lost, gone)) for b in (_of_beds(free), _of_beds(more)))
    assert many.unplaced <= few.unplaced


@settings(max_examples=60, deadline=None)
@given(free=BEDS, bits=st.integers(0, 63))
def test_no_page_puts_two_patients_into_one_bed(free: tuple[int, ...], bits: int) -> None:
    one = _of_beds(free)
    page = one.transfers.page_of(s for s in range(len(SERVICES)) if bits >> s & 1)
    placed = int((page.road_min != NOWHERE).sum())
    assert placed <= sum(free)
    assert sorted(page.order.tolist())[:placed] == list(range(placed))
    assert ((page.road_min == NOWHERE) == (page.order == len(page.order))).all()
