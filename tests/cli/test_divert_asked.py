from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.divert_asked import Options, moments_of, outage_of, today_of
from codedark.hospital.faults import BadHospital
from codedark.store.folder import load_hospital
from tests.cli.divert_hospital import written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(written(tmp_path / "north"))


def options(**told: object) -> Options:
    usual = {
        "down": ("box",), "fell": "", "now": "", "back": "", "assume_beds": None, "stay_h": 24.0, "effort": 0,
        "seed": 0, "certify": False,
    }  # fmt: skip
    return Options(**{**usual, **told})  # type: ignore[arg-type]


def test_hours_are_of_the_day_of_now_in_the_hospitals_own_time(folder: Path) -> None:
    when = moments_of(options(now="2024-05-17T08:00+00:00", fell="06:32", back="23:00"), load_hospital(folder))
    assert when.fell_at.isoformat() == "2024-05-17T06:32:00+02:00"
    assert when.now.isoformat() == "2024-05-17T10:00:00+02:00"
    assert when.back_at is not None and when.back_at.isoformat() == "2024-05-17T23:00:00+02:00"


def test_left_out_everything_is_now(folder: Path) -> None:
    when = moments_of(options(), load_hospital(folder))
    assert when.fell_at == when.now and when.back_at is None


def test_every_option_at_fault_is_told_at_once(folder: Path) -> None:
    with pytest.raises(BadHospital) as found:
        moments_of(options(now="soon", fell="99:00", stay_h=-1, assume_beds=200), load_hospital(folder))
    assert {f.file for f in found.value.faults} == {"--now", "--stay", "--assume-beds"} or len(found.value.faults) >= 3


def test_what_is_down_may_be_told_in_one_word_or_several(folder: Path) -> None:
    hospital = load_hospital(folder)
    assert outage_of(hospital, ("box,lab",)).services == outage_of(hospital, ("box", "lab")).services


def test_without_a_store_patients_are_those_of_the_folder(folder: Path) -> None:
    hospital = load_hospital(folder)
    today = today_of(hospital, None, None, moments_of(options(), hospital).now)
    assert today.hospital is hospital and today.census is None


def test_a_word_that_names_nothing_is_told_under_the_option_it_was_typed_at(folder: Path) -> None:
    with pytest.raises(BadHospital) as found:
        outage_of(load_hospital(folder), ("bix",))
    assert [fault.file for fault in found.value.faults] == ["--down"]
