from __future__ import annotations

import pytest

from codedark.record.report import ReportKind
from tests.record.report_making import made


def test_the_lines_of_a_section_are_found_by_its_name() -> None:
    report = made()
    assert [row.field for row in report.rows_of("response")] == ["containment", "eradication", "recovery"]
    with pytest.raises(KeyError, match="section 'respons': there are details, "):
        report.rows_of("respons")


def test_there_are_three_kinds() -> None:
    assert {kind.value for kind in ReportKind} == {"situation", "final", "handover"}
