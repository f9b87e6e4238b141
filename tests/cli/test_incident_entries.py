"""The log line by line, as a person reads it at night."""

from __future__ import annotations

from datetime import timedelta

from codedark.cli.incident_entries import Shown, entry_plain, say_entries
from codedark.record.edtf import When
from codedark.record.entry import Draft
from tests.cli.incident_runs import Capture
from tests.record.making import START, chain, draft


def _at(when: str) -> Draft:
    from dataclasses import replace

    return replace(draft(), event_at=When(when))


def _shown(**told: object) -> Shown:
    return Shown(
        **{"since": None, "until": START + timedelta(days=9), "role": "", "kind": "", "last_count": None, **told}
    )  # type: ignore[arg-type]


def test_entries_stand_in_the_order_things_happened_under_their_day(capsys: Capture) -> None:
    drafts = [_at("2026-03-04T06:30"), _at("2026-03-03T23:50"), _at("2026-03-04T01:00")]
    say_entries(chain([(one, START) for one in drafts], opened=False), "Europe/Brussels")
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["2026-03-03", "2026-03-04"]
    assert [line.split()[0] for line in lines if line[:3] in ("  0", "  2")] == ["23:50", "01:00", "06:30"]


def test_an_hour_is_said_as_well_as_it_is_known(capsys: Capture) -> None:
    drafts = [_at(when) for when in ("2026-03-03", "2026-03-03T07:15~", "../2026-03-03", "2026-03-03T07:15")]
    say_entries(chain([(one, START) for one in drafts], opened=False), "Europe/Brussels")
    said = capsys.readouterr().out
    for clock in ("  --:-- ", "  07:15~ ", "  ../2026-03-03 ", "  07:15 "):
        assert clock in said


def test_what_was_written_down_late_says_when(capsys: Capture) -> None:
    early = chain([(_at("2020-01-01T07:00Z"), START)], opened=False)
    say_entries(early, "UTC")
    assert f"(written down {START:%Y-%m-%d %H:%M})" in capsys.readouterr().out
    from codedark.record.edtf import instant

    say_entries(chain([(_at(instant(START)), START)], opened=False), "UTC")
    assert "written down" not in capsys.readouterr().out


def test_no_entry_is_said(capsys: Capture) -> None:
    say_entries([], "UTC")
    assert capsys.readouterr().out == "No such entry.\n"


def test_erased_words_are_said_to_be_erased(capsys: Capture) -> None:
    from dataclasses import replace

    [entry] = chain([(draft(), START)], opened=False)
    gone = replace(entry, body=None, salt="")
    say_entries([gone], "UTC")
    assert "(its words were erased)" in capsys.readouterr().out
    plain = entry_plain(gone)
    assert (plain["erased"], plain["text"]) == (True, None)


def test_the_last_are_those_written_down_last() -> None:
    entries = chain([(draft(), START + timedelta(minutes=n)) for n in (3, 1, 2)], opened=False)
    assert _shown(last_count=1).of(entries) == [entries[0]]
    assert _shown(since=START + timedelta(minutes=2)).of(entries) == [entries[0], entries[2]]
    assert _shown(role="nobody").of(entries) == []
