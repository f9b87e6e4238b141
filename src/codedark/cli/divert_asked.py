"""What somebody asks of `divert`: options checked all at once, moments in the hospital's own time, today's patients."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from codedark.depend import Outage
    from codedark.divert.census import Census
    from codedark.hospital.gathered import Gathered
    from codedark.hospital.records import Hospital

HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])")
EFFORT_MOST = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options as typed."""

    down: tuple[str, ...]
    fell: str
    now: str
    back: str
    assume_beds: float | None
    stay_h: float
    effort: int
    seed: int
    certify: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The moments, aware, in the hospital's own time zone."""

    fell_at: datetime
    now: datetime
    back_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """A hospital with today's patients, and what it was made from."""

    hospital: Hospital
    census: Census | None
    notes: tuple[str, ...]


def moments_of(told: Options, hospital: Hospital) -> Moments:
    """Read the moments and check the numbers.

    Raises:
        BadHospital: every option that is at fault.
    """
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    zone = ZoneInfo(hospital.settings.hospital.timezone)
    clock = datetime.now(UTC).astimezone(zone)
    now = moment(faults, "--now", told.now, clock, clock)
    fell = moment(faults, "--fell", told.fell, now, now)
    back = moment(faults, "--back", told.back, now, fell) if told.back else None
    if now is not None and fell is not None and now < fell:
        fix = "a moment at or after --fell; both with their offset, or both as hours of today"
        faults.add("--now", f"before the fall ({fell:%Y-%m-%d %H:%M})", fix, value=told.now or f"{now:%H:%M}")
    if back is not None and fell is not None and back < fell:
        faults.add("--back", "before the fall", "a moment after --fell", value=told.back)
    _within(faults, "--assume-beds", told.assume_beds, 0, 100)
    _within(faults, "--stay", told.stay_h, 0, 24 * 366)
    _within(faults, "--effort", told.effort, 0, EFFORT_MOST)
    faults.stop_if_any()
    assert fell is not None and now is not None
    return Moments(fell_at=fell, now=now, back_at=back)


def _within(faults: Gathered, option: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        faults.add(option, "out of range", f"a number from {low:,g} to {high:,.0f}", value=f"{value:g}")


def moment(
    faults: Gathered, option: str, text: str, unless: datetime | None, day_of: datetime | None
) -> datetime | None:
    """A moment with its offset, or an hour of the day of another moment; None where it is at fault."""
    if not text or unless is None or day_of is None:
        return unless
    hour = HOUR.fullmatch(text)
    if hour is not None:
        return day_of.replace(hour=int(hour[1]), minute=int(hour[2]), second=0, microsecond=0)
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        faults.add(option, "not a moment", "such as 08:15, or 2024-05-17T08:15+02:00", value=text)
        return None
    return told.replace(tzinfo=day_of.tzinfo) if told.tzinfo is None else told.astimezone(day_of.tzinfo)


def outage_of(hospital: Hospital, down: tuple[str, ...]) -> Outage:
    """What falls when these are off, and stays off."""
    from codedark.depend import compile, what_falls_if, what_is_off
    from codedark.hospital.faults import BadHospital

    words = [word for words in down for word in words.replace(",", " ").split()]
    try:
        off = what_is_off(hospital, words)
    except BadHospital as wrong:
        raise BadHospital([replace(fault, file="--down") for fault in wrong.faults]) from None
    return what_falls_if(hospital, compile(hospital), off)


def today_of(hospital: Hospital, store: Path | None, identity: Path | None, now: datetime) -> Today:
    """The hospital with the patients of the newest snapshot that opens; without a store, with those of its folder.

    The folder may have changed since the snapshot was taken: what it no longer knows is left out and named, for a plan
    must not stumble over it at night.
    """
    if store is None:
        return Today(hospital=hospital, census=None, notes=())
    from codedark.cli.verb_snapshot import ask_passphrase
    from codedark.divert.todays import strangers, todays
    from codedark.store.snapshot import SnapshotFolder

    folder = SnapshotFolder(store)
    opened = folder.newest(folder.identity(ask_passphrase, identity), now)
    census = opened.kept.census
    notes = [*(f"Damaged, an older snapshot is used: {one}" for one in opened.damaged), *strangers(hospital, census)]
    return Today(hospital=_known(todays(hospital, census)), census=census, notes=tuple(notes))


def _known(hospital: Hospital) -> Hospital:
    """The same without patients at sites it does not have, and without needs it does not have."""
    patients = {
        name: replace(p, needs=tuple(need for need in p.needs if need in hospital.services))
        for name, p in hospital.patients.items()
        if p.site in hospital.sites
    }
    return replace(hospital, patients=patients)
