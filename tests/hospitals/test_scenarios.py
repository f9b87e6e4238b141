"""Scenarios of the examples: each can be read, and no figure stands without the place it comes from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from codedark.drill import Mode, Scenario, read_scenario
from codedark.drill.arms import arms_of
from codedark.hospital.words import Basis, Policy
from tests.hospitals.kept import AZ_MONICA, FOLDER, GRAUWBERG, choices, example

FILES = sorted(FOLDER.glob("*/scenarios/*.toml"))
MORNING = "az-monica-2026-01-13"


def scenario(hospital: str, name: str) -> Scenario:
    path = FOLDER / hospital / "scenarios" / f"{name}.toml"
    return read_scenario(path.name, path.read_bytes(), example(hospital))


def test_each_example_has_its_default_scenario() -> None:
    for hospital in (AZ_MONICA, GRAUWBERG):
        default = example(hospital).settings.hospital.default_scenario
        assert scenario(hospital, default).name == default


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_parameter_says_where_it_comes_from(path: Path) -> None:
    told = scenario(path.parents[1].name, path.stem)
    assert told.title and told.source
    for name, figure in told.told.items():
        assert figure.source, name
        assert (figure.basis is Basis.ASSUMED) == figure.source.startswith("assumed"), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_arm_has_defences_that_are_there(path: Path) -> None:
    hospital = path.parents[1].name
    for arm in arms_of(scenario(hospital, path.stem)).told:
        assert tuple(sorted(arm.defences)) in choices(hospital), arm.name


def test_the_morning_is_a_tuesday_with_the_servers_off_at_six_thirty_two() -> None:
    morning = scenario(AZ_MONICA, MORNING)
    assert morning.clock.day1 == date(2026, 1, 13) and morning.clock.day1.weekday() == 1
    assert morning.pinned is not None and morning.pinned.cut_min == (30 * 24 + 6) * 60 + 32
    assert morning.attack.mode is Mode.HUMAN and morning.clock.horizon_days == 120
    arms = {arm.name: arm for arm in arms_of(morning).told}
    assert len(arms) == 2 + 16
    assert arms["as-it-happened"].response is Policy.FULL_SHUTDOWN and arms["as-it-happened"].pinned
    assert arms["no-response"].response is Policy.NONE and not arms["no-response"].pinned


def test_the_attack_begins_before_it_is_noticed() -> None:
    morning = scenario(AZ_MONICA, MORNING)
    assert morning.pinned is not None and morning.pinned.alarm_min is not None
    assert morning.told["attack.detonation_h"].high * 60 < morning.pinned.alarm_min


def test_nobody_attacks_in_a_false_alarm() -> None:
    assert scenario(AZ_MONICA, "false-alarm").attack.mode is Mode.NONE


def test_the_second_example_meets_another_kind_of_attack() -> None:
    worm = scenario(GRAUWBERG, "worm-from-a-tablet")
    assert worm.attack.mode is Mode.WORM and worm.pinned is None
    assert worm.clock.start.weekday() == 4 and worm.clock.day1 > worm.clock.start.date()
