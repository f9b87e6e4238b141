"""From a patient's number to a reference: the same patient has the same one, and nobody without the key can go back.

A reference is a keyed hash (HMAC-SHA-256) of the hospital's own number, short enough to be read out and written on a
ward sheet. The key is random, made with the snapshot's own keys and kept with them. Who has the key *and* a list of
numbers can find out which is whose: that is how the ward looks a patient up, and why the key is kept like one.
"""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256

from codedark.hospital.records import PatientId

KEY_BYTES = 32
_LETTERS = 10


def reference(key: bytes, number: str) -> PatientId:
    """The reference of a patient's (or a stay's) number: ten letters and digits in two groups, without 0, 1, 8 and 9.

    Two of 100,000 patients share one with a chance of 4 in a million (50 bits).

    Args:
        key: `KEY_BYTES` random bytes.
        number: as messages have it; blanks around it and small or capital letters make no difference.
    Raises:
        ValueError: the key has another length, or the number is empty.

    >>> reference(bytes(32), "4711") == reference(bytes(32), " 4711 ") != reference(bytes(31) + b"x", "4711")
    True
    >>> reference(bytes(32), "4711")
    'z4tup-56dej'
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of {len(key)} bytes: it has {KEY_BYTES}")
    told = number.strip().casefold()
    if not told:
        raise ValueError("number='': nobody has it")
    digest = hmac.new(key, told.encode(), sha256).digest()
    letters = base64.b32encode(digest[:10]).decode()[:_LETTERS].lower()
    return PatientId(f"{letters[: _LETTERS // 2]}-{letters[_LETTERS // 2 :]}")
