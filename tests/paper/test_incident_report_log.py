from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.paper.incident_report_log import log_days
from codedark.record.date_words import when_alone
from codedark.record.edtf import When
from codedark.record.report_said import SaidTable
from codedark.record.report_saying import said
from codedark.record.report_texts import LANGUAGES
from codedark.record.reporting import report
from tests.record.making import START, chain, draft
from tests.record.report_making import asked

TIMES = (
    "2026-03-03T06:30:00Z",
    "2026-03-03T07:10~",
    "2026-03-03",
    "2026-03-03T23:30:00Z",
    "2026-03-04T08:00",
    "2026-03",
    "2026-03-05/2026-03-06",
    "../2026-03-07",
)


def days(lang: str, *times: str) -> list[tuple[str, list[str]]]:
    drafts = [(draft(event_at=When(at), text=at), START + timedelta(minutes=n)) for n, at in enumerate(times)]
    made = report(chain(drafts), asked(as_of=START + timedelta(days=9)))
    (table,) = (one.table for one in said(made, lang).sections if one.key == "log")
    assert isinstance(table, SaidTable)
    found = log_days(made.log, table, lang, "Europe/Brussels")
    return [(day["day"], [row[0] for row in day["rows"]]) for day in found]


def test_a_day_stands_once_above_its_lines() -> None:
    told = days("en", "2026-03-03T06:30:00Z", "2026-03-03T07:10~", "2026-03-04T08:00")
    assert told == [
        ("Tuesday 3 March 2026", ["06:00", "about 07:10", "07:30"]),
        ("Wednesday 4 March 2026", ["08:00"]),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_and_no_word_of_its_time_is_lost(lang: str) -> None:
    told = days(lang, *TIMES)
    clocks = [(day, at) for day, rows in told for at in rows]
    assert len(clocks) == len(TIMES) + 1  # the one that opened the record
    assert all(at for _, at in clocks)
    for when in TIMES:
        whole = when_alone(When(when), lang, "Europe/Brussels")
        assert any(whole in (at, day, f"{day}, {at}") for day, at in clocks), when


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_of_no_one_day_keeps_its_time_in_full(lang: str) -> None:
    alone = [at for day, rows in days(lang, *TIMES) if not day for at in rows]
    wanted = [when_alone(When(at), lang, "Europe/Brussels") for at in ("2026-03", *TIMES[6:])]
    assert set(alone) <= set(wanted) and wanted[2] in alone


def test_the_day_is_the_hospitals_not_that_of_utc() -> None:
    told = dict(days("en", "2026-03-03T23:30:00Z"))
    assert told["Wednesday 4 March 2026"] == ["00:30"]
