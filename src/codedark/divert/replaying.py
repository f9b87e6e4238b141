"""A day played from its events: what happened line by line, how it ended for everybody, and the counts.

The planner is handed in, so that a day can be replayed with another one. The same day twice is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from codedark.divert.board import Day
from codedark.divert.board_views import crew_free_of, crews_out_of, excluded_of, fixed_of, hospital_of
from codedark.divert.day import merge, step
from codedark.divert.day_effects import Call, Effect, Entry, EntryKind, Notify, Replan
from codedark.divert.ends import PLACED, End, PatientEnd, end_of
from codedark.divert.happening import Event
from codedark.divert.requests import Request, RequestState
from codedark.divert.transfer_plan import TransferPlan

Planner = Callable[[Day], TransferPlan]
"""What makes a plan from a board."""
Watcher = Callable[[Day], None]
"""Somebody who looks at every board on the way: a screen, or a test."""


def planner_with(plan: Callable[..., TransferPlan], **options: object) -> Planner:
    """A planner from a function that plans a hospital: it is shown the board as it is.

    Args:
        plan: takes `(hospital, outage, *, now_min, fell_at, fixed, excluded, crews_out, crew_free_min, before)` and the
            options.
        options: what stays the same all day, such as `assume_beds_pct`.
    """

    def planned(day: Day) -> TransferPlan:
        return plan(
            hospital_of(day),
            day.outage,
            now_min=day.minute,
            fell_at=day.fell_at,
            fixed=fixed_of(day),
            excluded=excluded_of(day),
            crews_out=crews_out_of(day),
            crew_free_min=crew_free_of(day),
            before=day.plan,
            **options,
        )

    return planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One day, played to its end."""

    day: Day
    effects: tuple[Effect, ...]
    """Everything that was to be done, in order."""
    ends: tuple[PatientEnd, ...]
    """Everybody who was on the list at any time, in the order of the list."""
    events_count: int
    replans_count: int

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What happened, line by line."""
        return tuple(effect for effect in self.effects if isinstance(effect, Entry))

    @property
    def not_taken(self) -> tuple[Entry, ...]:
        """Events that did not fit, each with its reason."""
        return tuple(entry for entry in self.entries if entry.kind is EntryKind.NOT_TAKEN)


def play(day: Day, events: Iterable[Event], planner: Planner, watch: Watcher | None = None) -> Played:
    """Play events in the order given, with a new plan after each that changes what plans are made from.

    Args:
        day: the board to begin with (`day.begin`); a plan is made first if it has none.
        events: in the order in which they became known. One whose minute lies before the clock was entered late.
        planner: from `planner_with`, or any other.
        watch: is shown every board, after each event and each plan.
    Returns:
        The day. An event that does not fit is in it as an entry with its reason, and changed nothing.

    Cost: well under a millisecond an event beside the planner, for some twenty patients.
    """
    game = _Game(day, planner, watch or (lambda _: None))
    if day.plan is None:
        game.plan()
    count = 0
    for event in events:
        game.take(event)
        count += 1
    ends = tuple(end_of(game.day, patient) for patient in game.day.patients)
    return Played(
        day=game.day, effects=tuple(game.effects), ends=ends, events_count=count, replans_count=game.replans_count
    )


class _Game:
    def __init__(self, day: Day, planner: Planner, watch: Watcher) -> None:
        self.day, self.planner, self.watch = day, planner, watch
        self.effects: list[Effect] = []
        self.replans_count = 0

    def take(self, event: Event) -> None:
        self.day, effects = step(self.day, event)
        self.effects += [effect for effect in effects if not isinstance(effect, Replan)]
        self.watch(self.day)
        if any(isinstance(effect, Replan) for effect in effects):
            self.plan()

    def plan(self) -> None:
        self.replans_count += 1
        self.day, effects = merge(self.day, self.planner(self.day))
        self.effects += effects
        self.watch(self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A played day, as it is printed and as it is written as JSON: no infinity in it, and every key always there."""

    minute: float
    """Of the last event, after the fall."""
    events_count: int
    events_not_taken_count: int
    replans_count: int
    ambulances_diverted_count: int
    patients_count: int
    ends_count: Mapping[str, int]
    """Each word of `End` -> how many patients."""
    placed_count: int
    """For whom a place is agreed by people: handed over, on the way, or waiting for it."""
    offers_refused_count: int
    offers_silent_count: int
    requests_count: Mapping[str, int]
    """Each word of `RequestState` -> how many requests for crews of others."""
    calls_count: int
    """Telephone calls that were to be made."""
    ends: tuple[PatientEnd, ...]
    waiting: tuple[RequestLine, ...]
    """Crews that are still asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A crew still asked for, with no number that JSON cannot write."""

    number: int
    patient: str
    from_: str
    to: str
    owner: str
    crew: str
    """Empty: any that will do."""
    level: str
    escort_team: str
    ready_min: float


def summary(played: Played) -> Summary:
    """What a day came to. `Summary` is what `print_json` writes; `ends` and `entries` are the tables to print."""
    ends = Counter(one.end for one in played.ends)
    requests = Counter(request.state for request in played.day.requests)
    words = Counter((entry.event, entry.kind) for entry in played.entries)
    return Summary(
        minute=played.day.minute,
        events_count=played.events_count,
        events_not_taken_count=len(played.not_taken),
        replans_count=played.replans_count,
        ambulances_diverted_count=played.day.ambulances_diverted_count,
        patients_count=len(played.ends),
        ends_count={str(end): ends[end] for end in End},
        placed_count=sum(ends[end] for end in PLACED),
        offers_refused_count=words["refused", EntryKind.SAID] + words["arrived-refused", EntryKind.SAID],
        offers_silent_count=words["expired", EntryKind.TIME],
        requests_count={str(state): requests[state] for state in RequestState},
        calls_count=sum(isinstance(effect, Call) for effect in played.effects),
        ends=played.ends,
        waiting=tuple(_line(r) for r in played.day.requests if r.state is RequestState.REQUESTED),
    )


def _line(request: Request) -> RequestLine:
    return RequestLine(
        number=request.number,
        patient=request.patient,
        from_=request.from_,
        to=request.to,
        owner=str(request.owner),
        crew=request.crew or "",
        level=str(request.level),
        escort_team=request.escort_team,
        ready_min=request.ready_min,
    )


def told(effect: Effect) -> str:
    """One effect as a line for people; empty where there is nothing to say.

    >>> told(Call(site=None, whom="dispatch", number="", why="a crew stands still"))
    'call dispatch: a crew stands still'
    """
    if isinstance(effect, Entry):
        mark = {EntryKind.NOT_TAKEN: "not taken: ", EntryKind.TIME: "time: "}.get(effect.kind, "")
        return f"{mark}{effect.what}"
    if isinstance(effect, Call):
        where = f" at {effect.site}" if effect.site is not None else ""
        return f"call {effect.whom}{where}{f' ({effect.number})' if effect.number else ''}: {effect.why}"
    if isinstance(effect, Notify):
        return f"tell {effect.whom}: {effect.what}"
    if isinstance(effect, Replan):
        return ""
    request = effect.request
    crew = request.crew or "any crew"
    return (
        f"ask {request.owner} for {crew}: {request.patient}, {request.from_} to {request.to}, request {request.number}"
    )
