"""What the sub-verbs of `incident` share: moments as typed, the log's warnings, an entry named by a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from codedark.cli.answer import note

if TYPE_CHECKING:
    from datetime import datetime

    from codedark.hospital.gathered import Gathered
    from codedark.record.edtf import When
    from codedark.record.entry import Entry
    from codedark.store.incident_log import IncidentLog

SHORT = 12
"""Digits of an entry's hash that people see; the beginning is enough to name it."""


def when(faults: Gathered, option: str, text: str) -> When | None:
    """A moment or interval as EDTF; None: not told, or at fault."""
    from codedark.record.edtf import When

    if not text:
        return None
    try:
        return When(text)
    except ValueError as wrong:
        faults.add(option, str(wrong).split(": ")[0], "2026-03-03, 2026-03-03T07:15, ~ for about, ../ for on or before")
        return None


def end_of(faults: Gathered, option: str, text: str, zone: str, unless: datetime) -> datetime:
    """The last instant of a moment as typed, in the incident's zone: a date means its end."""
    told = when(faults, option, text)
    if told is None:
        return unless
    last = told.latest(zone)
    if last is None:
        faults.add(option, "has no end", "a date or a time", value=text)
        return unless
    return last - timedelta(microseconds=1)  # EDTF's end is the first instant after it


def start_of(faults: Gathered, option: str, text: str, zone: str) -> datetime | None:
    """The first instant of a moment as typed; None: not told."""
    told = when(faults, option, text)
    if told is None:
        return None
    first = told.earliest(zone)
    if first is None:
        faults.add(option, "has no beginning", "a date or a time", value=text)
    return first


def say_warnings(log: IncidentLog) -> None:
    """What the store wants people to hear, once."""
    for warning in log.warnings:
        note(f"codedark: {warning}")
    log.warnings.clear()


def entry_named(faults: Gathered, entries: list[Entry], named: str) -> Entry | None:
    """The entry a person names: by the beginning of its hash, or by its number (`213`, or `4f2a9c01#213`)."""
    found = [entry for entry in entries if _is_named(entry, named.lower())]
    if len(found) == 1:
        return found[0]
    several = ", ".join(f"{e.header.device[:8]}#{e.header.seq}" for e in found[:5])
    what = f"names {len(found)} entries ({several})" if found else "names no entry"
    faults.add("ENTRY", what, "its number as `incident show --entries` prints it, DEVICE#NUMBER", value=named)
    return None


def _is_named(entry: Entry, named: str) -> bool:
    device, _, number = named.rpartition("#")
    if number.isdigit() and len(number) < SHORT:
        return entry.header.seq == int(number) and entry.header.device.startswith(device)
    return len(named) >= 8 and entry.hash.startswith(named)
