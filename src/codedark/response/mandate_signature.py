"""`mandate.sig`: the owner's signature over the exact bytes of `mandate.toml`."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.response.keys import parsed

SIGNATURE = "mandate.sig"
DOMAIN = b"codedark mandate v1\x00"
"""Stands before the bytes that are signed: a signature given for something else is worth nothing here."""


def sign_mandate(raw: bytes, private: Ed25519PrivateKey) -> bytes:
    """What stands in `mandate.sig`: 128 hexadecimal digits over the exact bytes of the mandate."""
    return private.sign(DOMAIN + raw).hex().encode() + b"\n"


def mandate_signed(raw: bytes, signature: bytes, owner_key: str) -> bool:
    """Whether the owner signed these bytes. Ask it with the key pinned at enrolment, never with the file's own."""
    try:
        parsed(owner_key).verify(bytes.fromhex(signature.decode("ascii").strip()), DOMAIN + raw)
    except (InvalidSignature, ValueError):
        return False
    return True
