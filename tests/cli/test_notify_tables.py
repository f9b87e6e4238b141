from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.cli.notify_tables import left_said, moved_said, show_clocks, show_entered, show_packs
from codedark.record.assertion import Qualifier, Status
from codedark.record.clocks import clocks
from codedark.record.notifying import Moved
from codedark.record.view import Relation
from tests.record.clock_making import PACKS, ZONE, at, case, decided, sent
from tests.record.making import ABOUT, chain, said

NOW = "2026-03-05T12:30+01:00"
AWARE = decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00")
SIGNIFICANT = decided("significant", None, made="2026-03-03T08:05+01:00")
SENT = sent("nis2-be:early-warning", "2026-03-04T06:00+01:00", reference="R-1")


def _shown(capsys: pytest.CaptureFixture[str], *drafts: object, exercise: bool = False) -> str:
    found = clocks(case(chain(drafts), NOW), PACKS)  # type: ignore[arg-type]
    show_clocks(replace(ABOUT, exercise=exercise), found, (), at(NOW))
    return " ".join(capsys.readouterr().out.split())


def test_the_table_has_state_moment_and_reference(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _shown(capsys, AWARE, SIGNIFICANT, SENT)
    for words in ("nis2-be:early-warning", "sent", "R-1", "nis2-be:notification", "running", "18 h 0 min", "+01:00"):
        assert words in shown, words


def test_what_waits_says_what_for_once(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _shown(capsys, AWARE, SIGNIFICANT)
    assert "Waiting: nis2-be:progress, nis2-be:final: notification was not sent: this has no start." in shown


def test_overdue_and_undecided_are_said_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert "OVERDUE: nis2-be:early-warning." in _shown(capsys, AWARE, SIGNIFICANT)
    undecided = _shown(capsys, AWARE)
    assert "OVERDUE" not in undecided and "Undecided, and would be overdue: nis2-be:early-warning." in undecided
    assert "codedark notify INCIDENT decide WORD" in undecided


def test_an_empty_record_shows_only_what_would_start_a_clock(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _shown(capsys)
    assert "Waiting: " in shown and "Rule packs: " in shown and "started by" not in shown


def test_an_exercise_says_so_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert _shown(capsys, exercise=True).startswith("EXERCISE")


@pytest.mark.parametrize(
    ("left_s", "said"),
    [(0, "0 min"), (59, "0 min"), (-60, "over by 1 min"), (47 * 3600, "47 h 0 min"), (49 * 3600, "2 d 1 h")],
)
def test_time_left_reads_as_people_say_it(left_s: float, said: str) -> None:
    assert left_said(left_s) == said


def test_a_fact_that_moved_keeps_qualifier_and_mark() -> None:
    (told,) = case(chain([SENT]), NOW).told
    seventy = said("operations_cancelled", 70, qualifier=Qualifier.AT_LEAST)
    guessed = said("operations_cancelled", 62, status=Status.ASSUMED, reason="by the list")
    one = moved_said(Moved(name="x:y", told=told, said=seventy, now=guessed, relation=Relation.REPLACED), ZONE)
    assert "at least 70 operations" in one and "62 operations (assumed, by the list)" in one
    new = moved_said(Moved(name="x:y", told=told, said=None, now=seventy, relation=None), ZONE)
    assert "did not say Operations cancelled" in new
    gone = moved_said(Moved(name="x:y", told=told, said=seventy, now=None, relation=Relation.WITHDRAWN), ZONE)
    assert "now nothing (what was said is withdrawn)" in gone


def test_packs_are_shown_with_what_was_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    show_packs(PACKS[:1])
    shown = " ".join(capsys.readouterr().out.split())
    assert "decision:aware" in shown and "NIS2 23(4)(a)" in shown and "Not read: " in shown


def test_an_entry_that_moved_no_clock_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    show_entered("Decided: malicious.", 7, (), ("look at it",), ZONE)
    out, err = capsys.readouterr()
    assert "Entry 7: Decided: malicious." in out and "No clock was moved" in out and "look at it" in err
