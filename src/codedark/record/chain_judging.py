"""One device's chain, judged: gaps, doubles, entries slipped in, joints that do not hold, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from codedark.record.entry import FIRST_PREV
from codedark.record.finding import Finding, FindingKind, finding
from codedark.record.row import Row
from codedark.record.sound import gives, signed_by


class Read(NamedTuple):
    """A row whose header could be read."""

    number: int
    """Its number as the header says; where the header was changed, as it lies."""
    row: Row
    hash: str
    prev: str
    whole: bool
    """Whether the header gives the hash."""


def number_of(read: Read) -> int:
    """Its number."""
    return read.number


class Chain:
    """One device's chain, judged."""

    def __init__(self, device: str, public: str, every_signature: bool) -> None:
        self._device = device
        self._public = public if gives(public, device) else ""
        self._every = every_signature
        self._found: list[Finding] = []
        if not self._public:
            what = "the key kept for it is another device's" if public else "its key is not known here"
            self._tell(FindingKind.UNKNOWN_DEVICE, 0, f"{what}: who wrote its entries cannot be checked")

    def judged(self, chain: Sequence[Read]) -> list[Finding]:
        """What is wrong with it; the entries by number."""
        parts = _parts(self._without_doubles(chain))
        for place, part in enumerate(parts):
            self._signatures(part, broken_before=place > 0)
        self._beginning(parts[0][0])
        for before, after in pairwise(parts):
            self._joint(before[-1], after[0])
        return self._found

    def _without_doubles(self, chain: Sequence[Read]) -> list[Read]:
        """One entry a number: the one its neighbours stand on."""
        if all(before.number != after.number for before, after in pairwise(chain)):
            return list(chain)
        groups = [list(group) for _, group in groupby(chain, key=number_of)]
        kept: list[Read] = []
        for place, group in enumerate(groups):
            if len(group) == 1:
                kept += group
                continue
            following = {read.prev for read in groups[place + 1]} if place + 1 < len(groups) else set()
            before = kept[-1].hash if kept else FIRST_PREV
            best = max(group, key=lambda read: (read.hash in following, read.prev == before, self._signed(read)))
            kept.append(best)
            for other in group:
                if other is not best:
                    self._double(other, best)
        return kept

    def _double(self, other: Read, best: Read) -> None:
        if other.hash == best.hash:
            self._tell(FindingKind.DUPLICATE, other.number, "it stands there twice")
        elif self._signed(other):
            what = "two entries have this number, both signed: the device's key was used in two places"
            self._tell(FindingKind.DUPLICATE, other.number, what)
        else:
            what = f"an entry was slipped in under this number ({other.hash[:12]}), which the device did not sign"
            self._tell(FindingKind.INSERTED, other.number, what)

    def _signatures(self, part: Sequence[Read], *, broken_before: bool) -> None:
        if not self._public:
            return
        asked = part if self._every else [part[-1], *(part[:1] if broken_before else ())]
        if all(self._signed(read) for read in asked):
            return
        for read in part:
            if not self._signed(read):
                what = "its signature is false: it was written anew by somebody without the device's key"
                self._tell(FindingKind.FALSE_SIGNATURE, read.number, what)

    def _beginning(self, first: Read) -> None:
        if first.number > 1:
            self._tell(FindingKind.MISSING, 1, _MISSING, first.number - 1)
        elif first.prev and first.prev != FIRST_PREV:
            self._tell(FindingKind.BROKEN_CHAIN, 1, "it is the first, and names an entry before it")

    def _joint(self, before: Read, after: Read) -> None:
        if after.number > before.number + 1:
            self._tell(FindingKind.MISSING, before.number + 1, _MISSING, after.number - 1)
        elif after.prev and self._signed(before) and self._signed(after):
            what = f"it does not stand on entry {before.number} that lies here: one of the two was written anew"
            self._tell(FindingKind.BROKEN_CHAIN, after.number, what)

    def _signed(self, read: Read) -> bool:
        return not self._public or signed_by(self._public, read.row.hash, read.row.signature)

    def _tell(self, kind: FindingKind, number: int, what: str, last: int = 0) -> None:
        self._found.append(finding(kind, self._device, number, what, last))


_MISSING = "missing"


def _parts(chain: Sequence[Read]) -> list[list[Read]]:
    """Stretches without a gap, each entry standing on the one before."""
    parts = [[chain[0]]]
    for before, after in pairwise(chain):
        if after.number == before.number + 1 and (after.prev == before.hash or not after.prev):
            parts[-1].append(after)
        else:
            parts.append([after])
    return parts
