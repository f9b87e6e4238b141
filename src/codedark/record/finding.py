"""One thing found in a log that is not as it was written: its kind, its place, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class FindingKind(StrEnum):
    """What can be found."""

    ERASED = "erased"
    """No fault: its words were erased, and an entry says so."""
    EDITED_HEADER = "edited-header"
    EDITED_BODY = "edited-body"
    WORDS_LOST = "words-lost"
    """Its words are gone, and no entry says that they were erased."""
    STILL_THERE = "still-there"
    """An entry says that its words were erased, and they are there."""
    MISSING = "missing"
    MISPLACED = "misplaced"
    """It lies where another belongs: the order was changed."""
    INSERTED = "inserted"
    DUPLICATE = "duplicate"
    BROKEN_CHAIN = "broken-chain"
    OTHER_INCIDENT = "other-incident"
    UNKNOWN_DEVICE = "unknown-device"
    FALSE_SIGNATURE = "false-signature"
    CUT_OFF = "cut-off"
    REPLACED = "replaced"
    """Another entry stands where a witness saw one: the chain was written anew."""
    MIRROR_LACKS = "mirror-lacks"
    ONLY_IN_MIRROR = "only-in-mirror"
    MIRROR_DIFFERS = "mirror-differs"

    @property
    def fault(self) -> bool:
        """Whether the log is not as it was written."""
        return self is not FindingKind.ERASED


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found in a log."""

    kind: FindingKind
    device: str
    seq: int
    """Number of the entry in its device's chain; of several the first; 0: the device as a whole."""
    last_seq: int
    """Number of the last of them; the same as `seq`: one alone."""
    what: str
    to_do: str

    @property
    def fault(self) -> bool:
        """Whether the log is not as it was written."""
        return self.kind.fault

    def __str__(self) -> str:
        numbers = f"{self.seq}" if self.seq == self.last_seq else f"{self.seq} to {self.last_seq}"
        place = f"device {self.device}" + (f", entry {numbers}" if self.seq else "")
        return f"{place}: {self.what}" + (f". {self.to_do}" if self.to_do else "")


def finding(kind: FindingKind, device: str, seq: int, what: str, last: int = 0) -> Finding:
    """One finding, with what is to be done about its kind; `last`: number of the last entry, where it is several."""
    return Finding(kind=kind, device=device, seq=seq, last_seq=max(seq, last), what=what, to_do=_TO_DO.get(kind, ""))


_FROM_ELSEWHERE = "Look for it in the mirror, a backup or another device's record, and merge that"
_KEEP = "Keep this folder as it is, and compare it with the mirror, a backup and the other devices"
_TO_DO = {
    FindingKind.EDITED_HEADER: _KEEP,
    FindingKind.EDITED_BODY: _KEEP,
    FindingKind.WORDS_LOST: _FROM_ELSEWHERE,
    FindingKind.STILL_THERE: "Erase them again",
    FindingKind.MISSING: _FROM_ELSEWHERE,
    FindingKind.MISPLACED: _KEEP,
    FindingKind.INSERTED: _KEEP,
    FindingKind.DUPLICATE: _KEEP,
    FindingKind.BROKEN_CHAIN: _KEEP,
    FindingKind.OTHER_INCIDENT: _KEEP,
    FindingKind.UNKNOWN_DEVICE: "Merge from the device itself, which brings its key",
    FindingKind.FALSE_SIGNATURE: _KEEP,
    FindingKind.CUT_OFF: _FROM_ELSEWHERE,
    FindingKind.REPLACED: _KEEP,
    FindingKind.MIRROR_LACKS: "Open the record for writing while the mirror's medium is there: it is brought up",
    FindingKind.ONLY_IN_MIRROR: "Open the record for writing: what verifies is taken over; else merge from the mirror",
    FindingKind.MIRROR_DIFFERS: "Verify both; set a new mirror from the one that holds",
}


def together(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Alike findings on neighbours as one, by device and number."""
    told: list[Finding] = []
    for one in sorted(found, key=lambda f: (f.device, f.kind, f.what, f.seq)):
        last = told[-1] if told else None
        if last is not None and _alike(last, one) and one.seq <= last.last_seq + 1:
            told[-1] = replace(last, last_seq=max(last.last_seq, one.last_seq))
        else:
            told.append(one)
    return tuple(sorted(told, key=lambda f: (f.device, f.seq, f.last_seq, f.kind)))


def _alike(one: Finding, other: Finding) -> bool:
    return (one.device, one.kind, one.what) == (other.device, other.kind, other.what)
