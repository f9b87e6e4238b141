"""Whose lines are these? A detector's format told by the first line of its file."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from codedark.formats.cef import read_cef
from codedark.formats.eve import read_eve
from codedark.formats.told import Reader, one_line
from codedark.formats.wazuh import read_wazuh
from codedark.formats.webhook import read_webhook
from codedark.formats.zeek_notice import ZeekNotices


class DetectionFormat(StrEnum):
    """What we read of detectors."""

    EVE = "eve"
    ZEEK = "zeek"
    WAZUH = "wazuh"
    CEF = "cef"
    WEBHOOK = "webhook"


def reader_of(kind: DetectionFormat) -> Reader:
    """A reader for a file of this format; a new one for each file, since Zeek's remembers its header."""
    if kind is DetectionFormat.ZEEK:
        return ZeekNotices().read
    return {
        DetectionFormat.EVE: read_eve,
        DetectionFormat.WAZUH: read_wazuh,
        DetectionFormat.CEF: read_cef,
        DetectionFormat.WEBHOOK: read_webhook,
    }[kind]


def format_of(first_line: bytes) -> DetectionFormat | None:
    r"""The format a first line is of; None: none we know, or cut.

    >>> format_of(b"#separator \x09").value, format_of(b"<134>host CEF:0|A|B|1|2|c|3|").value, format_of(b"hello")
    ('zeek', 'cef', None)
    """
    if first_line.startswith((b"#separator", b"#fields", b"#path")):
        return DetectionFormat.ZEEK
    if b"CEF:" in first_line and not first_line.lstrip().startswith(b"{"):
        return DetectionFormat.CEF
    try:
        told = msgspec.json.decode(first_line)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    if "event_type" in told:
        return DetectionFormat.EVE
    if "note" in told and "ts" in told:
        return DetectionFormat.ZEEK
    if isinstance(told.get("rule"), dict) and "timestamp" in told:
        return DetectionFormat.WAZUH
    if {"at", "detector", "rule"} <= told.keys():
        return DetectionFormat.WEBHOOK
    return None


def reader_for(first_line: bytes) -> Reader:
    """A reader for the file that begins with this line. The line itself is still to be read.

    Raises:
        ValueError: it is of no format we know.
    """
    kind = format_of(first_line)
    if kind is None:
        known = ", ".join(DetectionFormat)
        raise ValueError(f"first_line={one_line(first_line[:80].decode(errors='replace'))!r}: no format of {known}")
    return reader_of(kind)
