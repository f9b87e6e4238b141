"""Checksums of Bitcoin addresses. The addresses are the examples of the standards."""

from __future__ import annotations

import pytest

from codedark.record.coin_addresses import is_bitcoin

GOOD = (
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
)


@pytest.mark.parametrize("address", GOOD)
def test_an_address_of_the_standards_is_one(address: str) -> None:
    assert is_bitcoin(address)


@pytest.mark.parametrize("address", GOOD)
def test_one_letter_changed_is_none(address: str) -> None:
    for place in range(4, len(address)):
        other = "q" if address[place].lower() != "q" else "p"
        changed = address[:place] + (other.upper() if address.isupper() else other) + address[place + 1 :]
        assert not is_bitcoin(changed), changed


@pytest.mark.parametrize("text", ["", "bc1", "bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "0OIl", "z" * 60, "bc1b"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert not is_bitcoin(text)
