"""`codedark report INCIDENT`: what happened and how we know, as of any moment, in nl, fr, de or en.

INCIDENT is the folder of a record, or the file of its mirror. `--as-of` takes a date (its end) or a time in the
incident's own zone; what was entered later about the time before counts, and is said. `--format json` prints the object
that docs/reference/report.md describes. Printing changes nothing: a report that leaves the house is given a number with
`--issue`, which enters it in the log, with the hash of its bytes and the heads, before it is handed out.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note
from codedark.cli.handing_out import hand_out

if TYPE_CHECKING:
    from codedark.cli.report_asked import Wanted, Words
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Entry
    from codedark.record.log import Log
    from codedark.record.pillars import Measured
    from codedark.record.report import Report


def run(
    incident: Annotated[Path, typer.Argument(help="Folder of the incident, or the file of its mirror.")],
    as_of: Annotated[str, typer.Option("--as-of", metavar="T", help="As known then; a date means its end.")] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="T", help="What changed since then; left out: the last report issued.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", help="nl, fr, de or en; left out: the record's first.")] = "",
    form: Annotated[
        str, typer.Option("--format", help="md, html, json, pdf; hics201, hics214, hics251 (CSV, with -pdf, -blank).")
    ] = "md",
    kind: Annotated[str, typer.Option("--kind", help="situation, final or handover.")] = "situation",
    handover: Annotated[
        str, typer.Option("--handover", metavar="SPAN", help="From one shift to the next: the last 12h, 90min, 2d.")
    ] = "",
    log: Annotated[str, typer.Option("--log", help="How much of the log: all, decisions or none.")] = "",
    start: Annotated[str, typer.Option("--from", metavar="T", help="The log from then on.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="T", help="The log until then.")] = "",
    tlp: Annotated[
        str, typer.Option("--tlp", help="Marking: CLEAR, GREEN, AMBER, AMBER+STRICT, RED; no looser than its sources.")
    ] = "",
    hospital: Annotated[
        Path | None, typer.Option("--hospital", help="Folder of the hospital: figures beside recommendations.")
    ] = None,
    drill: Annotated[
        Path | None, typer.Option("--drill", help="Result of a drill, as --json printed it: what defences save.")
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option("--scenario", metavar="OUT.toml", help="Write a drill scenario for --hospital too.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; left out: stdout.")] = None,
    issue: Annotated[
        bool, typer.Option("--issue", help="It leaves the house: numbered, and entered in the log.")
    ] = False,
    role: Annotated[str, typer.Option("--role", help="Who issues it: a role, never a person's name.")] = "",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> int:
    """What happened and how we know, as of any moment: each value marked, accounts that differ side by side."""
    from codedark.cli.report_asked import Words, check_words
    from codedark.cli.report_scenario import write_scenario
    from codedark.hospital.gathered import Gathered

    words = Words(
        as_of=as_of,
        since=since,
        start=start,
        end=end,
        handover=handover,
        lang=lang,
        form="json" if json else form,
        kind=kind,
        log=log,
        tlp=tlp,
        out=out,
        issue=issue,
        role=role,
    )
    faults = Gathered()
    check_words(faults, words)
    _terminal(faults, words)
    with ExitStack() as stack:
        source = _source(faults, incident, issue, stack)
        wanted = _wanted(faults, words, source)
        measured = _measured(faults, hospital, drill)
        faults.stop_if_any()
        assert wanted is not None
        if scenario is not None:
            write_scenario(faults, scenario, hospital, source.entries, wanted.as_of)
        made, raw = _made(faults, words, wanted, source, measured)
        hand_out(out, raw)
        _say_beside(made, words, issue)
    return ExitCode.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the entries came from."""

    entries: list[Entry]
    log: Log | None
    """None: a mirror, which takes no entry."""
    now: datetime
    folder: Path


def _terminal(faults: Gathered, words: Words) -> None:
    from codedark.cli.report_forms import BYTES_ONLY

    if words.form in BYTES_ONLY and words.out is None and sys.stdout.isatty():
        faults.add("--format", "no terminal shows it", "name a file with --out, or pipe it on", value=words.form)


def _source(faults: Gathered, incident: Path, issue: bool, stack: ExitStack) -> Source:
    """Entries of a folder or of a mirror's file."""
    from codedark.cli.notify_asked import clock, opened

    if not incident.is_file():
        log = stack.enter_context(opened(faults, incident, write=issue))
        return Source(entries=log.entries(), log=log, now=clock(), folder=incident)
    if issue:
        faults.add("--issue", "a mirror takes no entries", "name the folder of the incident", value=str(incident))
    return Source(entries=_mirrored(faults, incident), log=None, now=clock(), folder=incident.parent)


def _mirrored(faults: Gathered, file: Path) -> list[Entry]:
    from codedark.record.plain import NotThisForm
    from codedark.record.row import entry_of
    from codedark.store.folder import load_file
    from codedark.store.incident_mirror import read_mirror

    read, made = read_mirror(load_file(file)), []
    for row in read.rows:
        try:
            made.append(entry_of(row))
        except NotThisForm as wrong:
            note(f"codedark: entry {row.seq} of device {row.device} cannot be read and is left out: {wrong}")
    for line in read.damaged:
        note(f"codedark: {file}, line {line}: cannot be read and is left out")
    if not made:
        faults.add(str(file), "no entry of a record stands in it", "name the folder of an incident, or its mirror")
        faults.stop()
    return made


def _wanted(faults: Gathered, words: Words, source: Source) -> Wanted | None:
    from codedark.cli.report_asked import understood
    from codedark.record.opening import about

    try:
        told = about(source.entries)
    except ValueError as wrong:
        faults.add(str(source.folder), str(wrong), "name the folder of a record that was opened")
        return None
    return understood(faults, words, told.timezone, told.languages, source.entries, source.now)


def _measured(faults: Gathered, hospital: Path | None, drill: Path | None) -> tuple[Measured, ...]:
    if hospital is None and drill is None:
        return ()
    from codedark.cli.report_measuring import measured_by

    return measured_by(faults, hospital, drill)


def _made(
    faults: Gathered, words: Words, wanted: Wanted, source: Source, measured: tuple[Measured, ...]
) -> tuple[Report, bytes]:
    """The report and its bytes; when it is issued, entered in the log before anybody has them."""
    from codedark.cli.report_forms import rendered
    from codedark.record.report import Spell
    from codedark.record.report_issue import issue
    from codedark.record.reporting import Asked, report

    asked = Asked(
        as_of=wanted.as_of,
        generated_at=source.now,
        kind=wanted.kind,
        issue=words.issue,
        since=wanted.since,
        tlp=words.tlp,
        log=wanted.log,
        spell=Spell(start=wanted.start, end=wanted.end),
        due=_due(faults, source, wanted),
        measured=measured,
    )
    made = report(source.entries, asked)
    _no_looser(faults, words.tlp, source.entries, wanted.as_of)
    raw = rendered(made, words.form, wanted.lang)
    if words.issue and source.log is not None:
        source.log.append(issue(made, raw, role=words.role.strip(), lang=wanted.lang, form=words.form))
    return made, raw


def _due(faults: Gathered, source: Source, wanted: Wanted) -> dict[tuple[str, str], datetime]:
    """Deadlines of what was sent, from the clocks of the rule packs in force."""
    from codedark.cli.notify_asked import packs_of
    from codedark.record.clocks import clocks
    from codedark.record.decided import case_of
    from codedark.record.opening import about
    from codedark.record.view import view

    if not any(entry.body is not None and entry.body.sent is not None for entry in source.entries):
        return {}
    packs = packs_of(faults, None, source.folder)
    faults.stop_if_any()
    case = case_of(source.entries, view(source.entries, wanted.as_of), about(source.entries).timezone)
    return {
        (str(clock.regime), str(clock.stage.name)): clock.due
        for clock in clocks(case, packs)
        if isinstance(clock.due, datetime)
    }


def _no_looser(faults: Gathered, tlp: str, entries: list[Entry], as_of: datetime) -> None:
    """A report may be marked more strictly than its sources, never less."""
    from codedark.record.reporting import TLP, strictest
    from codedark.record.view import view

    if not tlp:
        return
    least = strictest(view(entries, as_of))
    if TLP.index(tlp) < TLP.index(least):
        faults.add("--tlp", f"looser than a source it rests on (TLP:{least})", f"{least} or stricter", value=tlp)
        faults.stop()


def _say_beside(made: Report, words: Words, issue: bool) -> None:
    """On stderr: which report it is, what stands open, where it went."""
    from zoneinfo import ZoneInfo

    head = made.head
    at = head.as_of.astimezone(ZoneInfo(head.timezone)).isoformat(timespec="minutes")
    where = "" if words.out is None else f"{words.out}: "
    opens = sum(one.answered_at is None for one in made.opens)
    what = f"{head.kind.value} report" + (f" {head.number}" if head.number else "")
    issued = ", issued" if issue else ", not issued" if head.number else ""
    note(
        f"codedark: {where}{what}{issued}, as of {at}, TLP:{head.tlp}; "
        f"{opens} unknown, {len(made.beside)} with accounts that do not say the same."
    )
