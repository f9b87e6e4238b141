"""Situation reports that left the house: their numbers, and the entry that says which bytes left and at which heads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from codedark.record.edtf import instant
from codedark.record.entry import Body, Draft, Entry, EntryKind
from codedark.record.report import Report, ReportKind

NUMBER = "situation_report"
"""Key in the details of an entry that a report left the house; its value is the report's number."""
_AS_OF = "as_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One situation report that left."""

    number: int
    as_of: datetime
    recorded_at: datetime
    sha256: str


def issued(entries: Iterable[Entry]) -> tuple[Issued, ...]:
    """Every situation report that left, by number; an erased entry tells of none."""
    found = [
        Issued(
            number=int(entry.body.details[NUMBER]),
            as_of=datetime.fromisoformat(entry.body.details[_AS_OF]),
            recorded_at=entry.header.recorded_at,
            sha256=entry.body.details["sha256"],
        )
        for entry in entries
        if entry.body is not None and NUMBER in entry.body.details
    ]
    return tuple(sorted(found, key=lambda one: (one.number, one.recorded_at)))


def next_number(before: Iterable[Issued]) -> int:
    """The number the next situation report gets, from 1."""
    return max((one.number for one in before), default=0) + 1


def last_before(before: Iterable[Issued], as_of: datetime) -> datetime | None:
    """The moment the last report before one spoke of; None: there was none."""
    return max((one.as_of for one in before if one.as_of < as_of), default=None)


def issue(report: Report, raw: bytes, *, role: str, lang: str, form: str) -> Draft:
    """The entry that a situation report leaves the house; append it before the bytes are handed out.

    Args:
        report: made as `issued`, with its number.
        raw: the bytes that leave.
        role: who sends it out.
    Raises:
        ValueError: it is no situation report, or was made as a draft.
    """
    head = report.head
    if head.kind is not ReportKind.SITUATION or not head.issued:
        raise ValueError(f"kind={head.kind.value}, issued={head.issued}: only a numbered situation report is issued")
    heads = {f"head_{one.device}": f"{one.seq} {one.hash}" for one in head.heads}
    return Draft(
        kind=EntryKind.MESSAGE,
        role=role,
        event_at=instant(head.generated_at),
        body=Body(
            text=f"Situation report {head.number} was issued.",
            details={
                NUMBER: str(head.number),
                _AS_OF: head.as_of.isoformat(),
                "sha256": sha256(raw).hexdigest(),
                "lang": lang,
                "format": form,
                "tlp": head.tlp,
                **heads,
            },
        ),
    )
