"""`codedark notice`, typed as people type it."""

from __future__ import annotations

import json
import multiprocessing
import sys
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from codedark.cli import verb_notice
from codedark.cli.main import answer
from codedark.store.notice_file import read_book
from tests.cli.notice_hospital import AT, FIRST, asked, at, north, told


@pytest.fixture
def book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A book with notice 1 in it."""
    file = tmp_path / "book.json"
    assert told(capsys, "issue", north(tmp_path), "--down", "box", "--book", file, *FIRST)["what"] == "first"
    return file


def test_a_morning_is_told_from_the_first_notice_to_its_withdrawal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = north(tmp_path), tmp_path / "book.json"
    issue = ("issue", folder, "--book", file)
    first = told(capsys, *issue, "--down", "box", *FIRST, "--lang", "nl", "--lang", "fr")
    assert first["notice"]["addressees"] == ["112 centre", "Near Hospital", "Far Hospital"]
    assert set(first["spoken"]) == {"nl", "fr"} and "North" in first["spoken"]["nl"]
    assert all(0 < seconds < 60 for seconds in first["seconds"].values())
    assert [(one["addressee"], one["number"], one["second"]) for one in first["numbers"]] == [
        ("112 centre", "000 11", "000 12"),
        ("Far Hospital", "000 31", ""),
    ]
    told(capsys, "ack", file, 1, "112 Centre", "--by", "dispatcher", "--at", at(12))
    told(capsys, "repeat", file, 1, "far hospital", "--by", "triage", "--at", at(18))
    seen = told(capsys, "show", file, "--now", at(21))
    assert [(one["addressee"], one["due"]) for one in seen["unacknowledged"]] == [
        ("Near Hospital", True), ("Far Hospital", False)
    ]  # fmt: skip
    second = told(capsys, *issue, "--down", "box,lab", "--now", at(30))
    assert (second["what"], second["notice"]["replaces"], second["notice"]["content"]["since"]) == (
        "update", 1, "2024-05-17T04:00:00Z"
    )  # fmt: skip
    last = told(capsys, "withdraw", file, 2, "--by", "commander", "--at", at(90))
    assert (last["what"], last["notice"]["number"]) == ("withdrawal", 3)
    seen = told(capsys, "show", file, "--now", at(95))
    assert seen["standing"] == [] and {one["number"] for one in seen["unacknowledged"]} == {3}


def test_people_are_told_the_text_and_whom_to_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "book.json"
    code, out, err = asked(
        capsys, "issue", north(tmp_path), "--down", "box", "--book", file, *FIRST, "--lang", "de,en", "--to", "far",
        "--to", "Fire brigade",
    )  # fmt: skip
    assert (code, err) == (0, "")
    for words in ("notice 1", "Read out (de,", "Read out (en,", "Umleitungsmeldung 1", "Diversion notice 1",
                  "Far Hospital", "emergency desk", "000 31", "Fire brigade", "none in telephones.csv"):  # fmt: skip
        assert words in out, words
    assert "112 centre" not in out and "None" not in out


def test_nothing_changed_writes_nothing(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, stamp = book.read_bytes(), book.stat().st_mtime_ns
    again = ("issue", tmp_path / "north", "--down", "box", "--book", book, "--now", at(15))
    code, out, _ = asked(capsys, *again)
    assert code == 0 and "nothing changed since notice 1" in out
    assert told(capsys, *again)["what"] == "unchanged"
    assert book.read_bytes() == raw and book.stat().st_mtime_ns == stamp


def test_an_acknowledgement_said_twice_stands_as_first_said(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, "ack", book, 1, "112 centre", "--by", "An", "--at", at(11))
    again = told(capsys, "ack", book, 1, "112 centre", "--by", "Bo", "--at", at(14))
    assert (first["already"], again["already"]) == (False, True)
    assert again["by_whom"] == "An" and again["at"] == first["at"] and "112 centre" not in again["unacknowledged"]


def test_who_acknowledges_what_no_longer_holds_is_told_so(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "withdraw", book, 1, "--by", "boss", "--at", at(40))
    code, out, err = asked(capsys, "ack", book, 1, "112 centre", "--by", "An", "--at", at(41))
    assert code == 0 and "acknowledged notice 1" in out and "notice 2 ended it" in err
    code, _, err = asked(capsys, "repeat", book, 1, "Near Hospital", "--by", "An", "--at", at(41))
    assert code == 0 and "notice 2 ended it" in err


def test_every_ambulance_is_an_entry_and_they_are_counted_by_the_hour(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for minute in (20, 59, 60):
        told(capsys, "ambulance", book, "--from", "112", "--to", "Near", "--why", "no record", "--by", "triage",
             "--at", at(minute))  # fmt: skip
    code, _, err = asked(capsys, "ambulance", book, "--from", "112", "--to", "Near", "--why", "no record", "--by",
                         "triage", "--at", at(60), "--service", "EMERGENCY")  # fmt: skip
    assert code == 0 and "counted as another" in err
    seen = told(capsys, "show", book, "--now", at(61))
    assert [(one["hour"], one["service"], one["count"]) for one in seen["ambulances"]] == [
        ("2024-05-17T04:00:00Z", "ed", 2), ("2024-05-17T05:00:00Z", "ed", 2)
    ]  # fmt: skip
    assert seen["ambulances_count"] == 4
    _, out, _ = asked(capsys, "show", book, "--now", at(61))
    assert "4 ambulances sent elsewhere" in out and "17/05 06:00" in out and "17/05 07:00" in out


def test_a_notice_is_printed_in_four_languages(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = {}
    for language in ("en", "nl", "fr", "de"):
        out = tmp_path / f"{language}.pdf"
        answered = told(capsys, "print", book, 1, "--out", out, "--lang", language)
        assert answered["pages"] >= 1 and answered["language"] == language
        papers[language] = out.read_bytes()
    assert all(raw.startswith(b"%PDF") for raw in papers.values()) and len(set(papers.values())) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ack", "BOOK", "9", "x", "--at", "25:00"), ("--by: left out", "--at: not a moment", "N: the book has no")),
        (("ack", "BOOK", "1", "Near Hospitl", "--by", " "), ("--by: left out", "did you mean 'Near Hospital'")),
        (("ack", "BOOK", "1", "112 centre", "--by", "An", "--at", at(9)), ("--at:", "mend the time")),
        (("repeat", "BOOK", "1", "police", "--at", at(1)), ("--by: left out", "WHOM: ", "--at: before notice 1")),
        (("withdraw", "BOOK", "0", "--lang", "es"), ("--lang: ", "--by: left out", "N: the book has no")),
        (("withdraw", "BOOK", "1", "--by", "x", "--at", at(1)), ("--at", "mend the time")),
        (
            ("ambulance", "BOOK", "--service", "bakery", "--at", "x"),
            ("--from", "--why", "--by", "--service: no notice", "--at: not a moment"),
        ),
        (("show", "BOOK", "--now", "soon"), ("--now: not a moment",)),
        (("print", "BOOK", "7", "--out", "BOOK", "--lang", "es"), ("--out: is the book", "--lang: ", "N: the book")),
        (("print", "BOOK", "1", "--out", "/no/x.pdf", "--lang", "en,nl"), ("--out: no such folder", "--lang: more")),
        (("issue", "HOSPITAL", "--book", "BOOK", "--by", "", "--lang", "es", "--to", " "),
         ("--down: nothing", "--by: left out", "--lang: ", "--to: left out")),
        (("issue", "HOSPITAL", "--book", "BOOK", "--down", "bux", "--now", "25:00"), ("bux", "--now: not a moment")),
        (("issue", "HOSPITAL", "--book", "BOOK", "--down", "box", "--now", at(5)), ("--now: ", "mend the time")),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: tuple[str, ...]
) -> None:
    raw = book.read_bytes()
    names = {"BOOK": str(book), "HOSPITAL": str(tmp_path / "north")}
    if "--down" in words and at(5) in words:
        words = (*words, "--down", "lab")  # otherwise nothing is new, and nothing is issued
    code, out, err = asked(capsys, *(names.get(word, word) for word in words))
    assert (code, out) == (2, ""), err
    assert not [part for part in said if part not in err], err
    assert "Fix:" in err and book.read_bytes() == raw


@pytest.mark.parametrize(
    "words",
    [
        ("ack", "BOOK", "1", "112 centre", "--by", "An"),
        ("repeat", "BOOK", "1", "112 centre", "--by", "An"),
        ("withdraw", "BOOK", "1", "--by", "boss"),
        ("ambulance", "BOOK", "--from", "112", "--why", "x", "--by", "An"),
        ("show", "BOOK"),
        ("print", "BOOK", "1", "--out", "PDF"),
        ("issue", "HOSPITAL", "--book", "BOOK", "--down", "box"),
    ],
)
def test_a_damaged_book_is_refused_with_every_fault_and_never_begun_anew(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    damaged = json.loads(book.read_bytes())
    damaged["notices"][0]["issued_at"] = "early"
    damaged["acknowledged"] = None
    book.write_text(json.dumps(damaged))
    raw = book.read_bytes()
    names = {"BOOK": str(book), "HOSPITAL": str(tmp_path / "north"), "PDF": str(tmp_path / "x.pdf")}
    code, out, err = asked(capsys, *(names.get(word, word) for word in words))
    assert (code, out) == (2, "")
    assert "$.notices[0].issued_at" in err and "$.acknowledged" in err and "2 faults" in err
    assert book.read_bytes() == raw and not (tmp_path / "x.pdf").exists()


def test_a_book_that_is_not_there_is_not_made_by_an_acknowledgement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = asked(capsys, "ack", tmp_path / "none.json", 1, "112", "--by", "An")
    assert code == 2 and "no such book" in err and "notice issue" in err and list(tmp_path.iterdir()) == []


def _enter(gate: Barrier, words: list[str]) -> None:
    gate.wait(timeout=120)
    sys.exit(answer(["notice", *words]))


def test_twenty_processes_at_the_same_time_lose_no_entry(book: Path) -> None:
    """Half of them enter ambulances and half repetitions: whoever writes last would wipe out the others' entries."""
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    processes = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:  # imports are done once, so that all twenty come at the same moment
        processes.set_forkserver_preload([__name__, "codedark.divert", "codedark.store.notice_file"])
    gate, running = processes.Barrier(20), []
    for i in range(20):
        words = ["ambulance", str(book), "--from", f"crew {i}", "--why", "no record", "--by", "triage", "--at", AT]
        if i % 2:
            words = ["repeat", str(book), "1", "Near Hospital", "--by", f"clerk {i}", "--at", AT]
        running.append(processes.Process(target=_enter, args=(gate, words)))
    for one in running:
        one.start()
    for one in running:
        one.join(timeout=120)
    assert [one.exitcode for one in running] == [0] * 20
    kept = read_book(book).book
    assert {one.from_whom for one in kept.diverted} == {f"crew {i}" for i in range(0, 20, 2)}
    assert {one.by for one in kept.repeated} == {f"clerk {i}" for i in range(1, 20, 2)}
    assert (len(kept.diverted), len(kept.repeated)) == (10, 10)


def _keys(answered: object) -> set[str]:
    if isinstance(answered, dict):
        return set(answered) | {key for value in answered.values() for key in _keys(value)}
    return {key for value in answered for key in _keys(value)} if isinstance(answered, list) else set()


def test_json_is_one_object_with_the_documented_keys(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers: list[dict[str, Any]] = [
        told(capsys, "ack", book, 1, "112 centre", "--by", "An", "--at", at(11)),
        told(capsys, "repeat", book, 1, "Near Hospital", "--by", "An", "--at", at(12)),
        told(capsys, "ambulance", book, "--from", "112", "--why", "x", "--by", "An", "--at", at(12)),
        told(capsys, "show", book, "--now", at(13)),
        told(capsys, "print", book, 1, "--out", tmp_path / "x.pdf"),
        told(capsys, "withdraw", book, 1, "--by", "boss", "--at", at(14)),
    ]
    for one in answers:
        for notice in [one.get("notice") or {}, *one.get("standing", [])]:
            notice.pop("content", None)
        one.pop("spoken", None)
        one.pop("seconds", None)
    documented = verb_notice.__doc__ or ""
    assert not [key for one in answers for key in _keys(one) if f'"{key}"' not in documented]
