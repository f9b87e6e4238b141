"""`codedark incident take INCIDENT ...`: what other verbs did and kept themselves, into the record, each line once.

`--live HOSPITAL`: the laptop's log of a live incident. `--gate FOLDER`: a gate's own journal. `--day EVENTS`: a day of
transfers. `--notices BOOK`: diversion notices. `--drill FILE.json`: a drill, as an exercise. `--spooled FILE`: what
could not be recorded when it happened. Taken twice, nothing is added twice; what was erased does not come back.

With `--json`: `{"incident", "taken": [{"from", "count", "held_count", "erased_count", "torn_count"}], "count"}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, counted, print_json

if TYPE_CHECKING:
    from codedark.cli.divert_asked import Options
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Draft
    from codedark.record.log import Log


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of the lines of one source."""

    count: int
    """Entered now."""
    held_count: int
    """In the record already."""
    erased_count: int
    """Left out: an entry of that moment, kind and role was erased."""

    @property
    def skipped(self) -> int:
        """Lines that were not entered."""
        return self.held_count + self.erased_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The lines of one source, as drafts."""

    source: str
    drafts: tuple[Draft, ...]
    torn_count: int = 0
    """Lines that break off, and were left out."""


def take(log: Log, drafts: Iterable[Draft]) -> Taken:
    """Enter what the record lacks, in the order given.

    Raises:
        OSError: the record could not be written; what was entered before stays, and the rest is taken the next time.
    Cost: the record is read once; then an append a draft.
    """
    from codedark.response.recorded_origin import sifted

    found = sifted(drafts, log.entries())
    for draft in found.new:
        log.append(draft)
    return Taken(count=len(found.new), held_count=found.held_count, erased_count=found.erased_count)


def of_live(path: Path) -> Found:
    """The laptop's log of a live incident: a hospital's folder, its `live` folder, or the file."""
    from codedark.formats.live_log import read_live_log
    from codedark.response.recorded import recorded

    file = _within(path, "live/log.jsonl", "log.jsonl")
    read = read_live_log(str(file), _bytes(file, "--live"))
    return Found(source=str(file), drafts=tuple(map(recorded, read.lines)), torn_count=read.torn_count)


def of_gate(path: Path) -> Found:
    """A gate's journal: the gate's folder, or a copy of its file that is called after the gate."""
    from codedark.formats.live_log import read_journal
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.response.recorded_gate import NoJournalLine, recorded_gate

    file = _within(path, "journal.jsonl")
    read = read_journal(str(file), _bytes(file, "--gate"))
    gate, drafts, faults = _gate_of(file), [], []
    for number, line in enumerate(read.lines, 1):
        try:
            drafts.append(recorded_gate(line, gate))
        except NoJournalLine as wrong:
            fix = "put back a copy of the file; a line is never mended by hand"
            faults.append(Fault(file=str(file), row=number, message=str(wrong), fix=fix))
    if faults:
        raise BadHospital(faults)
    return Found(source=str(file), drafts=tuple(drafts), torn_count=read.torn_count)


def _gate_of(file: Path) -> str:
    """The member's own name where its settings lie beside; else what the folder, or the copied file, is called."""
    from codedark.gates.agent_folder import AgentFolder
    from codedark.hospital.faults import BadHospital

    with suppress(BadHospital, OSError):
        return str(AgentFolder(file.parent).settings().agent)
    return file.parent.name if file.name == "journal.jsonl" else file.stem


def of_day(events: Path, hospital: Path, told: Options, key: bytes, *, snapshot: Path | None = None) -> Found:
    """A day of transfers, played as `codedark divert --replay` plays it with the same options."""
    from codedark.cli.divert_replay import played_day
    from codedark.response.recorded_day import recorded_day

    played = played_day(hospital, told, (), snapshot, None, events)
    return Found(source=str(events), drafts=recorded_day(played, key))


def of_notices(file: Path) -> Found:
    """A book of diversion notices."""
    from codedark.response.recorded_notices import recorded_notices
    from codedark.store.notice_file import read_book

    return Found(source=str(file), drafts=recorded_notices(read_book(file).book))


def of_drill(file: Path, at: datetime) -> Found:
    """What `codedark drill --json` printed."""
    from codedark.drill.recorded_drill import recorded_drill
    from codedark.hospital.faults import BadHospital, Fault

    try:
        return Found(source=str(file), drafts=(recorded_drill(_bytes(file, "--drill"), at),))
    except ValueError as wrong:
        fix = "name the file that `codedark drill HOSPITAL --json > FILE` made"
        raise BadHospital([Fault(file=str(file), message=f"no drill's answer: {wrong}", fix=fix)]) from None


def of_spool(file: Path) -> Found:
    """What could not be recorded when it happened."""
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.record.entry import Draft
    from codedark.record.plain import NotThisForm, from_bytes

    *whole, rest = _bytes(file, "--spooled").split(b"\n")
    drafts, faults = [], []
    for number, line in enumerate(whole, 1):
        try:
            drafts.append(from_bytes(Draft, line))
        except NotThisForm as wrong:
            fix = "put back a copy of the file; a line is never mended by hand"
            faults.append(Fault(file=str(file), row=number, message=str(wrong), fix=fix))
    if faults:
        raise BadHospital(faults)
    return Found(source=str(file), drafts=tuple(drafts), torn_count=int(bool(rest.strip())))


def _within(path: Path, *names: str) -> Path:
    """A file that is named itself, or by a folder it lies in."""
    if not path.is_dir():
        return path
    return next((path / name for name in names if (path / name).is_file()), path / names[0])


def _bytes(file: Path, option: str) -> bytes:
    from codedark.hospital.faults import BadHospital, Fault

    try:
        return file.read_bytes()
    except FileNotFoundError:
        fault = Fault(file=option, value=str(file), message="is not there", fix="correct the path")
        raise BadHospital([fault]) from None


_Path = Path | None


def run(
    incident: Annotated[str, typer.Argument(help="Folder of the incident.")],
    live: Annotated[
        _Path, typer.Option("--live", metavar="HOSPITAL", help="The laptop's log of a live incident.")
    ] = None,
    gate: Annotated[_Path, typer.Option("--gate", metavar="FOLDER", help="A gate's own journal.")] = None,
    notices: Annotated[_Path, typer.Option("--notices", metavar="BOOK", help="A book of diversion notices.")] = None,
    drill: Annotated[_Path, typer.Option("--drill", metavar="FILE", help="A drill's --json, as an exercise.")] = None,
    day: Annotated[_Path, typer.Option("--day", metavar="EVENTS", help="A day of transfers, with --hospital.")] = None,
    hospital: Annotated[_Path, typer.Option("--hospital", help="With --day: the hospital's folder.")] = None,
    down: Annotated[list[str] | None, typer.Option("--down", help="With --day: what was off; repeatable.")] = None,
    fell: Annotated[str, typer.Option("--fell", help="With --day: when it fell, a moment with its offset.")] = "",
    snapshot: Annotated[
        _Path, typer.Option("--snapshot", help="With --day: patients of this folder's snapshot.")
    ] = None,
    spooled: Annotated[_Path, typer.Option("--spooled", metavar="FILE", help="What could not be recorded.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Take over what live commands, gates, transfers, notices and drills kept themselves. Each line once."""
    from codedark.cli.recording import open_record, said, shown
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    _check(faults, [live, gate, notices, drill, day, spooled], day, hospital, down, fell)
    found = [
        *([of_live(live)] if live is not None else []),
        *([of_gate(gate)] if gate is not None else []),
        *([of_notices(notices)] if notices is not None else []),
        *([of_drill(drill, datetime.now(UTC))] if drill is not None else []),
        *([of_spool(spooled)] if spooled is not None else []),
    ]
    if day is not None and hospital is not None:
        from codedark.cli.patients_key import patients_key

        told = _options(down, fell)
        found.append(of_day(day, hospital, told, patients_key(incident), snapshot=snapshot))
    with closing(open_record(incident)) as log:
        said(log)
        try:
            taken = [(one, take(log, one.drafts)) for one in found]
        finally:
            said(log)
    _told(shown(incident), taken, as_json)
    return ExitCode.DONE


def _check(
    faults: Gathered, sources: list[Path | None], day: Path | None, hospital: Path | None, down: object, fell: str
) -> None:
    if not any(source is not None for source in sources):
        fix = "name --live, --gate, --day, --notices, --drill or --spooled"
        faults.add("codedark incident take", "nothing to take", fix)
    for option, there in (("--hospital", hospital is not None), ("--down", bool(down)), ("--fell", bool(fell))):
        if day is not None and not there:
            faults.add(option, "left out", "a day is played in its hospital, from when these fell")
        elif day is None and there:
            faults.add(option, "without --day", "leave it out, or name the day's events")
    faults.stop_if_any()


def _options(down: list[str] | None, fell: str) -> Options:
    """A day as `divert --replay` plays it unless somebody says otherwise."""
    from codedark.cli.divert_asked import Options

    return Options(
        down=tuple(down or ()), fell=fell, now="", back="", assume_beds=None, stay_h=24.0, effort=60_000, seed=0,
        certify=False,
    )  # fmt: skip


def _told(incident: str, taken: list[tuple[Found, Taken]], as_json: bool) -> None:
    total = sum(one.count for _, one in taken)
    if as_json:
        rows = [
            {
                "from": found.source,
                "count": one.count,
                "held_count": one.held_count,
                "erased_count": one.erased_count,
                "torn_count": found.torn_count,
            }
            for found, one in taken
        ]
        print_json({"incident": incident, "taken": rows, "count": total})
        return
    for found, one in taken:
        left = [f"{one.held_count} there already"] * bool(one.held_count)
        left += [f"{one.erased_count} erased before"] * bool(one.erased_count)
        left += [f"{counted(found.torn_count, 'line')} broken off"] * bool(found.torn_count)
        print(f"{found.source}: {counted(one.count, 'line')} taken{'; ' + ', '.join(left) if left else ''}")
