"""What was typed, made into a seal and its texts."""

from pathlib import Path

import pytest

from codedark.cli.answer import ExitCode
from codedark.cli.gap_sealing import Asked, written_texts
from codedark.gap.posture import Posture
from tests.gap.stories import TABLES
from tests.making import make_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in make_files(**TABLES).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def _asked(*gates: str) -> Asked:
    return Asked(gates, "junos", (), (), 30)


def test_a_zone_named_is_judged_as_a_plan_is(folder: Path) -> None:
    written = written_texts(folder, None, None, ["ward"], 4, _asked("fw"), None)
    assert written.plan.care_lost_per_h > 0 and "wards" in written.plan.services_lost
    assert written.posture is Posture.DARK and written.plan.presumed.zones == {"ward"}


def test_core_still_reached_from_a_zone_that_is_sealed_off_is_said(folder: Path) -> None:
    """Posture 2 leaves what care uses, and so the way to core."""
    written = written_texts(folder, None, None, ["ward"], 2, _asked("fw"), None)
    assert [r.core for r in written.plan.residual] == ["records"] and written.exit_code is ExitCode.NO


def test_minutes_reach_the_text(folder: Path) -> None:
    (texts,) = written_texts(folder, ["zone:ward"], 0, None, 3, _asked("fw"), None).texts
    assert "commit confirmed 30\n" in texts.fire
