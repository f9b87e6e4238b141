"""What the verb cannot show of `divert_papers`; the rest is looked at in test_verb_divert.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.divert_papers import check_folder
from codedark.cli.main import answer
from codedark.divert.notice_words import TEXTS
from codedark.hospital.faults import BadHospital
from tests.cli.divert_hospital import WHEN, written


def test_a_folder_is_made_and_a_file_is_refused(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(BadHospital):
        check_folder(tmp_path / "file")


def test_the_first_notice_lies_there_in_every_language_it_is_written_in(tmp_path: Path) -> None:
    out = tmp_path / "papers"
    assert answer(["divert", written(tmp_path / "north"), "--down", "box", *WHEN, "--out", str(out)]) == 0
    assert {one.name for one in out.glob("notice-*.pdf")} == {f"notice-{language}.pdf" for language in TEXTS}
