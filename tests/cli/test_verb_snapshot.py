"""`codedark snapshot`, as a person and as a program."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from codedark.cli import main as door
from codedark.cli.main import answer
from codedark.gates.mllp_server import BEGIN, END
from codedark.paper.typesetting import pages_of
from tests.divert.wards import files
from tests.formats.adt_messages import adt


@pytest.fixture(autouse=True)
def _the_verb_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(door.VERBS, "snapshot", "Today's patients, kept encrypted for when the record is off.")


@pytest.fixture
def hospital(tmp_path: Path) -> Path:
    folder = tmp_path / "hospital"
    folder.mkdir()
    for name, raw in files().items():
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture
def store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "store"
    assert type_("key", folder) == 0
    capsys.readouterr()
    return folder


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    file = tmp_path / "adt.hl7"
    broken = adt("A01", "202405170816", "5").replace(b"EVN|A01|202405170816", b"EVN|A01|soon")
    file.write_bytes(adt("A01", "202405170815") + broken + adt("A01", "202405170817", "6", "X9^1"))
    return file


def type_(*words: object) -> int:
    return answer(["snapshot", *map(str, words)])


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    code = type_(*words, "--json")
    told = capsys.readouterr()
    assert code == 0, told.err
    found: dict[str, Any] = json.loads(told.out)
    return found


def test_keys_are_made_once_and_only_the_recipient_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert type_("key", tmp_path / "store") == 0
    said = capsys.readouterr()
    assert "age1" in said.out and "AGE-SECRET" not in said.out + said.err and "nobody can mend that" in said.err
    assert type_("key", tmp_path / "store") == 2
    assert "never overwritten" in capsys.readouterr().err


def test_what_was_taken_is_shown_with_its_age(
    hospital: Path, store: Path, messages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert type_("take", hospital, "--store", store, "--hl7", messages) == 0
    said = capsys.readouterr()
    assert "message 2, row 6, column EVN-2" in said.err and "Fix:" in said.err
    assert "2 in-patients" in said.out
    assert type_("show", hospital, "--store", store, "--patients") == 0
    shown = capsys.readouterr().out
    assert (
        "ago" in shown and "IT IS LATE" in shown and "ward 'X9' is not in `wards`, so 1 cannot be planned with" in shown
    )


def test_the_answers_of_a_program(
    hospital: Path, store: Path, messages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = asked(capsys, "take", hospital, "--store", store, "--hl7", messages)
    keys = {"file", "taken_at", "patients", "wards", "missing", "theatre_list", "arrivals", "telephones", "sources"}
    assert set(told) == keys | {"notes", "faults"}
    assert [fault["column"] for fault in told["faults"]] == ["EVN-2"]
    shown = asked(capsys, "show", hospital, "--store", store, "--patients")
    assert set(shown) == keys | {"notes", "age_min", "damaged", "strangers", "same_folder", "in_bed"}
    assert shown["patients"] == len(shown["in_bed"]) == 2 and shown["age_min"] > 0 and shown["same_folder"] is True


def test_marks_entered_later_are_shown_and_a_changed_folder_is_said(
    hospital: Path, store: Path, messages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "take", hospital, "--store", store, "--hl7", messages)
    who = asked(capsys, "show", hospital, "--store", store, "--patients")["in_bed"][0]["patient"]
    (hospital / "patients.csv").write_text(
        f"patient,site,pool,acuity,needs,can_go_home,escort\n{who},north,icu,stable,lab,yes,none\n"
    )
    shown = asked(capsys, "show", hospital, "--store", store, "--patients")
    assert shown["in_bed"][0]["acuity"] == "stable" and shown["in_bed"][0]["missing"] == []
    assert shown["same_folder"] is False


def test_a_damaged_snapshot_is_named_and_the_older_one_shown(
    hospital: Path, store: Path, messages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = Path(asked(capsys, "take", hospital, "--store", store, "--hl7", messages)["file"])
    older = first.with_name("2024-05-17T0815Z.age")
    older.write_bytes(first.read_bytes())
    first.write_bytes(b"spoilt")
    told = asked(capsys, "show", hospital, "--store", store)
    assert told["file"] == str(older) and first.name in told["damaged"][0]
    assert type_("show", hospital, "--store", store) == 0
    assert "DOES NOT OPEN" in capsys.readouterr().err


def test_nobody_counted_in_leaves_the_older_snapshots(
    hospital: Path, store: Path, messages: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.hl7"
    empty.write_bytes(b"")
    assert type_("take", hospital, "--store", store, "--hl7", empty) == 1
    assert "nothing is written" in capsys.readouterr().err and not (store / "snapshots").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "nothing to take it from"),
        (("--hl7", "nowhere.hl7", "--table", "nowhere"), "nowhere.hl7: no such file"),
        (("--fhir", "ftp://server/x"), "no address of a FHIR server"),
    ],
)
def test_bad_input_is_said_and_nothing_written(
    hospital: Path, store: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert type_("take", hospital, "--store", store, *words) == 2
    assert told in capsys.readouterr().err and not (store / "snapshots").exists()


def test_a_server_that_does_not_answer_is_the_world_failing(
    hospital: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert type_("take", hospital, "--store", store, "--fhir", "http://127.0.0.1:9/r4") == 3
    assert "does not answer" in capsys.readouterr().err


def test_a_token_of_two_lines_is_none(
    hospital: Path, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token = tmp_path / "token"
    token.write_text("one\ntwo\n")
    words = ("--fhir", "https://127.0.0.1:9/r4", "--token-file", token)
    assert type_("take", hospital, "--store", store, *words) == 2
    assert "no bearer token" in capsys.readouterr().err


def test_an_identity_under_a_passphrase_is_opened_with_it(
    hospital: Path, tmp_path: Path, messages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEDARK_PASSPHRASE", "three words here")
    store = tmp_path / "locked"
    assert type_("key", store, "--passphrase") == 0
    assert b"AGE-SECRET" not in (store / "identity").read_bytes()
    capsys.readouterr()
    asked(capsys, "take", hospital, "--store", store, "--hl7", messages)
    assert asked(capsys, "show", hospital, "--store", store)["patients"] == 2


def test_sheets_are_one_page_a_ward(hospital: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(capsys, "sheets", hospital, "--out", tmp_path / "sheets.pdf")
    assert told["pages"] == told["wards"] == 3
    assert pages_of((tmp_path / "sheets.pdf").read_bytes()) == 3
    (hospital / "wards.csv").unlink()
    assert type_("sheets", hospital, "--out", tmp_path / "none.pdf") == 2
    assert "add wards.csv" in capsys.readouterr().err and not (tmp_path / "none.pdf").exists()


@pytest.mark.parametrize(
    ("listen", "peer", "told"),
    [
        ("127.0.0.1", "127.0.0.1", "--listen"),
        ("127.0.0.1:99999", "127.0.0.1", "--listen"),
        ("127.0.0.1:2575", "x", "--peer"),
    ],
)
def test_serving_without_an_address_is_bad_input(
    hospital: Path, store: Path, capsys: pytest.CaptureFixture[str], listen: str, peer: str, told: str
) -> None:
    assert type_("serve", hospital, "--store", store, "--listen", listen, "--peer", peer) == 2
    assert told in capsys.readouterr().err


def test_an_address_that_is_taken_is_the_world_failing(
    hospital: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        assert type_("serve", hospital, "--store", store, "--listen", where, "--peer", "127.0.0.1") == 3
    assert where in capsys.readouterr().err


SERVE = """
import sys
from codedark.cli import main as door
door.VERBS["snapshot"] = "the verb under test"
sys.exit(door.answer(sys.argv[1:]))
"""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def _serving(hospital: Path, store: Path, port: int, *more: str) -> subprocess.Popen[str]:
    words = ["snapshot", "serve", str(hospital), "--store", str(store), "--listen", f"127.0.0.1:{port}"]
    command = [sys.executable, "-c", SERVE, *words, "--peer", "127.0.0.1", *more]
    served = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert served.stderr is not None
    until = time.monotonic() + 60
    while "listening on" not in served.stderr.readline():
        assert served.poll() is None and time.monotonic() < until
    return served


def _sent(port: int, raw: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as peer:
        peer.sendall(BEGIN + raw + END)
        came = b""
        while not came.endswith(END):
            came += peer.recv(4096)
    return came


def test_a_listener_writes_a_snapshot_when_stopped_and_loses_nothing_when_killed(
    hospital: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = _free_port()
    with _serving(hospital, store, port) as served:
        assert b"MSA|AA|" in _sent(port, adt("A01", "202405170815"))
        served.send_signal(signal.SIGKILL)
    assert not (store / "snapshots").exists()
    with _serving(hospital, store, port, "--identity", str(store / "identity")) as served:
        assert b"MSA|AE|" in _sent(port, b"nonsense")
        served.send_signal(signal.SIGTERM)
        told = served.communicate(timeout=60)[1]
    assert served.returncode == 0 and "1 in-patient" in told and "1 AE" in told
    shown = asked(capsys, "show", hospital, "--store", store, "--patients")
    assert [(one["ward"], one["bed"]) for one in shown["in_bed"]] == [("C3", "12 B")]
