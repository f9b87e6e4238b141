"""Whether what is told of a thing is contradicted, or was only so before; of each site what is told of it.

A view calls two states of one day a contradiction, for it knows no time zone; people ask which of them holds now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from codedark.record.assertion import Assertion, Status
from codedark.record.edtf import When
from codedark.record.fields import FIELD
from codedark.record.view import Account, Relation, Standing, View

_GONE = frozenset({Relation.WITHDRAWN, Relation.REPLACED, Relation.ANSWERED})


def contradicted(standing: Standing, zone: str) -> bool:
    """Whether an account that is alive says otherwise, and not only how it was before.

    Args:
        zone: name of the time zone local times are in.
    """
    lead = standing.accounts[0].assertion if standing.accounts else None
    others = (a.assertion for a in standing.accounts if a.relation is Relation.DIFFERS)
    return lead is not None and any(not went_on(one, lead, zone) for one in others)


def went_on(one: Assertion, lead: Assertion, zone: str) -> bool:
    """Whether a state was told for an earlier moment than the one that leads: closed at seven, open again at ten.

    Both must name their moment to the minute, or the same voice must have told them one after the other with none: a
    view calls two states of one day a contradiction, for it knows no time zone.
    """
    field = FIELD.get(one.field)
    if field is None or not field.state:
        return False
    if one.valid is None and lead.valid is None:
        return bool(one.by) and one.by == lead.by and one.known_at < lead.known_at
    starts = [_to_the_minute(said.valid, zone) for said in (one, lead)]
    return starts[0] is not None and starts[1] is not None and starts[0] < starts[1]


def _to_the_minute(valid: When | None, zone: str) -> datetime | None:
    """The minute something began; None: it is not known so well."""
    if valid is None or valid.open_start or valid.about or "T" not in valid.start:
        return None
    return When(valid.start).earliest(zone)


def no_harm_told(view: View) -> bool:
    """Whether nobody ever told of harm to a patient and still stands by it, of whichever ward and however unsurely."""
    told = (a.assertion for s in view.of("harm") for a in s.accounts if a.relation not in _GONE)
    return all(one.status is Status.NONE_KNOWN or one.value == "none" or not one.status.tells for one in told)


def speaking(standing: Standing) -> Iterator[Account]:
    """The account that leads, and for every site it does not speak of the one that does.

    Two sites may be in two states at once: open here, closed there. Of a site with several accounts the newest speaks
    where it is a state; where it is a fact and they do not say the same, nobody does.
    """
    lead = standing.lead
    if lead is None:
        return
    yield lead
    by_site: dict[tuple[str, ...], list[Account]] = {}
    for account in standing.accounts:
        if account.relation is Relation.LESS_EXACT and _elsewhere(account.assertion, lead.assertion):
            by_site.setdefault(account.assertion.scope, []).append(account)
    field = FIELD.get(standing.key.field)
    for accounts in by_site.values():
        if (field is not None and field.state) or _one_value(accounts):
            yield max(accounts, key=lambda account: account.assertion.known_at)


def _elsewhere(one: Assertion, lead: Assertion) -> bool:
    return bool(one.scope and lead.scope) and not set(one.scope) & set(lead.scope)


def _one_value(accounts: Iterable[Account]) -> bool:
    return len({(a.assertion.value, a.assertion.qualifier, a.assertion.status) for a in accounts}) == 1
