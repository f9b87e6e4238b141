"""The judge of plans is itself tried: a good plan, and the same with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from codedark.divert.planning import plan
from codedark.divert.transfer_plan import BedStanding, Fixed, TransferPlan
from tests.divert.checking import broken_laws
from tests.divert.moves import FELL_AT, a_hospital, lost

HOSPITAL = a_hospital(
    escorts="escort,kind,site,count\nphys,physician,home,1\n",
    crews="crew,kind,owner,site,transfers\namb-1,ambulance,112,home,yes\npit-1,pit,112,home,yes\n",
    patients="""
        patient,site,ward,pool,acuity,needs,can_go_home,escort,demands
        p-1,home,intensive,icu,critical,icu,no,physician,dialysis
        p-2,home,intensive,icu,high,icu ward,no,nurse,
        p-3,home,medicine,ward,stable,ward,no,none,
        p-4,home,medicine,ward,stable,ward,no,none,
        """,
)
ASKED: dict[str, Any] = {
    "now_min": 5.0,
    "fell_at": FELL_AT,
    "fixed": (
        Fixed(patient="p-3", to="mid", pool="ward", crew="pit-1", depart_min=3.0, arrive_min=16.0),  # type: ignore[arg-type]
    ),
    "excluded": frozenset({("p-2", "near")}),
}
GOOD = plan(HOSPITAL, lost(HOSPITAL), effort=500, **ASKED)


def wrong_with(told: TransferPlan) -> str:
    """Everything that is wrong, in one line."""
    return "; ".join(broken_laws(HOSPITAL, lost(HOSPITAL), told, **ASKED))


def but(patient: str, **changed: Any) -> Callable[[TransferPlan], TransferPlan]:
    """The plan with one transfer changed."""
    return lambda told: replace(
        told, transfers=tuple(replace(t, **changed) if t.patient == patient else t for t in told.transfers)
    )


def test_a_good_plan_breaks_no_law() -> None:
    assert wrong_with(GOOD) == ""
    assert {t.patient for t in GOOD.transfers} == {"p-1", "p-2", "p-3", "p-4"}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda told: replace(told, transfers=(*told.transfers, told.transfers[0])), "stands in 2 lists"),
        (lambda told: replace(told, transfers=told.transfers[1:]), "is nowhere"),
        (but("p-1", to="far", pool="ward"), "planned for 0 beds"),
        (but("p-1", to="annex"), "planned for 0 beds"),
        (but("p-4", to="near", pool="icu"), "p-4 cannot go to icu at near"),
        (but("p-1", to="mid", pool="ward"), "p-1 cannot go to ward at mid"),
        (but("p-2", to="near"), "near has refused p-2"),
        (but("p-1", bed=BedStanding.STALE), "bed is confirmed, told as stale"),
        (but("p-1", crew="pit-1", escort_team=""), "pit-1 is not enough"),
        (but("p-2", crew="amb-1", escort_team="", depart_min=27.5), "amb-1 is in two places"),
        (but("p-1", crew=None, owner=None), "comes at once"),
        (but("p-4", crew=None, depart_min=300.0), "would have done"),
        (but("p-1", depart_min=2.0), "departs before now"),
        (but("p-1", arrive_min=1.0), "by road"),
        (but("p-3", arrive_min=17.0), "the trip that has departed was changed"),
        (but("p-3", to="far"), "p-3 was fixed for ward at mid"),
        (but("p-1", frozen=True), "p-1 is told as frozen"),
        (lambda told: replace(told, objective=told.objective + 1), "the objective is"),
        (lambda told: replace(told, bound=told.objective + 1), "beats its bound"),
        (lambda told: replace(told, acuity_first=told.objective - 1), "acuity-first nearest"),
    ],
)
def test_one_thing_wrong_is_found(spoil: Callable[[TransferPlan], TransferPlan], said: str) -> None:
    assert said in wrong_with(spoil(GOOD))
