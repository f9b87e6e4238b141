"""The laptop's side: prepare on every gate, fire on all at one instant, gather what each says and proves.

A gate that does not answer is an answer: a *straggler*, named, never waited for longer than the timeout. Clocks are not
trusted: each gate tells its uptime, and the instant is told to each in its own.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gap.gate_seal import GateSeal
from codedark.gap.posture import Pair
from codedark.gap.proving import GateEvidence, ProofVerdict, prove
from codedark.gates.agent_folder import Staged
from codedark.gates.frames import Asking, Forged, Refused
from codedark.hospital.records import GateId

LEAD_S = 0.05
"""From the moment all orders are on their way until all gates fire: several times what the slowest network takes."""
CONNECT_S = 0.7
"""Longest wait for a connection: a gate that is gone must not hold the others back."""
DATAGRAM_S = 0.3
"""How long to wait for a word back where an order went out as one datagram."""
CLOCK_OFF_S_MOST = 120.0
"""Difference between a gate's clock and the laptop's from which it is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One agent of a gate, and where it listens."""

    gate: GateId
    agent: str
    address: tuple[str, int]
    key: str = ""
    """Its public key, where it is told: an agent with another one is refused."""


@dataclass(slots=True)
class GateAnswer:
    """What one member said to one question."""

    member: Member
    told: Mapping[str, Any] | None = None
    failed: str = ""
    silent: bool = False
    """Whether it failed because nothing came back at all."""

    @property
    def done(self) -> Mapping[str, Any] | None:
        """What an order did; None where it did nothing."""
        return None if self.told is None else self.told.get("done")

    @property
    def refused(self) -> str:
        """Why nothing was done; empty where it was."""
        return self.failed or ("" if self.told is None else str(self.told.get("refused", "")))


@dataclass(slots=True)
class Controller:
    """Connections to every member of every gate, with one person's key (or the watching machine's)."""

    members: Sequence[Member]
    key: Ed25519PrivateKey
    timeout_s: float = 2.0
    _links: dict[str, Asking] = field(default_factory=dict)
    _uptime_ahead_s: dict[str, float] = field(default_factory=dict)
    """Agent -> how far its uptime runs ahead of ours."""

    def close(self) -> None:
        """Hang up."""
        for link in self._links.values():
            link.close()
        self._links.clear()

    def ask(self, word: str, bodies: Mapping[str, object], timeout_s: float | None = None) -> list[GateAnswer]:
        """Ask members at once, each its own body; one answer for each, in the order of `members`."""
        asked = [m for m in self.members if m.agent in bodies]
        if not asked:
            return []
        with ThreadPoolExecutor(len(asked)) as pool:
            return list(pool.map(lambda m: self._one(m, word, bodies[m.agent], timeout_s), asked))

    def _one(self, member: Member, word: str, body: object, timeout_s: float | None) -> GateAnswer:
        try:
            link = self._link(member)
            link.sock.settimeout(timeout_s or self.timeout_s)
            began = time.clock_gettime(time.CLOCK_BOOTTIME)
            told = link.call(word, body)
            self._clock(member, told, began)
            return GateAnswer(member, told)
        except TimeoutError:
            self._drop(member)
            return GateAnswer(member, failed=f"no answer within {timeout_s or self.timeout_s:g} s", silent=True)
        except OSError as failed:
            if not isinstance(failed, Refused):
                self._drop(member)
            silent = not isinstance(failed, Refused | Forged)
            return GateAnswer(member, failed=str(failed) or type(failed).__name__, silent=silent)

    def _link(self, member: Member) -> Asking:
        if member.agent not in self._links:
            link = Asking.connect(member.address, self.key, min(self.timeout_s, CONNECT_S), member.key)
            self._links[member.agent] = link
        return self._links[member.agent]

    def _drop(self, member: Member) -> None:
        link = self._links.pop(member.agent, None)
        if link is not None:
            link.close()

    def _clock(self, member: Member, told: object, began: float) -> None:
        """Half of the way there and back is how well the other's uptime is known; the best answer counts."""
        if isinstance(told, Mapping) and "uptime_s" in told:
            now = time.clock_gettime(time.CLOCK_BOOTTIME)
            self._uptime_ahead_s[member.agent] = float(told["uptime_s"]) - (began + now) / 2

    # The steps of a cut

    def take_mandate(self, text: bytes, signature: bytes) -> list[GateAnswer]:
        """Give every member the mandate."""
        body = {"text": text.decode(), "signature": signature.decode()}
        return self.ask("mandate", {m.agent: body for m in self.members})

    def stage(self, staged: Mapping[GateId, Staged]) -> list[GateAnswer]:
        """Lay books and plans ready; slow, in quiet hours."""
        bodies = {m.agent: msgspec.to_builtins(staged[m.gate]) for m in self.members if m.gate in staged}
        return self.ask("stage", bodies, timeout_s=60.0)

    def prepare(self, plan: str) -> list[GateAnswer]:
        """Ask every member whether it could fire this plan now."""
        answers = self.ask("prepare", {m.agent: {"plan": plan} for m in self.members}, timeout_s=2.0)
        self.ask("status", {a.member.agent: None for a in answers if not a.failed})
        return answers

    def order(self, raw: bytes, *, together: bool = True, lead_s: float = LEAD_S) -> list[GateAnswer]:
        """Send one signed order to every member.

        Args:
            together: all at one instant, `lead_s` from now, where a member's uptime is known; else each when it comes.
        """
        return self.orders({m.agent: raw for m in self.members}, together=together, lead_s=lead_s)

    def orders(self, raws: Mapping[str, bytes], *, together: bool = True, lead_s: float = LEAD_S) -> list[GateAnswer]:
        """Send each member its own bytes of one order, as `order` does."""
        instant = time.clock_gettime(time.CLOCK_BOOTTIME) + lead_s
        bodies = {}
        for agent, raw in raws.items():
            ahead = self._uptime_ahead_s.get(agent)
            at = instant + ahead if together and ahead is not None else None
            bodies[agent] = {"order": raw.hex(), "at_uptime_s": at}
        answers = self.ask("order", bodies)
        for answer in answers:
            if answer.silent:
                answer.failed += f"; sent as one datagram: {datagram(answer.member, raws[answer.member.agent])}"
        return answers

    def evidence(self, plan: str, seals: Mapping[GateId, GateSeal]) -> tuple[GateEvidence, ...]:
        """What every member of these gates can show; one entry for each, silent ones too.

        A pair of zones may be touched at several gates in series, and the first of them drops the tokens: each pair is
        asked of one member at a time, that of the gate whose seal names it first, and of the next where that one did
        not drop what was sent.
        """
        members = [m for m in self.members if m.gate in seals]
        found = {m.agent: GateEvidence(gate=m.gate, agent=m.agent, answers=False, why="not asked") for m in members}
        waiting = {
            pair: [m for m in members if pair in seals[m.gate].touched]
            for m in members
            for pair in seals[m.gate].touched
        }
        while True:
            asked: dict[str, list[Pair]] = {m.agent: [] for m in members}
            for pair, candidates in waiting.items():
                if candidates:
                    asked[candidates.pop(0).agent].append(pair)
            if not any(asked.values()):
                return tuple(found.values())
            for answer in self.ask("evidence", {a: {"plan": plan, "pairs": pairs} for a, pairs in asked.items()}):
                found[answer.member.agent] = _joined(found[answer.member.agent], _evidence(answer))
            proven = {p.pair for p in prove(seals.items(), list(found.values())).pairs if p.verdict in _SETTLED}
            waiting = {pair: left for pair, left in waiting.items() if pair not in proven}

    def skew_ms(self, answers: Iterable[GateAnswer]) -> float | None:
        """Between the first member that fired and the last, in this laptop's time; None: fewer than two did."""
        at = [
            float(a.done["fired_uptime_s"]) - self._uptime_ahead_s.get(a.member.agent, 0.0)
            for a in answers
            if a.done is not None and a.done["touches"]
        ]
        return (max(at) - min(at)) * 1000 if len(at) > 1 else None

    def stragglers(self, answers: Iterable[GateAnswer]) -> dict[str, str]:
        """Members that did not do what was ordered, with why."""
        return {a.member.agent: a.refused for a in answers if a.done is None}


def clock_off_s(answer: GateAnswer, now: Callable[[], float] = time.time) -> float:
    """Seconds a member's wall clock runs ahead of ours; 0 where it told none."""
    return 0.0 if answer.told is None or "wall" not in answer.told else float(answer.told["wall"]) - now()


def clock_remarks(answers: Iterable[GateAnswer], now: Callable[[], float] = time.time) -> dict[str, str]:
    """Members whose clock is off, or not trusted by themselves."""
    found = {}
    for a in answers:
        if a.told is None or "wall" not in a.told:
            continue
        off = clock_off_s(a, now)
        if not a.told["clock_trusted"]:
            found[a.member.agent] = "does not trust its clock: cuts are taken, holds and releases are not"
        elif abs(off) > CLOCK_OFF_S_MOST:
            found[a.member.agent] = f"its clock is off by {off / 60:+.0f} min: orders may look old or early to it"
    return found


def datagram(member: Member, raw: bytes) -> str:
    """Send an order where no connection can be made; the word that came back. It is not signed, and proves nothing."""
    family = socket.AF_INET6 if ":" in member.address[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.settimeout(DATAGRAM_S)
        try:
            sock.sendto(raw, member.address)
            return sock.recv(64).decode(errors="replace")
        except OSError:
            return "no word back"


_SETTLED = {ProofVerdict.SEALED, ProofVerdict.LEAKING, ProofVerdict.BREAK_GLASS_LOST}


def _joined(before: GateEvidence, now: GateEvidence) -> GateEvidence:
    """What a member said in an earlier round, and what it says in this one."""
    told = {p.pair: p for p in (*before.pairs, *now.pairs)}
    return replace(now, pairs=tuple(told.values()))


def _evidence(answer: GateAnswer) -> GateEvidence:
    if answer.told is None:
        return GateEvidence(
            gate=answer.member.gate, agent=answer.member.agent, answers=False, why=answer.failed or "no answer"
        )
    return msgspec.convert(answer.told, GateEvidence)
