"""Crews that can move patients, and who of ours rides along.

A crew's *level* is who is aboard: 0 its own people, 1 a nurse, 2 a physician. People of ours (`escorts`) ride in an
ambulance for the whole day and raise its level; they come back with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from codedark.depend import Outage
from codedark.divert.preferences import CREW_LEVEL, LEVEL
from codedark.hospital.records import Crew, CrewId, Hospital, SiteId
from codedark.hospital.words import CrewKind, Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetCrew:
    """One crew of a plan."""

    crew: CrewId
    owner: Owner
    place: SiteId
    level: int
    escort_team: str
    """Team of ours that rides along; empty: none."""
    free_min: float
    """Minutes after the fall from which it is free where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """All crews of a plan, by name, and what had to be taken for granted."""

    crews: tuple[FleetCrew, ...]
    notes: tuple[str, ...]


def fleet_of(
    hospital: Hospital,
    outage: Outage,
    crews_out: Collection[CrewId] = (),
    free_min: Mapping[CrewId, float] | None = None,
) -> Fleet:
    """Crews that move patients between hospitals and do not stand still.

    Args:
        crews_out: failed, or taken by somebody else.
        free_min: when a crew is free where it stands; those not named are free at once.
    """
    notes = list[str]()
    standing = {*outage.crews_standing, *crews_out}
    there = [c for c in sorted(hospital.crews.values(), key=lambda c: c.crew) if c.transfers and c.crew not in standing]
    if still := sorted(c for c in outage.crews_standing if hospital.crews[c].transfers):
        notes.append(f"Crews that stand still with what is lost: {', '.join(still)}.")
    teams = _teams(hospital, there, notes)
    base = next(iter(hospital.sites))
    crews = []
    for crew in there:
        team, level = teams.get(crew.crew, ("", CREW_LEVEL[crew.kind]))
        at = (free_min or {}).get(crew.crew, 0.0)
        place = crew.site or base
        crews.append(
            FleetCrew(crew=crew.crew, owner=crew.owner, place=place, level=level, escort_team=team, free_min=at)
        )
    if away := [c.crew for c in there if c.site is None]:
        notes.append(f"Nobody told the place of {', '.join(away)}: taken to stand at {base}.")
    if not there:
        notes.append("No crew that moves patients is told: every crew must be requested.")
    return Fleet(crews=tuple(crews), notes=tuple(notes))


def _teams(hospital: Hospital, crews: list[Crew], notes: list[str]) -> dict[CrewId, tuple[str, int]]:
    """Crew -> (team that rides along, level with it): physicians first, each to an ambulance where they are."""
    ambulances = [c for c in crews if c.kind is CrewKind.AMBULANCE]
    if not hospital.escorts:
        if ambulances:
            notes.append("No escorts are told: who of ours must go along is taken to be there for each ambulance.")
        return {c.crew: ("", max(LEVEL.values())) for c in ambulances}
    seats = [
        (-LEVEL[team.kind], team.escort, team)
        for team in hospital.escorts.values()
        for _ in range(team.count)
        if LEVEL[team.kind] > 0
    ]
    teams: dict[CrewId, tuple[str, int]] = {}
    for minus_level, name, team in sorted(seats, key=lambda seat: seat[:2]):
        left = [c for c in ambulances if c.crew not in teams]
        crew = next((c for c in left if c.site == team.site), left[0] if left else None)
        if crew is not None:
            teams[crew.crew] = (name, -minus_level)
    return teams
