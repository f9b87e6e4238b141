"""A book of notices as one hospital keeps it: its name, its time zone, the numbers to call, the notices; JSON and back.

With these a notice can be acknowledged, repeated, read out and printed where the hospital's folder is out of reach.
A damaged book is refused with every fault; nothing in it is guessed, dropped or begun anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from codedark.divert.ambulances_diverted import Diverted
from codedark.divert.notice_addressees import NumberToCall
from codedark.divert.notice_faults import Wrong, book_faults
from codedark.divert.notices import Acknowledged, Notice, NoticeBook, Repeated

_LISTS: dict[str, type] = {
    "numbers": NumberToCall,
    "notices": Notice,
    "acknowledged": Acknowledged,
    "repeated": Repeated,
    "diverted": Diverted,
}
_TEXTS = ("hospital", "timezone")
_AT = re.compile(r" - at `\$(.*)`$")
_MEND = "mend this entry, or put back a copy of the file; it is never begun anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBook:
    """One book in its file."""

    hospital: str
    """Its name as the notices say it."""
    timezone: str
    """In which times are said and typed."""
    numbers: tuple[NumberToCall, ...]
    """Of every addressee that has one."""
    book: NoticeBook

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)


class BadBook(ValueError):
    """A book that cannot be read; carries every fault with its place."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        self.wrong = wrong
        super().__init__("; ".join(f"{place}: {what}" for place, what, _ in wrong))


def kept_as_json(kept: KeptBook) -> bytes:
    """A kept book as JSON, indented so that a person can read it; the same book gives the same bytes."""
    import msgspec

    told = msgspec.to_builtins(kept)
    flat = {**{name: told[name] for name in (*_TEXTS, "numbers")}, **told["book"]}
    return msgspec.json.format(msgspec.json.encode(flat), indent=1) + b"\n"


def kept_from_json(raw: bytes) -> KeptBook:
    """The book that was kept.

    Raises:
        BadBook: with every fault: no JSON, a field that is missing, unknown or of another kind, entries that do not
            hold together.
    Cost: a step for each entry.
    """
    import msgspec

    try:
        told = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise BadBook((("$", f"no JSON: {wrong}", "put back a copy of the file; it is never begun anew"),)) from None
    if not isinstance(told, dict):
        raise BadBook((("$", "no object", "put back a copy of the file; it is never begun anew"),))
    faults = list(_of_keys(told))
    lists = {name: _read(told.get(name, []), kind, f"$.{name}", faults) for name, kind in _LISTS.items()}
    if not faults:
        kept = KeptBook(
            hospital=told["hospital"],
            timezone=told["timezone"],
            numbers=lists.pop("numbers"),
            book=NoticeBook(**lists),
        )
        faults.extend(book_faults(kept.book))
    if faults:
        raise BadBook(tuple(faults))
    return kept


def _of_keys(told: dict[str, Any]) -> Iterator[Wrong]:
    for name in (*_TEXTS, *_LISTS):
        if name not in told:
            yield f"$.{name}", "is missing", _MEND
    for name in told.keys() - _LISTS.keys() - set(_TEXTS):
        yield f"$.{name}", "no book has such a field", f"one of: {', '.join((*_TEXTS, *_LISTS))}"
    for name in _TEXTS:
        if name in told and not (isinstance(told[name], str) and told[name].strip()):
            yield f"$.{name}", "no text", _MEND
    zone = told.get("timezone")
    if isinstance(zone, str) and zone.strip() and not _is_zone(zone):
        yield "$.timezone", f"'{zone}' is no time zone", "such as Europe/Brussels"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _read(told: object, kind: type, place: str, faults: list[Wrong]) -> tuple[Any, ...]:
    """The entries of one list; what is wrong with each goes to the faults."""
    import msgspec

    if not isinstance(told, list):
        faults.append((place, "no list", _MEND))
        return ()
    found = []
    for at, raw in enumerate(told):
        here = f"{place}[{at}]"
        try:
            record: object = msgspec.convert(raw, kind)
        except msgspec.ValidationError as wrong:
            inside = _AT.search(str(wrong))
            faults.append((here + (inside[1] if inside else ""), _AT.sub("", str(wrong)), _MEND))
            continue
        faults.extend(_unknown(raw, msgspec.to_builtins(record), here))
        found.append(record)
    return tuple(found)


def _unknown(raw: object, read: object, place: str) -> Iterator[Wrong]:
    """Fields that were passed over: written back they would be lost."""
    if isinstance(raw, dict) and isinstance(read, dict):
        for name, value in raw.items():
            if name in read:
                yield from _unknown(value, read[name], f"{place}.{name}")
            else:
                yield f"{place}.{name}", "no such field", f"one of: {', '.join(read)}"
    elif isinstance(raw, list) and isinstance(read, list | tuple):
        for at, (one, other) in enumerate(zip(raw, read, strict=False)):
            yield from _unknown(one, other, f"{place}[{at}]")
