"""`codedark gap plan`, as a person and as a program."""

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.gap.stories import TABLES
from tests.making import make_files

KEYS = {
    "cut", "quarantine", "contain", "care_lost_per_h", "bound", "optimal", "services_lost", "residual", "alternatives",
    "exposed_care_per_h", "break_glass_care_per_h", "exposed", "behind_break_glass", "fire_min", "presumed",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in make_files(**TABLES).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_core_kept_out_of_reach_is_exit_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "plan", str(folder), "--suspect", "zone:ward"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("YES: nothing presumed reaches any of the 2 core zones.")
    assert "THIS CUT" in told.out and "full shutdown" in told.out and "nothing was cut" in told.out
    assert "60 minutes are assumed" in told.err


def test_core_in_reach_is_exit_1_with_the_path(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "plan", str(folder), "--suspect", "zone:labs", "--since", "0"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("NO: 1 of 2 core zones")
    assert "no cut gives it back" in " ".join(told.out.split())
    assert "assumed" not in told.err


def test_json_is_one_object_with_the_keys_promised(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "plan", str(folder), "--suspect", "zone:ward,ws-1", "--since", "0", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == KEYS
    assert told["cut"] == ["read"] and told["quarantine"] == ["ws-1"] and told["optimal"] is True
    assert told["presumed"]["zones"] == ["ward"] and told["presumed"]["hosts"] == ["ws-1"]
    assert set(told["alternatives"][0]) == {
        "name", "care_lost_per_h", "exposed_care_per_h", "break_glass_care_per_h", "core_exposed",
        "core_behind_break_glass", "lifted",
    }  # fmt: skip


def test_a_residual_has_suspect_core_path_and_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "plan", str(folder), "--suspect", "zone:ward", "--keep", "wards", "--json"]) == 1
    (left,) = json.loads(capsys.readouterr().out)["residual"]
    assert set(left) == {"suspect", "core", "path", "why"} and left["path"] == ["ward", "read", "records"]


def test_no_suspect_is_the_clean_island(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "plan", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["presumed"]["place_unknown"] is True and told["cut"]


def test_every_wrong_word_is_named_at_once_and_is_exit_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "plan", str(folder), "--suspect", "wrad", "--suspect", "192.0.2.9", "--keep", "ward"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "did you mean 'ward'" in told.err and "192.0.2.9" in told.err and "did you mean 'wards'" in told.err
    assert "3 faults" in told.err


def test_a_defence_is_applied_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wall = folder / "defences" / "wall"
    wall.mkdir(parents=True)
    (wall / "conduits.csv").write_text("change,conduit\nremove,read\n")
    (wall / "defence.toml").write_text('title = "Wall"\ncost_eur = "? not asked"\n')
    assert answer(["gap", "plan", str(folder), "--suspect", "zone:ward", "--defence", "wall", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cut"] == []


def test_without_core_nothing_is_protected_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in make_files(hosts="host,zone\nws-1,office").items():
        (tmp_path / name).write_bytes(data)
    assert answer(["gap", "plan", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "no zone is marked core" in told.out and "column core" in told.err


def test_negative_minutes_are_refused(folder: Path) -> None:
    assert answer(["gap", "plan", str(folder), "--since", "-1"]) == 2
