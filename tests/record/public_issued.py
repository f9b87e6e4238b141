"""Statements issued into small logs, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from codedark.record.assertion import Assertion, Withdrawal
from codedark.record.entry import Draft, Entry
from codedark.record.public import Audience
from codedark.record.public_issuing import Leaving, issue, issued_statements
from codedark.record.public_reviewing import Shift, review
from codedark.record.view import view
from tests.record.making import START, draft
from tests.record.public_making import DAY, SEVENTY, TELEPHONE, ZONE, sure

HOUR = timedelta(hours=1)
SENT_AT = START + HOUR
LATER = START + 2 * HOUR


def leaving(
    *rests_on: Assertion, corrects: Sequence[Assertion] = (), audience: Audience = Audience.PATIENTS
) -> Leaving:
    """A statement about to leave."""
    return Leaving(
        audience=audience,
        lang="nl fr",
        form="md",
        sha256="ab" * 32,
        rests_on=tuple(one.id for one in rests_on),
        corrects=tuple(one.id for one in corrects),
        as_of=SENT_AT,
    )


def sent(number: int, *rests_on: Assertion, at: datetime = SENT_AT, **more: Any) -> tuple[Draft, datetime]:
    """It left, an hour after the start."""
    told = leaving(*rests_on, **more)
    return issue(told, number=number, role="spokesperson", sent_at=at, contacts=(TELEPHONE, TELEPHONE)), at


def turned(log: Sequence[Entry], at: datetime = START + 9 * HOUR) -> tuple[Shift, ...]:
    """What no longer stands as it was told."""
    return review(issued_statements(log, at), view(log, at), ZONE)


def told(one: Assertion) -> tuple[Draft, datetime]:
    """An entry with one assertion, at the moment it became known."""
    return draft(one), one.known_at


def new_count(value: int = 62, **more: Any) -> Assertion:
    """The operations counted again, an hour after the statement left."""
    more = {"period": DAY, "known_at": LATER, "supersedes": (SEVENTY.id,), **more}
    return sure("operations_cancelled", value, **more)


def withdrawal(one: Assertion, why: str = "another hospital") -> tuple[Draft, datetime]:
    """No longer stood by, an hour after the statement left."""
    return draft(withdrawals=(Withdrawal(of=one.id, why=why, by="us", known_at=LATER),)), LATER
