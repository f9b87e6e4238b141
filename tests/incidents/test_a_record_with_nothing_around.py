"""A record's whole life where nothing is: no network interface, `LANG=C`, a home nobody can write to; root or not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import _missing

NOT_ROOT = ("--map-user=1000", "--map-group=1000")
ROOT = ("--map-root-user",)
ARTICLE = """Hospital Sint-Lucia was hit by a cyberattack on Tuesday. All servers were switched off.
Seventy operations were cancelled on Tuesday.
"""
NIGHT = """at,role,text,field,value
2026-03-03T07:20,it-lead,The record of patients is off.,systems_unavailable,ehr
"""
RECORD = """
set -e
test "$(grep -c : /proc/net/dev)" -le 1  # lo, which is down
if touch "$HOME/x" 2>/dev/null; then echo "the home can be written to"; exit 9; fi
id -u
codedark snapshot key keys
codedark incident open incident --title "Serveurs éteints" --organisation Sint-Lucia --timezone Europe/Brussels \
  --languages nl --mirror stick --ballast 1 --at 2026-03-03T06:32
codedark incident log incident "Théâtres à l'arrêt." --role theatre-coordinator --at 2026-03-03T08:10 \
  --field operations_cancelled --value '>=70' --period 2026-03-03
codedark incident log incident --file night.csv
codedark incident ask incident attack_type --whom police --role incident-commander
codedark incident show incident
codedark incident show incident --entries --json > entries.json
codedark intake article.txt --published 2026-03-04 --lang en --kind press --into incident --accept all --role clerk
codedark incident verify incident --signatures --head "$(codedark incident heads incident)"
codedark incident backup incident --to safe --recipient keys/recipient
codedark incident page incident --out page.pdf
codedark incident restore safe/*.age second --identity keys/identity --ballast 1
codedark incident log second "Sur l'autre." --role radiologist
codedark incident merge incident second --accept all
codedark incident salvage second third --ballast 1
codedark incident verify incident
"""
PAPERS = """
codedark report incident --lang nl --format pdf --out report.pdf
codedark report incident --lang fr --out report.md
codedark notify incident decide aware --at 2026-03-03T06:30 --role incident-commander
codedark notify incident --draft nis2-be:early-warning --lang nl --out warning.md
codedark notify incident sent nis2-be:early-warning --file warning.md --role ciso --at 2026-03-03T20:00
codedark notify incident
for form in stix veris misp csv; do codedark export incident --format $form --out out.$form; done
codedark statement incident --for patients --lang nl --out statement.md
codedark incident verify incident
"""


@pytest.mark.needs("unshare")
def test_a_record_is_kept_and_brought_back_as_root(tmp_path: Path) -> None:
    said = _run(ROOT, RECORD, tmp_path)
    assert said.splitlines()[0] == "0"
    assert "as they were written" in said


@pytest.mark.needs("unshare")
def test_everything_of_a_record_works_for_an_ordinary_user(tmp_path: Path) -> None:
    said = _run(NOT_ROOT, RECORD + PAPERS, tmp_path)
    assert said.splitlines()[0] == "1000"
    assert "Serveurs éteints" in said
    assert "at least 70" in said
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def _run(whom: tuple[str, ...], script: str, folder: Path) -> str:
    """What a script prints in a network of its own without an interface."""
    before = ["unshare", "--user", *whom, "--net"]
    if subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
        _missing("leave to make namespaces of one's own", "run the tests as root, or allow users to make namespaces")
    _lay_out(folder)
    ran = subprocess.run(
        [*before, "bash", "-c", script + "echo THE END"],
        cwd=folder,
        env={"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": "/proc", "LANG": "C", "LC_ALL": "C"},
        capture_output=True,
        timeout=300,
        check=False,
    )
    said, err = ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")
    assert ran.returncode == 0 and said.endswith("THE END\n"), said[-3000:] + err[-3000:]
    assert "Traceback" not in err
    return said


def _lay_out(folder: Path) -> None:
    for name in ("bin", "stick", "safe"):
        (folder / name).mkdir()
    program = folder / "bin" / "codedark"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -B -m codedark "$@"\n', encoding="ascii")
    program.chmod(0o755)
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "night.csv").write_text(NIGHT, encoding="utf-8")
