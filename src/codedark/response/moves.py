"""What one event leads to, while it is worked out: what is to be said, then what is to be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from codedark.hospital.records import GateId
from codedark.response.commands import Command, Record
from codedark.response.entries import Entry, EntryKind
from codedark.response.incident import Cut, Incident, Stage

MACHINE = "machine"


@dataclass(slots=True)
class Moves:
    """Gathers sentences and commands of one step. `incident` is how things stood before it."""

    at: datetime
    incident: Incident
    commands: list[Command] = field(default_factory=list)
    _said: list[tuple[EntryKind, str, str, tuple[tuple[str, str], ...]]] = field(default_factory=list)

    def say(self, kind: EntryKind, who: str, what: str, **evidence: object) -> None:
        """One entry. Evidence that is empty or None is left out: nothing is not evidence."""
        told = tuple((name, str(value)) for name, value in evidence.items() if value not in (None, "", ()))
        self._said.append((kind, who, what, told))

    def saw(self, who: str, what: str, **evidence: object) -> None:
        """An observation."""
        self.say(EntryKind.OBSERVATION, who, what, **evidence)

    def did(self, what: str, **evidence: object) -> None:
        """An action of the machine."""
        self.say(EntryKind.ACTION, MACHINE, what, **evidence)

    def do(self, *commands: Command) -> None:
        """Ask others for something."""
        self.commands.extend(commands)

    def recorded(self, before: Cut | None, after: Cut | None) -> tuple[Command, ...]:
        """All commands, entries first: nothing is done that is not kept."""
        shown = after or before
        plan = shown.planned.plan if shown is not None else ""
        stages = [cut.stage if cut is not None else Stage.BEFORE for cut in (before, after or before)]
        entries = (
            Entry(
                at=self.at,
                kind=kind,
                who=who,
                what=what,
                plan=plan,
                before=stages[0] if plan else "",
                after=stages[1] if plan else "",
                evidence=evidence,
            )
            for kind, who, what, evidence in self._said
        )
        return (*(Record(entry=entry) for entry in entries), *self.commands)


def gate_says(gate: GateId) -> str:
    """A gate as the one who says something."""
    return f"gate {gate}"
