"""What other verbs kept themselves, taken over into a record, each line once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from codedark.cli import incident_taking as room
from codedark.cli.answer import nested
from codedark.cli.incident_taking import Taken, of_drill, of_gate, of_live, of_notices, of_spool, run, take
from codedark.cli.main import answer
from codedark.drill.result import as_json
from codedark.gates.live_folder import LiveFolder
from codedark.hospital.faults import BadHospital
from codedark.record.plain import as_bytes
from codedark.response.entries import Entry, EntryKind
from codedark.response.recorded import recorded
from codedark.store.incident_log import open_incident
from tests.cli.divert_hospital import WHEN, written
from tests.cli.incident_records import FakeLog, made, texts
from tests.cli.notice_hospital import FELL, FIRST, north
from tests.paper.fake_drill import fake_drill

AT = datetime(2026, 3, 3, 6, 32, tzinfo=UTC)


def entry(number: int) -> Entry:
    return Entry(at=AT + timedelta(seconds=number), kind=EntryKind.ACTION, who="machine", what=f"step {number}")


def live(tmp_path: Path, count: int = 3) -> Path:
    folder = LiveFolder(tmp_path / "hospital" / "live")
    for number in range(count):
        folder.log(entry(number))
    return tmp_path / "hospital"


def typed(*words: object) -> int:
    app = nested("x")
    app.callback()(lambda: None)
    app.command("take")(run)
    code: int = app(args=["take", *map(str, words)], prog_name="codedark incident", standalone_mode=False)
    return code


def wrong(work: Callable[[], object]) -> list[str]:
    with pytest.raises(BadHospital) as bad:
        work()
    return [str(fault) for fault in bad.value.faults]


def test_a_log_taken_twice_adds_nothing_twice(tmp_path: Path) -> None:
    log, found = FakeLog(), of_live(live(tmp_path))
    assert take(log, found.drafts) == Taken(count=3, held_count=0, erased_count=0)
    assert take(log, found.drafts) == Taken(count=0, held_count=3, erased_count=0)
    longer = of_live(live(tmp_path, 1)).drafts  # the same line again, and it went on
    assert take(log, (*longer, recorded(entry(9)))).count == 1 and take(log, longer).skipped == len(longer)


def test_what_was_entered_before_the_disk_was_full_is_not_entered_again(tmp_path: Path) -> None:
    log, found = FakeLog(failing=(3,)), of_live(live(tmp_path))
    with pytest.raises(OSError, match="No space"):
        take(log, found.drafts)
    assert take(log, found.drafts) == Taken(count=1, held_count=2, erased_count=0)
    assert [d.body.text for d in log.drafts] == ["Step 0.", "Step 1.", "Step 2."]


def test_a_live_log_is_found_from_the_hospital_its_live_folder_or_the_file(tmp_path: Path) -> None:
    home = live(tmp_path)
    first, second, third = (of_live(path).drafts for path in (home, home / "live", home / "live" / "log.jsonl"))
    assert first == second == third and len(first) == 3


def test_what_is_not_there_is_said_by_its_option(tmp_path: Path) -> None:
    assert "--live" in wrong(lambda: of_live(tmp_path))[0] and "--gate" in wrong(lambda: of_gate(tmp_path / "x"))[0]
    assert "--drill" in wrong(lambda: of_drill(tmp_path / "x", AT))[0]
    assert "--spooled" in wrong(lambda: of_spool(tmp_path / "x"))[0]


def test_a_gates_journal_is_called_after_its_folder_or_the_copied_file(tmp_path: Path) -> None:
    line = msgspec.json.encode({"at": AT.timestamp(), "what": "mended", "why": "x"}) + b"\n"
    (tmp_path / "north").mkdir()
    (tmp_path / "north" / "journal.jsonl").write_bytes(line)
    (tmp_path / "south.jsonl").write_bytes(line + b'{"at": 1')
    assert of_gate(tmp_path / "north").drafts[0].role == "gate north"
    copied = of_gate(tmp_path / "south.jsonl")
    assert copied.drafts[0].role == "gate south" and copied.torn_count == 1


def test_every_line_of_a_journal_that_no_gate_writes_is_named(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_bytes(b'{"at": 1.0}\n{"at": 1.0, "what": "mended"}\n{"what": "x"}\n')
    assert [f"row {n}" in text for n, text in zip((1, 3), wrong(lambda: of_gate(tmp_path)), strict=True)] == [True] * 2


def test_a_drill_is_taken_once_whenever_it_is_entered(tmp_path: Path) -> None:
    file = tmp_path / "drill.json"
    file.write_text(json.dumps(as_json(fake_drill())))
    log = FakeLog()
    assert take(log, of_drill(file, AT).drafts).count == 1
    assert take(log, of_drill(file, AT + timedelta(days=1)).drafts).count == 0
    file.write_text("{}")
    assert "drill" in wrong(lambda: of_drill(file, AT))[0]


def test_a_book_of_notices_is_taken_and_left_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.json"
    assert answer(["notice", "issue", north(tmp_path), "--book", str(book), "--down", "box", *FIRST]) == 0
    before = book.read_bytes()
    log = FakeLog()
    assert take(log, of_notices(book).drafts).count == 1 and take(log, of_notices(book).drafts).count == 0
    assert book.read_bytes() == before


def test_what_was_spooled_is_taken_as_it_was_to_be_recorded(tmp_path: Path) -> None:
    spool = tmp_path / "spool.jsonl"
    spool.write_bytes(as_bytes(recorded(entry(1))) + b"\n" + as_bytes(recorded(entry(2)))[:30])
    found = of_spool(spool)
    assert found.drafts == (recorded(entry(1)),) and found.torn_count == 1
    spool.write_bytes(b"{}\nnothing\n")
    assert len(wrong(lambda: of_spool(spool))) == 2


# As it is typed


def test_everything_that_is_wrong_with_the_options_is_said_at_once(tmp_path: Path) -> None:
    told = wrong(lambda: typed(tmp_path, "--down", "box"))
    assert "nothing to take" in told[0] and any("--down" in one for one in told)
    told = wrong(lambda: typed(tmp_path, "--day", "day.csv"))
    assert [option for option in ("--hospital", "--down", "--fell") if any(option in one for one in told)] == [
        "--hospital", "--down", "--fell",
    ]  # fmt: skip


def test_two_sources_go_into_a_record_and_again_add_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    incident, drill = made(tmp_path / "incident"), tmp_path / "drill.json"
    drill.write_text(json.dumps(as_json(fake_drill())))
    words = (incident, "--live", live(tmp_path), "--drill", drill)
    assert typed(*words) == 0
    assert "log.jsonl: 3 lines taken\n" in capsys.readouterr().out
    assert texts(incident)[1:4] == ["Step 0.", "Step 1.", "Step 2."] and texts(incident)[4].startswith("Exercise")
    assert typed(*words, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["count"] == 0 and [row["held_count"] for row in told["taken"]] == [3, 1]
    assert len(texts(incident)) == 5


def test_a_day_is_played_and_taken_without_a_patient_or_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    incident, folder = made(tmp_path / "incident"), written(tmp_path / "n")
    day = tmp_path / "day.csv"
    day.write_text(
        "event,at_min,patient,to,doctor,crew\noffered,5,p-1,far,Ann Example,\naccepted,6,p-1,,Ann Example,\n"
        "ambulance-diverted,9,,,,\n"
    )
    words = (incident, "--day", day, "--hospital", folder, "--down", "box", "--fell", WHEN[1])
    assert typed(*words) == 0
    capsys.readouterr()
    with open_incident(incident, write=False) as log:
        raw = b"".join(as_bytes(one.body) for one in log.entries() if one.body is not None)
        count = len(log.entries())
    assert b"p-1" not in raw and b"Example" not in raw and b"ambulance" in raw
    assert typed(*words, "--json") == 0
    assert json.loads(capsys.readouterr().out)["count"] == 0 and len(texts(incident)) == count


def test_divert_records_a_day_itself_and_take_finds_it_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    incident, folder = made(tmp_path / "incident"), written(tmp_path / "n")
    day = tmp_path / "day.csv"
    day.write_text("event,at_min,patient,why\nrefused,5,p-1,\ntick,60,,\n")
    answer(["divert", folder, "--down", "box", *WHEN, "--replay", str(day), "--record", str(incident)])
    assert capsys.readouterr().err == ""
    count = len(texts(incident))
    assert count > 2
    assert typed(incident, "--day", day, "--hospital", folder, "--down", "box", "--fell", WHEN[1]) == 0
    assert len(texts(incident)) == count


def test_a_record_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    assert wrong(lambda: typed(tmp_path / "none", "--live", live(tmp_path)))


def test_notices_record_themselves_each_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    incident, book = made(tmp_path / "incident"), str(tmp_path / "book.json")
    record = ("--record", str(incident))
    assert answer(["notice", "issue", north(tmp_path), "--book", book, "--down", "box", *FIRST, *record]) == 0
    ambulance = ["notice", "ambulance", book, "--from", "112", "--why", "no records", "--by", "Ann Example"]
    assert answer([*ambulance, "--service", "ed", "--at", FELL.replace("06:00", "06:20"), *record]) == 0
    assert answer(["notice", "withdraw", book, "1", "--by", "commander", *record]) == 0
    told: list[Any] = texts(incident)
    assert sum(text.startswith("Diversion notice 1") for text in told) == 1
    assert sum(text == "An ambulance was sent on." for text in told) == 1
    assert any(text.startswith("Withdrawal 2") for text in told) and "Example" not in " ".join(told)


def test_the_options_that_a_day_is_taken_with_are_those_a_day_is_replayed_with() -> None:
    from inspect import signature

    from codedark.cli.verb_divert import run as divert

    told, defaults = room._options(["box"], "06:00"), signature(divert).parameters
    assert (told.effort, told.seed, told.stay_h) == (60_000, defaults["seed"].default, defaults["stay"].default)
    assert told.effort == defaults["effort"].default and told.assume_beds is None
