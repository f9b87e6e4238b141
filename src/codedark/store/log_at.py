"""An incident's log wherever it is kept: a folder of this laptop, or a PostgreSQL server by its address.

Both are a `record.log.Log`, and both can be laid together (`incident_merging`). A server never stands alone: each
laptop keeps a folder too, goes on there while the server is gone, and syncs when it is back.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codedark.hospital.faults import BadHospital, Fault
from codedark.store.incident_folder import holds_incident
from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.postgres_server import is_server, server_place

if TYPE_CHECKING:
    from codedark.store.incident_merging import MergeMade
    from codedark.store.postgres_log import PostgresLog

SERVER_KEYS = "server"
"""Folder within an incident's folder: this laptop's key for the server; with another the file itself is written."""


def open_log_at(
    place: str | Path, *, incident: str = "", keys: Path | None = None, name: str = "", write: bool = True
) -> IncidentLog | PostgresLog:
    """Open a log by its path or its server's address.

    Args:
        place: folder of an incident, or `postgresql://USER@HOST/DATABASE?incident=ID` (`postgres://` too).
        incident: 16 hexadecimal digits, where the address does not name it; a server with one incident needs none.
        keys: with a server: this laptop's folder of that incident, or another, where its key for the server lies.
        name: with a server: how people call this laptop.
        write: False: nothing can be written, and no key is needed.
    Raises:
        BadHospital: no such log, no psycopg for a server, or the server refuses us.
        OSError: the disk failed, or the server is unreachable; the text says what to go on with.
    """
    if not is_server(str(place)):
        return open_incident(Path(place), write=write)
    from codedark.store.postgres_opening import open_at_server

    where = server_place(str(place), incident)
    if write and keys is None:
        fix = "name this laptop's folder of the incident: it is what goes on when the server is gone"
        raise BadHospital([Fault(file=where.told, message="no folder for this laptop's key", fix=fix)])
    return open_at_server(where, keys=_keys_in(keys), name=name, write=write)


def sync_with_server(log: IncidentLog, url: str) -> tuple[MergeMade, MergeMade]:
    """Let this laptop's folder and a server have all of each other's; the server gets the incident where it lacks it.

    Args:
        log: open for writing.
        url: the server's address.
    Returns:
        What came into the folder, and into the server.
    Raises:
        BadHospital, OSError: as `open_log_at`; nothing was lost anywhere.
    """
    from codedark.store.incident_merging import sync
    from codedark.store.postgres_opening import open_at_server, share_at_server

    place = server_place(url, log.incident)
    share_at_server(place, log.chains(), log.incident)
    with open_at_server(place, keys=None, write=False) as server:
        log.warnings += server.warnings
        return sync(log, server)


def _keys_in(keys: Path | None) -> Path | None:
    """Within an incident's folder, one of its own: the folder's own key writes the folder's own chain alone."""
    if keys is not None and holds_incident(keys):
        return keys / SERVER_KEYS
    return keys
