"""`codedark incident backup INCIDENT --to DIR`: the record as one encrypted file, read again before it counts.

With `--json`: `{"incident", "file", "sha256", "made_at", "entries", "heads": [...], "sound", "findings":
[...]}`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, counted, note, print_json, say
from codedark.cli.incident_place import Folder, Json
from codedark.cli.incident_said import entries_said
from codedark.cli.incident_secrets import PASSPHRASE

if TYPE_CHECKING:
    from codedark.store.incident_backup import BackupMade
    from codedark.store.incident_log import IncidentLog


def run(
    incident: Folder,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder on another medium.")],
    recipient: Annotated[
        list[str] | None,
        typer.Option("--recipient", metavar="AGE", help="Who can open it: age1..., or a file of it; repeatable."),
    ] = None,
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help=f"Instead: a passphrase, asked for, or {PASSPHRASE}.")
    ] = False,
    json: Json = False,
) -> int:
    """The record as one encrypted file, read again before it counts."""
    from codedark.cli.incident_place import opened_folder
    from codedark.cli.incident_secrets import asked_passphrase, recipients_of
    from codedark.hospital.gathered import Gathered
    from codedark.store.incident_backup import backup

    faults = Gathered()
    recipients = recipients_of(faults, recipient or [])
    if bool(recipient) == passphrase:
        what = "recipients and a passphrase: one of the two" if passphrase else "who can open it was not told"
        faults.add("--recipient", what, "age1... (`codedark snapshot key FOLDER` makes one), or --passphrase")
    with opened_folder(faults, incident, write=False) as log:
        faults.stop_if_any()
        made = backup(log, to, recipients=recipients, passphrase=asked_passphrase(confirmed=True) if passphrase else "")
        _answer(log, made, passphrase, json)
    return ExitCode.DONE


def _answer(log: IncidentLog, made: BackupMade, passphrase: bool, json: bool) -> None:
    from codedark.cli.incident_verifying import findings_plain
    from codedark.record.head_words import head_words
    from codedark.store.sent_files import SENT

    words = [head_words(head) for head in made.heads]
    if json:
        print_json(
            {
                "incident": log.incident,
                "file": str(made.path),
                "sha256": made.sha256,
                "made_at": made.made_at,
                "entries": made.entries_count,
                "heads": words,
                "sound": not made.findings,
                "findings": findings_plain(made.findings),
            }
        )
    else:
        _say(log, made, words, passphrase)
    beside = sorted(log.folder.glob(f"{SENT}/*"))
    if beside:
        note(f"codedark: {counted(len(beside), 'text')} under {log.folder / SENT} NOT in the backup: copy it too")
    if made.findings:
        note("codedark: THE RECORD IS NOT AS IT WAS WRITTEN, and so is the backup: look with")
        note(f"  codedark incident verify {log.folder}")


def _say(log: IncidentLog, made: BackupMade, words: list[str], passphrase: bool) -> None:
    say(f"Backed up: {made.path}")
    say(f"It holds {entries_said(made.entries_count)} and was read again; sha256 {made.sha256}.")
    say("This laptop's key is not in it: whoever restores it writes with a key of their own.")
    say("Heads in it, to write on paper:")
    for line in words:
        say(line, indent="  ")
    say("Next, the page it is restored from:")
    opens = " --passphrase" if passphrase else ""
    page = f"codedark incident page {log.folder} --backup {made.path}{opens} --out restore.pdf"
    say(page, indent="  ", hanging="    ")
