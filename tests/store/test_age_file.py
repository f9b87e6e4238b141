from __future__ import annotations

import pytest

from codedark.store.age_file import (
    CannotOpen,
    decrypted,
    encrypted,
    encrypted_for,
    is_age,
    locked,
    new_identity,
    read_identity,
    recipient_of,
    under_a_passphrase,
    under_passphrase,
    unlocked,
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


def test_what_is_encrypted_to_two_opens_with_either_and_with_no_third() -> None:
    (one, to_one), (two, to_two) = new_identity(), new_identity()
    sealed = encrypted_for(b"the record", [to_one, f" {to_two}\n"])
    assert decrypted(sealed, one) == decrypted(sealed, two) == b"the record"
    with pytest.raises(CannotOpen, match="another identity"):
        decrypted(sealed, new_identity()[0])
    with pytest.raises(CannotOpen, match="'age1nobody'"):
        encrypted_for(b"", [to_one, "age1nobody"])
    with pytest.raises(ValueError, match="nobody"):
        encrypted_for(b"", [])


def test_bytes_under_a_passphrase_open_with_it_alone() -> None:
    raw = locked(b"\x00the record", "three words here")
    assert is_age(raw) and under_a_passphrase(raw)
    assert unlocked(raw, "three words here") == b"\x00the record"
    with pytest.raises(CannotOpen, match="passphrase"):
        unlocked(raw, "another")


def test_what_opens_with_an_identity_is_told_from_what_opens_with_a_passphrase() -> None:
    sealed = encrypted(b"", new_identity()[1])
    assert is_age(sealed) and not under_a_passphrase(sealed)
    assert not is_age(b"SQLite format 3")
    with pytest.raises(CannotOpen):
        unlocked(sealed, "three words here")
