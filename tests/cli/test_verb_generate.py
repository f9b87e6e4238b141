from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from codedark.store.folder import load_files, load_hospital


def test_an_invented_hospital_is_sound_and_the_same_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        assert answer(["generate", str(tmp_path / name), "--hosts", "300", "--zones", "12", "--seed", "7"]) == 0
    assert load_files(tmp_path / "a") == load_files(tmp_path / "b")
    assert "No such hospital exists" in capsys.readouterr().out
    assert len(load_hospital(tmp_path / "a", ["fewer-rules", "fast-gates"]).hosts) == 300


def test_another_seed_is_another_hospital(tmp_path: Path) -> None:
    for seed in "12":
        answer(["generate", str(tmp_path / seed), "--hosts", "50", "--zones", "5", "--seed", seed])
    assert load_files(tmp_path / "1") != load_files(tmp_path / "2")


def test_the_answer_as_json_counts_what_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["generate", str(tmp_path / "a"), "--hosts", "40", "--zones", "4", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"]["hosts"], told["rows"]["zones"], told["seed"]) == (40, 4, 1)
    assert told["bytes"] == sum(map(len, load_files(tmp_path / "a").values()))


@pytest.mark.parametrize("words", [["--hosts", "0"], ["--zones", "0"], ["--hosts", "4000001"], ["--seed", "-1"]])
def test_what_cannot_be_made_is_refused_and_nothing_written(tmp_path: Path, words: list[str]) -> None:
    assert answer(["generate", str(tmp_path / "a"), *words]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert answer(["generate", str(tmp_path), "--hosts", "10"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
