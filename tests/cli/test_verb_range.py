"""`codedark range`, as a person and as a program; the exercise itself is tested in tests/gates/range."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.gates.range import kernel
from codedark.gates.range.kernel import NamespacesRefused
from codedark.gates.range.world import in_new_world
from tests.conftest import _missing
from tests.gates.range.small import TABLES

KNOWN = 'basis = "assumed", source = "invented for this test"'
SCENARIO = f"""
name = "worst-day"
title = "A worm"
source = "invented for this test"
[clock]
start = "2026-11-27T17:00"
day1 = "2026-11-28"
horizon_days = 3
[attack]
mode = "worm"
entry = ["host:ws-1", "host:ws-2"]
ports = ["tcp/445"]
onset_h = {{ low = 0, mid = 2, high = 6, {KNOWN} }}
contacts_per_h = {{ low = 1, mid = 8, high = 30, {KNOWN} }}
vulnerable_share = {{ low = 0.2, mid = 0.5, high = 0.9, {KNOWN} }}
[detection]
recognised_h = {{ low = 0.5, mid = 3, high = 12, {KNOWN} }}
[[arms]]
name = "nobody-cuts"
response = "none"
"""


def _write(folder: Path, tables: dict[str, str]) -> Path:
    for name, text in {**tables, "scenarios/worst-day.toml": SCENARIO}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return _write(tmp_path, TABLES)


@pytest.fixture
def worlds() -> Iterator[None]:
    try:
        in_new_world(lambda rootless: rootless)
    except NamespacesRefused as refused:
        _missing("a network namespace", str(refused))
    yield


@pytest.mark.needs("ip")
def test_json_is_one_object_with_the_keys_promised(
    worlds: None, folder: Path, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert answer(["range", str(folder), "--entry", "ws-2", "--json"]) == 0
    out, err = capfd.readouterr()
    told = json.loads(out)
    assert (told["entry"], told["scenario"], told["defences"]) == ("ws-2", "worst-day", [])
    assert [g["gate"] for g in told["gates"]] == ["wall", "inner", "between", "ports"]
    assert "in place of fortigate" in next(g["played"] for g in told["gates"] if g["gate"] == "between")
    assert "range: walking without a cut" in err
    page = (root / "docs/reference/range.md").read_text(encoding="utf-8")
    assert [key for key in told if f"`{key}`" not in page] == []


@pytest.mark.needs("ip")
def test_a_hospital_without_a_linux_gate_gets_the_first_defence_that_brings_one(
    worlds: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tables = {**TABLES, "gates.csv": TABLES["gates.csv"].replace("nftables", "asa")}
    about = 'title = "x"\nanswers = "y"\ncost_eur = "? none"\nsource = "invented"\n'
    tables["defences/a-poster/defence.toml"] = tables["defences/b-wall/defence.toml"] = about
    tables["defences/b-wall/gates.csv"] = "change,gate,kind\nchange,wall,nftables\n"
    folder = _write(tmp_path, tables)
    assert answer(["range", str(folder), "--json"]) == 0
    out, err = capfd.readouterr()
    assert json.loads(out)["defences"] == ["b-wall"]
    assert "--defence b-wall is applied" in err


def test_a_hospital_without_any_gate_for_linux_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _write(tmp_path, {**TABLES, "gates.csv": TABLES["gates.csv"].replace("nftables", "asa")})
    assert answer(["range", str(folder)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "no gate of kind nftables" in told.err


def test_a_foothold_nobody_has_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["range", str(folder), "--entry", "ws-11"]) == 2
    assert "ws-1" in capsys.readouterr().err


def test_a_scenario_in_which_nobody_attacks_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quiet = re.sub(r"\[attack\].*(?=\[\[arms)", '[attack]\nmode = "none"\n', SCENARIO, flags=re.DOTALL)
    (folder / "scenarios/worst-day.toml").write_text(quiet)
    assert answer(["range", str(folder)]) == 2
    assert "nobody attacks" in capsys.readouterr().err


def test_a_system_that_refuses_is_exit_3_with_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(uid: int, gid: int) -> bool:
        raise NamespacesRefused(1, "a user namespace was refused to uid 1000. sysctl x=1; or run it as root")

    monkeypatch.setattr("codedark.gates.range.world.unshare_all", refuse)
    assert answer(["range", str(folder)]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "refused to uid 1000" in told.err
    assert "sysctl x=1" in told.err
    assert kernel.SWITCHES


def _range_processes(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if told[0] != "Z" and int(told[3]) == session:
                found.append(int(entry.name))
    return found


@pytest.mark.needs("ip")
def test_ctrl_c_in_the_middle_leaves_nothing_while_another_plays_to_its_end(worlds: None, folder: Path) -> None:
    command = [sys.executable, "-m", "codedark", "range", str(folder), "--json"]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    with subprocess.Popen(command, **quiet) as other, subprocess.Popen(command, **quiet) as stopped:  # type: ignore[call-overload]
        while "cutting" not in stopped.stderr.readline():
            assert stopped.poll() is None
        stopped.send_signal(signal.SIGINT)
        out, err = stopped.communicate(timeout=20)
        assert (stopped.returncode, out) == (130, "")
        assert "stopped" in err
        until = time.monotonic() + 5
        while _range_processes(stopped.pid) and time.monotonic() < until:
            time.sleep(0.02)
        assert _range_processes(stopped.pid) == []
        out, _ = other.communicate(timeout=60)
        assert (other.returncode, json.loads(out)["agrees_with_model"]["disagreements"]) == (0, [])
        assert _range_processes(other.pid) == []


@pytest.mark.needs("ip")
def test_the_example_hospital_as_it_stands(worlds: None, root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = answer(["range", str(root / "hospitals/az-monica"), "--entry", "dn-ward-044", "--json"])
    told: dict[str, Any] = json.loads(capfd.readouterr().out)
    agrees = told["agrees_with_model"]
    assert agrees.pop("disagreements") == []
    assert agrees == dict.fromkeys(("without_cut", "after_cut", "posture_3", "posture_2"), True)
    assert told["core_reached_without_cut"] > 500
    assert told["core_taken_after_cut"] == told["core_reached_after_cut"] == 0
    assert told["break_glass_survived"] is True
    assert {q["posture"] for q in told["questions"] if q["as_it_must"]} == {2, 3}
    assert any("by name" in q["what"] and q["passed"] for q in told["questions"])
    assert told["verdict"].startswith("sealed")
    assert code == 0
