"""What stands at the foot of every page of a plan: whose, made when, from how old a snapshot, on assumed beds?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from codedark.divert.transfer_plan import TransferPlan
from codedark.formats.local_time import MONTHS, wall_clock
from codedark.hospital.records import Hospital


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStamp:
    """Who made a page, when, and from what; `clock` writes every other moment on it."""

    hospital: str
    timezone: str
    made_at: datetime
    snapshot_age: str
    """In words: `42 min`; empty: from the folder's own tables, not from a snapshot."""
    assumed_beds_pct: float | None
    """Share of recognised beds taken as free where nobody confirmed any; None: confirmed beds alone."""
    incident: str = ""
    """As the hospital or the dispatch centre calls it; empty: a blank box."""

    def clock(self, at: datetime | None) -> str:
        """A moment on the hospital's wall, with its day where it is not the day the page was made."""
        return wall_clock(at, self.timezone, self.made_at)

    @property
    def day(self) -> date:
        """The day the page was made, there."""
        return self.made_at.astimezone(ZoneInfo(self.timezone)).date()

    @property
    def footer(self) -> dict[str, Any]:
        """The foot of a page, as the templates name it."""
        day, pct = self.day, self.assumed_beds_pct
        return {
            "hospital": self.hospital,
            "made": f"plan made {day.day} {MONTHS[day.month - 1]} {day.year} {self.clock(self.made_at)}",
            "snapshot": f"snapshot {self.snapshot_age} old" if self.snapshot_age else "no snapshot: from the folder",
            "assumed": "" if pct is None else f"ASSUMED BEDS: {pct:g} % of recognised beds taken as free",
        }


def page_stamp(
    hospital: Hospital, plan: TransferPlan, *, made_at: datetime, snapshot_age: str, incident: str = ""
) -> PageStamp:
    """The stamp of everything printed from one plan.

    Raises:
        ValueError: `made_at` has no time zone.
    """
    if made_at.tzinfo is None:
        raise ValueError(f"made_at={made_at.isoformat()}: has no time zone, so no clock on a wall shows it")
    about = hospital.settings.hospital
    return PageStamp(
        hospital=about.name,
        timezone=about.timezone,
        made_at=made_at,
        snapshot_age=snapshot_age,
        assumed_beds_pct=plan.assumed_beds_pct,
        incident=incident,
    )
