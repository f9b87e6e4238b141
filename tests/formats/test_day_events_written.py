"""A day kept, so that it can be played again."""

from __future__ import annotations

from codedark.divert import day_events as ev
from codedark.formats.day_events import read_day_events
from codedark.formats.day_events_written import written_day_events, written_day_table
from codedark.hospital.records import Unknown

EVENTS = [
    ev.Tick(at_min=0.1),
    ev.BedsTold(at_min=1, hospital="near", pool="icu", free=Unknown("line busy"), by="us"),
    ev.PatientChanged(at_min=2.5, patient="p-1", by='a "doctor", really', demands=(), needs=("record", "monitors")),
    ev.RoadChanged(at_min=3, from_="home", to="near", both_ways=False),
    ev.CrewDenied(at_min=1 / 3, patient="p-1", until_min=99.0),
]


def test_what_is_written_is_read_again_in_both_forms() -> None:
    assert list(read_day_events("d.jsonl", written_day_events(EVENTS))) == EVENTS
    table = written_day_table(EVENTS)
    back = list(read_day_events("d.csv", table))
    assert back[:4] == EVENTS[:4] and abs(back[4].at_min - 1 / 3) < 1e-6


def test_defaults_are_left_out() -> None:
    assert (
        written_day_events(EVENTS[3:4]) == b'{"event":"road","at_min":3,"from":"home","to":"near","both_ways":false}\n'
    )
    assert written_day_table(EVENTS[3:4]) == b"event,at_min,from,to,both_ways\nroad,3,home,near,no\n"


def test_nothing_a_spreadsheet_program_would_run_is_written() -> None:
    table = written_day_table([ev.Withdrawn(at_min=1, patient="p-1", by="=cmd|' /C calc'!A0", why="+1")])
    assert table == b"event,at_min,patient,by,why\nwithdrawn,1,p-1,cmd|' /C calc'!A0,1\n"
