"""Is the log as it was written? Every edit, gap, insertion and cut, each with its place and what to do.

Judged over raw rows, because a record read into shape has already been believed. What a chain proves, and what it does
not: each entry names the hash of the one before it, so that the signature of a chain's last entry speaks for all of
them; nothing in a chain shows that its *end* was cut off, or that whoever holds its key wrote all of it anew. For that
there are *witnesses*: heads on paper, and the heads of other devices that each entry names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from codedark.record.chain_judging import Chain, Read, number_of
from codedark.record.entry import SALT_BYTES, Head, committed, header_hash
from codedark.record.erasure import erased_by
from codedark.record.finding import Finding, FindingKind, finding, together
from codedark.record.head_words import Witness, witness
from codedark.record.row import Row, Signer, entry_of, row_of

__all__ = ["Finding", "FindingKind", "Row", "Signer", "differences", "entry_of", "row_of", "verify"]


class _Seen(msgspec.Struct, frozen=True, gc=False):
    device: str
    seq: int
    hash: str


class Told(msgspec.Struct, frozen=True, gc=False):
    """What of a header is needed to judge it; the rest is left unread."""

    incident: str
    device: str
    seq: int
    commitment: str
    prev: str
    seen: tuple[_Seen, ...] = ()


read_told = msgspec.json.Decoder(Told).decode
"""A header's bytes as `Told`. Raises msgspec.DecodeError (ValidationError is one) or UnicodeDecodeError: it is none."""


def verify(
    rows: Iterable[Row],
    publics: Mapping[str, str],
    heads: Iterable[Head | Witness] = (),
    *,
    incident: str,
    every_signature: bool = False,
) -> tuple[Finding, ...]:
    """Judge a log.

    Args:
        rows: in any order.
        publics: public key of each device, 64 hexadecimal digits.
        heads: witnessed elsewhere: on paper, by another device.
        incident: what the log is of.
        every_signature: check each signature; else those of each chain's head and of what stands at a break, which
            speak for the others. Where one of these is false, the signatures before it are looked at too.
    Returns:
        What was found, by device and number; faults are those with `fault`. An empty log and no head: nothing.
    Cost: 100,000 to 200,000 entries a second; a signature 0.1 ms. Measured by benchmarks/bench_incident_log.py.
    """
    witnesses = {witness(head) for head in heads}
    read = _read_all(rows, incident)
    found = read.found
    for device in sorted(read.chains):
        chain = sorted(read.chains[device], key=number_of)
        found += Chain(device, publics.get(device, ""), every_signature).judged(chain)
    found += _erasures(read)
    found += _witnessed(read, [*witnesses, *read.seen.values()])
    return together(found)


class _All:
    """What reading every row gave."""

    def __init__(self) -> None:
        self.chains: dict[str, list[Read]] = defaultdict(list)
        self.found: list[Finding] = []
        self.seen: dict[tuple[str, int, str], Witness] = {}
        self.rows: list[Row] = []

    def hashes(self, device: str) -> dict[int, set[str]]:
        """Hashes of a device's entries, by number."""
        made: dict[int, set[str]] = defaultdict(set)
        for read in self.chains.get(device, ()):
            made[read.number].add(read.hash)
        return made


def _read_all(rows: Iterable[Row], incident: str) -> _All:
    """Every row by itself: header, place, incident, words."""
    made = _All()
    for row in rows:
        made.rows.append(row)
        try:
            told = read_told(row.header)
        except (msgspec.DecodeError, UnicodeDecodeError):
            made.found.append(finding(FindingKind.EDITED_HEADER, row.device, row.seq, "its header cannot be read"))
            made.chains[row.device].append(Read(row.seq, row, row.hash.hex(), "", False))
            continue
        own: str = header_hash(row.header)
        whole = own == row.hash.hex()
        if not whole:
            what = "its header was edited: it does not give the hash that was chained"
            made.found.append(finding(FindingKind.EDITED_HEADER, row.device, row.seq, what))
            own = row.hash.hex()
        device, number = (told.device, told.seq) if whole else (row.device, row.seq)
        made.chains[device].append(Read(number, row, own, told.prev, whole))
        if (device, number) != (row.device, row.seq) or told.incident != incident:
            made.found += _strays(row, told, incident)
        if whole and not _body_holds(row, told.commitment):
            what = "its words were edited: they are not those its header commits to"
            made.found.append(finding(FindingKind.EDITED_BODY, device, number, what))
        for seen in told.seen:
            key = (seen.device, seen.seq, seen.hash)
            if key not in made.seen:
                by = f"entry {number} of device {device}"
                made.seen[key] = Witness(device=seen.device, seq=seen.seq, hash=seen.hash, by=by)
    return made


def _strays(row: Row, told: Told, incident: str) -> Iterator[Finding]:
    if told.incident != incident:
        what = f"it belongs to another incident, {told.incident}"
        yield finding(FindingKind.OTHER_INCIDENT, told.device, told.seq, what)
    if told.device != row.device:
        what = f"it lies in the chain of another device, {row.device}"
        yield finding(FindingKind.MISPLACED, told.device, told.seq, what)
    elif told.seq != row.seq:
        what = f"it lies {abs(row.seq - told.seq)} places too {'late' if row.seq > told.seq else 'early'}"
        yield finding(FindingKind.MISPLACED, told.device, told.seq, what)


def _erasures(read: _All) -> Iterator[Finding]:
    """Words that are gone, and those that should be."""
    faulty = {(finding.device, finding.seq) for finding in read.found}
    said = erased_by(read.rows, lambda row: (row.device, row.seq) not in faulty)
    for row in read.rows:
        if row.body is None and row.salt is None:
            kind = FindingKind.ERASED if row.hash in said else FindingKind.WORDS_LOST
            yield finding(kind, row.device, row.seq, _ERASURE[kind])
        elif row.hash in said:
            yield finding(FindingKind.STILL_THERE, row.device, row.seq, _ERASURE[FindingKind.STILL_THERE])


_ERASURE = {
    FindingKind.ERASED: "its words were erased, and an entry says so; the chain holds",
    FindingKind.WORDS_LOST: "its words are gone, and no entry says that they were erased",
    FindingKind.STILL_THERE: "an entry says that its words were erased, and they are still there",
}


def _witnessed(read: _All, witnesses: Iterable[Witness]) -> Iterator[Finding]:
    """What witnesses saw and is not here: of each device the furthest that is missing, and the first that differs."""
    asked: dict[str, list[Witness]] = defaultdict(list)
    for one in witnesses:
        for device in [d for d in read.chains if d.startswith(one.device)] or [one.device]:
            asked[device].append(one)
    for device, saw in asked.items():
        hashes = read.hashes(device)
        last = max(hashes, default=0)
        furthest = max(saw, key=lambda w: w.seq)
        if furthest.seq > last:
            here = f"cut off after entry {last}" if last else "nothing of this device is here"
            what = f"{here}; {furthest.by} saw entry {furthest.seq}"
            yield finding(FindingKind.CUT_OFF, device, last + 1, what, furthest.seq)
        others = [w for w in saw if w.seq in hashes and not any(own.startswith(w.hash) for own in hashes[w.seq])]
        if others:
            first = min(others, key=lambda w: w.seq)
            what = f"another entry stands here than {first.by} saw: this chain was written anew"
            yield finding(FindingKind.REPLACED, device, first.seq, what)


def differences(rows: Iterable[Row], mirrored: Iterable[Row]) -> tuple[Finding, ...]:
    """Where a mirror does not hold what the record holds. Which of the two is right, `verify` says of each."""
    here, there = ({row.hash: row for row in some} for some in (rows, mirrored))
    found = [finding(FindingKind.MIRROR_LACKS, *here[own][:2], "the mirror lacks it") for own in here.keys() - there]
    found += [
        finding(FindingKind.ONLY_IN_MIRROR, *there[own][:2], "it is in the mirror alone") for own in there.keys() - here
    ]
    for own in here.keys() & there:
        what = _differs(here[own], there[own])
        if what:
            found.append(finding(FindingKind.MIRROR_DIFFERS, *here[own][:2], what))
    return together(found)


def _differs(row: Row, mirrored: Row) -> str:
    if row == mirrored:
        return ""
    if row[:5] != mirrored[:5]:
        return "the mirror holds other bytes of it"
    if row.body is None:
        return "the mirror still holds its words, which are gone here"
    return "its words are gone from the mirror" if mirrored.body is None else "the mirror holds other words of it"


def _body_holds(row: Row, commitment: str) -> bool:
    """Whether body and salt are what the header committed to; erased ones are not asked."""
    if row.body is None and row.salt is None:
        return True
    if row.body is None or row.salt is None or len(row.salt) != SALT_BYTES:
        return False
    return committed(row.body, row.salt) == commitment
