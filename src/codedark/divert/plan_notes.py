"""What a plan was made with because nobody told: each a sentence, printed with the plan."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from codedark.depend import Outage
from codedark.divert.fleet import Fleet
from codedark.divert.lots import Lots
from codedark.divert.moving import Moving
from codedark.divert.preferences import UNTOLD_ROAD_MIN
from codedark.divert.transfer_plan import BedStanding, Transfer
from codedark.hospital.records import Hospital, Unknown
from codedark.hospital.words import Owner


def notes_of(
    hospital: Hospital, outage: Outage, moving: Moving, lots: Lots, fleet: Fleet, transfers: Sequence[Transfer]
) -> tuple[str, ...]:
    """Sentences on beds, crews, marks and paper."""
    notes = [*_beds(lots, transfers), *fleet.notes, *_others(transfers), *_roads(hospital, transfers)]
    notes += _marks(hospital, moving)
    return (*notes, *_paper(hospital, outage, moving))


def _beds(lots: Lots, transfers: Sequence[Transfer]) -> list[str]:
    found = []
    if assumed := sum(t.bed is BedStanding.ASSUMED for t in transfers):
        found.append(f"{_of(assumed, transfers)} to a bed that nobody confirmed: call before sending.")
    if stale := sum(t.bed is BedStanding.STALE for t in transfers):
        found.append(f"{_of(stale, transfers)} to a bed confirmed too long ago: ask again.")
    if lots.unknown:
        count = len(lots.unknown)
        said = "1 number of free beds is" if count == 1 else f"{count} numbers of free beds are"
        found.append(f"{said} unknown and not counted on.")
    return found


def _of(count: int, transfers: Sequence[Transfer]) -> str:
    whole = len(transfers)
    return f"{count} of {whole} transfer{'s' * (whole != 1)} go{'es' * (count == 1)}"


def _others(transfers: Sequence[Transfer]) -> list[str]:
    asked = sorted({t.crew for t in transfers if t.crew is not None and t.owner not in {None, Owner.OURS}})
    found = []
    if asked:
        said = "1 crew is another's" if len(asked) == 1 else f"{len(asked)} crews are others'"
        found.append(f"{said} and must be requested: {', '.join(asked)}.")
    if none := sum(t.crew is None for t in transfers):
        said = "1 transfer has" if none == 1 else f"{none} transfers have"
        found.append(f"{said} no crew of the list: ask the dispatch centre; the times are a guess.")
    return found


def _roads(hospital: Hospital, transfers: Sequence[Transfer]) -> list[str]:
    """Places that people agreed on and to which nobody told the way."""
    ways = sorted({(t.from_, t.to) for t in transfers if t.frozen})
    untold = [f"{a} to {b}" for a, b in ways if (a, b) not in hospital.travel and (b, a) not in hospital.travel]
    return [f"Nobody told the road from {', '.join(untold)}: {UNTOLD_ROAD_MIN:g} min are taken."] if untold else []


def _marks(hospital: Hospital, moving: Moving) -> list[str]:
    found = []
    if escort := sum("escort" in m.missing for m in moving.move):
        found.append(f"Escort not entered for {escort} of {len(moving.move)} who must move: planned by acuity.")
    if home := sum(isinstance(p.can_go_home, Unknown) for p in hospital.patients.values()):
        many = "s" * (home != 1)
        found.append(f"Whether they can go home is not entered for {home} patient{many}: planned as if they cannot.")
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
