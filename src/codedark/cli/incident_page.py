"""`codedark incident page INCIDENT --out FILE.pdf`: the page on paper that another laptop restores the record from.

With `--json`: `{"incident", "file", "entries", "heads": [...], "left_out", "secret"}`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, counted, note, print_json, say
from codedark.cli.incident_place import Folder, Json

if TYPE_CHECKING:
    from codedark.record.entry import Head
    from codedark.store.incident_log import IncidentLog


def run(
    incident: Folder,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.pdf", help="File to write.")],
    backup: Annotated[
        Path | None, typer.Option("--backup", metavar="FILE", help="The last backup: its name stands in the commands.")
    ] = None,
    backups: Annotated[str, typer.Option("--backups", help="Where backups lie, in words.")] = "",
    mirror: Annotated[str, typer.Option("--mirror", help="Where the mirror lies, in words.")] = "",
    held_by: Annotated[str, typer.Option("--held-by", help="Which role holds what opens the backups.")] = "",
    program: Annotated[str, typer.Option("--program", help="Where a copy of this program lies.")] = "",
    command: Annotated[str, typer.Option("--command", help="How the program is called there.")] = "codedark",
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Backups open with a passphrase.")] = False,
    with_identity: Annotated[
        Path | None,
        typer.Option("--with-identity", metavar="FILE", help="Print the secret too: for a sealed envelope alone."),
    ] = None,
    json: Json = False,
) -> int:
    """The page a record is restored from: commands, places, heads to countersign."""
    from codedark.cli.incident_place import opened_folder
    from codedark.cli.incident_secrets import identity_of
    from codedark.hospital.gathered import Gathered
    from codedark.paper.restore_page import KeptWhere, RestorePage, restore_page
    from codedark.store.snapshot import write_whole

    faults = Gathered()
    secret = "" if with_identity is None else identity_of(faults, with_identity)
    if backup is not None and not backup.is_file():
        faults.add("--backup", "no such file", "name the .age file", value=str(backup))
    with opened_folder(faults, incident, write=False) as log:
        faults.stop_if_any()
        heads, left_out = _latest(log)
        asked = RestorePage(
            about=log.about,
            made_at=datetime.now(UTC),
            heads=heads,
            device_names={signer.device: signer.name for signer in log.signers()},
            entries_count=len(log.rows()),
            backup_name="" if backup is None else backup.name,
            passphrase=passphrase,
            where=KeptWhere(
                backups=backups or ("" if backup is None else str(backup.resolve().parent)),
                mirror=mirror or ("" if log.mirror_path is None else str(log.mirror_path)),
                identity=held_by,
                program=program,
            ),
            command=command,
        )
        write_whole(out, restore_page(asked, identity=secret))
        _say_page(log, out, heads, left_out, bool(secret), json)
    return ExitCode.DONE


def _latest(log: IncidentLog) -> tuple[tuple[Head, ...], int]:
    """The heads that fit on a page, those that were written last; and how many do not fit."""
    from codedark.paper.restore_page import HEADS_MOST

    last = {entry.header.device: entry.header.recorded_at for entry in log.entries()}
    none = datetime.min.replace(tzinfo=UTC)
    heads = sorted(log.heads(), key=lambda head: last.get(head.device, none), reverse=True)
    kept = {head.device for head in heads[:HEADS_MOST]}
    return tuple(head for head in log.heads() if head.device in kept), len(heads) - len(kept)


def _say_page(log: IncidentLog, out: Path, heads: tuple[Head, ...], left_out: int, secret: bool, json: bool) -> None:
    from codedark.record.head_words import head_words

    if json:
        print_json(
            {
                "incident": log.incident,
                "file": str(out),
                "entries": len(log.rows()),
                "heads": [head_words(head) for head in heads],
                "left_out": left_out,
                "secret": secret,
            }
        )
    else:
        kept = "IT OPENS EVERY BACKUP: into a sealed envelope." if secret else "No secret stands on it."
        say(f"{out}: one page, {counted(len(heads), 'head')} to countersign. {kept}")
    if left_out:
        note(f"codedark: {counted(left_out, 'device')} more wrote here, whose heads do not fit; all of them are in")
        note(f"  codedark incident heads {log.folder}")
