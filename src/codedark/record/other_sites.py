"""What is told of sites the leading account does not speak of: half a hospital may be closed while half is open."""

from __future__ import annotations

from codedark.record.agreeing import elsewhere
from codedark.record.fields import FIELD
from codedark.record.view import Account, Standing


def of_other_sites(standing: Standing) -> tuple[Account, ...]:
    """Accounts that are alive and of sites the leading one has nothing in common with, in the standing's order.

    They are no less exact than it and contradict nothing: a reader who is told the leading account alone knows half.
    Of a state only the latest of each site speaks; the ones before it are how it was. Nothing leads: empty.
    """
    lead = standing.lead
    if lead is None:
        return ()
    found = [a for a in standing.accounts if a.relation.alive and elsewhere(a.assertion, lead.assertion)]
    found = [account for account in found if account.assertion.status.tells]
    field = FIELD.get(standing.key.field)
    if field is None or not field.state:
        return tuple(found)
    last = {account.assertion.scope: account for account in sorted(found, key=lambda a: a.assertion.known_at)}
    return tuple(account for account in found if last[account.assertion.scope] is account)
