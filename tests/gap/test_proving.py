from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from codedark.gap.gate_seal import Canary, GateSeal, gate_seal
from codedark.gap.posture import Pair, Posture
from codedark.gap.proving import GateEvidence, PairEvidence, Proof, ProofVerdict, TokenCount, prove
from codedark.hospital.records import GateId, ZoneId
from codedark.hospital.words import Protocol
from tests.gap.seal_ward import G1, PROBERS, shut, ward_book

PAIR: Pair = (ZoneId("ward"), ZoneId("records"))
SEAL = gate_seal(ward_book(*PROBERS), shut(Posture.BREAK_GLASS, "record", "anything"))
"""Between ward and records, where 443 is break-glass; and office to records."""


def _token(canary: Canary) -> TokenCount:
    return TokenCount(
        canary=canary, sent_count=1, seen_count=int(canary.passes), dropped_count=0 if canary.passes else 1
    )


def _pair(pair: Pair, seal: GateSeal = SEAL) -> PairEvidence:
    tokens = tuple(_token(c) for c in seal.canaries if (c.from_zone, c.to_zone) == pair)
    return PairEvidence(pair=pair, tokens=tokens, sender_answers=True, receiver_answers=True, sessions_before_count=1)


def _good(gate: str = "g1", agent: str = "a1") -> GateEvidence:
    """Everything as it should be."""
    pairs = tuple(_pair(pair) for pair in SEAL.touched)
    return GateEvidence(gate=GateId(gate), agent=agent, answers=True, on=True, as_staged=True, pairs=pairs)


def _judged(evidence: GateEvidence, *more: GateEvidence) -> Proof:
    return prove([(G1, SEAL)], [evidence, *more])


def _with(change: Callable[[PairEvidence], PairEvidence]) -> GateEvidence:
    """Good evidence with that of one pair changed."""
    good = _good()
    return replace(good, pairs=tuple(change(p) if p.pair == PAIR else p for p in good.pairs))


def _token_changed(wanted: Callable[[Canary], bool], **change: object) -> GateEvidence:
    """The first token of that kind changed."""

    def changed(pair: PairEvidence) -> PairEvidence:
        at = next(i for i, t in enumerate(pair.tokens) if wanted(t.canary))
        some = list(pair.tokens)
        some[at] = replace(some[at], **change)  # type: ignore[arg-type]
        return replace(pair, tokens=tuple(some))

    return _with(changed)


def _verdict_of_pair(proof: Proof) -> ProofVerdict:
    return next(p.verdict for p in proof.pairs if p.pair == PAIR)


def _forbidden(c: Canary) -> bool:
    return not c.passes


def _control(c: Canary) -> bool:
    return c.passes and c.conduit is None


def _glass(c: Canary) -> bool:
    return c.passes and c.conduit is not None


def test_the_tokens_of_the_seal_are_of_all_three_kinds_or_these_tests_are_about_nothing() -> None:
    of_pair = [c for c in SEAL.canaries if (c.from_zone, c.to_zone) == PAIR]
    assert any(map(_forbidden, of_pair))
    assert any(map(_control, of_pair))
    assert any(map(_glass, of_pair))
    assert {c.protocol for c in of_pair if _forbidden(c)} == {Protocol.UDP, Protocol.TCP}


def test_whole_evidence_is_sealed() -> None:
    proof = _judged(_good())
    assert proof.verdict is ProofVerdict.SEALED
    assert proof.sentence == "sealed"
    assert {p.pair for p in proof.pairs} == set(SEAL.touched)


FALLS_SHORT = {
    "the gate does not answer": replace(_good(), answers=False, pairs=()),
    "the switch is off": replace(_good(), on=False),
    "another program changed the rules": replace(_good(), as_staged=False),
    "no evidence of the pair": replace(_good(), pairs=tuple(p for p in _good().pairs if p.pair != PAIR)),
    "evidence of the pair is told twice": replace(_good(), pairs=(*_good().pairs, _pair(PAIR))),
    "the sender is silent": _with(lambda p: replace(p, sender_answers=False)),
    "the receiver is silent": _with(lambda p: replace(p, receiver_answers=False)),
    "no token is told of": _with(lambda p: replace(p, tokens=())),
    "a token was not sent": _token_changed(_forbidden, sent_count=0, dropped_count=0),
    "a token that must pass was not sent": _token_changed(_glass, sent_count=0, seen_count=0),
    "the control did not arrive": _token_changed(_control, seen_count=0),
    "a token was lost elsewhere": _token_changed(_forbidden, dropped_count=0),
    "the gate does not say what it dropped": _token_changed(_forbidden, dropped_count=None),
    "more was dropped than sent": _token_changed(
        lambda c: _forbidden(c) and c.protocol is Protocol.UDP, dropped_count=2
    ),
    "half of what was sent was dropped": _token_changed(_forbidden, sent_count=2, dropped_count=1),
}


@pytest.mark.parametrize("how", FALLS_SHORT)
def test_evidence_that_falls_short_is_unknown(how: str) -> None:
    proof = _judged(FALLS_SHORT[how])
    assert _verdict_of_pair(proof) is ProofVerdict.UNKNOWN
    assert proof.verdict is ProofVerdict.UNKNOWN
    assert proof.unproven_paths_count > 0
    assert proof.sentence != "sealed"


def test_a_segment_that_was_sent_again_may_be_dropped_more_often_than_it_was_asked_for() -> None:
    again = _token_changed(lambda c: _forbidden(c) and c.protocol is Protocol.TCP, dropped_count=3)
    assert _judged(again).verdict is ProofVerdict.SEALED


@pytest.mark.parametrize(
    "leak",
    [
        _token_changed(_forbidden, seen_count=1),
        _token_changed(_forbidden, seen_count=1, dropped_count=0),
        _token_changed(_forbidden, seen_count=3, sent_count=0, dropped_count=None),
        _with(lambda p: replace(p, sessions_running_count=1)),
    ],
)
@pytest.mark.parametrize(
    "beside",
    [
        lambda e: e,
        lambda e: replace(e, answers=False),
        lambda e: replace(e, on=False, as_staged=False),
        lambda e: replace(e, pairs=tuple(replace(p, receiver_answers=False) for p in e.pairs)),
        lambda e: replace(e, pairs=(_pair(PAIR), *e.pairs)),
        lambda e: replace(e, pairs=(*e.pairs, _pair(PAIR))),
    ],
)
def test_a_forbidden_token_or_session_that_got_through_is_a_leak_whatever_else_is_said(
    leak: GateEvidence, beside: Callable[[GateEvidence], GateEvidence]
) -> None:
    proof = prove([(G1, SEAL)], [beside(leak), _good(agent="a2")], flows_listed=["x"], out_of_reach_count=3)
    assert proof.verdict is ProofVerdict.LEAKING
    assert proof.sentence.startswith("NOT SEALED: leaking")


def test_a_break_glass_flow_that_did_not_arrive_is_lost_and_worse_than_unknown() -> None:
    lost = _token_changed(_glass, seen_count=0)
    assert _judged(lost).verdict is ProofVerdict.BREAK_GLASS_LOST
    with_silent = prove([(G1, SEAL), (GateId("g2"), SEAL)], [lost])
    assert with_silent.verdict is ProofVerdict.BREAK_GLASS_LOST
    assert with_silent.sentence == "NOT SEALED: break-glass lost between 1 pair of zones"


def test_a_gate_without_any_evidence_is_unknown_and_nobody_says_sealed_at_the_gates() -> None:
    proof = prove([(G1, SEAL), (GateId("g2"), SEAL)], [_good()])
    assert proof.verdict is ProofVerdict.UNKNOWN
    assert proof.unproven_paths_count == len(SEAL.touched)
    assert proof.sentence == "UNKNOWN: 1 of 2 gates does not show that it is cut"


def test_a_second_member_that_holds_the_seal_is_sealed_by_tokens_dropped_at_the_first() -> None:
    unmet = replace(_good(agent="a2"), pairs=())
    assert _judged(_good(), unmet).verdict is ProofVerdict.SEALED
    assert _judged(_good(), replace(unmet, on=False)).verdict is ProofVerdict.UNKNOWN
    assert _judged(_good(), replace(unmet, as_staged=False)).verdict is ProofVerdict.UNKNOWN
    assert _judged(unmet).verdict is ProofVerdict.UNKNOWN


def test_a_pair_without_probers_or_within_one_zone_is_unproven_and_said_so() -> None:
    inside = replace(SEAL, touched=(*SEAL.touched, (ZoneId("ward"), ZoneId("ward"))))
    proof = prove([(G1, inside)], [_good()])
    assert proof.verdict is ProofVerdict.UNKNOWN
    assert proof.sentence == "sealed at the gates, 1 path unproven"
    nobody = replace(SEAL, canaries=())
    assert prove([(G1, nobody)], [_good()]).sentence == "UNKNOWN: nothing is proven"


def test_a_seal_that_lets_every_token_through_shows_nothing() -> None:
    open_ = tuple(c for c in SEAL.canaries if c.passes)
    seal = replace(SEAL, canaries=open_)
    evidence = replace(_good(), pairs=tuple(_pair(p, seal) for p in seal.touched))
    assert prove([(G1, seal)], [evidence]).verdict is ProofVerdict.UNKNOWN


def test_without_a_control_nothing_is_shown() -> None:
    seal = replace(SEAL, canaries=tuple(c for c in SEAL.canaries if not _control(c)))
    evidence = replace(_good(), pairs=tuple(_pair(p, seal) for p in seal.touched))
    assert prove([(G1, seal)], [evidence]).verdict is ProofVerdict.UNKNOWN


def test_listed_flows_make_it_sealed_except_and_paths_out_of_reach_are_counted() -> None:
    listed = prove([(G1, SEAL)], [_good()], flows_listed=["record: ward to records"])
    assert listed.verdict is ProofVerdict.SEALED_EXCEPT
    assert listed.sentence == "sealed except 1 listed flow"
    beyond = prove([(G1, SEAL)], [_good()], flows_listed=["a", "b"], out_of_reach_count=2)
    assert beyond.sentence == "sealed at the gates except 2 listed flows, 2 paths unproven"
    assert beyond.unproven_paths_count == 2


def test_nothing_asked_is_nothing_proven() -> None:
    assert prove([], []).verdict is ProofVerdict.UNKNOWN
    assert prove([], [_good()]).sentence == "UNKNOWN: nothing is proven"
    assert prove([(G1, replace(SEAL, touched=(), canaries=()))], [_good()]).verdict is ProofVerdict.UNKNOWN
