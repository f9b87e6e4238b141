from __future__ import annotations

from datetime import UTC, datetime

from codedark.formats.eve import read_eve
from codedark.gap.finding import Seen, ToldBy
from codedark.gates.range.detector import RULES, eve_lines
from codedark.gates.range.readiness import Ready
from codedark.gates.range.walker import Step

AT = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)


def test_our_own_reader_finds_who_opened_the_session(ready: Ready) -> None:
    start = Step(machine=ready.entry, by=ready.entry, port=0, at_s=0)
    step = Step(machine=ready.entry + 1, by=ready.entry, port=445, at_s=0)
    lines = list(eve_lines([start, step], ready.furnished.machines, AT))
    assert len(lines) == len(RULES)
    for line in lines:
        seen = read_eve(line, AT)
        assert isinstance(seen, Seen)
        assert str(seen.initiator) == ready.furnished.machines[ready.entry].address
        assert seen.told_by is ToldBy.FLOW
