from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.hl7_ack import Code, acknowledged
from codedark.hospital.faults import Fault
from tests.formats.adt_messages import adt, at

NOW = at("202405170815")


def lines(raw: bytes) -> list[list[str]]:
    return [line.split("|") for line in raw.decode().split("\r") if line]


def test_the_answer_goes_back_to_who_sent_it_and_names_the_message() -> None:
    msh, msa = lines(acknowledged(adt("A01", "202405170800"), Code.TAKEN, NOW))
    assert msh[2:6] == ["CD", "H", "EHR", "H"] and msh[8] == "ACK^A01^ACK" and msh[11] == "2.5"
    assert msa == ["MSA", "AA", "c202405170800"]


def test_what_is_wrong_stands_in_err_with_its_place() -> None:
    faults = [
        Fault(file="m", row=3, column="PID-3", message="no number", fix="send it"),
        Fault(file="m", row=4, column="PV1-44", value="x", message="not a time", fix="a|b"),
    ]
    answer = lines(acknowledged(adt("A01", "202405170800"), Code.ERROR, NOW, faults))
    assert answer[1][1] == "AE"
    assert answer[2][2:5] == ["PID^1^3", "101^required field missing^HL70357", "E"]
    assert answer[2][8] == "no number. Fix: send it"
    assert answer[3][2] == "PV1^1^44" and answer[3][3].startswith("102") and answer[3][8].endswith("a\\F\\b")


def test_what_is_no_adt_is_rejected_with_the_place_of_its_kind() -> None:
    answer = lines(acknowledged(adt("A01", "202405170800"), Code.REJECTED, NOW))
    assert answer[1][1] == "AR" and answer[2][2:4] == ["MSH^1^9", "200^unsupported message type^HL70357"]


def test_a_failure_of_ours_is_said() -> None:
    answer = lines(acknowledged(b"", Code.ERROR, NOW, why="no space\rleft"))
    assert answer[1] == ["MSA", "AE", ""] and answer[2][8] == "no space?left"


@pytest.mark.parametrize(
    "raw", [b"", b"MSH", b"MSH|", b"MSH|^~\\&", b"\xff\xfe\x00", b"MSH#*+?%#A#B#C#D#1##ADT*A01#c1#P#2.5\r"]
)
def test_whatever_came_is_answered(raw: bytes) -> None:
    answer = lines(acknowledged(raw, Code.ERROR, NOW))
    assert answer[0][0] == "MSH" and answer[1][:2] == ["MSA", "AE"]


def test_other_delimiters_are_written_with_ours() -> None:
    answer = lines(acknowledged(b"MSH#*+?%#A*1#B#C#D#1##ADT*A01#c1#P#2.5\r", Code.TAKEN, NOW))
    assert answer[0][4] == "A^1" and answer[0][8] == "ACK^A01^ACK" and answer[1][2] == "c1"


@given(st.binary(max_size=60))
def test_nothing_that_came_adds_a_segment_to_the_answer(raw: bytes) -> None:
    answer = acknowledged(b"MSH|^~\\&|" + raw, Code.TAKEN, NOW)
    assert answer.count(b"\r") == 2 and b"\n" not in answer and b"\x0b" not in answer and b"\x1c" not in answer
