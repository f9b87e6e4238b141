"""`codedark export INCIDENT --format stix|veris|misp|csv`: the record in others' formats, and what they cannot carry.

Writes the file to stdout, or with `--out` to a file (for its owner alone). What the format could not carry, and what
may not leave, is said on stderr, a line a reason, and in the file where it has a place. The same record as of the same
moment gives the same bytes: no clock is asked, and left out `--as-of` is the last moment the record tells of.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, counted, note
from codedark.cli.handing_out import hand_out
from codedark.cli.incident_place import Place, opened_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from codedark.formats.export_told import Exported, Telling
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Entry

FORMATS = ("stix", "veris", "misp", "csv")


def run(
    incident: Place,
    form: Annotated[str, typer.Option("--format", help="stix, veris, misp or csv.")],
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="T", help="As known then; a date means its end. Left out: all of it.")
    ] = "",
    tlp: Annotated[
        str,
        typer.Option("--tlp", help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED: what is stricter stays behind."),
    ] = "AMBER",
    out: Annotated[Path | None, typer.Option("--out", help="File to write; left out: stdout.")] = None,
) -> int:
    """The record as STIX, VERIS, MISP or CSV, and what the format cannot carry."""
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    check(faults, form, tlp, out)
    with opened_at(faults, incident, write=False) as log:
        telling = asked(faults, log.entries(), as_of, tlp, "INCIDENT")
    faults.stop_if_any()
    assert telling is not None
    made = writer_of(form)(telling)
    hand_out(out, made.raw)
    say_beside(form, telling, made, out)
    return ExitCode.DONE


def check(faults: Gathered, form: str, tlp: str, out: Path | None) -> None:
    """What can be told to be wrong before the record is opened."""
    from codedark.formats.export_told import Tlp

    if form not in FORMATS:
        faults.add("--format", "not a format it writes", f"one of {', '.join(FORMATS)}", value=form)
    if tlp.upper() not in list(Tlp):
        faults.add("--tlp", "not a marking", f"one of {', '.join(Tlp)}", value=tlp)
    if out is not None and out.is_dir():
        faults.add("--out", "a folder, not a file", "name the file in it", value=str(out))
    elif out is not None and not out.absolute().parent.is_dir():
        faults.add("--out", "no such folder", "make the folder, or correct the path", value=str(out))


def asked(faults: Gathered, entries: Sequence[Entry], as_of: str, tlp: str, where: str) -> Telling | None:
    """What is to be exported; None: something is at fault."""
    from codedark.cli.report_asked import moment
    from codedark.formats.export_told import Telling, Tlp
    from codedark.record.opening import about
    from codedark.record.view import view

    try:
        told = about(entries)
    except ValueError as wrong:
        faults.add(where, str(wrong), "name the folder of a record that was opened")
        return None
    at = moment(faults, "--as-of", as_of, told.timezone, ending=True) or last_moment(entries)
    if faults.faults:
        return None
    return Telling(about=told, view=view(entries, at), entries=entries, tlp=Tlp(tlp.upper()))


def last_moment(entries: Sequence[Entry]) -> datetime:
    """The last moment a record tells of: written down, or known."""
    written = [entry.header.recorded_at for entry in entries]
    known = [a.known_at for entry in entries if entry.body is not None for a in entry.body.assertions]
    return max([*written, *known])


def writer_of(form: str) -> Callable[[Telling], Exported]:
    """What writes a format."""
    from codedark.formats.misp_event import misp_event
    from codedark.formats.stix_bundle import stix_bundle
    from codedark.formats.timeline_csv import timeline_csv
    from codedark.formats.veris import veris

    return {"stix": stix_bundle, "veris": veris, "misp": misp_event, "csv": timeline_csv}[form]


def say_beside(form: str, telling: Telling, made: Exported, out: Path | None) -> None:
    """On stderr: what was written, and all that is not in it."""
    from codedark.formats.export_told import lost_lines

    where = "" if out is None else f"{out}: "
    accounts = sum(len(standing.accounts) for standing in telling.view.standings)
    words = [one for one in made.could_not_carry if one.as_text]
    left = [one for one in made.could_not_carry if one.assertion and not one.as_text]
    at = telling.view.as_of.isoformat(timespec="minutes")
    note(
        f"codedark: {where}{form}, TLP:{telling.tlp}, as of {at}: {counted(accounts, 'account')}, "
        f"{len(words)} of them in words alone, {len(left)} left behind."
    )
    for line in lost_lines(words):
        note(f"  in words alone: {harmless(line)}")
    for line in lost_lines(one for one in made.could_not_carry if not one.as_text):
        note(f"  not carried: {harmless(line)}")


def harmless(line: str) -> str:
    """A line that moves no terminal's cursor: what a record says may have been typed by anybody.

    >>> harmless("rain" + chr(27) + "[2J")
    'rain?[2J'
    """
    return "".join(letter if letter.isprintable() else "?" for letter in line)
