"""What holds whatever happens on a day of transfers: events drawn at random, most of them likely, some impossible."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.divert import day_events as ev
from codedark.divert.board import Day, LotKey
from codedark.divert.board_views import fixed_of, free_again, hospital_of, trip_times
from codedark.divert.conversation import FROZEN, HOLDS, OVER, UNDER_WAY, TalkState
from codedark.divert.conversation_rules import RULES
from codedark.divert.day import merge, step
from codedark.divert.day_effects import Call, Effect, Entry, EntryKind, Replan
from codedark.divert.ends import End, end_of
from codedark.divert.happening import Event, Tick
from codedark.divert.replaying import Planner, play, summary
from codedark.divert.transfer_plan import TransferPlan
from codedark.formats.day_events import read_day_events
from codedark.formats.day_events_written import written_day_events, written_day_table
from codedark.hospital.records import Unknown
from tests.divert.days import SLOW, fresh_day, planned, random_day, real_planner, wild_event

PLANNERS = {"slow": SLOW, "real": real_planner()}
"""The real one is None where it is not built."""
SEEDS = range(12)


def planner_named(name: str) -> Planner:
    planner = PLANNERS[name]
    if planner is None:
        pytest.skip("divert/planning.py is not written yet")
    return planner


class Move(NamedTuple):
    """One change of the board: by an event, or by a plan."""

    before: Day
    event: Event | None
    after: Day
    effects: tuple[Effect, ...]

    @property
    def taken(self) -> bool:
        return not any(isinstance(e, Entry) and e.kind is EntryKind.NOT_TAKEN for e in self.effects)


def moves(events: list[Event], planner: Planner = SLOW) -> Iterator[Move]:
    day = fresh_day()
    after, effects = merge(day, planner(day))
    yield Move(day, None, after, effects)
    for event in events:
        day = after
        after, effects = step(day, event)
        yield Move(day, event, after, effects)
        if any(isinstance(effect, Replan) for effect in effects):
            day = after
            after, effects = merge(day, planner(day))
            yield Move(day, None, after, effects)


class Beds:
    """Beds counted another way: what each place told, against what is spoken for out of that count."""

    def __init__(self, day: Day) -> None:
        self.told: dict[LotKey, int] = {
            key: lot.free for key, lot in day.lots.items() if not isinstance(lot.free, Unknown)
        }

    def taken(self, day: Day) -> Counter[LotKey]:
        return Counter((t.to, t.pool) for t in day.talks if t.state in HOLDS and t.takes_bed)

    def follow(self, move: Move) -> None:
        event = move.event
        if event is None or not move.taken:
            return
        if isinstance(event, ev.BedsTold):
            key = (event.hospital, event.pool)
            self.told.pop(key, None)
            if not isinstance(event.free, Unknown):
                self.told[key] = event.free + self.taken(move.after)[key]
        elif isinstance(event, ev.Refused | ev.ArrivedRefused) and event.full:
            talk = move.after.talk_of(event.patient)
            assert talk is not None
            key = (talk.to, talk.pool)
            if key in move.after.lots:
                self.told[key] = self.taken(move.after)[key]

    def check(self, move: Move) -> None:
        taken = self.taken(move.after)
        shown = Counter({(r.hospital, r.pool): r.free_staffed for r in hospital_of(move.after).free_beds
                         if not isinstance(r.free_staffed, Unknown)})  # fmt: skip
        fixed = Counter((f.to, f.pool) for f in fixed_of(move.after) if f.pool)
        proposed = Counter((t.to, t.pool) for t in move.after.talks if t.state is TalkState.PROPOSED)
        for key, told in self.told.items():
            assert taken[key] <= told, f"{key}: {taken[key]} beds of {told}"
            assert shown[key] - fixed[key] == told - taken[key] >= 0, key
            if move.event is None:
                assert taken[key] + proposed[key] <= told, f"{key}: proposed beyond {told}"


def check_board(day: Day) -> None:
    """What is true of every board."""
    open_ = Counter(t.patient for t in day.talks if t.state not in OVER)
    assert max(open_.values(), default=0) <= 1, "two places for one patient"
    held = Counter(t.patient for t in day.talks if t.state in HOLDS)
    assert max(held.values(), default=0) <= 1, "two beds for one patient"
    for talk in day.talks:
        if talk.state not in OVER:
            assert day.talk_of(talk.patient) is talk, "an open conversation is not the last one"
    driving = Counter(t.crew for t in day.talks if t.state in UNDER_WAY)
    assert max(driving.values(), default=0) <= 1, "a crew in two places"
    assert None not in driving
    for talk in day.talks:
        if talk.open and talk.state is not TalkState.PROPOSED:
            assert talk.patient not in day.gone and talk.patient not in day.kept
    fixed = [f.patient for f in fixed_of(day)]
    assert len(fixed) == len(set(fixed)) and set(fixed) <= set(hospital_of(day).patients)
    assert set(fixed) == set(held), "a bed is held, and planners do not know"
    check_trips(day)


def check_trips(day: Day) -> None:
    times = trip_times(day)
    for crew in {t.crew for t in day.open_talks if t.crew is not None}:
        trips = sorted(
            (times[t.patient][0], free_again(day, t, times[t.patient][1]))
            for t in day.with_crew(crew) if t.patient in times and t.state in UNDER_WAY | {TalkState.CREW_ASSIGNED}
        )  # fmt: skip
        for (start, end), (following, _) in pairwise(trips):
            assert start <= end and following >= end - 1e-9, f"{crew} on two trips: {trips}"


def check_move(move: Move) -> None:
    before, after = move.before, move.after
    assert after.minute >= before.minute
    if move.event is None:
        agreed = [t for t in before.talks if t.state in FROZEN or t.holds]
        assert [t for t in after.talks if t.holds] == agreed, "a plan moved what people agreed"
        assert fixed_of(after) == fixed_of(before)
    elif not move.taken:
        waited, _ = step(before, Tick(at_min=move.event.at_min))
        assert after == waited, f"refused, and something changed: {move.event}"
    for talk in after.talks:
        for said in talk.history:
            rule = RULES.get((said.before, said.event))
            assert said.event == "proposed" or (rule is not None and rule.after is said.after), said


_OURS = {"withdrawn", "cancelled", "went-home", "died", "turned-back", "diverted"}
"""Events by which we give a place up: they must be told."""


def check_given_up(move: Move) -> None:
    """A place that held a bed is left by an event for that alone, and never without a call to it."""
    if move.event is None:
        return
    for before in move.before.talks:
        if not before.holds:
            continue
        after = next(t for t in move.after.talks if t.patient == before.patient and t.history[0] is before.history[0])
        if after.holds and after.to == before.to:
            continue
        said = after.history[-1]
        assert said.event in _OURS | {"refused", "arrived-refused", "expired"}, said
        if said.event in _OURS:
            called = [e.site for e in move.effects if isinstance(e, Call) and e.patient == before.patient]
            assert before.to in called, f"{before.to} keeps a bed for {before.patient}"


def check_plan(plan: TransferPlan, day: Day) -> None:
    """Everybody is in a plan once, but for whom it has no crew and people a place; nobody where they were refused."""
    told = [x.patient for part in (plan.transfers, plan.stay, plan.home, plan.unplaced) for x in part]
    assert len(told) == len(set(told)) and set(told) <= set(hospital_of(day).patients)
    assert all(talk is not None and talk.holds for talk in map(day.talk_of, set(hospital_of(day).patients) - set(told)))
    for transfer in plan.transfers:
        if transfer.patient not in {f.patient for f in fixed_of(day)}:
            assert (transfer.patient, transfer.to) not in day.excluded
    planned_to = {t.patient: t for t in plan.transfers}
    for fixed in fixed_of(day):
        if (transfer := planned_to.get(fixed.patient)) is None:
            continue
        assert transfer.to == fixed.to and fixed.pool in {"", transfer.pool}
        assert fixed.crew is None or (transfer.crew, transfer.depart_min) == (fixed.crew, fixed.depart_min)


def check_ends(day: Day) -> None:
    for patient in day.patients:
        end = end_of(day, patient)
        if end.end in {End.HANDED_OVER, End.DIED, End.WENT_HOME}:
            assert not end.clinician
        else:
            assert end.clinician, f"{patient}: nobody is named"
        assert (end.to is not None) == (end.end in _SOMEWHERE), end
        assert end.end is not End.UNPLACED or end.why
        assert end.why != "the plan does not speak of this patient"


_SOMEWHERE = {End.HANDED_OVER, End.ON_THE_WAY, End.AGREED, End.OFFERED, End.PROPOSED}


def check_day(events: list[Event], planner: Planner) -> Day:
    beds = Beds(fresh_day())
    move = None
    for move in moves(events, planner):
        beds.follow(move)
        beds.check(move)
        check_board(move.after)
        check_move(move)
        check_given_up(move)
        if move.event is None and move.after.plan is not None:
            check_plan(move.after.plan, move.before)
    assert move is not None
    check_ends(move.after)
    return move.after


@pytest.mark.parametrize("seed", SEEDS)
def test_two_hundred_events_end_with_everyone_placed_or_named(seed: int) -> None:
    events = random_day(seed)
    assert len(events) == 200
    check_day(events, SLOW)


@pytest.mark.parametrize("seed", range(4))
def test_the_same_holds_with_the_real_planner(seed: int) -> None:
    planner = planner_named("real")
    check_day(random_day(seed, 200, planner), planner)


@given(seed=st.integers(0, 10**9), count=st.integers(1, 60))
@settings(max_examples=60)
def test_the_laws_hold_on_any_day(seed: int, count: int) -> None:
    check_day(random_day(seed, count), SLOW)


@given(seed=st.integers(0, 10**9))
@settings(max_examples=40)
def test_the_laws_hold_when_nothing_fits(seed: int) -> None:
    luck = random.Random(seed)
    events = [wild_event(luck, fresh_day(), float(luck.randrange(300))) for _ in range(60)]
    check_day(events, SLOW)


def test_random_days_take_every_event_and_come_to_every_state() -> None:
    """Otherwise the laws would say nothing about the rest."""
    events, states, ends = Counter[str](), Counter[TalkState](), Counter[End]()
    for seed in range(25):
        played = play(fresh_day(), random_day(seed), SLOW)
        events.update(e.event for e in played.entries if e.kind is not EntryKind.NOT_TAKEN)
        states.update(said.after for talk in played.day.talks for said in talk.history)
        ends.update(one.end for one in played.ends)
    assert set(ev.NAMED) - {"tick"} <= set(events), set(ev.NAMED) - set(events)
    assert set(states) == set(TalkState) - {TalkState.NOTHING}
    assert set(ends) >= set(End) - {End.STAYS}


@pytest.mark.parametrize("name", PLANNERS)
def test_the_same_day_twice_is_the_same(name: str) -> None:
    planner = planner_named(name)
    events = random_day(7, 80, planner)
    first, second = play(fresh_day(), events, planner), play(fresh_day(), events, planner)
    assert first.effects == second.effects and first.ends == second.ends
    assert summary(first) == summary(second)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25)
def test_a_day_written_and_read_again_is_the_same_day(seed: int) -> None:
    events = random_day(seed, 60)
    for raw, name in ((written_day_events(events), "day.jsonl"), (written_day_table(events), "day.csv")):
        assert list(read_day_events(name, raw)) == events


def test_a_hospital_that_refused_is_not_proposed_again_until_somebody_says_so() -> None:
    day = planned(fresh_day())
    talk = day.open_talks[0]
    day, _ = step(day, ev.Offered(at_min=1, patient=talk.patient, to=talk.to, doctor="dr"))
    day, _ = step(day, ev.Refused(at_min=2, patient=talk.patient))
    day = planned(day)
    moved_on = day.talk_of(talk.patient)
    assert moved_on is not None and moved_on.to != talk.to
    day, _ = step(day, ev.AskAgain(at_min=3, patient=talk.patient, hospital=talk.to))
    again = planned(day).talk_of(talk.patient)
    assert again is not None and again.to == talk.to
