"""A record becomes a drill scenario for one's own hospital, and only for one that is named and sound."""

from __future__ import annotations

from pathlib import Path

from codedark.cli.main import answer
from codedark.drill.scenario_file import read_scenario
from codedark.store.folder import load_hospital
from tests.cli.incident_runs import COUNT, Capture, opened
from tests.making import make_files


def test_a_scenario_is_written_that_the_drill_reads_and_that_cites_the_record(tmp_path: Path, capsys: Capture) -> None:
    runs, hospital, out = opened(tmp_path, capsys), _hospital(tmp_path), tmp_path / "scenario.toml"
    [name] = runs.log("Counted.", *COUNT, "--value", "70")["assertions"]
    words = ["report", str(runs.folder), "--hospital", str(hospital), "--scenario", str(out)]
    assert answer(words) == 0
    said = capsys.readouterr()
    assert "codedark drill" in said.err
    assert said.out.startswith("# ")
    scenario = read_scenario(str(out), out.read_bytes(), load_hospital(hospital))
    assert [effect.assertion for effect in scenario.effects] == [name]


def test_without_a_hospital_nothing_is_written(tmp_path: Path, capsys: Capture) -> None:
    runs, out = opened(tmp_path, capsys), tmp_path / "scenario.toml"
    assert answer(["report", str(runs.folder), "--scenario", str(out)]) == 2
    assert "--hospital" in capsys.readouterr().err
    assert not out.exists()


def _hospital(tmp_path: Path) -> Path:
    folder = tmp_path / "hospital"
    folder.mkdir()
    for name, data in make_files().items():
        (folder / name).write_bytes(data)
    return folder
