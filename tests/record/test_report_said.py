from __future__ import annotations

import pytest

from codedark.record.assertion import Status
from codedark.record.report_said import SaidLine, SaidReport, SaidSection
from codedark.record.report_saying import said
from codedark.record.report_texts import LANGUAGES, word
from tests.record.report_making import made


def lines(report: SaidReport) -> list[SaidLine]:
    found: list[SaidLine] = []
    waiting: list[SaidSection] = list(report.sections)
    while waiting:
        section = waiting.pop()
        found += section.lines
        waiting += section.sections
    return found


def test_value_and_mark_are_one_text() -> None:
    assert SaidLine(label="", value="70 operations", mark="(assumed)").text == "70 operations (assumed)"
    assert SaidLine(label="", value="", mark="(assumed)").text == "(assumed)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_with_a_marked_status_comes_without_its_mark(lang: str) -> None:
    marked = [line for line in lines(said(made(), lang)) if line.status is not None and line.status.marked]
    assert {line.status for line in marked} == {Status.INFERRED, Status.ASSUMED, Status.DISPUTED}
    for line in marked:
        assert line.status is not None and word(lang, "status", line.status) in line.mark
