"""How the sheets of a plan say its worth, its crews and its beds: in sentences that hold at three in the morning."""

from __future__ import annotations

from codedark.divert.form_rows import FormTransfer
from codedark.divert.transfer_plan import BedStanding, BoundKind, TransferPlan
from codedark.formats.hics_cells import OWNER_SAID
from codedark.formats.local_time import up_to_the_minute
from codedark.hospital.words import Demand, Escort
from codedark.paper.page_stamp import PageStamp

BOUND_SAID = {
    BoundKind.PRICED: "by a bound found while planning",
    BoundKind.CERTIFIED: "by a bound computed apart",
    BoundKind.EXACT: "every plan was looked at",
    BoundKind.NONE: "",
}
LEVEL_SAID = {
    Escort.NONE: "ambulance (BLS)",
    Escort.NURSE: "ambulance and a nurse trained for it: PIT (ALS)",
    Escort.PHYSICIAN: "ambulance and a physician: MUG (CCT)",
}
"""What a dispatch centre is asked for where nobody of ours goes along."""
DEMAND_SAID = {
    Demand.ISOLATION: "isolation",
    Demand.BARIATRIC: "great weight (bariatric stretcher)",
    Demand.VENTILATOR: "ventilator",
    Demand.DIALYSIS: "dialysis",
    Demand.INCUBATOR: "incubator",
    Demand.ECMO: "ECMO",
    Demand.BURNS: "burns unit",
    Demand.PSYCHIATRY: "psychiatry",
}


def worth_said(plan: TransferPlan) -> list[str]:
    """What the plan is worth, a sentence each: against every plan there could be, and against the usual way.

    >>> from dataclasses import replace
    >>> plan = TransferPlan(now_min=0, transfers=(), stay=(), home=(), unplaced=(), objective=101.2, bound=100.0,
    ...     bound_kind=BoundKind.PRICED, nearest_first=159.9, acuity_first=104.9, assumed_beds_pct=None, notes=())
    >>> for line in worth_said(plan): print(line)
    At most 1.2 % more waiting than any plan could have, by a bound found while planning.
    Nearest-first in the order of arrival would cost 58 % more; in the order of acuity 3.7 % more.
    >>> worth_said(replace(plan, bound_kind=BoundKind.NONE))
    ['Nobody is moved: there is nothing to compare.']
    """
    if plan.bound_kind is BoundKind.NONE:
        return ["Nobody is moved: there is nothing to compare."]
    usual = (
        f"Nearest-first in the order of arrival would cost {_pct(plan.nearest_first_gap_pct)} more;"
        f" in the order of acuity {_pct(plan.acuity_first_gap_pct)} more."
    )
    return [_against_bound(plan), usual]


def _against_bound(plan: TransferPlan) -> str:
    how = BOUND_SAID[plan.bound_kind]
    if plan.bound <= 0 < plan.objective:
        return "How much better a plan could be is not known: the bound found says nothing."
    if plan.gap_pct < 0.05:
        return f"No plan has less waiting, {how}."
    return f"At most {_pct(plan.gap_pct)} more waiting than any plan could have, {how}."


def _pct(share: float) -> str:
    """Per cent, a decimal below ten.

    >>> _pct(0.04), _pct(3.66), _pct(58.2)
    ('0 %', '3.7 %', '58 %')
    """
    return f"{share:.0f} %" if share >= 9.95 or share < 0.05 else f"{share:.1f} %"


def crew_said(row: FormTransfer) -> str:
    """Which crew, and whose: others' are requested, not sent."""
    if row.crew is None:
        return "NO CREW: request one"
    return f"{row.crew} ({OWNER_SAID[row.owner]})" if row.owner else row.crew


def escort_said(row: FormTransfer) -> str:
    """Who goes along; a team of ours by its name."""
    if row.escort is None:
        return ""
    said = {Escort.NONE: "", Escort.NURSE: "nurse", Escort.PHYSICIAN: "physician"}[row.escort]
    return f"{said}: {row.escort_team}".removeprefix(": ") if row.escort_team else said


def level_said(row: FormTransfer) -> str:
    """What a dispatch centre is asked for: with a team of ours on board, the vehicle and its crew alone."""
    if row.escort is None:
        return ""
    return LEVEL_SAID[Escort.NONE] if row.escort_team else LEVEL_SAID[row.escort]


def demands_said(row: FormTransfer) -> str:
    """What the place and the vehicle must offer."""
    return ", ".join(DEMAND_SAID[demand] for demand in row.demands)


def bed_said(row: FormTransfer, stamp: PageStamp) -> str:
    """How the bed is known: confirmed when and by whom, or in capitals that it is not."""
    told = ", ".join(part for part in (stamp.clock(row.bed_confirmed_at), row.bed_confirmed_by) if part)
    match row.bed:
        case BedStanding.ASSUMED:
            return "ASSUMED: nobody confirmed it"
        case BedStanding.STALE:
            return f"ASK AGAIN: {told}" if told else "ASK AGAIN"
        case BedStanding.TYPED_IN:
            return f"agreed, off the list: {told}" if told else "agreed, off the list"
        case BedStanding.CONFIRMED:
            return told or "confirmed; when and by whom not told"
        case None:
            return ""


def until_said(row: FormTransfer, stamp: PageStamp) -> str:
    """Until when care here holds."""
    return stamp.clock(row.must_arrive_at) or "no end told"


def arrives_said(row: FormTransfer, stamp: PageStamp) -> str:
    """The planned arrival, never earlier than it is, and how late that is."""
    at = stamp.clock(up_to_the_minute(row.arrives_at))
    return f"{at} LATE {row.late_min:.0f} min" if row.late_min >= 0.5 else at
