from __future__ import annotations

import pytest

from codedark.cli.statement_tables import note_beside, note_due, show_review
from tests.cli.test_statement_making import makings
from tests.record.making import said
from tests.record.public_making import CLOSED, DAY, SEVENTY, sure


def test_what_is_left_out_is_noted_and_old_counts_are_only_counted(capsys: pytest.CaptureFixture[str]) -> None:
    older = sure("operations_cancelled", 3)
    note_beside(makings(SEVENTY, older, said("ed_status", "closed", by="press"), sure("beds_closed", 2)))
    out, err = capsys.readouterr()
    assert out == "" and "left out: ed_status" in err and "(press)" in err
    assert "1 older count left out" in err and "of 1 other things in the record patients are never told" in err


def test_without_statements_there_is_nothing_due(capsys: pytest.CaptureFixture[str]) -> None:
    made = makings(CLOSED, sure("operations_cancelled", 5, period=DAY))
    note_due(made)
    show_review(made)
    out, err = capsys.readouterr()
    assert (out, err) == ("No statement to the public has been issued.\n", "")
