"""Is it cut? Evidence judged: tokens sent, tokens that arrived, tokens the gate counted while it dropped them.

A call that returned success is no evidence, and neither is silence: a token that does not arrive may have been lost
anywhere. *Sealed* is said of a pair of zones only where the gate dropped exactly what was sent, nothing arrived, a
token that should pass between the same two probers arrived at the same time, and what was open before has stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from codedark.gap.gate_seal import Canary, GateSeal
from codedark.gap.posture import Pair
from codedark.hospital.records import GateId
from codedark.hospital.words import Protocol


class ProofVerdict(StrEnum):
    """What packets show."""

    SEALED = "sealed"
    SEALED_EXCEPT = "sealed except listed flows"
    """Break-glass flows that lead from what is presumed stay open, listed and signed."""
    UNKNOWN = "unknown"
    BREAK_GLASS_LOST = "break-glass lost"
    """Nothing forbidden passes, but something that must pass does not."""
    LEAKING = "leaking"


_WORST = (
    ProofVerdict.LEAKING,
    ProofVerdict.BREAK_GLASS_LOST,
    ProofVerdict.UNKNOWN,
    ProofVerdict.SEALED_EXCEPT,
    ProofVerdict.SEALED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCount:
    """What became of the tokens of one canary."""

    canary: Canary
    sent_count: int
    seen_count: int
    """Arrived at the receiving prober, by its own word."""
    dropped_count: int | None
    """Counted by the gate while it dropped them; None: not asked, or the gate did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEvidence:
    """All that was seen of one pair of zones at one gate."""

    pair: Pair
    tokens: tuple[TokenCount, ...] = ()
    sender_answers: bool = False
    receiver_answers: bool = False
    sessions_before_count: int = 0
    """Sessions between the probers that ran before the cut."""
    sessions_running_count: int = 0
    """Of these, those in which tokens still arrive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateEvidence:
    """One member of a gate: what it says of itself, and what was seen."""

    gate: GateId
    agent: str
    """The member: an HA pair has two."""
    answers: bool
    on: bool = False
    """Read back from the kernel: the seal's switch is on."""
    as_staged: bool = False
    """Read back from the kernel: what stands there is what was staged."""
    pairs: tuple[PairEvidence, ...] = ()
    why: str = ""
    """What went wrong, where something did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairProof:
    """The verdict of one pair of zones at one gate."""

    gate: GateId
    agent: str
    pair: Pair
    verdict: ProofVerdict
    why: str
    held: bool
    """Whether the gate reads back that it holds the cut; without a verdict that is all that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The verdict of a whole cut, pair by pair."""

    verdict: ProofVerdict
    pairs: tuple[PairProof, ...]
    flows_listed: tuple[str, ...]
    """Break-glass flows that lead from what is presumed into what is to be kept."""
    unproven_paths_count: int
    """Pairs without a verdict, hosts in quarantine (no prober stands in for them), and paths that no gate sees."""

    @property
    def sentence(self) -> str:
        """The most that may be said."""
        if self.verdict in {ProofVerdict.LEAKING, ProofVerdict.BREAK_GLASS_LOST}:
            count = sum(p.verdict is self.verdict for p in self.pairs)
            return f"NOT SEALED: {self.verdict} between {count} pair{'s' * (count != 1)} of zones"
        if not any(p.verdict is ProofVerdict.SEALED for p in self.pairs):
            return "UNKNOWN: nothing is proven"
        if gone := {(p.gate, p.agent) for p in self.pairs if not p.held}:
            every = len({(p.gate, p.agent) for p in self.pairs})
            return f"UNKNOWN: {len(gone)} of {every} gates {'do' if len(gone) != 1 else 'does'} not show that it is cut"
        said = "sealed at the gates" if self.unproven_paths_count else "sealed"
        if self.flows_listed:
            said += f" except {len(self.flows_listed)} listed flow{'s' * (len(self.flows_listed) != 1)}"
        if self.unproven_paths_count:
            said += f", {self.unproven_paths_count} path{'s' * (self.unproven_paths_count != 1)} unproven"
        return said


def prove(
    seals: Iterable[tuple[GateId, GateSeal]],
    evidence: Sequence[GateEvidence],
    *,
    flows_listed: Sequence[str] = (),
    out_of_reach_count: int = 0,
) -> Proof:
    """Judge the evidence of one cut.

    Args:
        seals: what each gate was to hold; gates with nothing to do may be left out.
        evidence: one entry for each member of each gate; a gate without one is unknown.
        flows_listed: break-glass flows that the plan itself names as paths from what is presumed.
        out_of_reach_count: paths that no gate sees.
    Returns:
        A verdict for each touched pair and member; the whole is as good as the worst of them.

    >>> prove([], []).verdict
    <ProofVerdict.UNKNOWN: 'unknown'>
    """
    proofs: list[PairProof] = []
    seals = tuple(seals)
    quarantined = {address for _, seal in seals for address in seal.quarantine}
    for gate, seal in seals:
        members = [e for e in evidence if e.gate == gate]
        for member in members or [GateEvidence(gate=gate, agent="", answers=False, why="no agent answered")]:
            proofs += [_of_pair(member, seal, pair) for pair in seal.touched]
    proofs = _seen_elsewhere(proofs, {(e.gate, e.agent) for e in evidence if e.answers and e.on and e.as_staged})
    found = {p.verdict for p in proofs} or {ProofVerdict.UNKNOWN}
    worst = next(v for v in _WORST if v in found)
    if worst is ProofVerdict.SEALED and flows_listed:
        worst = ProofVerdict.SEALED_EXCEPT
    return Proof(
        verdict=worst,
        pairs=tuple(proofs),
        flows_listed=tuple(flows_listed),
        unproven_paths_count=out_of_reach_count
        + len(quarantined)
        + sum(p.verdict is ProofVerdict.UNKNOWN for p in proofs),
    )


_NOT_HERE = "not counted here"


def _seen_elsewhere(proofs: Sequence[PairProof], holding: set[tuple[GateId, str]]) -> list[PairProof]:
    """A gate behind another, or the second of a pair, never meets a token: it counts as sealed where it holds the seal
    and the gate that meets them dropped them all.
    """
    dropped_at = {p.pair: p.agent or p.gate for p in proofs if p.verdict is ProofVerdict.SEALED}
    return [
        replace(p, verdict=ProofVerdict.SEALED, why=f"dropped at {dropped_at[p.pair]} before it comes here")
        if p.why.startswith(_NOT_HERE) and p.pair in dropped_at and (p.gate, p.agent) in holding
        else p
        for p in proofs
    ]


def _of_pair(member: GateEvidence, seal: GateSeal, pair: Pair) -> PairProof:
    verdict, why = _judge(member, seal, pair)
    held = member.answers and member.on and member.as_staged
    return PairProof(gate=member.gate, agent=member.agent, pair=pair, verdict=verdict, why=why, held=held)


def _judge(member: GateEvidence, seal: GateSeal, pair: Pair) -> tuple[ProofVerdict, str]:
    told = [p for p in member.pairs if p.pair == pair]
    wanted = [c for c in seal.canaries if (c.from_zone, c.to_zone) == pair]
    if leak := next(filter(None, map(_leak, told)), ""):
        return ProofVerdict.LEAKING, leak
    if not member.answers:
        return ProofVerdict.UNKNOWN, member.why or "the gate does not answer"
    if not member.on:
        return ProofVerdict.UNKNOWN, member.why or "the gate says that the cut is not on"
    if not member.as_staged:
        return ProofVerdict.UNKNOWN, "what stands in the kernel is not what was staged"
    if pair[0] == pair[1]:
        return ProofVerdict.UNKNOWN, "inside one zone: no two probers stand on both sides"
    if not wanted:
        return ProofVerdict.UNKNOWN, "no prober on one side"
    seen = told[0] if len(told) == 1 else None
    if seen is None:
        return ProofVerdict.UNKNOWN, f"{_NOT_HERE}: no token was sent"
    if not seen.sender_answers or not seen.receiver_answers:
        side = "the receiving" if seen.sender_answers else "the sending"
        return ProofVerdict.UNKNOWN, f"{side} prober does not answer"
    return _tokens(seen, wanted)


def _leak(seen: PairEvidence) -> str:
    leaks = [t.canary for t in seen.tokens if not t.canary.passes and t.seen_count]
    if leaks:
        return f"{leaks[0].protocol}/{leaks[0].port} arrived" + (f", and {len(leaks) - 1} more" * (len(leaks) > 1))
    if seen.sessions_running_count:
        return f"{seen.sessions_running_count} of {seen.sessions_before_count} sessions from before go on"
    return ""


def _tokens(seen: PairEvidence, wanted: Sequence[Canary]) -> tuple[ProofVerdict, str]:
    counted = {t.canary: t for t in seen.tokens}
    if missing := [c for c in wanted if c not in counted or not counted[c].sent_count]:
        return ProofVerdict.UNKNOWN, f"{_NOT_HERE}: {len(missing)} of {len(wanted)} tokens were not sent"
    control = [c for c in wanted if c.passes and c.conduit is None]
    if not control or any(not counted[c].seen_count for c in control):
        return ProofVerdict.UNKNOWN, "the control did not arrive: the way itself is not shown to work"
    if all(c.passes for c in wanted):
        return ProofVerdict.UNKNOWN, "between these probers the seal lets every token through: none could show the cut"
    if lost := [c for c in wanted if not c.passes and not _all_dropped(counted[c])]:
        return ProofVerdict.UNKNOWN, f"{_NOT_HERE}: {lost[0].protocol}/{lost[0].port} was lost, but not by this gate"
    if shut := [c for c in wanted if c.passes and not counted[c].seen_count]:
        return ProofVerdict.BREAK_GLASS_LOST, f"{shut[0].protocol}/{shut[0].port} of {shut[0].conduit} did not arrive"
    refused = sum(counted[c].sent_count for c in wanted if not c.passes)
    return ProofVerdict.SEALED, f"{refused} tokens sent, {refused} dropped here, none arrived"


def _all_dropped(token: TokenCount) -> bool:
    """Datagrams are counted exactly; a segment that opens a session may have been sent again."""
    if token.dropped_count is None:
        return False
    if token.canary.protocol is Protocol.UDP:
        return token.dropped_count == token.sent_count
    return token.dropped_count >= token.sent_count
