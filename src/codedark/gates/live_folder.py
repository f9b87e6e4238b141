"""What the laptop keeps of a live hospital: the plans that were staged, the incident as it stands, and its log."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from codedark.gap.gate_book import GateBook
from codedark.gap.plan_book import StagedPlan
from codedark.gates.agent_folder import Staged, write_whole
from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.records import GateId
from codedark.response.entries import Entry
from codedark.response.incident import Incident
from codedark.response.theatres import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Everything that was laid ready, on the laptop's disk: so that firing computes nothing."""

    hospital_sha256: str
    defences: tuple[str, ...]
    timezone: str
    plans: tuple[StagedPlan, ...]
    books: tuple[GateBook, ...]
    theatres: tuple[Slot, ...] | None = None
    """The usual week of the theatres; None: not told."""

    def staged(self) -> Mapping[GateId, Staged]:
        """What each gate is sent."""
        return {
            b.gate: Staged(book=b, plans=self.plans, timezone=self.timezone, theatres=self.theatres) for b in self.books
        }


_T = TypeVar("_T")


def _nobody(entry: Entry) -> None:
    """Nobody is told."""


class LiveFolder:
    """`HOSPITAL/live`: laid.json, incident.json, log.jsonl."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.heard: Callable[[Entry], None] = _nobody
        """Told of each entry that is on the disk. It must return at once and raise nothing: a cut may wait for it."""

    def save_laid(self, laid: Laid) -> None:
        """Keep what was laid ready."""
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(self.path / "laid.json", msgspec.json.encode(laid))

    def laid(self) -> Laid | None:
        """What was laid ready last; None: nothing yet.

        Raises:
            BadHospital: the file is damaged, or another version's.
        """
        return self._read("laid.json", Laid)

    def save_incident(self, incident: Incident) -> None:
        """Keep the incident as it stands."""
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(self.path / "incident.json", msgspec.json.encode(incident))

    def incident(self) -> Incident | None:
        """The incident as it was left; None: there is none."""
        return self._read("incident.json", Incident)

    def log(self, entry: Entry) -> None:
        """One entry, on the disk when this returns."""
        self.path.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path / "log.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, msgspec.json.encode(entry) + b"\n")
            os.fdatasync(handle)
        finally:
            os.close(handle)
        self.heard(entry)

    def _read(self, name: str, kind: type[_T]) -> _T | None:
        try:
            return msgspec.json.decode((self.path / name).read_bytes(), type=kind)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
            fix = "move it away; `codedark gap stage` writes plans anew, `codedark gap status` asks the gates"
            raise BadHospital([Fault(file=str(self.path / name), message=str(wrong), fix=fix)]) from None
