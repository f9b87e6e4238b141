from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from codedark.formats.export_told import Telling, chosen
from codedark.record.assertion import Assertion
from codedark.record.changes import ChangeKind, changes
from codedark.record.other_sites import of_other_sites
from codedark.record.report_lines import Speaker, change_line, row_line
from codedark.record.report_summary import sentence_said
from codedark.record.reporting import Asked, report
from codedark.record.view import Standing, view
from tests.record.making import ABOUT, START, log, said

NORTH = said("ed_status", "closed", scope=("North",))
SOUTH = said("ed_status", "limited", scope=("South",), day=1)
NORTH_LATER = said("ed_status", "open", scope=("North",), day=1, known_at=START + timedelta(hours=20))
ZONE = "Europe/Brussels"
ASKED = Asked(as_of=START + timedelta(days=1), generated_at=START, since=START + timedelta(hours=1))


def standing(*assertions: Assertion) -> Standing:
    (one,) = view(log(assertions), START + timedelta(days=2)).standings
    return one


def told(*assertions: Assertion) -> list[Assertion]:
    return [account.assertion for account in of_other_sites(standing(*assertions))]


def test_what_leads_does_not_hide_another_site() -> None:
    assert told(NORTH, SOUTH) == [NORTH]
    assert told(NORTH) == [] and told(said("ed_status", "closed"), SOUTH) == []


def test_of_a_state_the_latest_of_each_site_speaks_and_of_counts_all() -> None:
    assert told(NORTH, SOUTH, NORTH_LATER) == [NORTH_LATER]
    counts = [said("operations_cancelled", n, scope=(site,)) for n, site in ((30, "B"), (31, "B"), (40, "A"))]
    assert [one.value for one in told(*counts)] == [30, 31]


def test_a_report_says_both_sites_and_calls_neither_less_exact() -> None:
    made = report(log([NORTH, SOUTH]), ASKED)
    (sentence,) = [sentence_said(one, "en", "UTC") for one in made.summary[1:]]
    assert sentence == "The emergency department is open with limited capacity (sites: South) [North: closed]."
    later = report(log([NORTH, SOUTH]), replace(ASKED, as_of=START + timedelta(hours=40)))
    assert "[North: closed (as told on Tuesday 3 March 2026 at 06:00)]" in sentence_said(later.summary[1], "en", ZONE)
    (row,) = [one for one in made.rows_of("clinical") if one.field == "ed_status"]
    line = row_line(Speaker(report=made, lang="en"), row)
    assert any(below.startswith("at another site – closed (sites: North)") for below in line.beside)
    assert not any("less exactly" in below for below in line.beside)


def test_how_it_was_at_another_site_is_called_so() -> None:
    made = report(log([NORTH, SOUTH, NORTH_LATER]), ASKED)
    (row,) = [one for one in made.rows_of("clinical") if one.field == "ed_status"]
    line = row_line(Speaker(report=made, lang="en"), row)
    stands = [below.partition(" – ")[0] for below in line.beside if " – " in below]
    assert stands == ["at another site, was so before", "at another site"]


def test_a_state_of_another_site_is_no_change_of_this_one() -> None:
    early, later = (view(log([NORTH, SOUTH, NORTH_LATER]), START + timedelta(hours=h)) for h in (1, 21))
    (one,) = changes(early, later)
    assert (one.kind, one.after) == (ChangeKind.CHANGED, NORTH_LATER)
    (beside,) = changes(early, view(log([NORTH, SOUTH]), START + timedelta(days=1)))
    assert (beside.kind, beside.after) == (ChangeKind.BESIDE, SOUTH)
    both = view(log([NORTH, SOUTH]), START + timedelta(days=1))
    reopened = said("ed_status", "open", scope=("North",), day=2, supersedes=(NORTH.id,))
    made = report(log([NORTH, SOUTH, reopened]), Asked(as_of=START + timedelta(days=3), generated_at=START))
    (last,) = changes(both, view(log([NORTH, SOUTH, reopened]), START + timedelta(days=3)))
    assert "open (sites: North)" in change_line(Speaker(report=made, lang="en"), last).value


def test_an_export_carries_both_sites() -> None:
    seen = view(log([NORTH, SOUTH, NORTH_LATER]), START + timedelta(days=2))
    items, left = chosen(Telling(about=ABOUT, view=seen))
    assert {item.assertion.id for item in items} == {SOUTH.id, NORTH_LATER.id}
    assert [one.assertion for one in left] == [NORTH.id]
