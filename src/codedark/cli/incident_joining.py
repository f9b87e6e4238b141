"""`codedark incident merge`, `sync` and `mirror`: logs that were apart laid together, and the second medium.

With `--json`, `merge`: `{"incident", "entries", "devices": [{"device", "name"}], "aside", "erased", "remarks":
[{"kind", "device", "first_seq", "last_seq", "what"}], "notes": [...], "aside_in_all", "heads": [...]}`, or,
where a device is not vouched for and nothing was merged, `{"incident", "not_accepted": [{"device", "name"}]}`; `sync`:
`{"incident", "server", "came", "went", "heads"}`, `came` and `went` being as `merge` has it; `mirror`: `{"incident",
"mirror", "there", "entries"}`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, print_json, say
from codedark.cli.incident_place import Folder, Json
from codedark.cli.incident_said import aside_said, entries_said, head_lines, say_heads
from codedark.cli.incident_secrets import Identity, Passphrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.record.row import Signer
    from codedark.store.incident_log import IncidentLog
    from codedark.store.incident_merging import MergeMade


def merge(
    incident: Folder,
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="Another laptop's folder, a mirror, a backup or a record.db.")
    ],
    identity: Identity = None,
    passphrase: Passphrase = False,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="DEVICE", help="A device new here that you vouch for, or all; repeatable."),
    ] = None,
    json: Json = False,
) -> int:
    """Lay another log of this incident into this one. Exit 1: something stayed out."""
    from codedark.cli.incident_place import folder_of, is_address, opened_folder
    from codedark.cli.incident_secrets import secret_of
    from codedark.hospital.gathered import Gathered
    from codedark.store.incident_merging import check_same, find_log, strangers
    from codedark.store.incident_merging import merge as lay_in

    faults = Gathered()
    if is_address(other):
        faults.add("OTHER", "a server's address", "codedark incident sync INCIDENT URL: it lays both together")
        faults.stop()
    place = folder_of(faults, other, "OTHER")
    secret, word = secret_of(faults, place, identity, passphrase)
    with opened_folder(faults, incident, write=True) as log:
        faults.stop_if_any()
        there = find_log(place, log.incident, identity=secret, passphrase=word)
        unknown = strangers(log.chains(), there.chains, accept or [])
        if unknown:
            check_same(log, there)
            return _not_accepted(log, unknown, json)
        made = lay_in(log, there)
        aside_count = len(log.chains().aside)
        if json:
            plain = {**_plain(made), "aside_in_all": aside_count, "heads": head_lines(log)}
            print_json({"incident": log.incident, **plain})
        else:
            _say(made, f"into {log.folder}")
            if aside_count:
                say(aside_said(aside_count))
            say_heads(log)
    return ExitCode.NO if made.remarks or aside_count else ExitCode.DONE


def sync(
    incident: Folder,
    url: Annotated[str, typer.Argument(metavar="URL", help="The server: postgresql://USER@HOST/DATABASE.")],
    json: Json = False,
) -> int:
    """Let this folder and a server have all of each other's."""
    from codedark.cli.incident_place import is_address, opened_folder
    from codedark.hospital.gathered import Gathered
    from codedark.store.log_at import sync_with_server
    from codedark.store.postgres_server import server_place

    faults = Gathered()
    if not is_address(url):
        faults.add("URL", "no server's address", "postgresql://USER@HOST/DATABASE; of a folder: `incident merge`")
    with opened_folder(faults, incident, write=True) as log:
        faults.stop_if_any()
        came, went = sync_with_server(log, url)
        told = server_place(url, log.incident).told
        if json:
            plain = {"came": _plain(came), "went": _plain(went), "heads": head_lines(log)}
            print_json({"incident": log.incident, "server": told, **plain})
        else:
            _say(came, f"from {told} into this folder")
            _say(went, f"from this folder into {told}")
    return ExitCode.NO if came.remarks or went.remarks else ExitCode.DONE


def mirror(
    incident: Folder,
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Folder on a second medium; left out: where it is now.")
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="No mirror from now on; the old file stays.")] = False,
    json: Json = False,
) -> int:
    """Set or change the second medium; each entry is written there too. Exit 1: there is none, or it is away."""
    from codedark.cli.incident_place import opened_folder
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    if none and directory is not None:
        faults.add("--none", "and a folder for the mirror: one of the two", "leave one out", value=str(directory))
    changes = none or directory is not None
    with opened_folder(faults, incident, write=changes) as log:
        faults.stop_if_any()
        if changes:
            log.mirror_to(directory)
        there = log.mirror_path is not None and log.mirror_path.is_file()
        _say_mirror(log, there, json)
    return ExitCode.DONE if there or none else ExitCode.NO


def _say_mirror(log: IncidentLog, there: bool, json: bool) -> None:
    file, entries = log.mirror_path, len(log.rows())
    if json:
        place = None if file is None else str(file)
        print_json({"incident": log.incident, "mirror": place, "there": there, "entries": entries})
    elif file is None:
        say(f"There is no mirror: on this laptop alone lie {entries_said(entries)}.")
        say(f"Set one: codedark incident mirror {log.folder} DIR")
    elif there:
        say(f"Each entry is also written to {file}; here lie {entries_said(entries)}.")
        say(f"Whether both are alike: codedark incident verify {log.folder}")
    else:
        say(f"THE MIRROR IS NOT THERE: {file}. Plug its medium in, or set another:")
        say(f"codedark incident mirror {log.folder} DIR")


def _not_accepted(log: IncidentLog, unknown: Sequence[Signer], json: bool) -> int:
    """Nothing was merged: whoever writes with a device can erase words, so a person vouches for each new one."""
    if json:
        named = [{"device": signer.device, "name": signer.name} for signer in unknown]
        print_json({"incident": log.incident, "not_accepted": named})
        return ExitCode.NO
    say("Nothing was merged: nobody here knows")
    for signer in unknown:
        say(f"device {signer.device[:8]}, which calls itself {signer.name or 'nothing'}", indent="  - ", hanging="    ")
    options = " ".join(f"--accept {signer.device[:8]}" for signer in unknown)
    say(f"Call whoever writes with it and compare the eight digits (`incident heads` there); then again with {options}")
    return ExitCode.NO


def _say(made: MergeMade, where: str) -> None:
    say(f"{entries_said(made.entries_count)} taken over {where}.")
    for signer in made.signers:
        say(f"new here: device {signer.device[:8]}, {signer.name or 'without a name'}", indent="  - ", hanging="    ")
    if made.erased_count:
        say(f"{made.erased_count} erased there, and now here too", indent="  - ", hanging="    ")
    for remark in made.remarks:
        say(f"{remark.kind.upper()}: {remark}", indent="  - ", hanging="    ")
    for one in made.notes:
        say(one, indent="  - ", hanging="    ")


def _plain(made: MergeMade) -> dict[str, object]:
    return {
        "entries": made.entries_count,
        "devices": [{"device": signer.device, "name": signer.name} for signer in made.signers],
        "aside": made.aside_count,
        "erased": made.erased_count,
        "remarks": [
            {
                "kind": one.kind,
                "device": one.device,
                "first_seq": one.first_seq,
                "last_seq": one.last_seq,
                "what": one.what,
            }
            for one in made.remarks
        ],
        "notes": list(made.notes),
    }
