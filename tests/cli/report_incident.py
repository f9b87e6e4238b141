"""An incident in a folder for tests of `codedark report`: the small record of the reports, entered long after."""

from __future__ import annotations

from pathlib import Path

from codedark.record.entry import Draft
from codedark.store.incident_making import create_incident
from tests.record.report_making import entries


def incident(parent: Path) -> Path:
    """A folder with the record, its mirror beside it in `mirror`."""
    folder, mirror = parent / "incident", parent / "mirror"
    mirror.mkdir()
    with create_incident(
        folder,
        title="Disruption at Sint-Lucia",
        organisation="Sint-Lucia",
        timezone="Europe/Brussels",
        languages=("nl", "en"),
        role="incident-commander",
        device_name="desk",
        mirror=mirror,
        ballast_bytes=0,
    ) as log:
        for entry in entries()[1:]:
            assert entry.body is not None
            header = entry.header
            log.append(Draft(kind=header.kind, role=header.role, event_at=header.event_at, body=entry.body))
    return folder
