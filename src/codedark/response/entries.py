"""Entries of an incident: what was seen, decided, done and said, in order, each with its time and its evidence.

A decision carries who took it, in which role, and by which rule of the mandate; an observation never says more than its
evidence does. Nothing is changed afterwards: a correction is a new entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry tells of."""

    OBSERVATION = "observation"
    DECISION = "decision"
    ACTION = "action"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an incident's log."""

    at: datetime
    """When it was known here, aware UTC."""
    kind: EntryKind
    who: str
    """A role, `machine`, `gate NAME`; never a person's name."""
    what: str
    plan: str = ""
    """12 hexadecimal digits; empty: of no plan."""
    before: str = ""
    """Stage of the cut before; empty: there was none."""
    after: str = ""
    """Stage afterwards; the same as before where nothing moved."""
    evidence: tuple[tuple[str, str], ...] = ()
    """What it rests on: (name, value), such as digests of findings, counters, times told by others."""
