"""A page of the first fifteen minutes, in parts: steps with their minute, tables, and what several roles look up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from codedark.gap.plan import CutPlan
from codedark.paper.go_bag_care import first_to_stop
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_words import care

DO, SAY, ASK = "do", "say", "ask"
Step = dict[str, str]


def step(at_min: int, kind: str, text: str, blank: str = "", see: str = "") -> Step:
    """A step; `blank` is what stands before a line to write on, `see` the label of a page to turn to."""
    return {"at": str(at_min), "kind": kind, "text": text, "blank": blank, "see": see}


def table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]], wide: int = 0) -> dict[str, Any]:
    """A table; the column `wide` takes what room is left."""
    return {"title": title, "head": list(head), "rows": [list(row) for row in rows], "wide": wide}


def price(plan: CutPlan, name: str) -> str:
    """Care lost an hour of one of a plan's alternatives, as it is printed."""
    return next((care(a.care_lost_per_h) for a in plan.alternatives if a.name == name), "?")


def first_table(bag: GoBag) -> dict[str, Any]:
    """What stops first when everything is off."""
    return table(
        "If everything goes off, care stops in this order",
        ("service", "on paper for", "share kept", ""),
        ((r["name"], r["paper"], r["share"], r["tried"]) for r in first_to_stop(bag)),
    )
