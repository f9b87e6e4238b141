"""A day of transfers: an event in, the board and what others are to do out; and a new plan merged into what is agreed.

Nothing here plans: `Replan` asks for it, and whoever holds the planner merges what it says (`replaying` does). An event
that does not fit changes nothing but the clock, and its entry says why. See `conversation_rules` for every way a
transfer can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from codedark.depend import Outage
from codedark.divert import day_crews, day_driving, day_talking, day_telling
from codedark.divert.board import Day, Lot
from codedark.divert.board_views import crew_free_of, crews_out_of, excluded_of, fixed_of, hospital_of
from codedark.divert.day_effects import Effect, Entry, EntryKind
from codedark.divert.happening import Event
from codedark.divert.merging import merge
from codedark.divert.turn import Impossible, Turn
from codedark.hospital.records import Hospital

__all__ = [
    "Day",
    "begin",
    "crew_free_of",
    "crews_out_of",
    "entries",
    "excluded_of",
    "fixed_of",
    "hospital_of",
    "merge",
    "step",
]

HANDLERS: Mapping[type[Event], Callable[[Turn, Any], None]] = {
    **day_talking.HANDLERS,
    **day_crews.HANDLERS,
    **day_driving.HANDLERS,
    **day_telling.HANDLERS,
}
"""What takes each event."""


def begin(hospital: Hospital, outage: Outage, *, fell_at: datetime, minute: float = 0.0) -> Day:
    """The board before anybody called: patients and beds as the hospital's tables have them.

    Args:
        fell_at: the fall, aware: what minutes are counted from, and what gives counts of beds their age.
        minute: minutes after the fall that it is now.
    Raises:
        ValueError: `fell_at` has no offset from UTC.
    """
    if fell_at.tzinfo is None:
        raise ValueError(f"fell_at={fell_at.isoformat()}: say its offset from UTC")
    lots = {
        (row.hospital, row.pool): Lot(
            free=row.free_staffed,
            confirmed_at=row.confirmed_at,
            by=row.confirmed_by,
            basis=row.basis,
            source=row.source,
        )
        for row in hospital.free_beds
    }
    return Day(
        hospital=hospital, outage=outage, fell_at=fell_at, minute=minute, patients=dict(hospital.patients), lots=lots
    )


def step(day: Day, event: Event) -> tuple[Day, tuple[Effect, ...]]:
    """Take one event.

    Returns:
        The board afterwards, and effects in the order they are to be carried out. Time passes first: offers whose
        minute has come are refused by silence. The same events in the same order give the same board and effects.

    Cost: well under a millisecond for a day of some twenty patients: one pass over conversations.
    """
    day, effects = _passed(day, event.at_min)
    turn = Turn(day, event)
    try:
        HANDLERS[type(event)](turn, event)
    except Impossible as no:
        refused = Turn(day, event, kind=EntryKind.NOT_TAKEN)
        patient = getattr(event, "patient", None) or None
        refused.entry(str(no), patient=patient)
        return day, (*effects, *refused.effects)
    return turn.day, (*effects, *turn.effects)


def _passed(day: Day, minute: float) -> tuple[Day, tuple[Effect, ...]]:
    day = replace(day, minute=max(day.minute, minute))
    return day_talking.expired(day, day.minute)


def entries(effects: tuple[Effect, ...]) -> Iterator[Entry]:
    """The entries among effects: what an incident's record keeps."""
    return (effect for effect in effects if isinstance(effect, Entry))
