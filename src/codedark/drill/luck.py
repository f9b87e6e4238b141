"""Luck without a stream: every draw is a function of seed, whose draw it is, replication and purpose.

Nothing is drawn *after* something else, so a host added, a rule cut or an alarm heard earlier changes nobody else's
luck: both arms of a comparison are played with the same dice. The function is Philox 4x32 with ten rounds, counter =
(owner, owner, replication, purpose), key = seed.

Source: Salmon, Moraes, Dror, Shaw, *Parallel random numbers: as easy as 1, 2, 3*, SC 2011; its known-answer vectors
are the tests.
"""

from __future__ import annotations

import math
from enum import IntEnum
from hashlib import blake2b

M0, M1 = 0xD2511F53, 0xCD9E8D57
"""Philox multipliers."""
W0, W1 = 0x9E3779B9, 0xBB67AE85
"""What is added to the key each round (Weyl sequence)."""
ROUNDS = 10
MASK = 0xFFFFFFFF

Words = tuple[int, int, int, int]
"""Four words of 32 bits."""


class Purpose(IntEnum):
    """What a draw is for. Numbers are frozen: a new random quantity takes a new number, so that old results stay."""

    DESIGN = 0
    """Draws of the parameters; owner: the parameter's name."""
    ENTRY = 1
    """Which entry host the intruder gets; owner: host."""
    SPREAD = 2
    """Resistance of a host to a worm, and whether it is vulnerable; owner: host."""
    PUSH = 3
    """When the intruder's hand reaches a host, and how long it then takes; owner: host."""
    HOP = 4
    """Minutes of the n-th hop; owner: n."""
    ACCOUNT = 5
    """Whether an account is taken where it is held; owner: account."""
    ALERT = 6
    """When the n-th stealth alert comes and whether somebody acts on it; owner: n."""
    PLACE = 7
    """Whether the alarm tells the right zone."""
    OFF = 8
    """When in the course of a shutdown a host goes off; owner: host."""
    BACKUPS = 9
    """Whether the backups are captured."""
    FALSE_ALARM = 10
    """When an alarm without an intruder comes."""
    STRIKE = 11
    """Whether an intruder who sees a cut begins the destruction at once."""


def philox(counter: Words, key: tuple[int, int]) -> Words:
    """Four words of 32 bits that look random, from a counter and a key.

    >>> [hex(word) for word in philox((0, 0, 0, 0), (0, 0))]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(ROUNDS):
        p0, p1 = M0 * c0, M1 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & MASK, (p0 >> 32) ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + W0) & MASK, (k1 + W1) & MASK
    return c0, c1, c2, c3


def key_of(name: str) -> int:
    """A 64-bit number for a name, the same on every machine for ever.

    >>> key_of("ws-1") == key_of("ws-1") != key_of("ws-2")
    True
    """
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def draw(seed: int, owner: int, replication: int, purpose: Purpose) -> Words:
    """The four words of one draw. `owner` is `key_of` a name, or a small number (the n-th hop)."""
    return philox(
        (owner & MASK, owner >> 32 & MASK, replication & MASK, int(purpose)), (seed & MASK, seed >> 32 & MASK)
    )


def uniform(high: int, low: int) -> float:
    """Two words as a number strictly between 0 and 1, 52 bits fine.

    >>> uniform(0, 0) > 0.0 and uniform(MASK, MASK) < 1.0
    True
    """
    return ((high >> 6) * 67108864.0 + (low >> 6) + 0.5) / 4503599627370496.0


def uniforms(seed: int, owner: int, replication: int, purpose: Purpose) -> tuple[float, float]:
    """Two independent uniforms of one draw."""
    a, b, c, d = draw(seed, owner, replication, purpose)
    return uniform(a, b), uniform(c, d)


def normal(u1: float, u2: float) -> float:
    """A standard normal number from two uniforms (Box and Muller 1958)."""
    return math.sqrt(-2.0 * math.log(u1)) * math.cos(6.283185307179586 * u2)
