"""`codedark snapshot serve`: listen for ADT messages, and write a snapshot each hour and when stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from codedark.cli.answer import counted, note
from codedark.cli.snapshot_taking import Gathered, Named, add_standing, beginning_said, census_of, gathered, moment_said

if TYPE_CHECKING:
    from codedark.gates.census_listening import CensusListener
    from codedark.hospital.records import Hospital
    from codedark.store.snapshot import SnapshotFolder


class HourlyTaker:
    """Writes snapshots of what a listener holds; a snapshot that fails is said, and the next one is tried."""

    def __init__(
        self,
        folder: SnapshotFolder,
        hospital: Hospital,
        listener: CensusListener,
        beside: Named,
        key: bytes,
        now: Callable[[], datetime],
    ) -> None:
        self._folder, self._hospital, self._listener = folder, hospital, listener
        self._beside, self._key, self._now = beside, key, now
        self.failed = 0
        """Snapshots that could not be written."""

    def run(self, every_min: float, stopped: threading.Event) -> None:
        """Take one each `every_min` minutes, and the last when stopped."""
        while not stopped.wait(every_min * 60):
            self.take()
        self.take()

    def take(self) -> None:
        """Write one snapshot, then let the spool begin anew from it."""
        from codedark.hospital.faults import BadHospital
        from codedark.store.snapshot import Kept

        now = self._now()
        try:
            into = self._gathered(now)
            census = census_of(into, self._hospital, now)
            if not census.patients:
                note("no in-patient is known yet: no snapshot is written, the older ones stay")
                return
            file = self._folder.write(Kept(census=census, hospital_sha256=self._hospital.sha256), now)
            self._listener.roll()
        except (OSError, BadHospital) as failed:
            self.failed += 1
            note(f"NO SNAPSHOT at {moment_said(now)}: {failed}")
            return
        note(f"{file.name}: {counted(len(census.patients), 'in-patient')}, as of {moment_said(census.taken_at)}")

    def _gathered(self, now: datetime) -> Gathered:
        into = gathered(self._beside, self._hospital, self._key, now)
        add_standing(into, self._listener.standing(), self._listener.heard_at, now)
        taken = sum(self._listener.answered.values())
        into.sources.append(f"HL7 over MLLP: {counted(taken, 'message')} since the listener began")
        into.notes.append(beginning_said(self._listener.since))
        into.notes.extend(f"spool: {line}" for line in self._listener.damage)
        if self._listener.unread:
            into.notes.append(
                f"{counted(self._listener.unread, 'segment')} of an earlier run not read: no identity was given"
            )
        return into
