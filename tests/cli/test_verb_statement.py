from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from codedark.record.public import Why
from codedark.record.public_reviewing import Turn
from codedark.record.public_statement import Kind
from tests.cli.notify_incident import NOW, SEVENTY, said
from tests.cli.statement_incident import CLOSED, PAPER, asked, correct, entries_count, folder_of, told, withdraw
from tests.house.source import ROOT

PATIENTS = ("--for", "patients")


def test_a_sheet_goes_to_stdout_and_what_is_left_out_to_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = asked(capsys, folder_of(tmp_path), *PATIENTS, "--lang", "en")
    assert code == 0 and out.startswith("# Information for patients\n")
    assert "Our emergency department is closed." in out and "at least 70 operations were cancelled" in out
    assert "4,321" not in out and "4321" not in out
    assert "left out: records_affected" in err and "reported and not confirmed" in err
    assert "no place for news" in err and "--next T" in err


def test_left_out_the_language_is_the_records_first_and_all_are_four(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path)
    assert asked(capsys, folder, *PATIENTS)[1].startswith("# Informatie voor patiënten")
    every = told(capsys, folder, *PATIENTS, "--lang", "all")["statements"]
    assert [one["lang"] for one in every] == ["nl", "fr", "de", "en"]


def test_each_audience_reads_something_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of(tmp_path, said("patients_transferred", 9, 3), said("laboratory_cancelled", 40, 3))
    sheets = {
        who: asked(capsys, folder, "--for", who, "--lang", "en")[1] for who in ("patients", "doctors", "neighbours")
    }
    assert ["9 patients" in one for one in sheets.values()] == [False, False, True]
    assert ["40 requests" in one for one in sheets.values()] == [False, True, False]
    assert ["Bring your medicines" in one for one in sheets.values()] == [True, False, False]


def test_every_sentence_of_a_fact_names_what_it_rests_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered = told(capsys, folder_of(tmp_path), *PATIENTS, "--lang", "en")
    sentences = [one for part in answered["statements"][0]["parts"] for one in part["sentences"]]
    assert all(one["rests_on"] for one in sentences if one["kind"] == "fact")
    assert set(answered["rests_on"]) == {SEVENTY.id, CLOSED.id, PAPER.id}
    (left,) = answered["left_out"]
    assert (left["field"], left["why"]) == ("records_affected", "reported")


def test_as_of_an_earlier_moment_it_knows_less(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = (CLOSED.known_at.replace(microsecond=0)).isoformat().replace("+00:00", "Z")
    folder = folder_of(tmp_path, said("ambulance_diversion", True, 1))
    assert "Ambulances" not in asked(capsys, folder, *PATIENTS, "--lang", "en", "--as-of", at)[1]
    assert "Ambulances" in asked(capsys, folder, *PATIENTS, "--lang", "en")[1]


def test_contacts_and_the_next_news_stand_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        "--contact",
        "telephone=0800 00 000",
        "--contact",
        "news=https://example.org",
        "--next",
        "2999-01-01T10:00",
    )
    code, out, err = asked(capsys, folder_of(tmp_path), *PATIENTS, "--lang", "en", *words)
    assert code == 0 and "no place for news" not in err
    assert "Telephone: 0800 00 000" in out and "https://example.org" in out and "1 January 2999 at 10:00" in out


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("html", b"<!doctype html>"), ("txt", b"Informat")])
def test_other_forms_go_whole_into_a_file(
    form: str, begins: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"sheet.{form}"
    code, out, _ = asked(capsys, folder_of(tmp_path), *PATIENTS, "--lang", "all", "--format", form, "--out", file)
    assert code == 0 and out == "" and file.read_bytes().startswith(begins)


def test_every_fault_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of(tmp_path)
    words = (
        "--for",
        "press",
        "--lang",
        "es",
        "--format",
        "doc",
        "--contact",
        "0800",
        "--next",
        "2000-01-01T10:00",
        "--issue",
    )
    code, out, err = asked(capsys, folder, *words, "--out", tmp_path)
    assert code == 2 and out == ""
    for option in ("--for", "--lang", "--format", "--contact", "--next", "--role", "--out"):
        assert option in err
    assert entries_count(folder) == 2


@pytest.mark.parametrize(
    "words",
    [
        (),
        (*PATIENTS, "--issue", "--role", "r", "--format", "json"),
        (*PATIENTS, "--issue", "--role", "r", "--as-of", "2026-01-01"),
        ("--review", "--issue", "--role", "r"),
        (*PATIENTS, "--check", "x.md", "--lang", "all"),
        (*PATIENTS, "--check", "sheet.pdf"),
        (*PATIENTS, "--contact", "news="),
        (*PATIENTS, "--contact", "news=" + "x" * 200),
    ],
)
def test_what_does_not_go_together_is_refused(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path)
    assert asked(capsys, folder, *words)[0] == 2 and entries_count(folder) == 2


def test_printing_writes_nothing_and_issuing_one_entry_with_the_bytes_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = folder_of(tmp_path), tmp_path / "sheet.md"
    asked(capsys, folder, *PATIENTS)
    assert entries_count(folder) == 2
    code, _, err = asked(capsys, folder, *PATIENTS, "--issue", "--role", "spokesperson", "--out", file)
    assert code == 0 and "issued as statement 1 to patients" in err and entries_count(folder) == 3
    (one,) = told(capsys, folder, "--review")["statements"]
    assert one["sha256"] == sha256(file.read_bytes()).hexdigest() and one["by_role"] == "spokesperson"
    assert (folder / "sent" / one["sha256"]).read_bytes() == file.read_bytes()
    assert set(one["rests_on"]) == {SEVENTY.id, CLOSED.id, PAPER.id} and one["changed"] == []


def test_what_was_corrected_since_is_flagged_until_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path)
    asked(capsys, folder, *PATIENTS, "--issue", "--role", "spokesperson")
    correct(folder)
    code, out, _ = asked(capsys, folder, "--review")
    assert (
        code == 1 and "CORRECTION DUE, to patients" in out and "62 operations were cancelled" in " ".join(out.split())
    )
    assert "CORRECTION DUE to patients" in asked(capsys, folder, "--for", "doctors")[2]
    code, out, err = asked(capsys, folder, *PATIENTS, "--lang", "en", "--issue", "--role", "spokesperson")
    assert code == 0 and "## Corrections" in out and "It is replaced" not in out
    assert "at least 70 operations were cancelled.” That was wrong. Correct is: “" in out
    assert "it corrects what was said before about operations_cancelled" in err
    assert asked(capsys, folder, "--review")[0] == 0
    first, second = told(capsys, folder, "--review")["statements"]
    assert first["changed"][0]["corrected_in"] == 2 and second["corrects"] == [SEVENTY.id]
    assert "## Corrections" not in asked(capsys, folder, *PATIENTS, "--lang", "en")[1]


def test_what_was_withdrawn_since_is_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of(tmp_path)
    asked(capsys, folder, *PATIENTS, "--issue", "--role", "spokesperson")
    withdraw(folder, SEVENTY)
    code, out, _ = asked(capsys, folder, "--review")
    assert code == 1 and "withdrawn since (another hospital)" in " ".join(out.split())
    out = asked(capsys, folder, *PATIENTS, "--lang", "nl")[1]
    assert "Dat trekken we terug." in out and out.count("70 operaties") == 1


def test_nothing_issued_is_nothing_to_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, folder_of(tmp_path), "--review")
    assert code == 0 and out == "No statement to the public has been issued.\n"


def test_a_text_edited_by_hand_is_held_against_the_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = folder_of(tmp_path), tmp_path / "sheet.md"
    asked(capsys, folder, *PATIENTS, "--lang", "en", "--out", file)
    assert asked(capsys, folder, *PATIENTS, "--check", file)[0] == 0
    edited = file.read_text(encoding="utf-8").replace("at least 70", "4,321")
    file.write_text(edited + "\n- Data of 4,321 people were stolen.\n", encoding="utf-8")
    code, out, _ = asked(capsys, folder, *PATIENTS, "--check", file)
    assert (
        code == 1
        and "reported and not confirmed" in " ".join(out.split())
        and "Somebody must read it too" in out.replace("\n  ", " ")
    )
    answered = told(capsys, folder, *PATIENTS, "--check", file, code=1)
    assert {"4,321"} <= {slip["words"] for slip in answered["slips"]} and answered["issued"] is None


def test_a_text_that_passes_is_issued_as_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = folder_of(tmp_path), tmp_path / "sheet.md"
    file.write_text("# Dear patients\n\nOur emergency department is closed. Take care.\n", encoding="utf-8")
    answered = told(capsys, folder, *PATIENTS, "--check", file, "--lang", "en", "--issue", "--role", "r")
    assert answered["issued"] == 1 and answered["rests_on"] == [CLOSED.id]
    (one,) = told(capsys, folder, "--review")["statements"]
    assert one["sha256"] == sha256(file.read_bytes()).hexdigest()


def test_a_text_with_a_slip_is_not_issued(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = folder_of(tmp_path), tmp_path / "sheet.txt"
    file.write_text("We cancelled ninety operations.\n", encoding="utf-8")
    code, _, err = asked(capsys, folder, *PATIENTS, "--check", file, "--lang", "en", "--issue", "--role", "r")
    assert code == 1 and "NOT ISSUED" in err and entries_count(folder) == 2


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"xyzzy"])
def test_a_text_that_cannot_be_read_is_a_fault(raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = folder_of(tmp_path), tmp_path / "sheet.txt"
    file.write_bytes(raw)
    assert asked(capsys, folder, *PATIENTS, "--check", file)[0] == 2
    assert asked(capsys, folder, *PATIENTS, "--check", tmp_path / "none.txt")[0] == 2


def test_harm_is_told_to_the_operator_and_to_nobody_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of(tmp_path, said("harm", "suspected", 3))
    for who in ("patients", "doctors"):
        _, out, err = asked(capsys, folder, "--for", who, "--lang", "all")
        assert "harm to a patient is told to the family by a person, never here" in err
        assert not [word for word in ("harm", "geschaad", "dommage", "Schaden") if word in out]


def test_an_exercise_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of(tmp_path, exercise=True)
    assert "EXERCISE: nothing of this happened" in asked(capsys, folder, *PATIENTS, "--lang", "en")[1]


def test_the_reference_names_every_key_of_the_answers_and_every_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "reference" / "statement.md").read_text(encoding="utf-8")
    folder, file = folder_of(tmp_path), tmp_path / "sheet.md"
    asked(
        capsys,
        folder,
        *PATIENTS,
        "--lang",
        "en",
        "--issue",
        "--role",
        "r",
        "--contact",
        "news=x.example",
        "--out",
        file,
    )
    correct(folder)
    answers: list[object] = [
        told(capsys, folder, *PATIENTS, "--contact", "news=x.example"),
        told(capsys, folder, "--review", code=1),
        told(capsys, folder, *PATIENTS, "--check", file, code=1),
    ]
    keys: set[str] = {*Why, *Turn, *Kind}
    while answers:
        one = answers.pop()
        if isinstance(one, dict):
            keys |= set(one)
            answers.extend(one.values())
        elif isinstance(one, list):
            answers.extend(one)
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


def test_help_loads_neither_record_nor_store() -> None:
    code = (
        "import sys; from codedark.cli.main import answer; answer(['statement', '--help']); "
        "print([m for m in sys.modules if m.startswith(('codedark.store', 'codedark.record', 'apsw', 'typst'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_text_names_the_contacts_given_for_an_earlier_statement_and_its_own_moment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = folder_of(tmp_path), tmp_path / "sheet.md"
    tomorrow = f"{NOW + timedelta(days=1):%Y-%m-%d}T10:00"
    words = ("--contact", "telephone=0800 12 345", "--next", tomorrow, "--lang", "fr")
    asked(capsys, folder, *PATIENTS, *words, "--issue", "--role", "r", "--out", file)
    assert "0800 12 345" in file.read_text(encoding="utf-8")
    assert asked(capsys, folder, *PATIENTS, "--check", file)[0] == 0
    assert asked(capsys, folder, "--for", "doctors", "--check", file)[0] == 1
