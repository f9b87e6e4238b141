"""What somebody asks of `notify`: the incident opened, moments in its own time, packs and names; faults at once."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.answer import note
from codedark.cli.divert_asked import HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codedark.hospital.gathered import Gathered
    from codedark.record.decided import Case
    from codedark.record.rule_pack import RulePack, Stage
    from codedark.store.incident_log import IncidentLog

OWN_PACKS = "rule_packs"
"""Folder within an incident's whose packs are read without being asked for."""


@contextmanager
def opened(faults: Gathered, folder: Path, *, write: bool) -> Iterator[IncidentLog]:
    """The incident's log, its warnings on stderr; what is wrong with it is told together with the faults found so far.

    Raises:
        BadHospital: with everything that is wrong.
    """
    from codedark.hospital.faults import BadHospital
    from codedark.store.incident_log import open_incident

    with ExitStack() as stack:
        try:
            log = stack.enter_context(open_incident(folder, write=write))
        except BadHospital as bad:
            faults.faults.extend(bad.faults)
            faults.stop()
        try:
            yield log
        finally:
            for warning in log.warnings:
                note(f"codedark: {warning}")


def packs_of(faults: Gathered, own: Path | None, incident: Path | None) -> tuple[RulePack, ...]:
    """The packs in force: those that come with this program, and the TOML files of a folder over them.

    Args:
        own: as told by `--packs`; None: `rule_packs` in the incident's folder, where there is one.
    """
    from codedark.formats.rule_pack_shelf import packs_in_force, shipped
    from codedark.hospital.faults import BadHospital
    from codedark.store.folder import load_file

    folder = own if own is not None or incident is None else incident / OWN_PACKS
    if folder is None or (own is None and not folder.is_dir()):
        return shipped()
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        missing = "no rule pack (*.toml) lies there" if folder.is_dir() else "no such folder"
        faults.add("--packs", missing, "name the folder of your rule packs", value=str(folder))
        return shipped()
    try:
        return packs_in_force({file.name: load_file(file) for file in files})
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        return shipped()


def clock() -> datetime:
    """Now, by this machine's clock."""
    return datetime.now(UTC).replace(microsecond=0)


def moment(faults: Gathered, option: str, text: str, zone: str, unless: datetime | None) -> datetime | None:
    """A moment in the incident's own time: with its date, or an hour of today; None where it is at fault.

    An hour the clock leaves out in spring is a fault; one it shows twice in autumn needs its offset.
    """
    if not text:
        return unless
    from zoneinfo import ZoneInfo

    today = clock().astimezone(ZoneInfo(zone))
    hour = HOUR.fullmatch(text)
    try:
        told = (
            today.replace(tzinfo=None, hour=int(hour[1]), minute=int(hour[2]), second=0)
            if hour is not None
            else datetime.fromisoformat(text)
        )
    except ValueError:
        faults.add(option, "not a moment", f"such as 08:15, or {today:%Y-%m-%d}T08:15", value=text)
        return None
    return told.astimezone(UTC) if told.tzinfo is not None else _on_the_wall(faults, option, told, text, zone)


def _on_the_wall(faults: Gathered, option: str, told: datetime, text: str, zone: str) -> datetime | None:
    from codedark.record.deadlines import on_the_spot, times_on_the_wall

    times = times_on_the_wall(told, zone)
    if len(times) == 1:
        return times[0]
    if not times:
        faults.add(option, f"no clock in {zone} shows that hour: it was put forward", "an hour later", value=text)
        return None
    both = " or ".join(f"{told:%Y-%m-%dT%H:%M}{on_the_spot(at, zone)[-6:]}" for at in times)
    faults.add(option, f"clocks in {zone} show that hour twice", f"with its offset: {both}", value=text)
    return None


def past(faults: Gathered, option: str, text: str, at: datetime | None, now: datetime | None, zone: str) -> None:
    """What is told to have happened has happened by then."""
    if at is not None and now is not None and at > now:
        from codedark.record.deadlines import on_the_spot

        fix = "mend it; an hour alone is of today, an hour of yesterday needs its date"
        faults.add(option, f"still to come: it is {on_the_spot(now, zone)}", fix, value=text)


def said(faults: Gathered, option: str, text: str, what: str = "") -> str:
    """A text, its blanks as one; where it may not be empty, `what` says what belongs there."""
    told = " ".join(text.split())
    if not told and what:
        faults.add(option, "left out", what)
    elif not told.isprintable():
        faults.add(option, "letters that cannot be printed", "leave them out", value=repr(told))
    return told


def regime_of(faults: Gathered, option: str, text: str, packs: Sequence[RulePack]) -> RulePack | None:
    """A pack by its name."""
    from codedark.hospital.spelling import Spelling

    found = next((pack for pack in packs if pack.regime == text), None)
    if found is None:
        names = [pack.regime for pack in packs]
        faults.add(
            option, "no rule pack of that name", Spelling(names).fix(text, f"one of {', '.join(names)}"), value=text
        )
    return found


def stage_of(faults: Gathered, option: str, text: str, packs: Sequence[RulePack]) -> tuple[RulePack, Stage] | None:
    """A stage as people name it, `nis2-be:early-warning`; of a pack with one stage the pack's name does."""
    from codedark.hospital.spelling import Spelling

    regime, _, name = text.partition(":")
    pack = next((pack for pack in packs if pack.regime == regime), None)
    stage = None if pack is None else pack.stage(name) if name or len(pack.stages) > 1 else pack.stages[0]
    if pack is not None and stage is not None:
        return pack, stage
    names = [f"{one.regime}:{each.name}" for one in packs for each in one.stages]
    near = names if pack is None else [f"{pack.regime}:{each.name}" for each in pack.stages]
    listed = f"one of {', '.join(near)}"
    fix = listed if pack is not None and not name else Spelling(names).fix(text, listed)
    faults.add(option, "no stage of that name", fix, value=text)
    return None


def word_of(faults: Gathered, text: str, packs: Sequence[RulePack], case: Case | None) -> str:
    """A word that can be decided: one the packs ask for, or one this record decided before."""
    from codedark.hospital.spelling import Spelling
    from codedark.record.rule_pack import decision_words

    told = text.strip().lower().replace(" ", "-")
    known = [*decision_words(tuple(packs)), *([] if case is None else [one.decision.what for one in case.decided])]
    if told not in known:
        fix = Spelling(known).fix(told, f"one of {', '.join(dict.fromkeys(known))}")
        faults.add("WHAT", "no clock hangs on that", fix, value=text)
    return told


def case_in(log: IncidentLog, now: datetime) -> Case:
    """What of a log bears on its clocks, as of a moment."""
    from codedark.record.decided import case_of
    from codedark.record.view import view

    entries = log.entries()
    return case_of(entries, view(entries, now), log.about.timezone)
