"""Stories as they read: `Playbook(incident) >> event << command`. Every command must be told, in its order.

`<< Entry` words are looked for in what the event before wrote down; other commands must come exactly so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from codedark.response.commands import Command, Record
from codedark.response.entries import Entry
from codedark.response.events import Event
from codedark.response.incident import Incident, Stage
from codedark.response.machine import step
from codedark.response.transitions import TRANSITIONS


@dataclass(frozen=True)
class Wrote:
    """That what the last event wrote down says this, in the order of the text."""

    what: str


@dataclass(frozen=True)
class At:
    """That the cut of a plan is at this stage now, and whether it may be called sealed."""

    plan: str
    stage: Stage
    sealed: bool = False


class Like:
    """A command of a kind, in which these fields are so."""

    def __init__(self, kind: type[Any], **fields: Any) -> None:
        self.kind, self.fields = kind, fields

    def __eq__(self, other: object) -> bool:
        return isinstance(other, self.kind) and all(getattr(other, name) == v for name, v in self.fields.items())

    def __hash__(self) -> int:
        return hash(self.kind)

    def __repr__(self) -> str:
        return f"{self.kind.__name__}({', '.join(f'{k}={v!r}' for k, v in self.fields.items())}, ...)"


class Playbook:
    """An incident that is told event by event; wrong turns fail where they are taken."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.waiting: list[Command] = []
        self.wrote: list[Entry] = []
        self.log: list[Entry] = []
        self.last: Event | None = None

    def __rshift__(self, event: Event) -> Playbook:
        self._nothing_untold()
        before = {cut.planned.plan: cut.stage for cut in self.incident.cuts}
        self.incident, commands = step(self.incident, event)
        self.last = event
        self.wrote = [command.entry for command in commands if isinstance(command, Record)]
        self.log += self.wrote
        self.waiting = [command for command in commands if not isinstance(command, Record)]
        _check_ways(before, self.incident, event)
        return self

    def __lshift__(self, expected: Any) -> Playbook:
        if isinstance(expected, Wrote):
            assert any(expected.what in entry.what for entry in self.wrote), f"{expected} not in {self.wrote}"
        elif isinstance(expected, At):
            cut = self.incident.cut(expected.plan)
            assert cut is not None, expected.plan
            assert (cut.stage, cut.sealed) == (expected.stage, expected.sealed)
        else:
            assert self.waiting, f"after {self.last}: {expected!r} was expected, nothing is asked"
            assert expected == self.waiting[0], f"after {self.last}: {expected!r} was expected, not {self.waiting[0]!r}"
            self.waiting.pop(0)
        return self

    def __bool__(self) -> bool:
        self._nothing_untold()
        return True

    def _nothing_untold(self) -> None:
        assert not self.waiting, f"after {self.last}: not told in the story: {self.waiting!r}"


WAYS = {(way.before, way.event, way.after) for way in TRANSITIONS}


def _check_ways(before: dict[str, Stage], incident: Incident, event: Event) -> None:
    """Whatever way a story takes stands in the table."""
    for cut in incident.cuts:
        was = before.get(cut.planned.plan, Stage.BEFORE)
        way = (was, type(event).__name__, cut.stage)
        assert was is cut.stage or way in WAYS, way
