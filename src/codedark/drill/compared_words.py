"""What was recorded elsewhere beside what was played here, in cells that people read."""

from __future__ import annotations

from codedark.drill.comparing import Compared, PlayedHere
from codedark.drill.recorded_effect import Measure
from codedark.drill.result import DrillResult
from codedark.drill.sentences import TENTHS_LEAST, figure, interval
from codedark.record.fields import FIELD

HEAD = ("recorded elsewhere", "said", "how known", "played here")


def compared_rows(result: DrillResult) -> list[tuple[str, str, str, str]]:
    """A row for each effect: what, as it was said, how it is known and by whom, and this hospital's own figure.

    Figures are those of the lead arm, the one pinned to what was recorded where there is one.
    """
    return [(_what(one), one.effect.said, _known(one), _played(result, one)) for one in result.recorded]


def _what(one: Compared) -> str:
    effect = one.effect
    label = FIELD[effect.what].label if effect.what in FIELD else effect.what
    return f"{label}{_when(effect.from_h, effect.to_h)}"


def _when(from_h: float | None, to_h: float | None) -> str:
    """Hours after midnight of day one: `, +6.5 h`; whole days by their number."""
    if from_h is None:
        return ""
    if to_h is None:
        sign = "+" if from_h >= 0 else ""
        return f", {sign}{figure(from_h)} h" if abs(from_h) < 48 else f", {sign}{figure(from_h / 24)} d"
    first, last = from_h / 24, to_h / 24
    if first % 1 or last % 1:
        return f", {interval(from_h, to_h)} h"
    return f", day {first + 1:.0f}" if last - first == 1 else f", days {first + 1:.0f} to {last:.0f}"


def _known(one: Compared) -> str:
    parts = (one.effect.status, one.effect.source, one.effect.assertion)
    return "; ".join(part for part in parts if part)


def _played(result: DrillResult, one: Compared) -> str:
    here = one.played.get(result.lead.name)
    if here is None:
        return one.why_not
    of = f" of {result.operations_day1}" if _is_day1(one) else ""
    return f"{figure(here.mean)}{of} {one.unit}{_spread(result, here)}"


def _is_day1(one: Compared) -> bool:
    return one.effect.measure is Measure.OPERATIONS and (one.effect.from_h, one.effect.to_h) == (0, 24)


def _spread(result: DrillResult, here: PlayedHere) -> str:
    if here.p05 is None or here.p95 is None or result.runs < TENTHS_LEAST or here.p95 - here.p05 < 0.5:
        return ""
    return f" ({interval(here.p05, here.p95)})"
