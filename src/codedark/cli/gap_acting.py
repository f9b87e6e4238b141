"""One order through the machine: judged here first, sent, proven, shown. What `gap fire|hold|release` do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from codedark.cli.answer import ExitCode, note, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.cli.gap_ready import Desk, Ready
    from codedark.gates.controller import GateAnswer
    from codedark.gates.live import Live
    from codedark.response.incident import Cut, Incident
    from codedark.response.order import OrderAct
    from codedark.response.ruling import Ruling
    from codedark.response.signing import SignedOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asked for."""

    act: OrderAct
    hold_min: int = 30
    reason: str = ""
    conduits: Sequence[str] = ()
    """To release; empty: all of them."""


def signed_order(ready: Ready, wish: Wish, valid_s: int = 600) -> tuple[SignedOrder, Ruling]:
    """The order, signed by everybody whose key was named, and what the mandate says to it at this hour."""
    from codedark.cli.gap_ready import conduits_of
    from codedark.gates.clock import Clock
    from codedark.gates.live import new_order, signed_by
    from codedark.response.mandate import Act
    from codedark.response.order import OrderAct
    from codedark.response.ruling import may
    from codedark.response.signing import hospital_mark

    now = Clock().now()
    conduits = conduits_of(ready.plan, wish.conduits)
    order = new_order(
        wish.act, ready.plan, now, hold_min=wish.hold_min, conduits=conduits, valid_s=valid_s, reason=wish.reason
    )
    signed = signed_by(order, ready.desk.signers, hospital_mark(ready.desk.mandate.owner_key))
    act = {OrderAct.CUT: Act.FIRE, OrderAct.HOLD: Act.HOLD, OrderAct.RELEASE: Act.RELEASE}[wish.act]
    posture = ready.plan.posture_max
    return signed, may(ready.desk.mandate, signed.keys, act, posture, ready.desk.local(now), order.reason_given)


def act_on(ready: Ready, wish: Wish, *, json: bool) -> int:
    """Send one order, prove what it did, and say so.

    A cut goes to every gate of the plan, whatever this laptop remembers; a hold or a release to what stands by the
    gates' own word.
    """
    from codedark.response import events as ev

    signed, ruling = signed_order(ready, wish)
    if not ruling.yes:
        return refused(ready, wish, f"not sent: {ruling.why}", json=json)
    running = live_of(ready.desk, len(ready.unseen), quiet=json)
    try:
        if why := _begin(running, ready, wish):
            return refused(ready, wish, f"not sent: {why}", json=json)
        running.feed(ev.Approved(at=running.clock.now(), signed=signed, ruling=ruling))
    except KeyboardInterrupt:
        note(
            "Stopped half way: the order may be with some gates. What they hold:"
            f" codedark gap status {ready.desk.path} --key FILE"
        )
        raise
    finally:
        running.controller.close()
    return _told(running, ready, wish, json=json)


def refused(ready: Ready, wish: Wish, why: str, *, json: bool) -> int:
    """Nothing was sent: said, and kept in the log."""
    from codedark.gates.clock import Clock
    from codedark.response.entries import Entry, EntryKind

    what = f"{wish.act}: {why}"
    ready.desk.folder.log(
        Entry(at=Clock().now(), kind=EntryKind.DECISION, who="machine", what=what, plan=ready.plan.id)
    )
    if json:
        print_json({"act": str(wish.act), "plan": ready.plan.id, "name": ready.name, "refused": why})
    else:
        note(f"{why[0].upper()}{why[1:]}")
    return ExitCode.NO


def live_of(desk: Desk, out_of_reach_count: int, *, quiet: bool) -> Live:
    """The incident as this laptop left it, with connections to come. `quiet`: what concerns people is not shown."""
    from codedark.cli.live_tables import tell
    from codedark.gates.live import Live
    from codedark.response.incident import Pace
    from codedark.response.machine import begin
    from codedark.response.signing import hospital_mark

    return Live(
        incident=desk.folder.incident() or begin(desk.mandate, Pace(propose_s=0)),  # people ask here, not detectors
        laid=desk.laid,
        controller=desk.controller(),
        folder=desk.folder,
        mark=hospital_mark(desk.mandate.owner_key),
        tell=(lambda command: None) if quiet else tell,
        signers=desk.signers,
        out_of_reach_count=out_of_reach_count,
    )


def _begin(running: Live, ready: Ready, wish: Wish) -> str:
    """Bring the incident to where the order fits; why it fits nowhere, or nothing."""
    from codedark.gates.live import planned
    from codedark.gates.standing import as_told, forgotten
    from codedark.response import events as ev
    from codedark.response.order import OrderAct

    plan = replace(planned(ready.plan, ready.desk.laid), name=ready.name)
    if wish.act is OrderAct.CUT:
        running.incident = forgotten(running.incident, plan.plan)
        running.feed(ev.AlarmRaised(at=running.clock.now(), planned=plan, why=(wish.reason,)))
        return ""
    asked = {m.agent: None for m in running.controller.members if m.gate in plan.gates}
    answers = running.controller.ask("status", asked)
    running.incident = as_told(running.incident, plan, answers)
    cut = running.incident.cut(plan.plan)
    if cut is None:
        return _nothing_stands(answers, wish)
    if wish.act is OrderAct.HOLD and cut.stage.value == "decayed":
        return (
            f"it decayed to posture 2 already: cut again (codedark gap fire {ready.desk.path} {ready.name}), then hold"
        )
    return ""


def _nothing_stands(answers: Sequence[GateAnswer], wish: Wish) -> str:
    from codedark.cli.live_tables import plainly

    silent = "; ".join(f"{a.member.agent}: {plainly(a.failed)}" for a in answers if a.failed)
    if all(a.failed for a in answers):
        return f"no gate answers: {silent}"
    return f"no gate holds it, so there is nothing to {wish.act}{f' ({silent})' if silent else ''}"


def lacking_gates(incident: Incident, plan: str) -> dict[str, str]:
    """Gates of a cut that are not whole by their own word, with why."""
    from codedark.response.incident import Word

    cut = incident.cut(plan)
    bad = {Word.REFUSED, Word.SILENT, Word.PARTLY}
    gates = () if cut is None else cut.gates
    return {str(g.gate): g.why or str(g.word) for g in gates if g.word in bad or g.unanswered}


def _told(running: Live, ready: Ready, wish: Wish, *, json: bool) -> int:
    from codedark.response.order import OrderAct

    cut, lacking = running.incident.cut(ready.plan.id), lacking_gates(running.incident, ready.plan.id)
    sealed = cut is not None and cut.sealed
    if json:
        print_json(_as_json(running, ready, wish, cut, lacking))
    else:
        from codedark.cli.live_tables import print_done

        print_done(running, ready, wish, lacking)
    if wish.act is OrderAct.RELEASE:
        did = bool(running.answers) and all(a.done is not None for a in running.answers)
        return ExitCode.DONE if did and not lacking else ExitCode.NO
    return ExitCode.DONE if sealed and not lacking else ExitCode.NO


def _as_json(running: Live, ready: Ready, wish: Wish, cut: Cut | None, lacking: dict[str, str]) -> dict[str, Any]:
    return {
        "act": str(wish.act),
        "plan": ready.plan.id,
        "name": ready.name,
        "stage": "" if cut is None else str(cut.stage),
        "sealed": cut is not None and cut.sealed,
        "deadline": None if cut is None else cut.deadline,
        "confirmed": cut is not None and cut.confirmed,
        "care_lost_per_h": ready.plan.care_lost_per_h,
        "skew_ms": running.controller.skew_ms(running.answers),
        "gates": [] if cut is None else [{"gate": g.gate, "word": g.word, "why": g.why} for g in cut.gates],
        "agents": [_agent_json(a) for a in running.answers],
        "lacking": lacking,
        "proof": None if running.proof is None else proof_json(running.proof),
        "out_of_reach": list(ready.unseen),
    }


def _agent_json(answer: GateAnswer) -> dict[str, Any]:
    done = answer.done
    return {
        "agent": answer.member.agent,
        "gate": answer.member.gate,
        "done": done is not None,
        "already": done is not None and bool(done["already"]),
        "took_ms": None if done is None else 1000 * (done["fired_uptime_s"] - done["received_uptime_s"]),
        "until": None if done is None else done["until"],
        "why": answer.refused or "; ".join((done or {}).get("remarks", ())),
    }


def proof_json(proof: Any) -> dict[str, Any]:
    """A proof as `--json` shows it."""
    return {
        "verdict": proof.verdict,
        "sentence": proof.sentence,
        "pairs": [
            {"gate": p.gate, "agent": p.agent, "from": p.pair[0], "to": p.pair[1], "verdict": p.verdict, "why": p.why}
            for p in proof.pairs
        ],
        "flows": proof.flows_listed,
        "unproven": proof.unproven_paths_count,
    }
