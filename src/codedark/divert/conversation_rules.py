"""Every state of a conversation by every event: where it leads, or why not, in words for whoever entered it.

The table is complete: a test asks for every pair. docs/reference/divert-day.md is drawn from it. Three choices stand
in it. An offer to a second hospital is refused while a first one holds a bed for the patient: they must be told, by
telephone, that it is not needed, before another is asked. An offer nobody answers in time is *refused by silence*; a
yes that comes late is taken while no other place is open. And nothing here stops a person: what is agreed can be
withdrawn or cancelled, what is on the road turned back or sent elsewhere, each by its own event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from codedark.divert.conversation import TalkState

_S = TalkState


class When(StrEnum):
    """On what a way depends, beside the state."""

    ALWAYS = ""
    SAME_PLACE = "the same hospital is named"
    NO_OTHER_PLACE = "no other hospital is named"
    WAS_SILENT = "they had not answered in time, and no other hospital is named"
    CREW_NAMED = "the crew is named"


class Rule(NamedTuple):
    """What an event does in a state."""

    after: TalkState | None
    """Where it leads; None: nowhere, the event is refused."""
    when: When
    no: str
    """Why not: always where `after` is None, else where `when` is not met."""


OUTSIDE = (_S.NOTHING, _S.REFUSED, _S.WITHDRAWN, _S.CANCELLED)
"""No place is spoken of."""
ASKED = (_S.OFFERED, _S.PROVISIONAL)
AGREED = (_S.ACCEPTED, _S.CREW_ASSIGNED, _S.CREW_FAILED)
ROAD = (_S.DEPARTED, _S.DIVERTED)
ASTRAY = (_S.ARRIVED_REFUSED, _S.TURNED_BACK)
ENDED = (_S.HANDED_OVER, _S.DIED)
HERE = (*OUTSIDE, _S.PROPOSED, *ASKED, *AGREED)
"""The patient has not left our door."""
AWAY = (*ROAD, _S.ARRIVED, *ASTRAY)

_TWO_BEDS = "a place is open elsewhere: tell them and enter `withdrawn` first, so that nobody keeps two beds"
_OTHER = "another hospital is named than the one spoken with: name that one, or none"
_NOT_ASKED = "no offer is open: enter `offered` first"
_ON_ROAD = "the patient is on the road: enter `turned-back`, or `diverted` with the new place"
_NOT_ON_ROAD = "the patient is not on the road"
_HERE_STILL = "the patient has not left: enter `withdrawn`, and `offered` for the new place"
_NO_PLACE = "no place is agreed: enter `accepted` first"
_NOT_AGREED = "the place is not agreed yet: enter `accepted` with the doctor's yes first"
_TAKEN = "the patient was handed over: what follows is theirs"
_DEAD = "the patient died"
_LATE_YES = "refused there: a late yes counts only after silence; enter `offered` again"
_THERE = "the patient is at their door: enter `handed-over`, `arrived-refused`, `turned-back` or `diverted`"

_Cell = tuple[TalkState, str, Rule]


def _go(
    event: str, states: Iterable[TalkState], after: TalkState, when: When = When.ALWAYS, no: str = ""
) -> Iterator[_Cell]:
    return ((state, event, Rule(after, when, no)) for state in states)


def _stay(event: str, states: Iterable[TalkState]) -> Iterator[_Cell]:
    return ((state, event, Rule(state, When.ALWAYS, "")) for state in states)


def _no(event: str, states: Iterable[TalkState], why: str) -> Iterator[_Cell]:
    return ((state, event, Rule(None, When.ALWAYS, why)) for state in states)


def _ended(*events: str) -> Iterator[_Cell]:
    for event in events:
        yield from _no(event, (_S.HANDED_OVER,), _TAKEN)
        yield from _no(event, (_S.DIED,), _DEAD)


def _asking() -> Iterator[_Cell]:
    """From the first call to a yes or a no."""
    yield from _go("offered", (*OUTSIDE, _S.PROPOSED), _S.OFFERED)
    yield from _go("offered", (_S.OFFERED,), _S.OFFERED, When.SAME_PLACE, _TWO_BEDS)
    yield from _no("offered", (_S.PROVISIONAL, *AGREED), _TWO_BEDS)
    yield from _no("offered", AWAY, _ON_ROAD)
    for event, after in (("provisionally-accepted", _S.PROVISIONAL), ("accepted", _S.ACCEPTED)):
        yield from _go(event, (_S.PROPOSED, *ASKED), after, When.NO_OTHER_PLACE, _OTHER)
        yield from _go(event, (_S.REFUSED,), after, When.WAS_SILENT, _LATE_YES)
        yield from _no(event, (_S.NOTHING, _S.WITHDRAWN, _S.CANCELLED), _NOT_ASKED)
        yield from _no(event, AGREED, "it is agreed already")
        yield from _no(event, AWAY, "the patient has left: a new place is entered as `diverted`")
    yield from _go("typed-in", (*OUTSIDE, _S.PROPOSED), _S.ACCEPTED)
    yield from _no("typed-in", (*ASKED, *AGREED), _TWO_BEDS)
    yield from _no("typed-in", AWAY, "the patient is on the road: enter the place without the patient, then `diverted`")
    yield from _go("refused", (_S.PROPOSED, *ASKED, *AGREED), _S.REFUSED, When.NO_OTHER_PLACE, _OTHER)
    yield from _go("refused", (*ROAD, _S.ARRIVED), _S.ARRIVED_REFUSED, When.NO_OTHER_PLACE, _OTHER)
    yield from _no("refused", OUTSIDE, _NOT_ASKED)
    yield from _no("refused", ASTRAY, "no place is spoken of")
    yield from _go("expired", ASKED, _S.REFUSED)
    yield from _no("expired", (*OUTSIDE, _S.PROPOSED, *AGREED, *AWAY), "no offer is open")
    yield from _ended("offered", "provisionally-accepted", "accepted", "typed-in", "refused", "expired")


def _giving_up() -> Iterator[_Cell]:
    """What a person may always do."""
    yield from _go("withdrawn", (_S.PROPOSED, *ASKED, *AGREED), _S.WITHDRAWN)
    yield from _no("withdrawn", OUTSIDE, "no place is spoken of")
    yield from _no("withdrawn", AWAY, _ON_ROAD)
    yield from _go("cancelled", tuple(s for s in HERE if s is not _S.CANCELLED), _S.CANCELLED)
    yield from _no("cancelled", (_S.CANCELLED,), "it is cancelled already")
    yield from _no("cancelled", AWAY, _ON_ROAD)
    yield from _go("went-home", HERE, _S.CANCELLED)
    yield from _no("went-home", AWAY, _ON_ROAD)
    yield from _go("died", (*HERE, *AWAY), _S.DIED)
    yield from _ended("withdrawn", "cancelled", "went-home", "died")


def _crews() -> Iterator[_Cell]:
    """Who drives."""
    for event in ("crew-assigned", "crew-granted"):
        yield from _go(event, AGREED, _S.CREW_ASSIGNED)
        yield from _stay(event, (*ROAD, *ASTRAY))  # taken over on the road, from a crew that failed
        yield from _no(event, (*OUTSIDE, _S.PROPOSED), _NO_PLACE)
        yield from _no(event, ASKED, _NOT_AGREED)
        yield from _no(event, (_S.ARRIVED,), _THERE)
    yield from _go("crew-failed", (_S.CREW_ASSIGNED,), _S.CREW_FAILED)
    yield from _stay("crew-failed", AWAY)
    yield from _no("crew-failed", (*OUTSIDE, _S.PROPOSED, *ASKED, _S.ACCEPTED, _S.CREW_FAILED), "no crew is on it")
    yield from _go("crew-denied", (_S.CREW_ASSIGNED,), _S.CREW_FAILED)
    yield from _stay("crew-denied", (_S.ACCEPTED, _S.CREW_FAILED))
    yield from _no("crew-denied", (*OUTSIDE, _S.PROPOSED, *ASKED, *AWAY), "no crew is asked for")
    yield from _ended("crew-assigned", "crew-granted", "crew-failed", "crew-denied")


def _driving() -> Iterator[_Cell]:
    """From our door to theirs, or not."""
    yield from _go("departed", (_S.CREW_ASSIGNED,), _S.DEPARTED)
    no_crew = "no crew is assigned: name the crew that left with the patient"
    yield from _go("departed", (_S.ACCEPTED, _S.CREW_FAILED), _S.DEPARTED, When.CREW_NAMED, no_crew)
    yield from _no("departed", (*OUTSIDE, _S.PROPOSED), _NO_PLACE)
    yield from _no("departed", ASKED, _NOT_AGREED)
    yield from _no("departed", AWAY, "the patient has left already")
    yield from _stay("delayed", (_S.CREW_ASSIGNED, *ROAD, _S.TURNED_BACK))
    yield from _no("delayed", (*OUTSIDE, _S.PROPOSED, *ASKED, _S.ACCEPTED, _S.CREW_FAILED), "no crew is on it")
    yield from _no("delayed", (_S.ARRIVED, _S.ARRIVED_REFUSED), _THERE)
    yield from _go("turned-back", (*ROAD, _S.ARRIVED, _S.ARRIVED_REFUSED), _S.TURNED_BACK)
    yield from _no("turned-back", (_S.TURNED_BACK,), "it is on the way back already")
    yield from _no("turned-back", HERE, "the patient has not left: enter `withdrawn`")
    yield from _go("returned", (_S.TURNED_BACK,), _S.WITHDRAWN)
    yield from _no("returned", (*ROAD, _S.ARRIVED, _S.ARRIVED_REFUSED), "enter `turned-back` first")
    yield from _no("returned", HERE, "the patient has not left")
    yield from _go("diverted", AWAY, _S.DIVERTED)
    yield from _no("diverted", HERE, _HERE_STILL)
    for event, after in (("arrived", _S.ARRIVED), ("arrived-refused", _S.ARRIVED_REFUSED)):
        yield from _go(event, ROAD, after)
        yield from _no(event, HERE, _NOT_ON_ROAD)
    yield from _no("arrived", (_S.ARRIVED, _S.ARRIVED_REFUSED), "the patient has arrived already")
    yield from _no("arrived", (_S.TURNED_BACK,), "the patient is on the way back: enter `returned`")
    yield from _go("arrived-refused", (_S.ARRIVED,), _S.ARRIVED_REFUSED)
    yield from _no("arrived-refused", ASTRAY, "no place is agreed that could refuse")
    yield from _go("handed-over", (*ROAD, _S.ARRIVED, _S.ARRIVED_REFUSED), _S.HANDED_OVER)
    yield from _no("handed-over", HERE, _NOT_ON_ROAD)
    yield from _no("handed-over", (_S.TURNED_BACK,), "the patient is on the way back: enter `returned`")
    yield from _ended(
        "departed", "delayed", "turned-back", "returned", "diverted", "arrived", "arrived-refused", "handed-over"
    )


def _marking() -> Iterator[_Cell]:
    yield from _stay("marked", (*ASKED, *AGREED, *AWAY, *ENDED))
    yield from _no("marked", (*OUTSIDE, _S.PROPOSED), "no place is spoken of: there is nothing to send along")


CELLS: tuple[_Cell, ...] = tuple(chain(_asking(), _giving_up(), _crews(), _driving(), _marking()))
"""In the order in which a transfer runs, as a rule."""
RULES: Mapping[tuple[TalkState, str], Rule] = {(state, event): rule for state, event, rule in CELLS}
"""What each event does in each state."""
TALK_EVENTS: tuple[str, ...] = tuple(dict.fromkeys(event for _, event, _ in CELLS))
"""Events that a conversation takes; `expired` is time's own."""
