from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.statement_checking import checked, checked_json, leaving_text, read_text, show_checked
from codedark.hospital.gathered import Gathered
from tests.cli.test_statement_making import makings
from tests.record.public_making import CLOSED

DUTCH = "Onze spoeddienst is gesloten. Dat is zo en we weten niet hoe lang het nog duurt.\n"


def test_a_text_tells_its_language(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text(DUTCH, encoding="utf-8")
    text = read_text(Gathered(), file, ())
    assert text is not None and text.lang == "nl"


@pytest.mark.parametrize(
    ("name", "raw", "lang"), [("x.pdf", b"x", "nl"), ("x.md", b"\xff", "nl"), ("x.md", DUTCH.encode(), "en")]
)
def test_a_text_that_cannot_be_checked_is_a_fault(name: str, raw: bytes, lang: str, tmp_path: Path) -> None:
    file, faults = tmp_path / name, Gathered()
    file.write_bytes(raw)
    assert read_text(faults, file, (lang,)) is None and len(faults.faults) == 1


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(b"\xef\xbb\xbf" + DUTCH.encode())
    text = read_text(Gathered(), file, ("nl",))
    assert text is not None and text.text == DUTCH


def test_slips_are_shown_with_file_and_line_and_left_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.md"
    file.write_text(DUTCH + "\nEr zijn negentig operaties geannuleerd.\n", encoding="utf-8")
    text = read_text(Gathered(), file, ("nl",))
    assert text is not None
    made = makings(CLOSED)
    held = checked(made, text)
    show_checked(text, held)
    out = " ".join(capsys.readouterr().out.split())
    assert f"{file}:3:" in out.replace(" :", ":") or ":3: " in out
    assert "Somebody must read it too." in out
    told = checked_json(text, held)
    assert told["lang"] == "nl" and told["rests_on"] == [CLOSED.id] and told["slips"]
    assert leaving_text(made, text, held).form == "md"
