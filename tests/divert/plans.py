"""Transfers and plans for tests, with what a test does not say filled in."""

from __future__ import annotations

from math import inf
from typing import Any

from codedark.divert.transfer_plan import BedStanding, Transfer
from codedark.hospital.words import Acuity, Escort, Owner


def a_transfer(**told: Any) -> Transfer:
    """One transfer; keywords are its fields."""
    usual: dict[str, Any] = {
        "patient": "p-1", "from_": "home", "to": "near", "pool": "icu", "acuity": Acuity.CRITICAL,
        "escort": Escort.NONE, "escort_team": "", "crew": "amb-1", "owner": Owner.EMERGENCY_112, "depart_min": 30.0,
        "arrive_min": 45.0, "must_arrive_min": inf, "bed": BedStanding.CONFIRMED, "confirmed_at": None,
        "confirmed_by": "bed coordinator", "frozen": False, "why": "icu at home is lost",
    }  # fmt: skip
    return Transfer(**{**usual, **told})
