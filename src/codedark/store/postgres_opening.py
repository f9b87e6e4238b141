"""An incident on a server, opened or laid there: which one is meant, and with which key this laptop writes."""

from __future__ import annotations

from pathlib import Path

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.merging import Chains, Merged
from codedark.store.incident_folder import KEY, Device, draw_device, read_device
from codedark.store.postgres_log import KEPT, PostgresLog, read_kept
from codedark.store.postgres_rows import has
from codedark.store.postgres_server import Server, ServerPlace
from codedark.store.postgres_tables import check_form, lay_tables
from codedark.store.snapshot import write_whole


def open_at_server(place: ServerPlace, *, keys: Path | None, name: str = "", write: bool = True) -> PostgresLog:
    """Open an incident that lies on a server.

    Args:
        place: its incident may be left out where the server holds one alone.
        keys: folder of this laptop's key for the server; drawn where none lies there. Needed to write.
        name: how people call this laptop; for its first entry.
    Raises:
        BadHospital: no such incident there, several, or the server refuses us.
        OSError: it is unreachable.
    """
    if write and keys is None:
        raise ValueError("keys=None: without a folder for this laptop's key nothing can be written")
    server = Server(place)
    try:
        server.run(lambda cursor: check_form(cursor, place.told))
        incident = _which(server, place)
        device, forgot = _device(server, keys) if write and keys is not None else (None, "")
        log = PostgresLog(server, incident, device, keys if write else None)
        log.warnings += [*server.safety(), *([forgot] if forgot else [])]
        if device is not None:
            log.introduce(name)
    except BaseException:
        server.close()
        raise
    return log


def share_at_server(place: ServerPlace, chains: Chains, incident: str) -> None:
    """Make the tables where they are missing, and lay an incident into them that is not there yet.

    Nothing is done where the server has it: then logs are merged.

    Raises:
        BadHospital: the server refuses us, or the address names another incident.
        OSError: it is unreachable.
    """
    if place.incident not in ("", incident):
        what = f"the address names incident {place.incident}, and the record here is {incident}"
        raise BadHospital([Fault(file=place.told, message=what, fix="leave ?incident= out, or correct it")])
    server = Server(place)
    try:
        server.run(lambda cursor: lay_tables(cursor, place.told))
        log = PostgresLog(server, incident, None, None)
        if not log.signers():
            log.merge(lambda there: Merged(rows=chains.rows, signers=chains.signers) if not there.signers else Merged())
    finally:
        server.close()


def _device(server: Server, keys: Path) -> tuple[Device, str]:
    """This laptop's key for the server; a new one, and what to tell, where the server forgot what it acknowledged."""
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (keys / KEY).exists():
        return draw_device(keys), ""
    kept = read_kept(keys)
    if kept is None or server.run(lambda cursor: has(cursor, kept)):
        return read_device(keys), ""
    write_whole(keys / f"{KEY}.{kept.device}", (keys / KEY).read_bytes())
    (keys / KEPT).unlink()
    told = f"entry {kept.seq} of device {kept.device}, which it acknowledged to this laptop"
    why = (
        f"the server no longer has {told}: it was put back from an older copy; a new chain is begun, verify the record"
    )
    return draw_device(keys), why


def _which(server: Server, place: ServerPlace) -> str:
    there = server.run(
        lambda cursor: [
            str(row[0]) for row in cursor.execute("SELECT DISTINCT incident FROM codedark.devices ORDER BY 1")
        ]
    )
    if place.incident in there:
        return place.incident
    if not place.incident and len(there) == 1:
        return there[0]
    listed = ", ".join(there) or "none"
    what = f"no incident {place.incident} lies there" if place.incident else "which incident?"
    raise BadHospital(
        [Fault(file=place.told, message=f"{what} (there: {listed})", fix="add ?incident=ID to the address")]
    )
