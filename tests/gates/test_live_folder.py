from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from codedark.gates.live_folder import Laid, LiveFolder
from codedark.hospital import BadHospital
from codedark.hospital.records import GateId
from codedark.response.entries import Entry, EntryKind
from codedark.response.incident import QUIET
from tests.gates.rooms import Rooms


def test_nothing_kept_yet_is_nothing(tmp_path: Path) -> None:
    folder = LiveFolder(tmp_path / "live")
    assert folder.laid() is None and folder.incident() is None


def test_an_incident_is_read_back_as_it_was(tmp_path: Path) -> None:
    folder = LiveFolder(tmp_path / "live")
    folder.save_incident(QUIET)
    assert folder.incident() == QUIET


@pytest.mark.namespaces
def test_what_was_laid_is_read_back_and_shared_out_by_gate(tmp_path: Path, world: Rooms) -> None:
    staged = world.staged()
    laid = Laid(hospital_sha256="ab", defences=("air-gap",), timezone="UTC", plans=staged.plans, books=(staged.book,))
    folder = LiveFolder(tmp_path / "live")
    folder.save_laid(laid)
    assert folder.laid() == laid
    assert laid.staged() == {GateId("g1"): staged}


def test_a_damaged_file_is_said_with_its_fix_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "laid.json").write_text("{")
    with pytest.raises(BadHospital, match=r"laid\.json"):
        LiveFolder(tmp_path).laid()
    assert (tmp_path / "laid.json").read_text() == "{"


def test_the_log_only_grows(tmp_path: Path) -> None:
    folder = LiveFolder(tmp_path / "live")
    for what in ("one", "two"):
        folder.log(Entry(at=datetime(2026, 1, 13, tzinfo=UTC), kind=EntryKind.ACTION, who="machine", what=what))
    lines = (tmp_path / "live" / "log.jsonl").read_text().splitlines()
    assert ["one" in lines[0], "two" in lines[1]] == [True, True]


def test_whoever_listens_hears_an_entry_once_it_is_on_the_disk(tmp_path: Path) -> None:
    folder = LiveFolder(tmp_path / "live")
    heard: list[tuple[str, bool]] = []
    file = tmp_path / "live" / "log.jsonl"
    folder.heard = lambda entry: heard.append((entry.what, entry.what in file.read_text()))
    folder.log(Entry(at=datetime(2026, 1, 13, tzinfo=UTC), kind=EntryKind.ACTION, who="machine", what="one"))
    assert heard == [("one", True)]
