"""What holds whatever happens: events drawn at random, in order or not, doubled, late, contradictory."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.gap.proving import ProofVerdict
from codedark.response import events as ev
from codedark.response.commands import Command, Record
from codedark.response.incident import CUT_STANDS, STANDING, Incident, Stage
from codedark.response.machine import step
from codedark.response.order import Order, OrderAct
from codedark.response.transitions import TRANSITIONS
from tests.response.stories import (
    BEGIN,
    GATES,
    OTHER,
    PEOPLE,
    PLANNED,
    START,
    alarm,
    answer,
    approved,
    order_at,
    proved,
    ready,
)

WAYS = {(way.before, way.event, way.after) for way in TRANSITIONS}
GOOD = (ProofVerdict.SEALED, ProofVerdict.SEALED_EXCEPT)
Chooser = random.Random


def drawn_event(luck: Chooser, at: datetime, orders: list[Order]) -> ev.Event:
    """One event; most are such as happen, some are not."""
    planned = luck.choice((PLANNED, PLANNED, PLANNED, OTHER))
    plan, gate = planned.plan, luck.choice(GATES)
    kind = luck.choices(
        ("alarm", "cut", "hold", "release", "ready", "answer", "answers", "proof", "proofs", "tick", "hand", "rest"),
        (6, 6, 6, 6, 10, 14, 10, 10, 10, 12, 4, 6),
    )[0]
    if kind == "alarm":
        return alarm(at, planned)
    if kind in {"cut", "hold", "release"}:
        act = OrderAct(kind)
        some = (0, 2) if act is OrderAct.RELEASE and luck.random() < 0.4 and planned is PLANNED else ()
        minutes = luck.choice((5, 30, 30, 600))
        order = order_at(at, act, plan=plan, conduits=some, hold_min=minutes)
        orders.append(order)
        return approved(at, order, *luck.choice((PEOPLE, PEOPLE, PEOPLE, ("commander",), ("switchboard",))))
    if kind == "ready":
        return ready(at, gate, luck.choice(("", "", "", "would lock itself out")), plan)
    if kind in {"answer", "answers"} and orders:
        order = luck.choice(orders[-2:])
        outcome = luck.choices(tuple(ev.Outcome), (8, 2, 1, 2))[0]
        deadline = order.issued_at + timedelta(minutes=order.hold_min) if luck.random() < 0.7 else None
        return answer(at, gate, order, outcome, deadline=deadline, done_at=at, why="as it is")
    if kind in {"proof", "proofs"}:
        verdict = luck.choices((*GOOD, ProofVerdict.LEAKING, ProofVerdict.UNKNOWN), (12, 2, 2, 2))[0]
        began = at - timedelta(seconds=luck.choice((0.01, 0.01, 0.01, 3)))
        count = luck.choice((None, 0, 0, 7))
        return proved(at, gate, verdict, plan, began_at=began, forbidden_count=count)
    if kind == "hand":
        return ev.DoneByHand(at=at, plan=plan, gate=gate, who="technician", what="cable", cut=luck.random() < 0.6)
    if kind == "rest":
        return luck.choice(
            (
                ev.FlowsSeen(at=at, plan=plan),
                ev.AlarmWithdrawn(at=at, plan=plan, who="security-officer", why="a test"),
                ev.Declined(at=at, plan=plan, who="commander", why="no"),
                ev.FlowsSeen(at=at, plan="000000000000"),
            )
        )
    return ev.Tick(at=at)


def drawn_events(luck: Chooser, count: int) -> list[ev.Event]:
    events: list[ev.Event] = [alarm(START)]
    orders: list[Order] = []
    at = START
    for _ in range(count):
        at += timedelta(seconds=luck.choice((0.05, 0.05, 0.5, 2, 6, 30, 400, 1900)))
        event = drawn_event(luck, at, orders)
        events.append(event)
        if isinstance(event, ev.Approved) and luck.random() < 0.7:  # as it goes: every gate, in turn
            events += _as_it_goes(luck, at, event.signed.order)
        if luck.random() < 0.05:
            events.append(event)  # told twice
        if luck.random() < 0.05:
            at -= timedelta(seconds=20)  # a clock set back
    return events


def _as_it_goes(luck: Chooser, at: datetime, order: Order) -> list[ev.Event]:
    gates = GATES if order.plan == PLANNED.plan else GATES[:1]
    bad = luck.choices((0, 1, 2), (8, 1, 1))[0]  # nothing, not ready, refused
    told: list[ev.Event] = []
    if order.act is OrderAct.CUT:
        told += [ready(at, gate, "no" if bad == 1 else "", order.plan) for gate in gates]
    told += [answer(at, gate, order, ev.Outcome.REFUSED if bad else ev.Outcome.DONE, done_at=at) for gate in gates]
    later = at + timedelta(seconds=1)
    told += [proved(later, gate, plan=order.plan, forbidden_count=luck.choice((0, 9))) for gate in gates]
    return told[: luck.choice((len(told), len(told), len(told), luck.randrange(len(told) + 1)))]


def walked(events: list[ev.Event]) -> list[tuple[Incident, ev.Event, Incident, tuple[Command, ...]]]:
    """Every step of a walk: before, event, after, commands."""
    incident, steps = BEGIN, []
    for event in events:
        after, commands = step(incident, event)
        steps.append((incident, event, after, commands))
        incident = after
    return steps


walks = st.tuples(st.integers(0, 2**32), st.integers(1, 60)).map(
    lambda drawn: drawn_events(Chooser(drawn[0]), drawn[1])
)


def stages(incident: Incident) -> dict[str, Stage]:
    return {cut.planned.plan: cut.stage for cut in incident.cuts}


def moved(before: Incident, after: Incident) -> list[tuple[str, Stage, Stage]]:
    was = stages(before)
    return [(p, was.get(p, Stage.BEFORE), s) for p, s in stages(after).items() if was.get(p, Stage.BEFORE) is not s]


@given(walks)
def test_every_way_taken_stands_in_the_table(events: list[ev.Event]) -> None:
    for before, event, after, _ in walked(events):
        for _, was, now in moved(before, after):
            fresh = was in {Stage.WITHDRAWN, Stage.FLOWS_BACK} and now is Stage.PROPOSED  # begins anew: from nothing
            assert (Stage.BEFORE if fresh else was, type(event).__name__, now) in WAYS


@given(walks)
def test_every_change_of_stage_has_its_entry(events: list[ev.Event]) -> None:
    for before, event, after, commands in walked(events):
        entries = [command.entry for command in commands if isinstance(command, Record)]
        assert entries or isinstance(event, ev.Tick)
        told = {(entry.plan, entry.after) for entry in entries}
        for plan, _, now in moved(before, after):
            assert (plan, now) in told, event


@given(walks)
def test_entries_come_before_anything_that_is_done(events: list[ev.Event]) -> None:
    for _, event, _, commands in walked(events):
        if not isinstance(event, ev.Tick):  # a tick does one cut after the other
            kinds = [isinstance(command, Record) for command in commands]
            assert kinds == sorted(kinds, reverse=True)


@given(walks)
def test_the_same_events_give_the_same_incident(events: list[ev.Event]) -> None:
    assert walked(events) == walked(list(events))


@given(walks)
def test_nothing_is_called_sealed_without_a_proof_after_the_last_change(events: list[ev.Event]) -> None:
    """Judged by what happened, not by what the machine keeps."""
    touched: dict[tuple[str, str], datetime] = {}
    proofs: dict[tuple[str, str], tuple[datetime, ProofVerdict]] = {}
    answered: set[Any] = set()
    for before, event, after, _ in walked(events):
        now = after.last_at
        assert now is not None
        if isinstance(event, ev.GateAnswered) and (event.gate, event.order) not in answered:
            current = before.cut(event.plan)
            waited = current is not None and event.gate in current.waiting
            if waited and event.order == (current.order.order.digest if current and current.order else ""):
                answered.add((event.gate, event.order))
                touched[event.plan, event.gate] = now
        elif isinstance(event, ev.DoneByHand):
            touched[event.plan, event.gate] = now
        elif isinstance(event, ev.Proved):
            proofs[event.plan, event.gate] = max(
                (event.began_at, event.verdict), proofs.get((event.plan, event.gate), (START, ProofVerdict.UNKNOWN))
            )
        for cut in after.cuts:
            assert cut.sealed or cut.stage is not Stage.PROVEN
            if cut.sealed:
                assert cut.stage in STANDING
                for gate in cut.planned.gates:
                    key = (cut.planned.plan, gate)
                    assert proofs[key][1] in GOOD
                    assert proofs[key][0] > touched.get(key, START)


@given(walks)
def test_time_alone_opens_nothing(events: list[ev.Event]) -> None:
    releases = {e.signed.order.digest for e in events if isinstance(e, ev.Approved) and e.ruling.yes}
    for before, event, after, _ in walked(events):
        was = stages(before)
        for cut in after.cuts:
            opened = was.get(cut.planned.plan) in CUT_STANDS and cut.stage not in CUT_STANDS | {Stage.AUTHORISED}
            if opened:
                assert cut.stage is Stage.PATH_OPEN
                by_order = isinstance(event, ev.GateAnswered) and event.order in releases
                by_hand = isinstance(event, ev.DoneByHand) and not event.cut
                assert by_order or by_hand


@given(walks)
def test_nothing_is_sent_that_the_mandate_refused(events: list[ev.Event]) -> None:
    refused = {e.signed for e in events if isinstance(e, ev.Approved) and not e.ruling.yes}
    for *_, commands in walked(events):
        assert not any(getattr(command, "signed", None) in refused for command in commands)


@settings(max_examples=20)
@given(st.lists(st.integers(0, 10**6), min_size=50, max_size=300))
def test_a_flood_of_alarms_asks_people_no_more_than_twice_a_minute(gaps_ms: list[int]) -> None:
    incident, at, asked = BEGIN, START, []
    for n, gap in enumerate(gaps_ms):
        at += timedelta(milliseconds=gap / 1000)
        planned = replace(PLANNED, plan=f"{n % 90:012x}")
        incident, commands = step(incident, alarm(at, planned))
        asked += [at for command in commands if type(command).__name__ == "Propose"]
        incident, commands = step(incident, ev.Tick(at=at))
        asked += [at for command in commands if type(command).__name__ == "Propose"]
        assert len(incident.cuts) <= 32
    span_s = (at - START).total_seconds()
    assert len(asked) <= 1 + span_s / incident.pace.propose_s
