"""How a live cut is shown: what was done at which gate, what packets show, until when it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from codedark.cli.answer import note, say, table

if TYPE_CHECKING:
    from codedark.gap.plan_book import StagedPlan
    from codedark.gap.proving import Proof
    from codedark.gates.controller import GateAnswer
    from codedark.gates.live import Live
    from codedark.gates.live_folder import Laid
    from codedark.response.commands import Command

PAIRS_SHOWN = 12


def tell(command: Command) -> None:
    """What the machine wants a person to know, at once, on stderr."""
    from codedark.response.commands import AskApproval, Page, PrintCards

    if isinstance(command, Page):
        note(f"CALL {command.role}: {command.why}")
    elif isinstance(command, PrintCards):
        note(f"BY HAND at {', '.join(command.gates)}: {command.why}. Cable cards: codedark print HOSPITAL")
    elif isinstance(command, AskApproval) and command.why:
        note(f"TO SIGN ({', '.join(command.roles)}): {command.act}: {command.why}")


def print_staged(
    laid: Laid, answers: Sequence[GateAnswer], failed: Mapping[str, str], incomplete: Sequence[str]
) -> None:
    """What lies ready where, and what is missing from it."""
    from codedark.gap.plan_book import in_words

    table(
        ["plan", "id", "what", "care lost/h"],
        [
            (
                ", ".join(p.names[:3]) + (" ..." if len(p.names) > 3 else ""),
                p.id,
                in_words(p),
                f"{p.care_lost_per_h:.2f}",
            )
            for p in laid.plans
            if "@" not in p.names[0]
        ],
        title="Plans laid ready",
        right=["care lost/h"],
    )
    whole = sum("@" in p.names[0] for p in laid.plans)
    say(f"Beside these, {whole} plans for whole zones at postures 2, 3 and 4: `zone:NAME@4`.\n")
    flows = sorted({f for p in laid.plans for f in p.flows})
    if flows:
        say(f"{len(flows)} break-glass flows lead from what a plan presumes into core; each needs its owner to sign:")
        for flow in flows[:PAIRS_SHOWN]:
            say(flow, indent="  - ", hanging="    ")
    for missing in incomplete[:PAIRS_SHOWN]:
        say(f"INCOMPLETE: {missing}", indent="  - ", hanging="    ")
    for a in answers:
        if not a.failed and a.told is not None:
            print(f"  {a.member.agent}: {a.told['plans']} plans staged")
    for agent, why in failed.items():
        print(f"  {agent}: NOT STAGED: {why}")


def print_done(running: Live, plan: StagedPlan, act: Any) -> None:
    """One order: gate by gate, then the proof, then what comes next."""
    cut = running.incident.cut(plan.id)
    sealed = cut is not None and cut.sealed
    if str(act) != "release":
        proof = running.proof
        said = proof.sentence if proof is not None else "nothing is proven"
        print(f"{'SEALED' if sealed else 'NOT SEALED EVERYWHERE'}: plan {plan.id} ({', '.join(plan.names[:3])}): {said}.")
        say(f"It costs {plan.care_lost_per_h:.2f} care an hour (1 = one elective operation).\n")
    rows = []
    for a in running.answers:
        done = a.done
        word = (
            "no"
            if done is None
            else "already so"
            if done["already"]
            else "done"
            if done["touches"]
            else "nothing to do"
        )
        until = "" if done is None or done["until"] is None else _clock(float(done["until"]))
        took = "" if done is None else f"{1000 * (done['fired_uptime_s'] - done['received_uptime_s']):.1f}"
        rows.append((a.member.gate, a.member.agent, word, took, until, a.refused or "; ".join((done or {})["remarks"])))
    table(["gate", "agent", str(act), "ms", "until", "why"], rows, right=["ms"])
    skew = running.controller.skew_ms(running.answers)
    if skew is not None:
        print(f"Between the first gate and the last: {skew:.1f} ms.")
    if running.proof is not None and str(act) != "release":
        print_proof(running.proof)
    if cut is not None and cut.deadline is not None and not cut.confirmed and str(act) == "cut":
        say(
            f"Nobody confirmed it yet: at {_clock(cut.deadline.timestamp())} it decays to posture 2. Two persons, one of"
            " them clinical, hold it: codedark gap hold"
        )


def print_proof(proof: Proof) -> None:
    """Pairs that are not sealed first; the rest as a number."""
    from codedark.gap.proving import ProofVerdict

    bad = [p for p in proof.pairs if p.verdict is not ProofVerdict.SEALED]
    good = len(proof.pairs) - len(bad)
    print(f"Proof: {proof.sentence}. {good} of {len(proof.pairs)} pairs of zones at gates shown by packets.")
    if bad:
        table(
            ["from", "to", "at", "verdict", "why"],
            [(p.pair[0], p.pair[1], p.agent or p.gate, p.verdict, p.why) for p in bad[:PAIRS_SHOWN]],
            caption=f"and {len(bad) - PAIRS_SHOWN} more" if len(bad) > PAIRS_SHOWN else None,
        )
    for flow in proof.flows_listed[:PAIRS_SHOWN]:
        say(f"stays open, break-glass: {flow}", indent="  - ", hanging="    ")


def print_status(answers: Sequence[GateAnswer]) -> None:
    """One line a member, and one a held plan."""
    from codedark.gates.controller import clock_remarks

    remarks = clock_remarks(answers)
    rows: list[tuple[object, ...]] = []
    for a in answers:
        if a.told is None:
            rows.append((a.member.gate, a.member.agent, "SILENT", "", "", a.failed))
            continue
        why = remarks.get(a.member.agent, "") or ("" if a.told["mandate_version"] else "no mandate in force")
        if not a.told["held"]:
            rows.append((a.member.gate, a.member.agent, "open", "", "", why))
        for held in a.told["held"]:
            state = "cut" if held["cut_on"] else "posture 2" if held["left_on"] else "NOT ON"
            rows.append((a.member.gate, a.member.agent, state, held["plan"], _clock(held["until"]), why))
    table(["gate", "agent", "state", "plan", "until", "why"], rows)


def _clock(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%H:%M:%S} UTC"
