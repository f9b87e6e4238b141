from __future__ import annotations

import pytest

from codedark.response.mandate_signature import mandate_signed, sign_mandate
from codedark.response.mandate_text import mandate_toml
from tests.response.people import key_of, make_mandate, public_of

RAW = mandate_toml(make_mandate())
SIGNATURE = sign_mandate(RAW, key_of("owner"))


def test_the_owners_signature_over_these_bytes_holds() -> None:
    assert mandate_signed(RAW, SIGNATURE, public_of("owner"))
    assert mandate_signed(RAW, SIGNATURE.strip(), public_of("owner"))


def test_a_byte_changed_undoes_it() -> None:
    for changed in (RAW + b" ", RAW[:-1], RAW.replace(b"30", b"31", 1)):
        assert changed != RAW
        assert not mandate_signed(changed, SIGNATURE, public_of("owner"))


def test_nobody_else_signs_for_the_owner() -> None:
    assert not mandate_signed(RAW, sign_mandate(RAW, key_of("commander")), public_of("owner"))
    assert not mandate_signed(RAW, key_of("owner").sign(RAW).hex().encode(), public_of("owner"))


@pytest.mark.parametrize("text", [b"", b"zz", b"00", b"\xff", b"00" * 64])
def test_what_is_no_signature_is_none(text: bytes) -> None:
    assert not mandate_signed(RAW, text, public_of("owner"))


def test_without_an_owner_nothing_is_signed() -> None:
    assert not mandate_signed(RAW, SIGNATURE, "")
