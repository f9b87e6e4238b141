"""Follow a file that grows, through rotation by rename and by truncation; whole lines only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

READ_BYTES = 1 << 20
"""Read at most so much at one poll, so that one busy file does not starve the others."""
LINE_BYTES_MAX = 1 << 20
"""A line that grows longer is handed out cut at one byte more, and the rest of it is dropped."""
LINES_AT_ONCE = 4096
ANCHOR_BYTES = 64
"""What was read last is looked at again: a file truncated and written beyond our place is noticed by it."""


class Tail:
    """One file, followed by name. `poll` gives the lines that became whole since the last one.

    A line that is not whole yet waits for its line feed. When the file is rotated away or truncated, what waits is
    handed out as it is, since its end will not come: its reader calls it broken, and nothing vanishes unsaid.
    """

    def __init__(self, path: Path | str, *, from_end: bool = False) -> None:
        """Begin at the file's first byte; `from_end`: at the beginning of the line that is being written now.

        A file that is not there yet is waited for, and read from its first byte when it appears.
        """
        self.path = Path(path)
        self.trouble = ""
        """Why nothing can be read at the moment; empty: all is well."""
        self.rotations_count = 0
        self._identity: tuple[int, int] | None = None
        self._place = 0
        self._waiting = b""
        self._anchor = b""
        self._skipping = False
        self._renamed = False
        self._file = self._opened()
        if from_end and self._file is not None:
            self._place = _last_line_start(self._file)

    def head(self, bytes_most: int) -> list[bytes]:
        """The file's first whole lines, wherever reading stands: where a header is."""
        if self._file is None:
            return []
        self._file.seek(0)
        return self._file.read(bytes_most).split(b"\n")[:-1]

    def poll(self) -> list[bytes]:
        """Lines without their line feed, oldest first; at most about `READ_BYTES` at a time.

        Cost: two calls of the system while nothing happens.
        """
        if self._file is None:
            self._file = self._opened()
            if self._file is None:
                return []
        try:
            lines = self._truncated()
            raw = self._read()
            lines += self._split(raw)
            if len(raw) < READ_BYTES:
                lines += self._rotated(idle=not raw)
            self.trouble = ""
            return lines
        except OSError as failure:
            self.trouble = f"{self.path}: {failure.strerror or failure}"
            self._close()
            return []

    def close(self) -> list[bytes]:
        """Let go of the file; what was waiting for its line feed is handed out."""
        self._close()
        return self._left_over()

    def _opened(self) -> BinaryIO | None:
        """The file of our name, kept open across polls so that a rotated one is read to its end; None: trouble."""
        try:
            file = self.path.open("rb")
        except OSError as failure:
            self.trouble = f"{self.path}: {failure.strerror or failure}"
            return None
        told = os.fstat(file.fileno())
        self.trouble = ""
        self._identity = (told.st_dev, told.st_ino)
        self._place, self._anchor, self._renamed = 0, b"", False
        return file

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None

    def _read(self) -> bytes:
        assert self._file is not None
        self._file.seek(self._place)
        raw = self._file.read(READ_BYTES)
        if raw:
            self._place += len(raw)
            self._anchor = (self._anchor + raw)[-ANCHOR_BYTES:]
        return raw

    def _truncated(self) -> list[bytes]:
        """Begin anew when the file has become shorter, or holds something else where we have read."""
        assert self._file is not None
        size = os.fstat(self._file.fileno()).st_size
        if size == self._place or (size > self._place and self._anchored()):
            return []
        self._place, self._anchor = 0, b""
        self.rotations_count += 1
        return self._left_over()

    def _anchored(self) -> bool:
        assert self._file is not None
        self._file.seek(self._place - len(self._anchor))
        return self._file.read(len(self._anchor)) == self._anchor

    def _rotated(self, *, idle: bool) -> list[bytes]:
        """Turn to the new file of our name, one quiet poll after the old was renamed: its writer may still finish."""
        try:
            told = self.path.stat()
        except FileNotFoundError:
            return []
        if (told.st_dev, told.st_ino) == self._identity:
            self._renamed = False
            return []
        if not (self._renamed and idle):
            self._renamed = True
            return []
        self._close()
        self._file = self._opened()
        self.rotations_count += 1
        return self._left_over()

    def _split(self, raw: bytes) -> list[bytes]:
        *whole, rest = raw.split(b"\n")
        lines = []
        for part in whole:
            if self._skipping:
                self._skipping = False
            else:
                lines.append(_capped(self._waiting + part).removesuffix(b"\r"))
            self._waiting = b""
        if not self._skipping:
            self._waiting += rest
            if len(self._waiting) > LINE_BYTES_MAX:
                lines.append(_capped(self._waiting))
                self._waiting, self._skipping = b"", True
        return [line for line in lines if line]

    def _left_over(self) -> list[bytes]:
        left, self._waiting, self._skipping = self._waiting, b"", False
        return [left] if left else []


class Whole:
    """One file as it is, read once from beginning to end; a last line without its line feed is a line too."""

    def __init__(self, path: Path | str) -> None:
        """Open it. Raises OSError: it cannot be read."""
        self._file: BinaryIO | None = Path(path).open("rb")  # noqa: SIM115  # closed at its end, many polls later

    def poll(self) -> list[bytes]:
        """The next few thousand lines; none: the end."""
        if self._file is None:
            return []
        lines: list[bytes] = []
        while len(lines) < LINES_AT_ONCE:
            raw = self._file.readline(LINE_BYTES_MAX + 1)
            if not raw:
                self.close()
                break
            line = raw.rstrip(b"\r\n")
            if not raw.endswith(b"\n") and len(raw) > LINE_BYTES_MAX:
                self._to_line_feed()
            if line:
                lines.append(line)
        return lines

    def close(self) -> None:
        """Let go of the file before its end."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _to_line_feed(self) -> None:
        assert self._file is not None
        while (rest := self._file.readline(LINE_BYTES_MAX)) and not rest.endswith(b"\n"):
            continue


def _capped(line: bytes) -> bytes:
    return line if len(line) <= LINE_BYTES_MAX else line[: LINE_BYTES_MAX + 1]


def _last_line_start(file: BinaryIO) -> int:
    """Where the line begins that is not whole yet, or the end of the file."""
    size = file.seek(0, os.SEEK_END)
    start = max(size - LINE_BYTES_MAX, 0)
    file.seek(start)
    last = file.read(size - start).rfind(b"\n")
    return start + last + 1 if last >= 0 else start
