"""A diversion for people: what to do now first, then who, where and when, then what it stands on."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any

from codedark.cli.answer import counted, say, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.divert.crowding import Crowded
    from codedark.divert.diversion import Diversion
    from codedark.divert.transfer_plan import TransferPlan
    from codedark.hospital.records import Hospital

MOST_LINES = 8
"""Lines of a list that is not the transfers before the rest is counted."""


def show(told: Diversion, hospital: Hospital, notes: Sequence[str] = (), crowded: Sequence[Crowded] = ()) -> None:
    """Print all of it."""
    show_head(told, hospital)
    show_transfers(told.plan, told.fell_at)
    show_unplaced(told.plan, told.fell_at)
    show_stay(told.plan, told.fell_at)
    show_how_good(told.plan)
    show_operations(told)
    show_arrivals(told)
    show_waiting(crowded)
    show_notes([*notes, *told.plan.notes, *told.operations.notes, *told.inflows.unknown, *told.spillover.notes])


def show_head(told: Diversion, hospital: Hospital) -> None:
    """The sentence to read out first."""
    plan, status = told.plan, Counter(s.status for s in told.services)
    say(
        f"{hospital.settings.hospital.name}, {told.now:%Y-%m-%d %H:%M}"
        f" ({_since(told.now_min)}): of {counted(len(told.services), 'service')} "
        + ", ".join(f"{n} {word}" for word, n in sorted(status.items(), key=lambda one: str(one[0])))
        + "."
    )
    say(
        f"{counted(len(plan.transfers), 'patient')} to move, {len(plan.unplaced)} without a place, "
        f"{len(plan.home)} can go home, {len(plan.stay)} stay. A proposal: a named role confirms each transfer."
    )
    say(_age(told))
    for one in told.thresholds.reached:
        say(f"! {one.said}")
    print()


def _since(minutes: float) -> str:
    return "at the fall" if minutes < 1 else f"{minutes:.0f} min after the fall"


def _age(told: Diversion) -> str:
    if told.census_age_min is None:
        return "Patients as in the folder: no snapshot was read (--snapshot FOLDER)."
    return f"Patients as of the snapshot, {told.census_age_min:.0f} min old."


def show_transfers(plan: TransferPlan, fell_at: datetime) -> None:
    """A table for each of our sites, in the order of departure: what a ward has to know."""
    for site in sorted({t.from_ for t in plan.transfers}):
        some = [t for t in plan.transfers if t.from_ == site]
        rows = [
            (
                t.patient,
                t.to,
                t.pool + _MARK.get(str(t.bed), ""),
                t.crew or "to request",
                t.escort_team or (f"{t.escort}: who?" if t.crew is None and str(t.escort) != "none" else ""),
                f"{clock(fell_at, t.depart_min)}-{clock(fell_at, t.arrive_min)}",
                clock(fell_at, t.must_arrive_min) + (" LATE" if t.late_min else ""),
                "agreed" if t.frozen else "",
            )
            for t in some
        ]
        heads = ["patient", "to", "bed", "crew", "ours along", "leaves-there", "needed by", ""]
        if not any(row[-1] for row in rows):
            heads, rows = heads[:-1], [row[:-1] for row in rows]  # type: ignore[misc]
        table(heads, rows, title=f"From {site}")
    if any(str(t.bed) in _MARK for t in plan.transfers):
        print("? nobody confirmed that bed; ~ confirmed too long ago. Call before sending.\n")


_MARK = {"assumed": " ?", "stale": " ~"}


def clock(fell_at: datetime, minute: float) -> str:
    """A minute after the fall as a time of day; with the days after it where it is not the same day.

    >>> clock(datetime(2024, 5, 17, 23, 30), 45)
    '00:15 +1'
    """
    if not isfinite(minute):
        return ""
    at = fell_at + timedelta(minutes=minute)
    days = (at.date() - fell_at.date()).days
    return f"{at:%H:%M}" + (f" +{days}" if days else "")


def show_unplaced(plan: TransferPlan, fell_at: datetime) -> None:
    """Whom nobody could place, and who decides."""
    if not plan.unplaced:
        return
    rows = [(u.patient, u.site, clock(fell_at, u.until_min), u.clinician, u.why) for u in plan.unplaced]
    table(("patient", "at", "care holds until", "who decides", "why no place"), rows, title="Without a place")


def show_stay(plan: TransferPlan, fell_at: datetime) -> None:
    """Who stays until when, and who can go home."""
    held = [s for s in plan.stay if isfinite(s.until_min)]
    for s in held[:MOST_LINES]:
        say(f"stays until {clock(fell_at, s.until_min)}: {s.patient} ({s.why})", indent="  ")
    if len(held) > MOST_LINES:
        say(f"... and {len(held) - MOST_LINES} more who stay on paper; --json has them all", indent="  ")
    for h in plan.home[:MOST_LINES]:
        said = f", by {h.entered_by}" if h.entered_by else ""
        say(f"can go home: {h.patient} (entered{said})", indent="  ")
    if len(plan.home) > MOST_LINES:
        say(f"... and {len(plan.home) - MOST_LINES} more who can go home", indent="  ")
    if held or plan.home:
        print()


def show_how_good(plan: TransferPlan) -> None:
    """What the plan is worth, in words."""
    if not plan.transfers:
        return
    kind = {"exact": "proven the best", "certified": "certified", "priced": "a cheap bound"}
    if str(plan.bound_kind) == "exact":
        good = "No plan with these beds and crews can be better (proven)."
    else:
        how = kind.get(str(plan.bound_kind), str(plan.bound_kind))
        good = f"At most {plan.gap_pct:.2g} % more weighted waiting than any plan could have ({how})."
    say(
        f"{good} Nearest first in the order of arrival: {plan.nearest_first_gap_pct:+.0f}%; the most acute first: "
        f"{plan.acuity_first_gap_pct:+.1f}%.\n"
    )


def show_operations(told: Diversion) -> None:
    """How many of each decision, and the service that decided."""
    done = told.operations
    if not done.operations:
        return
    said = ", ".join(f"{n} {decision}" for decision, n in done.count().items())
    days = " and ".join(f"{day:%a %d %b}" for day in done.days)
    say(f"Operations of {days}, a proposal to the theatre coordinator: {said}.")
    because = Counter(str(one.because) for one in done.fallen if one.because is not None)
    if because:
        say("decided by: " + ", ".join(f"{service} {n}" for service, n in because.most_common(6)), indent="  ")
    print()


def show_arrivals(told: Diversion) -> None:
    """What no longer comes to us, and where it goes."""
    rows = [(one.name or one.service, one.status, _per_h(one), _place(one), "") for one in told.inflows.arrivals]
    rows += [
        (
            f"{one.kind}: {one.name or one.inflow}",
            one.status,
            "?" if not isinstance(one.per_day_lost, int | float) else f"{one.per_day_lost:.1f} a day",
            _place(one),
            ", ".join(one.because),
        )
        for one in told.inflows.flows
    ]
    if rows:
        table(("no longer comes in full", "we are", "how many", "goes to", "because of"), rows, right=("how many",))
    most = [n for n in told.spillover.neighbours if n.extra.per_h > 0.05][:5]
    if most:
        say(
            "Neighbours get most: "
            + ", ".join(f"{n.site} +{n.extra.per_h:.1f} an hour ({n.rise:+.0%})" for n in most)
            + ".\n"
        )


def _per_h(one: Any) -> str:
    return f"{one.arrivals_per_h:.1f}/h, {one.ambulances_per_h:.1f} by ambulance"


def _place(one: Any) -> str:
    if one.to is None:
        return "nobody told where"
    road = f", {one.road_min:.0f} min" if one.road_min is not None else ""
    return f"{one.to}{road}"


def show_waiting(crowded: Sequence[Crowded]) -> None:
    """Waiting rooms of the neighbours that get most."""
    if not crowded:
        return
    rows = [
        (
            c.name,
            f"{c.before.wait_median_min:.0f} > {c.after.wait_median_min:.0f} min",
            f"{c.before.left_unseen_share:.1%} > {c.after.left_unseen_share:.1%}",
            f"{c.places} > {c.places_to_hold}",
        )
        for c in crowded
    ]
    table(
        ("neighbour", "median wait, nobody called in", "left unseen", "places that hold the wait"),
        rows,
        title="Waiting rooms: an upper end, for nobody in it opens a room; ask for the places",
    )


def show_notes(notes: Sequence[str]) -> None:
    """What it stands on."""
    if notes:
        print("Planned with:")
    for one in dict.fromkeys(notes):
        say(one[:1].upper() + one[1:], indent="  - ", hanging="    ")
