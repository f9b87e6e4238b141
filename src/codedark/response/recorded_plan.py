"""A plan of transfers as one entry of the record: how many it places, whom it does not, how good it is at least.

A plan is a proposal: it asserts nothing. Who was moved is counted from the day (`recorded_day`), when they arrive.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from codedark.divert.transfer_plan import TransferPlan
from codedark.record.edtf import instant
from codedark.record.entry import Body, Draft, EntryKind
from codedark.response.moves import MACHINE
from codedark.response.recorded_origin import marked, origin_of

CAME_FROM = "divert"


def recorded_plan(plan: TransferPlan, fell_at: datetime, made_at: datetime) -> Draft:
    """A plan as a message of the machine, in counts alone: it names no patient.

    Args:
        fell_at: minute 0 of the plan, aware.
        made_at: as of when it was made, aware.
    Raises:
        ValueError: a moment without its offset.
    """
    for at in (fell_at, made_at):
        if at.tzinfo is None:
            raise ValueError(f"{at}: write it with its offset")
    leave, lacking = len(plan.transfers) + len(plan.unplaced), len(plan.unplaced)
    acuity = Counter(str(one.acuity) for one in plan.transfers)
    late_count = sum(one.late_min > 0 for one in plan.transfers)
    body = Body(
        text=f"Planned: of {leave} patients who must leave {len(plan.transfers)} have a place; {lacking} have none.",
        came_from=CAME_FROM,
        details={
            "fell_at": str(instant(fell_at)),
            "transfers_count": str(len(plan.transfers)),
            "acuity": ", ".join(f"{word} {count}" for word, count in sorted(acuity.items())),
            "late_count": str(late_count),
            "unplaced_count": str(lacking),
            "stay_count": str(len(plan.stay)),
            "home_count": str(len(plan.home)),
            "objective": f"{plan.objective:g}",
            "gap_pct": f"{plan.gap_pct:.2f}",
            "assumed_beds_pct": "" if plan.assumed_beds_pct is None else f"{plan.assumed_beds_pct:g}",
        },
    )
    line = {"made_at": made_at.isoformat(), **body.details}
    draft = Draft(kind=EntryKind.MESSAGE, role=MACHINE, event_at=instant(made_at), body=body)
    return marked(draft, origin_of(CAME_FROM, line))
