from __future__ import annotations

from codedark.gap.posture import Posture
from codedark.gates.range.readiness import EVERYWHERE_2, EVERYWHERE_3, Ready


def test_plans_for_alarms_and_for_both_postures_everywhere_are_laid_ready(ready: Ready) -> None:
    assert ready.plan("unknown") is not None
    assert ready.plan("zone:office") is not None
    for name, posture in ((EVERYWHERE_2, Posture.NO_ADMINISTRATION), (EVERYWHERE_3, Posture.BREAK_GLASS)):
        plan = ready.plan(name)
        assert plan is not None
        assert {p for _, p in plan.seal.postures} == {posture}
        assert plan.seal == ready.plans_seal(posture)


def test_single_zones_at_every_posture_are_left_out(ready: Ready) -> None:
    assert ready.plan("zone:office@4") is None


def test_at_rest_nothing_is_sealed(ready: Ready) -> None:
    assert ready.plans_seal(Posture.NORMAL).empty
    assert all(s.empty for _, s in ready.seals(ready.plans_seal(Posture.NORMAL)))
