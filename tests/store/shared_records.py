"""Incidents shared on a test's server: each with an identity of its own, so that tests do not meet."""

from __future__ import annotations

from pathlib import Path

from codedark.store.incident_log import IncidentLog
from codedark.store.postgres_log import PostgresLog
from codedark.store.postgres_opening import open_at_server, share_at_server
from codedark.store.postgres_server import ServerPlace, server_place
from tests.store.incidents import incident
from tests.store.postgres_world import PostgresWorld


def shared(world: PostgresWorld, folder: Path, count: int = 1) -> tuple[IncidentLog, ServerPlace]:
    """An incident on this laptop that was laid on the server."""
    log = incident(folder, count)
    place = server_place(world.url, log.incident)
    share_at_server(place, log.chains(), log.incident)
    return log, place


def laptop(place: ServerPlace, folder: Path, name: str = "another laptop") -> PostgresLog:
    """A laptop that writes at the server, with its keys in that folder."""
    return open_at_server(place, keys=folder, name=name)
