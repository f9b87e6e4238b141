"""One arm as arrays: all that the kernel and its pure twin must know, compiled once, played thousands of times."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from codedark import depend, reach
from codedark.drill.board_clinical import Clinic, compile_clinic
from codedark.drill.board_fall import Fall, compile_fall
from codedark.drill.board_reach import MODES, Spread, compile_spread
from codedark.drill.board_response import Answer, compile_answer
from codedark.drill.parameters import Mode
from codedark.drill.scenario import Arm, Scenario
from codedark.drill.tally import BIN_H, Tally, empty_tally
from codedark.drill.transfer_book import TransferBook
from codedark.drill.transfer_notes import transfer_notes
from codedark.hospital.records import Hospital
from codedark.hospital.words import Policy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Board:
    """One arm of one scenario, ready to play. Arrays are described where they are made (`board_*.py`)."""

    arm: str
    """Name of the arm."""
    defences: tuple[str, ...]
    policy: Policy
    """How this arm answers an alarm."""
    pinned: bool
    mode: Mode
    hosts: int
    zones: tuple[str, ...]
    """Names along `Tally.hosts_lost_by_zone`."""
    services: tuple[str, ...]
    """Names along every axis S."""
    operations: tuple[str, ...]
    """Names along every axis O."""
    crews: tuple[str, ...]
    day1_at: int
    """Calendar day counted apart, 0 the day of the clock's start."""
    days: int
    """Calendar days of the horizon."""
    operations_day1: int
    """Operations on the list of day one: an input."""
    operations_total: int
    """Operations on the lists of all days."""
    notes: tuple[str, ...]
    """What was planned as nothing because nobody told: sentences for the report."""
    spread: Spread
    answer: Answer
    fall: Fall
    clinic: Clinic
    transfers: TransferBook
    """Plans of transfers, one for each distinct outage met so far; shared with boards made from this one."""

    def __post_init__(self) -> None:
        """Mode and pinning stand in the arrays, too: `dataclasses.replace(board, mode=..., pinned=False)` is whole."""
        answer = self.answer if self.pinned else self.answer._replace(pinned_alarm_min=nan, pinned_cut_min=nan)
        object.__setattr__(self, "spread", self.spread._replace(mode=MODES.index(self.mode)))
        object.__setattr__(self, "answer", answer)

    @property
    def bins(self) -> int:
        """Bins of `Tally.services_kept`."""
        return int(np.ceil(self.clinic.end_min / (BIN_H * 60)))

    def tally_of(self, n: int) -> Tally:
        """An empty tally of n replications of this arm."""
        return empty_tally(
            n,
            services=len(self.services),
            operations=len(self.operations),
            crews=len(self.crews),
            zones=len(self.zones),
            days=self.days,
            bins=self.bins,
        )


def compile_board(hospital: Hospital, scenario: Scenario, arm: Arm, assume_beds_pct: float | None = None) -> Board:
    """Compile one arm.

    Args:
        hospital: read with the arm's defences applied.
        scenario: read for that hospital.
        arm: its response, and whether the morning's own times hold.
        assume_beds_pct: share, in percent, of a receiving site's recognised beds taken as free in each pool where
            nobody confirmed a number; None: unconfirmed beds count as none.

    Returns:
        The board; a few hundred kilobytes. It can be pickled to another process.

    Raises:
        ValueError: the pinned arm of a scenario in which nothing is pinned, or a percentage outside 0..100.

    Cost: `reach.compile`, `depend.compile`, and, where the policy is the playbook, `gap.playbook`.
    """
    if assume_beds_pct is not None and not 0 <= assume_beds_pct <= 100:
        raise ValueError(f"assume_beds_pct={assume_beds_pct}: a percentage from 0 to 100")
    if arm.pinned and scenario.pinned is None:
        raise ValueError(f"arm {arm.name} is pinned, but scenario {scenario.name} pins nothing: add [pinned]")
    told, circuit = reach.compile(hospital), depend.compile(hospital)
    policy = hospital.settings.response.policy if arm.response is None else arm.response
    fall = compile_fall(hospital, circuit)
    book = TransferBook(hospital, assume_beds_pct)
    clinic, notes = compile_clinic(hospital, scenario.clock, book)
    return Board(
        arm=arm.name,
        defences=arm.defences,
        policy=policy,
        pinned=arm.pinned,
        mode=scenario.attack.mode,
        hosts=len(hospital.hosts),
        zones=tuple(hospital.hosts.zone_ids),
        services=tuple(hospital.services),
        operations=tuple(hospital.operations),
        crews=tuple(hospital.crews),
        day1_at=scenario.clock.day1_at,
        days=scenario.clock.horizon_days,
        operations_day1=clinic.listed(scenario.clock.day1_at),
        operations_total=sum(clinic.listed(day) for day in range(scenario.clock.horizon_days)),
        notes=(*notes, *transfer_notes(hospital, book, assume_beds_pct)),
        spread=compile_spread(hospital, told, scenario.attack),
        answer=compile_answer(hospital, told, circuit, fall, policy, scenario, arm),
        fall=fall,
        clinic=clinic,
        transfers=book,
    )
