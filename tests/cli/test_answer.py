"""A verb speaks: the answer on stdout and nothing else there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address

import numpy as np
import pytest

from codedark.cli.answer import ExitCode, harmless, nested, note, print_json, progress, say, table


@dataclass(frozen=True)
class Cut:
    conduit: str
    care_lost_per_h: float


def test_json_is_one_object_and_a_newline(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"a": [1, 2], "b": "Zürich"})
    out = capsys.readouterr().out
    assert json.loads(out) == {"a": [1, 2], "b": "Zürich"}
    assert out.endswith("}\n")
    assert "Zürich" in out


def test_json_takes_numpy_numbers_and_records(capsys: pytest.CaptureFixture[str]) -> None:
    print_json(
        {
            "mean": np.float64(69.5),
            "hosts": np.int32(3),
            "row": np.arange(3),
            "sure": np.bool_(True),
            "cut": Cut("office -> clinical", 1.5),
            "address": ip_address("192.0.2.1"),
            "at": datetime(2030, 1, 1, tzinfo=UTC),
            "code": ExitCode.NO,
        }
    )
    assert json.loads(capsys.readouterr().out) == {
        "mean": 69.5,
        "hosts": 3,
        "row": [0, 1, 2],
        "sure": True,
        "cut": {"conduit": "office -> clinical", "care_lost_per_h": 1.5},
        "address": "192.0.2.1",
        "at": "2030-01-01T00:00:00Z",
        "code": 1,
    }


@pytest.mark.parametrize("nothing", [float("nan"), float("inf"), np.float64("nan"), np.array([1.0, np.nan])])
def test_json_refuses_what_is_no_number_and_prints_nothing(nothing: object, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        print_json({"mean": nothing})
    assert capsys.readouterr().out == ""


def test_a_nan_inside_a_record_is_refused_too() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        print_json(Cut("office -> clinical", float("nan")))


def test_a_note_goes_beside_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    note("compiling once")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "compiling once\n")


def test_a_piped_table_is_plain_and_fits_100_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    table(
        ["service", "beds"], [["imaging " * 30, 12], ["[red]not markup[/red]", None]], title="What fell", right=["beds"]
    )
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 100
    assert "[red]not markup[/red]" in out
    assert "What fell" in out


def test_progress_says_little_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("playing 2000 mornings", 2000) as advance:
        for done in range(0, 2001, 500):
            advance(done)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "playing 2000 mornings ...\n")


def test_a_nested_verb_is_set_up_like_the_whole() -> None:
    app = nested("The cut.")
    assert app.rich_markup_mode is None
    assert app.pretty_exceptions_enable is False


IDS = ("dn-office.an-servers.work-and-print", "directory.clinical-workstation.policy")


def test_ids_stay_in_one_piece_at_100_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    table(["over", "why", "gate"], [[IDS[0], "no gate stands between these two " * 9, IDS[1]]])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 100
    assert all(any(name in line for line in lines) for name in IDS)


def test_at_60_columns_words_of_cells_stay_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    heads = ["service", "lost", "then on paper", "ops/week", "beds", "arrivals/h", "critical"]
    table(heads, [["Mobile emergency teams", "now", "14 days, 60% *", "185", "466", "5.9", "9"]])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60
    assert all(any(word in line.split() for line in lines) for word in ("Mobile", "emergency", "teams"))


@pytest.mark.parametrize(("told", "width"), [("60", 60), ("", 100), ("0", 100), ("wide", 100)])
def test_a_piped_sentence_is_as_wide_as_columns_says(
    told: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", told)
    say("cut and " * 60 + "dn-office.an-servers.work")
    lines = capsys.readouterr().out.splitlines()
    assert width - 10 < max(map(len, lines)) <= width
    assert lines[-1].endswith("dn-office.an-servers.work")


def test_an_id_longer_than_the_line_is_not_broken_in_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    say(f"See {IDS[1]}.\n")
    assert capsys.readouterr().out == f"See\n  {IDS[1]}.\n\n"


def test_what_came_from_elsewhere_gives_a_terminal_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "paper \x1b[2J\x1b]52;c;cm0gLXJm\x07 round \x9b31m \u202e kcab"
    say(hostile)
    note(hostile)
    table(["what"], [[hostile]])
    told = "".join(capsys.readouterr())
    assert not any(c in told for c in "\x1b\x07\x9b\u202e") and told.count("round") == 3
    assert harmless("a\tb\nc é € →") == "a\tb\nc é € →"
