r"""HL7 version 2 as it arrives: messages, segments and fields, whatever the ends of lines, the delimiters, the letters.

A file may hold one message or many, in batches (FHS, BHS, BTS, FTS) or framed as on a wire (0x0b ... 0x1c 0x0d);
segments end with CR, LF or both. A message says itself what separates its fields (MSH-1, MSH-2) and in which letters
it is written (MSH-18). What cannot be read is a fault with its message, line and field; the next message is read all
the same. Source: HL7 version 2.5.1, chapter 2 (2.5 to 2.10, tables 0211 and 0357).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered

_LINE = re.compile(rb"\r\n|\r|\n")
_SEGMENT = re.compile(rb"[A-Z][A-Z0-9]{2}(?![A-Za-z0-9])")
_HEAD = b"MSH|^~\\&|"
_WITHIN = re.compile(rb"(?<=.)(?=" + re.escape(_HEAD) + rb")")
_FRAME = bytes((0x0B, 0x1C))
_ENVELOPE = frozenset({b"FHS", b"BHS", b"BTS", b"FTS"})
READ = frozenset({"MSH", "EVN", "PID", "PV1", "PV2", "MRG"})
"""Segments whose fields are looked at; of all others it is only known where they end."""
_MOMENT = re.compile(r"(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,6})?)?)?)?)?)?([+-]\d{4})?")
LETTERS: dict[str, str] = {
    "": "utf-8",
    "ASCII": "ascii",
    "UNICODE UTF-8": "utf-8",
    "UTF-8": "utf-8",
    "UNICODE": "utf-8",
    **{f"8859/{n}": f"iso8859-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 15)},
}
"""MSH-18 (table 0211) -> how the bytes are read."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What separates what in one message; its own first two fields say so."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    part: str = "&"


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a message. `fields[n]` is field n as the standard counts, `fields[0]` the segment's name."""

    fields: tuple[str, ...]
    line: int
    """Of the file, counted from 1."""

    @property
    def name(self) -> str:
        """The three letters it begins with."""
        return self.fields[0]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: of its segments those in `READ`, in their order."""

    file: str
    number: int
    """Of the file, counted from 1."""
    delimiters: Delimiters
    segments: tuple[Segment, ...]

    @property
    def head(self) -> Segment:
        """MSH."""
        return self.segments[0]

    def first(self, name: str) -> Segment | None:
        """The first segment of that name."""
        return next((segment for segment in self.segments if segment.name == name), None)

    def text(self, segment: Segment | None, field: int, component: int = 1, repetition: int = 1) -> str:
        r"""One component of one field, escapes undone; empty where it is absent, or told to be nothing (`""`).

        >>> m = Message("a.hl7", 1, Delimiters(), (Segment(("PV1", "1", "I", r"B2\T\3^12~C^1"), 3),))
        >>> m.text(m.head, 3), m.text(m.head, 3, 2), m.text(m.head, 3, 1, 2), m.text(m.head, 9)
        ('B2&3', '12', 'C', '')
        """
        if segment is None or field >= len(segment.fields):
            return ""
        told = segment.fields[field]
        d = self.delimiters
        if repetition > 1 or d.repetition in told:
            repeated = told.split(d.repetition)
            told = repeated[repetition - 1] if repetition <= len(repeated) else ""
        if component > 1 or d.component in told:
            parts = told.split(d.component)
            told = parts[component - 1] if component <= len(parts) else ""
        told = told.split(d.part, 1)[0].strip()
        return "" if told == '""' else unescaped(told, d)

    def repetitions(self, segment: Segment | None, field: int) -> int:
        """How often a field is repeated; 0: it is absent."""
        if segment is None or field >= len(segment.fields) or not segment.fields[field]:
            return 0
        return segment.fields[field].count(self.delimiters.repetition) + 1

    def fault(
        self, faults: Gathered, segment: Segment | None, field: str, message: str, fix: str, value: str | None = None
    ) -> None:
        """Note what is wrong with this message: where it stands in the file, and in which field (`PV1-44`)."""
        line = (segment or self.head).line
        faults.add(
            f"{self.file}, message {self.number}", message, fix, row=line, column=field or None, value=value or None
        )


def unescaped(text: str, d: Delimiters) -> str:
    r"""Text with its escape sequences undone; those for looks (`\H\`, `\.br\`) become nothing or a blank.

    >>> unescaped(r"A\S\B \X4142\ \.br\end", Delimiters())
    'A^B AB  end'
    """
    if d.escape not in text:
        return text
    pieces = text.split(d.escape)
    told = [pieces[0]]
    inside = True
    for at, piece in enumerate(pieces[1:], start=1):
        last = at == len(pieces) - 1
        if inside and not last:
            told.append(_sequence(piece, d))
        elif inside:
            told.append(d.escape + piece)  # never closed: it stands for itself
        else:
            told.append(piece)
        inside = not inside
    return "".join(told)


def _sequence(code: str, d: Delimiters) -> str:
    plain = {"F": d.field, "S": d.component, "R": d.repetition, "E": d.escape, "T": d.part, "H": "", "N": ""}
    if code in plain:
        return plain[code]
    if code.startswith("."):
        return " "
    if code.startswith("X"):
        try:
            return bytes.fromhex(code[1:]).decode("latin-1")
        except ValueError:
            return ""
    return ""


def read_messages(file: str, raw: bytes, faults: Gathered) -> Iterator[Message]:
    """The messages of a file, in its order; what cannot be read is noted and passed over.

    Args:
        file: its name, for faults.
        raw: the bytes: a message, many, a batch file, or frames.
        faults: takes one fault for each thing wrong.
    Cost: about 15 us a message of ten segments.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        faults.add(
            file, "the file is UTF-16", "let the interface engine write UTF-8 or ISO 8859-1, and say so in MSH-18"
        )
        return
    number, told_in_batch = 0, 0
    misspelt: set[str] = set()
    for lines in _bundles(file, raw, faults):
        line, first = lines[0]
        if first[:3] == b"MSH":
            number, told_in_batch = number + 1, told_in_batch + 1
            if (message := _message(file, number, lines, faults, misspelt)) is not None:
                yield message
        elif first[:3] == b"BHS":
            told_in_batch = 0
        elif first[:3] == b"BTS":
            _check_count(file, line, first, told_in_batch, faults)
            told_in_batch = 0


def _bundles(file: str, raw: bytes, faults: Gathered) -> Iterator[list[tuple[int, bytes]]]:
    """The lines of each message, and each line of an envelope, with their numbers."""
    bundle: list[tuple[int, bytes]] = []
    before_any = False
    for number, line in _numbered(raw):
        name = line[:3]
        if name == b"MSH" or name in _ENVELOPE:
            if bundle:
                yield bundle
            bundle = [(number, line)] if name == b"MSH" else []
            before_any = False
            if name != b"MSH":
                yield [(number, line)]
        elif bundle:
            bundle.append((number, line))
        elif line.strip() and not before_any:
            before_any = True
            faults.add(
                file, "no message begins before this line", "begin each message with its MSH segment", row=number
            )
    if bundle:
        yield bundle


def _numbered(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers, frames taken off; where a message was cut off, the next may begin within its line."""
    for number, written in enumerate(_LINE.split(raw.removeprefix(b"\xef\xbb\xbf")), start=1):
        line = written.strip(_FRAME)
        if _HEAD in line[1:]:
            yield from ((number, part) for part in _WITHIN.split(line))
        else:
            yield number, line


def _check_count(file: str, line: int, trailer: bytes, found: int, faults: Gathered) -> None:
    told = re.match(rb"BTS.(\d{1,9})\b", trailer)
    if told is not None and int(told[1]) != found:
        said = f"the batch says it has {int(told[1])} messages; {found} stand in it"
        faults.add(file, said, "send the batch again: the file may be cut off", row=line, column="BTS-1")


def _message(
    file: str, number: int, lines: list[tuple[int, bytes]], faults: Gathered, misspelt: set[str]
) -> Message | None:
    line, first = lines[0]
    where = f"{file}, message {number}"
    try:
        d = _delimiters(first.decode("latin-1"))
    except CellFault as wrong:
        faults.add(where, wrong.message, wrong.fix, row=line, column="MSH-2")
        return None
    letters = _letters(where, line, first.decode("latin-1").split(d.field), faults)
    separator = d.field.encode("latin-1")
    segments: list[Segment] = []
    own = True
    for at, text in lines:
        if _SEGMENT.match(text) is None or text[3:4] not in (b"", separator):
            if own and text.strip():
                said = "the line is no segment: it begins with no name of three letters"
                faults.add(where, said, "write a line feed within text as \\.br\\", row=at)
            continue
        name = text[:3].decode("ascii")
        own = name in READ
        if own:
            segments.append(_segment(where, at, text, d, letters, faults, misspelt))
    return Message(file, number, d, tuple(segments))


def _delimiters(head: str) -> Delimiters:
    """What MSH-1 and MSH-2 say.

    Raises:
        CellFault: a letter, a digit or a blank for a delimiter, one of them twice, or none at all.
    """
    mend = r"write MSH|^~\&|"
    if len(head) < 5:
        raise CellFault("the message ends within its first field", "send it again: it is cut off")
    field = head[3]
    codes = head[4:].split(field, 1)[0]
    if codes == "^~\\\\&":  # a program took the backslash for an escape of its own and doubled it
        codes = "^~\\&"
    marks = (field + codes + "^~\\&"[len(codes) :])[:5]
    if len(codes) > 5 or any(c.isalnum() or not c.isprintable() or c == " " for c in marks):
        raise CellFault(f"'{codes[:10]}' cannot be its delimiters", mend)
    if len(set(marks)) < len(marks):
        raise CellFault("one delimiter is written twice", mend)
    return Delimiters(*marks)


def _letters(where: str, line: int, head: list[str], faults: Gathered) -> str:
    """How the bytes of a message are read, by MSH-18."""
    told = head[17].split("~")[0].strip().upper() if len(head) > 17 else ""
    letters = LETTERS.get(told)
    if letters is None:
        faults.add(
            where,
            "not a character set that is read here; taken for UTF-8",
            "name one of table 0211: ASCII, 8859/1, 8859/15, UNICODE UTF-8",
            row=line,
            column="MSH-18",
            value=told,
        )
    return letters or "utf-8"


def _segment(
    where: str, line: int, raw: bytes, d: Delimiters, letters: str, faults: Gathered, misspelt: set[str]
) -> Segment:
    """One line as fields; bytes that are not in the message's letters are told once a file (`misspelt`)."""
    try:
        text = raw.decode(letters)
    except UnicodeDecodeError as wrong:
        text = raw.decode("latin-1")
        if letters not in misspelt:
            misspelt.add(letters)
            name = raw[:3].decode("ascii")
            field = raw[: wrong.start].count(d.field.encode("latin-1")) + (name == "MSH")
            said = f"byte 0x{raw[wrong.start]:02x} is not {letters.upper()}, and MSH-18 names no other letters"
            fix = "let the interface engine say in MSH-18 which letters it writes"
            faults.add(where, f"{said}; taken for 8859/1, as others after it", fix, row=line, column=f"{name}-{field}")
    fields = text.split(d.field)
    if fields[0] == "MSH":
        fields.insert(1, d.field)
    return Segment(tuple(fields), line)


def moment(text: str, zone: tzinfo) -> datetime:
    """A time stamp as HL7 writes it, in UTC; without an offset it is the hospital's own time.

    Args:
        text: `YYYY[MM[DD[HH[MM[SS[.S]]]]]]`, with or without an offset such as `+0200`. What is not told is its least.
        zone: the hospital's time zone.
    Raises:
        CellFault: it is no such stamp.

    >>> moment("202405170815+0200", UTC)
    datetime.datetime(2024, 5, 17, 6, 15, tzinfo=datetime.timezone.utc)
    """
    found = _MOMENT.fullmatch(text)
    try:
        if found is None or not text.isascii():
            raise ValueError
        year, month, day, hour, minute, second, offset = found.groups()
        told = int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0)
        return datetime(*told, tzinfo=_offset(offset) if offset else zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise CellFault("not a time", "write it as year, month, day, hour, minute: 202405170815") from None


def _offset(text: str) -> timezone:
    hours, minutes = int(text[1:3]), int(text[3:5])
    if hours > 14 or minutes > 59:
        raise ValueError
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)
