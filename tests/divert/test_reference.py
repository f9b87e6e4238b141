from __future__ import annotations

import pytest

from codedark.divert.reference import KEY_BYTES, reference
from codedark.hospital.cells import read_cell
from codedark.hospital.schema import TABLE_NAMED

KEY = bytes(KEY_BYTES)


def test_the_same_number_has_the_same_reference_while_the_key_lives() -> None:
    assert reference(KEY, "4711") == reference(KEY, " 4711 ")
    assert reference(KEY, "AB1") == reference(KEY, "ab1")
    assert reference(bytes([1] * KEY_BYTES), "4711") != reference(KEY, "4711")


def test_a_reference_may_stand_in_the_hospitals_table() -> None:
    column = TABLE_NAMED["patients"].column("patient")
    found = {reference(KEY, str(n)) for n in range(5000)}
    assert len(found) == 5000
    assert all(read_cell(column, one) == one and len(one) == 11 for one in found)
    assert set("".join(found)) <= set("abcdefghijklmnopqrstuvwxyz234567-")


def test_a_short_key_and_an_empty_number_are_mistakes() -> None:
    with pytest.raises(ValueError, match="has 32"):
        reference(b"short", "4711")
    with pytest.raises(ValueError, match="nobody"):
        reference(KEY, " ")
