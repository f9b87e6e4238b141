"""./go sets up once, on stderr, resumably, one at a time; afterwards it needs nothing and nobody.

The real set-up runs in every fresh clone; here stand-ins for python3, uv and apt-get show what it does when disturbed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import source

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="./go is a POSIX shell script")

PYTHON3 = """#!/bin/sh
echo "python3 $*" >> "$LOG"
case "$*" in
    *"pip install"*)
        echo "pip talks a lot"
        while [ "$1" != --target ]; do shift; done
        mkdir -p "$2/bin" && cp "$STAND_INS/uv" "$2/bin/uv" ;;
    *"config get"*) echo "${PIP_SAYS-}" ;;
esac
"""

UV = """#!/bin/sh
echo "uv $*" >> "$LOG"
echo "uv talks a lot"
case "$*" in
    venv*) sleep 0.2; mkdir -p .venv/bin; : > .venv/pyvenv.cfg; printf '#!/bin/sh\\n' > .venv/bin/python ;;
    "pip sync"*) [ ! -e "$STAND_INS/broken" ] || exit 1 ;;
    "pip install"*) printf '#!/bin/sh\\necho "answer: $*"\\n' > .venv/bin/codedark ;;
esac
chmod +x .venv/bin/* 2>/dev/null || true
"""


class Clone:
    """A fresh clone with stand-ins for what the set-up calls."""

    def __init__(self, folder: Path, stand_ins: Path) -> None:
        self.folder, self.stand_ins, self.log = folder, stand_ins, stand_ins / "log"
        folder.mkdir()
        stand_ins.mkdir()
        shutil.copy(source.ROOT / "go", folder / "go")
        shutil.copy(source.ROOT / "pyproject.toml", folder)
        shutil.copytree(source.ROOT / "requirements", folder / "requirements")
        self.put("python3", PYTHON3)
        self.put("uv", UV)

    def put(self, name: str, script: str) -> None:
        (self.stand_ins / name).write_text(script)
        (self.stand_ins / name).chmod(0o755)

    def start(self, *words: str, **settings: str) -> subprocess.Popen[str]:
        env = {
            "PATH": f"{self.stand_ins}:{os.environ['PATH']}",
            "LOG": str(self.log),
            "STAND_INS": str(self.stand_ins),
            **settings,
        }
        return subprocess.Popen(
            [self.folder / "go", *words],
            env=env,
            cwd=self.stand_ins,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def go(self, *words: str, **settings: str) -> tuple[int, str, str]:
        running = self.start(*words, **settings)
        out, err = running.communicate(timeout=60)
        return running.returncode, out, err

    def calls(self, start: str) -> int:
        return sum(line.startswith(start) for line in self.log.read_text().splitlines()) if self.log.exists() else 0


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "a clone with blanks", tmp_path / "stand-ins")


def test_only_the_answer_goes_to_stdout(clone: Clone) -> None:
    code, out, err = clone.go("drill", "a hospital", "--seed", "1")
    assert (code, out) == (0, "answer: drill a hospital --seed 1\n")
    assert "installing the pinned packages (run)" in err


def test_the_second_run_calls_nothing(clone: Clone) -> None:
    clone.go("drill")
    clone.log.unlink()
    code, out, err = clone.go("drill", "x")
    assert (code, out, err) == (0, "answer: drill x\n", "")
    assert not clone.log.exists()


def test_a_broken_set_up_goes_on_where_it_stopped(clone: Clone) -> None:
    (clone.stand_ins / "broken").touch()
    code, out, err = clone.go("drill")
    assert (code, out) == (3, "")
    assert "the pinned packages could not be installed" in err
    (clone.stand_ins / "broken").unlink()
    assert clone.go("drill")[:2] == (0, "answer: drill\n")
    assert clone.calls("python3 -m pip install") == 1
    assert clone.calls("uv venv") == 1


@pytest.mark.parametrize("with_flock", [True, False])
def test_two_at_once_set_up_once(clone: Clone, with_flock: bool) -> None:
    settings = {}
    if not with_flock:
        for program in ("sh", "cat", "cksum", "dirname", "mkdir", "rm", "sleep", "cp", "chmod", "rmdir"):
            (clone.stand_ins / program).symlink_to(shutil.which(program) or program)
        settings["PATH"] = str(clone.stand_ins)
    running = [clone.start("drill", str(number), **settings) for number in range(2)]
    said = [(*run.communicate(timeout=60), run.returncode) for run in running]
    assert [(out, code) for out, _, code in said] == [("answer: drill 0\n", 0), ("answer: drill 1\n", 0)], said
    assert clone.calls("uv venv") == 1
    assert clone.calls("uv pip sync") == 1
    assert not (clone.folder / ".go.lock.d").exists()


def test_a_lock_whose_owner_died_is_taken(clone: Clone) -> None:
    for program in ("sh", "cat", "cksum", "dirname", "mkdir", "rm", "sleep", "cp", "chmod"):
        (clone.stand_ins / program).symlink_to(shutil.which(program) or program)
    gone = subprocess.Popen(["true"])
    gone.wait()
    (clone.folder / ".go.lock.d").mkdir()
    (clone.folder / ".go.lock.d" / "pid").write_text(f"{gone.pid}\n")
    assert clone.go("drill", PATH=str(clone.stand_ins))[:2] == (0, "answer: drill\n")


def test_a_changed_list_is_installed_and_a_changed_project_only_reinstalled(clone: Clone) -> None:
    clone.go("drill")
    with (clone.folder / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    clone.go("drill")
    assert (clone.calls("uv pip sync"), clone.calls("uv pip install")) == (1, 2)
    with (clone.folder / "requirements" / "run.txt").open("a") as listed:
        listed.write("# changed\n")
    clone.go("drill")
    assert (clone.calls("uv pip sync"), clone.calls("uv pip install"), clone.calls("uv venv")) == (2, 3, 1)


def test_a_moved_clone_makes_its_environment_anew(clone: Clone, tmp_path: Path) -> None:
    clone.go("drill")
    clone.folder = clone.folder.rename(tmp_path / "moved")
    assert clone.go("drill")[0] == 0
    assert clone.calls("uv venv") == 2


def test_who_develops_here_keeps_the_tools(clone: Clone) -> None:
    clone.go("set-up")
    with (clone.folder / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    clone.go("drill")
    assert "run.txt" not in clone.log.read_text()


def test_uv_follows_the_mirror_pip_was_given(clone: Clone) -> None:
    clone.put("uv", UV.replace('echo "uv $*"', 'echo "uv $* from ${UV_DEFAULT_INDEX-nowhere}"'))
    clone.go("drill", PIP_SAYS="https://mirror.example/simple")
    assert clone.calls("uv pip sync --quiet --require-hashes") == 1
    assert "from https://mirror.example/simple" in clone.log.read_text()


def test_an_old_python_is_named(clone: Clone) -> None:
    clone.put("python3", '#!/bin/sh\ncase "$*" in -c*) exit 1 ;; esac\n')
    code, out, err = clone.go("drill")
    assert (code, out) == (3, "")
    assert "older than 3.11" in err


def _as(clone: Clone, user: int, *, apt_works: bool = True) -> tuple[int, str, str]:
    clone.put("id", f"#!/bin/sh\necho {user}\n")
    clone.put("dpkg-query", '#!/bin/sh\ncase "$*" in *present*) echo installed ;; *) exit 1 ;; esac\n')
    clone.put(
        "apt-get", f'#!/bin/sh\necho "apt-get $*" >> "$LOG"\necho apt talks\n{"true" if apt_works else "exit 100"}\n'
    )
    (clone.folder / "requirements" / "debian.txt").write_text("# what for\npresent\nabsent\nalso-absent\n")
    return clone.go("debian")


def test_root_gets_the_missing_debian_packages(clone: Clone) -> None:
    code, out, _ = _as(clone, 0)
    assert (code, out) == (0, "")
    assert "apt-get install -qy --no-install-recommends absent also-absent" in clone.log.read_text()


def test_an_ordinary_user_is_told_which_are_missing(clone: Clone) -> None:
    code, _, err = _as(clone, 1000)
    assert code == 0
    assert "absent also-absent; the tests that need them will be skipped" in err
    assert clone.calls("apt-get") == 0


def test_a_failing_apt_is_said_and_the_tests_still_run(clone: Clone) -> None:
    code, _, err = _as(clone, 0, apt_works=False)
    assert code == 0
    assert "could not install: absent also-absent" in err
