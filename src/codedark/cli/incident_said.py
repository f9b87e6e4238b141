"""What several sub-verbs of `incident` say alike: how many entries, and the heads to write down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codedark.cli.answer import say

if TYPE_CHECKING:
    from codedark.store.incident_log import IncidentLog
    from codedark.store.postgres_log import PostgresLog


def entries_said(count: int) -> str:
    """A number of entries.

    >>> entries_said(1), entries_said(1200)
    ('1 entry', '1,200 entries')
    """
    return "1 entry" if count == 1 else f"{count:,} entries"


def aside_said(count: int) -> str:
    """That entries of others could not be taken over, and were not lost.

    >>> aside_said(1)
    '1 entry kept aside, for a person to look at: against ours, or without its words. Nothing of ours was changed.'
    """
    words = "its words" if count == 1 else "their words"
    return (
        f"{entries_said(count)} kept aside, for a person to look at: against ours, or without {words}. "
        "Nothing of ours was changed."
    )


def head_lines(log: IncidentLog | PostgresLog) -> list[str]:
    """The head of each device's chain as it stands on paper."""
    from codedark.record.head_words import head_words

    return [head_words(head) for head in log.heads()]


def say_heads(log: IncidentLog | PostgresLog) -> None:
    """The heads, with what they are for."""
    say("Heads now, to write down:")
    for line in head_lines(log):
        say(line, indent="  ")
