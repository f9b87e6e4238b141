"""The database and its mirror held alike: what one lacks is completed from the other, and what cannot be is said."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import apsw

from codedark.record.merging import Chains, Merged, merged
from codedark.record.row import Row
from codedark.store.incident_database import Database
from codedark.store.incident_mirror import Mirror, Mirrored, mirror_file
from codedark.store.mirror_note import MirrorNote, drop_note, read_note, write_note

_TIMES_LARGER = 4
_SMALL_BYTES = 64 * 2**20
"""A mirror is about as large as its record. What is larger than so many times that and this is not ours to read."""


class Mirroring:
    """Both of them while a record is open for writing. Whoever calls holds the record's turn."""

    def __init__(self, database: Database, incident: str, directory: Path | None, tell: Callable[[str], None]) -> None:
        """Nothing is written yet.

        Args:
            directory: of the mirror; None: there is none.
            tell: takes each warning.
        """
        self._database = database
        self._incident = incident
        self._tell = tell
        self.directory = directory
        self._mirror = None if directory is None else Mirror(directory, incident)
        self._note: MirrorNote | None = None
        self.path = None if directory is None else mirror_file(directory, incident)
        """File of the mirror; None: there is none."""

    def bring_up(self) -> bool:
        """Let both hold the same entries; whether they do. What is in the way is told, never raised."""
        if self._mirror is None:
            return True
        try:
            self._complete(self._mirror)
        except (OSError, apsw.Error) as failed:
            self.forget()
            self._tell(_gone(self._mirror.file, failed))
            return False
        return True

    def forget(self) -> None:
        """Compare all of it the next time, whoever opens the record then."""
        if self._mirror is not None:
            self._mirror.forget()
            self._note = None
            with suppress(OSError):
                drop_note(self._folder)

    @property
    def _folder(self) -> Path:
        return self._database.file.parent

    def _complete(self, mirror: Mirror) -> None:
        self._check_size(mirror)
        first = mirror.unread
        if first:
            self._go_on(mirror)
        read = mirror.look()
        self._say(mirror, read)
        if read.rows:
            self._take_over(mirror, read.rows)
            self._erase(mirror, read.rows)
        behind = mirror.place
        count = mirror.bring_up(self._database.signers(), self._database.rows(behind), self._database.last_place())
        if count > 0 and (first if behind else bool(read.rows)):
            self._tell(f"the mirror {mirror.file} was behind; it has been brought up (entries written: {count:,})")
        if first:
            self.note_down()

    def _check_size(self, mirror: Mirror) -> None:
        """So that a file somebody blew up on the medium neither fills the memory nor holds an entry up."""
        size_bytes = mirror.file.lstat().st_size
        if size_bytes > _SMALL_BYTES + _TIMES_LARGER * self._database.file.stat().st_size:
            what = f"{size_bytes / 2**20:,.0f} MiB, far more than the record: it was not read"
            raise OSError(errno.EFBIG, what, str(mirror.file))

    def _go_on(self, mirror: Mirror) -> None:
        """From where the note says all was alike, if record and mirror are still those it was written of."""
        note = read_note(self._folder)
        if note is not None and self._database.hash_at(note.place).hex() == note.hash and mirror.go_on(note):
            self._note = note

    def note_down(self) -> None:
        """Note how far both are alike, for whoever opens the record next. Not at each entry, which it would slow down:
        what comes behind the note is read. Raises OSError, `apsw.Error`.
        """
        if self._mirror is None or self._mirror.unread:
            return
        note = self._mirror.note(self._database.hash_at(self._mirror.place))
        if note is not None and note != self._note:
            self._note = note
            write_note(self._folder, note)

    def _say(self, mirror: Mirror, read: Mirrored) -> None:
        if read.torn:
            self._tell(f"the mirror {mirror.file}: its last line was cut off by a crash; it is written anew")
        if read.damaged:
            lines = ", ".join(map(str, read.damaged[:5])) + (" and more" if len(read.damaged) > 5 else "")
            self._tell(f"the mirror {mirror.file}: damaged in line {lines}; what stood there is written again below")

    def _take_over(self, mirror: Mirror, rows: Sequence[Row]) -> None:
        """Entries the mirror has and the database does not: it was put back from an older copy.

        Only those of devices that are known here: a stranger's are for a person to merge.
        """
        here = self._database.hashes()
        new = tuple(row for row in rows if row.hash not in here)
        if not new:
            return
        there = Chains(rows=new, signers={})
        found = self._database.merge(lambda mine: taken_from_mirror(merged(mine, there, self._incident)))
        if found.rows:
            count = len(found.rows)
            self._tell(f"the record was behind its mirror {mirror.file}; entries taken over from there: {count:,}")
        for remark in found.remarks:
            self._tell(f"the mirror {mirror.file} differs: {remark}; look with `codedark incident verify`")

    def _erase(self, mirror: Mirror, rows: Sequence[Row]) -> None:
        """Bodies that were erased here while the medium was away."""
        erased = self._database.erased()
        if any(row.body is not None and row.hash in erased for row in rows) and mirror.without_body(erased):
            mirror.look()
            self._tell(f"the mirror {mirror.file} still held erased words; they are gone from it now")

    def erase(self, hashes: frozenset[bytes]) -> bool:
        """Erase these bodies from the mirror; whether they are gone. What is in the way is told."""
        if self._mirror is None or not hashes:
            return True
        try:
            self._mirror.without_body(hashes)
        except OSError as failed:
            self.forget()
            self._tell(f"{_gone(self._mirror.file, failed)}. It still holds the erased words until then")
            return False
        return True


def taken_from_mirror(found: Merged) -> Merged:
    """What of a mirror comes into the record by itself: entries; what stands against ours stays there."""
    return replace(found, aside=(), signers={})


def _gone(file: Path, failed: Exception) -> str:
    why = (isinstance(failed, OSError) and failed.strerror) or str(failed)
    return (
        f"the mirror {file} cannot be used ({why}): entries are kept on this laptop ALONE until its medium is back;"
        " then the next entry brings it up"
    )
