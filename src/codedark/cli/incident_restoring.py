"""`codedark incident restore` and `salvage`: a record back from its backup, or put together from what damage left.

Both make a new folder, whole or not at all, with a key of this laptop's own; what they read is not touched.

With `--json`, `restore`: `{"incident", "folder", "device", "entries", "missing": [...], "said": [...], "heads":
[...]}`; `salvage`: `{"folder", "entries", "lost": [{"device", "first_seq", "last_seq"}], "findings": [...], "heads":
[...]}`, `folder` being null where nothing could be saved.
"""

from __future__ import annotations

import platform
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note, print_json, say
from codedark.cli.incident_opening import MIB
from codedark.cli.incident_place import Json
from codedark.cli.incident_said import entries_said, head_lines, say_heads
from codedark.cli.incident_secrets import Identity, Passphrase

if TYPE_CHECKING:
    from codedark.store.incident_log import IncidentLog
    from codedark.store.salvaging import Salvaged

_New = Annotated[Path, typer.Argument(metavar="NEW-FOLDER", help="Where nothing stands yet.")]
_Role = Annotated[str, typer.Option("--role", help="Who does it: a role.")]
_Device = Annotated[str, typer.Option("--device", help="What people call this laptop.")]
_Head = Annotated[
    list[str] | None, typer.Option("--head", metavar="WORDS", help="A head as it stands on paper; repeatable.")
]
_Mirror = Annotated[
    Path | None, typer.Option("--mirror", metavar="DIR", help="Folder of the mirror: it has what came after.")
]
_Ballast = Annotated[int, typer.Option("--ballast", metavar="MIB", help="Space to give up on a full disk.", min=0)]


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup, FILE.age.")],
    folder: _New,
    role: _Role = "incident-commander",
    device: _Device = "",
    identity: Identity = None,
    passphrase: Passphrase = False,
    head: _Head = None,
    mirror: _Mirror = None,
    ballast: _Ballast = 64,
    json: Json = False,
) -> int:
    """A backup into a new folder of this laptop; what it lacks is named."""
    from codedark.cli.incident_secrets import secret_of
    from codedark.cli.incident_verifying import witnesses_of
    from codedark.hospital.gathered import Gathered
    from codedark.store.incident_backup import missing_from
    from codedark.store.incident_backup import restore as put_back

    faults = Gathered()
    heads = witnesses_of(faults, head or [])
    secret, word = secret_of(faults, file, identity, passphrase)
    faults.stop_if_any()
    with put_back(
        file,
        folder,
        role=role,
        device_name=device or platform.node() or "laptop",
        identity=secret,
        passphrase=word,
        heads=heads,
        mirror=mirror,
        ballast_bytes=ballast * MIB,
    ) as log:
        _restored(log, missing_from(log.chains(), log.incident, heads), json)
    return ExitCode.DONE


def salvage(
    folder: Annotated[Path, typer.Argument(metavar="DAMAGED", help="Folder of the damaged record; only read.")],
    into: _New,
    role: _Role = "incident-commander",
    device: _Device = "",
    head: _Head = None,
    mirror: _Mirror = None,
    ballast: _Ballast = 64,
    json: Json = False,
) -> int:
    """What can be read of a damaged record, into a new folder. Exit 1: nothing."""
    from codedark.cli.incident_verifying import witnesses_of
    from codedark.hospital.gathered import Gathered
    from codedark.store.salvaging import salvage as save

    faults = Gathered()
    heads = witnesses_of(faults, head or [])
    faults.stop_if_any()
    done = save(
        folder,
        into,
        role=role,
        device_name=device or platform.node() or "laptop",
        mirror=mirror,
        heads=heads,
        ballast_bytes=ballast * MIB,
    )
    _salvaged(folder, done, json)
    return ExitCode.NO if done.folder is None else ExitCode.DONE


def _restored(log: IncidentLog, missing: tuple[str, ...], json: bool) -> None:
    entries = len(log.rows())
    said = [warning for warning in log.warnings if warning not in missing]
    if json:
        print_json(
            {
                "incident": log.incident,
                "folder": str(log.folder),
                "device": log.device,
                "entries": entries,
                "missing": missing,
                "said": said,
                "heads": head_lines(log),
            }
        )
    else:
        say(f"Restored into {log.folder}: {entries_said(entries)}; this laptop writes as device {str(log.device)[:8]}.")
        for one in missing:
            say(f"MISSING: {one}", indent="  - ", hanging="    ")
        if not missing:
            say("Nothing is known to be missing. What came after the backup shows against heads on paper: --head.")
        say_heads(log)
        if log.mirror_path is None:
            say(f"There is NO MIRROR here: codedark incident mirror {log.folder} DIR")
        say(f"Next: codedark incident verify {log.folder}")
    for warning in said:
        note(f"codedark: {warning}")


def _salvaged(damaged: Path, done: Salvaged, json: bool) -> None:
    from codedark.store.incident_log import open_incident

    with ExitStack() as stack:
        log = None if done.folder is None else stack.enter_context(open_incident(done.folder, write=False))
        if json:
            _as_json(done, log)
        else:
            _as_text(damaged, done, log)


def _as_json(done: Salvaged, log: IncidentLog | None) -> None:
    print_json(
        {
            "folder": None if log is None else str(log.folder),
            "entries": done.entries_count,
            "lost": [
                {"device": one.device, "first_seq": one.first_seq, "last_seq": one.last_seq or None}
                for one in done.lost
            ],
            "findings": done.findings,
            "heads": [] if log is None else head_lines(log),
        }
    )


def _as_text(damaged: Path, done: Salvaged, log: IncidentLog | None) -> None:
    if log is None:
        say(f"Nothing of {damaged} proves itself, and nothing was made. Try its mirror (--mirror DIR), or a backup.")
    else:
        say(f"Saved into {log.folder}: {entries_said(done.entries_count)} that prove themselves.")
        say(f"{damaged} was not touched: keep it.")
    for one in done.lost:
        say(f"LOST: {one}", indent="  - ", hanging="    ")
    for finding in done.findings:
        say(finding, indent="  - ", hanging="    ")
    if log is not None:
        say("What is lost may lie elsewhere: " if done.lost else "No entry is known to be lost. What others have: ")
        say(f"codedark incident merge {log.folder} OTHER", indent="  ")
        say_heads(log)
