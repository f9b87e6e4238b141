"""What is to be done is said in order, entries among it."""

from __future__ import annotations

from codedark.divert import day_events as ev
from codedark.divert.day import entries, step
from codedark.divert.day_effects import Call, Entry, EntryKind, Notify, Replan
from tests.divert.days import fresh_day, planned, run, taken

P = {"patient": "p-6"}


def test_an_entry_entered_late_says_when_it_happened_and_when_it_was_known() -> None:
    day = taken(planned(fresh_day()), ev.Tick(at_min=60))
    _, effects = step(day, ev.Offered(at_min=41, to="mid", doctor="dr A", expires_min=90, **P))
    entry = next(iter(entries(effects)))
    assert (entry.at_min, entry.known_min, entry.kind, entry.who) == (41, 60, EntryKind.SAID, "dr A")
    assert (entry.before, entry.after, entry.patient, entry.place) == ("proposed", "offered", "p-6", "mid")


def test_whoever_has_a_telephone_number_is_called_at_it() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="near", doctor="", **P))
    _, effects = run(day, ev.Withdrawn(at_min=2, by="coordinator", **P))
    call = next(e for e in effects if isinstance(e, Call))
    assert (call.site, call.whom, call.number) == ("near", "bed coordinator", "555-0100")


def test_entries_come_out_alone() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="near", doctor="dr A", **P), ev.Accepted(at_min=2, **P))
    day = taken(day, ev.CrewAssigned(at_min=3, crew="own-1", **P))
    _, effects = run(day, ev.Refused(at_min=4, why="taken back", **P))
    assert any(isinstance(e, Notify) for e in effects) and any(isinstance(e, Replan) for e in effects)
    assert [type(e) for e in entries(effects)] == [Entry]
