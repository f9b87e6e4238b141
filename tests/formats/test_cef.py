from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.formats.cef import read_cef
from codedark.formats.told import Broken, Skipped
from codedark.gap.finding import Seen, Severity
from tests.formats.detector_lines import CEF, RECEIVED


def seen(line: bytes) -> Seen:
    told = read_cef(line, RECEIVED)
    assert isinstance(told, Seen), told
    return told


def event(extension: str, severity: str = "8") -> bytes:
    return f"CEF:0|Acme|Probe|1|42|Sweep|{severity}|{extension}".encode()


def test_header_and_extension_are_unescaped_each_in_its_way() -> None:
    told = seen(CEF)
    assert (told.detector, told.rule, told.title) == ("Acme | Sons Probe", "42", "Sweep \\ fast")
    assert (str(told.initiator), str(told.responder), told.responder_name) == ("10.1.0.1", "10.4.0.1", "srv-1")
    assert told.at.isoformat() == "2026-01-13T05:32:00.250000+00:00"


def test_an_escaped_equal_sign_begins_no_key() -> None:
    assert str(seen(event(r"msg=x src\=10.9.9.9 y src=10.1.0.1")).initiator) == "10.1.0.1"


def test_a_key_told_twice_counts_as_it_was_told_first() -> None:
    assert str(seen(event("src=10.1.0.1 src=10.9.9.9")).initiator) == "10.1.0.1"


def test_blanks_within_a_value_belong_to_it() -> None:
    assert seen(event("shost=ws 1 of the office src=10.1.0.1")).initiator_name == "ws 1 of the office"


@pytest.mark.parametrize(
    "time",
    [
        "rt=1768282320000",
        "rt=Jan 13 2026 05:32:00",
        "rt=Jan 13 2026 05:32:00.000 UTC",
        "rt=2026-01-13T06:32:00+01:00",
        "end=1768282320000",
        "start=1768282320000",
        "end=1768282300000 rt=1768282320000",
    ],
)
def test_its_time_is_read_as_vendors_write_it(time: str) -> None:
    assert seen(event(f"src=10.1.0.1 {time}")).at.isoformat() == "2026-01-13T05:32:00+00:00"


def test_without_a_time_it_is_from_when_it_came_in() -> None:
    assert seen(event("src=10.1.0.1")).at == RECEIVED


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        ("0", Severity.LOW),
        ("3", Severity.LOW),
        ("4", Severity.MEDIUM),
        ("6", Severity.MEDIUM),
        ("7", Severity.HIGH),
        ("8", Severity.HIGH),
        ("9", Severity.CRITICAL),
        ("10", Severity.CRITICAL),
        ("Very-High", Severity.CRITICAL),
        ("High", Severity.HIGH),
        ("medium", Severity.MEDIUM),
        ("Low", Severity.LOW),
        ("Unknown", Severity.LOW),
    ],
)
def test_numbers_and_words_are_severities(told: str, severity: Severity) -> None:
    assert seen(event("src=10.1.0.1", told)).severity is severity


def test_names_alone_are_parties() -> None:
    told = seen(event("dhost=srv-1"))
    assert (told.initiator, told.responder, told.responder_name) == (None, None, "srv-1")


def test_an_event_about_no_machine_is_skipped() -> None:
    assert isinstance(read_cef(event("suser=x"), RECEIVED), Skipped)


def test_syslog_of_something_else_is_skipped() -> None:
    assert isinstance(read_cef(b"<13>Jan 1 00:00:00 host sshd: hello", RECEIVED), Skipped)


def test_a_header_cut_anywhere_is_broken() -> None:
    header_end = CEF.index(b"src=")
    start = CEF.index(b"CEF:")
    for length in range(start + 3, header_end - 1):
        assert isinstance(read_cef(CEF[:length], RECEIVED), Broken), CEF[:length]


@pytest.mark.parametrize("line", [event("src=10.1.0.1", "grave"), event("src=10.1.0.1 rt=soon"), b"CEF:0|\xff"])
def test_what_is_spoiled_is_broken(line: bytes) -> None:
    assert isinstance(read_cef(line, RECEIVED), Broken)


@pytest.mark.shared_data("data/detections/crowdstrike_cef_as_commonsecuritylog.json")
def test_a_real_record_written_back_as_cef_is_read(shared: Path) -> None:
    (row,) = json.loads((shared / "data/detections/crowdstrike_cef_as_commonsecuritylog.json").read_bytes())
    header = "|".join((row["DeviceVendor"], row["DeviceProduct"], "1.0", row["DeviceEventClassID"], row["Activity"]))
    more = row["AdditionalExtensions"].replace(";", " ")
    extension = f"src={row['SourceIP']} dhost={row['DestinationHostName']} {more}"
    told = seen(f"CEF:0|{header}|{row['LogSeverity']}|{extension}".encode())
    assert (str(told.initiator), told.responder_name) == ("192.168.174.193", "TESTUSER011B001")
    assert (told.detector, told.severity) == ("CrowdStrike FalconHost", Severity.LOW)
