"""Every way from one stage of a cut to another, as a table; docs/reference/incident-machine.md is drawn from it.

What is not in it leaves the stage as it is: an event that does not fit is recorded, and changes nothing but what is
known of a gate. Time alone leads from what is cut to *decayed* and no further; nothing leads to what is open but an
order by two persons, or a person's own hand.
"""

from __future__ import annotations

from typing import NamedTuple

from codedark.response.incident import Stage

_CUT = (Stage.APPLIED, Stage.PROVEN, Stage.HELD)
_BACK = "some of it stands, by order, or because a gate did not let go"


class Transition(NamedTuple):
    """One way. `then`: what others are asked to do, beside keeping the entry."""

    before: Stage
    event: str
    when: str
    after: Stage
    then: str


def _ways(befores: tuple[Stage, ...], event: str, when: str, after: Stage, then: str = "") -> tuple[Transition, ...]:
    return tuple(Transition(before, event, when, after, then) for before in befores)


TRANSITIONS: tuple[Transition, ...] = (
    *_ways(
        (Stage.BEFORE, Stage.PATH_OPEN),
        "AlarmRaised",
        "nothing of this plan is cut, and people were not asked just now",
        Stage.PROPOSED,
        "Propose, AskApproval",
    ),
    *_ways(
        (Stage.BEFORE, Stage.PATH_OPEN),
        "Tick",
        "a proposal was kept back, and its time has come",
        Stage.PROPOSED,
        "Propose, AskApproval",
    ),
    *_ways((Stage.PROPOSED, Stage.AUTHORISED), "AlarmWithdrawn", "nothing was sent yet", Stage.WITHDRAWN),
    *_ways((Stage.PROPOSED, Stage.AUTHORISED), "Declined", "nothing was sent yet", Stage.WITHDRAWN),
    *(
        Transition(Stage.AUTHORISED, event, "posture 2 of it stands still", Stage.DECAYED, "")
        for event in ("AlarmWithdrawn", "Declined")
    ),
    *_ways(
        (Stage.PROPOSED, Stage.DECAYED, Stage.PATH_OPEN, Stage.WITHDRAWN, Stage.FLOWS_BACK),
        "Approved",
        "a cut, and the mandate says yes",
        Stage.AUTHORISED,
        "Prepare",
    ),
    *_ways((Stage.AUTHORISED,), "GateReady", "the last gate answered; one is ready", Stage.ORDERED, "SendOrder"),
    *_ways(
        (Stage.AUTHORISED,),
        "Tick",
        "time to answer is over: fired at every gate that did not say no",
        Stage.ORDERED,
        "SendOrder",
    ),
    *_ways((Stage.AUTHORISED,), "DoneByHand", "the last gate that was waited for", Stage.ORDERED, "SendOrder"),
    *(
        Transition(before, event, "no gate cut", after, "PrintCards, Page, AskApproval")
        for before, event in (
            (Stage.AUTHORISED, "GateReady"),
            (Stage.ORDERED, "GateAnswered"),
            (Stage.ORDERED, "Tick"),
            (Stage.ORDERED, "DoneByHand"),
        )
        for after in (Stage.PROPOSED, Stage.DECAYED)
    ),
    *_ways((Stage.ORDERED,), "GateAnswered", "the last gate answered; one cut", Stage.APPLIED, "Prove"),
    *_ways((Stage.ORDERED,), "Tick", "time is over; one gate cut", Stage.APPLIED, "Prove, PrintCards, Page"),
    *_ways((Stage.ORDERED,), "DoneByHand", "the last gate that was waited for", Stage.APPLIED, "Prove"),
    *_ways(
        (Stage.PROPOSED, Stage.WITHDRAWN, Stage.DECAYED, Stage.PATH_OPEN, Stage.FLOWS_BACK),
        "GateAnswered",
        "it cut all the same, and answers late",
        Stage.APPLIED,
        "Page, Prove",
    ),
    *_ways(
        (Stage.APPLIED, Stage.HELD),
        "DoneByHand",
        "opened there, while another gate has yet to answer a cut",
        Stage.ORDERED,
    ),
    *_ways(
        (Stage.PROPOSED, Stage.WITHDRAWN, Stage.PATH_OPEN, Stage.FLOWS_BACK),
        "DoneByHand",
        "cut there",
        Stage.APPLIED,
        "Prove",
    ),
    *_ways(
        (Stage.APPLIED,),
        "Proved",
        "every gate is proven after its last change; one person stands for it",
        Stage.PROVEN,
        "AskApproval",
    ),
    *_ways((Stage.APPLIED,), "Proved", "the same; two persons stand for it", Stage.HELD),
    *_ways((Stage.PROVEN,), "Proved", "a gate is not", Stage.APPLIED, "Page, PrintCards"),
    *_ways((Stage.PROVEN,), "GateAnswered", "something changed at a gate", Stage.APPLIED, "Prove"),
    *_ways((Stage.PROVEN,), "DoneByHand", "something changed at a gate", Stage.APPLIED, "Prove"),
    *_ways(
        (Stage.PROVEN,),
        "Tick",
        "it stands longer, since forbidden traffic is counted; or a gate did not answer",
        Stage.APPLIED,
        "Extend, Prove",
    ),
    *_ways((Stage.PROVEN,), "Approved", "an order before it is not answered yet", Stage.APPLIED, "SendOrder"),
    *_ways((Stage.APPLIED, Stage.PROVEN), "GateAnswered", "every gate took the hold", Stage.HELD, "Prove"),
    *_ways(
        (Stage.APPLIED, Stage.PROVEN), "Tick", "only gates cut by hand did not answer the hold", Stage.HELD, "Prove"
    ),
    *_ways((Stage.APPLIED, Stage.PROVEN), "DoneByHand", "the last gate whose hold was waited for", Stage.HELD, "Prove"),
    *_ways(
        _CUT,
        "Tick",
        "its deadline passed and no forbidden traffic is counted, or the owner's hours are spent",
        Stage.DECAYED,
        "Page",
    ),
    *_ways((*_CUT, Stage.DECAYED), "Approved", "a release, and the mandate says yes", Stage.RELEASING, "SendOrder"),
    *_ways((Stage.RELEASING,), "Approved", "a cut or a hold: it stops where it is", Stage.APPLIED, "SendOrder"),
    *_ways((Stage.RELEASING,), "Approved", "a cut, and posture 2 alone stood", Stage.AUTHORISED, "Prepare"),
    *_ways((Stage.RELEASING,), "Approved", "a hold, and posture 2 alone stood: it stops", Stage.DECAYED),
    *(
        Transition(Stage.RELEASING, event, "every gate let go of all of it", Stage.PATH_OPEN, "")
        for event in ("GateAnswered", "DoneByHand")
    ),
    *(
        Transition(Stage.RELEASING, event, _BACK, after, "Prove, Page")
        for event in ("GateAnswered", "Tick", "DoneByHand")
        for after in (Stage.APPLIED, Stage.HELD, Stage.DECAYED)
    ),
    *_ways((*_CUT, Stage.DECAYED), "GateAnswered", "the last gate let go after all: it answers late", Stage.PATH_OPEN),
    *(
        Transition(before, event, "the last gate that cut is open; posture 2 is left at another", Stage.DECAYED, "")
        for before, event in (
            (Stage.APPLIED, "GateAnswered"),
            (Stage.HELD, "GateAnswered"),
            (Stage.APPLIED, "DoneByHand"),
            (Stage.HELD, "DoneByHand"),
        )
    ),
    *_ways((*_CUT, Stage.DECAYED), "DoneByHand", "opened there, and no gate holds anything of it", Stage.PATH_OPEN),
    *_ways((Stage.PATH_OPEN,), "FlowsSeen", "", Stage.FLOWS_BACK),
)
"""In the order in which an incident runs, as a rule."""
