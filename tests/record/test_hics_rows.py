from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.record.assertion import Status
from codedark.record.hics_rows import Working, activity_logs, briefing, system_lines
from codedark.record.report import Spell
from codedark.record.report_texts import LANGUAGES
from codedark.record.reporting import LogShown, report
from tests.record.making import START, chain, draft, said
from tests.record.report_making import asked, made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_briefing_is_the_summary_and_what_was_decided_and_done(lang: str) -> None:
    told = briefing(made(), lang)
    assert told.incident == "Disruption at Sint-Lucia" and len(told.situation) >= 4
    assert [line.role for line in told.actions] == ["incident-commander", "medical-director"]
    assert told.roles == ("incident-commander", "medical-director")
    assert (told.period.start, told.period.end) == (None, START + timedelta(days=1))


def test_every_position_has_a_log_of_its_own_and_no_line_is_lost() -> None:
    logs = activity_logs(made(), "en")
    assert [(log.role, len(log.lines)) for log in logs] == [("incident-commander", 11), ("medical-director", 1)]
    assert logs[1].lines[0].activity == "We stay on paper tonight."


def test_a_log_of_a_shift_holds_the_shift() -> None:
    shift = Spell(start=START + timedelta(hours=9), end=START + timedelta(hours=10))
    logs = activity_logs(made(spell=shift), "en")
    assert sum(len(log.lines) for log in logs) == 2 and logs[0].period.start == shift.start
    assert activity_logs(made(log=LogShown.NONE), "en") == ()


def test_a_service_is_ticked_as_it_was_told_and_a_system_that_is_off_too() -> None:
    assertions = (
        said("service_status", "none", about="ICU"),
        said("service_status", "partial", about="Laboratory"),
        said("service_status", "full", about="Kitchen"),
        said("systems_unavailable", ("ehr", "PACS Nord")),
    )
    lines = system_lines(report(chain([(draft(*assertions), START)]), asked()), "en")
    assert {line.name: line.status for line in lines} == {
        "ICU": Working.NONE,
        "Laboratory": Working.PARTIAL,
        "Kitchen": Working.FULL,
        "patient record": Working.NONE,
        "PACS Nord": Working.NONE,
    }


def test_what_is_contradicted_ticks_no_box_and_says_why() -> None:
    both = (said("service_status", "none", about="ICU"), said("service_status", "full", about="ICU", by="press"))
    (line,) = system_lines(report(chain([(draft(*both), START)]), asked()), "en")
    assert line.status is Working.UNTOLD and "disputed" in line.comment and "contradicts" in line.comment


def test_of_nothing_told_there_is_no_line() -> None:
    assert system_lines(report(chain([]), asked()), "en") == ()


def test_a_system_that_is_not_known_to_be_off_has_no_line() -> None:
    unknown = said("systems_unavailable", ("ehr",), status=Status.UNKNOWN)
    told = report(chain([(draft(unknown), START)]), asked())
    assert [line for line in system_lines(told, "en") if line.section == "system"] == []
