from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.notify_incident import SEVENTY, ago, asked, clock_of, decide, entries_count, incident, told

WARNING = "nis2-be:early-warning"


def test_a_decision_is_an_entry_of_a_role_and_names_the_clocks_it_moved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = incident(tmp_path)
    answered = told(capsys, folder, "decide", "aware", "--at", ago(3), "--role", "ciso", "--why", "seen")
    assert answered["entry"]["role"] == "ciso" and answered["entry"]["kind"] == "decision"
    assert entries_count(folder) == 3
    code, out, _ = asked(capsys, folder, "decide", "significant", "--role", "director")
    assert code == 0 and "nis2-be:early-warning: running, due" in out


def test_no_closes_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    decide(capsys, folder)
    answered = told(capsys, folder, "decide", "significant", "--no", "--why", "one PC", "--role", "director")
    assert clock_of(answered, WARNING)["state"] == "closed" and clock_of(answered, WARNING)["why"].endswith("one PC")


def test_a_decision_on_the_same_thing_links_to_the_one_it_replaces(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from codedark.store.incident_log import open_incident

    folder = incident(tmp_path)
    first = told(capsys, folder, "decide", "aware", "--at", ago(3), "--role", "ciso")["entry"]["hash"]
    told(capsys, folder, "decide", "aware", "--at", ago(2), "--role", "ciso", "--regime", "insurer")
    told(capsys, folder, "decide", "aware", "--at", ago(4), "--role", "ciso")
    with open_incident(folder, write=False) as log:
        own, again = log.entries()[-2:]
    assert own.header.links == () and again.header.links == (first,)


def test_every_fault_of_a_decision_is_told_at_once_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = incident(tmp_path)
    code, out, err = asked(
        capsys,
        folder,
        "decide",
        "awear",
        "--at",
        ago(-2),
        "--role",
        " ",
        "--regime",
        "nis2",
        "--due",
        "08:00",
        "--why",
        "a\x1b[2J",
    )
    assert (code, out) == (2, "")
    for option in ("WHAT", "--at", "--role", "--regime", "--due", "--why"):
        assert f"{option}: " in err, (option, err)
    assert entries_count(folder) == 2


def test_a_clock_needs_a_moment_and_a_no_needs_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    for word in ("aware", "personal-data-breach", "ended"):
        code, _, err = asked(capsys, folder, "decide", word, "--role", "ciso")
        assert code == 2 and "--at: left out" in err
    for words in (("aware", "--no"), ("significant",), ("malicious",)):
        assert asked(capsys, folder, "decide", *words, "--role", "ciso")[0] == 0


def test_aware_is_not_later_than_the_decision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    code, _, err = asked(capsys, folder, "decide", "aware", "--at", ago(1), "--decided-at", ago(2), "--role", "ciso")
    assert code == 2 and "--at: still to come" in err


def test_a_request_is_of_a_regime_and_may_name_its_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    decide(capsys, folder)
    code, _, err = asked(capsys, folder, "decide", "requested", "--at", ago(1), "--role", "ciso")
    assert code == 2 and "--regime: left out" in err
    told(
        capsys, folder, "decide", "requested", "--at", ago(1), "--role", "ciso", "--regime", "nis2-be",
        "--due", ago(-30),
    )  # fmt: skip
    clock = clock_of(told(capsys, folder), "nis2-be:intermediate")
    assert clock["state"] == "running" and 29 * 60 < clock["left_min"] <= 30 * 60


def test_what_was_sent_is_kept_by_hash_and_reference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = incident(tmp_path), tmp_path / "form.pdf"
    file.write_bytes(b"%PDF-1.7 a form")
    decide(capsys, folder)
    answered = told(
        capsys, folder, "sent", WARNING, "--file", file, "--role", "ciso", "--reference", "R-1", "--lang", "nl"
    )
    sent = clock_of(told(capsys, folder), WARNING)["sent"]
    assert sent["sha256"] == sha256(file.read_bytes()).hexdigest() and sent["reference"] == "R-1"
    assert sent["recipient"] == "Centre for Cybersecurity Belgium (CCB)" and sent["lang"] == "nl"
    assert (folder / "sent" / sent["sha256"]).read_bytes() == file.read_bytes()
    # A form names no assertions: a draft as of then says what it must have rested on, and that is said.
    assert answered["notes"] and sent["rests_on"] != []


def test_a_text_that_names_what_it_rests_on_is_taken_at_its_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = incident(tmp_path), tmp_path / "form.md"
    file.write_text(f"70 operations [{SEVENTY.id}] and [a-000000000000]")
    answered = told(capsys, folder, "sent", WARNING, "--file", file, "--role", "ciso")
    assert answered["notes"] == []
    assert clock_of(told(capsys, folder), WARNING)["sent"]["rests_on"] == [SEVENTY.id]


def test_a_text_sent_before_its_facts_were_known_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = incident(tmp_path), tmp_path / "form.md"
    file.write_text(f"70 operations [{SEVENTY.id}]")
    answered = told(capsys, folder, "sent", WARNING, "--file", file, "--role", "ciso", "--at", ago(27))
    assert answered["notes"] == ["1 of the assertions it names were known only after it was sent: is --at right?"]
    assert clock_of(told(capsys, folder), WARNING)["sent"]["rests_on"] == [SEVENTY.id]


def test_a_reference_that_comes_later_is_added_and_the_rest_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = incident(tmp_path), tmp_path / "form.pdf"
    file.write_bytes(b"%PDF-1.7 a form")
    decide(capsys, folder)
    told(capsys, folder, "sent", WARNING, "--file", file, "--role", "ciso", "--at", ago(4))
    before = clock_of(told(capsys, folder), WARNING)["sent"]
    told(capsys, folder, "sent", WARNING, "--correct", "--reference", "R-2", "--role", "ciso")
    after = clock_of(told(capsys, folder), WARNING)
    assert after["sent"]["reference"] == "R-2" and after["sent_again"] == []
    for key in ("sent_at", "sha256", "recipient", "rests_on"):
        assert after["sent"][key] == before[key]


def test_every_fault_of_sending_is_told_at_once_and_nothing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = incident(tmp_path)
    code, _, err = asked(
        capsys, folder, "sent", "nis2-be:erly-warning", "--file", tmp_path / "none.pdf", "--role", "", "--at", ago(-3)
    )
    assert code == 2
    for words in ("REGIME:STAGE: ", "none.pdf: no such file", "--role: ", "--at: still to come"):
        assert words in err, words
    code, _, err = asked(capsys, folder, "sent", WARNING, "--correct", "--role", "ciso")
    assert code == 2 and "--correct: nothing is entered as sent" in err
    code, _, err = asked(capsys, folder, "sent", WARNING, "--role", "ciso")
    assert code == 2 and "--file: left out" in err
    assert entries_count(folder) == 2 and not (folder / "sent").exists()


def test_sent_before_anybody_was_aware_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = incident(tmp_path), tmp_path / "form.pdf"
    file.write_bytes(b"x")
    decide(capsys, folder, aware=3)
    told(capsys, folder, "sent", WARNING, "--file", file, "--role", "ciso", "--at", ago(5))
    remarks = clock_of(told(capsys, folder), WARNING)["remarks"]
    assert any("sent before its clock started" in remark for remark in remarks)


def test_deciding_anew_takes_the_place_of_every_laptops_decision(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from codedark.store.incident_log import open_incident

    folder = incident(tmp_path)
    told(capsys, folder, "decide", "aware", "--at", ago(3), "--role", "ciso")
    told(capsys, folder, "decide", "aware", "--at", ago(2), "--role", "ciso")
    third = told(capsys, folder, "decide", "aware", "--at", ago(1), "--role", "ciso")["entry"]["hash"]
    with open_incident(folder, write=False) as log:
        by_hash = {entry.hash: entry for entry in log.entries()}
    # The second replaced the first; the third names the second alone.
    assert len(by_hash[third].header.links) == 1
