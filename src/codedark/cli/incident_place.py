"""Where the sub-verbs of `incident` find a record: a folder of this laptop, or a server's address; never a password."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import note

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.store.incident_log import IncidentLog
    from codedark.store.postgres_log import PostgresLog

KEYS = "CODEDARK_KEYS"
"""Environment variable that stands for `--keys`."""

Place = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="Folder of the incident; or a server's address, postgresql://...")
]
Folder = Annotated[str, typer.Argument(metavar="INCIDENT", help="Folder of the incident.")]
Keys = Annotated[
    Path | None,
    typer.Option(
        "--keys",
        envvar=KEYS,
        metavar="FOLDER",
        help="With a server's address: this laptop's folder of the incident.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]

_SERVER = re.compile(r"postgres(ql)?:/")


@contextmanager
def opened_at(
    faults: Gathered, place: str, *, write: bool, keys: Path | None = None
) -> Iterator[IncidentLog | PostgresLog]:
    """The log a person names, its warnings on stderr; what is wrong is told together with the faults found so far.

    Args:
        place: a folder, or a server's address.
        keys: with a server, to write there: this laptop's folder of the incident.
    Raises:
        BadHospital: with everything that is wrong.
        OSError: the disk failed, or the server is away; the text says what to go on with.
    """
    from codedark.hospital.faults import BadHospital
    from codedark.store.log_at import open_log_at

    server = is_address(place)
    if server and write and keys is None:
        fix = f"--keys FOLDER (or {KEYS}): it is also what goes on when the server is gone"
        faults.add("--keys", "this laptop's folder of the incident was not told", fix)
        faults.stop()
    try:
        told = keys if server else None
        log = open_log_at(place, keys=told, name=platform.node() or "laptop", write=write)
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        faults.stop()
    with log:
        try:
            yield log
        finally:
            for warning in log.warnings:
                note(f"codedark: {warning}")


@contextmanager
def opened_folder(faults: Gathered, place: str, *, write: bool) -> Iterator[IncidentLog]:
    """The log in a folder, where a server will not do.

    Raises:
        BadHospital, OSError: as `opened_at`; and a server was named.
    """
    from codedark.cli.notify_asked import opened

    with opened(faults, folder_of(faults, place), write=write) as log:
        yield log


def folder_of(faults: Gathered, place: str, option: str = "INCIDENT") -> Path:
    """A folder by its path. Raises BadHospital: a server was named; its address is not repeated."""
    if is_address(place):
        faults.add(option, "a server's address, and this needs a folder", "name this laptop's folder of the incident")
        faults.stop()
    return Path(place)


def is_address(place: str) -> bool:
    """Whether a text is meant to be a server's address, also one with a slash too few.

    >>> is_address("postgresql://log@db.internal/codedark"), is_address("incident")
    (True, False)
    """
    return _SERVER.match(place) is not None
