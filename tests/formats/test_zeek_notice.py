from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.formats.told import Broken, Reading, Skipped
from codedark.formats.zeek_notice import ZeekNotices
from codedark.gap.finding import Seen, Severity, ToldBy
from tests.formats.detector_lines import RECEIVED, ZEEK_HEADER, ZEEK_ROW


def after_header(*lines: bytes) -> list[Reading]:
    notices = ZeekNotices()
    assert all(isinstance(notices.read(line, RECEIVED), Skipped) for line in ZEEK_HEADER)
    return [notices.read(line, RECEIVED) for line in lines]


def test_a_row_is_read_by_its_header() -> None:
    (told,) = after_header(ZEEK_ROW)
    assert isinstance(told, Seen)
    assert (str(told.initiator), str(told.responder), told.rule) == ("10.1.0.1", "10.4.0.1", "SSH::Password_Guessing")
    assert (told.severity, told.told_by) == (Severity.MEDIUM, ToldBy.FLOW)
    assert told.at.isoformat() == "2026-01-13T05:32:00.250000+00:00"


def test_a_row_before_any_header_is_broken() -> None:
    told = ZeekNotices().read(ZEEK_ROW, RECEIVED)
    assert isinstance(told, Broken) and "#fields" in told.reason


def test_a_new_header_after_rotation_is_used() -> None:
    notices = ZeekNotices()
    notices.read(b"#fields\tnote\tts\tsrc", RECEIVED)
    told = notices.read(b"Scan::Port_Scan\t1768282320\t10.1.0.1", RECEIVED)
    assert isinstance(told, Seen) and (told.rule, told.told_by) == ("Scan::Port_Scan", ToldBy.ROLES)


def test_a_row_cut_in_the_middle_is_broken_and_the_next_is_read() -> None:
    cut, whole = after_header(ZEEK_ROW[:60], ZEEK_ROW)
    assert isinstance(cut, Broken) and "7 columns where the header names 11" in cut.reason
    assert isinstance(whole, Seen)


def test_a_notice_without_a_connection_is_about_its_source() -> None:
    row = b"1768282320\t-\t-\t-\t-\t-\tScan::Address_Scan\tmany\t10.1.0.9\t-\tNotice::ACTION_LOG,Notice::ACTION_EMAIL"
    (told,) = after_header(row)
    assert isinstance(told, Seen)
    assert (str(told.initiator), told.responder, told.severity) == ("10.1.0.9", None, Severity.HIGH)


def test_a_notice_about_no_address_is_skipped() -> None:
    row = b"1768282320\t-\t-\t-\t-\t-\tCaptureLoss::Too_Much_Loss\tlost\t-\t-\t(empty)"
    assert after_header(row) == [Skipped("a notice about no address")]


@pytest.mark.parametrize("names", [("id.orig_h", "id.resp_h"), ("id_orig_h", "id_resp_h")])
@pytest.mark.parametrize("ts", [1768282320.25, "2026-01-13T05:32:00.250000Z"])
def test_json_is_read_with_dots_or_underscores_and_either_kind_of_time(names: tuple[str, str], ts: object) -> None:
    row = {"ts": ts, "note": "A::B", "msg": "m", names[0]: "10.1.0.1", names[1]: "10.4.0.1", "actions": ["x"]}
    told = ZeekNotices().read(json.dumps(row).encode(), RECEIVED)
    assert isinstance(told, Seen)
    assert (str(told.initiator), str(told.responder), told.at.microsecond) == ("10.1.0.1", "10.4.0.1", 250_000)


def test_an_escaped_tab_is_part_of_its_cell() -> None:
    (told,) = after_header(ZEEK_ROW.replace(b"30 guesses", rb"30\x20guesses\x21"))
    assert isinstance(told, Seen) and told.title == "30 guesses!"


@pytest.mark.parametrize("line", [b"{", b"{}", b'{"note":"a","src":"10.0.0.1"}', b"[]", b"#path\tconn", b"\xff\t"])
def test_what_is_no_notice_is_broken(line: bytes) -> None:
    assert isinstance(ZeekNotices().read(line, RECEIVED), Broken)


@pytest.mark.shared_data("data/detections/zeek_notice_zat.log")
def test_a_real_log_is_read(shared: Path) -> None:
    notices = ZeekNotices()
    lines = (shared / "data/detections/zeek_notice_zat.log").read_bytes().splitlines()
    told = [notices.read(line, RECEIVED) for line in lines]
    found = [one for one in told if isinstance(one, Seen)]
    assert len(found) == 2 and not any(isinstance(one, Broken) for one in told)
    assert {(str(one.initiator), str(one.responder)) for one in found} == {("192.168.33.10", "108.59.9.32")}
