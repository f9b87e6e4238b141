from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from codedark.store.sent_files import SENT, keep_sent, sent_file

RAW = b"# NIS2\n"


def test_what_was_sent_lies_under_its_hash(tmp_path: Path) -> None:
    digest = keep_sent(tmp_path, RAW)
    assert digest == sha256(RAW).hexdigest()
    file = sent_file(tmp_path, digest)
    assert file is not None and file.read_bytes() == RAW and file.parent.name == SENT


def test_sent_twice_it_lies_there_once(tmp_path: Path) -> None:
    assert keep_sent(tmp_path, RAW) == keep_sent(tmp_path, RAW)
    assert len(list((tmp_path / SENT).iterdir())) == 1


def test_what_is_not_here_is_none(tmp_path: Path) -> None:
    assert sent_file(tmp_path, "0" * 64) is None


def test_what_was_changed_since_is_not_what_was_sent_and_is_mended_when_kept_again(tmp_path: Path) -> None:
    digest = keep_sent(tmp_path, RAW)
    (tmp_path / SENT / digest).write_bytes(b"# something else\n")
    assert sent_file(tmp_path, digest) is None
    keep_sent(tmp_path, RAW)
    assert sent_file(tmp_path, digest) is not None


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    digest = keep_sent(tmp_path, RAW)
    assert (tmp_path / SENT / digest).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / SENT).stat().st_mode & 0o777 == 0o700


def test_a_disk_that_fails_leaves_nothing_half_there(tmp_path: Path) -> None:
    (tmp_path / SENT).write_text("a file where the folder should be")
    with pytest.raises(OSError):
        keep_sent(tmp_path, RAW)
