"""A header says everything but the words, and gives no word away."""

from __future__ import annotations

import pytest

from codedark.record.entry import committed, device_id, header_hash, read_body, read_header
from codedark.record.plain import NotThisForm, as_bytes
from tests.record.making import draft, log, said


def test_a_header_and_a_body_come_back_from_their_bytes() -> None:
    for entry in log([said("operations_cancelled", 70)]):
        assert read_header(entry.header.raw()) == entry.header
        assert entry.body is not None
        assert read_body(as_bytes(entry.body)) == entry.body


def test_a_commitment_changes_with_the_body_and_with_the_salt() -> None:
    one = committed(b"body", b"s" * 16)
    assert one == committed(b"body", b"s" * 16)
    assert len({one, committed(b"body.", b"s" * 16), committed(b"body", b"t" * 16)}) == 3


def test_a_salt_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="16"):
        committed(b"body", b"short")


def test_a_header_holds_nothing_of_the_body() -> None:
    entry = log([said("operations_cancelled", 7031)])[1]
    assert b"7031" not in entry.header.raw()
    assert draft(text="As told.").body.text.encode() not in entry.header.raw()


def test_a_hash_is_of_every_byte() -> None:
    raw = log([said("operations_cancelled", 70)])[1].header.raw()
    assert len({header_hash(raw[:i] + bytes([raw[i] ^ 1]) + raw[i + 1 :]) for i in range(len(raw))}) == len(raw)


def test_a_device_is_named_by_its_key() -> None:
    assert device_id("00" * 32) != device_id("01" * 32)
    assert len(device_id("00" * 32)) == 16


def test_what_is_no_header_is_refused() -> None:
    with pytest.raises(NotThisForm):
        read_header(b'{"seq":1}')
