"""Keys: 32 bytes of Ed25519, and the eight hexadecimal digits by which an order names the key that signed it."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import NewType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KeyId = NewType("KeyId", str)
"""First 4 bytes of the SHA-256 of a public key, as 8 hexadecimal digits: a name to look it up by, no proof."""
KEY_ID_BYTES = 4
_KEPT = 256
"""Parsed keys that are kept: more than the people any mandate names."""


def key_id(public_hex: str) -> KeyId:
    """The name of a public key.

    >>> key_id("00" * 32)
    '66687aad'
    """
    return KeyId(sha256(bytes.fromhex(public_hex)).hexdigest()[: 2 * KEY_ID_BYTES])


@lru_cache(maxsize=_KEPT)
def parsed(public_hex: str) -> Ed25519PublicKey:
    """A public key ready to verify with; kept, because parsing is part of the time until the last packet.

    Raises:
        ValueError: not 32 bytes in hexadecimal.
    """
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))


def public_hex(private: Ed25519PrivateKey) -> str:
    """The public key of a private one, 64 hexadecimal digits."""
    return private.public_key().public_bytes_raw().hex()


def private_key(raw: bytes) -> Ed25519PrivateKey:
    """A private key from its 32 bytes. Whoever calls brings the bytes; this room draws none."""
    return Ed25519PrivateKey.from_private_bytes(raw)
