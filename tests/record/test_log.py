"""Whatever keeps a log can be used as one."""

from __future__ import annotations

from codedark.record.entry import Draft, Entry, Head
from codedark.record.log import Log
from codedark.record.opening import About, about
from codedark.record.plain import as_bytes
from codedark.record.sealing import Moment, head_of, sealed
from tests.record.making import START, draft, log, pen


class InMemory:
    """A log that is kept nowhere: what a store must at least be able to do."""

    def __init__(self) -> None:
        self.kept = log([])

    @property
    def about(self) -> About:
        return about(self.kept)

    def entries(self) -> list[Entry]:
        return list(self.kept)

    def saying(self, *words: str) -> list[Entry]:
        told = [(entry, b"" if entry.body is None else as_bytes(entry.body)) for entry in self.kept]
        return [entry for entry, raw in told if entry.body is None or any(word.encode() in raw for word in words)]

    def heads(self) -> tuple[Head, ...]:
        return (head_of(self.kept[-1]),)

    def append(self, draft: Draft) -> Entry:
        moment = Moment(recorded_at=START, clock_ms=0, salt=b"s" * 16)
        self.kept.append(sealed(draft, pen(), self.heads()[0], moment))
        return self.kept[-1]


def test_an_appended_entry_is_the_head() -> None:
    kept: Log = InMemory()
    entry = kept.append(draft())
    assert kept.heads() == (head_of(entry),)
    assert kept.entries()[-1] == entry
    assert kept.saying('"text":"As told."') == [entry]
    assert kept.about.title == "Disruption at Sint-Lucia"
