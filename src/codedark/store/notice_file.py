"""The one file a book of diversion notices lies in: read, changed under a lock, replaced whole, never begun anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from codedark.divert.notice_kept import BadBook, KeptBook, kept_as_json, kept_from_json
from codedark.hospital.faults import BadHospital, Fault
from codedark.store.folder import load_file
from codedark.store.one_at_a_time import WAIT_S, one_at_a_time
from codedark.store.snapshot import write_whole


class BookInHand:
    """A book while nobody else can change it."""

    def __init__(self, file: Path, kept: KeptBook | None) -> None:
        self._file = file
        self.kept = kept
        """As it lies there; None: no file yet."""

    def put(self, kept: KeptBook) -> None:
        """Replace the file by this book; afterwards the old one or the new one lies there. Who may read it may still.

        Raises:
            OSError: the disk failed; the old one is still there.
        """
        mode = self._file.stat().st_mode & 0o777 if self._file.exists() else 0o600
        write_whole(self._file, kept_as_json(kept), mode)
        self._file.chmod(mode)  # what the umask took away from those who could read the old one
        self.kept = kept


def read_book(file: Path) -> KeptBook:
    """The book in a file.

    Raises:
        BadHospital: there is none, or it is damaged; with every fault.
    """
    if not file.exists():
        raise BadHospital([_fault(file, "no such book", "correct the path; `codedark notice issue` makes one")])
    try:
        return kept_from_json(load_file(file))
    except BadBook as bad:
        raise BadHospital([_fault(f"{file} {place}", what, fix) for place, what, fix in bad.wrong]) from None


@contextmanager
def book_in_hand(file: Path, *, new: bool = False, wait_s: float = WAIT_S) -> Iterator[BookInHand]:
    """Hold a book so that what is read is still there when it is written.

    Args:
        new: whether there may be none yet.
        wait_s: how long another process is waited for.
    Raises:
        BadHospital: as `read_book`, or no such folder; nothing was changed.
        OSError: another process does not let go, or the disk failed.
    """
    if not file.parent.is_dir():
        raise BadHospital([_fault(file, "no such folder", "make the folder, or correct the path")])
    if file.is_dir():
        raise BadHospital([_fault(file, "a folder, not a file", "name the file in it, such as notices.json")])
    if not new and not file.exists():
        read_book(file)  # says so, and leaves no lock beside a mistyped name
    with one_at_a_time(file, wait_s):
        yield BookInHand(file.resolve(), read_book(file) if file.exists() or not new else None)


def _fault(place: Path | str, message: str, fix: str) -> Fault:
    return Fault(file=str(place), message=message, fix=fix)
