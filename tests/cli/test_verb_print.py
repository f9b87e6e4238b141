"""`codedark print`, as a person and as a program."""

from __future__ import annotations

import json
import shlex
from hashlib import sha256
from pathlib import Path

import pytest
import typer

from codedark.cli import main as door
from codedark.cli.main import answer
from codedark.paper.go_bag_command import LAPTOP
from codedark.paper.typesetting import pages_of, read_mark
from tests.gap.stories import TABLES
from tests.making import make_files
from tests.paper.bags import MANDATE

KEYS = {"file", "pages", "sha256", "hospital_sha256", "made", "stale_after", "plans", "cards", "unknown"}
DATE = ["--made", "2026-01-13"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "story"
    home.mkdir()
    for name, data in make_files(**TABLES).items():
        (home / name).write_bytes(data)
    return home


def run(*words: object) -> int:
    return answer(["print", *map(str, words)])


def printed(folder: Path, *words: object) -> Path:
    file = folder.parent / "bag.pdf"
    assert run(folder, "--out", file, *words) == 0
    return file


def test_a_bag_is_printed_and_what_it_does_not_know_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = printed(folder, *DATE)
    said = capsys.readouterr().out
    assert f"{pages_of(file.read_bytes())} pages, out of date after 2026-02-13." in said
    assert "4 plans for 5 places an alarm may come from, 3 cable cards." in said
    assert "the folder has no mandate" in said


def test_json_is_one_object_with_the_keys_promised(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = printed(folder, "--json", *DATE)
    told = json.loads(capsys.readouterr().out)
    assert set(told) == KEYS
    raw = file.read_bytes()
    assert (told["file"], told["sha256"], told["pages"]) == (str(file), sha256(raw).hexdigest(), pages_of(raw))
    assert [row["zone"] for row in told["plans"]] == ["place unknown", "office", "ward", "records", "labs"]
    assert all(set(row["care_lost_per_h"]) == {"2", "3", "4"} and len(row["id"]) == 12 for row in told["plans"])
    assert told["cards"] == 3 and told["made"] == "2026-01-13" and told["stale_after"] == "2026-02-13"


def test_a_folder_and_a_name_may_both_be_told(folder: Path) -> None:
    assert run(folder, "--out", folder.parent, *DATE) == 0
    assert (folder.parent / "go-bag.pdf").read_bytes() == printed(folder, *DATE).read_bytes()


def test_an_older_bag_is_written_over_and_nothing_else_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = printed(folder, "--made", "2026-01-01")
    older = file.read_bytes()
    assert printed(folder, *DATE).read_bytes() != older
    file.write_bytes(b"%PDF-1.7 somebody's thesis")
    assert run(folder, "--out", file, *DATE) == 2
    assert "no go-bag" in capsys.readouterr().err
    assert file.read_bytes() == b"%PDF-1.7 somebody's thesis"


def test_nothing_half_written_is_left_where_the_disk_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = printed(folder, "--made", "2026-01-01")
    older = file.read_bytes()

    def full(self: Path, raw: bytes) -> int:
        with self.open("wb") as out:
            out.write(raw[:10])
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert run(folder, "--out", file, *DATE) == 3
    assert file.read_bytes() == older
    assert sorted(path.name for path in file.parent.iterdir()) == ["bag.pdf", "story"]


def test_a_bag_that_still_says_what_the_folder_says_is_exit_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = printed(folder, *DATE)
    capsys.readouterr()
    assert run(folder, "--out", file, "--check", *DATE) == 0
    assert capsys.readouterr().out.startswith("Up to date")


def test_a_change_that_prints_nothing_else_leaves_it_true(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = printed(folder, *DATE)
    sites = folder / "sites.csv"
    sites.write_bytes(sites.read_bytes().replace(b"home,Home,", b"home,Houses,"))
    assert run(folder, "--out", file, "--check", *DATE) == 0
    assert "nothing that is printed did" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "old", "new", "why"),
    [
        ("services.csv", b"120", b"60", "figures on it changed; what would be cut did not"),
        ("conduits.csv", b"order,labs", b"fax,labs,records,tcp,515,clinical\norder,labs", "what would be cut changed"),
    ],
)
def test_what_changed_is_told_apart(
    folder: Path, capsys: pytest.CaptureFixture[str], table: str, old: bytes, new: bytes, why: str
) -> None:
    file = printed(folder, *DATE)
    capsys.readouterr()
    text = (folder / table).read_bytes()
    assert old in text
    (folder / table).write_bytes(text.replace(old, new))
    assert run(folder, "--out", file, "--check", *DATE) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("OUT OF DATE") and why in said


def test_a_bag_grows_old_on_the_day_after_its_last(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = printed(folder, *DATE, "--valid-days", 10)
    assert run(folder, "--out", file, "--check", "--made", "2026-01-23") == 0
    capsys.readouterr()
    assert run(folder, "--out", file, "--check", "--made", "2026-01-24", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["current"] is False and told["stale_after"] == "2026-01-23"
    assert told["why"] == ["it was made on 2026-01-13 for 10 days"]


def test_a_mandate_in_the_folder_is_printed_and_its_change_is_seen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mandate.toml").write_bytes(MANDATE)
    file = printed(folder, *DATE)
    assert "no signature beside it fits" in " ".join(capsys.readouterr().out.split())
    (folder / "mandate.toml").write_bytes(MANDATE.replace(b"alone_min = 25", b"alone_min = 45"))
    assert run(folder, "--out", file, "--check", *DATE) == 1
    assert "the mandate, or codedark itself, changed" in " ".join(capsys.readouterr().out.split())


def test_the_defences_it_was_printed_with_are_checked_with(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wall = folder / "defences" / "wall"
    wall.mkdir(parents=True)
    (wall / "conduits.csv").write_text("change,conduit\nremove,read\n")
    (wall / "defence.toml").write_text('title = "Wall"\ncost_eur = "? not asked"\n')
    file = printed(folder, *DATE, "--defence", "wall")
    mark = read_mark(file.read_bytes())
    assert mark is not None and mark.defences == ("wall",)
    assert run(folder, "--out", file, "--check", *DATE) == 0
    (wall / "conduits.csv").write_text("change,conduit\nremove,order\n")
    assert run(folder, "--out", file, "--check", *DATE) == 1


def test_every_wrong_option_is_named_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    away = folder / "no" / "such" / "bag.pdf"
    words = ["--out", away, "--lang", "nl", "--valid-days", 0, "--made", "13/01/2026"]
    assert run(folder, *words) == 2
    said = capsys.readouterr()
    assert said.out == "" and "4 faults" in said.err
    for option in ("--out", "--lang", "--valid-days", "--made"):
        assert option in said.err


def test_what_is_no_bag_cannot_be_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.parent / "bag.pdf").write_bytes(b"%PDF-1.4")
    assert run(folder, "--out", folder.parent / "bag.pdf", "--check") == 2
    assert run(folder, "--out", folder.parent / "none.pdf", "--check") == 2
    assert "no such file" in capsys.readouterr().err


@pytest.mark.parametrize("command", [command for _, command in LAPTOP])
def test_every_command_printed_for_the_laptop_is_understood(command: str) -> None:
    program, verb, sub, *words = shlex.split(command)
    assert program == "codedark"
    known = typer.main.get_command(door.build(verb)).commands[verb].commands[sub]  # type: ignore[attr-defined]
    options = {opt: param for param in known.params for opt in param.opts}
    named = {word for word in words if word.startswith("--")}
    assert named <= set(options)
    required = {name for name, param in options.items() if name.startswith("--") and param.required}
    assert required <= named
    arguments = [param for param in known.params if param.param_type_name == "argument" and param.required]
    assert len(arguments) == len(
        [w for i, w in enumerate(words) if not w.startswith("--") and (i == 0 or not words[i - 1].startswith("--"))]
    )
