"""What is known as of a moment, and the entries it stands on."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from tests.cli.incident_runs import COUNT, Capture, opened


def test_accounts_that_differ_stand_below_the_one_that_leads(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Counted.", *COUNT, "--value", ">=70", role="theatre-coordinator")
    runs.log("The press writes.", *COUNT, "--value", "62", "--by", "press")
    lines = runs("show").splitlines()
    lead = next(i for i, line in enumerate(lines) if line.startswith("Operations cancelled: at least 70"))
    assert "disputed" in " ".join(lines[lead : lead + 2])
    assert any(line.startswith("    - differs: 62") for line in lines[lead:])


def test_as_of_an_earlier_day_what_came_later_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Then.", "--field", "ed_status", "--value", "limited", "--at", "2026-03-03")
    runs.log("Later.", "--field", "ed_status", "--value", "open", "--at", "2026-03-09")
    earlier = runs.json("show", "--as-of", "2026-03-03")
    assert [a["assertion"]["value"] for a in earlier["standings"][0]["accounts"]] == ["limited"]
    assert earlier["entered_later"] == 1
    assert "written down later" in runs("show", "--as-of", "2026-03-03")
    assert [a["relation"] for a in runs.json("show")["standings"][0]["accounts"]] == ["leads", "earlier"]


def test_another_site_is_neither_less_exact_nor_a_contradiction(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("North.", "--field", "ed_status", "--value", "closed", "--scope", "north")
    runs.log("South.", "--field", "ed_status", "--value", "limited", "--scope", "south")
    said = runs("show")
    assert "- at another site:" in said
    assert "less-exact" not in said


def test_one_field_alone_is_shown_by_any_of_its_names(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Counted.", *COUNT, "--value", "70")
    runs.log("Seen.", "--field", "ed_status", "--value", "open")
    told = runs.json("show", "--field", "surgeries_cancelled")["standings"]
    assert [one["field"] for one in told] == ["operations_cancelled"]
    assert "Nothing is known of that yet" in runs("show", "--field", "harm")


def test_entries_are_chosen_by_role_kind_and_number(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("One.", role="triage-nurse")
    runs.log("Two.", "--kind", "decision")
    runs.log("Three.")
    by_role = runs.json("show", "--entries", "--role", "triage-nurse")["entries"]
    by_kind = runs.json("show", "--entries", "--kind", "decision")["entries"]
    last = runs.json("show", "--entries", "--last", "1")["entries"]
    assert [[e["text"] for e in found] for found in (by_role, by_kind, last)] == [["One."], ["Two."], ["Three."]]


def test_a_time_that_is_not_exact_is_shown_as_it_was_told(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Seen.", "--at", "../2026-03-03")
    runs.log("Seen too.", "--at", "2026-03-03T06:30")
    said = runs("show", "--entries")
    assert "../2026-03-03" in said
    assert "\n2026-03-03\n" in said
    assert "  06:30 " in said


@pytest.mark.parametrize(
    ("words", "option"),
    [(("--as-of", "noon"), "--as-of"), (("--kind", "gossip"), "--kind"), (("--lang", "it"), "--lang")],
)
def test_wrong_words_are_named(words: tuple[str, str], option: str, tmp_path: Path, capsys: Capture) -> None:
    assert option in opened(tmp_path, capsys)("show", *words, exit_code=2)


def test_an_exercise_says_so_first(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys, "--exercise")
    assert runs("show").startswith("EXERCISE")
    assert runs("show", "--entries").startswith("EXERCISE")


def test_values_are_said_in_the_language_asked_for(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Seen.", "--field", "ed_status", "--value", "closed")
    assert "gesloten" in runs("show", "--lang", "nl")


def test_what_was_published_at_midnight_is_not_known_the_day_before(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("Published.", "--field", "ed_status", "--value", "open", "--at", "2026-03-04")
    assert runs.json("show", "--as-of", "2026-03-03")["standings"] == []
    assert len(runs.json("show", "--as-of", "2026-03-04")["standings"]) == 1


def test_choosing_entries_shows_entries(tmp_path: Path, capsys: Capture) -> None:
    runs = opened(tmp_path, capsys)
    runs.log("One.")
    assert [one["text"] for one in runs.json("show", "--last", "1")["entries"]] == ["One."]


def test_entries_written_while_a_clock_was_ahead_are_not_hidden_in_silence(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = opened(tmp_path, capsys)
    monkeypatch.setattr("codedark.store.moments.datetime", _Ahead)
    runs.log("Written in 2099.")
    monkeypatch.undo()
    out, err = runs.both("show", "--entries")
    assert "Written in 2099" not in out
    assert "1 of the entries" in err
    assert "--as-of 2099-01-02" in err
    assert "Written in 2099" in runs("show", "--entries", "--as-of", "2099-01-02")


class _Ahead(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime(2099, 1, 1, tzinfo=tz)
