"""`codedark gap texts` and `codedark gap cacao`, as a person and as a program."""

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.gap.stories import TABLES
from tests.making import make_files

ZONES = """
    zone,kind,core,gate,contain,inside,prefixes
    office,office,no,fw,locks,open,10.1.0.0/24
    ward,clinical,no,fw,locks,open,10.2.0.0/24
    records,server,yes,fw,,open,10.3.0.0/24
    labs,device,yes,fw,,open,10.4.0.0/24"""
FILLED = ["--fill", "id of the policy that is first now=1", "--fill", "end of the seal=18:00 2031/12/24"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "hospital"
    there.mkdir()
    for name, data in make_files(**{**TABLES, "zones": ZONES}).items():
        (there / name).write_bytes(data)
    return there


def test_a_zone_sealed_off_is_ready_to_paste(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "texts", str(folder), "--zone", "ward", "--gate", "fw", *FILLED]) == 0
    told = capsys.readouterr().out
    assert "1 gates with texts, 0 without; posture 3" in told
    assert "----- fw: stage\nconfig firewall address\n" in told and "<<" not in told
    assert "set end 18:00 2031/12/24\n" in told


def test_what_is_not_told_is_exit_1_and_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "texts", str(folder), "--zone", "ward", "--gate", "fw"]) == 1
    assert "to fill in: id of the policy that is first now" in capsys.readouterr().out


def test_another_make_and_its_interfaces(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["gap", "texts", str(folder), "--zone", "ward", "--gate", "fw", "--make", "ios", "--json"]
    told = ["--interface", "ward=Vlan20", "--interface", "records=Vlan30", "--interface", "office=Vlan10"]
    assert answer([*words, *told]) == 0
    out = json.loads(capsys.readouterr().out)
    assert set(out) == {"posture", "care_lost_per_h", "cut", "contain", "quarantine", "gates", "others"}
    (gate,) = out["gates"]
    assert gate["make"] == "ios" and gate["ready"] is True and "interface Vlan20\n" in gate["fire"]
    assert set(out["cut"]) == {"read", "desk"}


def test_a_gate_without_texts_is_left_to_a_hand(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "texts", str(folder), "--suspect", "unknown", "--json", *FILLED]) == 1
    out = json.loads(capsys.readouterr().out)
    assert [(o["gate"], o["how"]) for o in out["others"]] == [("locks", "cut it by hand, by its cable card")]
    assert [g["gate"] for g in out["gates"]] == ["fw"] and out["contain"]


def test_files_are_written_and_the_answer_stays_short(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "texts"
    assert answer(["gap", "texts", str(folder), "--zone", "ward", "--gate", "fw", "--out", str(out), *FILLED]) == 0
    names = sorted(p.name for p in out.iterdir())
    assert names[:2] == ["fw-1-stage.txt", "fw-2-fire.txt"] and len(names) == 7
    assert "config firewall" not in capsys.readouterr().out
    assert "set status enable" in (out / "fw-2-fire.txt").read_text(encoding="utf-8")


def test_every_word_that_means_nothing_is_told_at_once_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder.parent / "texts"
    words = ["--zone", "wart", "--gate", "fv", "--make", "sonic", "--interface", "ward", "--interface", "ward=a;b"]
    assert answer(["gap", "texts", str(folder), *words, "--out", str(out)]) == 2
    told = capsys.readouterr()
    assert told.out == "" and not out.exists()
    for option in ("--zone", "--gate", "--make", "--interface"):
        assert option in told.err


def test_a_value_that_does_not_fit_a_blank_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill = ["--fill", "end of the seal=tonight", "--fill", "colour=blue"]
    assert answer(["gap", "texts", str(folder), "--zone", "ward", "--gate", "fw", *fill]) == 2
    told = capsys.readouterr()
    assert told.out == "" and "end of the seal" in told.err and "no blank of that name" in told.err


def test_a_seal_decays_and_the_answer_says_how(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(["gap", "texts", str(folder), "--zone", "ward", "--posture", "4"])
    assert "--posture 2 first" in capsys.readouterr().out.replace("\n ", "")
    answer(["gap", "texts", str(folder), "--zone", "ward", "--posture", "2"])
    assert "decays" not in capsys.readouterr().out


def test_a_playbook_goes_to_stdout_or_into_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["gap", "cacao", str(folder), "--zone", "ward", "--gate", "fw", *FILLED]
    assert answer(words) == 0
    book = json.loads(capsys.readouterr().out)
    assert book["spec_version"] == "cacao-2.0" and book["name"] == "Story: cut except break-glass"
    out = folder.parent / "playbook.json"
    assert answer([*words, "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["id"] == book["id"]
    assert "over 1 gates" in capsys.readouterr().out


def test_where_nothing_is_to_be_cut_there_is_no_playbook(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["gap", "cacao", str(folder), "--zone", "ward", "--gate", "locks"]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "no playbook" in told.err
