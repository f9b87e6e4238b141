from __future__ import annotations

import csv
import io

import pytest

from codedark.formats.hics_csv import hics_csv
from codedark.formats.hics_incident import BLANK_201, BLANK_214, rows_201, rows_214, rows_251_told
from codedark.formats.hics_systems import blank_251
from codedark.record.hics_rows import activity_logs, briefing, system_lines
from codedark.record.report_texts import LANGUAGES
from codedark.record.reporting import report
from tests.record.making import START, chain, draft, said
from tests.record.report_making import asked, made

ZONE = "Europe/Brussels"


def cells(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_titles_are_the_forms_own_and_the_same_without_a_line(lang: str) -> None:
    told = made()
    assert cells(hics_csv(rows_201(briefing(told, lang), lang, ZONE)))[0] == [cell.title for cell in BLANK_201]
    assert cells(hics_csv(rows_214(activity_logs(told, lang), lang, ZONE)))[0] == [cell.title for cell in BLANK_214]
    assert cells(hics_csv(rows_251_told(system_lines(told, lang))))[0] == [cell.title for cell in blank_251()]


def test_every_entry_is_a_line_of_its_position() -> None:
    rows = cells(hics_csv(rows_214(activity_logs(made(), "en"), "en", ZONE)))
    assert len(rows) == 13
    assert rows[-1][3:6] == ["medical-director", "Tuesday 3 March 2026, 15:00", "We stay on paper tonight."]


def test_the_briefing_has_the_situation_first_and_then_what_was_done() -> None:
    rows = cells(hics_csv(rows_201(briefing(made(), "fr"), "fr", ZONE)))[1:]
    filled = ["situation" if row[3] else "action" for row in rows]
    assert filled == sorted(filled, reverse=True) and filled.count("action") == 2


def test_a_formula_somebody_typed_does_not_run() -> None:
    told = report(chain([(draft(said("ed_status", "closed"), text="=1+1"), START)]), asked())
    rows = cells(hics_csv(rows_214(activity_logs(told, "en"), "en", ZONE)))
    assert rows[-1][5] == "'=1+1"


def test_a_status_nobody_told_ticks_nothing() -> None:
    both = (said("service_status", "none", about="ICU"), said("service_status", "full", about="ICU", by="press"))
    told = report(chain([(draft(*both), START)]), asked())
    assert cells(hics_csv(rows_251_told(system_lines(told, "en"))))[1][2] == ""
