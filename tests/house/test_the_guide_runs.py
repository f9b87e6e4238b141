"""The guide to the first cut is pasted as it stands, in namespaces nobody else sees."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import source

GUIDE = source.ROOT / "docs" / "guide-air-gap.md"
TRANSFERS = source.ROOT / "docs" / "guide-transfers.md"
BLOCK = re.compile(r"(?:^ {4}[^\n]*\n|^\n(?= {4}))+", re.MULTILINE)
PRIVATE = "mount --make-rprivate / && mkdir -p /run/netns && mount -t tmpfs none /run/netns && ip link set lo up\n"
"""Names of network namespaces are files there: ours are seen by us alone, and gone with the last process."""
ROOTED = """
mount --make-rprivate / 2>/dev/null && exec bash {file}
mount --rbind / {root}
if grep -q ' {root} .* shared:' /proc/self/mountinfo; then umount -l {root}; echo 'others see our mounts'; exit 1; fi
exec chroot {root} bash {file}
"""
"""In a chroot the root is no mount and `ip netns exec` does not work: bound to a folder it is."""


def script(guide: Path = GUIDE) -> str:
    text = guide.read_text(encoding="utf-8")
    blocks = [re.sub(r"^ {4}", "", block, flags=re.MULTILINE) for block in BLOCK.findall(text)]
    return "\n".join(blocks)


def test_the_guide_has_its_blocks() -> None:
    told = script()
    for command in (
        "gate key",
        "gap sign",
        "gate enrol",
        "gate serve",
        "gate probe",
        "gap stage",
        "gap fire",
        "gap hold",
    ):
        assert f"codedark {command}" in told
    for command in ("gap release", "gap status", "gate boot", "gap order"):
        assert f"codedark {command}" in told


@pytest.mark.namespaces
def test_the_guide_runs_as_it_stands(tmp_path: Path) -> None:
    own = tmp_path / "bin"
    own.mkdir()
    (own / "codedark").write_text(f'#!/bin/sh\nexec {sys.executable} -m codedark "$@"\n')
    (own / "codedark").chmod(0o755)
    file = tmp_path / "guide.sh"
    where, root, rooted = tmp_path / "work", tmp_path / "root", tmp_path / "rooted.sh"
    where.mkdir()
    root.mkdir()
    file.write_text(f"set -e\n{PRIVATE}cd {where}\n{script()}\necho THE END\n")
    rooted.write_text(ROOTED.format(file=file, root=root))
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    # A process namespace of its own: whatever the guide leaves running ends with it.
    ran = subprocess.run(
        [
            "unshare",
            "--mount",
            "--propagation",
            "unchanged",
            "--net",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "bash",
            str(rooted),
        ],
        env=env | {"PATH": f"{own}:{env['PATH']}", "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0 and ran.stdout.rstrip().endswith("THE END"), ran.stdout + ran.stderr
    assert "SEALED: office" in ran.stdout and "sealed at the gates except 1 listed flow, 2 paths unproven" in ran.stdout
    assert "the clinic cannot be reached" in ran.stdout and "care is back" in ran.stdout
    assert "HELD, and SEALED" in ran.stdout and "every gate let go of all of it" in ran.stdout
    assert "36 groups" in ran.stdout


def test_the_guide_to_transfers_runs_as_it_stands(tmp_path: Path) -> None:
    own = tmp_path / "bin"
    own.mkdir()
    (own / "codedark").write_text(f'#!/bin/sh\nexec {sys.executable} -m codedark "$@"\n')
    (own / "codedark").chmod(0o755)
    where = tmp_path / "work"
    where.mkdir()
    ran = subprocess.run(
        ["bash", "-ec", f"{script(TRANSFERS)}\necho THE END"],
        cwd=where,
        env=os.environ | {"PATH": f"{own}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    refused = "refused by Hospital East (no nurse tonight)"
    for said in ("THE END", "p-1", refused, "9 events, 0 not taken", "transfers.pdf", "1 ambulance"):
        assert said in ran.stdout, said
