"""Orders with their signatures: one person's, or two persons', each over the same bytes and for one hospital alone.

Signed is `codedark order v1`, a zero byte, the first 8 bytes of the hospital's mark, and the payload: a signature given
for something else, or in another hospital, is worth nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.response.keys import KEY_ID_BYTES, KeyId, key_id, parsed, public_hex
from codedark.response.order import BadOrder, Order, decode_first, encode

DOMAIN = b"codedark order v1\x00"
MARK_BYTES = 8
SIGNATURE_BYTES = 64
SIGNATURES_MOST = 2
_PART = KEY_ID_BYTES + SIGNATURE_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One person's word for an order."""

    key: KeyId
    raw: bytes
    """64 bytes of Ed25519."""

    def __post_init__(self) -> None:
        if len(self.raw) != SIGNATURE_BYTES or len(self.key) != 2 * KEY_ID_BYTES:
            raise ValueError(f"key={self.key!r} with {len(self.raw)} bytes: {SIGNATURE_BYTES} are needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOrder:
    """An order with one or two signatures, ordered by key: the same order signed by the same people is the same."""

    order: Order
    signatures: tuple[Signature, ...]

    def __post_init__(self) -> None:
        keys = [signature.key for signature in self.signatures]
        if not 1 <= len(keys) <= SIGNATURES_MOST or keys != sorted(set(keys)):
            raise ValueError(f"signatures of {keys}: one or two, of distinct keys, in their order")

    @property
    def keys(self) -> tuple[KeyId, ...]:
        """Who says they signed it; `verify` tells whether they did."""
        return tuple(signature.key for signature in self.signatures)


def hospital_mark(owner_public_hex: str) -> str:
    """What stands for a hospital in every signature: SHA-256 of its owner's pinned key, in hexadecimal.

    The key is pinned at enrolment and does not change with the tables; a digest of the tables would change with every
    patient admitted, and orders would be refused for it.
    """
    return sha256(bytes.fromhex(owner_public_hex)).hexdigest()


def _signed_bytes(order: Order, mark: str) -> bytes:
    raw = bytes.fromhex(mark)[:MARK_BYTES]
    if len(raw) < MARK_BYTES:
        raise ValueError(f"mark={mark!r}: at least {2 * MARK_BYTES} hexadecimal digits")
    return DOMAIN + raw + encode(order)


def sign(what: Order | SignedOrder, private: Ed25519PrivateKey, mark: str) -> SignedOrder:
    """Put a person's signature to an order, or a second person's to one that is signed already.

    Args:
        mark: of the hospital; from `hospital_mark`, or any digest of 16 hexadecimal digits or more that gates share.
    Raises:
        ValueError: the same key a second time, or a third signature.
    """
    order, before = (what, ()) if isinstance(what, Order) else (what.order, what.signatures)
    own = Signature(key=key_id(public_hex(private)), raw=private.sign(_signed_bytes(order, mark)))
    return SignedOrder(order=order, signatures=tuple(sorted((*before, own), key=lambda one: one.key)))


def verify(signed: SignedOrder, keys: Mapping[KeyId, str], mark: str) -> tuple[KeyId, ...]:
    """The keys whose signature is false or unknown here; () when every signature holds.

    Cost: one Ed25519 verification a signature; benchmarks/bench_orders.py.
    """
    message = _signed_bytes(signed.order, mark)
    return tuple(s.key for s in signed.signatures if s.key not in keys or not _holds(s, keys[s.key], message))


def _holds(signature: Signature, public: str, message: bytes) -> bool:
    try:
        parsed(public).verify(signature.raw, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def to_bytes(signed: SignedOrder) -> bytes:
    """What is sent: the payload, then key and signature of each person; 88 bytes for a cut by one person."""
    return encode(signed.order) + b"".join(bytes.fromhex(s.key) + s.raw for s in signed.signatures)


def from_bytes(raw: bytes) -> SignedOrder:
    """What was sent. Raises BadOrder: no order, or not one or two whole signatures after it."""
    order, used = decode_first(raw)
    rest = raw[used:]
    count, over = divmod(len(rest), _PART)
    if over or not 1 <= count <= SIGNATURES_MOST:
        raise BadOrder(f"{len(rest)} bytes of signatures: {_PART} a person, one or two persons")
    parts = [rest[i * _PART : (i + 1) * _PART] for i in range(count)]
    signatures = tuple(Signature(key=KeyId(p[:KEY_ID_BYTES].hex()), raw=p[KEY_ID_BYTES:]) for p in parts)
    try:
        return SignedOrder(order=order, signatures=signatures)
    except ValueError as wrong:
        raise BadOrder(str(wrong)) from None
