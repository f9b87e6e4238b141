from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from codedark.cli.snapshot_serving import HourlyTaker
from codedark.cli.snapshot_taking import Named
from codedark.gates.census_listening import CensusListener
from codedark.store.snapshot import SnapshotFolder
from codedark.store.spool import Spool
from tests.divert.wards import hospital
from tests.formats.adt_messages import adt, of

NOW = datetime(2024, 5, 17, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class Room:
    """A store, a listener, and who takes snapshots of it."""

    def __init__(self, path: Path, beside: Named) -> None:
        self.folder = SnapshotFolder(path / "store")
        self.folder.make_keys()
        self.clock = Clock()
        spool = Spool(self.folder.path / "spool", self.folder.recipient())
        key = self.folder.reference_key()
        self.listener = CensusListener(spool, key, UTC, self.clock, lambda _: None)
        self.listener.begin(None)
        self.taker = HourlyTaker(self.folder, hospital(), self.listener, beside, key, self.clock)

    def names(self) -> list[str]:
        return sorted(file.name for file in self.folder.snapshots.glob("*")) if self.folder.snapshots.exists() else []

    def newest(self) -> list[str]:
        opened = self.folder.newest(self.folder.identity(str), self.clock())
        return [one.patient.patient for one in opened.kept.census.patients]


def test_a_snapshot_holds_who_was_heard_of_and_what_lay_beside(tmp_path: Path) -> None:
    table = tmp_path / "patients.csv"
    table.write_text("patient,ward\np-1,D4\n")
    room = Room(tmp_path, Named(tables=(table,)))
    room.listener.answer(adt("A01", "202405171130"))
    room.taker.take()
    patients = room.newest()
    assert len(patients) == 2 and "p-1" in patients and patients[0] != of("4711")
    room.listener.close()


def test_nobody_known_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room = Room(tmp_path, Named())
    room.taker.take()
    assert room.names() == [] and "no snapshot is written" in capsys.readouterr().err and room.taker.failed == 0
    room.listener.close()


def test_the_last_one_is_taken_when_stopped(tmp_path: Path) -> None:
    room = Room(tmp_path, Named())
    room.listener.answer(adt("A01", "202405171130"))
    stopped = threading.Event()
    stopped.set()
    room.taker.run(60, stopped)
    assert len(room.names()) == 1
    room.listener.close()


def test_a_snapshot_that_fails_is_said_and_the_next_is_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Room(tmp_path, Named(fhir=("http://127.0.0.1:9/r4",)))
    room.listener.answer(adt("A01", "202405171130"))
    room.taker.take()
    assert room.taker.failed == 1 and "NO SNAPSHOT" in capsys.readouterr().err and room.names() == []
    room.taker._beside = Named()
    room.taker.take()
    assert len(room.names()) == 1
    room.listener.close()
