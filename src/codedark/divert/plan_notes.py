"""What a plan was made with because nobody told: each a sentence, printed with the plan."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from codedark.depend import Outage
from codedark.divert.fleet import Fleet
from codedark.divert.lots import Lots
from codedark.divert.moving import Moving
from codedark.divert.transfer_plan import BedStanding, Transfer
from codedark.hospital.records import Hospital, Unknown
from codedark.hospital.words import Owner


def notes_of(
    hospital: Hospital, outage: Outage, moving: Moving, lots: Lots, fleet: Fleet, transfers: Sequence[Transfer]
) -> tuple[str, ...]:
    """Sentences on beds, crews, marks and paper."""
    notes = [*_beds(lots, transfers), *fleet.notes, *_others(transfers), *_marks(hospital, moving)]
    return (*notes, *_paper(hospital, outage, moving))


def _beds(lots: Lots, transfers: Sequence[Transfer]) -> list[str]:
    found = []
    if assumed := sum(t.bed is BedStanding.ASSUMED for t in transfers):
        found.append(f"{assumed} of {len(transfers)} transfers go to a bed that nobody confirmed: call before sending.")
    if stale := sum(t.bed is BedStanding.STALE for t in transfers):
        found.append(f"{stale} of {len(transfers)} transfers go to a bed confirmed too long ago: ask again.")
    if lots.unknown:
        found.append(f"{len(lots.unknown)} numbers of free beds are unknown and not counted on.")
    return found


def _others(transfers: Sequence[Transfer]) -> list[str]:
    asked = sorted({t.crew for t in transfers if t.crew is not None and t.owner not in {None, Owner.OURS}})
    found = []
    if asked:
        found.append(f"{len(asked)} crews are others' and must be requested: {', '.join(asked)}.")
    if none := sum(t.crew is None for t in transfers):
        found.append(f"{none} transfers have no crew of the list: ask the dispatch centre; their times are a guess.")
    return found


def _marks(hospital: Hospital, moving: Moving) -> list[str]:
    found = []
    if escort := sum("escort" in m.missing for m in moving.move):
        found.append(f"Escort not entered for {escort} of {len(moving.move)} who must move: planned by acuity.")
    if home := sum(isinstance(p.can_go_home, Unknown) for p in hospital.patients.values()):
        found.append(f"Whether they can go home is not entered for {home} patients: planned as if they cannot.")
    return found


def _paper(hospital: Hospital, outage: Outage, moving: Moving) -> list[str]:
    """Services that carry only a share on paper, with more patients on them than that."""
    short = []
    going = {h.patient for h in moving.home}
    for service in outage.services:
        if service.paper_until_min <= service.lost_at_min or service.paper_capacity >= 1:
            continue
        on_it = sum(service.service in p.needs for name, p in hospital.patients.items() if name not in going)
        carried = floor(service.paper_capacity * on_it + 1e-9)
        if carried < on_it:
            short.append(f"{service.name or service.service} {carried} of {on_it}")
    if not short:
        return []
    said = "On paper a service carries only a share of its patients, and whom it carries a clinician says: "
    return [f"{said}{'; '.join(short)}."]
