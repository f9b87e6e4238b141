from __future__ import annotations

from codedark.cli.check_scenarios import scenario_faults
from codedark.hospital.faults import Fault
from codedark.hospital.reading import read
from tests.making import make_files

FILES = make_files()
QUIET = """
[clock]
start = "2024-03-05T00:00"
horizon_days = 7
[attack]
mode = "none"
[[arms]]
name = "today"
"""


def faults(**scenarios: str) -> tuple[Fault, ...]:
    more = {f"scenarios/{name}.toml": text.encode() for name, text in scenarios.items()}
    return scenario_faults({**FILES, **more}, read(FILES), ("walls", "copies"))


def test_a_folder_without_scenarios_or_with_sound_ones_has_no_fault() -> None:
    assert faults() == ()
    assert faults(quiet=QUIET + 'defences = ["walls"]\n') == ()


def test_every_fault_of_every_scenario_is_told() -> None:
    found = faults(b="[clock]\n", a=QUIET.replace("7", "0").replace("none", "nobody"))
    assert [fault.file for fault in found][:2] == ["scenarios/a.toml"] * 2
    assert {"clock.horizon_days", "attack.mode"} <= {f.column for f in found if f.file == "scenarios/a.toml"}
    assert {"clock", "attack", "arms"} <= {fault.column for fault in found if fault.file == "scenarios/b.toml"}


def test_a_defence_that_is_not_there_is_told_once_with_the_nearest() -> None:
    text = QUIET + 'defences = ["wals"]\n[combinations]\ndefences = ["wals", "copies"]\nbase_name = "bare"\n'
    (fault,) = faults(quiet=text)
    assert "'wals'" in fault.message
    assert "walls" in fault.fix
