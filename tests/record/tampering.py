"""What somebody with the file in hand, and with or without the key, can do to a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.record.entry import SIGNED, Head, committed, device_id, header_hash, read_header
from codedark.record.row import Row, row_of
from codedark.record.sealing import head_of
from tests.record.making import START, chain, draft, key, said


def rows(count: int = 9, number: int = 1) -> list[Row]:
    """An opening entry and so many more, of one device."""
    return [row_of(e) for e in chain([(draft(said("operations_cancelled", n)), START) for n in range(count)], number)]


def publics(*numbers: int) -> dict[str, str]:
    """Keys of those devices."""
    raw = [key(n).public_key().public_bytes_raw().hex() for n in numbers or (1,)]
    return {device_id(public): public for public in raw}


def head(row: Row) -> Head:
    """A row's head."""
    return Head(device=read_header(row.header).device, seq=row.seq, hash=header_hash(row.header))


def anew(row: Row, private: Ed25519PrivateKey, **changes: Any) -> Row:
    """The row with another header, hashed and signed again."""
    raw = replace(read_header(row.header), **changes).raw()
    own = bytes.fromhex(header_hash(raw))
    return row._replace(header=raw, hash=own, signature=private.sign(SIGNED + own), seq=changes.get("seq", row.seq))


def said_anew(row: Row, body: bytes, private: Ed25519PrivateKey, **changes: Any) -> Row:
    """The row with other words, committed to, hashed and signed again."""
    salt = row.salt or bytes(16)
    return anew(row._replace(body=body, salt=salt), private, commitment=committed(body, salt), **changes)


def rewritten(rows: Sequence[Row], first: int, body: bytes, private: Ed25519PrivateKey) -> list[Row]:
    """The whole chain from that place on written anew with a key, so that it holds in itself."""
    made = list(rows[:first])
    for place, row in enumerate(rows[first:], first):
        prev: Mapping[str, Any] = {"prev": made[-1].hash.hex()} if made else {}
        changed = said_anew(row, body, private, **prev) if place == first else anew(row, private, **prev)
        made.append(changed)
    return made


__all__ = ["anew", "head", "head_of", "publics", "rewritten", "rows", "said_anew"]
