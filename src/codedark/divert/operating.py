"""What becomes of each operation on the list when services are lost: a proposal to the theatre coordinator.

In progress: it finishes. Else it goes ahead, goes on paper, moves to a partner, is re-booked, or is cancelled; each
with the service that decided. Which operations fall is judged as the drill judges it (`theatre_judging`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta

from codedark.depend import Outage
from codedark.divert.census import Listed
from codedark.divert.free_slots import FreeSlot, free_slots
from codedark.divert.operating_plan import FALLEN, Decision, OperatingPlan, OperationDecided
from codedark.divert.operation_partners import other_places
from codedark.divert.rebooking import Rebooked, rebook
from codedark.divert.theatre_judging import URGENT_FIRST, Fate, Judged, Loss, fitting, judge, minutes_after
from codedark.divert.theatre_lines import TheatreLine, theatre_lines
from codedark.hospital.records import Hospital, ServiceId, SiteId
from codedark.hospital.words import Urgency

SLOT_DAYS = 28
"""Days after the list in which free theatre time is looked for."""


_OF_FATE = {
    Fate.DONE: Decision.DONE,
    Fate.FINISHES: Decision.FINISHES,
    Fate.GOES_AHEAD: Decision.GOES_AHEAD,
    Fate.ON_PAPER: Decision.ON_PAPER,
}


def operating(
    hospital: Hospital,
    outage: Outage,
    fell_at: datetime,
    days: Sequence[date],
    *,
    listed: Iterable[Listed] = (),
    back_at: Mapping[ServiceId, datetime] | datetime | None = None,
    partners: Mapping[SiteId, int | None] | None = None,
    down: AbstractSet[SiteId] = frozenset(),
    extra_slots: Iterable[FreeSlot] = (),
    slot_days: int = SLOT_DAYS,
) -> OperatingPlan:
    """Propose what becomes of each operation on the lists of some days.

    Args:
        outage: from `depend.what_falls_if`; nothing in it comes back by itself.
        fell_at: in the hospital's own time zone.
        days: local dates whose lists are judged, the day of the fall among them as a rule.
        listed: `Census.theatre_list`; where it holds a day, it alone counts.
        back_at: when services are back, one moment for all of them or one each. Told nothing, nothing is re-booked.
        partners: places that offered beside the partners of `region`, and how many operations they take.
        down: sites of others known to take nobody.
        extra_slots: theatre time found beside the gaps of the usual week (a Saturday list).
        slot_days: days after the last list in which gaps are looked for.
    Returns:
        A decision for each line. Operations of the day before that still ran at the fall are among them.
    Raises:
        ValueError: no day, or a moment with a time zone beside one without.
    Cost: n log n in the lines of a day, and an assignment of what fell; a day of 80 takes some milliseconds.
    """
    if not days:
        raise ValueError("days=(): name the local dates whose lists are judged")
    listed = tuple(listed)
    losses = _losses(outage, fell_at, back_at)
    judged = _judged(hospital, losses, fell_at, sorted(set(days)), listed)
    moved = _moved(hospital, judged, frozenset(losses), partners or {}, down)
    waiting = [line for line, one in judged if _may_wait(line, one) and line not in moved]
    last = max(days)
    gaps = free_slots(hospital, last + timedelta(days=1), slot_days) if back_at is not None else ()
    slots = [s for s in (*gaps, *extra_slots) if back_at is not None and _theatre_is_back(s, losses, fell_at)]
    booked = {
        one.line: one
        for one in rebook(
            waiting, slots, _weights(hospital), lambda line, slot: _is_back(line.counts_on(), slot, losses, fell_at)
        )
    }
    decided = tuple(_decided(hospital, line, one, moved, booked, back_at is not None) for line, one in judged)
    return OperatingPlan(
        fell_at=fell_at,
        days=tuple(sorted(set(days))),
        operations=decided,
        slots_free=len(slots),
        notes=_notes(hospital, outage, decided, back_at is not None),
    )


def _losses(
    outage: Outage, fell_at: datetime, back_at: Mapping[ServiceId, datetime] | datetime | None
) -> dict[ServiceId, Loss]:
    """Minutes after the fall, as `judge` counts them."""
    losses = {}
    for row in outage.services:
        at = back_at if isinstance(back_at, datetime) or back_at is None else back_at.get(row.service)
        back = float("inf") if at is None else _after(fell_at, at)
        if back > row.lost_at_min:
            losses[row.service] = Loss(row.lost_at_min, row.paper_until_min, back)
    return losses


def _after(fell_at: datetime, at: datetime) -> float:
    if (fell_at.tzinfo is None) != (at.tzinfo is None):
        raise ValueError(f"back_at={at}, fell_at={fell_at}: one has a time zone, the other has none")
    if fell_at.tzinfo is not None and at.tzinfo is not None:
        at = at.astimezone(fell_at.tzinfo)
    return minutes_after(fell_at, at.date(), at.hour * 60 + at.minute + at.second / 60.0)


def _judged(
    hospital: Hospital,
    losses: Mapping[ServiceId, Loss],
    fell_at: datetime,
    days: Sequence[date],
    listed: tuple[Listed, ...],
) -> list[tuple[TheatreLine, Judged | None]]:
    """Each line with its fate, by day and start; None: nobody told what it needs."""
    capacity = {service.service: service.paper_capacity for service in hospital.services.values()}
    found: list[tuple[TheatreLine, Judged | None]] = []
    eve = fell_at.date() - timedelta(days=1)
    for day in (*([eve] if fell_at.date() in days and eve not in days else []), *days):
        lines = theatre_lines(hospital, day, listed)
        for line, fits in zip(lines, fitting(lines, capacity), strict=True):
            one = judge(line, losses, fits, fell_at) if line.needs else None
            if day in days or (one is not None and _still_runs(line, one, fell_at)):
                found.append((line, one))
    return sorted(found, key=lambda pair: (pair[0].day, pair[0].start_min, pair[0].operation))


def _still_runs(line: TheatreLine, one: Judged, fell_at: datetime) -> bool:
    """Whether an operation of the day before is still on the table at the fall."""
    return one.fate is not Fate.DONE and minutes_after(fell_at, line.day, line.start_min) + line.duration_min > 0


def _may_wait(line: TheatreLine, one: Judged | None) -> bool:
    return one is not None and one.fate is Fate.FALLS and line.urgency is not Urgency.EMERGENCY


def _moved(
    hospital: Hospital,
    judged: Sequence[tuple[TheatreLine, Judged | None]],
    lost: AbstractSet[ServiceId],
    partners: Mapping[SiteId, int | None],
    down: AbstractSet[SiteId],
) -> dict[TheatreLine, tuple[SiteId, float, str]]:
    """Emergencies and urgent ones to the nearest place that has room left by what it told, emergencies first."""
    falling = [line for line, one in judged if one is not None and one.fate is Fate.FALLS]
    cannot_wait = [line for line in falling if line.urgency is not Urgency.ELECTIVE]
    taken: Counter[SiteId] = Counter()
    moved = {}
    for line in sorted(cannot_wait, key=lambda x: (URGENT_FIRST.index(x.urgency), x.day, x.start_min, x.operation)):
        for place in other_places(hospital, line, lost, partners, down):
            if place.takes is None or taken[place.site] < place.takes:
                taken[place.site] += 1
                asked = "nobody asked yet whether it has room" if place.takes is None else f"it takes {place.takes}"
                moved[line] = (place.site, place.road_min, asked)
                break
    return moved


def _weights(hospital: Hospital) -> dict[Urgency, float]:
    """What a day of waiting weighs: as the hospital weighs the operation itself, and never nothing."""
    care = hospital.settings.care
    told = {
        Urgency.ELECTIVE: care.operation_elective,
        Urgency.URGENT: care.operation_urgent,
        Urgency.EMERGENCY: care.operation_emergency,
    }
    least = min([weight for weight in told.values() if weight > 0], default=1.0)
    return {urgency: weight if weight > 0 else least for urgency, weight in told.items()}


def _is_back(needs: Iterable[ServiceId], slot: FreeSlot, losses: Mapping[ServiceId, Loss], fell_at: datetime) -> bool:
    """Whether all these services are up again, or still, when a slot begins."""
    at = minutes_after(fell_at, slot.day, slot.start_min)
    return all(need not in losses or at >= losses[need].back_min for need in needs)


def _theatre_is_back(slot: FreeSlot, losses: Mapping[ServiceId, Loss], fell_at: datetime) -> bool:
    return _is_back((slot.service,), slot, losses, fell_at)


def _decided(
    hospital: Hospital,
    line: TheatreLine,
    one: Judged | None,
    moved: Mapping[TheatreLine, tuple[SiteId, float, str]],
    booked: Mapping[TheatreLine, Rebooked],
    told_back: bool,
) -> OperationDecided:
    if one is None:
        why = "nobody told what it needs: no row of operations.csv names it, and none is of its site"
        return OperationDecided(line=line, decision=Decision.UNDECIDED, because=None, why=why)
    if one.fate is not Fate.FALLS:
        return OperationDecided(line=line, decision=_OF_FATE[one.fate], because=one.service, why=_why(hospital, one))
    why = _why(hospital, one)
    if line in moved:
        site, road, asked = moved[line]
        return OperationDecided(
            line=line, decision=Decision.MOVED, because=one.service, why=f"{why}; {asked}", to=site, road_min=road
        )
    if line in booked:
        slot, late = booked[line].slot, booked[line].late_days
        return OperationDecided(
            line=line,
            decision=Decision.RE_BOOKED,
            because=one.service,
            why=why + (f"; {late} days past its due date" if late else ""),
            slot=slot,
            late_days=None if line.due is None else late,
        )
    return OperationDecided(
        line=line, decision=Decision.CANCELLED, because=one.service, why=f"{why}; {_no_day(line, told_back)}"
    )


def _why(hospital: Hospital, one: Judged) -> str:
    """How the service decided, in words."""
    if one.service is None:
        return "over before anything fell" if one.fate is Fate.DONE else "nothing it needs is lost"
    name = hospital.services[one.service].name or one.service
    said = {
        Fate.FINISHES: f"in progress when {name} is lost",
        Fate.ON_PAPER: f"{name} is on paper to its end",
        Fate.FALLS: f"{name} would be lost while it runs" if one.while_on_table else f"{name} is lost",
    }
    return said[one.fate]


def _no_day(line: TheatreLine, told_back: bool) -> str:
    """Why there is neither another place nor another day."""
    if line.urgency is Urgency.EMERGENCY:
        return "it cannot wait and no place for it is told: decide by telephone now"
    nowhere = "no partner is told, and " if line.urgency is Urgency.URGENT else ""
    if not told_back:
        return nowhere + "nobody told when its services are back"
    return nowhere + "no free slot is left"


def _notes(hospital: Hospital, outage: Outage, decided: Sequence[OperationDecided], told_back: bool) -> tuple[str, ...]:
    """What was planned with because nobody told."""
    notes = []
    if not decided:
        notes.append("no operation is on the list of these days: operations.csv or the snapshot tells none")
    guessed = sum(not one.line.needs_told for one in decided)
    if guessed:
        notes.append(
            f"{guessed} operations of the snapshot stand in no row of operations.csv: planned with all that operations"
            " of their site need"
        )
    fallen = [one for one in decided if one.decision in FALLEN]
    if fallen and not told_back:
        notes.append("nobody told when services are back: nothing is re-booked")
    undue = sum(one.line.due is None for one in fallen)
    if undue:
        notes.append(f"no due date is told for {undue} of the {len(fallen)} operations that fall")
    used = {need for one in decided for need in one.line.counts_on()}
    dark = [row.name or row.service for row in outage.services if row.paper_unknown and row.service in used]
    if dark:
        notes.append(f"nobody told how long these go on by paper, planned as not at all: {', '.join(dark)}")
    if any(one.slot is not None for one in decided):
        notes.append("a free slot is a gap in the usual week's list: whether it is staffed is not told")
    return tuple(notes)
