"""A draft becomes the next link of its device's chain, signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from cryptography.exceptions import InvalidSignature

from codedark.record.entry import FIRST_PREV, SIGNED, committed, header_hash
from codedark.record.plain import as_bytes
from codedark.record.sealing import Moment, head_of, sealed
from tests.record.making import START, draft, key, log, pen, said

MOMENT = Moment(recorded_at=START, clock_ms=5, salt=b"s" * 16)


def test_each_entry_names_the_one_before() -> None:
    entries = log([said("operations_cancelled", n) for n in range(4)])
    assert [e.header.seq for e in entries] == [1, 2, 3, 4, 5]
    assert [e.header.prev for e in entries] == [FIRST_PREV, *(e.hash for e in entries[:-1])]
    assert all(e.hash == header_hash(e.header.raw()) for e in entries)


def test_the_commitment_is_of_this_body_and_salt() -> None:
    for entry in log([said("operations_cancelled", 70)]):
        assert entry.body is not None
        assert entry.header.commitment == committed(as_bytes(entry.body), bytes.fromhex(entry.salt))


def test_the_signature_is_the_devices_over_the_hash_for_entries_alone() -> None:
    entry = sealed(draft(), pen(), None, MOMENT)
    public, signature = key().public_key(), bytes.fromhex(entry.signature)
    public.verify(signature, SIGNED + bytes.fromhex(entry.hash))
    for other in (bytes.fromhex(entry.hash), SIGNED + b"\0" * 32):
        with pytest.raises(InvalidSignature):
            public.verify(signature, other)


def test_another_devices_head_is_no_place_to_go_on_from() -> None:
    other = head_of(sealed(draft(), pen(2), None, MOMENT))
    with pytest.raises(ValueError, match="another device"):
        sealed(draft(), pen(1), other, MOMENT)
    assert sealed(draft(), pen(1), None, MOMENT, seen=(other,)).header.seen == (other,)


def test_a_clock_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        sealed(draft(), pen(), None, replace(MOMENT, recorded_at=datetime(2026, 3, 3)))  # noqa: DTZ001
