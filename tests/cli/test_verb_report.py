"""`codedark report`, typed as people type it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.cli.report_forms import BYTES_ONLY
from codedark.formats.report_markdown import read
from codedark.store.incident_log import open_incident
from tests.cli.report_incident import incident

MORNING = ("--as-of", "2026-03-04")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return incident(tmp_path)


def told(capfdbinary: pytest.CaptureFixture[bytes], *words: object, code: int = 0) -> tuple[str, str]:
    """What stands on stdout and on stderr."""
    assert answer([str(word) for word in ("report", *words)]) == code
    out, err = capfdbinary.readouterr()
    return out.decode(), err.decode()


def as_json(capfdbinary: pytest.CaptureFixture[bytes], *words: object) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(told(capfdbinary, *words, "--json")[0])
    return read


def test_stdout_has_the_report_alone_and_stderr_says_which(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    out, err = told(capfdbinary, folder, *MORNING, "--lang", "en")
    assert out.startswith("# Incident Report: Disruption at Sint-Lucia\n")
    assert read("report", out.encode()).title == "Incident Report: Disruption at Sint-Lucia"
    assert "situation report 1, not issued" in err and "2 unknown, 4 with accounts" in err


def test_it_speaks_the_first_language_of_the_record(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert told(capfdbinary, folder, *MORNING)[0].startswith("# Incidentverslag")


def test_a_day_means_its_end_and_a_time_the_moment(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert as_json(capfdbinary, folder, "--as-of", "2026-03-03")["as_of"] == "2026-03-03T22:59:59.999999Z"
    early = as_json(capfdbinary, folder, "--as-of", "2026-03-03T06:30")
    assert early["as_of"] == "2026-03-03T05:30:00Z" and early["entered_later_count"] > 5


def test_a_mirror_is_reported_as_the_folder_is(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (mirror,) = (folder.parent / "mirror").glob("*.jsonl")
    ours, theirs = (as_json(capfdbinary, place, *MORNING) for place in (folder, mirror))
    assert {**ours, "generated_at": ""} == {**theirs, "generated_at": ""}


def test_printing_changes_nothing_and_issuing_is_an_entry(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    before = (folder / "record.db").read_bytes()
    told(capfdbinary, folder, *MORNING)
    assert (folder / "record.db").read_bytes() == before
    out = tmp_path / "sitrep.html"
    told(capfdbinary, folder, *MORNING, "--format", "html", "--out", out, "--issue", "--role", "incident-commander")
    with open_incident(folder, write=False) as log:
        last = log.entries()[-1]
    assert last.body is not None and last.body.details["situation_report"] == "1"
    assert last.body.details["sha256"] == sha256(out.read_bytes()).hexdigest()
    head = last.body.details[f"head_{last.header.device}"].split()
    assert head == [str(last.header.seq - 1), last.header.prev]
    assert as_json(capfdbinary, folder, "--as-of", "2026-03-05")["number"] == 2


def test_what_changed_is_counted_from_the_report_before(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    assert as_json(capfdbinary, folder, *MORNING)["changes_since"] is None
    issue = ("--issue", "--role", "commander", "--out", tmp_path / "one.md")
    told(capfdbinary, folder, "--as-of", "2026-03-03T06:30", *issue)
    later = as_json(capfdbinary, folder, *MORNING)
    assert later["changes_since"] == "2026-03-03T05:30:00Z"
    assert {one["field"] for one in later["changes"]} == {"staff_count", "patients_diverted"}


def test_a_handover_is_the_shift(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    shift = as_json(capfdbinary, folder, "--as-of", "2026-03-03T18:00", "--handover", "12h")
    assert (shift["kind"], shift["changes_since"]) == ("handover", "2026-03-03T05:00:00Z")
    assert [line["kind"] for line in shift["log"]] == ["decision"]
    assert shift["log_spell"] == {"start": "2026-03-03T05:00:00Z", "end": "2026-03-03T17:00:00Z"}


def test_a_span_of_the_log_is_cut_out(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    cut = ("--from", "2026-03-03T10:00", "--to", "2026-03-03T12:00")
    lines = as_json(capfdbinary, folder, *MORNING, *cut)["log"]
    assert [line["event_at"] for line in lines] == [f"2026-03-03T{hour:02}:00:00Z" for hour in (9, 10, 11)]
    assert as_json(capfdbinary, folder, *MORNING, "--log", "none")["log"] == []


@pytest.mark.parametrize("form", ["hics201", "hics214", "hics251"])
def test_forms_are_tables(folder: Path, capfdbinary: pytest.CaptureFixture[bytes], form: str) -> None:
    out, _ = told(capfdbinary, folder, *MORNING, "--format", form, "--lang", "en")
    lines = out.removeprefix("\ufeff").splitlines()
    assert len(lines) > 1 and not out.removeprefix("\ufeff").startswith("#")


def test_every_fault_is_told_at_once(folder: Path, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    words = ("--as-of", "yesterday", "--lang", "es", "--format", "doc", "--out", tmp_path / "no" / "x", "--log", "half")
    out, err = told(capfdbinary, folder, *words, "--issue", "--handover", "soon", "--tlp", "PINK", code=2)
    assert out == ""
    for option in ("--as-of", "--lang", "--format", "--out", "--log", "--role", "--handover", "--tlp", "--issue"):
        assert f"{option}:" in err, option
    with open_incident(folder, write=False) as log:
        assert len(log.entries()) == 12


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "2026-03-04", "--since", "2026-03-05"), "--since: not before the moment of the report"),
        (("--from", "2026-03-05", "--to", "2026-03-04"), "--from: not before --to"),
        (("--as-of", "2026-03-04/2026-03-05"), "--as-of: not one moment"),
        (("--tlp", "CLEAR"), "looser than a source it rests on (TLP:AMBER)"),
        (("--kind", "final", "--issue", "--role", "x"), "only a situation report is issued"),
    ],
)
def test_what_cannot_be_is_refused(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], words: tuple[str, ...], said: str
) -> None:
    out, err = told(capfdbinary, folder, *words, code=2)
    assert out == "" and said in err


def test_where_no_record_lies_it_says_so(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert "no such folder" in told(capfdbinary, tmp_path / "nowhere", code=2)[1]
    other = tmp_path / "notes.jsonl"
    other.write_text('{"a": 1}\n')
    assert "no entry of a record" in told(capfdbinary, other, code=2)[1]


def test_a_mirror_cannot_issue(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (mirror,) = (folder.parent / "mirror").glob("*.jsonl")
    assert "a mirror takes no entries" in told(capfdbinary, mirror, "--issue", "--role", "x", code=2)[1]


def test_deadlines_come_from_the_clocks(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (one,) = as_json(capfdbinary, folder, *MORNING)["notifications"]
    assert (one["regime"], one["reference"]) == ("nis2-be", "2026-0007") and "due_at" in one


def test_it_needs_neither_a_home_nor_a_locale(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    env = {**os.environ, "HOME": str(home), "LANG": "C", "LC_ALL": "C"}
    command = [sys.executable, "-m", "codedark", "report", str(folder), *MORNING, "--lang", "fr"]
    done = subprocess.run(command, capture_output=True, env=env, check=True)
    assert "Résumé" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", sorted(BYTES_ONLY))
def test_paper_is_written_whole_or_piped_on_and_no_terminal_is_filled_with_it(
    folder: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
    form: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "paper.pdf"
    words = [str(word) for word in ("report", folder, *MORNING, "--format", form, "--lang", "de")]
    assert answer([*words, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF") and capfdbinary.readouterr().out == b""
    assert answer(words) == 0
    assert capfdbinary.readouterr().out.startswith(b"%PDF")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert answer(words) == 2
    assert b"no terminal shows it" in capfdbinary.readouterr().err


def test_what_is_entered_of_an_issued_report_on_paper_is_the_hash_of_its_file(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    out = tmp_path / "one.pdf"
    told(capfdbinary, folder, *MORNING, "--format", "pdf", "--issue", "--role", "commander", "--out", out)
    with open_incident(folder, write=False) as log:
        last = log.entries()[-1]
    assert last.body is not None and last.body.details["sha256"] == sha256(out.read_bytes()).hexdigest()
