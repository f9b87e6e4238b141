from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from codedark.record.assertion import Attribution, Status, Withdrawal, changed
from codedark.record.pillars import Figure, Measured, Pillar
from codedark.record.report import Row
from codedark.record.report_lines import Speaker, advice_line, change_line, differing_rows, row_line
from codedark.record.report_parts import row
from codedark.record.report_said import SaidLine
from codedark.record.report_texts import LANGUAGES
from codedark.record.reporting import report
from tests.record.making import START, chain, draft, said
from tests.record.report_making import AT_LEAST_70, ONSET, RECOMMENDED, asked, made


def line_of(field: str, lang: str = "en") -> SaidLine:
    """The line of a field in the usual report."""
    told = made()
    rows = [one for part in told.parts for one in part.rows if one.field == field]
    return row_line(Speaker(report=told, lang=lang), rows[0])


def test_what_leads_stands_first_and_who_says_it_otherwise_below() -> None:
    line = line_of("operations_cancelled")
    assert (line.label, line.value) == ("Operations cancelled", "all operations (Tuesday 3 March 2026)")
    assert line.beside == (
        "the hospital, known Tuesday 3 March 2026, 06:00",
        "says it less exactly – at least 70 operations (Tuesday 3 March 2026); "
        "the press, reported, known Tuesday 3 March 2026, 06:00 [1]",
    )
    assert AT_LEAST_70.id in line.accounts and line.notes == (1,)


def test_a_place_has_its_footnote_and_another_has_none() -> None:
    speaker = Speaker(report=made(), lang="en")
    assert AT_LEAST_70.source is not None
    elsewhere = changed(AT_LEAST_70, source=replace(AT_LEAST_70.source, start=3))
    assert [speaker.number_of(one) for one in (AT_LEAST_70, elsewhere, ONSET)] == [1, 0, 0]


def test_the_words_of_a_source_stand_beside_the_code_for_them() -> None:
    told = report(chain([(draft(AT_LEAST_70), START)]), asked())
    (one,) = [one for one in told.rows_of("clinical") if one.field == "operations_cancelled"]
    line = row_line(Speaker(report=told, lang="en"), one)
    assert "in the words of the source: “At least 70 operations were cancelled”" in line.beside
    assert "the press, reported, known Tuesday 3 March 2026, 06:00 [1]" in line.beside


def test_nothing_recorded_is_not_unknown_and_not_no() -> None:
    line = line_of("containment")
    assert (line.value, line.status, line.bare) == ("nothing recorded", Status.NOT_MENTIONED, True)
    assert line.accounts == ()


def test_what_was_withdrawn_leads_no_more_and_stays_to_be_read() -> None:
    line = line_of("patients_diverted")
    assert (line.value, line.status) == ("unknown", Status.UNKNOWN)
    (below,) = line.beside
    assert below.startswith("withdrawn (another hospital) – 999 patients; ")


def test_an_inference_names_its_reason_and_what_it_comes_from() -> None:
    first = said("operations_cancelled", 70)
    second = said("capacity_pct", 50, status=Status.INFERRED, rule="half-the-list", inputs=(first.id,))
    told = report(chain([(draft(first, second), START)]), asked())
    (one,) = [one for one in told.rows_of("clinical") if one.field == "capacity_pct"]
    line = row_line(Speaker(report=told, lang="en"), one)
    assert line.text == "50 % of normal capacity (inferred, rule half-the-list)"
    assert f"from {first.id}" in line.beside and line.rests_on == (second.id, first.id)


def test_a_value_says_its_sites_and_details() -> None:
    one = said(
        "patients_transferred", 7, scope=("North",), details={"acuity": "critical care", "aided_by": "Red Cross"}
    )
    told = report(chain([(draft(one), START)]), asked())
    rows = [one for one in told.rows_of("clinical") if one.field == "patients_transferred"]
    line = row_line(Speaker(report=told, lang="de"), rows[0])
    assert line.value == "7 Patienten (Standorte: North; Schwere: Intensivpflege; mit Hilfe von: Red Cross)"


def test_a_claim_is_called_a_claim() -> None:
    claim = said(
        "data_exfiltrated", "claimed", by="attacker", attribution=Attribution.CLAIMED, source=AT_LEAST_70.source
    )
    told = report(chain([(draft(claim), START)]), asked())
    line = row_line(Speaker(report=told, lang="en"), told.rows_of("exfiltration-impact")[0])
    assert line.beside[0].startswith("the attacker, claimed, known ")


def test_a_guess_that_is_contradicted_keeps_both_marks() -> None:
    guess = said("harm", "suspected", status=Status.ASSUMED, reason="likely", attribution=Attribution.CONFIRMED, day=1)
    other = said("harm", "none", day=1)
    told = report(chain([(draft(guess, other), START)]), asked(as_of=START + timedelta(days=2)))
    (one,) = [one for one in told.rows_of("clinical") if one.field == "harm"]
    line = row_line(Speaker(report=told, lang="en"), one)
    assert line.status is Status.DISPUTED and "disputed" in line.mark


def test_differing_accounts_are_rows_under_one_name() -> None:
    told = made()
    speaker = Speaker(report=told, lang="en")
    (harm,) = [one for one in told.beside if one.key.field == "harm"]
    rows = list(differing_rows(speaker, harm))
    assert [(cells[0], cells[1], cells[3]) for cells in rows] == [
        ("Harm to patients", "no harm known", "leads"),
        ("", "suspected", "contradicts"),
    ]
    assert [cells[2].split(",")[0] for cells in rows] == ["our own observation", "the press"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_change_says_what_was_and_what_is(lang: str) -> None:
    told = made(since=START + timedelta(minutes=30))
    lines = [change_line(Speaker(report=told, lang=lang), change) for change in told.changes]
    replaced = [line for line, change in zip(lines, told.changes, strict=True) if change.key.field == "staff_count"]
    (line,) = replaced
    assert "1200" in line.value.replace("\u202f", "").replace(".", "").replace(",", "")
    assert "4321" in line.value.replace("\u202f", "").replace(".", "").replace(",", "")


def test_a_recommendation_says_its_pillar_the_figure_or_what_to_run() -> None:
    credit = Measured(
        pillar=Pillar.ZONES,
        figure=Figure.CREDIT,
        value=120.46,
        low=111.0,
        high=130.0,
        name="walls",
        outcome="care_lost",
        source="drill.json",
    )
    bare = made()
    line = advice_line(Speaker(report=bare, lang="en"), bare.advice[0])
    assert line.value == RECOMMENDED.value
    assert line.beside[-3:] == (
        "Pillar: network segmentation",
        "To be measured (what one compromised host can reach) by codedark blast HOSPITAL",
        "To be measured (what the defence saves) by codedark drill HOSPITAL",
    )
    told = made(measured=(credit,))
    line = advice_line(Speaker(report=told, lang="nl"), told.advice[0])
    assert "walls bespaart 120 zorg, in geplande operaties (111 tot 130; drill.json)" in line.beside
    assert not [below for below in line.beside if "codedark drill" in below]


def test_single_points_are_counted_where_a_folder_was_given() -> None:
    spare = said("recommendation", "Redundancy for the archive")
    points = Measured(pillar=Pillar.SPARE, figure=Figure.SINGLE_POINTS, value=12.0, source="north")
    told = report(chain([(draft(spare), START)]), asked(measured=(points,)))
    line = advice_line(Speaker(report=told, lang="en"), told.advice[0])
    assert "12 single points of failure (north)" in line.beside
    assert not [below for below in line.beside if "codedark weak" in below]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_worst_host_reaches_is_told_out_of_how_many(lang: str) -> None:
    worst = Measured(pillar=Pillar.ZONES, figure=Figure.REACHED, value=7.0, total=9.0, name="ws-12", source="north")
    told = made(measured=(worst,))
    (line,) = (one for one in advice_line(Speaker(report=told, lang=lang), told.advice[0]).beside if "ws-12" in one)
    assert "7" in line and "9" in line and "north" in line


def test_the_mark_of_an_inference_is_in_its_line() -> None:
    assert ONSET.reason in line_of("onset_at", "fr").mark and "déduit" in line_of("onset_at", "fr").mark


def test_a_row_without_a_standing_is_a_row_of_its_field() -> None:
    told = made()
    assert row_line(Speaker(report=told, lang="fr"), Row(field="sector")).label == "Secteur"
    assert row(told.beside[0]).standing is told.beside[0]


def test_a_mark_that_ends_a_change_is_the_lines_own_status() -> None:
    early = said("staff_count", 5)
    guess = said("harm", "suspected", day=1, status=Status.INFERRED, reason="of late results")
    log = chain([(draft(early), START), (draft(guess), START + timedelta(days=1))])
    told = report(log, asked(as_of=START + timedelta(days=2), since=START + timedelta(hours=1)))
    (line,) = [change_line(Speaker(report=told, lang="en"), one) for one in told.changes]
    assert (line.value, line.status, line.reason) == ("new: suspected", Status.INFERRED, "of late results")
    assert line.text == "new: suspected (inferred, of late results)"


def test_one_of_many_that_was_withdrawn_leaves_nothing_unknown() -> None:
    wrong = said("indicator", "203.0.113.7", about="ipv4")
    gone = Withdrawal(of=wrong.id, why="our own", by="us", known_at=START + timedelta(days=1))
    log = chain([(draft(wrong), START), (draft(withdrawals=(gone,)), START + timedelta(days=1))])
    told = report(log, asked(as_of=START + timedelta(days=2), since=START + timedelta(hours=1)))
    (line,) = [change_line(Speaker(report=told, lang="en"), one) for one in told.changes]
    assert line.value == "withdrawn: 203.0.113.7"
    assert [one for one in told.opens if one.field == "indicator"] == []
