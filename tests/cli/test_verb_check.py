from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.store.folder import write_new
from tests.making import make_files

DEFENCE = b'title = "Fast"\ncost_eur = {low = 1000, mid = 2000, high = 3000}'
FILES = make_files(
    zones="zone,kind,core,gate\noffice,office,no,\nlab,device,yes,fw",
    gates="gate,kind,cuts_sessions\nfw,fortigate,? never tried",
    hosts="host,zone,basis,source\nws-1,office,observed,scan\nsv-1,lab,,",
    applications="application,kind,runs_on\nlis,clinical,sv-1",
    services="service,needs,worked_from\nlab-work,lis,office",
) | {"defences/fast/defence.toml": DEFENCE, "defences/fast/gates.csv": b"change,gate,fire_min\nchange,fw,0.1\n"}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    write_new(tmp_path / "house", FILES)
    return tmp_path / "house"


def told(words: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, Any]:
    assert answer([*words, "--json"]) == code
    out = capsys.readouterr()
    assert out.err == ""
    found: dict[str, Any] = json.loads(out.out)
    return found


def test_a_sound_folder_is_summed_up(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["check", str(house)]) == 0
    out = capsys.readouterr().out
    assert "Test hospital: the folder is sound." in out
    assert "cuts_sessions 1" in out
    assert "1,000 to 3,000" in out
    assert "lis from office" in out
    assert "Without rows: accounts, conduits, agents, cables, out_of_band, operations" in out


def test_the_whole_answer_is_one_object(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(["check", str(house)], capsys)
    assert list(found) == ["sound", "faults", "sha256", "name", "tables", "defences", "together", "remarks"]
    hosts = next(table for table in found["tables"] if table["table"] == "hosts")
    assert hosts == {
        "table": "hosts", "rows": 2, "by_basis": {"observed": 1, "stated": 0, "inferred": 0, "assumed": 1},
        "unknown": {"address": 2},
    }  # fmt: skip
    assert found["defences"][0]["cost_eur"]["mid"] == 2000
    assert {"kind", "what", "why", "names"} == set(found["remarks"][0])
    assert next(r["names"] for r in found["remarks"] if r["kind"] == "no-conduit") == ["lis from office"]


def test_every_fault_is_listed_with_its_fix(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "services.csv").write_text("service,beds\nicu,-1\ned,-2\n")
    (house / "gates.csv").write_bytes("gate,kind".encode("utf-16"))
    assert answer(["check", str(house)]) == 2
    out = capsys.readouterr().out
    assert "services.csv, row 2, column beds: negative (it says '-1'). Fix: a number of at least 0." in out
    assert "gates.csv: the file is UTF-16, not UTF-8. Fix: save it as 'CSV UTF-8'." in out
    assert "3 faults. Nothing was changed" in out
    found = told(["check", str(house)], capsys, code=2)
    assert found["sound"] is False
    assert list(found["faults"][0]) == ["file", "row", "column", "value", "message", "fix"]
    assert len(found["faults"]) == 3


def test_a_scenario_that_cannot_be_drilled_is_a_fault_of_the_folder(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "scenarios").mkdir()
    (house / "scenarios" / "bad.toml").write_text('[clock]\nstart = "soon"\n[attack]\nmode = "none"\n')
    found = told(["check", str(house)], capsys, code=2)
    assert {fault["file"] for fault in found["faults"]} == {"scenarios/bad.toml"}
    assert {"clock.start", "clock.horizon_days", "arms"} <= {fault["column"] for fault in found["faults"]}


def test_a_long_list_is_cut_on_the_screen_alone(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "\n".join(f"h-{i},lab{i}" for i in range(300))
    (house / "hosts.csv").write_text(f"host,zone\n{rows}\n")
    assert answer(["check", str(house)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 52
    assert "more; --json has them all" in lines[50]
    assert len(told(["check", str(house)], capsys, code=2)["faults"]) == 301


def test_a_defence_that_does_not_apply_is_told(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "defences/fast/gates.csv").write_text("change,gate\nremove,fv\n")
    assert answer(["check", str(house)]) == 2
    out = capsys.readouterr().out
    assert "fast does not apply:" in out
    assert "did you mean 'fw'" in out
    assert told(["check", str(house)], capsys, code=2)["sound"] is False


def test_defences_that_contradict_each_other_are_told_and_no_fault(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "defences/slow").mkdir()
    (house / "defences/slow/defence.toml").write_bytes(DEFENCE)
    (house / "defences/slow/gates.csv").write_text("change,gate,fire_min\nchange,fw,99\n")
    assert answer(["check", str(house)]) == 0
    assert "Each applies alone, but not all together" in capsys.readouterr().out
    assert "contradicts" in told(["check", str(house)], capsys)["together"][0]["message"]
    assert answer(["check", str(house), "--defence", "fast", "--defence", "slow"]) == 2


def test_a_chosen_defence_is_applied(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = told(["check", str(house)], capsys)["sha256"]
    assert told(["check", str(house), "--defence", "fast"], capsys)["sha256"] != plain
    assert answer(["check", str(house), "--defence", "fasst"]) == 2
    assert "did you mean 'fast'" in capsys.readouterr().out


def test_a_defence_without_its_title_is_a_fault_of_the_folder(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "defences/fast/defence.toml").write_text("cost_eur = 1\n")
    assert [f["column"] for f in told(["check", str(house)], capsys, code=2)["faults"]] == ["title"]


def test_no_folder_is_exit_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(["check", str(tmp_path / "none")], capsys, code=2)["faults"][0]["message"] == "no such folder"


def test_checking_changes_nothing(house: Path) -> None:
    before = {path: path.read_bytes() for path in house.rglob("*") if path.is_file()}
    answer(["check", str(house)])
    assert {path: path.read_bytes() for path in house.rglob("*") if path.is_file()} == before
