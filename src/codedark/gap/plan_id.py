"""The name of a seal that people read out by telephone: twelve hexadecimal digits, the same wherever it is made."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from codedark.gap.posture import Seal

ID_HEX = 12
"""Digits of a name; six bytes, as an order carries them."""


def plan_id(seal: Seal) -> str:
    """The digest of what a seal asks for: conduits with their postures, zones contained, hosts quarantined.

    A change of any of these is another name; a change of beds, patients or prices is not, so that paper stays right as
    long as what would be cut stays the same.

    >>> from codedark.gap.posture import EVERYTHING_NORMAL
    >>> plan_id(EVERYTHING_NORMAL)
    '48590e4397f2'
    """
    told = (
        "codedark plan v1",
        [(conduit, int(posture)) for conduit, posture in seal.postures],
        list(seal.contain),
        list(seal.quarantine),
    )
    return sha256(msgspec.json.encode(told)).hexdigest()[:ID_HEX]
