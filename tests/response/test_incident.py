from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from codedark.gap.proving import ProofVerdict
from codedark.response.incident import QUIET, GateStand, Stage, Word
from tests.response.people import OTHER_PLAN, PLAN
from tests.response.stories import DECAYED, HELD, PATH_OPEN, PROVEN, A, B, cut_of, t

PROOF = GateStand(
    gate=A, word=Word.APPLIED, changed_at=t(2), verdict=ProofVerdict.SEALED, proven_at=t(2) + timedelta(milliseconds=1)
)


def test_a_gate_is_sealed_by_evidence_later_than_its_last_change() -> None:
    assert PROOF.sealed
    assert not replace(PROOF, proven_at=t(2)).sealed
    assert not replace(PROOF, proven_at=None).sealed


@pytest.mark.parametrize("word", list(Word))
def test_only_a_gate_that_cut_whole_is_sealed(word: Word) -> None:
    assert replace(PROOF, word=word).sealed is (word in {Word.APPLIED, Word.BY_HAND})


@pytest.mark.parametrize("verdict", list(ProofVerdict))
def test_only_a_good_verdict_seals(verdict: ProofVerdict) -> None:
    assert replace(PROOF, verdict=verdict).sealed is verdict.value.startswith("sealed")


def test_a_cut_is_sealed_when_every_gate_is() -> None:
    cut = cut_of(PROVEN)
    assert cut.sealed
    one = replace(cut.gates[0], verdict=ProofVerdict.UNKNOWN)
    assert not cut.with_gates([one]).sealed
    assert not replace(cut, gates=()).sealed
    assert not replace(cut, stage=Stage.DECAYED).sealed


def test_posture_two_holds_and_does_not_cut() -> None:
    gates = cut_of(DECAYED).gates
    assert all(gate.holds and not gate.cuts for gate in gates)


def test_what_stands_is_known_of_the_incident() -> None:
    assert [cut.planned.plan for cut in HELD.standing] == [PLAN]
    assert PATH_OPEN.standing == QUIET.standing == ()
    assert HELD.cut(OTHER_PLAN) is None


def test_skew_needs_two_who_tell_their_time() -> None:
    cut = cut_of(PROVEN)
    assert cut.skew_ms == 0.0
    late = replace(cut.gates[0], applied_at=t(2, 0.4))
    assert cut.with_gates([late]).skew_ms == pytest.approx(250)
    assert replace(cut, gates=(late, GateStand(gate=B))).skew_ms is None
