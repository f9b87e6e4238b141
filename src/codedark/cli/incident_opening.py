"""`codedark incident open FOLDER`: begin the record of an incident, on this laptop and on a second medium.

With `--json`: `{"incident", "folder", "title", "organisation", "timezone", "languages", "exercise", "device", "mirror",
"server", "heads": [...]}`.
"""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note, print_json, say
from codedark.cli.incident_place import Json

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.store.incident_log import IncidentLog

MIB = 1024 * 1024


def run(
    folder: Annotated[Path, typer.Argument(help="Where the record will lie; made where it is missing.")],
    title: Annotated[str, typer.Option("--title", help="What people call it.")],
    organisation: Annotated[str, typer.Option("--organisation", help="Whose incident it is.")] = "",
    hospital: Annotated[
        Path | None, typer.Option("--hospital", help="Its folder: name and time zone come from it.")
    ] = None,
    timezone: Annotated[str, typer.Option("--timezone", help="Of local times, such as Europe/Brussels.")] = "",
    languages: Annotated[
        str, typer.Option("--languages", metavar="nl,fr", help="Languages of its papers, the first as usual.")
    ] = "",
    role: Annotated[str, typer.Option("--role", help="Who opens it: a role.")] = "incident-commander",
    device: Annotated[str, typer.Option("--device", help="What people call this laptop.")] = "",
    mirror: Annotated[
        Path | None, typer.Option("--mirror", metavar="DIR", help="Second medium: each entry is written there too.")
    ] = None,
    ballast: Annotated[int, typer.Option("--ballast", metavar="MIB", help="Space to give up on a full disk.")] = 64,
    exercise: Annotated[bool, typer.Option("--exercise", help="Nothing of it happens; said on every page.")] = False,
    at: Annotated[str, typer.Option("--at", metavar="EDTF", help="When it began, as well as known.")] = "",
    postgres: Annotated[
        str, typer.Option("--postgres", metavar="URL", help="Lay it on this server too: several laptops write there.")
    ] = "",
    json: Json = False,
) -> int:
    """Begin a record in a folder."""
    from codedark.cli.incident_asked import when
    from codedark.hospital.gathered import Gathered
    from codedark.store.incident_making import create_incident

    faults = Gathered()
    name, zone = _of_hospital(faults, hospital)
    began = when(faults, "--at", at)
    if not (organisation or name):
        faults.add("--organisation", "whose incident it is was not told", "--organisation NAME, or --hospital DIR")
    if postgres:
        _check_server(faults, postgres)
    faults.stop_if_any()
    with create_incident(
        folder,
        title=title,
        organisation=organisation or name,
        timezone=timezone or zone or "UTC",
        languages=[part.strip() for part in languages.split(",") if part.strip()] or ["en"],
        role=role,
        device_name=device or platform.node() or "laptop",
        mirror=mirror,
        ballast_bytes=ballast * MIB,
        exercise=exercise,
        event_at=began,
    ) as log:
        _answer(log, json, _shared(log, postgres) if postgres else None)
        if not (timezone or zone):
            note("codedark: no time zone was told: local times are read as UTC; --timezone or --hospital says which.")
    return ExitCode.DONE


def _of_hospital(faults: Gathered, folder: Path | None) -> tuple[str, str]:
    """Name and time zone of a hospital's folder; empty without one."""
    if folder is None:
        return "", ""
    from codedark.hospital.faults import BadHospital
    from codedark.store.folder import load_hospital

    try:
        about = load_hospital(folder).settings.hospital
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        return "?", ""
    return about.name, about.timezone


def _check_server(faults: Gathered, url: str) -> None:
    """An address that cannot be one is said before anything is made."""
    from codedark.hospital.faults import BadHospital
    from codedark.store.postgres_server import is_server, server_place

    if not is_server(url):
        faults.add("--postgres", "no server's address", "postgresql://USER@HOST/DATABASE")
        return
    try:
        server_place(url)
    except BadHospital as bad:
        faults.faults.extend(bad.faults)


def _shared(log: IncidentLog, url: str) -> str:
    """Lay it on the server; its address as it may be printed. A server that is away stops nothing: empty, and said."""
    from codedark.hospital.faults import BadHospital
    from codedark.store.log_at import sync_with_server
    from codedark.store.postgres_server import server_place

    try:
        sync_with_server(log, url)
    except (OSError, BadHospital) as failed:
        log.warn(f"NOT ON THE SERVER ({failed}). The record is open here; later: codedark incident sync")
        return ""
    return server_place(url).told


def _answer(log: IncidentLog, json: bool, server: str | None) -> None:
    from codedark.cli.incident_asked import say_warnings
    from codedark.cli.incident_said import head_lines

    about, words = log.about, head_lines(log)
    mirror = "" if log.mirror_path is None else str(log.mirror_path)
    if json:
        print_json(
            {
                "incident": about.incident,
                "folder": str(log.folder),
                "title": about.title,
                "organisation": about.organisation,
                "timezone": about.timezone,
                "languages": about.languages,
                "exercise": about.exercise,
                "device": log.device,
                "mirror": mirror or None,
                "server": server or None,
                "heads": words,
            }
        )
    else:
        exercise = "EXERCISE. " if about.exercise else ""
        say(f"{exercise}{about.title} ({about.organisation}): the record is open in {log.folder}.")
        say(f"Times are of {about.timezone}; papers in {', '.join(about.languages)}.")
        say(f"Each entry is also written to {mirror}." if mirror else "There is NO MIRROR: `incident mirror` sets one.")
        if server:
            say(f"It also lies on {server}; `incident sync` lays both together.")
        say(f"Write down where it will not be changed: {words[0]}")
        say(f'Next: codedark incident log {log.folder} "What was seen" --role ROLE')
    say_warnings(log)
