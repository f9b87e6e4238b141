"""The head of a chain for paper: read over the telephone, typed back, and wrong where one character is.

    4f2a-9c01-R #213-G 04HM5-ASW9E-NF6Y4-Y093Q

names the device (8 of its 16 digits), the number of its last entry, and 80 bits of that entry's hash: nobody can write
another log that ends so. Device, number and each group of the hash end in a check character of their own. With the
factors 2, 4, 8, ... (all distinct, none 0, in the field of 32 elements) every single wrong character and every two that
changed places are caught, in the group where they are; the number of the group is part of the sum, so that groups said
in another order are caught too. Letters are heard in any case, O as 0, I and L as 1.
Source: alphabet, Crockford, "Base 32"; checks of this kind, Verhoeff 1969 and ISO/IEC 7064.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codedark.record.entry import Head

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DEVICE_DIGITS = 8
HASH_DIGITS = 20
"""Hexadecimal digits of the hash that are told: 80 bits."""
GROUPS = 4
GROUP = 5
_VALUE = {c: n for n, c in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_REDUCE = 0b100101
"""x^5 + x^2 + 1: what the field of 32 elements is reduced by."""
_DEVICE_END = DEVICE_DIGITS + 1
_HASH_START = GROUPS * GROUP
_HEX = 16
_APART = re.compile(r"[^0-9A-Za-z]+")
_LIKE = "write it as `4f2a-9c01-R #213-G 04HM5-ASW9E-NF6Y4-Y093Q`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A head that was seen elsewhere, told in part or whole."""

    device: str
    """The beginning of the device's name, 8 digits or more."""
    seq: int
    hash: str
    """The beginning of the hash, 20 digits or more."""
    by: str = "paper"
    """Who saw it."""


class Misread(ValueError):
    """What was typed is no head; `groups` names the parts to ask for again, as far as they are known."""

    def __init__(self, why: str, groups: Sequence[str] = ()) -> None:
        self.groups = tuple(groups)
        super().__init__(why)


def head_words(head: Head) -> str:
    """A head as a line to print.

    >>> head_words(Head(device="4f2a9c0100000000", seq=213, hash="0123456789abcdef0123" + "0" * 44))
    '4f2a-9c01-R #213-G 04HM5-ASW9E-NF6Y4-Y093Q'
    """
    device, seq = str(head.device[:DEVICE_DIGITS]), str(head.seq)
    bits = int(head.hash[:HASH_DIGITS], 16)
    symbols = "".join(ALPHABET[bits >> 5 * (GROUPS * (GROUP - 1) - 1 - i) & 31] for i in range(GROUPS * (GROUP - 1)))
    fours = [symbols[i : i + GROUP - 1] for i in range(0, len(symbols), GROUP - 1)]
    groups = "-".join(four + _check(four, number) for number, four in enumerate(fours, 3))
    return f"{device[:4]}-{device[4:]}-{_check(device, 1)} #{seq}-{_check(seq, 2)} {groups}"


def read_head_words(text: str) -> Witness:
    """A head as somebody typed it: any case; blanks, dashes and # may be missing or in other places.

    Raises:
        Misread: naming the parts that are not as they were printed.

    >>> read_head_words("4f2a9c01r 213g o4hm5 asw9e nf6y4 yo93q").seq
    213
    >>> read_head_words("4f2a-9c01-R #213-G 04HM5-ASW9E-NF7Y4-Y093Q")
    Traceback (most recent call last):
    codedark.record.head_words.Misread: group 3 of the hash ('NF7Y4') is not as it was printed: read it again
    """
    parts = _parts(text)
    wrong = [name for name, told, number, digits in parts if not _sound(told, number, digits)]
    if wrong:
        told = {name: part for name, part, _, _ in parts}
        listed = ", ".join(f"{name} ('{told[name]}')" for name in wrong)
        many = len(wrong) > 1
        raise Misread(
            f"{listed} {'are' if many else 'is'} not as {'they were' if many else 'it was'} printed:"
            f" read {'them' if many else 'it'} again",
            wrong,
        )
    plain = ["".join(ALPHABET[_VALUE[c]] for c in part[:-1]) for _, part, _, _ in parts]
    bits = 0
    for symbol in "".join(plain[2:]):
        bits = bits << 5 | _VALUE[symbol]
    return Witness(device=plain[0].lower(), seq=int(plain[1]), hash=f"{bits:0{HASH_DIGITS}x}")


def witness(head: Head | Witness, by: str = "a head that was told") -> Witness:
    """A head as somebody's witness."""
    return head if isinstance(head, Witness) else Witness(device=head.device, seq=head.seq, hash=head.hash, by=by)


def _parts(text: str) -> list[tuple[str, str, int, int]]:
    """Device, number and groups of the hash: name, what was typed, number of the part, how many digits there are."""
    found = [part.upper() for part in _APART.split(text) if part]
    whole = "".join(found)
    if len(whole) < _DEVICE_END + 2 + _HASH_START:
        raise Misread(f"{len(whole)} characters are too few for the head of a log: {_LIKE}")
    groups = [whole[i : i + GROUP] for i in range(len(whole) - _HASH_START, len(whole), GROUP)]
    if len(found) >= GROUPS and all(len(part) in range(GROUP - 1, GROUP + 2) for part in found[-GROUPS:]):
        groups = found[-GROUPS:]  # as they were typed: a character too many moves no other group
    rest = whole[: len(whole) - sum(map(len, groups))]
    named = [(f"group {n} of the hash", group, n + 2, 32) for n, group in enumerate(groups, 1)]
    return [("the device", rest[:_DEVICE_END], 1, _HEX), ("the number", rest[_DEVICE_END:], 2, 10), *named]


def _sound(part: str, number: int, digits: int) -> bool:
    if len(part) < 2 or (digits == 32 and len(part) != GROUP) or any(c not in _VALUE for c in part):
        return False
    symbols = part[:-1]
    return all(_VALUE[c] < digits for c in symbols) and ALPHABET[_VALUE[part[-1]]] == _check(symbols, number)


def _check(symbols: str, number: int) -> str:
    """The character that ends a part."""
    total = 0
    for symbol in symbols.upper():
        total = _times_two(total ^ _VALUE[symbol])
    return ALPHABET[total ^ number]


def _times_two(element: int) -> int:
    doubled = element << 1
    return doubled ^ _REDUCE if doubled > 31 else doubled
