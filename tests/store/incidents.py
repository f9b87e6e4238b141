"""Small incidents in folders, for tests of what is done with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from codedark.record.entry import Entry
from codedark.record.merging import Chains
from codedark.record.verifying import verify
from codedark.store.incident_log import IncidentLog
from codedark.store.incident_making import create_incident
from tests.record.making import draft


def incident(folder: Path, count: int = 0, **more: Any) -> IncidentLog:
    """A new incident with so many entries behind its first, without ballast."""
    told = {
        "title": "Disruption at Sint-Lucia",
        "organisation": "Sint-Lucia",
        "timezone": "Europe/Brussels",
        "languages": ("nl", "fr"),
        "role": "incident-commander",
        "device_name": "laptop of the command post",
        "ballast_bytes": 0,
        **more,
    }
    log = create_incident(folder, **told)
    tell(log, count)
    return log


def tell(log: Any, count: int, word: str = "told") -> list[Entry]:
    """So many entries more."""
    return [log.append(draft(text=f"{word} {number}")) for number in range(1, count + 1)]


def hashes(log: Any) -> set[str]:
    """Of every entry of a log."""
    return {entry.hash for entry in log.entries()}


def faults(chains: Chains, incident: str) -> list[str]:
    """What verifying each signature finds wrong."""
    publics = {device: signer.public for device, signer in chains.signers.items()}
    found = verify(chains.rows, publics, incident=incident, every_signature=True)
    return [str(finding) for finding in found if finding.fault]
