"""A diversion as one JSON object; the keys are those at the head of `verb_divert`. No end is `null`."""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codedark.divert.crowding import Crowded
    from codedark.divert.diversion import Diversion
    from codedark.divert.operating_plan import OperationDecided
    from codedark.divert.transfer_plan import Transfer, TransferPlan
    from codedark.hospital.records import Hospital


def as_json(
    told: Diversion, hospital: Hospital, notes: tuple[str, ...] = (), crowded: tuple[Crowded, ...] = ()
) -> dict[str, Any]:
    """The whole answer."""
    return {
        "hospital": hospital.settings.hospital.name,
        "hospital_sha256": hospital.sha256,
        "defences": list(hospital.defences),
        "fell_at": told.fell_at.isoformat(),
        "now": told.now.isoformat(),
        "now_min": round(told.now_min, 1),
        **plan_json(told.plan),
        "operations": [_operation(one) for one in told.operations.operations],
        "arrivals": [_arrival(one) for one in told.inflows.arrivals],
        "inflows": [_inflow(one) for one in told.inflows.flows],
        "crews_standing": [{"crew": c.crew, "because": c.because, "status": c.status} for c in told.inflows.crews],
        "services": [
            {
                "service": s.service,
                "site": s.site,
                "status": s.status,
                "share": s.share,
                "since_min": s.since_min,
                "until_min": _number(s.until_min),
            }
            for s in told.services
        ],
        "neighbours": [
            {
                "hospital": n.site,
                "ours": n.ours,
                "ambulances_per_h": n.extra.ambulances_per_h,
                "walk_ins_per_h": n.extra.walk_ins_per_h,
                "before_per_h": n.before.per_h,
            }
            for n in told.spillover.neighbours
        ],
        "waiting": [
            {
                "hospital": c.site,
                "places": c.places,
                "places_to_hold": c.places_to_hold,
                "wait_median_min_before": c.before.wait_median_min,
                "wait_median_min": c.after.wait_median_min,
                "left_unseen_before": c.before.left_unseen_share,
                "left_unseen": c.after.left_unseen_share,
            }
            for c in crowded
        ],
        "thresholds": [one.said for one in told.thresholds.reached],
        "snapshot_age_min": told.census_age_min,
        "notes": [*notes, *told.plan.notes, *told.operations.notes, *told.inflows.unknown, *told.spillover.notes],
    }


def plan_json(plan: TransferPlan) -> dict[str, Any]:
    """The transfers, those who stay, go home or have no place, and how good the plan is."""
    return {
        "transfers": [_transfer(t) for t in plan.transfers],
        "stay": [
            {
                "patient": s.patient,
                "site": s.site,
                "until_min": _number(s.until_min),
                "service": s.service,
                "why": s.why,
            }
            for s in plan.stay
        ],
        "home": [{"patient": h.patient, "site": h.site, "entered_by": h.entered_by, "why": h.why} for h in plan.home],
        "unplaced": [
            {
                "patient": u.patient,
                "site": u.site,
                "why": u.why,
                "clinician": u.clinician,
                "until_min": _number(u.until_min),
            }
            for u in plan.unplaced
        ],
        "objective": plan.objective,
        "bound": plan.bound,
        "bound_kind": plan.bound_kind,
        "gap_pct": round(plan.gap_pct, 4),
        "nearest_first_gap_pct": round(plan.nearest_first_gap_pct, 4),
        "acuity_first_gap_pct": round(plan.acuity_first_gap_pct, 4),
        "assumed_beds_pct": plan.assumed_beds_pct,
    }


def _transfer(t: Transfer) -> dict[str, Any]:
    return {
        "patient": t.patient,
        "from": t.from_,
        "to": t.to,
        "pool": t.pool,
        "acuity": t.acuity,
        "crew": t.crew,
        "owner": t.owner,
        "escort": t.escort,
        "escort_team": t.escort_team,
        "depart_min": t.depart_min,
        "arrive_min": t.arrive_min,
        "must_arrive_min": _number(t.must_arrive_min),
        "late_min": t.late_min,
        "bed": t.bed,
        "confirmed_at": None if t.confirmed_at is None else t.confirmed_at.isoformat(),
        "confirmed_by": t.confirmed_by,
        "frozen": t.frozen,
        "why": t.why,
    }


def _operation(one: OperationDecided) -> dict[str, Any]:
    line = one.line
    return {
        "operation": line.operation,
        "day": line.day.isoformat(),
        "start": f"{line.start_min // 60:02d}:{line.start_min % 60:02d}",
        "site": line.site,
        "urgency": line.urgency,
        "decision": one.decision,
        "because": one.because,
        "why": one.why,
        "to": one.to,
        "new_day": None if one.slot is None else one.slot.day.isoformat(),
        "late_days": one.late_days,
    }


def _arrival(one: Any) -> dict[str, Any]:
    return {
        "service": one.service,
        "site": one.site,
        "status": one.status,
        "arrivals_per_h": one.arrivals_per_h,
        "ambulances_per_h": one.ambulances_per_h,
        "to": one.to,
        "road_min": one.road_min,
        "why": one.why,
    }


def _inflow(one: Any) -> dict[str, Any]:
    return {
        "inflow": one.inflow,
        "kind": one.kind,
        "name": one.name,
        "status": one.status,
        "per_day_lost": _number(one.per_day_lost),
        "because": list(one.because),
        "to": one.to,
        "road_min": one.road_min,
        "why": one.why,
    }


def _number(value: Any) -> Any:
    """A number; None where nobody knows it, or where there is no end."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, int | float) and isfinite(value) else None
