"""`codedark lint`, as a person and as a program."""

import io
import json
import sys
from pathlib import Path

import pytest

from codedark.cli.main import answer
from codedark.gates import live_rules
from tests.gap.linted import FOLDER, forward

ROUTER = str(FOLDER / "hospital-router.nft")
SEALED = str(FOLDER / "hospital-router-sealed.nft")
KEYS = {"ruleset", "verdict", "findings", "unparsed", "never_seen"}


def test_a_cut_that_would_not_cut_is_exit_1_with_its_place_and_fix(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["lint", ROUTER]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("NO: cuts on this firewall would not cut.")
    assert "deny-after-established" in told and "ip saddr @quarantine counter drop" in told
    assert "In front of it: `ct state established,related accept`" in told and "Fix: Put the deny in front" in told


def test_a_clean_ruleset_is_exit_0_and_says_what_was_not_seen(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["lint", SEALED]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("YES: nothing was found.") and "Packets have the last word" in told


def test_what_is_unknown_is_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fw").write_text("table inet t {\nchain c {\nfrobnicate drop\n}\n}\n")
    assert answer(["lint", str(tmp_path / "fw")]) == 1
    assert capsys.readouterr().out.startswith("UNKNOWN:")


def test_weak_spots_alone_are_exit_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fw").write_text(forward("iifname office counter drop"))
    assert answer(["lint", str(tmp_path / "fw")]) == 0
    assert capsys.readouterr().out.startswith("YES, with weak spots:")


def test_json_is_one_object_with_the_keys_promised(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["lint", ROUTER, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert set(told) == KEYS and told["verdict"] == "cut would not cut"
    assert told["ruleset"] == [{"source": ROUTER, "dialect": "nft list ruleset"}]
    assert all(set(f) == {"check", "severity", "where", "rule", "why", "fix"} for f in told["findings"])
    assert answer(["lint", SEALED, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "clean"


def test_a_line_not_understood_stands_in_the_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fw").write_text('table inet t {\n}\ninclude "more"\n')
    answer(["lint", str(tmp_path / "fw"), "--json"])
    (left,) = json.loads(capsys.readouterr().out)["unparsed"]
    assert left == {"source": str(tmp_path / "fw"), "line": 3, "text": 'include "more"', "where": ""}


def test_several_files_are_one_machine(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["lint", str(FOLDER / "ufw.v4"), "--json"])
    alone = {f["check"] for f in json.loads(capsys.readouterr().out)["findings"]}
    answer(["lint", str(FOLDER / "ufw.v4"), str(FOLDER / "ufw.v6"), "--json"])
    both = {f["check"] for f in json.loads(capsys.readouterr().out)["findings"]}
    assert "ipv6-not-shown" in alone - both


def test_stdin_is_a_ruleset_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    raw = io.BytesIO(Path(ROUTER).read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
    assert answer(["lint", "-"]) == 1
    assert "stdin" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], [ROUTER, "--live"]])
def test_nothing_named_or_too_much_is_exit_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["lint", *words]) == 2
    told = capsys.readouterr()
    assert told.out == "" and "--live" in told.err


def test_every_unreadable_file_is_told_at_once_and_nothing_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cut-off").write_text("table inet t {\nchain c {\n")
    (tmp_path / "list.csv").write_text("name,address\n")
    names = [str(tmp_path / name) for name in ("cut-off", "list.csv", "missing")]
    assert answer(["lint", ROUTER, *names, "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    for word in ("cut-off, row 1", "cut-off, row 2", "list.csv, row 1", "missing: cannot be read"):
        assert word in told.err


def test_few_findings_of_a_check_are_shown_and_full_shows_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = ["ct state established accept", *(f"ip saddr 10.0.0.{i} counter drop" for i in range(9))]
    (tmp_path / "fw").write_text(forward(*rules))
    answer(["lint", str(tmp_path / "fw")])
    few = capsys.readouterr().out
    answer(["lint", str(tmp_path / "fw"), "--full"])
    full = capsys.readouterr().out
    assert "... and 6 more" in few and "10.0.0.8" not in few
    assert "more;" not in full and "10.0.0.8" in full


def test_a_box_that_cannot_be_asked_is_exit_3(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert answer(["lint", "--live"]) == 3
    told = capsys.readouterr()
    assert told.out == "" and "apt install nftables" in told.err


def test_live_judges_what_the_box_tells(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    listing = b'{"nftables": [{"table": {"family": "inet", "name": "t", "handle": 1}}]}'
    monkeypatch.setattr(live_rules, "_asked", lambda *command: listing if command[0] == "nft" else b"[]")
    assert answer(["lint", "--live", "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["ruleset"][0]["source"] == "nft -j list ruleset"
