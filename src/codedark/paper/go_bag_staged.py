"""Whole zones, and everything, at each posture: what else lies ready on the gates, with its digits and its price."""

from __future__ import annotations

from typing import Any

from codedark.gap.plan_book import StagedPlan
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_words import care, in_threes

POSTURES = (2, 3, 4)
EVERYTHING = "everything"


def staged_rows(bag: GoBag) -> list[dict[str, Any]]:
    """A row for everything and for each zone of which something is staged: digits and care lost an hour at 2, 3, 4.

    A zone that no conduit joins to another has no row; a posture at which nothing of a zone is staged has no digits.
    """
    named = {name: plan for plan in bag.staged for name in plan.names}
    rows = [
        _row(named, EVERYTHING, EVERYTHING),
        *(_row(named, f"zone:{zone}", str(zone)) for zone in bag.hospital.zones),
    ]
    return [row for row in rows if any(cell["id"] for cell in row["cells"])]


def _row(named: dict[str, StagedPlan], prefix: str, zone: str) -> dict[str, Any]:
    plans = [named.get(f"{prefix}@{posture}") for posture in POSTURES]
    cells = [
        {"id": in_threes(plan.id), "care": care(plan.care_lost_per_h)} if plan is not None else {"id": "", "care": ""}
        for plan in plans
    ]
    return {"zone": zone, "cells": cells}
