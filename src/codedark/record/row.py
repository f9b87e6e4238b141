"""An entry as it lies in a store, and a device as a store names it: bytes, before anything of them is believed."""

from __future__ import annotations

from typing import NamedTuple

from codedark.record.entry import Entry, EntryHash, read_body, read_header
from codedark.record.plain import as_bytes


class Row(NamedTuple):
    """An entry as it lies in a store: nothing of it is believed yet. (A tuple: 100,000 are made a second.)"""

    device: str
    seq: int
    hash: bytes
    """32 bytes."""
    header: bytes
    """The very bytes that were hashed."""
    signature: bytes
    body: bytes | None
    """The very bytes that were committed to; None: erased."""
    salt: bytes | None


class Signer(NamedTuple):
    """A device as a store names it."""

    device: str
    public: str
    """64 hexadecimal digits."""
    name: str


def row_of(entry: Entry) -> Row:
    """An entry as it is kept.

    Raises:
        ValueError: its body was erased: what was committed to is gone, and the store it came from has the row.
    """
    if entry.body is None:
        raise ValueError(f"entry {entry.header.seq} of {entry.header.device} was erased; take its row from the store")
    return Row(
        entry.header.device,
        entry.header.seq,
        bytes.fromhex(entry.hash),
        entry.header.raw(),
        bytes.fromhex(entry.signature),
        as_bytes(entry.body),
        bytes.fromhex(entry.salt),
    )


def entry_of(row: Row) -> Entry:
    """A row as an entry; nothing is checked but its form.

    Raises:
        NotThisForm: header or body is no such record.
    """
    return Entry(
        header=read_header(row.header),
        hash=EntryHash(row.hash.hex()),
        signature=row.signature.hex(),
        body=None if row.body is None else read_body(row.body),
        salt="" if row.salt is None else row.salt.hex(),
    )
