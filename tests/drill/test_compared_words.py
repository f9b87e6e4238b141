"""Cells that lay a record beside the drill."""

from __future__ import annotations

from typing import Any

from codedark.drill.compared_words import compared_rows
from codedark.drill.comparing import Compared, PlayedHere
from codedark.drill.recorded_effect import Measure, RecordedEffect
from codedark.drill.service_kinds import ServiceKind
from tests.paper.fake_drill import fake_drill


def row(measure: Measure | None, played: PlayedHere | None, why_not: str = "", **more: Any) -> tuple[str, ...]:
    effect = RecordedEffect(
        **{
            "what": "operations_cancelled", "kind": ServiceKind.THEATRES, "services": (), "said": "at least 20",
            "measure": measure, "assertion": "a-1", "status": "disputed", "source": "The Paper", **more,
        }
    )  # fmt: skip
    lead = fake_drill().lead.name
    told = Compared(effect=effect, unit="operations", played={} if played is None else {lead: played}, why_not=why_not)
    (cells,) = compared_rows(fake_drill(recorded=(told,)))
    return cells


def test_what_was_said_stands_beside_what_was_played_with_its_source() -> None:
    cells = row(Measure.OPERATIONS, PlayedHere(mean=12.0, p05=2.0, p95=20.0), from_h=0.0, to_h=24.0)
    result = fake_drill()
    assert cells == (
        "Operations cancelled, day 1",
        "at least 20",
        "disputed; The Paper; a-1",
        f"12 of {result.operations_day1} operations (2.0 to 20)".replace("2.0", "2"),
    )


def test_where_all_plays_agree_no_range_is_shown() -> None:
    assert "(" not in row(Measure.OPERATIONS, PlayedHere(mean=12.0, p05=12.0, p95=12.0), from_h=0.0, to_h=24.0)[3]


def test_what_has_nothing_beside_it_says_why() -> None:
    assert row(None, None, "the drill has no such figure")[3] == "the drill has no such figure"


def test_spans_are_said_as_people_count() -> None:
    def when(**span: float) -> str:
        return row(None, None, "x", **span)[0].removeprefix("Operations cancelled")

    assert when() == ""
    assert when(from_h=6.5) == ", +6.5 h" and when(from_h=864.0) == ", +36 d"
    assert when(from_h=24.0, to_h=48.0) == ", day 2" and when(from_h=0.0, to_h=72.0) == ", days 1 to 3"
    assert when(from_h=1.0, to_h=3.5) == ", 1 to 3.5 h"
