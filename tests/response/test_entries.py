from __future__ import annotations

import msgspec
import pytest

from codedark.response.entries import Entry, EntryKind
from tests.response.stories import BEGIN, CUT, PROPOSED, alarm, approved, t, written


def test_an_entry_is_written_and_read_back() -> None:
    entry = written(PROPOSED, approved(t(2), CUT, "commander"))[0]
    assert msgspec.json.decode(msgspec.json.encode(entry), type=Entry) == entry


def test_an_entry_is_never_changed() -> None:
    entry = Entry(at=t(0), kind=EntryKind.ACTION, who="machine", what="sent")
    with pytest.raises(AttributeError):
        entry.what = "something else"  # type: ignore[misc]


def test_an_alarm_is_an_observation_and_a_signature_a_decision() -> None:
    seen = written(BEGIN, alarm(t(0)))
    assert [entry.kind for entry in seen] == [EntryKind.OBSERVATION, EntryKind.MESSAGE]
    assert ("findings", "ab12") in seen[0].evidence
    signed = written(PROPOSED, approved(t(2), CUT, "commander"))
    assert [entry.kind for entry in signed] == [EntryKind.DECISION, EntryKind.ACTION]
    assert signed[0].who == "commander"
