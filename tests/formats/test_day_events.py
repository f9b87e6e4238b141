"""A day as a file: what is read, and everything that is wrong with it at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from codedark.divert import day_events as ev
from codedark.divert.conversation import Mark
from codedark.formats.day_events import read_day_events
from codedark.hospital.faults import BadHospital
from codedark.hospital.records import Unknown
from codedark.hospital.words import Acuity, Demand
from tests.divert.days import FALL, fallen

DAY = b"""
{"event": "offered", "at_min": 35, "patient": "p-7", "to": "near", "doctor": "dr A"}

{"event": "beds", "at_min": 40.5, "hospital": "near", "pool": "icu", "free": "? line busy", "by": "us"}
{"event": "new-patient", "at_min": 41, "patient": "n-1", "site": "home", "pool": "icu", "acuity": "critical",
 "needs": ["record"], "by": "triage"}
""".replace(b',\n "needs"', b', "needs"')


def faults(raw: bytes | str, **more: object) -> list[str]:
    with pytest.raises(BadHospital) as bad:
        read_day_events("day", raw.encode() if isinstance(raw, str) else raw, **more)  # type: ignore[arg-type]
    return [str(fault) for fault in bad.value.faults]


def test_json_lines_are_read_in_order() -> None:
    one, two, three = read_day_events("day.jsonl", DAY)
    assert one == ev.Offered(at_min=35.0, patient="p-7", to="near", doctor="dr A")
    assert isinstance(two, ev.BedsTold) and two.free == Unknown("line busy") and two.at_min == 40.5
    assert isinstance(three, ev.NewPatient) and three.acuity is Acuity.CRITICAL and three.needs == ("record",)


def test_a_table_is_read_with_empty_cells_not_told() -> None:
    raw = (
        "event;at_min;patient;mark;needs;by;full;demands\nmarked;5;p-1;family;;nurse;;\n\n"
        "patient-changed;6,5;p-1;;record, monitors;doctor;;none\nrefused;7;p-1;;;;yes;\n"
    )
    marked, changed, refused = read_day_events("day.csv", raw.encode())
    assert marked == ev.Marked(at_min=5, patient="p-1", mark=Mark.FAMILY, by="nurse")
    assert isinstance(changed, ev.PatientChanged)
    assert (changed.at_min, changed.needs, changed.demands) == (6.5, ("record", "monitors"), ())
    assert changed.acuity is None and changed.pool == ""
    assert isinstance(refused, ev.Refused) and refused.full


def test_an_empty_list_is_not_a_list_nobody_told() -> None:
    lines = '{"event":"patient-changed","at_min":1,"patient":"p","by":"d","demands":%s}'
    (none,) = read_day_events("d", (lines % "[]").encode())
    (some,) = read_day_events("d", (lines % '["dialysis"]').encode())
    (untold,) = read_day_events("d", (lines % "null").encode())
    assert [e.demands for e in (none, some, untold) if isinstance(e, ev.PatientChanged)] == [
        (), (Demand.DIALYSIS,), None,
    ]  # fmt: skip


def test_a_moment_is_counted_from_the_fall() -> None:
    raw = '{"event": "tick", "at": "2024-03-05T07:12+01:00"}'
    assert read_day_events("d", raw.encode(), fell_at=FALL)[0].at_min == 12.0
    assert faults(raw) == [
        "day, row 1, column at: nobody told when the fall was (it says '2024-03-05T07:12+01:00'). "
        "Fix: tell it, or write `at_min`, minutes after the fall."
    ]
    assert "before the fall" in faults(raw, fell_at=datetime(2024, 3, 6, tzinfo=UTC))[0]
    assert "offset" in faults('{"event": "tick", "at": "2024-03-05T07:12"}', fell_at=FALL)[0]
    assert "both" in faults(raw.replace("{", '{"at_min": 1, '), fell_at=FALL)[0]


def test_every_fault_is_told_at_once_with_line_field_and_fix() -> None:
    raw = """{"event": "offerred", "at_min": 1}
{"event": "offered", "at_min": -5, "patient": "p 1", "to": "near"}
{"event": "accepted", "at_min": "soon", "patient": "p-1", "docter": "x"}
{"at_min": 3}
{"event": "marked", "at_min": 3, "patient": "p-1", "mark": "familly"}
no json
["event"]
{"event": "beds", "at_min": 9, "hospital": "near", "pool": "icu", "free": 1.5, "by": ["x"]}
"""
    assert faults(raw) == [
        "day, row 1, column event: no event of that name (it says 'offerred'). Fix: did you mean 'offered'?",
        "day, row 2, column at_min: negative (it says '-5'). Fix: a number from 0 to 527040.",
        "day, row 2, column patient: not a name: letters without accents, digits and - _ . only, at most 100 "
        "(it says 'p 1'). Fix: for example 'p-1'.",
        "day, row 2, column doctor: empty, but needed. Fix: write some words.",
        "day, row 3, column docter: `accepted` has no such field. Fix: did you mean 'doctor'? "
        "Otherwise leave it out; it has at_min, patient, to, doctor.",
        "day, row 3, column at_min: not a number (it says 'soon'). Fix: digits with a decimal point, such as 1.5.",
        faults(raw)[6],
        "day, row 5, column mark: not one of the words for it (it says 'familly'). Fix: did you mean 'family'? "
        "Otherwise one of record, medication, family.",
        faults(raw)[8],
        'day, row 7: no object. Fix: one object a line: {"event": ..., "at_min": ...}.',
        "day, row 8, column free: not a whole number (it says '1.5'). Fix: digits only, such as 12.",
        "day, row 8, column by: no text (it says '['x']'). Fix: words in quotes.",
    ]
    assert faults(raw)[6].startswith("day, row 4, column event: no event is named. Fix: one of tick, beds, ")
    assert faults(raw)[8].startswith("day, row 6: no JSON (")


def test_a_table_tells_of_unknown_columns_and_of_fields_that_are_another_events() -> None:
    raw = "event,at_min,patient,crw\ntick,5,p-1,\ndeparted,6,p-1,own-1\n"
    assert faults(raw) == [
        "day, row 1, column crw: no event has such a field. Fix: did you mean 'crew'? "
        "Otherwise delete it; the fields of the events are columns.",
        "day, row 2, column patient: `tick` has no such field. Fix: leave it out; it has at_min.",
    ]
    assert "no column 'event'" in faults("what,at_min\ntick,5\n")[-1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"event":"offered","at_min":1,"patient":"p-99","to":"near","doctor":"d"}', "no patient of that name"),
        ('{"event":"offered","at_min":1,"patient":"p-1","to":"neer","doctor":"d"}', "did you mean 'near'"),
        ('{"event":"crew-failed","at_min":1,"crew":"own-9"}', "no crew of that name"),
        ('{"event":"service-back","at_min":1,"service":"recrd"}', "did you mean 'record'"),
    ],
)
def test_names_nobody_knows_are_faults_where_the_hospital_is_told(line: str, message: str) -> None:
    assert message in faults(line, hospital=fallen()[0])[0]
    assert len(read_day_events("day", line.encode())) == 1


def test_names_that_the_file_itself_brings_are_known() -> None:
    raw = b"""{"event":"typed-in","at_min":1,"to":"hut","name":"Hut","minutes":9,"agreed_by":"x"}
{"event":"crew-granted","at_min":2,"patient":"p-1","crew":"lent-1"}
{"event":"departed","at_min":3,"patient":"p-1","crew":"lent-1"}
{"event":"diverted","at_min":4,"patient":"p-1","to":"hut","doctor":"x"}
"""
    assert len(read_day_events("day", raw, hospital=fallen()[0])) == 4


@pytest.mark.parametrize("raw", [b"\xff\xfe{\x00", b"{\x00}", b'{"event": "tick", "at_min": "\xe9"}'])
def test_bytes_that_are_no_utf_8_are_told(raw: bytes) -> None:
    assert "Fix: save it" in faults(raw)[0] or "Fix: the file is damaged" in faults(raw)[0]


def test_a_line_without_an_end_and_a_text_that_moves_the_cursor_are_refused() -> None:
    assert "more than 65,536 bytes" in faults('{"event":"tick","at_min":1,"x":"' + "y" * 70_000 + '"}')[0]
    assert "cannot be printed" in faults('{"event":"cancelled","at_min":1,"patient":"p","by":"\\u001b[2J"}')[0]
    assert "more than 500" in faults('{"event":"cancelled","at_min":1,"patient":"p","by":"%s"}' % ("y" * 501))[0]


def test_an_empty_file_is_a_day_on_which_nothing_happened_only_when_it_says_so() -> None:
    assert "the table is empty" in faults(b"")[0]
    assert read_day_events("day.csv", b"event,at_min\n") == ()
