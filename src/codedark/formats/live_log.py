"""The logs a live incident leaves: the laptop's `live/log.jsonl`, a gate's `journal.jsonl`; JSON, one object a line.

A log is evidence: a line that cannot be read is named with its number, never passed over. The one exception is a line
that breaks off, because the power went while it was written: nobody was told that it was kept, and it is counted. It is
the last one, or stands before the whole line that was written next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from codedark.hospital.faults import BadHospital, Fault
from codedark.response.entries import Entry

T = TypeVar("T")
FAULTS_MOST = 20
"""Faults told one by one; a file that is no log at all has one a line."""
_BEGINS = b'{"at":'
"""How every line of these logs begins."""
_FIX = "put back a copy of the file; a line is never mended by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Generic[T]):
    """A log as it was read."""

    lines: tuple[T, ...]
    torn_count: int
    """Lines that break off, and were left out."""


def read_live_log(name: str, raw: bytes) -> Lines[Entry]:
    """The entries of a laptop's live log, in their order.

    Args:
        name: the file as the person knows it.
    Raises:
        BadHospital: every line that is no entry.
    """
    import msgspec

    return _read(name, raw, msgspec.json.Decoder(Entry).decode)


def read_journal(name: str, raw: bytes) -> Lines[dict[str, Any]]:
    """The lines of a gate's journal, in their order; what each must hold is `response.recorded_gate`'s.

    Raises:
        BadHospital: every line that is no object.
    """
    import msgspec

    return _read(name, raw, msgspec.json.Decoder(dict[str, Any]).decode)


def _read(name: str, raw: bytes, one: Callable[[bytes], T]) -> Lines[T]:
    import msgspec

    *whole, rest = raw.split(b"\n")
    read: list[T] = []
    faults: list[Fault] = []
    torn_count = int(bool(rest.strip()))
    for number, line in enumerate(whole, 1):
        if not line.strip():
            continue
        try:
            read.append(one(line))
        except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
            start = line.rfind(_BEGINS)
            try:
                if start <= 0:
                    raise wrong
                read.append(one(line[start:]))
                torn_count += 1
            except (msgspec.MsgspecError, UnicodeDecodeError):
                faults.append(Fault(file=name, row=number, message=str(wrong), fix=_FIX))
    if faults:
        more = len(faults) - FAULTS_MOST
        told = [
            *faults[:FAULTS_MOST],
            *([Fault(file=name, message=f"{more} more lines", fix=_FIX)] if more > 0 else []),
        ]
        raise BadHospital(told)
    return Lines(lines=tuple(read), torn_count=torn_count)
