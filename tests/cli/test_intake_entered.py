from __future__ import annotations

import io

import pytest

from codedark.cli.intake_entered import confirmed, enter, say_entered
from codedark.hospital.faults import BadHospital
from codedark.hospital.gathered import Gathered
from tests.cli.incident_records import FakeLog
from tests.cli.test_intake_read import read


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_nothing_is_confirmed_by_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(BadHospital, match="nobody confirmed anything"):
        confirmed(Gathered(), read(), None)


def test_each_is_asked_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "n", "y")
    assert [one.field for one in confirmed(Gathered(), read(), None)] == ["ed_status"]


def test_a_value_can_be_edited_and_what_was_read_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "e", "many", ">=72", "q")
    (one,) = confirmed(Gathered(), read(), None)
    assert (one.value, one.qualifier, one.details["read_as"]) == (72, "at-least", "70")


def test_the_end_of_the_input_leaves_the_rest_out(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "y")
    assert len(confirmed(Gathered(), read(), None)) == 1


def test_a_wrong_name_stops_before_anything_is_written() -> None:
    with pytest.raises(BadHospital, match="names no proposal"):
        confirmed(Gathered(), read(), ["99"])


def test_twice_enters_once(capsys: pytest.CaptureFixture[str]) -> None:
    log, offer = FakeLog(), read()
    assert enter(log, offer, offer.assertions, "communications") == 2
    count = len(log.drafts)
    assert enter(log, offer, offer.assertions, "communications") == 0
    assert len(log.drafts) == count == 4
    say_entered(0, 2)
    assert "0 assertions entered; 2 assertions stood there already." in capsys.readouterr().out


def test_a_record_that_fails_in_the_middle_takes_the_rest_the_next_time() -> None:
    log, offer = FakeLog(failing=[3]), read()
    with pytest.raises(OSError, match="space"):
        enter(log, offer, offer.assertions, "communications")
    assert enter(log, offer, offer.assertions, "communications") == 1
    fields = [one.field for draft in log.drafts for one in draft.body.assertions]
    assert fields == ["operations_cancelled", "ed_status"]
