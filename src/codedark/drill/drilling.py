"""One drill from end to end: compile the arms, play them with the same luck, judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.drill.arms import Arms
from codedark.drill.board import Board, compile_board
from codedark.drill.comparing import DAY_H, ArmFigures, Compared, Kept, compared
from codedark.drill.false_alarms import cost_of, quiet_board
from codedark.drill.judging import Played, bins_of, credit_of, draw_of, effects_of, pairs_of, told_of
from codedark.drill.parameters import PARAMETERS, Mode, counting, latin_hypercube, ranges_of, values_at
from codedark.drill.playing import inner_of, play_all
from codedark.drill.result import ArmTold, DrillResult, FalseAlarmCost, ParameterTold, Swing
from codedark.drill.scenario import Scenario
from codedark.drill.stands import assumptions_of
from codedark.drill.tally import BIN_H, Tally
from codedark.drill.tornado import ends_of, swings_of
from codedark.hospital.records import Hospital
from codedark.hospital.settings import Range
from codedark.hospital.words import Basis

Floats = NDArray[np.float64]
Tell = Callable[[str, int, int], None]
"""Told of (what is being done, steps done, of how many)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to know."""

    scenario: Scenario
    arms: Arms
    hospitals: Mapping[tuple[str, ...], Hospital]
    """Defences -> the hospital with them applied; one for each set an arm names."""
    seed: int = 0
    runs: int = 2000
    draws: int = 40
    workers: int = 2
    assume_beds_pct: float | None = None
    tornado_runs: int = 200
    """Plays of each end of each unknown: their luck is shared, so that few are enough to see which moves the answer."""
    compiled: bool = True
    """False: by the pure twin, some thousand times slower."""
    kernel: str = ""
    """What `playing.prepare` said; goes into the result."""

    def __post_init__(self) -> None:
        if not 1 <= self.draws <= self.runs or self.tornado_runs < 1:
            told = f"draws={self.draws}, runs={self.runs}, tornado_runs={self.tornado_runs}"
            raise ValueError(f"{told}: 1 <= draws <= runs, and at least one play of each end")


def drill(asked: Asked, tell: Tell = lambda what, done, total: None) -> DrillResult | None:
    """Play a scenario in every arm with the same luck, and say what each arm costs and each defence changes.

    A `KeyboardInterrupt` ends the play: what is whole (every arm up to the same replication) is told, `complete` is
    False, and what was not reached (false alarms, tornado) is left out.

    Returns:
        The result; None when nothing was whole yet.

    Raises:
        KeyError: an arm's defences without their hospital.
        ValueError: numbers that cannot be; a pinned arm in a scenario that pins nothing.

    Cost: 16 + 2 arms x 2,000 plays of 1,500 hosts: see benchmarks/README.md.
    """
    try:
        boards = _boards(asked, tell)
    except KeyboardInterrupt:
        return None
    ranges = [ranges_of(asked.hospitals[arm.defences], asked.scenario) for arm in asked.arms.told]
    u = latin_hypercube(asked.seed, asked.draws)
    values = [values_at(told, u) for told in ranges]
    tallies = _play(asked, boards, values, asked.runs, tell, "playing")
    if not len(tallies[0]):
        return None
    alarms: list[FalseAlarmCost | None] = [None] * len(boards)
    swings: tuple[Swing, ...] | None = None
    if len(tallies[0]) == asked.runs:
        alarms = _false_alarms(asked, boards, values, tell)
    if all(alarms):
        swings = _tornado(asked, boards, ranges, tell)
    played = [
        Played(arm=arm, hospital=asked.hospitals[arm.defences], board=board, tally=tally, false_alarms=alarm)
        for arm, board, tally, alarm in zip(asked.arms.told, boards, tallies, alarms, strict=True)
    ]
    return _judged(asked, played, ranges, swings)


def _boards(asked: Asked, tell: Tell) -> list[Board]:
    boards = []
    for i, arm in enumerate(asked.arms.told):
        tell("preparing the arms", i, len(asked.arms.told))
        boards.append(compile_board(asked.hospitals[arm.defences], asked.scenario, arm, asked.assume_beds_pct))
    return boards


def _play(
    asked: Asked, boards: Sequence[Board], values: Sequence[Floats], runs: int, tell: Tell, what: str
) -> list[Tally]:
    return play_all(
        boards,
        values,
        seed=asked.seed,
        runs=runs,
        workers=asked.workers,
        compiled=asked.compiled,
        on_progress=lambda done, total: tell(what, done, total),
    )


def _false_alarms(
    asked: Asked, boards: Sequence[Board], values: Sequence[Floats], tell: Tell
) -> list[FalseAlarmCost | None]:
    quiet = [quiet_board(board) for board in boards]
    tallies = _play(asked, quiet, values, asked.runs, tell, "false alarms")
    if len(tallies[0]) < asked.runs:
        return [None] * len(boards)
    draw = draw_of(asked.runs, inner_of(asked.runs, asked.draws), asked.draws)
    return [cost_of(tally, table, draw) for tally, table in zip(tallies, values, strict=True)]


def _tornado(
    asked: Asked, boards: Sequence[Board], ranges: Sequence[Sequence[Range]], tell: Tell
) -> tuple[Swing, ...] | None:
    """Reference and all-defences arm, each unknown at its ends; None when it was broken off."""
    wanted = {asked.arms.reference, asked.arms.everything}
    columns = counting(asked.scenario)
    ends = [ends_of(b, r, columns) for b, r in zip(boards, ranges, strict=True) if b.arm in wanted]
    plays = [(one.board, row) for one in ends for row in one.values]
    runs = min(asked.tornado_runs, asked.runs)
    tallies = _play(asked, [b for b, _ in plays], [row for _, row in plays], runs, tell, "which unknown moves it")
    if len(tallies[0]) < runs:
        return None
    told: list[Swing] = []
    for one in ends:
        count = len(one.values)
        told.extend(swings_of(one, tallies[:count]))
        tallies = tallies[count:]
    return tuple(told)


def _judged(
    asked: Asked, played: Sequence[Played], ranges: Sequence[Sequence[Range]], swings: tuple[Swing, ...] | None
) -> DrillResult:
    runs = len(played[0].tally)
    draw = draw_of(runs, inner_of(asked.runs, asked.draws), asked.draws)
    tallies = {one.arm.name: one.tally for one in played}
    at = next(i for i, one in enumerate(played) if one.arm.name == asked.arms.reference)
    reference, scenario = played[at], asked.scenario
    primary = reference.hospital.settings.hospital.primary_outcome
    bins = bins_of(tallies.values(), primary)
    alone, last, together = pairs_of(asked.arms, tallies)
    credit, credit_ends = credit_of(asked.arms, tallies, draw)
    columns, told = counting(scenario), tuple(told_of(one, draw, primary, bins) for one in played)
    return DrillResult(
        hospital=reference.hospital.settings.hospital.name,
        hospital_sha256=reference.hospital.sha256,
        scenario=scenario.name,
        scenario_title=scenario.title or scenario.name,
        scenario_source=scenario.source,
        clock_start=scenario.clock.start.isoformat(timespec="minutes"),
        day1=scenario.clock.day1.isoformat(),
        day1_at=scenario.clock.day1_at,
        horizon_days=scenario.clock.horizon_days,
        attacked=scenario.attack.mode is not Mode.NONE,
        operations_day1=reference.board.operations_day1,
        operations_total=reference.board.operations_total,
        primary_outcome=primary,
        reference=asked.arms.reference,
        everything=asked.arms.everything,
        arms=told,
        effects=effects_of(alone, draw),
        effects_last=effects_of(last, draw),
        effects_together=effects_of(together, draw),
        shapley=credit,
        shapley_ci95=credit_ends,
        tornado=swings or (),
        bins=bins,
        bin_h=BIN_H,
        parameters=tuple(_parameter(i, ranges[at][i]) for i in columns),
        assumptions=assumptions_of(
            reference.hospital, [ranges[at][i] for i in columns], reference.board.notes, asked.assume_beds_pct
        ),
        seed=asked.seed,
        runs=runs,
        runs_asked=asked.runs,
        draws=len(np.unique(draw)),
        draws_asked=asked.draws,
        workers=asked.workers,
        kernel=asked.kernel,
        complete=swings is not None,
        recorded=_recorded(scenario, told),
    )


def _recorded(scenario: Scenario, arms: Sequence[ArmTold]) -> tuple[Compared, ...]:
    """What the scenario says was recorded elsewhere, beside the arms' figures."""
    figures = [
        ArmFigures(
            name=arm.name,
            outcomes={**arm.outcomes, **arm.activity},
            cancelled_per_day=arm.cancelled_per_day,
            services=[Kept(service=s.service, arrivals_per_h=s.arrivals_per_h, shares=s.kept) for s in arm.services],
        )
        for arm in arms
    ]
    clock = scenario.clock
    return compared(scenario.effects, figures, clock.day1_at * DAY_H - clock.start_of_day_min / 60, BIN_H)


def _parameter(at: int, told: Range) -> ParameterTold:
    parameter = PARAMETERS[at]
    return ParameterTold(
        name=parameter.name,
        unit=parameter.unit,
        doc=parameter.doc,
        low=told.low,
        mid=told.mid,
        high=told.high,
        basis=Basis(told.basis).value,
        source=told.source,
    )
