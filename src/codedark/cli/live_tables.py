"""How a live cut is shown: what was done at which gate, what packets show, until when it holds, what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from codedark.cli.answer import counted, note, say, table

if TYPE_CHECKING:
    from codedark.cli.gap_acting import Wish
    from codedark.cli.gap_laying import LaidReady
    from codedark.cli.gap_ready import Ready
    from codedark.gap.cable_cards import CableCard
    from codedark.gap.proving import Proof
    from codedark.gates.controller import GateAnswer
    from codedark.gates.live import Live
    from codedark.gates.live_folder import Laid
    from codedark.response.commands import Command
    from codedark.response.incident import Cut
    from codedark.response.signing import SignedOrder

SHOWN = 8
"""Lines of a list before the rest is counted."""


def tell(command: Command) -> None:
    """What the machine wants a person to know at once, on stderr. What the answer itself says is left to it."""
    from codedark.response.commands import Page

    if isinstance(command, Page):
        note(f"CALL {command.role}: {plainly(command.why)}")


# What was laid ready


def print_staged(staged: LaidReady) -> None:
    """What lies ready where, and what is missing from it."""
    from codedark.gap.plan_book import in_words

    plans = staged.laid.plans
    table(
        ["alarm at", "plan", "cuts", "care lost/h"],
        [
            (_alarms(p.names), p.id, in_words(p), f"{p.care_lost_per_h:.2f}")
            for p in plans
            if not all(map(_whole, p.names))
        ],
        title="Plans laid ready",
        right=["care lost/h"],
    )
    whole = sum(_whole(n) for p in plans for n in p.names)
    say(
        f"Beside these {counted(whole, 'cut')} of whole zones, at postures 2, 3 and 4: `zone:NAME@4`, `everything@3`.\n"
    )
    flows = sorted({f for p in plans for f in p.flows})
    if flows:
        leads = "leads" if len(flows) == 1 else "lead"
        unsigned = {f for p in plans for f in p.flows_unsigned}
        say(
            f"{counted(len(flows), 'break-glass flow')} {leads} from what a plan presumes into core;"
            " its clinical owner signs for each (codedark gap sign --flow):"
        )
        _listed([_signing(f, staged.owners, signed=f not in unsigned) for f in flows])
    if staged.incomplete:
        say("Break-glass that may not work, for want of what it stands on:")
        _listed(staged.incomplete)
    if staged.unkeyed:
        say(
            f"No public key is told of {', '.join(staged.unkeyed)}: what answers there is believed without a signature."
            " Write the keys that `codedark gate enrol` printed into agents.csv."
        )
    for a in staged.answers:
        if a.member.agent not in staged.failed and a.told is not None:
            print(f"{a.member.agent}: mandate version {a.told['mandate_version']} and {a.told['plans']} plans staged")
    for agent, why in staged.failed.items():
        say(f"{agent}: NOT STAGED: {why}")
    if staged.failed:
        say("A gate that is not staged cannot fire. Mend that, and stage again: nothing is cut by it.")


def _signing(flow: str, owners: Mapping[str, str], *, signed: bool) -> str:
    owner = owners.get(flow.partition(":")[0])
    if signed:
        return f"{flow} (signed)"
    return f"{flow} (NOT SIGNED{f', owner: {owner}' * bool(owner)})"


def _called(names: Sequence[str]) -> str:
    """The names of a plan in one cell of a narrow table."""
    told = [n.removeprefix("zone:") for n in names]
    return ", ".join(told[:3]) + (" ..." if len(told) > 3 else "")


def _whole(name: str) -> bool:
    """A cut of a whole zone, or of everything, at a posture: too many for the table."""
    return "@" in name and not name.startswith("conduit:")


def _alarms(names: Sequence[str]) -> str:
    told = [n.removeprefix("zone:") for n in names if not _whole(n)]
    return ", ".join(told[:6]) + (f" and {len(told) - 6} more" if len(told) > 6 else "")


# What an order did


def print_done(running: Live, ready: Ready, wish: Wish, lacking: Mapping[str, str]) -> None:
    """One order: the verdict, gate by gate, the proof, what is left to do by hand, what comes next."""
    cut = running.incident.cut(ready.plan.id)
    said = _headline(running, ready, wish, cut, lacking)
    say(said, hanging="  ")
    zone = ready.desk.laid.timezone
    if wish.act.value == "cut":
        say(f"It costs {ready.plan.care_lost_per_h:.2f} care an hour (1 = one elective operation).")
    print()
    table(
        ["gate", "agent", wish.act.value, "took, ms", "until", "remark"], _rows(running, cut, zone), right=["took, ms"]
    )
    skew = running.controller.skew_ms(running.answers)
    if skew is not None:
        print(f"Between the first gate and the last: {skew:.1f} ms.")
    if running.proof is not None:
        print_proof(running.proof, ready)
    _print_by_hand(running, ready, lacking, wish)
    _print_next(ready, wish, cut, lacking, zone)


def _headline(running: Live, ready: Ready, wish: Wish, cut: Cut | None, lacking: Mapping[str, str]) -> str:
    """The first words: what may be said, and no more."""
    plan = f"{ready.name} (plan {ready.plan.id})" if ready.name != ready.plan.id else f"plan {ready.name}"
    did = [a.member.agent for a in running.answers if a.done is not None]
    not_done = {a.member.agent: a.refused for a in running.answers if a.done is None} or dict(lacking)
    word = {"cut": "CUT", "hold": "HELD", "release": "RELEASED"}[wish.act.value]
    if not did:
        return f"NOT {word}: {plan}: no gate did it."
    if not_done:
        return f"HALF DONE: {plan}: {', '.join(did)} did it; {', '.join(not_done)} did NOT."
    if wish.act.value == "release":
        return _released(plan, wish, cut)
    proof = running.proof.sentence if running.proof is not None else "nothing is proven"
    held = "HELD, and " if wish.act.value == "hold" else ""
    if cut is not None and cut.sealed:
        return f"{held}SEALED: {plan}: {proof}."
    return f"{held}CUT, NOT PROVEN: {plan}: {proof}."


def _released(plan: str, wish: Wish, cut: Cut | None) -> str:
    if cut is None or not cut.holding:
        return f"RELEASED: {plan}: every gate let go of all of it."
    left = cut.planned.conduits_count - len(frozenset.union(*(g.released for g in cut.gates if g.holds)))
    return (
        f"RELEASED: {plan}: {', '.join(wish.conduits)}. {counted(left, 'conduit')} of it stay{'s' * (left == 1)} cut."
    )


def _rows(running: Live, cut: Cut | None, zone: str) -> Iterable[tuple[object, ...]]:
    asked = {a.member.gate for a in running.answers}
    for a in running.answers:
        done = a.done
        if done is None:
            yield (a.member.gate, a.member.agent, "NO", "", "", plainly(a.refused))
            continue
        word = "already so" if done["already"] else "done" if done["touches"] else "nothing to do"
        until = "" if done["until"] is None else clock(float(done["until"]), zone)
        took = f"{1000 * (done['fired_uptime_s'] - done['received_uptime_s']):.1f}"
        yield (a.member.gate, a.member.agent, word, took, until, "; ".join(done["remarks"]))
    for gate in () if cut is None else cut.gates:
        if gate.gate not in asked:
            yield (gate.gate, "", "not asked", "", "", plainly(gate.why))


def _print_next(ready: Ready, wish: Wish, cut: Cut | None, lacking: Mapping[str, str], zone: str) -> None:
    """What a person does now; nothing where nothing is to be done."""
    if cut is None or not cut.holding:
        if wish.act.value == "cut":
            say("Cut by hand, or mend what is said above and fire again.")
        return
    again = f"{ready.desk.path} {ready.name} --key FILE"
    if cut.deadline is not None and not cut.confirmed and wish.act.value == "cut":
        say(
            f"Next: at {clock(cut.deadline.timestamp(), zone)} it decays to posture 2, unless two persons, one of them"
            " clinical, hold it:"
        )
        print(f"  codedark gap hold {again} --key FILE --minutes 120")  # one line, to be copied
    if lacking or not cut.sealed:
        print(f"Look again, as often as you like:\n  codedark gap prove {again}")


# What is proven


def print_proof(proof: Proof, ready: Ready) -> None:
    """Pairs that are not sealed first; the rest as a number; then what stays open, and what no gate sees."""
    from codedark.gap.proving import ProofVerdict

    bad = [p for p in proof.pairs if p.verdict is not ProofVerdict.SEALED]
    good = len(proof.pairs) - len(bad)
    say(f"Proof: {proof.sentence}. {good} of {counted(len(proof.pairs), 'pair')} of zones at gates shown by packets.")
    if bad:
        table(
            ["from", "to", "at", "verdict", "why"],
            [(p.pair[0], p.pair[1], p.agent or p.gate, p.verdict, plainly(p.why)) for p in bad[:SHOWN]],
            caption=f"and {len(bad) - SHOWN} more" if len(bad) > SHOWN else None,
        )
    if proof.flows_listed:
        say("Stays open, break-glass:")
        _listed(proof.flows_listed)
    if ready.unseen:
        say("No gate sees, and so nothing here shows:")
        _listed(ready.unseen)


# What is left to hands


def _print_by_hand(running: Live, ready: Ready, lacking: Mapping[str, str], wish: Wish) -> None:
    """The cables of what is not shown to be cut; printed ones say the same, on paper."""
    from codedark.gap.cable_cards import cable_cards

    if wish.act.value == "release":
        return
    unproven = unproven_pairs(running, ready, lacking)
    if not unproven:
        return
    if ready.desk.hospital is None:
        say("By hand: the cable cards of the go-bag (codedark print), for the gates above.")
        return
    cards = [card for card in cable_cards(ready.desk.hospital, ready.plan.seal, unproven) if card.path is None]
    say("By hand, for what is not shown to be cut:")
    _listed(_in_words(card) for card in cards)


def unproven_pairs(running: Live, ready: Ready, lacking: Mapping[str, str]) -> list[Any]:
    """(gate, pair of zones) that a plan cuts and nothing shows to be cut."""
    from codedark.gap.proving import ProofVerdict
    from codedark.gates.live import seals_at

    good = {ProofVerdict.SEALED, ProofVerdict.SEALED_EXCEPT}
    found = {
        (gate, pair)
        for gate, one in seals_at(running.laid, ready.plan).items()
        if gate in lacking
        for pair in one.touched
    }
    if running.proof is not None:
        found |= {(p.gate, p.pair) for p in running.proof.pairs if p.verdict not in good}
    return sorted(found)


def _in_words(card: CableCard) -> str:
    place = f"{card.room}: " if card.room else ""
    asked = f" Ask {card.ask}." if card.ask else ""
    care = f" Break-glass goes with it: {', '.join(card.break_glass)}." if card.break_glass else ""
    return f"{place}{card.do}{asked}{care}"


# What gates hold, and orders for the telephone


def print_status(answers: Sequence[GateAnswer], laid: Laid | None) -> None:
    """One line a member, and one a held plan."""
    from codedark.gates.controller import clock_remarks

    remarks, zone = clock_remarks(answers), "UTC" if laid is None else laid.timezone
    names = {p.id: _called(p.names) for p in laid.plans} if laid is not None else {}
    rows: list[tuple[object, ...]] = []
    for a in answers:
        if a.told is None:
            unmandated = "no mandate is in force" in a.failed
            why = "no mandate is in force there: codedark gap stage" if unmandated else plainly(a.failed)
            rows.append((a.member.gate, a.member.agent, "NOT KNOWN", "", "", why))
            continue
        why = _remark(a, remarks, laid)
        if not a.told["held"]:
            rows.append((a.member.gate, a.member.agent, "open", "", "", why))
        for held in a.told["held"]:
            plan = f"{held['plan']} {names.get(held['plan'], '')}".strip()
            rows.append((a.member.gate, a.member.agent, _state(held), plan, clock(held["until"], zone), why))
    table(["gate", "agent", "state", "plan", "until", "remark"], rows)


def _state(held: Mapping[str, Any]) -> str:
    """In the order of what matters: whether it stands in the kernel, then who stands for it."""
    part = f", {len(held['released'])} let go" if held["released"] else ""
    if held["cut_on"]:
        return ("held" if held["confirmed"] else "cut") + part
    return "posture 2" + part if held["left_on"] else "NOT ON"


def _remark(answer: GateAnswer, remarks: Mapping[str, str], laid: Laid | None) -> str:
    told = answer.told or {}
    said = [remarks.get(answer.member.agent, "")]
    if told["mandate_version"] is None:
        said.append("no mandate in force: codedark gap stage")
    if told["memory_damaged"]:
        said.append("its memory was damaged: cuts are taken, nothing is let go by order")
    if not told["plans"]:
        said.append("nothing is staged there: codedark gap stage")
    elif laid is not None and told["hospital_sha256"] != laid.hospital_sha256:
        said.append("staged from another state of the folder than this laptop")
    return "; ".join(s for s in said if s)


def print_order(ready: Ready, signed: SignedOrder) -> None:
    """An order to be read out, its groups numbered."""
    from codedark.response.spoken import spoken

    order = signed.order
    names = [conduit for conduit, _ in ready.plan.seal.postures]
    what = f" of {', '.join(names[i] for i in order.conduits)}" if order.conduits else ""
    until = clock(order.expires_at.timestamp(), ready.desk.laid.timezone)
    print(f"{order.act}{what}: {ready.name} (plan {order.plan}), taken until {until}")
    print(spoken(signed))
    note(
        "Read it out, group by group, with its number. At the gate: codedark gate obey FOLDER, and type what is heard."
    )


def plainly(why: str) -> str:
    """A reason without the numbers of the operating system.

    >>> plainly("g1: [Errno 111] Connection refused")
    'g1: Connection refused'
    """
    return re.sub(r"\[Errno -?\d+\] ", "", why)


def clock(seconds: float, zone: str) -> str:
    """A time of day by the hospital's clock; with its date where it is not within the day.

    >>> clock(1767240000, "UTC")[-12:]
    '04:00:00 UTC'
    """
    at = datetime.fromtimestamp(seconds, ZoneInfo(zone))
    today = datetime.now(ZoneInfo(zone)).date()
    return f"{at:%H:%M:%S %Z}" if at.date() == today else f"{at:%d %b %H:%M:%S %Z}"


def _listed(lines: Iterable[str]) -> None:
    every = list(lines)
    for line in every[:SHOWN]:
        say(line, indent="  - ", hanging="    ")
    if len(every) > SHOWN:
        print(f"    and {len(every) - SHOWN} more")
