"""Bytes go into a file or to stdout, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.handing_out import hand_out


def test_a_file_is_written_and_stdout_stays_empty(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    hand_out(tmp_path / "a.pdf", b"\x00\xff")
    assert (tmp_path / "a.pdf").read_bytes() == b"\x00\xff"
    assert capfdbinary.readouterr().out == b""


def test_without_a_file_the_bytes_come_behind_what_was_printed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print("first")
    hand_out(None, b"\x00\xff")
    assert capfdbinary.readouterr().out == b"first\n\x00\xff"


def test_an_older_file_stays_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        hand_out(tmp_path / "nowhere" / "a.pdf", b"new")
