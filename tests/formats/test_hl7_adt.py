from __future__ import annotations

import ast
import random
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from codedark.formats.hl7_adt import AdtReading, read_adt
from codedark.formats.hl7_standing import after
from tests.formats.adt_messages import BORN, KEY, NAME, adt, at, of


def read(*messages: bytes, **more: str) -> AdtReading:
    return read_adt("a.hl7", b"".join(messages), KEY, UTC, **more)  # type: ignore[arg-type]


def test_an_admission_says_who_lies_where_since_when() -> None:
    (told,) = read(adt("A01", "202405170815", visit="V1", admitted="202405170800")).events
    assert (told.event, told.patient, told.at) == ("A01", of("4711"), at("202405170815"))
    assert (told.ward, told.room, told.bed, told.facility) == ("C3", "12", "B", "NORTH")
    assert told.patient_class == "I" and told.admitted_at == at("202405170800")


def test_no_name_no_birth_date_and_no_number_is_in_an_event() -> None:
    raw = adt("A01", "202405170815", "4711-SECRET", visit="V-SECRET")
    kept = msgspec.json.encode(read(raw).events).decode()
    for secret in (*NAME.split("^")[:2], BORN, "SECRET", "4711"):
        assert secret in raw.decode() and secret not in kept


def test_times_are_the_hospitals_own() -> None:
    (told,) = read_adt("a", adt("A01", "202405170815"), KEY, ZoneInfo("Europe/Brussels")).events
    assert told.at == at("202405170615")


def test_the_event_time_is_evn_2_else_msh_7() -> None:
    raw = adt("A01", "202405170815")
    told = read(raw.replace(b"EVN|A01|202405170815", b"EVN|A01|202405170700")).events[0]
    assert told.at == at("202405170700")
    assert read(raw.replace(b"EVN|A01|202405170815", b"EVN|A01|")).events[0].at == at("202405170815")


def test_each_fault_has_its_message_line_and_field_and_the_rest_is_read() -> None:
    bad_time = adt("A02", "202405170900", "2").replace(b"EVN|A02|202405170900", b"EVN|A02|20240517x")
    no_number = adt("A01", "202405170901", "").replace(b"^^^HOSP^MR", b"")
    bad_class = adt("A01", "202405170902", "3", patient_class="Z")
    no_place = adt("A08", "202405170903", "4").split(b"PV1")[0]
    reading = read(
        adt("A01", "202405170815", "1"), bad_time, no_number, bad_class, no_place, adt("A03", "202405170905", "5")
    )
    places = [(f.file, f.row, f.column) for f in reading.faults]
    assert places == [
        ("a.hl7, message 2", 6, "EVN-2"),
        ("a.hl7, message 3", 11, "PID-3"),
        ("a.hl7, message 4", 16, "PV1-2"),
        ("a.hl7, message 5", 17, "PV1"),
    ]
    assert all(f.fix for f in reading.faults)
    assert [e.patient for e in reading.events] == [of(n) for n in "12345" if n != ""]


def test_a_message_without_any_time_is_not_counted_in() -> None:
    raw = adt("A01", "202405170815").replace(b"202405170815", b"")
    reading = read(raw)
    assert not reading.events and [f.column for f in reading.faults] == ["MSH-7"]


def test_a_message_without_an_event_is_a_fault() -> None:
    raw = adt("A01", "202405170815").replace(b"ADT^A01^ADT_A01", b"ADT").replace(b"EVN|A01", b"EVN|")
    assert [f.column for f in read(raw).faults] == ["MSH-9"]
    old = adt("A01", "202405170815").replace(b"ADT^A01^ADT_A01", b"ADT")
    assert [e.event for e in read(old).events] == ["A01"]


def test_test_messages_and_other_kinds_are_counted_and_not_followed() -> None:
    training = adt("A01", "202405170815", head="|T|2.5")
    other = adt("A01", "202405170816").replace(b"ADT^A01^ADT_A01", b"ORU^R01")
    strange = adt("A99", "202405170817")
    reading = read(training, other, strange, adt("A60", "202405170818"))
    assert not reading.events and not reading.faults
    assert reading.others == {"training": 1, "ORU": 1, "A99": 1}
    assert len(reading.notes()) == 3


def test_the_hospitals_own_number_is_taken_wherever_it_stands() -> None:
    raw = adt("A01", "202405170815").replace(b"4711^^^HOSP^MR", b"555^^^STATE^NN~4711^^^HOSP^MR")
    assert read(raw).events[0].patient == of("4711")
    unmarked = adt("A01", "202405170815").replace(b"4711^^^HOSP^MR", b"4711~555")
    assert read(unmarked).events[0].patient == of("4711")
    assert read(raw, authority="STATE").events[0].patient == of("555")


def test_two_authorities_that_may_share_a_number_are_told_once() -> None:
    other = adt("A01", "202405170816").replace(b"HOSP", b"CLINIC")
    reading = read(adt("A01", "202405170815"), other, other)
    assert [(f.file, f.column) for f in reading.faults] == [("a.hl7, message 2", "PID-3")]
    assert "--authority" in reading.faults[0].fix
    chosen = read(adt("A01", "202405170815"), other, authority="HOSP")
    assert "no number of HOSP" in chosen.faults[0].message


def test_an_announced_admission_says_when() -> None:
    (told,) = read(adt("A05", "202405170815", expected="202405180900")).events
    assert told.event == "A05" and told.expected_at == at("202405180900")


def test_a_swap_of_beds_is_two_events() -> None:
    second = adt("A17", "202405170815", "2", "D4^1^A").split(b"\r", 2)[2]
    reading = read(adt("A17", "202405170815", "1", "C3^1^A") + second)
    assert [(e.patient, e.ward) for e in reading.events] == [(of("1"), "C3"), (of("2"), "D4")]


def test_a_merge_without_the_number_given_up_is_a_fault() -> None:
    told = read(adt("A40", "202405170815", merged="12")).events
    assert [e.merged for e in told] == [of("12")]
    assert [f.column for f in read(adt("A40", "202405170815")).faults] == ["MRG-1"]


def test_a_date_ahead_of_the_clock_does_not_hide_an_old_feed() -> None:
    reading = read(adt("A01", "202405170815"), adt("A01", "209905170815"))
    assert reading.newest_at(at("202405171200")) == at("202405170815")
    assert AdtReading().newest_at(at("202405171200")) is None and AdtReading().oldest_at() is None


def test_a_thousand_messages_with_flipped_bytes_break_nothing() -> None:
    luck = random.Random(4)
    kinds = ("A01", "A02", "A03", "A05", "A08", "A11", "A12", "A13", "A40", "A17")
    survived = 0
    for n in range(1000):
        raw = bytearray(
            adt(luck.choice(kinds), "202405170815", str(n % 7), visit=str(n % 3), merged="9", expected="202405180800")
        )
        for _ in range(luck.randint(1, 12)):
            raw[luck.randrange(len(raw))] = luck.randrange(256)
        if n % 3 == 0:
            del raw[luck.randrange(len(raw)) :]
        reading = read_adt("a.hl7", bytes(raw) + (b"\r" * (n % 2)) + adt("A01", "202405170900", "whole"), KEY, UTC)
        standing = after(reading.events)
        assert all(str(fault) for fault in reading.faults) and isinstance(standing.notes(), list)
        survived += any(one.patient == of("whole") for one in standing.lying())
    assert survived > 990


@pytest.mark.shared_data("data/patients/hl7")
def test_real_samples_are_read_or_said_to_be_none(shared: Path) -> None:
    folder = shared / "data" / "patients" / "hl7"
    hapi = read_adt("hapi", (folder / "ADT_A01_hapi.txt").read_bytes(), KEY)
    (one,) = after(hapi.events).lying()
    assert (one.ward, one.bed, one.patient_class) == ("ZFAST TRACK", "WAITING 13", "") and not hapi.faults
    lfh = read_adt("lfh", (folder / "sample_unix_lfh.hl7").read_bytes(), KEY)
    assert lfh.others == {"training": 1} and lfh.messages == 1
    real = read_adt("lfh", (folder / "sample_unix_lfh.hl7").read_bytes().replace(b"|102|T|", b"|102|P|"), KEY)
    assert [(f.column, f.value) for f in real.faults] == [("PV1-2", "FF")]
    assert [(one.patient, one.ward) for one in after(real.events).lying()] == [(of("PID1234"), "yyy")]


@pytest.mark.shared_data("data/patients/hl7/python-hl7_samples.py.txt")
def test_every_batch_and_message_of_a_parsers_own_samples_is_read(shared: Path) -> None:
    text = (shared / "data" / "patients" / "hl7" / "python-hl7_samples.py.txt").read_text()
    samples = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value
            if isinstance(value, ast.Call):
                lines = ast.literal_eval(value.args[0])
                samples[node.targets[0].id] = "\r".join(lines)
    assert len(samples) >= 15
    read_ = {name: read_adt(name, sample.encode(), KEY) for name, sample in samples.items()}
    assert read_["sample_hl7"].others == {"ORU": 1}
    assert [e.event for e in read_["sample_file1"].events] == ["A04"] * 3 and not read_["sample_file1"].faults
    assert [e.patient_class for e in read_["sample_batch"].events] == ["O"]
    assert read_["sample_bad_batch"].faults and not read_["sample_bad_batch"].events
