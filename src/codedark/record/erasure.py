"""An entry whose words were erased on purpose: which entry says so, and which rows lose their words by it.

Words that are missing may have been erased for privacy, or lost. The difference is an entry: a correction that is about
the erased one and has the key `ERASED` in its details. Wherever that correction arrives the words go too, and nobody
who still has them brings them back; where there is none they are lost, and whoever has them may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from codedark.record.entry import EntryKind, read_body, read_header
from codedark.record.opening import OPENED
from codedark.record.plain import NotThisForm
from codedark.record.row import Row

ERASED = "erased"
"""Key in the details of the correction; its value is the hash of the entry whose words were erased."""


def erased_by(rows: Iterable[Row], sound: Callable[[Row], bool]) -> frozenset[bytes]:
    """Entries that some row says were erased.

    Args:
        sound: whether a row and its words prove themselves; asked only of those that say so.
    """
    said: set[bytes] = set()
    kept: set[bytes] = set()
    for row in rows:
        if row.body is None:
            continue
        if _ERASED_KEY in row.body:
            said.update(_named(row) if sound(row) else ())
        elif _OPENED_KEY in row.body:
            kept.add(row.hash)
    return frozenset(said - kept)


_ERASED_KEY, _OPENED_KEY = (f'"{key}":'.encode() for key in (ERASED, OPENED))


def _named(row: Row) -> tuple[bytes, ...]:
    """The entries a row says were erased; it must be a correction that links to them."""
    try:
        header, body = read_header(row.header), read_body(row.body or b"")
    except NotThisForm:
        return ()
    told = body.details.get(ERASED)
    named = [link for link in header.links if header.kind is EntryKind.CORRECTION and link == told]
    try:
        return tuple(bytes.fromhex(link) for link in named)
    except ValueError:
        return ()
