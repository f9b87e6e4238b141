from __future__ import annotations

from datetime import date

import pytest

from codedark.drill.arms import arms_of
from codedark.drill.board import compile_board
from codedark.drill.scenario import Scenario
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.beginning import Beginning, beginning
from codedark.hospital.beginning_scenario import SCENARIO, beginning_scenario
from codedark.hospital.machines import Machine
from codedark.hospital.reading import read
from codedark.hospital.records import Hospital

FILE = f"scenarios/{SCENARIO}.toml"


def begun(*machines: str) -> tuple[Hospital, Scenario]:
    found = [Machine(name=name, source="test") for name in machines]
    files = beginning(Beginning(name="Test", beds=40, machines=found))
    hospital = read(files)
    return hospital, read_scenario(FILE, files[FILE], hospital)


@pytest.mark.parametrize("machines", [(), ("dc01",), ("printer-1", "cam-1"), ("ws-1", "srv-1")])
def test_a_first_folder_can_be_drilled_at_once(machines: tuple[str, ...]) -> None:
    hospital, scenario = begun(*machines)
    assert hospital.settings.hospital.default_scenario == scenario.name == SCENARIO
    arms = arms_of(scenario)
    assert [arm.name for arm in arms.told] == ["nobody-cuts", "as-we-are"]
    assert arms.reference == "as-we-are"
    for arm in arms.told:
        assert compile_board(hospital, scenario, arm).hosts == len(hospital.hosts)


def test_it_is_a_tuesday_and_every_figure_says_where_it_is_from() -> None:
    _, scenario = begun()
    assert scenario.clock.day1.weekday() == 1
    assert scenario.clock.date_of(30) == scenario.clock.day1 == date(2027, 3, 9)
    assert scenario.told
    assert all(told.source for told in scenario.told.values())


@pytest.mark.parametrize(
    ("roles", "entry"),
    [
        (["server", "workstation"], "role:workstation"),
        (["server", "clinical-workstation"], "role:clinical-workstation"),
        (["printer", "modality"], "role:printer"),
        ([], "role:workstation"),
    ],
)
def test_the_intruder_comes_in_where_there_is_a_machine(roles: list[str], entry: str) -> None:
    assert f'entry = ["{entry}"]'.encode() in beginning_scenario(roles)
