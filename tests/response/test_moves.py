from __future__ import annotations

from codedark.response.commands import Page, Record
from codedark.response.entries import EntryKind
from codedark.response.incident import Stage
from codedark.response.moves import Moves, gate_says
from tests.response.stories import BEGIN, PROPOSED, A, cut_of, t


def test_entries_come_first_and_carry_the_stages() -> None:
    moves = Moves(t(1), BEGIN)
    moves.do(Page(role="duty-engineer", why="x"))
    moves.did("something", count=3, nothing=None, empty="")
    record, page = moves.recorded(None, cut_of(PROPOSED))
    assert isinstance(record, Record)
    assert (record.entry.before, record.entry.after) == (Stage.BEFORE, Stage.PROPOSED)
    assert record.entry.evidence == (("count", "3"),)
    assert isinstance(page, Page)


def test_nought_is_evidence() -> None:
    moves = Moves(t(1), BEGIN)
    moves.saw("gate a", "sealed", forbidden=0)
    (record,) = moves.recorded(None, None)
    assert isinstance(record, Record)
    assert record.entry.evidence == (("forbidden", "0"),)
    assert record.entry.kind is EntryKind.OBSERVATION
    assert (record.entry.plan, record.entry.before) == ("", "")


def test_a_gate_is_called_a_gate() -> None:
    assert gate_says(A) == "gate gate-a"
