"""An effect that tells little says so by what it leaves out."""

from __future__ import annotations

from codedark.drill.recorded_effect import RecordedEffect
from codedark.drill.service_kinds import ServiceKind


def test_what_is_not_told_is_none_and_never_nought() -> None:
    effect = RecordedEffect(what="ed_status", kind=ServiceKind.EMERGENCY, services=(), said="limited")
    assert (effect.from_h, effect.to_h, effect.figure, effect.figure_to, effect.measure) == (None,) * 5
