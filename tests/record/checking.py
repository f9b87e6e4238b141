"""Whether assertions are such as the record's fields take, read back as they were written."""

from __future__ import annotations

from collections.abc import Iterable

from codedark.record.assertion import Assertion
from codedark.record.entry import Body, Draft
from codedark.record.fields import FIELD, value_fault
from codedark.record.plain import as_bytes, from_bytes


def fits(assertion: Assertion) -> bool:
    """Whether a field takes this value."""
    return not value_fault(FIELD[assertion.field], assertion.value, assertion.qualifier)


def sound(drafts: Iterable[Draft]) -> bool:
    """Whether every assertion fits its field and every body reads back as it was written."""
    return all(
        all(map(fits, draft.body.assertions))
        and as_bytes(from_bytes(Body, as_bytes(draft.body))) == as_bytes(draft.body)
        for draft in drafts
    )
