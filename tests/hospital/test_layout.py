from __future__ import annotations

import pytest

from codedark.hospital.layout import counts
from tests.hospital.faulty import faults_of
from tests.making import make_files, make_hospital


@pytest.mark.parametrize(
    ("path", "does"),
    [
        ("hosts.csv", True),
        ("hospital.toml", True),
        ("hospital.xlsx", True),
        ("hosts.tsv", True),
        ("Hosts.CSV", True),
        ("ward.jpg", False),
        ("notes.txt", False),
        (".hosts.csv", False),
        ("~$hospital.xlsx", False),
        (".git/config.toml", False),
        ("defences/wall/conduits.csv", True),
        ("defences/wall/deep/conduits.csv", False),
        ("defences/gates.csv", True),
        ("scenarios/worm.toml", True),
        ("scenarios/worm.csv", False),
        ("sources/list.csv", False),
        ("defense/wall.csv", True),
        ("", False),
    ],
)
def test_only_what_may_be_ours_counts(path: str, does: bool) -> None:
    assert counts(path) is does


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("host.csv", "did you mean 'hosts.csv'"),
        ("Hosts.csv", "did you mean 'hosts.csv'"),
        ("hospital.tml.toml", "did you mean 'hospital.toml'"),
        ("other.xlsx", "tables are sites"),
        ("hosts.tsv", "save it as hosts.csv"),
        ("hospital.xls", "save it as hospital.xlsx"),
        ("defences/wall/conduit.csv", "did you mean 'conduits.csv'"),
        ("defences/gates.csv", "defences/NAME/gates.csv"),
        ("defense/gates.csv", "did you mean 'defences'"),
        ("scenario/worm.toml", "did you mean 'scenarios'"),
    ],
)
def test_a_file_that_looks_like_ours_is_never_left_out_silently(path: str, fix: str) -> None:
    (fault,) = faults_of(make_files() | {path: b""})
    assert fault.file == path
    assert fix in fault.fix


def test_what_is_not_ours_is_left_alone() -> None:
    assert make_hospital(more_files={"README.md": "=", "plans/old.csv": "=", "scenarios/a.toml": "["})
