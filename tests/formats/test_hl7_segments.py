from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.hl7_segments import Delimiters, Message, moment, read_messages, unescaped
from codedark.hospital.faults import CellFault, Fault
from codedark.hospital.gathered import Gathered
from tests.formats.adt_messages import adt


def read(raw: bytes) -> tuple[list[Message], list[Fault]]:
    faults = Gathered()
    return list(read_messages("a.hl7", raw, faults)), faults.faults


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_segments_end_as_they_like(end: str) -> None:
    found, faults = read(adt("A01", "202405170815", end=end) + adt("A03", "202405170915", end=end))
    assert [[s.name for s in m.segments] for m in found] == [["MSH", "EVN", "PID", "PV1"]] * 2
    assert [m.head.line for m in found] == [1, 5] and not faults


def test_frames_are_taken_off() -> None:
    framed = b"".join(b"\x0b" + adt(e, "202405170815") + b"\x1c\r" for e in ("A01", "A02"))
    found, faults = read(framed)
    assert [m.text(m.head, 9, 2) for m in found] == ["A01", "A02"] and not faults


def test_a_message_names_its_own_delimiters() -> None:
    (m,), faults = read(b"MSH#*+?%#EHR#####1#ADT*A01#c\rPV1#1#I#C3*12*B+D4*1##\r")
    assert m.delimiters == Delimiters("#", "*", "+", "?", "%") and not faults
    assert m.text(m.first("PV1"), 3, 2) == "12" and m.text(m.first("PV1"), 3, 1, 2) == "D4"
    assert m.text(m.head, 9, 2) == "A01"


@pytest.mark.parametrize("head", [b"MSH", b"MSH|^^~\\&|x", b"MSH|abcd|x", b"MSH|^~\\&#%|x", b"MSHX^~\\&X"])
def test_delimiters_that_cannot_be_are_a_fault_and_the_next_message_is_read(head: bytes) -> None:
    found, faults = read(head + b"\rPID|1||4\r" + adt("A01", "202405170815"))
    assert [m.number for m in found] == [2]
    assert (faults[0].file, faults[0].row, faults[0].column) == ("a.hl7, message 1", 1, "MSH-2")


def test_a_backslash_doubled_by_a_program_is_understood() -> None:
    (m,), faults = read(b"MSH|^~\\\\&|EHR\rPV1|1|I|C3^12\r")
    assert m.delimiters == Delimiters() and m.text(m.first("PV1"), 3, 2) == "12" and not faults


def test_escapes_are_undone_and_an_open_one_stands_for_itself() -> None:
    d = Delimiters()
    assert unescaped(r"a\F\b\S\c\T\d\R\e\E\f", d) == "a|b^c&d~e\\f"
    assert unescaped(r"\X4D4e\ \H\bold\N\ \Xzz\ \Cabc\end", d) == "MN bold  end"
    assert unescaped(r"C:\temp", d) == "C:\\temp"


@given(st.text(alphabet="a\\FSTX^&", max_size=30))
def test_no_text_breaks_the_undoing_of_escapes(text: str) -> None:
    assert isinstance(unescaped(text, Delimiters()), str)


@pytest.mark.parametrize("letters", ["", "ASCII", "8859/1", "8859/15", "UNICODE UTF-8"])
def test_letters_are_read_as_the_message_says(letters: str) -> None:
    encoding = {"8859/1": "iso8859-1", "8859/15": "iso8859-15"}.get(letters, "utf-8")
    ward = "Soins" if letters == "ASCII" else "Pédiatrie"
    text = f"MSH|^~\\&|E|H|C|H|1||ADT^A01|c|P|2.5||||||{letters}\rPV1|1|I|{ward}\r"
    (m,), faults = read(text.encode(encoding))
    assert m.text(m.first("PV1"), 3) == ward and not faults


def test_letters_nobody_named_are_told_once_and_read_as_8859() -> None:
    text = "MSH|^~\\&|E\rPID|1||4||Lefèvre\rPV1|1|I|Pédiatrie\r".encode("iso8859-1")
    found, faults = read(text * 3)
    assert [m.text(m.first("PV1"), 3) for m in found] == ["Pédiatrie"] * 3
    assert [(f.column, f.row) for f in faults] == [("PID-5", 2)] and "0xe8" in faults[0].message


def test_a_character_set_we_do_not_know_is_a_fault_of_msh_18() -> None:
    _, faults = read(b"MSH|^~\\&|E|H|C|H|1||ADT^A01|c|P|2.5||||||ISO IR87\r")
    assert [(f.column, f.value) for f in faults] == [("MSH-18", "ISO IR87")]


def test_a_utf_16_file_is_one_fault_with_its_fix() -> None:
    found, faults = read(adt("A01", "202405170815").decode().encode("utf-16"))
    assert not found and len(faults) == 1 and "UTF-16" in faults[0].message


def test_a_batch_that_is_cut_off_is_told() -> None:
    batch = b"FHS|^~\\&\rBHS|^~\\&\r" + adt("A01", "202405170815") + b"BTS|2\rFTS|1\r"
    found, faults = read(batch)
    assert len(found) == 1
    assert [(f.column, f.row) for f in faults] == [("BTS-1", 7)] and "says it has 2 messages; 1" in faults[0].message


def test_batches_that_say_the_truth_are_no_fault() -> None:
    one = b"BHS|^~\\&\r" + adt("A01", "202405170815") + b"BTS|1\r"
    assert not read(b"FHS|^~\\&\r" + one + one + b"FTS|2\r")[1]


def test_lines_before_the_first_message_are_one_fault() -> None:
    found, faults = read(b"EVN|A01\rPID|1\r" + adt("A01", "202405170815"))
    assert len(found) == 1 and [(f.file, f.row) for f in faults] == [("a.hl7", 1)]


def test_a_message_that_begins_where_the_last_was_cut_off_is_read() -> None:
    found, _ = read(adt("A01", "202405170815")[:-7] + adt("A03", "202405170915"))
    assert [(m.text(m.head, 9, 2), m.head.line) for m in found] == [("A01", 1), ("A03", 4)]


def test_text_that_goes_on_in_a_new_line_is_no_fault_where_nobody_reads_it() -> None:
    raw = adt("A01", "202405170815", end="\n") + b"OBX|1|TX|1||first\nsecond line\n"
    assert not read(raw)[1]
    _, faults = read(adt("A01", "202405170815", end="\n") + b"second line\n")
    assert [f.row for f in faults] == [5]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024", datetime(2023, 12, 31, 23, tzinfo=UTC)),
        ("20240517", datetime(2024, 5, 16, 22, tzinfo=UTC)),
        ("202405170815", datetime(2024, 5, 17, 6, 15, tzinfo=UTC)),
        ("20240517081559.1234", datetime(2024, 5, 17, 6, 15, 59, tzinfo=UTC)),
        ("202405170815-0500", datetime(2024, 5, 17, 13, 15, tzinfo=UTC)),
    ],
)
def test_a_time_without_an_offset_is_the_hospitals_own(text: str, told: datetime) -> None:
    assert moment(text, ZoneInfo("Europe/Brussels")) == told


@pytest.mark.parametrize(
    "text", ["", "24", "20241301", "20240230", "202405172515", "2024-05-17", "202405170815+9900", "２０２４"]
)
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(CellFault, match="not a time"):
        moment(text, UTC)
