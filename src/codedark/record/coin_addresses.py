"""Whether letters that look like a Bitcoin address are one: its own checksum says so, and keeps random text out.

Source: BIP 13 (base58check) and BIP 173 and 350 (bech32 and bech32m).
"""

from __future__ import annotations

from hashlib import sha256

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_SUM, _BECH32M_SUM = 1, 0x2BC830A3


def is_bitcoin(text: str) -> bool:
    """Whether a text is a Bitcoin address of the main network.

    >>> is_bitcoin("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), is_bitcoin("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")
    (True, False)
    """
    return _bech32(text) if text.lower().startswith("bc1") else _base58(text)


def _base58(text: str) -> bool:
    """25 bytes: a version, 20 of the hash, and the first four of the SHA-256 of the SHA-256 of those 21."""
    number = 0
    for letter in text:
        digit = _BASE58.find(letter)
        if digit < 0:
            return False
        number = number * 58 + digit
    if number >= 1 << 200:
        return False
    raw = number.to_bytes(25, "big")
    return raw[0] in (0, 5) and sha256(sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def _bech32(text: str) -> bool:
    if text not in (text.lower(), text.upper()):
        return False
    letters = text.lower()[3:]
    if len(letters) < 8 or any(letter not in _BECH32 for letter in letters):
        return False
    values = [_BECH32.index(letter) for letter in letters]
    prefix = [3, 3, 0, 2, 3]  # "bc": high bits of each letter, a zero, low bits of each
    return _polymod([*prefix, *values]) == (_BECH32_SUM if values[0] == 0 else _BECH32M_SUM)


def _polymod(values: list[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            total ^= generator if top >> bit & 1 else 0
    return total
