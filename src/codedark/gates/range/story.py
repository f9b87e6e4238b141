"""The story of one exercise, from a sound network to a released cut, told by what packets did.

Build; walk without a cut; walk again until the detector has seen enough; alarm, plan, authority, fire, proof; walk on;
release; then every conduit at posture 3, to see that break-glass holds, and at posture 2, to see that work goes on.
Everything between the detector's line and the released cut is the product's own code.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from codedark.gap.out_of_reach import out_of_reach
from codedark.gap.plan_book import StagedPlan, in_words
from codedark.gap.posture import EVERYTHING_NORMAL, Seal
from codedark.gap.proving import Proof, ProofVerdict, prove
from codedark.gates.controller import GateAnswer
from codedark.gates.range.alarming import alarm_of, recommended
from codedark.gates.range.asking import ask
from codedark.gates.range.building import Built, build
from codedark.gates.range.comparing import DISAGREEMENTS_MOST
from codedark.gates.range.detector import eve_lines
from codedark.gates.range.gatehouse import start_agents, start_probers
from codedark.gates.range.kernel import enter_network, own_folder
from codedark.gates.range.laptop import Laptop, local_time, told_by
from codedark.gates.range.listeners import listen
from codedark.gates.range.questions import Question, break_glass_questions, desktop_questions
from codedark.gates.range.readiness import EVERYWHERE_2, EVERYWHERE_3, Ready
from codedark.gates.range.record import Record
from codedark.gates.range.sessions import Session, alive, open_sessions, wishes
from codedark.gates.range.staff import Staff, staff_of
from codedark.gates.range.stream import GateStream, after, pause_around, stream_across
from codedark.gates.range.topology import DESK, overlaps_links
from codedark.gates.range.walker import Walk, Walker
from codedark.response.order import OrderAct

SEEN_AFTER_HOSTS = 3
"""Hosts taken before the detector has written enough."""
BEFORE_S, AFTER_S = 0.3, 0.4
"""How long the stream runs before an order, and after it."""


def play(ready: Ready, *, rootless: bool, advance: Callable[[str], None] = lambda step: None) -> Record:
    """Play it in this process's own world.

    Args:
        rootless: an ordinary user's kernel sockets take no more than some 200 kB at once, which is one plan of a large
            hospital at one gate: then each plan is staged when it is needed, in place of the one before.
        advance: told each step as it begins.
    Raises:
        OSError: the world failed.
    """
    story = _Story(ready, advance, Record())
    story.build(rootless=rootless)
    free = story.walk_freely()
    plan = story.alarm()
    stream = story.cut(plan)
    story.walk_on(plan, free)
    story.release(plan, stream)
    story.ask_under(EVERYWHERE_3, break_glass_questions(ready), restage=rootless)
    story.ask_under(EVERYWHERE_2, desktop_questions(ready), restage=rootless)
    return story.record


class _Story:
    def __init__(self, ready: Ready, advance: Callable[[str], None], record: Record) -> None:
        self.ready, self.advance, self.record = ready, advance, record
        self.machines = ready.furnished.machines
        hosts = ready.furnished.hospital.hosts
        core = {z.zone for z in ready.furnished.hospital.zones.values() if z.core}
        self.core = frozenset(i for i, m in enumerate(self.machines) if m.at >= 0 and m.zone in core)
        self.hosts_count = len(hosts)
        self.foothold = self.machines[ready.entry]

    def build(self, *, rootless: bool) -> None:
        """Namespaces, hosts that answer, agents, probers, plans laid ready."""
        self.advance("building the network")
        folder, ready = own_folder(), self.ready
        self.built: Built = build(ready.furnished, ready.topology)
        enter_network(self.built.networks[DESK])
        # Kept: a process whose end of the pipe is let go ends.
        self.processes = list(listen(self.built, ready.furnished, ready.doors))
        self.walker = Walker(self.built, ready.furnished, ready.doors, ready.model.class_of.tolist())
        self._say("range", f"{len(self.built.networks)} namespaces stand, {len(self.machines)} machines answer")
        if astray := overlaps_links(ready.furnished.hospital):
            self._say("range", f"told networks overlap the range's own links: {', '.join(astray)}")
        self.advance("starting gates and probers")
        staff: Staff = staff_of(ready.mandate, local_time(ready))
        members, agents = start_agents(self.built, ready.posts, staff, folder)
        self.processes += [*agents, *start_probers(self.built, ready.furnished, members)]
        self.laptop = Laptop(ready, staff, members, self._say)
        plans = [p for p in ready.plans if not rootless or f"zone:{self.foothold.zone}" in p.names]
        self.laptop.stage(plans)
        mandate = (
            "the hospital's own mandate, with keys of this exercise" if staff.own_mandate else "an exercise mandate"
        )
        self._say(self.laptop.stager, f"laid {len(plans)} plans ready on {len(members)} agents, under {mandate}")

    def walk_freely(self) -> Walk:
        """The walk nobody stops."""
        self.advance("walking without a cut")
        walk = self.walker.walk(Walk(), [self.ready.entry])
        self._compare(
            walk, self.ready.model.held([self.ready.entry], EVERYTHING_NORMAL), EVERYTHING_NORMAL, "without_cut"
        )
        self.record.hosts_reached_without_cut = self._hosts(walk)
        self.record.core_reached_without_cut = len(walk.held & self.core)
        self._say("walker", f"without a cut: from {self.foothold.name} to {self._reached(walk)}")
        return walk

    def alarm(self) -> StagedPlan:
        """The same walk begun anew, the detector's lines, and what is recommended."""
        self.advance("waiting for the alarm")
        self.walk = self.walker.walk(Walk(), [self.ready.entry], enough=_seen, at_once=1)
        at = datetime.now(UTC)
        lines = list(eve_lines(self.walk.steps.values(), self.machines, at))
        said = f"{len(lines)} alerts about {self.foothold.name} after {self._hosts(self.walk)} hosts were held"
        self._say("detector", said)
        alarm = alarm_of(self.ready, lines, at)
        told, plan = recommended(self.ready, alarm, local_time(self.ready))
        said = f"{alarm.why[0]}. Recommended: {told.plan_name}, care lost {told.care_lost_per_h:.3g} an hour"
        self._say("watch", said)
        self.record.more["plan"] = {
            "id": plan.id,
            "names": list(plan.names),
            "does": in_words(plan),
            "care_lost_per_h": plan.care_lost_per_h,
            "flows_left": len(plan.flows),
        }
        return plan

    def cut(self, plan: StagedPlan) -> GateStream | None:
        """Prepare, fire under a stream, prove; the stream, for the release."""
        self.advance("cutting")
        self.laptop.prepare(plan)
        sessions = open_sessions(self.built, self.ready.furnished, wishes(self.ready, plan.seal))
        stream = stream_across(self.built, self.ready, plan.seal, self.foothold.zone)
        if stream is None:
            self._say("range", "no pair of probers is parted by this plan: packets after the order are not measured")
        else:
            self._say("range", f"10,000 datagrams a second, {stream.what}")
        answers = self._order(OrderAct.CUT, plan, stream)
        self.record.skew_ms = self.laptop.controller.skew_ms(answers)
        self._tell_cut(answers, stream)
        self._prove(plan)
        self._look_at(sessions)
        return stream

    def _order(self, act: OrderAct, plan: StagedPlan, stream: GateStream | None = None) -> list[GateAnswer]:
        order = self.laptop.sign(act, plan)
        if stream is not None:
            stream.begin()
            time.sleep(BEFORE_S)
        answers = self.laptop.send(order, plan)
        if stream is not None:
            time.sleep(AFTER_S)
        return answers

    def _tell_cut(self, answers: Sequence[GateAnswer], stream: GateStream | None) -> None:
        said = f"{sum(a.done is not None for a in answers)} of {len(answers)} agents cut"
        if stream is not None:
            sent, came = stream.end()
            received = told_by(answers, stream.gate, "received_uptime_s")
            if received is not None and any(one.came_s < received for one in came):
                last_ms, leaked = after(received, came)
                self.record.order_to_last_packet_ms, self.record.leaked_packets = last_ms, leaked
                self.record.stream_pause_ms = pause_around(received, sent) * 1000
                said += f"; last forbidden packet {last_ms:.2f} ms after the order reached {stream.gate}"
                said += f", {leaked} of {len(sent)} sent after it got through"
            else:
                said += "; the stream did not flow before the order: not measured"
        self._say("gates", said)

    def _prove(self, plan: StagedPlan) -> None:
        held = {g: s for g, s in self.ready.seals(plan.seal) if not s.empty}
        beyond = out_of_reach(self.ready.furnished.hospital, plan.seal)
        began = time.monotonic()
        evidence = self.laptop.evidence(plan, held)
        proof = prove(held.items(), evidence, flows_listed=plan.flows, out_of_reach_count=len(beyond))
        self.record.proof_ms = (time.monotonic() - began) * 1000
        self.record.verdict = proof.sentence
        self.record.more |= _pairs_told(proof)
        self._say("proof", f"{proof.sentence} ({self.record.proof_ms:.0f} ms)")

    def _look_at(self, sessions: Sequence[Session]) -> None:
        living = alive(sessions)
        stop = [a for s, a in zip(sessions, living, strict=True) if not s.wish.goes_on]
        stay = [a for s, a in zip(sessions, living, strict=True) if s.wish.goes_on]
        told = {"to_stop": len(stop), "stopped": len(stop) - sum(stop), "to_go_on": len(stay), "went_on": sum(stay)}
        self.record.more["sessions"] = told
        said = f"{told['stopped']} of {len(stop)} that were open across the cut stopped"
        self._say("sessions", f"{said}, {sum(stay)} of {len(stay)} that it allows go on")
        for one in sessions:
            one.sock.close()

    def walk_on(self, plan: StagedPlan, free: Walk) -> None:
        """Let the stopped walk go on, from everything it holds, against everything it does not."""
        self.advance("walking on after the cut")
        before = self.walk.held
        self.walk.forget_tries()
        self.walker.walk(self.walk, ())
        self._compare(self.walk, self.ready.model.held(before, plan.seal), plan.seal, "after_cut")
        self.record.hosts_reached_after_cut = self._hosts(self.walk)
        self.record.core_reached_after_cut = len(self.walk.held & self.core)
        self.record.core_taken_after_cut = len((self.walk.held - before) & self.core)
        self._say("walker", f"after the cut: {self._reached(self.walk)} (without it {self._reached(free)})")

    def _compare(self, walk: Walk, model: frozenset[int], seal: Seal, when: str) -> None:
        """Packets against the model, host by host; what only the model holds is asked for once more."""
        if missed := sorted(model - walk.held):
            self.walker.missed(walk, missed)
        wrong = self.ready.model.disagreements(walk, model, seal)
        told = self.record.more.setdefault("agrees_with_model", {"without_cut": None, "after_cut": None})
        told[when] = not wrong
        told.setdefault("disagreements", []).extend({"when": when} | asdict(d) for d in wrong[:DISAGREEMENTS_MOST])

    def release(self, plan: StagedPlan, stream: GateStream | None) -> None:
        """Let the cut go, under the stream, and see when the path is open."""
        self.advance("releasing")
        answers = self._order(OrderAct.RELEASE, plan, stream)
        if stream is not None:
            _, came = stream.end()
            received = told_by(answers, stream.gate, "received_uptime_s")
            later = [one.came_s for one in came if received is not None and one.came_s >= received]
            if received is not None and later:
                self.record.release_ms = (min(later) - received) * 1000
            stream.stop()
        open_ = self.record.release_ms
        measured = (
            "when the path was open is not measured" if open_ is None else f"path open {open_:.2f} ms after the order"
        )
        self._say("gates", f"released; {measured}")

    def ask_under(self, name: str, questions: Sequence[Question], *, restage: bool) -> None:
        """Walk, and ask questions, while every conduit stands at one posture; each is asked at rest first."""
        self.advance(f"asking what works under {name}")
        asked = self.record.more.setdefault("questions", [])
        plan = self.ready.plan(name)
        if plan is None or all(s.empty for _, s in self.ready.seals(plan.seal)):
            self._say("range", f"{name} touches no gate: nothing is asked under it")
            return
        if not questions:
            self._say("range", f"no row of the tables gives a question for {name}")
        if restage:
            self.laptop.stage([plan])
        at_rest = [self._ask(one)[0] for one in questions]
        self._order(OrderAct.CUT, plan)
        walk = self.walker.walk(Walk(), [self.ready.entry])
        self._compare(walk, self.ready.model.held([self.ready.entry], plan.seal), plan.seal, f"posture_{name[-1]}")
        self._say("walker", f"posture {name[-1]} everywhere: {self._reached(walk)}")
        for one, before in zip(questions, at_rest, strict=True):
            passed, how = self._ask(one)
            as_it_must = passed is one.passes
            told = {"posture": int(one.posture), "what": one.what, "conduit": one.conduit, "at_rest": before}
            asked.append(told | {"passed": passed, "as_it_must": as_it_must, "how": how})
            if one.break_glass and before:
                self.record.break_glass_survived = self.record.break_glass_survived is not False and as_it_must
            said = f"posture {int(one.posture)}: {one.what}: {'as it must' if as_it_must else 'NOT as it must'}"
            self._say("care", f"{said} ({how})")
        self._order(OrderAct.RELEASE, plan)

    def _ask(self, one: Question) -> tuple[bool, str]:
        return ask(self.built, self.ready.furnished, self.walker, one)

    def _hosts(self, walk: Walk) -> int:
        return sum(m < self.hosts_count for m in walk.held)

    def _reached(self, walk: Walk) -> str:
        return f"{self._hosts(walk)} hosts, {len(walk.held & self.core)} of them core"

    def _say(self, who: str, what: str) -> None:
        self.record.say(who, what)


def _seen(walk: Walk) -> bool:
    """Whether the detector has seen enough."""
    return len(walk.steps) > SEEN_AFTER_HOSTS


def _pairs_told(proof: Proof) -> dict[str, object]:
    counts = {str(v): sum(p.verdict is v for p in proof.pairs) for v in ProofVerdict}
    return {
        "pairs": {word: n for word, n in counts.items() if n},
        "not_sealed": [
            {"gate": p.gate, "from": p.pair[0], "to": p.pair[1], "verdict": str(p.verdict), "why": p.why}
            for p in proof.pairs
            if p.verdict is not ProofVerdict.SEALED
        ],
    }
