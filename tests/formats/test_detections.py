from __future__ import annotations

from pathlib import Path

import pytest

from codedark.formats.detections import DetectionFormat, format_of, reader_for, reader_of
from codedark.gap.finding import Seen
from tests.formats.detector_lines import CEF, RECEIVED, ZEEK_HEADER, ZEEK_ROW, eve, wazuh
from tests.formats.test_webhook import message


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (eve(), DetectionFormat.EVE),
        (eve(event_type="flow"), DetectionFormat.EVE),
        (eve(payload_printable="CEF:0|x"), DetectionFormat.EVE),
        (ZEEK_HEADER[0], DetectionFormat.ZEEK),
        (b'{"ts":1,"note":"A::B"}', DetectionFormat.ZEEK),
        (wazuh(), DetectionFormat.WAZUH),
        (CEF, DetectionFormat.CEF),
        (message(), DetectionFormat.WEBHOOK),
    ],
)
def test_a_first_line_tells_the_format(line: bytes, kind: DetectionFormat) -> None:
    assert format_of(line) is kind


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"hello", eve()[:50], b"[" * 100_000, b"\xff"])
def test_what_we_do_not_know_is_said_not_guessed(line: bytes) -> None:
    assert format_of(line) is None
    with pytest.raises(ValueError, match="no format of eve, zeek"):
        reader_for(line)


def test_each_file_of_zeek_has_a_header_of_its_own() -> None:
    first, second = reader_of(DetectionFormat.ZEEK), reader_of(DetectionFormat.ZEEK)
    for line in ZEEK_HEADER:
        first(line, RECEIVED)
    assert isinstance(first(ZEEK_ROW, RECEIVED), Seen)
    assert not isinstance(second(ZEEK_ROW, RECEIVED), Seen)


@pytest.mark.parametrize(("line", "kind"), [(eve(), "eve"), (wazuh(), "wazuh"), (CEF, "cef"), (message(), "webhook")])
def test_the_reader_reads_what_told_its_format(line: bytes, kind: str) -> None:
    assert isinstance(reader_for(line)(line, RECEIVED), Seen)
    assert isinstance(reader_of(DetectionFormat(kind))(line, RECEIVED), Seen)


@pytest.mark.shared_data("data/detections")
@pytest.mark.parametrize(
    ("name", "kind", "seen"),
    [
        ("suricata_eve_alerts.jsonl", DetectionFormat.EVE, 40),
        ("suricata_eve_alerts_payload.jsonl", DetectionFormat.EVE, 40),
        ("zeek_notice_zat.log", DetectionFormat.ZEEK, 2),
    ],
)
def test_real_files_are_known_by_their_first_line_and_read_whole(
    shared: Path, name: str, kind: DetectionFormat, seen: int
) -> None:
    lines = (shared / "data/detections" / name).read_bytes().splitlines()
    assert format_of(lines[0]) is kind
    read = reader_for(lines[0])
    assert sum(isinstance(read(line, RECEIVED), Seen) for line in lines) == seen
