from __future__ import annotations

import pytest

from codedark.response.keys import key_id, parsed, private_key, public_hex
from tests.response.people import key_of, public_of


def test_a_key_is_named_by_eight_digits_of_its_own() -> None:
    assert len(key_id(public_of("commander"))) == 8
    assert key_id(public_of("commander")) == key_id(public_of("commander").upper())
    assert key_id(public_of("commander")) != key_id(public_of("nurse"))


def test_what_the_private_key_signs_the_public_one_verifies() -> None:
    parsed(public_of("nurse")).verify(key_of("nurse").sign(b"x"), b"x")


def test_a_public_key_is_parsed_once() -> None:
    assert parsed(public_of("nurse")) is parsed(public_of("nurse"))


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "00" * 33])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parsed(text)


def test_the_same_bytes_give_the_same_key() -> None:
    assert public_hex(private_key(b"\x07" * 32)) == public_hex(private_key(b"\x07" * 32))
