from __future__ import annotations

import pytest

from codedark.cli import intake_shown
from codedark.cli.intake_shown import show, value_said
from codedark.record.assertion import Qualifier
from tests.cli.test_intake_read import read
from tests.record.making import said


@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [
        (70, Qualifier.EXACT, "70"), (70, Qualifier.ABOUT, "about 70"), ((6, 7), Qualifier.RANGE, "6 to 7"),
        (None, Qualifier.ALL, "all"), (True, None, "yes"), (("ehr", "email"), None, "ehr, email"), (None, None, ""),
    ],
)  # fmt: skip
def test_a_value_reads_as_people_say_it(value: object, qualifier: Qualifier | None, expected: str) -> None:
    assert value_said(said("operations_cancelled", value, qualifier=qualifier)) == expected


def test_the_text_carries_the_numbers_of_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    show(read())
    out = capsys.readouterr().out
    assert "The hospital cancelled 70 operations[1] on Tuesday." in out
    assert "closed[2]." in out
    assert "2 proposals, to be confirmed" in out
    assert "Operations" in out and "2024-05-14" in out


def test_what_was_left_out_stands_below_with_why(capsys: pytest.CaptureFixture[str]) -> None:
    show(read(b"The trust said 20 more operations might be cancelled on Friday.", lang="en"))
    out = capsys.readouterr().out
    assert "Nothing is proposed." in out
    assert "it may happen, or might have." in out


def test_a_mark_is_underlined_on_a_terminal_over_the_end_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(intake_shown, "columns_of", lambda _stream: 30)
    lines = intake_shown._wrapped("The \ue000emergency department has been closed\ue001[1] today.").split("\n")
    assert len(lines) > 1
    assert all(line.count("\x1b[4m") == line.count("\x1b[24m") for line in lines)


def test_marks_that_overlap_are_all_numbered() -> None:
    text = "no ransom asked nor paid"
    marked = intake_shown._marked(text, [(0, 15, 1), (0, 24, 2), (3, 9, 3)])
    assert marked.replace("\ue000", "").replace("\ue001", "").count("[") == 3
    assert marked.replace("\ue000", "<").replace("\ue001", ">").startswith("<no")
