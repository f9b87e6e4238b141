"""What the verb cannot show of `divert_papers`; the rest is looked at in test_verb_divert.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.divert_papers import check_folder
from codedark.hospital.faults import BadHospital


def test_a_folder_is_made_and_a_file_is_refused(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(BadHospital):
        check_folder(tmp_path / "file")
