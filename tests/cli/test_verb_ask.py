"""`codedark ask`, as a person and as a program."""

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from tests.making import make_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = make_files(
        zones="zone,kind,core\nservers,server,yes\n",
        hosts="host,zone,role\nehr-1,servers,server\n",
        applications="application,kind,runs_on\nehr,clinical,ehr-1\n",
        services="service,needs,arrivals_per_h\ned,ehr,5\n",
    )
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_it_prints_as_many_questions_as_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["ask", str(folder), "--most", "2"]) == 0
    printed = capsys.readouterr().out
    assert " 2. " in printed and " 3. " not in printed and "more: --most" in printed


def test_json_is_one_object_with_the_numbers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["ask", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"questions", "more"}
    assert told["questions"][0]["swing_per_h"] is None
    assert told["questions"][-1]["swing_per_h"] > 0
