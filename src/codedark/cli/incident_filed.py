"""`codedark incident log INCIDENT --file FILE`: entries written down elsewhere (paper, a spreadsheet), each line once.

Every line is read before any is entered. Each entry carries the mark of its line, so that a file whose entering was
broken off, or that grew since, is given again as it is: what is in the record already stays out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.answer import note

if TYPE_CHECKING:
    from codedark.cli.incident_told import Around, Told
    from codedark.formats.entries_file import Line
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Draft, Entry
    from codedark.record.log import Log

SEVERAL = ("supersedes", "detail")
"""Options that can be repeated."""
_LINE = "log file"
_ARGUMENTS = {"TEXT": "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What became of the lines of a file."""

    entries: tuple[Entry, ...]
    """Entered now."""
    held_count: int
    """In the record already, from this file or one that says the same."""
    erased_count: int
    """Left out: an entry of that moment, kind and role was erased."""


def drafts_of(faults: Gathered, file: Path, around: Around, role: str) -> tuple[Draft, ...]:
    """The entries of a file, each with the mark of its line; every fault with its row and column.

    Args:
        role: of lines that name none.
    """
    from codedark.formats.entries_file import read_entries
    from codedark.hospital.faults import BadHospital
    from codedark.response.recorded_origin import Origins, marked
    from codedark.store.folder import load_file

    try:
        raw = load_file(file)
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        return ()
    lines, origins = read_entries(faults, str(file), raw, _names(), SEVERAL), Origins(_LINE)
    read = _drafted(faults, str(file), lines, around, role)
    return tuple(marked(draft, origins.next({"line": dict(line.cells)})) for line, draft in read)


def enter(log: Log, drafts: tuple[Draft, ...]) -> Filed:
    """Enter what the record lacks, in the order of the file.

    Raises:
        OSError: the record could not be written; it is said how many lines are in it. The same file brings the rest.
    """
    from codedark.response.recorded_origin import origin, sifted

    found = sifted(drafts, log.entries())
    new = {origin(draft.body) for draft in found.new}
    made: list[Entry] = []
    try:
        for draft in drafts:
            if origin(draft.body) in new:
                made.append(log.append(draft))
    except OSError:
        note(f"codedark: {len(made)} of {len(new)} lines were entered; the same command brings the rest.")
        raise
    return Filed(entries=tuple(made), held_count=found.held_count, erased_count=found.erased_count)


def _drafted(
    faults: Gathered, file: str, lines: tuple[Line, ...], around: Around, role: str
) -> Iterator[tuple[Line, Draft]]:
    """Each line that can be entered; what an earlier one asserts a later one can supersede."""
    from codedark.cli.incident_told import drafted
    from codedark.hospital.gathered import Gathered as Heap

    known = set(around.known)
    for line in lines:
        own = Heap()
        if not line.one("at"):  # a line is entered later than it happened: "now" would be wrong, and differ each time
            own.add("--at", "when it happened was not told", "2026-03-03T07:10, or ../2026-03-03 for on or before")
        draft = drafted(own, _told(line, role), replace(around, known=known))
        for fault in own.faults:
            column = _ARGUMENTS.get(fault.file, fault.file.removeprefix("--"))
            faults.faults.append(replace(fault, file=file, row=line.row, column=column))
        if draft is not None:
            known |= {one.id for one in draft.body.assertions}
            yield line, draft


def _told(line: Line, role: str) -> Told:
    from codedark.cli.incident_told import Told

    words = {name: line.one(name) for name in _names() if name not in (*SEVERAL, "cumulative")}
    return Told(
        **{**words, "role": words["role"] or role},
        cumulative=line.one("cumulative").lower() in ("yes", "true", "1"),
        supersedes=tuple(line.cells.get("supersedes", ())),
        detail=tuple(line.cells.get("detail", ())),
    )


def _names() -> tuple[str, ...]:
    """What a line can tell: the options of `incident log`."""
    from dataclasses import fields

    from codedark.cli.incident_told import Told

    return tuple(one.name for one in fields(Told))
