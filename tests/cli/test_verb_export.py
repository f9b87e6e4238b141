"""`codedark export`: four formats of one record on a disk, and what each could not carry, on stderr."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
import typer

from codedark.cli import main, verb_export
from codedark.record.assertion import Assertion, Attribution, Status
from codedark.store.incident_log import open_incident
from tests.cli.incident_records import made
from tests.record.making import START, chain, draft, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = made(tmp_path / "inc")
    with open_incident(place) as log:
        for one in assertions():
            log.append(draft(one))
    return place


def assertions() -> tuple[Assertion, ...]:
    return (
        said("attack_type", "ransomware", attribution=Attribution.CONFIRMED, by="prosecutor", day=1),
        said("operations_cancelled", 70, by="hospital"),
        said("indicator", "198.51.100.7", about="ipv4"),
        said("ransom_demanded", status=Status.WITHHELD),
    )


def asked(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, bytes, str]:
    app = typer.Typer()
    app.command()(verb_export.run)
    code = main_with(app, words)
    out, err = capsysbinary.readouterr()
    return code, out, err.decode()


def main_with(app: typer.Typer, words: tuple[str, ...]) -> int:
    """Faults as the front door shows them."""
    from codedark.hospital.faults import BadHospital

    try:
        code = typer.main.get_command(app)(args=list(words), standalone_mode=False)
    except BadHospital as bad:
        main.note(str(bad))
        return 2
    return int(code or 0)


@pytest.mark.parametrize("form", ["stix", "veris", "misp"])
def test_json_goes_to_stdout_and_the_rest_beside(
    folder: Path, form: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, err = asked(capsysbinary, str(folder), "--format", form)
    assert code == 0
    assert json.loads(out)
    assert "4 accounts" in err
    assert "in words alone" in err
    assert "operations_cancelled" in err
    assert "not carried: withheld: ransom_demanded" in err


def test_csv_goes_to_a_file_of_its_owner_alone(
    folder: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "timeline.csv"
    code, out, err = asked(capsysbinary, str(folder), "--format", "csv", "--out", str(file))
    assert (code, out) == (0, b"")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfevent,")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert str(file) in err


def test_a_date_means_its_end(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _, early, _ = asked(capsysbinary, str(folder), "--format", "veris", "--as-of", "2026-03-03")
    _, late, _ = asked(capsysbinary, str(folder), "--format", "veris", "--as-of", "2026-03-04")
    assert json.loads(early)["security_incident"] == "Suspected"
    assert json.loads(late)["security_incident"] == "Confirmed"


def test_asked_twice_it_gives_the_same_bytes(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for form in verb_export.FORMATS:
        first = asked(capsysbinary, str(folder), "--format", form)
        assert asked(capsysbinary, str(folder), "--format", form) == first


def test_every_fault_is_told_at_once(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = asked(
        capsysbinary, str(tmp_path / "none"), "--format", "pdf", "--tlp", "PINK", "--out", str(tmp_path / "no" / "x")
    )
    assert (code, out) == (2, b"")
    assert all(word in err for word in ("--format", "--tlp", "--out", "none"))


def test_a_moment_that_is_none_is_a_fault(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = asked(capsysbinary, str(folder), "--format", "csv", "--as-of", "yesterday")
    assert (code, out) == (2, b"")
    assert "--as-of" in err


def test_a_record_is_not_changed_by_an_export(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    asked(capsysbinary, str(folder), "--format", "stix")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_the_last_moment_is_written_or_known() -> None:
    entries = chain([(draft(said("harm", "none", day=5)), START + timedelta(days=1))])
    assert verb_export.last_moment(entries) == START + timedelta(days=5)
