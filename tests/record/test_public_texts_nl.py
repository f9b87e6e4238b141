from __future__ import annotations

from codedark.record.public_texts_nl import NL


def test_a_closed_department_is_said_as_flemings_say_it() -> None:
    assert NL["ed_status.closed"] == "Onze spoeddienst is gesloten."
    assert not any("jij" in words or "ambulance" in words for words in NL.values())
