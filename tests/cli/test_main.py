"""The front door: every verb is listed quickly, and each kind of failure looks the same from every verb."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import typer

from codedark.cli import main as door
from codedark.cli.answer import nested
from codedark.cli.main import VERBS, answer
from codedark.hospital.faults import BadHospital, Fault

HEAVY = {"numpy", "scipy", "numba", "oxidd", "jinja2", "python_calamine", "pydantic", "rich", "msgspec", "defusedxml"}
HELP_CPU_S_MAX = 0.3

Invent = Callable[[Callable[..., object]], None]


@pytest.fixture
def invent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Invent]:
    """Put an invented verb `probe` behind the door."""

    def put(run: Callable[..., object]) -> None:
        module = ModuleType("codedark.cli.verb_probe")
        module.run = run  # type: ignore[attr-defined]
        monkeypatch.setitem(VERBS, "probe", "An invented verb.")
        monkeypatch.setattr(door, "_is_built", lambda verb: verb == "probe")
        monkeypatch.setattr(door, "import_module", lambda name: module)

    return put


def fresh(*words: str, code: str = "from codedark.cli.main import main; main()") -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)


def test_no_verb_says_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer([]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 5
    assert "codedark --help" in out


def test_what_to_do_next_names_an_example_that_lies_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hospitals" / "st-elsewhere").mkdir(parents=True)
    (tmp_path / "hospitals" / "st-elsewhere" / "hospital.toml").touch()
    monkeypatch.chdir(tmp_path)
    answer([])
    assert "codedark drill hospitals/st-elsewhere\n" in capsys.readouterr().out


def test_help_lists_every_built_verb_with_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "_is_built", lambda verb: verb != "weak")
    assert answer(["--help"]) == 0
    listed = set(re.findall(r"^  (\w+)  ", capsys.readouterr().out.split("Commands:")[1], re.MULTILINE))
    assert listed == set(VERBS) - {"weak"}


def test_help_lines_fit_beside_their_verbs() -> None:
    assert max(len(line) for line in VERBS.values()) <= 80 - 6 - max(map(len, VERBS))


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, json\nfrom codedark.cli.main import answer\nanswer(['--help'])\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    seen = fresh(code=code)
    loaded = json.loads(seen.stderr)
    assert not HEAVY & {name.split(".")[0] for name in loaded}
    assert not [name for name in loaded if "verb_" in name or name.startswith("codedark.hospital")]


@pytest.mark.skipif(sys.platform == "win32", reason="a child's CPU time cannot be read there")
def test_help_costs_less_than_its_budget() -> None:
    def cpu_s() -> float:
        before = os.times()
        fresh("--help")
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(cpu_s() for _ in range(3)) < HELP_CPU_S_MAX


def test_python_m_codedark_is_codedark() -> None:
    run = subprocess.run([sys.executable, "-m", "codedark", "--version"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "codedark 0.1.0\n")


def test_a_typo_is_answered_with_the_verb_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["chek"]) == 2
    said = capsys.readouterr()
    assert "Did you mean 'check'?" in said.err
    assert said.out == ""


def test_a_mistyped_option_is_answered_with_the_option_meant(
    invent: Invent, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(seed: int = 1) -> None:
        """An invented verb."""

    invent(run)
    assert answer(["probe", "--sed", "2"]) == 2
    assert "--seed" in capsys.readouterr().err


def test_a_verb_not_built_yet_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(door, "_is_built", lambda verb: False)
    assert answer(["drill", "somewhere", "--seed", "1"]) == 3
    assert capsys.readouterr().err == "codedark drill: not built yet.\n"


@pytest.mark.parametrize("given", [0, 1, 2, 3])
def test_what_a_verb_returns_is_the_exit_code(invent: Invent, given: int) -> None:
    def run() -> int:
        return given

    invent(run)
    assert answer(["probe"]) == given


def test_a_verb_that_returns_nothing_is_done(invent: Invent) -> None:
    def run() -> None:
        return None

    invent(run)
    assert answer(["probe"]) == 0


def test_a_verb_may_leave_with_typer_exit(invent: Invent) -> None:
    def run() -> None:
        raise typer.Exit(1)

    invent(run)
    assert answer(["probe"]) == 1


def test_every_fault_of_a_bad_hospital_is_listed(invent: Invent, capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> None:
        raise BadHospital(
            [
                Fault(file="zones.csv", row=7, column="kind", value="offce", message="no such kind", fix="office"),
                Fault(file="services.csv", message="is empty", fix="list at least one service"),
            ]
        )

    invent(run)
    assert answer(["probe"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines[0].startswith("zones.csv, row 7, column kind: no such kind")
    assert lines[1].startswith("services.csv: ")
    assert lines[2] == "2 faults."


@pytest.mark.parametrize(("writes", "said"), [({"probe"}, "1 fault; nothing was changed."), (set(), "1 fault.")])
def test_only_a_verb_that_writes_says_that_it_wrote_nothing(
    writes: set[str], said: str, invent: Invent, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run() -> None:
        raise BadHospital([Fault(file="services.csv", message="is empty", fix="list at least one service")])

    invent(run)
    monkeypatch.setattr(door, "WRITES", frozenset(writes))
    assert answer(["probe"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == said


def test_verbs_that_write_are_verbs() -> None:
    assert set(VERBS) > door.WRITES == {"new", "generate", "travel"}


def test_bad_input_leaves_stdout_empty_with_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["fallen", str(tmp_path), "--off", "all", "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err


def test_ctrl_c_is_one_line(invent: Invent, capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> None:
        raise KeyboardInterrupt

    invent(run)
    assert answer(["probe"]) == 130
    assert capsys.readouterr().err == "codedark: stopped.\n"


def test_a_failing_disk_is_one_line_with_the_file(invent: Invent, capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> None:
        Path("/nowhere/at/all").read_bytes()

    invent(run)
    assert answer(["probe"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "nowhere" in said[0]
    assert "No such file" in said[0]


def test_a_programmers_mistake_is_not_hidden(invent: Invent) -> None:
    def run() -> None:
        raise KeyError("zone")

    invent(run)
    with pytest.raises(KeyError):
        answer(["probe"])


def test_a_verb_may_have_verbs_of_its_own(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    module = ModuleType("codedark.cli.verb_gap")
    app = nested("The cut.")

    @app.callback()
    def _root() -> None: ...

    @app.command("plan")
    def plan(hospital: str) -> int:
        print(hospital)
        return 1

    module.app = app  # type: ignore[attr-defined]
    monkeypatch.setattr(door, "_is_built", lambda verb: True)
    monkeypatch.setattr(door, "import_module", lambda name: module)
    assert answer(["gap", "plan", "here"]) == 1
    assert capsys.readouterr().out == "here\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
def test_a_reader_that_goes_away_hears_nothing() -> None:
    code = (
        "import sys\nfrom types import ModuleType\nfrom codedark.cli import main as door\n"
        "module = ModuleType('probe')\n"
        "def run() -> None:\n    for _ in range(100000): print('a line of an answer')\n"
        "module.run = run\ndoor.VERBS['probe'] = 'x'\ndoor._is_built = lambda verb: True\n"
        "door.import_module = lambda name: module\ndoor.main(['probe'])"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as speaking:
        assert speaking.stdout is not None
        assert speaking.stderr is not None
        speaking.stdout.readline()
        speaking.stdout.close()
        said = speaking.stderr.read()
    assert (speaking.returncode, said) == (141, b"")
