from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.store.folder import load_hospital


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert answer(["new", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_first_folder_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = tmp_path / "house"
    assert answer(["new", str(house), "--beds", "80", "--theatres", "3"]) == 0
    out = capsys.readouterr().out
    assert "rows are assumed" in out
    commands = [line.split()[1:] for line in out.splitlines() if line.startswith("  codedark ")]
    assert [command[0] for command in commands] == ["fallen", "blast", "ask", "drill"]
    assert load_hospital(house).settings.hospital.name == "house"


@pytest.mark.parametrize("verb", [0, 1, 2])
def test_each_next_command_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: int) -> None:
    command = told([str(tmp_path / "my house"), "--beds", "40"], capsys)["next"][verb]
    assert answer(shlex.split(command)[1:]) in (0, 1)
    assert capsys.readouterr().out


def test_what_was_not_told_is_said_to_be_assumed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told([str(tmp_path / "a")], capsys)["assumed"] == {"beds": 200, "theatres": 5}
    assert told([str(tmp_path / "b"), "--beds", "9", "--theatres", "0"], capsys)["assumed"] == {
        "beds": None, "theatres": None,
    }  # fmt: skip


def test_a_first_folder_says_what_is_missing_from_a_scan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.csv").write_text("name,ip\nDC01,10.0.0.1\n")
    said = "Only the 1 machine of --from"
    assert answer(["new", str(tmp_path / "a"), "--from", str(tmp_path / "list.csv"), "--beds", "40"]) == 0
    out = capsys.readouterr().out
    assert said in out
    assert "Theatres were not told: 1 is assumed (--theatres)." in out
    assert answer(["new", str(tmp_path / "b"), "--beds", "200"]) == 0
    out = capsys.readouterr().out
    assert "Only the" not in out
    assert "Theatres were not told: 5 are assumed (--theatres)." in out


def test_machines_come_from_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.csv").write_text("Hostname;IP;Serial\nDC01;10.0.0.1;7\nws-1;10.0.1.1;8\n")
    (tmp_path / "scan.xml").write_text(
        '<nmaprun><host><address addr="10.0.0.1" addrtype="ipv4"/><ports><port protocol="tcp" portid="88">'
        '<state state="open"/></port></ports></host></nmaprun>'
    )
    house = tmp_path / "h"
    found = told([str(house), "--from", str(tmp_path / "list.csv"), "--from", str(tmp_path / "scan.xml")], capsys)
    assert found["notes"] == ["list.csv: columns not used: Serial"]
    hosts = load_hospital(house).hosts
    assert hosts.named("DC01").source.startswith("list.csv, row 2; scan.xml, host 1")
    assert next(t for t in found["tables"] if t["table"] == "hosts")["by_basis"]["inferred"] == 2


def test_every_file_that_cannot_be_read_is_named_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("serial\n1\n")
    (tmp_path / "b.csv").write_text("name\n")
    files = [word for name in ("a.csv", "b.csv", "none.csv") for word in ("--from", str(tmp_path / name))]
    assert answer(["new", str(tmp_path / "h"), *files]) == 2
    err = capsys.readouterr().err
    assert "no column for names or addresses" in err
    assert "no machine is in it" in err
    assert "no such file" in err
    assert not (tmp_path / "h").exists()


@pytest.mark.parametrize("words", [["--beds", "0"], ["--campuses", "0"], ["--theatres", "-1"], ["--beds", "many"]])
def test_what_makes_no_hospital_is_refused(tmp_path: Path, words: list[str]) -> None:
    assert answer(["new", str(tmp_path / "h"), *words]) == 2
    assert not (tmp_path / "h").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert answer(["new", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
