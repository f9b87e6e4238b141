"""The timeline: times apart, no borrowed time, no formula, and what was left out."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.export_told import Telling, Tlp
from codedark.formats.timeline_csv import COLUMNS, timeline_csv
from codedark.record.assertion import Attribution, Period, Status
from codedark.record.edtf import When
from codedark.record.view import view
from tests.formats.export_cases import (
    WITHDRAWN,
    assert_nothing_is_lost_unseen,
    assert_secrets_stay,
    telling,
)
from tests.record.making import ABOUT, START, chain, draft, log, said


def _rows(told: Telling) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(timeline_csv(told).raw.decode("utf-8-sig"), newline="")))


def _telling(*entries: Any) -> Telling:
    return Telling(about=ABOUT, view=view(entries, START + timedelta(days=9)), entries=entries)


def test_the_columns_are_those_told() -> None:
    head = timeline_csv(telling()).raw.decode("utf-8-sig").splitlines()[0]
    assert head.split(",") == list(COLUMNS)


def test_every_account_is_in_the_table_or_in_the_list() -> None:
    told = telling()
    assert_nothing_is_lost_unseen(told, timeline_csv(told))


def test_what_may_not_leave_stays_in_the_words_of_entries_too() -> None:
    assert_secrets_stay(timeline_csv(telling()))
    secret = chain([(draft(said("harm", status=Status.WITHHELD), text="Mrs X died"), START)])
    assert b"Mrs X" not in timeline_csv(_telling(*secret)).raw


def test_losers_stand_there_with_how_they_lost() -> None:
    relations = {row["assertion"]: row["relation"] for row in _rows(telling()) if row["assertion"]}
    assert relations[WITHDRAWN.id] == "withdrawn: was another patient"
    assert any(relation.startswith("replaced: a-") for relation in relations.values())
    assert {"differs", "earlier"} <= set(relations.values())


def test_a_row_without_event_time_borrows_none() -> None:
    rows = _rows(_telling(*log([said("patients_transferred", 7), said("harm", "none", valid=None)])))
    undated = [row for row in rows if row["kind"] == "assertion"]
    assert len(undated) == 2
    assert {(row["event"], row["earliest_utc"], row["latest_utc"]) for row in undated} == {("", "", "")}
    assert all(row["known_utc"] and row["recorded_utc"] for row in undated)
    dated = [place for place, row in enumerate(rows) if row["event"]]
    assert max(dated) < min(place for place, row in enumerate(rows) if row["kind"] == "assertion")


def test_event_known_and_recorded_stand_apart() -> None:
    (row,) = [r for r in _rows(telling()) if r["field"] == "discovered_at"]
    assert row["event"] == "2026-03-03T06:10~"
    assert (row["earliest_utc"], row["latest_utc"]) == ("2026-03-03T05:10:00Z", "2026-03-03T05:11:00Z")
    assert row["known_utc"] == "2026-03-03T05:00:00Z"
    assert row["recorded_utc"] == "2026-03-03T05:00:01Z"


def test_an_open_beginning_has_no_earliest() -> None:
    (row,) = [r for r in _rows(_telling(*log([said("onset_at", "../2026-03-03")]))) if r["kind"] == "assertion"]
    assert (row["earliest_utc"], row["latest_utc"]) == ("", "2026-03-03T23:00:00Z")


def test_rows_stand_in_the_order_of_what_happened() -> None:
    dated = [r["earliest_utc"] or r["latest_utc"] for r in _rows(telling()) if r["event"]]
    assert dated == sorted(dated)


def test_entries_carry_their_device_number_and_hash() -> None:
    told = telling()
    hashes = {(r["device"], r["seq"]): r["hash"] for r in _rows(told) if r["kind"] == "observation"}
    for entry in told.entries[1:]:
        assert hashes[entry.header.device, str(entry.header.seq)] == entry.hash


def test_later_entries_are_left_out_and_counted() -> None:
    exported = timeline_csv(telling(day=1))
    late = [one for one in exported.could_not_carry if one.why == "recorded after the moment asked for"]
    assert late
    assert b"recorded after the moment asked for" in exported.raw


def test_an_erased_entry_keeps_its_row() -> None:
    opened, other = chain([(draft(said("harm", "none")), START)])
    rows = _rows(_telling(opened, replace(other, body=None, salt="")))
    assert [row["text"] for row in rows if row["seq"] == "2"] == ["(erased)"]


def test_questions_are_rows() -> None:
    (row,) = [r for r in _rows(telling()) if r["kind"] == "question"]
    assert (row["field"], row["text"], row["status"]) == ("backlog", "asked planning office", "open")


def test_the_last_rows_say_what_was_left_out() -> None:
    rows = _rows(telling())
    last = rows[-1]
    assert last["kind"] == "left-out"
    assert any("verify the record itself" in row["text"] for row in rows if row["kind"] == "left-out")


def test_red_lets_all_but_the_withheld_leave() -> None:
    exported = timeline_csv(telling(Tlp.RED))
    assert b"secret plan" in exported.raw
    assert {one.why for one in exported.could_not_carry if one.assertion} == {"withheld"}


def test_an_exercise_says_so() -> None:
    rows = _rows(telling(exercise=True))
    assert all(
        r["text"].startswith(("EXERCISE: ", "(left out)")) for r in rows if r["hash"] and r["kind"] != "assertion"
    )


DANGER = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("text", ["=1+1", "+32", "-3", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "=cmd|' /C calc'!A0"])
def test_no_cell_runs_as_a_formula(text: str) -> None:
    entries = chain(
        [(draft(said("lesson", text, by=text, about=text, wording=text, details={"x": text}), text=text), START)]
    )
    for row in csv.reader(io.StringIO(timeline_csv(_telling(*entries)).raw.decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(DANGER) for cell in row)


@given(st.text(max_size=30))
def test_any_words_survive_as_one_cell_that_runs_nothing(text: str) -> None:
    entries = chain([(draft(said("lesson", "x", by=text)), START)])
    rows = list(csv.reader(io.StringIO(timeline_csv(_telling(*entries)).raw.decode("utf-8-sig"), newline="")))
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert not any(cell.startswith(DANGER) for row in rows for cell in row)


def test_whoever_contradicts_is_disputed_as_what_leads_is() -> None:
    day = Period(when=When("2026-03-03"))
    ours = said("operations_cancelled", 72, period=day, attribution=Attribution.CONFIRMED)
    press = said("operations_cancelled", 200, period=day, by="press")
    rows = [row for row in _rows(_telling(*log([ours, press]))) if row["kind"] == "assertion"]
    assert {row["value"]: row["status"] for row in rows} == {"72": "disputed", "200": "disputed"}
