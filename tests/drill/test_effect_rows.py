"""`[[effects]]` of a scenario, with every fault at once."""

from __future__ import annotations

from typing import Any

import pytest

from codedark.drill.effect_rows import read_effects
from codedark.drill.recorded_effect import HOURS_MOST, Measure, RecordedEffect
from codedark.drill.service_kinds import ServiceKind
from codedark.hospital.gathered import Gathered
from tests.drill.recorded_views import little


def read(*rows: Any) -> tuple[tuple[RecordedEffect, ...], list[str]]:
    faults = Gathered()
    effects = read_effects("s.toml", list(rows), little(), faults)
    return effects, [f"{fault.column}: {fault.message}" for fault in faults.faults]


def row(**more: Any) -> dict[str, Any]:
    return {"what": "operations_cancelled", "kind": "theatres", "services": ["blok"], "said": "at least 20", **more}


def test_a_whole_row_is_read() -> None:
    told = row(from_h=0, to_h=24.5, figure=20, figure_to=30, measure="operations", assertion="a-1", status="stated",
               source="s", about="x")  # fmt: skip
    (effect,), faults = read(told)
    assert faults == [] and effect == RecordedEffect(
        what="operations_cancelled", about="x", kind=ServiceKind.THEATRES, services=("blok",), said="at least 20",  # type: ignore[arg-type]
        from_h=0.0, to_h=24.5, figure=20.0, figure_to=30.0, measure=Measure.OPERATIONS, assertion="a-1",
        status="stated", source="s",
    )  # fmt: skip


def test_services_that_are_not_named_are_all_of_the_kind() -> None:
    told = row()
    del told["services"]
    assert read(told)[0][0].services == ("blok",)


def test_of_everything_the_services_need_not_be_named() -> None:
    (effect,), faults = read(row(kind="all") | {"services": []})
    assert effect.services == () and faults == []
    told = row(kind="all")
    del told["services"]
    (effect,), faults = read(told)
    assert effect.services == tuple(little().services) and faults == []


def test_every_fault_is_told_with_its_row_and_key() -> None:
    bad = row(what="weather", kind="spa", services=["nosuch"], figure=-1, from_h="noon", extra=1, measure="luck")
    _, faults = read(row(), bad)
    assert {fault.split(":")[0] for fault in faults} == {
        "effects[2].extra", "effects[2].what", "effects[2].kind", "effects[2].services", "effects[2].figure",
        "effects[2].from_h", "effects[2].measure",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"from_h": 5, "to_h": 5}, "to_h"),
        ({"figure": 5, "figure_to": 4}, "figure_to"),
        ({"figure_to": 4}, "figure_to"),
        ({"measure": "operations", "from_h": 0}, "measure"),
        ({"measure": "kept-pct"}, "measure"),
        ({"measure": "kept-pct", "from_h": 1, "services": []}, "measure"),
        ({"said": ""}, "said"),
        ({"what": ""}, "what"),
        ({"figure": True}, "figure"),
        ({"from_h": HOURS_MOST + 1}, "from_h"),
        ({"from_h": float("nan")}, "from_h"),
        ({"services": "blok"}, "services"),
        ({"source": 3}, "source"),
    ],
)
def test_what_cannot_be_is_a_fault_of_its_key(more: dict[str, Any], key: str) -> None:
    _, faults = read(row(**more))
    assert [fault.split(":")[0] for fault in faults] == [f"effects[1].{key}"]


@pytest.mark.parametrize("rows", [{"what": "x"}, [1], "x"])
def test_what_is_no_list_of_sections_is_said_to_be_none(rows: Any) -> None:
    faults = Gathered()
    assert read_effects("s.toml", rows, little(), faults) == ()
    assert [fault.column for fault in faults.faults] == ["effects"]


def test_the_edge_of_what_makes_sense_is_taken() -> None:
    _, faults = read(row(from_h=-HOURS_MOST, to_h=HOURS_MOST, figure=0, figure_to=0))
    assert faults == []
