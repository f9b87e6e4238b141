from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.cli.report_measuring import measured_by
from codedark.hospital.gathered import Gathered
from codedark.record.pillars import Figure, Pillar
from tests.cli.notice_hospital import north
from tests.record.test_pillars import drilled


def test_nothing_given_is_nothing_measured() -> None:
    assert measured_by(Gathered(), None, None) == ()


def test_of_a_folder_its_single_points_and_its_worst_host_are_told(tmp_path: Path) -> None:
    points, reached = measured_by(Gathered(), Path(north(tmp_path)), None)
    assert (points.pillar, points.figure) == (Pillar.SPARE, Figure.SINGLE_POINTS) and points.value > 0
    assert (reached.pillar, reached.figure) == (Pillar.ZONES, Figure.REACHED)
    assert reached.total is not None and 0 < reached.value <= reached.total and reached.name


def test_a_drills_credit_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "drill.json"
    file.write_text(json.dumps(drilled()))
    assert [one.source for one in measured_by(Gathered(), None, file)] == ["drill.json", "drill.json"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"primary_outcome": 1, "shapley": 2}', "\udcff"])
def test_what_is_no_drill_is_a_fault(tmp_path: Path, text: str) -> None:
    file, faults = tmp_path / "drill.json", Gathered()
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert measured_by(faults, None, file) == ()
    assert [fault.message for fault in faults.faults] == ["not the result of a drill"]


def test_what_is_no_folder_is_a_fault(tmp_path: Path) -> None:
    faults = Gathered()
    assert measured_by(faults, tmp_path / "nowhere", None) == () and faults.faults
