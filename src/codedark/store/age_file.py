"""Encryption as age does it (X25519), and the keys for it: the one file that knows the library.

What is encrypted to a *recipient* (public, `age1...`) opens with its *identity* alone (secret, `AGE-SECRET-KEY-1...`):
who takes snapshots each hour needs only the recipient, and cannot read yesterday's. An identity may lie under a
passphrase. The files are age's own: the usual `age` program opens them too. Source: age-encryption.org/v1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyrage  # type: ignore[import-untyped]

_MAGIC = b"age-encryption.org/v1"
_SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 (the first letters of every identity, not one)


class CannotOpen(Exception):
    """Bytes that do not open: damaged, another identity's, a wrong passphrase; the text says which as far as known."""


def new_identity() -> tuple[str, str]:
    """A new identity and its recipient, each one line of text.

    >>> secret, public = new_identity()
    >>> decrypted(encrypted(b"census", public), secret), recipient_of(secret) == public
    (b'census', True)
    """
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def recipient_of(identity: str) -> str:
    """The recipient of an identity.

    Raises:
        CannotOpen: it is no identity.
    """
    return str(_identity(identity).to_public())


def encrypted(raw: bytes, recipient: str) -> bytes:
    """Encrypt to a recipient.

    Raises:
        CannotOpen: it is no recipient.
    Cost: 0.08 ms, and 1 ms a megabyte.
    """
    try:
        return bytes(pyrage.encrypt(raw, [pyrage.x25519.Recipient.from_str(recipient.strip())]))
    except pyrage.RecipientError as wrong:
        raise CannotOpen(f"not an age recipient ({wrong})") from None


def encrypted_for(raw: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt to several recipients: each of their identities opens it alone.

    Raises:
        CannotOpen: one of them is no recipient; it is named.
        ValueError: there is none.
    """
    if not recipients:
        raise ValueError("recipients=(): nobody could open it")
    known = []
    for recipient in recipients:
        try:
            known.append(pyrage.x25519.Recipient.from_str(recipient.strip()))
        except pyrage.RecipientError as wrong:
            raise CannotOpen(f"'{recipient}' is not an age recipient ({wrong})") from None
    return bytes(pyrage.encrypt(raw, known))


def locked(raw: bytes, passphrase: str) -> bytes:
    """Encrypt under a passphrase.

    Cost: some seconds, on purpose (scrypt), here and when it is unlocked.
    """
    return bytes(pyrage.passphrase.encrypt(raw, passphrase))


def unlocked(raw: bytes, passphrase: str) -> bytes:
    """Decrypt what `locked` made.

    Raises:
        CannotOpen: the passphrase is wrong, or the bytes are damaged or not under a passphrase.
    """
    try:
        return bytes(pyrage.passphrase.decrypt(raw, passphrase))
    except pyrage.DecryptError as wrong:
        raise CannotOpen(f"the passphrase is wrong, or the file is damaged ({wrong})") from None


def is_age(raw: bytes) -> bool:
    """Whether bytes begin as an age file does."""
    return raw.startswith(_MAGIC)


def under_a_passphrase(raw: bytes) -> bool:
    """Whether an age file opens with a passphrase rather than an identity."""
    return raw[len(_MAGIC) :].startswith(b"\n-> scrypt ")


def decrypted(raw: bytes, identity: str) -> bytes:
    """Decrypt with an identity.

    Raises:
        CannotOpen: the bytes are damaged, or were encrypted to another.
    """
    known = _identity(identity)
    try:
        return bytes(pyrage.decrypt(raw, [known]))
    except pyrage.DecryptError as wrong:
        said = str(wrong)
        why = "encrypted to another identity" if "matching" in said else f"damaged ({said})"
        raise CannotOpen(why) from None


def under_passphrase(identity: str, passphrase: str) -> bytes:
    """An identity as bytes that open with a passphrase.

    Cost: some seconds, on purpose (scrypt).
    """
    return bytes(pyrage.passphrase.encrypt(identity.encode(), passphrase))


def read_identity(raw: bytes, passphrase: Callable[[], str]) -> str:
    """The identity of an identity file: plain text (lines of `#` are comments), or under a passphrase.

    Args:
        raw: the file.
        passphrase: asked only where one is needed.
    Raises:
        CannotOpen: it holds none, or the passphrase is wrong.
    """
    if raw.startswith(_MAGIC):
        try:
            raw = bytes(pyrage.passphrase.decrypt(raw, passphrase()))
        except pyrage.DecryptError:
            raise CannotOpen("the passphrase is wrong, or the file is damaged") from None
    lines = raw.decode("ascii", "replace").splitlines()
    found = next((line.strip() for line in lines if line.strip().startswith(_SECRET)), None)
    if found is None:
        raise CannotOpen(f"no line of it begins with {_SECRET}")
    _identity(found)
    return found


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except pyrage.IdentityError as wrong:
        raise CannotOpen(f"not an age identity ({wrong})") from None
