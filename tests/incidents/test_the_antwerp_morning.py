"""13 January 2026, played as it could have gone: noticed at 06:30, cut at 06:32, care going on behind it.

The hours are public; the gates are those a defence of the example adds. It runs on the example's own mandate, with
keys enrolled for the test.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from codedark.gap.posture import Posture
from codedark.gap.proving import ProofVerdict
from codedark.hospital.records import GateId
from codedark.response import events as ev
from codedark.response.commands import AskApproval, Extend, Page, Prepare, PrintCards, Propose, Prove, SendOrder
from codedark.response.incident import Planned, Stage
from codedark.response.machine import begin
from codedark.response.mandate import Act, Mandate
from codedark.response.mandate_file import read_mandate
from codedark.response.order import Order, OrderAct
from codedark.response.ruling import may
from codedark.response.signing import SignedOrder
from tests.incidents.playbook import At, Like, Playbook, Wrote
from tests.response.people import public_of, signed_by

BRUSSELS = ZoneInfo("Europe/Brussels")
DEURNE, ANTWERPEN, CENTRE = (GateId(gate) for gate in ("ag-dn", "ag-an", "ag-dc"))
GATES = tuple(sorted((DEURNE, ANTWERPEN, CENTRE)))
PLAN = Planned(
    plan="a1a2a3a4a5a6",
    name="unknown",
    gates=GATES,
    conduits_count=40,
    posture=Posture.BREAK_GLASS,
    care_lost_per_h=2.5,
)
ACTS = {OrderAct.CUT: Act.FIRE, OrderAct.HOLD: Act.HOLD, OrderAct.RELEASE: Act.RELEASE}
SEALED = ProofVerdict.SEALED


@pytest.fixture(scope="module")
def mandate() -> Mandate:
    root = Path(__file__).resolve().parents[2]
    told = read_mandate((root / "hospitals" / "az-monica" / "mandate.toml").read_bytes())
    return replace(told, offices=tuple(replace(o, keys=(public_of(o.role),)) for o in told.offices))


def clock(text: str) -> datetime:
    """A wall clock time of that morning, Brussels, as UTC."""
    return datetime.fromisoformat(f"2026-01-13T{text}").replace(tzinfo=BRUSSELS).astimezone(UTC)


def order(text: str, act: OrderAct, *, hold_min: int = 0, conduits: tuple[int, ...] = ()) -> Order:
    at = clock(text)
    nonce = int(at.timestamp()).to_bytes(4, "big")
    return Order(
        act=act,
        plan=PLAN.plan,
        issued_at=at,
        valid_s=600,
        hold_min=hold_min,
        conduits=conduits,
        nonce=nonce,
        reason_given=True,
    )


def signed(mandate: Mandate, asked: Order, *roles: str) -> ev.Approved:
    both = signed_by(asked, *roles)
    local = asked.issued_at.astimezone(BRUSSELS).replace(tzinfo=None)
    ruling = may(mandate, both.keys, ACTS[asked.act], PLAN.posture, local, asked.reason_given)
    return ev.Approved(at=asked.issued_at, signed=both, ruling=ruling)


def done(text: str, gate: GateId, what: SignedOrder, **more: str) -> ev.GateAnswered:
    told = clock(text)
    until = what.order.issued_at + timedelta(minutes=what.order.hold_min)
    return ev.GateAnswered(
        at=told,
        plan=PLAN.plan,
        gate=gate,
        order=what.order.digest,
        outcome=ev.Outcome(more.get("outcome", "done")),
        why=more.get("why", ""),
        done_at=told,
        deadline=None if what.order.act is OrderAct.RELEASE else until,
    )


def ready(text: str, gate: GateId) -> ev.GateReady:
    return ev.GateReady(at=clock(text), plan=PLAN.plan, gate=gate, ready=True)


def shown(
    text: str, gate: GateId, verdict: ProofVerdict = SEALED, *, counted: int | None = 0, why: str = ""
) -> ev.Proved:
    at = clock(text)
    began = at - timedelta(milliseconds=12)
    return ev.Proved(
        at=at, plan=PLAN.plan, gate=gate, verdict=verdict, began_at=began, forbidden_count=counted, why=why
    )


def test_the_antwerp_morning(mandate: Mandate) -> None:
    """Alarm, one engineer at night, three gates, proof, two persons hold it, and let it go conduit by conduit."""
    cut = signed(mandate, order("06:32:00", OrderAct.CUT, hold_min=30), "duty-engineer")
    held = signed(
        mandate, order("06:50:00", OrderAct.HOLD, hold_min=48 * 60), "incident-commander", "chief-nurse-on-duty"
    )
    part = signed(
        mandate,
        order("19:00:00", OrderAct.RELEASE, conduits=(3, 7)),
        "security-officer",
        "head-of-emergency",
    )
    rest = signed(mandate, order("21:00:00", OrderAct.RELEASE), "incident-commander", "chief-nurse-on-duty")
    fire = ("incident-commander", "duty-engineer", "security-officer", "head-of-emergency", "chief-nurse-on-duty")
    assert (
        Playbook(begin(mandate))
        >> ev.AlarmRaised(at=clock("06:30:10"), planned=PLAN, why=("three hosts encrypt at once",), findings=("5f1e",))
        << Propose(planned=PLAN, why=("three hosts encrypt at once",))
        << AskApproval(act=OrderAct.CUT, plan=PLAN.plan, roles=fire)
        << Wrote("proposed: unknown")
        << At(PLAN.plan, Stage.PROPOSED)
        >> cut
        << Wrote("one person with a reason, at night")
        << Prepare(gates=GATES, plan=PLAN.plan)
        >> ready("06:32:00.020", ANTWERPEN)
        >> ready("06:32:00.021", CENTRE)
        >> ready("06:32:00.024", DEURNE)
        << SendOrder(gates=GATES, signed=cut.signed)
        << At(PLAN.plan, Stage.ORDERED)
        >> done("06:32:00.030", ANTWERPEN, cut.signed)
        >> done("06:32:00.031", CENTRE, cut.signed)
        >> done("06:32:00.034", DEURNE, cut.signed)
        << Prove(gates=GATES, plan=PLAN.plan)
        << At(PLAN.plan, Stage.APPLIED)
        >> shown("06:32:00.060", ANTWERPEN)
        >> shown("06:32:00.061", CENTRE)
        << At(PLAN.plan, Stage.APPLIED)
        >> shown("06:32:00.062", DEURNE)
        << Wrote("sealed at its gates, proven by packets")
        << Like(AskApproval, act=OrderAct.HOLD)
        << At(PLAN.plan, Stage.PROVEN, sealed=True)
        >> ev.Tick(at=clock("06:33:00.100"))
        << Prove(gates=GATES, plan=PLAN.plan)
        >> held
        << SendOrder(gates=GATES, signed=held.signed)
        >> done("06:50:00.010", ANTWERPEN, held.signed)
        >> done("06:50:00.011", CENTRE, held.signed)
        >> done("06:50:00.012", DEURNE, held.signed)
        << Prove(gates=GATES, plan=PLAN.plan)
        << At(PLAN.plan, Stage.HELD)
        >> shown("06:50:00.040", ANTWERPEN)
        >> shown("06:50:00.040", CENTRE)
        >> shown("06:50:00.040", DEURNE)
        << At(PLAN.plan, Stage.HELD, sealed=True)
        >> ev.Tick(at=clock("07:02:30"))
        << Prove(gates=GATES, plan=PLAN.plan)
        << At(PLAN.plan, Stage.HELD, sealed=True)
        >> part
        << SendOrder(gates=GATES, signed=part.signed)
        >> done("19:00:00.010", ANTWERPEN, part.signed)
        >> done("19:00:00.010", CENTRE, part.signed)
        >> done("19:00:00.010", DEURNE, part.signed)
        << Prove(gates=GATES, plan=PLAN.plan)
        << At(PLAN.plan, Stage.HELD)
        >> rest
        << SendOrder(gates=GATES, signed=rest.signed)
        >> done("21:00:00.010", ANTWERPEN, rest.signed)
        >> done("21:00:00.010", CENTRE, rest.signed)
        >> done("21:00:00.010", DEURNE, rest.signed)
        << Wrote("every gate let go of all of it")
        << At(PLAN.plan, Stage.PATH_OPEN)
        >> ev.FlowsSeen(at=clock("21:00:07"), plan=PLAN.plan, evidence=(("sessions", "412"),))
        << At(PLAN.plan, Stage.FLOWS_BACK)
    )


def test_it_can_be_told_afterwards_from_its_entries(mandate: Mandate) -> None:
    """Who decided what, in which role, by which rule, and when: without a name."""
    cut = signed(mandate, order("06:32:00", OrderAct.CUT, hold_min=30), "duty-engineer")
    told = Playbook(begin(mandate)) >> ev.AlarmRaised(at=clock("06:30:10"), planned=PLAN)
    told.waiting.clear()
    told = told >> cut
    told.waiting.clear()
    assert told
    decision = next(entry for entry in told.log if entry.kind == "decision")
    assert (decision.who, decision.before, decision.after) == ("duty-engineer", "proposed", "authorised")
    assert dict(decision.evidence)["rule"] == "night"
    assert decision.at == clock("06:32:00")


def test_while_the_attack_still_comes_the_cut_does_not_decay(mandate: Mandate) -> None:
    """Nobody could be reached to confirm; suspects still send; at the owner's maximum a person is called."""
    cut = signed(mandate, order("06:32:00", OrderAct.CUT, hold_min=30), "duty-engineer")
    story = Playbook(begin(mandate))
    story >> ev.AlarmRaised(at=clock("06:30:10"), planned=PLAN)
    story.waiting.clear()
    for event in (cut, *(ready("06:32:00.02", gate) for gate in GATES)):
        story >> event
        story.waiting.clear()
    for event in (*(done("06:32:00.03", g, cut.signed) for g in GATES), *(shown("06:32:00.06", g) for g in GATES)):
        story >> event
        story.waiting.clear()
    seven = clock("07:02:00")
    assert (
        story
        >> ev.Tick(at=clock("06:52:00"))
        << Wrote("decays at 06:02 UTC")
        << Like(AskApproval, act=OrderAct.HOLD)
        << Like(Page, role="incident-commander")
        << Like(Page, role="duty-engineer")
        << Like(Page, role="security-officer")
        << Like(Page, role="head-of-emergency")
        << Like(Page, role="chief-nurse-on-duty")
        << Prove(gates=GATES, plan=PLAN.plan)
        >> shown("06:52:00.05", DEURNE, counted=317)
        >> ev.Tick(at=seven)
        << Wrote("317 forbidden packets from suspects are still counted")
        << Extend(gates=GATES, plan=PLAN.plan, until=seven + timedelta(minutes=30))
        << Prove(gates=GATES, plan=PLAN.plan)
        << At(PLAN.plan, Stage.APPLIED)
        >> shown("07:02:00.05", DEURNE, counted=0)
        >> shown("07:02:00.05", CENTRE)
        >> shown("07:02:00.05", ANTWERPEN)
        << Like(AskApproval, act=OrderAct.HOLD)
        << At(PLAN.plan, Stage.PROVEN, sealed=True)
        >> ev.Tick(at=clock("07:32:00"))
        << Wrote("decayed to posture 2")
        << Like(Page, role="duty-engineer")
        << At(PLAN.plan, Stage.DECAYED)
        >> ev.Tick(at=clock("12:00:00"))
        << At(PLAN.plan, Stage.DECAYED)
    )


def test_one_gate_of_three_is_dead(mandate: Mandate) -> None:
    """Half done says which half; its cable cards are printed; a person pulls the cable; a later word is proven."""
    cut = signed(mandate, order("06:32:00", OrderAct.CUT, hold_min=30), "duty-engineer")
    story = Playbook(begin(mandate))
    for event in (ev.AlarmRaised(at=clock("06:30:10"), planned=PLAN), cut):
        story >> event
        story.waiting.clear()
    assert (
        story
        >> ready("06:32:00.02", ANTWERPEN)
        >> ready("06:32:00.02", DEURNE)
        >> ev.Tick(at=clock("06:32:05"))
        << Wrote("not heard whether ag-dc can fire")
        << SendOrder(gates=GATES, signed=cut.signed)
        >> done("06:32:05.02", ANTWERPEN, cut.signed)
        >> done("06:32:05.02", DEURNE, cut.signed)
        >> ev.Tick(at=clock("06:32:10"))
        << Wrote("half done: ag-an, ag-dn cut; ag-dc: silent, no answer to the cut")
        << Like(PrintCards, gates=(CENTRE,))
        << Like(Page, role="duty-engineer")
        << Prove(gates=(ANTWERPEN, DEURNE), plan=PLAN.plan)
        >> shown("06:32:10.05", ANTWERPEN)
        >> shown("06:32:10.05", DEURNE)
        << At(PLAN.plan, Stage.APPLIED)
        >> ev.DoneByHand(
            at=clock("06:41:00"), plan=PLAN.plan, gate=CENTRE, who="technician", what="cable DC-14", cut=True
        )
        << Prove(gates=GATES, plan=PLAN.plan)
        << At(PLAN.plan, Stage.APPLIED)
        >> shown("06:41:00.20", CENTRE, ProofVerdict.UNKNOWN, why="no prober answers")
        << Like(PrintCards, gates=(CENTRE,))
        << At(PLAN.plan, Stage.APPLIED)
    )


def test_a_gate_that_leaks_is_said_at_once(mandate: Mandate) -> None:
    """Another program flushed the map: what was sealed is not, people are called once, and proof brings it back."""
    cut = signed(mandate, order("06:32:00", OrderAct.CUT, hold_min=30), "duty-engineer")
    story = Playbook(begin(mandate))
    told = (
        ev.AlarmRaised(at=clock("06:30:10"), planned=PLAN),
        cut,
        *(ready("06:32:00.02", gate) for gate in GATES),
        *(done("06:32:00.03", gate, cut.signed) for gate in GATES),
        *(shown("06:32:00.06", gate) for gate in GATES),
    )
    for event in told:
        story >> event
        story.waiting.clear()
    assert (
        story
        << At(PLAN.plan, Stage.PROVEN, sealed=True)
        >> shown("06:33:00.06", DEURNE, ProofVerdict.LEAKING, counted=4, why="ws -> ehr tcp/445 arrived")
        << Wrote("no longer proven")
        << Like(Page, role="duty-engineer")
        << Like(PrintCards, gates=(DEURNE,))
        << At(PLAN.plan, Stage.APPLIED)
        >> shown("06:34:00.06", DEURNE, ProofVerdict.LEAKING, counted=9)
        >> shown("06:35:00.06", DEURNE)
        << Like(AskApproval, act=OrderAct.HOLD)
        << At(PLAN.plan, Stage.PROVEN, sealed=True)
    )


def test_who_may_not_lets_nothing_go(mandate: Mandate) -> None:
    """Two engineers are not a clinician: refused, recorded, nothing sent."""
    cut = signed(mandate, order("06:32:00", OrderAct.CUT, hold_min=30), "duty-engineer")
    alone = signed(mandate, order("06:40:00", OrderAct.RELEASE), "duty-engineer", "incident-commander")
    story = Playbook(begin(mandate))
    for event in (
        ev.AlarmRaised(at=clock("06:30:10"), planned=PLAN),
        cut,
        *(ready("06:32:00.02", gate) for gate in GATES),
        *(done("06:32:00.03", gate, cut.signed) for gate in GATES),
    ):
        story >> event
        story.waiting.clear()
    assert (
        story
        >> alone
        << Wrote("release refused: to release takes 2 persons, 1 of them clinical")
        << Like(AskApproval, act=OrderAct.RELEASE)
        << At(PLAN.plan, Stage.APPLIED)
    )
