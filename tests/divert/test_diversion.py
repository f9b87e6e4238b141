from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from codedark.depend import compile, what_falls_if, what_is_off
from codedark.divert.census import Census
from codedark.divert.diversion import Diversion, divert
from codedark.store.folder import load_hospital
from tests.cli.divert_hospital import written

FELL = datetime(2024, 5, 17, 4, tzinfo=UTC)


def diverted(tmp_path: Path, **how: object) -> Diversion:
    hospital = load_hospital(Path(written(tmp_path / "n")))
    outage = what_falls_if(hospital, compile(hospital), what_is_off(hospital, ["box"]))
    return divert(hospital, outage, fell_at=FELL, **how)  # type: ignore[arg-type]


def test_moments_are_in_the_hospitals_own_time(tmp_path: Path) -> None:
    told = diverted(tmp_path)
    assert told.fell_at.isoformat() == "2024-05-17T06:00:00+02:00" and told.now == told.fell_at and told.now_min == 0


def test_the_age_of_the_snapshot_is_told_and_none_without_one(tmp_path: Path) -> None:
    assert diverted(tmp_path).census_age_min is None
    census = Census(taken_at=FELL - timedelta(minutes=40), patients=())
    assert diverted(tmp_path, census=census, now=FELL + timedelta(minutes=10)).census_age_min == 50


def test_services_back_tomorrow_let_an_operation_be_booked_anew(tmp_path: Path) -> None:
    told = diverted(tmp_path, back_at=FELL + timedelta(days=1), days=1)
    decided = told.operations.operations[0]
    assert str(decided.decision) in {"re-booked", "cancelled"}
    assert all(s.until_min == 1440 for s in told.services if str(s.status) == "none")


def test_before_the_fall_there_is_nothing_to_say(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="before the fall"):
        diverted(tmp_path, now=FELL - timedelta(minutes=1))
