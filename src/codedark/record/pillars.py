"""Which of four pillars a lesson or a recommendation leans on, what measures it here, and what was measured.

The pillars are spare capacity for critical systems, a virtual air gap, separate network zones, and carrying on with
transfers. A recommendation nobody can measure is a wish: each pillar names the command that says how far it is met, and
a drill's credit stands beside it where a drill is given. Nothing is estimated here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Any


class Pillar(StrEnum):
    """What a recommendation leans on."""

    SPARE = auto()
    """Redundancy: a second one stands ready."""
    AIR_GAP = auto()
    """Cut off in time, and to a measure."""
    ZONES = auto()
    """Segmentation: who can reach whom."""
    CONTINUITY = auto()
    """Paper, diversion, transfers."""


class Check(StrEnum):
    """What measures a pillar."""

    WEAK = auto()
    """Single points of failure."""
    GAP = auto()
    """The cut: what it costs, which paths it leaves."""
    BLAST = auto()
    """What one compromised host can reach."""
    DIVERT = auto()
    """Where each patient goes."""
    DRILL = auto()
    """What the defence saves."""


COMMAND: Mapping[Check, str] = MappingProxyType(
    {
        Check.WEAK: "codedark weak HOSPITAL",
        Check.GAP: "codedark gap plan HOSPITAL",
        Check.BLAST: "codedark blast HOSPITAL",
        Check.DIVERT: "codedark divert HOSPITAL --down all",
        Check.DRILL: "codedark drill HOSPITAL",
    }
)
"""What to type."""

CHECKS: Mapping[Pillar, tuple[Check, ...]] = MappingProxyType(
    {
        Pillar.SPARE: (Check.WEAK, Check.DRILL),
        Pillar.AIR_GAP: (Check.GAP, Check.DRILL),
        Pillar.ZONES: (Check.BLAST, Check.DRILL),
        Pillar.CONTINUITY: (Check.DIVERT, Check.DRILL),
    }
)


class Figure(StrEnum):
    """What a measured number is."""

    SINGLE_POINTS = auto()
    """Things whose loss alone takes a clinical service."""
    REACHED = auto()
    """Hosts that the worst single compromised host can reach."""
    CREDIT = auto()
    """What a defence saves in a drill, its share where several stand together; below 0 it costs."""


FIGURE_OF: Mapping[Figure, Check] = MappingProxyType(
    {Figure.SINGLE_POINTS: Check.WEAK, Figure.REACHED: Check.BLAST, Figure.CREDIT: Check.DRILL}
)
"""The check a figure comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure beside a recommendation."""

    pillar: Pillar
    figure: Figure
    value: float
    low: float | None = None
    """Ends of its 95 % interval from luck alone; None: not told."""
    high: float | None = None
    total: float | None = None
    """What it is out of: all hosts; None: it is no part of something."""
    name: str = ""
    """The defence a credit is of; the host from which most is reached."""
    outcome: str = ""
    """Name of the outcome a credit is in."""
    source: str
    """The folder or file it comes from."""


_STEMS: Mapping[Pillar, tuple[str, ...]] = {
    Pillar.SPARE: (
        r"redundan", r"redondan", r"resilien", r"résilien", r"resilienz", r"veerkracht", r"weerbaarheid",
        r"back-?ups?\b", r"reservekopie", r"reservesyste", r"sauvegarde", r"datensicherung", r"fail-?over", r"uitwijk",
        r"ausfallsicher", r"dubbel uitgevoerd", r"de secours", r"single points? of failure", r"spare (?:server|system)",
    ),
    Pillar.AIR_GAP: (
        r"air[- ]?gap", r"\bisolat", r"\bisole", r"\bisolier", r"loskoppel", r"afkoppel", r"abkoppel",
        r"\btrennung vom netz", r"déconnect", r"disconnect", r"quarant[aiä]", r"\bcut(?:ting)? off\b", r"abschott",
    ),
    Pillar.ZONES: (
        r"segment", r"cloisonn", r"netwerkscheiding", r"netztrennung", r"netzwerktrennung", r"\blateral", r"\blatéra",
        r"zijwaarts", r"seitw", r"\bvlans?\b", r"network zones?", r"netwerkzones?", r"netzzonen", r"zones réseau",
        r"fire ?wall", r"\bwalls?\b", r"\bseparat\w* (?:[\w-]+ ){0,4}networks?", r"\bscheid\w* (?:[\w-]+ ){0,4}netwerk",
        r"\bsépar\w* (?:[\w'’-]+ ){0,4}réseaux?", r"\bnetze? (?:[\w-]+ ){0,4}trenn",
        r"\btrenn\w* (?:[\w-]+ ){0,4}netze?\b",
    ),
    Pillar.CONTINUITY: (
        r"continuit", r"kontinuit", r"\btransf[eé]r", r"overplaats", r"overbreng", r"verleg(?:ung|en)", r"redirect",
        r"diversion", r"diverting", r"omleid", r"umleit", r"réorient", r"dévi", r"noodplan", r"notfallplan",
        r"plan d.urgence", r"emergency plan", r"downtime", r"\bpaper\b", r"papier", r"\bsurge\b",
    ),
}  # fmt: skip
"""Beginnings of words that name a pillar, English, Dutch, French and German. Ours, from how such advice is written."""
_NAMED = MappingProxyType({pillar: re.compile("|".join(stems), re.IGNORECASE) for pillar, stems in _STEMS.items()})


def pillar_of(text: str, details: Mapping[str, str] | None = None) -> Pillar | None:
    """The pillar a text leans on: as `details["pillar"]` says, else by its words; the most often named one.

    Args:
        text: in English, Dutch, French or German.
        details: of the assertion.
    Returns:
        Of several named equally often the one named first; None: its words name none.

    >>> pillar_of("Netwerksegmentatie om zijwaartse beweging te beperken"), pillar_of("Praise the staff")
    (<Pillar.ZONES: 'zones'>, None)
    """
    named = (details or {}).get("pillar", "")
    if named:
        return _own_name(named) or pillar_of(named)
    found = {pillar: [hit.start() for hit in pattern.finditer(text)] for pillar, pattern in _NAMED.items()}
    hit = [pillar for pillar, hits in found.items() if hits]
    return min(hit, key=lambda pillar: (-len(found[pillar]), found[pillar][0]), default=None)


def _own_name(named: str) -> Pillar | None:
    folded = named.strip().lower().replace("-", "_").replace(" ", "_")
    return next((pillar for pillar in Pillar if pillar.value == folded), None)


def credits_in(drill: Mapping[str, Any], source: str) -> tuple[Measured, ...]:
    """What each defence of a drill saves of its primary outcome, laid to the pillar its name and title speak of.

    Args:
        drill: the object `codedark drill --json` prints.
        source: name of its file.
    Returns:
        By defence, in the drill's order. A defence that names no pillar is left out; a drill that did not play every
        combination gives no credit, and then neither do we.
    Raises:
        KeyError: it is no such object.
        TypeError: a part of it is of another kind.
    """
    outcome = str(drill["primary_outcome"])
    credit, ends = drill["shapley"].get(outcome, {}), drill["shapley_ci95"].get(outcome, {})
    titles = {arm["defences"][0]: str(arm["title"]) for arm in drill["arms"] if len(arm["defences"]) == 1}
    return tuple(
        _credit(pillar, str(defence), float(effect), ends.get(defence), outcome, source)
        for defence, effect in credit.items()
        if (pillar := pillar_of(f"{defence} {titles.get(defence, '')}".replace("-", " "))) is not None
    )


def _credit(pillar: Pillar, defence: str, effect: float, ends: Any, outcome: str, source: str) -> Measured:
    low, high = (None, None) if ends is None else (float(ends[0]), float(ends[1]))
    # A drill's credit is an effect: below 0 it saves. People read what is saved.
    return Measured(
        pillar=pillar,
        figure=Figure.CREDIT,
        value=-effect,
        low=None if high is None else -high,
        high=None if low is None else -low,
        name=defence,
        outcome=outcome,
        source=source,
    )
