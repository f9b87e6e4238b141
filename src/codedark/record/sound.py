"""Does an entry prove itself? What comes from another device, a backup or a damaged file is believed only then.

A row's header gives its hash, its device's key gives the device's name, the signature binds both, and the commitment
binds the words. `record.verifying` judges a log as a whole; here one row is judged alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from codedark.record.entry import SALT_BYTES, SIGNED, Header, committed, device_id, header_hash, read_body, read_header
from codedark.record.plain import NotThisForm
from codedark.record.row import Row, Signer

_NUMBERS = 2**63
"""No store can hold this number: one entry that bears it must not keep out those beside it."""


class NotSound(ValueError):
    """A row that does not prove itself; the text says in what."""


def sound_header(row: Row, incident: str, signers: Mapping[str, Signer]) -> Header:
    """The header of a row that proves itself.

    Args:
        incident: whose log it must belong to.
        signers: devices with their keys; what a row says of its device is believed only with one.
    Returns:
        The header; of the words nothing was looked at.
    Raises:
        NotSound: with what does not hold.
    Cost: a signature checked, about 0.1 ms.
    """
    if bytes.fromhex(header_hash(row.header)) != row.hash:
        raise NotSound("its header was changed: it does not give its hash")
    try:
        header = read_header(row.header)
    except NotThisForm as wrong:
        raise NotSound(f"its header does not read: {wrong}") from None
    if (header.device, header.seq) != (row.device, row.seq):
        raise NotSound(f"its header is entry {header.seq} of device {header.device}")
    if not 0 < header.seq < _NUMBERS:
        raise NotSound(f"{header.seq} is no number of an entry")
    if not _hex(header.prev):
        raise NotSound("what it stands on is no hash")
    if header.incident != incident:
        raise NotSound(f"it belongs to incident {header.incident}")
    signer = signers.get(row.device)
    if signer is None or not gives(signer.public, row.device):
        raise NotSound("no key is here that gives the device's name")
    if not signed_by(signer.public, row.hash, row.signature):
        raise NotSound("its signature is not the device's")
    return header


def _hex(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == 32
    except ValueError:
        return False


def words_hold(row: Row, header: Header) -> bool:
    """Whether the words of a row are those its header commits to; erased ones are not."""
    if row.body is None or row.salt is None or len(row.salt) != SALT_BYTES:
        return False
    if committed(row.body, row.salt) != header.commitment:
        return False
    try:
        read_body(row.body)
    except NotThisForm:
        return False
    return True


def without_words(row: Row) -> Row:
    """The same, erased."""
    return row._replace(body=None, salt=None)


def gives(public: str, device: str) -> bool:
    """Whether a public key gives a device's name."""
    try:
        return len(public) == 64 and device_id(public) == device
    except ValueError:
        return False


def signed_by(public: str, digest: bytes, signature: bytes) -> bool:
    """Whether a device signed the entry with that hash, 32 bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, SIGNED + digest)
    except (InvalidSignature, ValueError):
        return False
    return True
