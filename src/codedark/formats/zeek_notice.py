"""Zeek's notice.log: tab-separated with its header, or JSON, one notice a line.

Fields: https://docs.zeek.org/en/master/logs/notice.html. `id.orig_h` opened the connection; `src` is who the notice is
about where there is no connection (a scan). Some shippers write `id_orig_h`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from codedark.formats.told import (
    Broken,
    NotTold,
    Reading,
    Skipped,
    address_of,
    digest,
    epoch_time,
    iso_time,
    one_line,
    too_long,
)
from codedark.gap.finding import Seen, Severity, ToldBy

HEADER_BYTES = 1 << 16
"""A header is found within so many bytes of a file's beginning."""
LOUD = ("Notice::ACTION_ALARM", "Notice::ACTION_EMAIL", "Notice::ACTION_PAGE")
"""Actions by which a site says: a person must hear of this. Zeek has no severity: such a notice is high, any other
medium."""

_ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})")


class ZeekNotices:
    r"""A reader that remembers the header last read, since a row means nothing without it.

    >>> notices = ZeekNotices()
    >>> notices.read(b"#fields\tts\tid.orig_h\tid.resp_h\tnote\tmsg", None)
    Skipped(reason='a header line')
    >>> notices.read(b"1700000000.5\t10.0.0.7\t192.0.2.5\tScan::Port_Scan\tscans", None).rule
    'Scan::Port_Scan'
    """

    def __init__(self) -> None:
        self._fields: tuple[str, ...] = ()
        self._separator = "\t"
        self._unset = frozenset({"-", "(empty)"})

    def read(self, raw: bytes, received: datetime) -> Reading:
        """One line. Cost: some ten microseconds."""
        if (long := too_long(raw)) is not None:
            return long
        try:
            if raw.startswith(b"#"):
                return self._header(raw.decode())
            told = _object(raw) if raw.lstrip().startswith(b"{") else self._row(raw.decode())
            return _seen(told, digest(raw))
        except NotTold as missing:
            return Broken(str(missing))
        except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
            return Broken(f"not a line of notice.log: {one_line(wrong)}")

    def _header(self, line: str) -> Reading:
        name, _, rest = line.partition("\t" if "\t" in line else " ")
        if name == "#separator":
            self._separator = _unescaped(rest) or "\t"
        elif name == "#fields":
            self._fields = tuple(rest.split(self._separator))
        elif name == "#path" and rest != "notice":
            return Broken(f"this is Zeek's {one_line(rest)}.log, not notice.log")
        return Skipped("a header line")

    def _row(self, line: str) -> dict[str, Any]:
        if not self._fields:
            raise NotTold("a row before any #fields line")
        cells = line.split(self._separator)
        if len(cells) != len(self._fields):
            raise NotTold(f"{len(cells)} columns where the header names {len(self._fields)}: cut, or another header")
        row = zip(self._fields, cells, strict=True)
        return {name: _unescaped(cell) for name, cell in row if cell not in self._unset}


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _object(raw: bytes) -> dict[str, Any]:
    told = msgspec.json.decode(raw)
    if not isinstance(told, dict):
        raise NotTold("JSON, but no object")
    return told


def _seen(told: Mapping[str, Any], raw_digest: str) -> Reading:
    note = told.get("note")
    if not isinstance(note, str) or not note:
        return Broken("no `note`: not a line of notice.log")
    from_ = _first(told, "id.orig_h", "id_orig_h", "src")
    to = _first(told, "id.resp_h", "id_resp_h", "dst")
    at = _time(told.get("ts"))
    if from_ is None and to is None:
        return Skipped("a notice about no address")
    return Seen(
        at=at,
        detector="zeek",
        rule=one_line(note),
        title=one_line(told.get("msg") or note),
        severity=Severity.HIGH if _loud(told.get("actions")) else Severity.MEDIUM,
        initiator=from_,
        responder=to,
        told_by=ToldBy.FLOW if _first(told, "id.orig_h", "id_orig_h") is not None else ToldBy.ROLES,
        digest=raw_digest,
    )


def _first(told: Mapping[str, Any], *names: str) -> Any:
    return next((found for name in names if (found := address_of(told.get(name))) is not None), None)


def _time(told: object) -> datetime:
    if isinstance(told, str) and "T" in told:
        return iso_time(told)
    return epoch_time(told)


def _loud(actions: object) -> bool:
    told = actions if isinstance(actions, list) else str(actions or "").split(",")
    return any(action in LOUD for action in told)
