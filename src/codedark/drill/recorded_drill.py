"""A drill as one entry of a record: what was played, in which arms, what it came to. An exercise, and it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from codedark.drill.outcomes import Activity, Outcome
from codedark.drill.sentences import WORDS, figure
from codedark.record.edtf import instant
from codedark.record.entry import Body, Draft, EntryKind
from codedark.response.moves import MACHINE
from codedark.response.recorded_origin import marked, origin_of

CAME_FROM = "drill"
TOLD = (
    Outcome.OPERATIONS_CANCELLED_DAY1,
    Outcome.OPERATIONS_CANCELLED_TOTAL,
    Outcome.ARRIVALS_TURNED_AWAY,
    Outcome.RECOVERY_DAYS,
    Outcome.CARE_LOST,
    Activity.CRITICAL_TRANSFERS,
)
"""Figures of each arm that the entry tells; the drill's own file has the others."""
ARMS_MOST = 24
"""Arms told; of more, the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arm:
    name: str
    title: str
    outcomes: Mapping[str, _Figure]
    activity: Mapping[str, _Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scenario:
    name: str
    title: str
    day1: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    hospital: str
    hospital_sha256: str
    scenario: _Scenario
    reference: str
    arms: list[_Arm]
    seed: int
    runs: int
    draws: int
    complete: bool


def recorded_drill(raw: bytes, at: datetime) -> Draft:
    """What `codedark drill --json` printed, as a draft.

    It makes no assertion: nothing of it happened.

    Args:
        raw: the JSON object.
        at: when it was played, or is entered; aware. The same drill entered twice is the same line whatever this is.
    Raises:
        ValueError: no such object; the text says where.
    """
    import msgspec

    try:
        told = msgspec.json.decode(raw, type=_Told)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise ValueError(str(wrong)) from None
    figures = {f"arm {arm.name}": _figures(arm) for arm in told.arms[:ARMS_MOST]}
    plays = f"{told.runs:,} plays of {len(told.arms)} arms"
    stopped = "" if told.complete else " It was stopped before it was complete."
    body = Body(
        text=f"Exercise, nothing of it happened: {told.scenario.title} at {told.hospital}, {plays}.{stopped}",
        came_from=CAME_FROM,
        details={
            "exercise": "yes",
            "scenario": told.scenario.name,
            "day1": told.scenario.day1,
            "reference": told.reference,
            "hospital_sha256": told.hospital_sha256,
            "seed": str(told.seed),
            "draws": str(told.draws),
            **figures,
        },
    )
    line = {"sha256": told.hospital_sha256, "runs": told.runs, **body.details}
    draft = Draft(kind=EntryKind.MESSAGE, role=MACHINE, event_at=instant(at), body=body)
    return marked(draft, origin_of(CAME_FROM, line))


def _figures(arm: _Arm) -> str:
    told = {**arm.outcomes, **arm.activity}
    parts = (f"{WORDS[name].label} {figure(told[name].mean)}" for name in TOLD if name in told)
    return f"{arm.title or arm.name}: {'; '.join(parts)}"
