"""`codedark intake`: asked as at the front door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.cli.main import answer
from codedark.store.incident_log import open_incident
from tests.cli.incident_records import made, texts
from tests.making import make_files

ARTICLE = "Attack\n\nThe hospital cancelled 70 operations on Tuesday. The emergency department has been closed.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = answer(["intake", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


ZONE = ("--timezone", "Europe/Brussels")


def test_proposals_are_shown_and_nothing_is_written(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, article, "--published", "2024-05-15", *ZONE)
    assert code == 0
    assert "2 proposals, to be confirmed" in out
    assert list(article.parent.iterdir()) == [article]


def test_json_has_the_keys_of_a_report(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capsys, article, "--published", "2024-05-15", "--json", *ZONE)
    told = json.loads(out)
    assert list(told) == ["title", "sections", "assertions", "unknowns", "declined"]
    one = told["assertions"][0]
    assert (one["field"], one["value"], one["qualifier"]) == ("operations_cancelled", 70, "exact")
    assert one["period"] == {"when": "2024-05-14", "kind": "per-period"}
    assert ARTICLE[slice(*one["span"])] == "cancelled 70 operations"


def test_every_fault_is_told_at_once(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = asked(
        capsys, article, "--lang", "sv", "--kind", "gossip", "--accept", "all", "--scenario", "x.toml",
        "--timezone", "Mars/Olympus",
    )  # fmt: skip
    assert (code, out) == (2, "")
    for word in ("--published", "--lang", "--kind", "--hospital", "--timezone"):
        assert word in err


def test_a_publication_without_a_day_is_refused(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, article, "--published", "../2024-05-15")[0] == 2
    assert asked(capsys, article, "--published", "yesterday")[0] == 2


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = asked(capsys, tmp_path / "none.txt", "--published", "2024-05-15")
    assert code == 2 and "none.txt" in err


def test_what_is_confirmed_goes_into_the_record_once(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "inc")
    words = (
        article,
        "--published",
        "2024-05-15",
        "--publisher",
        "The Gazette",
        "--into",
        folder,
        "--role",
        "communications",
    )
    code, out, _ = asked(capsys, *words, "--accept", "all")
    assert code == 0 and "2 assertions entered." in out
    before = texts(folder)
    assert any("The Gazette" in line for line in before)
    assert asked(capsys, *words, "--accept", "all")[0] == 0
    assert texts(folder) == before
    with open_incident(folder, write=False) as log:
        said = [one for entry in log.entries() if entry.body for one in entry.body.assertions]
    assert {one.field for one in said} == {"operations_cancelled", "ed_status"}


def test_only_what_is_named_is_entered_and_json_says_so(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "inc")
    words = (article, "--published", "2024-05-15", "--into", folder, "--role", "communications", "--json")
    told = json.loads(asked(capsys, *words, "--accept", "2")[1])
    assert told["entered"]["count"] == 1 and told["entered"]["held_count"] == 0


def test_without_confirmation_nothing_enters(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    folder = made(tmp_path / "inc")
    before = texts(folder)
    code, _, err = asked(capsys, article, "--published", "2024-05-15", "--into", folder, "--role", "communications")
    assert code == 2 and "nobody confirmed" in err
    assert texts(folder) == before


def test_a_role_is_needed_and_a_record(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = asked(capsys, article, "--published", "2024-05-15", "--into", tmp_path / "no", "--accept", "all")
    assert code == 2
    assert "--role" in err and "no such folder" in err


@pytest.mark.shared_data("data/seed")
def test_the_report_we_started_from_is_read_as_a_report(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (seed,) = sorted((shared / "data/seed").glob("*.txt"))[:1]
    told = json.loads(asked(capsys, seed, "--published", "2026-01-14", "--json", *ZONE)[1])
    values = {(one["field"], str(one["value"])) for one in told["assertions"]}
    assert ("operations_cancelled", "70") in values
    assert told["sections"]


def test_a_scenario_is_made_of_another_hospital_s_article(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    files = make_files(
        hospital_toml='[hospital]\nname = "Sint-Lucia"\n',
        hosts="host,zone\nws-1,office\n",
        services="service\nemergency\n",
    )
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    article.write_text("The Hospital Larkhill cancelled 70 operations on Tuesday.", encoding="utf-8")
    words = (article, "--published", "2024-05-15", "--lang", "en", "--hospital", folder)
    assert "Nothing is proposed." in asked(capsys, *words)[1]
    out = tmp_path / "out.toml"
    code, said, _ = asked(capsys, *words, "--scenario", out)
    assert code == 0 and "a scenario from 1 assertion of" in " ".join(said.split())
    assert "operations_cancelled" in out.read_text(encoding="utf-8")
