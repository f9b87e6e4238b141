"""What can be read of a damaged record, put together in a new folder; the damaged one is evidence and is not touched.

Whatever the sources give (`salvage_sources`) must prove itself by its hash, signature and words, so that damage can
lose entries and never make one up. Which numbers are lost is told from all that still names them: gaps in a chain, what
other entries saw, the file's indexes, its own count, heads on paper.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from codedark.record.entry import Head, header_hash, read_header
from codedark.record.head_words import Witness
from codedark.record.merging import Chains, Merged, RemarkKind, merged
from codedark.record.plain import NotThisForm
from codedark.record.row import Row
from codedark.record.verifying import FindingKind, verify
from codedark.store.ballast import BALLAST_BYTES
from codedark.store.incident_anew import Origin, check_place, in_order, put_together
from codedark.store.salvage_sources import Found, gathered, incident_of

SALVAGED = "salvaged_from"
"""Key in the details of the entry a salvaged record begins with: the name of the damaged folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Entries that are known to have been there and are not found."""

    device: str
    first_seq: int
    last_seq: int
    """0: nobody knows; to the end of the chain."""

    def __str__(self) -> str:
        if not self.last_seq:
            return f"device {self.device}: what came after {self.first_seq - 1}"
        one = self.first_seq == self.last_seq
        return f"device {self.device}: " + (f"{self.first_seq}" if one else f"{self.first_seq} to {self.last_seq}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What a salvage brought."""

    folder: Path | None
    """The new folder; None: no entry was found, and nothing was made."""
    entries_count: int
    lost: tuple[Lost, ...]
    findings: tuple[str, ...]
    """What else a person must know: blocks that cannot be read, damaged words, forks, how many were counted."""


def salvage(
    folder: Path,
    into: Path,
    *,
    role: str,
    device_name: str,
    mirror: Path | None = None,
    heads: Sequence[Head | Witness] = (),
    ballast_bytes: int = BALLAST_BYTES,
) -> Salvaged:
    """Put together in a new folder what can be read of a damaged one.

    Args:
        folder: the damaged one; it is only read.
        into: where nothing stands yet, or an empty folder.
        role: who salvages; the new folder's first entry says so, and what is lost.
        device_name: what people call this laptop; it gets a new key, for the old chain may have gone on further.
        mirror: folder of the mirror; None: where the damaged record says it is, if that can still be read.
        heads: from paper; what they witness and nobody has is told as lost.
    Raises:
        BadHospital: no record ever lay there, or something stands at `into`; damage alone raises nothing.
        OSError: the disk failed while the new folder was written; nothing is left there.
    Cost: a pass over all bytes, and about 0.15 ms for each entry.
    """
    check_place(into, None)
    found = gathered(folder, mirror)
    incident = incident_of(found.rows())
    kept, aside, notes = _kept(found, incident)
    lost = _lost(kept, found, heads, incident)
    findings = (*found.notes, *notes, *_counted(found, kept, lost))
    if not kept.rows:
        return Salvaged(folder=None, entries_count=0, lost=lost, findings=findings)
    said = "; ".join(map(str, lost)) or "none is known to be"
    text = f"Salvaged from a damaged record: {len(kept.rows)} entries were found. Lost: {said}."
    origin = Origin(role=role, device_name=device_name, text=text, details={SALVAGED: folder.resolve().name})
    everything = in_order(Merged(rows=kept.rows, signers=kept.signers, aside=aside), kept)
    put_together(into, everything, incident, origin, mirror=None, ballast_bytes=ballast_bytes).close()
    return Salvaged(folder=into, entries_count=len(kept.rows), lost=lost, findings=findings)


def _linked(rows: list[Row]) -> list[Row]:
    """Of several entries with one number those others stand on: the log also holds what was never committed."""
    followed = set()
    for row in rows:
        with suppress(ValueError):
            followed.add(bytes.fromhex(read_header(row.header).prev))
    several: dict[tuple[str, int], set[bytes]] = defaultdict(set)
    for row in rows:
        several[row.device, row.seq].add(row.hash)
    doubtful = {place for place, hashes in several.items() if len(hashes) > 1 and hashes & followed}
    return [row for row in rows if (row.device, row.seq) not in doubtful or row.hash in followed]


def _kept(found: Found, incident: str) -> tuple[Chains, tuple[Row, ...], list[str]]:
    """Everything that proves itself, the best source first; what is kept aside; what to tell of it."""
    here, aside, notes = Chains(rows=(), signers={}), dict[bytes, Row](), list[str]()
    for source in found.sources:
        own = tuple(row for row in _linked(source) if _of(row, incident))
        step = merged(here, Chains(rows=own, signers=found.signers), incident)
        step = in_order(step, Chains(rows=own, signers={}))
        here = replace(here, rows=(*here.rows, *step.rows), signers={**here.signers, **step.signers})
        aside.update((row.hash, row) for row in step.aside)
        notes += [str(remark) for remark in step.remarks if remark.kind is RemarkKind.FORK]
    within = {row.hash for row in here.rows}
    notes += _keyless(found, incident)
    left = tuple(row for own, row in aside.items() if own not in within)
    notes += [_wordless(row) for row in left if row.body is None]
    return here, left, notes


def _keyless(found: Found, incident: str) -> list[str]:
    """Devices that wrote here and whose key is lost: nothing of theirs can be proved."""
    whole = {
        (row.device, row.seq)
        for row in found.rows()
        if row.device not in found.signers and header_hash(row.header) == row.hash.hex() and _of(row, incident)
    }
    count = Counter(device for device, _ in whole)
    return [
        f"device {device}: {count[device]:,} entries were found and left out, for no key that gives its name lies here;"
        " merge from the device itself, or salvage with the mirror"
        for device in sorted(count)
    ]


def _wordless(row: Row) -> str:
    return f"device {row.device}, entry {row.seq}: its words are damaged; when and by whom is kept aside"


def _of(row: Row, incident: str) -> bool:
    with suppress(NotThisForm):
        return read_header(row.header).incident == incident
    return False


def _lost(kept: Chains, found: Found, heads: Sequence[Head | Witness], incident: str) -> tuple[Lost, ...]:
    """Numbers that something names and nobody has."""
    have = {(row.device, row.seq) for row in kept.rows}
    last: dict[str, int] = defaultdict(int)
    for device, seq in have:
        last[device] = max(last[device], seq)
    gone = {(device, seq) for device, top in last.items() for seq in range(1, top) if (device, seq) not in have}
    for device in found.signers:
        gone |= {(device, seq) for seq in _named_after(device, last[device], found)}
    publics = {device: signer.public for device, signer in found.signers.items()}
    for finding in verify(kept.rows, publics, heads, incident=incident):
        if finding.kind in (FindingKind.CUT_OFF, FindingKind.MISSING) and finding.seq:
            gone |= {(finding.device, seq) for seq in range(finding.seq, finding.last_seq + 1)} - have
    return _spans(gone)


def _named_after(device: str, top: int, found: Found) -> Iterator[int]:
    """Numbers behind the last that is there which an index names one after the other; a stray one is damage itself."""
    while (device, top + 1) in found.named:
        top += 1
        yield top


def _spans(gone: Iterable[tuple[str, int]]) -> tuple[Lost, ...]:
    told: list[Lost] = []
    for device, seq in sorted(gone):
        if told and told[-1].device == device and told[-1].last_seq + 1 == seq:
            told[-1] = replace(told[-1], last_seq=seq)
        else:
            told.append(Lost(device=device, first_seq=seq, last_seq=seq))
    return tuple(told)


def _counted(found: Found, kept: Chains, lost: Sequence[Lost]) -> list[str]:
    """What the file's own count says beyond what is known to be lost."""
    known = len(kept.rows) + sum(span.last_seq - span.first_seq + 1 for span in lost)
    if found.counted <= known:
        return []
    more = found.counted - known
    return [f"the damaged file counted {found.counted:,} entries: {more:,} more are lost, at the end of some chain"]
