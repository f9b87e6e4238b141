import json

import pytest

from codedark.cli.main import answer
from codedark.drill import drilling, playing
from tests.drill.clinic import files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The clinic on a disk, played by the pure twin with one play of each end of the tornado."""
    for name, data in files().items():
        file = tmp_path / "clinic" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    monkeypatch.setattr(playing, "_kernel", lambda: None)
    monkeypatch.setattr(playing, "prepare", lambda on_cold=None: "pure Python")
    monkeypatch.setattr(drilling, "_tornado", lambda *args: ())
    return tmp_path / "clinic"


def run(folder, *more):
    return answer(["drill", str(folder), "--runs", "6", "--draws", "2", "--workers", "1", *more])


def test_sentences_come_first_then_two_tables_then_what_it_stands_on(folder, capsys):
    assert run(folder) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "The clinic: A bad day"
    assert lines[2] == "That day"
    assert lines[3].startswith("- 3 of the 3 operations on day one are lost")
    assert out.index("what it costs") < out.index("saves") < out.index("Inputs, not findings")
    assert max(map(len, lines)) <= 100
    assert "kernel: pure Python; some thousand times slower" in err
    assert "playing 6 arms x 6 ..." in err


def test_with_json_one_object_and_nothing_else_is_on_stdout(folder, capsys):
    assert run(folder, "--json", "--seed", "9") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["seed"], told["runs"], told["workers"], told["kernel"]) == (9, 6, 1, "pure Python")
    assert len(told["hospital_sha256"]) == 64
    assert [arm["name"] for arm in told["arms"]] == ["that-day", "idle", "today", "fences", "copies", "fences+copies"]
    assert told["arms"][5]["defences"] == ["fences", "copies"]


def test_only_the_arms_asked_for_are_played(folder, capsys):
    assert run(folder, "--arms", "idle, fences", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [arm["name"] for arm in told["arms"]] == ["idle", "fences"]
    assert told["shapley"] == {}


def test_the_report_is_written_beside_the_answer(folder, tmp_path, capsys):
    assert run(folder, "--report", str(tmp_path / "r.html"), "--arms", "today,fences") == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "The clinic" in page
    assert "report: " in capsys.readouterr().err


def test_every_wrong_option_is_named_at_once_and_nothing_is_read(tmp_path, capsys):
    report = str(tmp_path / "no" / "r.txt")
    code = run(tmp_path, "--runs", "0", "--seed", "-1", "--workers", "999", "--assume-beds", "101", "--report", report)
    assert code == 2
    err = capsys.readouterr().err
    for said in ("--runs", "--seed", "--workers", "--assume-beds", "the report is HTML", "no such folder"):
        assert said in err
    assert "6 faults" in err


@pytest.mark.parametrize(("draws", "code"), [("6", 0), ("7", 2)])
def test_more_draws_than_plays_make_no_sense(folder, draws, code):
    assert run(folder, "--draws", draws, "--arms", "idle") == code


def test_more_draws_than_plays_are_refused_in_the_words_of_the_options(folder, capsys):
    assert run(folder, "--draws", "100") == 2
    assert "--draws 100: not more than --runs (6). Fix: " in capsys.readouterr().err


def test_few_plays_take_few_draws_when_nobody_says_how_many(folder, capsys):
    assert answer(["drill", str(folder), "--runs", "3", "--arms", "idle", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["draws"] == 3


def test_a_scenario_nobody_knows_is_refused_with_the_nearest(folder, capsys):
    assert run(folder, "--scenario", "bad-dya") == 2
    err = capsys.readouterr().err
    assert "no scenario is called 'bad-dya'" in err
    assert "did you mean 'bad-day'" in err


def test_a_scenario_may_be_a_file_elsewhere(folder, tmp_path, capsys):
    elsewhere = tmp_path / "other.toml"
    elsewhere.write_bytes((folder / "scenarios" / "bad-day.toml").read_bytes().replace(b"A bad day", b"Another day"))
    assert run(folder, "--scenario", str(elsewhere), "--arms", "idle") == 0
    assert "Another day" in capsys.readouterr().out


def test_with_two_scenarios_and_no_default_one_must_be_named(folder, capsys):
    (folder / "scenarios" / "worse-day.toml").write_bytes((folder / "scenarios" / "bad-day.toml").read_bytes())
    assert run(folder) == 2
    assert "one of the folder's: bad-day, worse-day" in capsys.readouterr().err
    (folder / "hospital.toml").write_text('[hospital]\nname = "x"\ndefault_scenario = "worse-day"\n')
    assert run(folder, "--arms", "idle") == 0


def test_a_folder_without_a_scenario_says_how_to_make_one(folder, capsys):
    (folder / "scenarios" / "bad-day.toml").unlink()
    assert run(folder) == 2
    told = (
        "--scenario: the folder has no scenario. Fix: write scenarios/NAME.toml in it, as docs/reference/drill.md tells"
    )
    assert told in " ".join(capsys.readouterr().err.split())


def test_an_arm_nobody_knows_is_refused(folder, capsys):
    assert run(folder, "--arms", "tody") == 2
    assert "--arms: no arm 'tody'. Fix: did you mean 'today'" in capsys.readouterr().err


def test_a_defence_without_its_folder_is_refused(folder, capsys):
    for file in (folder / "defences" / "copies").iterdir():
        file.unlink()
    assert run(folder) == 2
    err = " ".join(capsys.readouterr().err.split())
    assert "bad-day.toml: the scenario asks for the defence 'copies', which this hospital does not have" in err


def interrupted(monkeypatch, left):
    real, count = playing.play, [left]

    def play(*args, **kwargs):
        if count[0] == 0:
            raise KeyboardInterrupt
        count[0] -= 1
        return real(*args, **kwargs)

    monkeypatch.setattr(playing, "play", play)


def test_ctrl_c_keeps_what_is_done_and_says_so(folder, capsys, monkeypatch):
    monkeypatch.setattr(playing, "CHUNK_LEAST", 2)
    interrupted(monkeypatch, 6 + 2)
    assert run(folder, "--json") == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert (told["complete"], told["runs"], told["runs_asked"]) == (False, 2, 6)
    assert "Stopped: 2 of 6 plays of every arm are told" in err


def test_ctrl_c_in_words_says_so_on_the_first_line_and_names_no_key(folder, capsys, monkeypatch):
    monkeypatch.setattr(playing, "CHUNK_LEAST", 2)
    interrupted(monkeypatch, 6 + 2)
    assert run(folder) == 0
    out, err = capsys.readouterr()
    assert out.startswith("NOT COMPLETE, stopped: 2 of 6 plays of every arm, in 1 of 2 draws of what is not known.")
    assert '"complete"' not in out + err


def test_ctrl_c_before_anything_is_whole_leaves_with_130(folder, capsys, monkeypatch):
    interrupted(monkeypatch, 1)
    assert run(folder) == 130
    out, err = capsys.readouterr()
    assert out == ""
    assert "nothing to tell" in err


def test_assumed_beds_are_used_and_said(folder, capsys):
    assert run(folder, "--assume-beds", "2", "--arms", "that-day") == 0
    assert "2 % of the recognised ones are taken as free" in " ".join(capsys.readouterr().out.split())
