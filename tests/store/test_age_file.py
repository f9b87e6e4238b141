from __future__ import annotations

import pytest

from codedark.store.age_file import (
    CannotOpen,
    decrypted,
    encrypted,
    new_identity,
    read_identity,
    recipient_of,
    under_passphrase,
)


def never() -> str:
    raise AssertionError("no passphrase is needed here")


def test_what_the_recipient_closes_the_identity_alone_opens() -> None:
    identity, recipient = new_identity()
    sealed = encrypted(b"who lies where", recipient)
    assert decrypted(sealed, identity) == b"who lies where" and b"who lies" not in sealed
    with pytest.raises(CannotOpen, match="another identity"):
        decrypted(sealed, new_identity()[0])


@pytest.mark.parametrize(
    "damage", [lambda raw: raw[:-1], lambda raw: raw[:-20] + b"x" * 20, lambda raw: b"", lambda raw: b"x" * 500]
)
def test_damaged_bytes_do_not_open(damage: object) -> None:
    identity, recipient = new_identity()
    with pytest.raises(CannotOpen, match="damaged"):
        decrypted(damage(encrypted(b"x" * 300, recipient)), identity)  # type: ignore[operator]


def test_an_identity_under_a_passphrase_opens_with_it_alone() -> None:
    identity, recipient = new_identity()
    raw = under_passphrase(identity, "three words here")
    assert identity.encode() not in raw
    assert recipient_of(read_identity(raw, lambda: "three words here")) == recipient
    with pytest.raises(CannotOpen, match="passphrase"):
        read_identity(raw, lambda: "another")


def test_an_identity_file_may_have_comments_as_age_writes_them() -> None:
    identity, _ = new_identity()
    assert read_identity(f"# created: today\n# public key: x\n{identity}\n".encode(), never) == identity


@pytest.mark.parametrize("raw", [b"", b"age1xyz", b"AGE-SECRET-KEY-1NONSENSE", b"\xff\xfe"])
def test_what_is_no_identity_is_said(raw: bytes) -> None:
    with pytest.raises(CannotOpen):
        read_identity(raw, never)


def test_what_is_no_recipient_is_said() -> None:
    with pytest.raises(CannotOpen, match="recipient"):
        encrypted(b"", "age1nobody")
