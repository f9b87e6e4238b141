from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.cli.verb_notify import reordered
from tests.cli.notify_incident import SEVENTY, add, ago, asked, clock_of, decide, entries_count, incident, said, told

WARNING, NOTIFICATION = "nis2-be:early-warning", "nis2-be:notification"


def test_detection_alone_proposes_and_leaves_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    code, out, err = asked(capsys, folder)
    assert (code, err) == (0, "")
    assert "nis2-be:early-warning" in out and "proposed" in out and "OVERDUE" not in out
    assert "Undecided, and would be overdue: nis2-be:early-warning." in out
    assert "None of it is legal advice" in out and "Not read for nis2-be" in out


def test_what_is_overdue_leaves_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    decide(capsys, folder, aware=25)
    answered = told(capsys, folder, code=1)
    assert answered["overdue"] == 1 and answered["clocks"][0]["stage"] == "early-warning"
    assert clock_of(answered, WARNING)["state"] == "late" and clock_of(answered, WARNING)["left_min"] <= -60
    code, out, _ = asked(capsys, folder)
    assert code == 1 and "OVERDUE: nis2-be:early-warning." in out and "over by 1 h" in out


def test_as_of_an_earlier_moment_nothing_is_overdue_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    at, made = ago(25), ago(24)
    told(capsys, folder, "decide", "aware", "--at", at, "--decided-at", made, "--role", "ciso")
    told(capsys, folder, "decide", "significant", "--decided-at", made, "--role", "ciso")
    assert told(capsys, folder, "--now", ago(2))["overdue"] == 0
    assert told(capsys, folder, code=1)["overdue"] == 1


def test_correcting_keeps_the_old_deadline_on_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    decide(capsys, folder, aware=10)
    told(capsys, folder, "decide", "aware", "--at", ago(14), "--role", "ciso", "--why", "the alarm was read")
    answered = told(capsys, folder)
    (old,) = clock_of(answered, WARNING)["earlier"]
    assert old["by_role"] == "incident-commander" and old["why"] == "the alarm was read"
    _, out, _ = asked(capsys, folder)
    assert "was due" in out and "by the entry of incident-commander" in " ".join(out.split())


def test_the_sub_verb_stands_before_or_behind_the_incident(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    told(capsys, "decide", folder, "aware", "--at", ago(3), "--role", "ciso")
    told(capsys, folder, "decide", "significant", "--role", "ciso")
    for words in ((folder,), ("show", folder), (folder, "show")):
        assert clock_of(told(capsys, *words), WARNING)["state"] == "running"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--json", "folder"], ["show", "--json", "folder"]),
        (["--help"], ["--help"]),
        (["./decide"], ["show", "./decide"]),
        (["folder", "sent", "x"], ["sent", "folder", "x"]),
        ([], []),
    ],
)
def test_words_are_put_in_order(words: list[str], said: list[str]) -> None:
    assert reordered(words, {"show", "decide", "sent", "packs"}) == said


def test_a_draft_goes_to_stdout_and_its_gaps_to_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    code, out, err = asked(capsys, folder, "--draft", WARNING, "--lang", "nl")
    assert code == 0 and out.startswith("# NIS2, België: vroegtijdige waarschuwing\n")
    assert "a draft for a person to check" in err and entries_count(folder) == 2


def test_a_draft_into_a_file_and_back_as_what_was_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = incident(tmp_path), tmp_path / "warning.md"
    decide(capsys, folder, aware=5)
    made = told(capsys, folder, "--draft", NOTIFICATION, "--out", file)
    assert made["markdown"] == file.read_text(encoding="utf-8") and SEVENTY.id in made["rests_on"]
    answered = told(capsys, folder, "sent", NOTIFICATION, "--file", file, "--role", "ciso", "--reference", "2026/417")
    assert {clock["stage"] for clock in answered["clocks"]} >= {"notification", "final"}
    sent = clock_of(told(capsys, folder), NOTIFICATION)["sent"]
    assert sent["reference"] == "2026/417" and set(sent["rests_on"]) == set(made["rests_on"])
    assert (folder / "sent" / sent["sha256"]).read_bytes() == file.read_bytes()


def test_facts_that_changed_since_it_was_sent_are_flagged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = incident(tmp_path), tmp_path / "notification.md"
    decide(capsys, folder, aware=5)
    told(capsys, folder, "--draft", NOTIFICATION, "--out", file)
    told(capsys, folder, "sent", NOTIFICATION, "--file", file, "--role", "ciso")
    assert told(capsys, folder)["changed"] == []
    add(folder, said("operations_cancelled", 62, 0, period=SEVENTY.period, supersedes=(SEVENTY.id,)))
    (one,) = told(capsys, folder)["changed"]
    assert (one["said"]["value"], one["now"]["value"], one["relation"]) == (70, 62, "replaced")
    _, out, _ = asked(capsys, folder)
    told_once = " ".join(out.split())
    assert (
        "at least 70 operations" in told_once and "now 62 operations" in told_once and "is an update due?" in told_once
    )


def test_only_the_packs_asked_for_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered = told(capsys, incident(tmp_path), "--regime", "gdpr-33", "--regime", "insurer")
    assert {clock["regime"] for clock in answered["clocks"]} == {"gdpr-33", "insurer"}
    assert {pack["regime"] for pack in answered["packs"]} == {"gdpr-33", "insurer"}


def test_an_exercise_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path, exercise=True)
    _, out, _ = asked(capsys, folder)
    assert out.startswith("EXERCISE: nothing of this happened.")
    assert told(capsys, folder)["exercise"] is True


def test_every_fault_of_the_options_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    code, out, err = asked(
        capsys, folder, "--now", "noonish", "--regime", "nis2", "--draft", "nis2-be:finale", "--lang", "es",
        "--out", tmp_path / "none" / "x.md", "--packs", tmp_path / "packs",
    )  # fmt: skip
    assert (code, out) == (2, "")
    for option in ("--now", "--regime", "--draft", "--lang", "--out", "--packs"):
        assert f"{option}: " in err, option
    assert "nis2-be:final" in err


def test_a_folder_that_holds_no_incident_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = asked(capsys, tmp_path)
    assert (code, out) == (2, "") and "holds no incident" in err


def test_packs_of_ones_own_are_read_from_the_incident(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.formats.rule_pack_making import HOURS, pack

    folder = incident(tmp_path)
    own = folder / "rule_packs"
    own.mkdir()
    (own / "insurer.toml").write_text(HOURS)
    (own / "nowhere.toml").write_bytes(pack())
    told(capsys, folder, "decide", "aware", "--at", ago(50), "--role", "ciso")
    answered = told(capsys, folder, code=1)
    assert clock_of(answered, "insurer:notice")["state"] == "late"
    assert clock_of(answered, "nis2-xx:notice")["within"] == "12 h"
    listed = told(capsys, "packs", "--packs", own)["packs"]
    assert [one["regime"] for one in listed][-1] == "nis2-xx"
    (own / "broken.toml").write_text("regime = 1\n")
    code, _, err = asked(capsys, folder)
    assert code == 2 and "broken.toml, key regime" in err and "broken.toml, key stages" in err


def test_the_packs_are_printed_with_sources_and_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = asked(capsys, "packs")
    assert code == 0
    text = " ".join(out.split())
    for words in ("nis2-be, version 1", "Source: ", "Not read: ", "Note: ", "None of it is legal advice."):
        assert words in text


def test_json_is_all_that_stands_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = incident(tmp_path)
    code, out, err = asked(capsys, folder, "--json")
    assert (code, err) == (0, "") and set(json.loads(out)) == {
        "incident",
        "title",
        "organisation",
        "timezone",
        "exercise",
        "now",
        "overdue",
        "clocks",
        "changed",
        "packs",
    }


def test_help_loads_neither_store_nor_record(capsys: pytest.CaptureFixture[str]) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from codedark.cli.main import answer; answer(['notify', '--help']);"
        "print([m for m in sys.modules if m.startswith(('codedark.store', 'codedark.record', 'apsw'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_reference_names_every_key_of_the_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.house.source import ROOT

    text = (ROOT / "docs" / "reference" / "notify.md").read_text(encoding="utf-8")
    folder, file = incident(tmp_path), tmp_path / "w.md"
    decide(capsys, folder, aware=5)
    told(capsys, folder, "decide", "aware", "--at", ago(4), "--role", "ciso")
    draft = told(capsys, folder, "--draft", WARNING, "--out", file)
    entered = told(capsys, folder, "sent", WARNING, "--file", file, "--role", "ciso")
    keys: set[str] = set()
    waiting: list[object] = [draft, entered, told(capsys, folder)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            keys |= set(one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    keys -= {"nl", "fr", "de", "en"}
    assert sorted(key for key in keys if f"`{key}`" not in text and f'"{key}"' not in text) == []
