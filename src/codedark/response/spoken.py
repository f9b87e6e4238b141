"""An order read out by telephone: numbered groups of five characters, each of which shows when it was misheard.

The alphabet is Crockford's base 32: ten digits and the letters without I, L, O and U. Letters are heard in any case,
O as 0, I and L as 1. Of the five characters of a group four carry 20 bits and the fifth makes

    2 a + 4 b + 8 c + 16 d + e = number of the group      (in the field of 32 elements)

true: five distinct factors, none of them 0, so every single wrong character, every two that changed places, and every
group said under another's number is caught, in the group where it is. The fourth character of the last group is one
check over all of the others: of what slips past a group, 31 in 32 are caught by it, and the signature catches the rest.
Source: alphabet, Crockford, "Base 32"; checks of this kind, Verhoeff 1969 and ISO/IEC 7064.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from codedark.response.order import BadOrder
from codedark.response.signing import SignedOrder, from_bytes, to_bytes

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 5
_VALUE = {c: n for n, c in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_REDUCE = 0b100101
"""x^5 + x^2 + 1: what the field of 32 elements is reduced by."""
_FACTORS = (2, 4, 8, 16, 1)
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{1,3}[:.)](?=\s|[0-9A-Za-z])")
"""`7:` or `7.` or `7)`: the number of a group, as it is printed."""
_APART = re.compile(r"[^0-9A-Za-z]+")


class Misheard(BadOrder):
    """What was read back is not what was read out; `groups` says which groups to ask for again, counted from 1."""

    def __init__(self, why: str, groups: Sequence[int] = ()) -> None:
        self.groups = tuple(groups)
        super().__init__(why)


def _times(a: int, b: int) -> int:
    """The product of two elements of the field."""
    product = 0
    for bit in range(5):
        product ^= (a << bit) * (b >> bit & 1)
    for high in range(8, 4, -1):
        product ^= (_REDUCE << (high - 5)) * (product >> high & 1)
    return product


_PRODUCT = tuple(tuple(_times(a, b) for b in range(32)) for a in range(32))


def spoken_groups(signed: SignedOrder) -> tuple[str, ...]:
    """The groups to read out, in order: 36 for a cut signed by one person, 63 with a second one."""
    symbols = _symbols(to_bytes(signed))
    symbols += [0] * (-(len(symbols) + 1) % (GROUP - 1))
    symbols.append(_over_all(symbols))
    fours = [symbols[i : i + GROUP - 1] for i in range(0, len(symbols), GROUP - 1)]
    return tuple("".join(ALPHABET[s] for s in (*four, _check(four, n))) for n, four in enumerate(fours, 1))


def spoken(signed: SignedOrder, across: int = 6) -> str:
    """The same as lines for paper and screen, each group with its number, and how many there are.

    Args:
        across: groups a line.
    """
    groups = spoken_groups(signed)
    numbered = [f"{n:>2}: {group}" for n, group in enumerate(groups, 1)]
    lines = ["   ".join(numbered[i : i + across]) for i in range(0, len(numbered), across)]
    return "\n".join([f"{len(groups)} groups of {GROUP}", *lines])


def heard(text: str) -> SignedOrder:
    """The order that was read out, as somebody wrote it down: any case, with or without numbers, blanks and dashes.

    Raises:
        Misheard: naming every group that is not what was read out; or all of them together are no order.
    """
    groups = _groups(_NUMBER.sub(" ", re.sub(r"^\s*[0-9]+ groups of 5\b", "", text)))
    if not groups:
        raise Misheard("nothing was written down: groups of five characters, such as `1: 4G00R`")
    wrong = [n for n, group in enumerate(groups, 1) if not _sound(group, n)]
    if wrong:
        raise Misheard(_asked_again(groups, wrong), wrong)
    symbols = [_VALUE[c] for group in groups for c in group[:-1]]
    if symbols[-1] != _over_all(symbols[:-1]):
        raise Misheard(_unfinished(len(groups)))
    try:
        return _order(symbols[:-1])
    except BadOrder as wrong:
        raise Misheard(f"{_unfinished(len(groups))} ({wrong})") from None


def _order(symbols: list[int]) -> SignedOrder:
    """The order of symbols, less the zero bits that filled up the last group."""
    raw = _bytes(symbols)
    for filled in (1, 2):
        if not any(raw[-filled:]):
            with suppress(BadOrder):
                return from_bytes(raw[:-filled])
    return from_bytes(raw)


def _groups(text: str) -> list[str]:
    """What was written down, group by group; if the characters make up groups, it does not matter where blanks are."""
    told = [part.upper() for part in _APART.split(text) if part]
    if told[::2] == [str(n) for n in range(1, len(told) // 2 + 1)]:
        told = told[1::2]
    whole = "".join(told)
    cut = [whole[i : i + GROUP] for i in range(0, len(whole), GROUP)]
    if len(told) > 1 and any(not _sound(group, n) for n, group in enumerate(cut, 1)):
        return told
    return cut


def _sound(group: str, number: int) -> bool:
    if len(group) != GROUP or any(c not in _VALUE for c in group):
        return False
    symbols = [_VALUE[c] for c in group]
    return _check(symbols[:-1], number) == symbols[-1]


def _asked_again(groups: list[str], wrong: list[int]) -> str:
    first = wrong[0]
    group = groups[first - 1]
    odd = [c for c in group if c not in _VALUE]
    if len(group) != GROUP:
        how = f"has {len(group)} characters, not {GROUP}"
    elif odd:
        how = f"has '{odd[0]}', which is never read out"
    else:
        how = "was misheard, or is not the one of that number"
    more = f"; so are groups {', '.join(map(str, wrong[1:]))}" if wrong[1:] else ""
    return f"group {first} ('{group}') {how}{more}. Ask for {'it' if not wrong[1:] else 'them'} again"


def _unfinished(count: int) -> str:
    return (
        f"each of the {count} groups is sound, but not all of them together: groups are missing at the end, or one was"
        " misheard in two places. Ask how many there are, and for all of them again"
    )


def _check(four: Sequence[int], number: int) -> int:
    """The fifth character of a group."""
    total = number % 32
    for factor, symbol in zip(_FACTORS, four, strict=False):
        total ^= _PRODUCT[factor][symbol]
    return total


def _over_all(symbols: Iterable[int]) -> int:
    total = 1
    for symbol in symbols:
        total = _PRODUCT[2][total] ^ symbol
    return _PRODUCT[2][total]


def _symbols(raw: bytes) -> list[int]:
    """Five bits at a time, highest first, zeros at the end."""
    count = -(-8 * len(raw) // 5)
    number = int.from_bytes(raw, "big") << (5 * count - 8 * len(raw))
    return [number >> (5 * (count - 1 - i)) & 31 for i in range(count)]


def _bytes(symbols: Sequence[int]) -> bytes:
    number = 0
    for symbol in symbols:
        number = number << 5 | symbol
    whole = 5 * len(symbols) // 8
    return (number >> (5 * len(symbols) - 8 * whole)).to_bytes(whole, "big")
