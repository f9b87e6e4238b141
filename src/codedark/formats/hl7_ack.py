r"""The answer to an HL7 message: taken, not taken and why, or not for us (ACK with MSA and ERR).

`AA` is said when the message's events are on the disk and not before; `AE` when it cannot be read or kept, so that
the sender keeps it; `AR` when it is no ADT message, which sending again does not mend. The original acknowledgement
mode is spoken whatever MSH-15 and MSH-16 ask for. Source: HL7 version 2.5.1, chapter 2.9.2, tables 0008 and 0357.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum

from codedark.formats.hl7_segments import Delimiters
from codedark.hospital.faults import Fault

_ERRORS_MOST = 10
_PLACE = re.compile(r"([A-Z][A-Z0-9]{2})(?:-(\d+))?")


class Code(StrEnum):
    """Table 0008."""

    TAKEN = "AA"
    ERROR = "AE"
    REJECTED = "AR"


def acknowledged(raw: bytes, code: Code, now: datetime, faults: Sequence[Fault] = (), why: str = "") -> bytes:
    r"""The answer to a message, as bytes of segments that end with CR, without a frame.

    Args:
        raw: the message as it came; of one that is no message an answer is made all the same.
        code: what is said.
        now: of MSH-7.
        faults: what was wrong with it, an ERR segment each, at most ten.
        why: said in an ERR segment where no field is at fault.

    >>> acknowledged(rb"MSH|^~\&|A|B|C|D|||ADT^A01|7|P|2.5", Code.TAKEN, datetime(2024, 5, 17, 8, 15, tzinfo=UTC))
    b'MSH|^~\\&|C|D|A|B|20240517081500+0000||ACK^A01^ACK|A7|P|2.5||||||UNICODE UTF-8\rMSA|AA|7\r'
    """
    told = _head(raw)
    stamp = now.astimezone(UTC).strftime("%Y%m%d%H%M%S+0000")
    trigger = told[8].split("^")[1] if "^" in told[8] else ""
    control = told[9]
    head = [
        "MSH", "^~\\&", told[4], told[5], told[2], told[3], stamp, "",
        f"ACK^{trigger}^ACK" if trigger else "ACK", f"A{control}"[:20], told[10] or "P", told[11] or "2.5",
        "", "", "", "", "", "UNICODE UTF-8",
    ]  # fmt: skip
    lines = ["|".join(head), f"MSA|{code}|{control}"]
    lines += [_error(fault) for fault in faults[:_ERRORS_MOST]]
    if why:
        lines.append(f"ERR|||207^application error^HL70357|E||||{_escaped(why)}")
    if not why and not faults and code is Code.REJECTED:
        lines.append("ERR||MSH^1^9|200^unsupported message type^HL70357|E||||only ADT is taken here")
    return "".join(line + "\r" for line in lines).encode()


def _head(raw: bytes) -> list[str]:
    """The fields of MSH as the message has them, written with our delimiters; empty where it has none."""
    first = re.split(rb"[\r\n]", raw.lstrip(b"\x0b\r\n "), maxsplit=1)[0][:2000].decode("latin-1")
    fields = first[4:].split(first[3]) if first.startswith("MSH") and len(first) > 4 else []
    own = (fields[0] + "^~\\&"[len(fields[0]) :])[:4] if fields else "^~\\&"
    written = {own[at]: letter for at, letter in enumerate("^~\\&")}
    told = ["MSH", *("".join(written.get(c, _escaped(c)) for c in field) for field in fields)]
    return [text[:180] for text in told] + [""] * 20


def _error(fault: Fault) -> str:
    found = _PLACE.fullmatch(fault.column or "")
    place = f"{found[1]}^1^{found[2] or ''}".rstrip("^") if found is not None else ""
    code = "101^required field missing" if fault.value is None else "102^data type error"
    return f"ERR||{place}|{code}^HL70357|E||||{_escaped(f'{fault.message}. Fix: {fault.fix}')}"


def _escaped(text: str) -> str:
    """Text that may stand in a field: delimiters escaped, controls out."""
    d = Delimiters()
    codes = {d.escape: "\\E\\", d.field: "\\F\\", d.component: "\\S\\", d.repetition: "\\R\\", d.part: "\\T\\"}
    return "".join(codes.get(c, c if c.isprintable() else "?") for c in text)
