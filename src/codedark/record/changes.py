"""What changed between two views of one record: new, answered, contradicted, settled, replaced, withdrawn, beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from codedark.record.agreeing import Stance, elsewhere, stance
from codedark.record.assertion import Assertion, AssertionId, Status
from codedark.record.view import Account, Key, Relation, Standing, View


class ChangeKind(StrEnum):
    """How what is said about one thing changed."""

    NEW = "new"
    """Nothing was said about it before."""
    ANSWERED = "answered"
    """It was not known, and somebody has told."""
    CHANGED = "changed"
    """Another account leads: a state went on, or a better account came."""
    DISPUTED = "disputed"
    """An account that contradicts came."""
    SETTLED = "settled"
    """No account that is alive contradicts any more."""
    REPLACED = "replaced"
    """The account that led was replaced by one that names it."""
    WITHDRAWN = "withdrawn"
    """The account that led is no longer stood by."""
    BESIDE = "beside"
    """Another account came, and the same one leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing about which something else is said now."""

    kind: ChangeKind
    key: Key
    before: Assertion | None
    """The account that led; None: none."""
    after: Assertion | None
    """The account that leads; None: none any more."""
    before_status: Status | None
    after_status: Status
    came: tuple[AssertionId, ...]
    """Accounts that are new, as they became known."""


def changes(before: View, after: View) -> tuple[Change, ...]:
    """What the later view says otherwise than the earlier one; each thing once, under the change that weighs most.

    A later view of the same record holds every account of the earlier one, so nothing can vanish; one that was written
    down later about the time before both counts as there in both.

    Args:
        before: the earlier view.
        after: the later one, of the same record.
    Returns:
        In the order of the later view. Nothing changed: empty.
    Raises:
        ValueError: `before` is the later one.
    Cost: a step for each account.
    """
    if before.as_of > after.as_of:
        raise ValueError(f"before={before.as_of}, after={after.as_of}: the earlier view goes first")
    earlier = {standing.key: standing for standing in before.standings}
    found = (_change(earlier.get(standing.key), standing) for standing in after.standings)
    return tuple(change for change in found if change is not None)


def _of_another_site(
    kind: ChangeKind, came: Sequence[AssertionId], after: Standing, new: Mapping[AssertionId, Account]
) -> bool:
    """Whether what came beside is of a site the leading account does not speak of: then it is what is told."""
    lead = lead_of(after)
    return bool(kind is ChangeKind.BESIDE and came and lead is not None and elsewhere(new[came[-1]].assertion, lead))


_Named = Mapping[AssertionId, Account]
"""A name is a hash over all an assertion says: made once each."""


def _change(before: Standing | None, after: Standing) -> Change | None:
    old, new = ({} if before is None else _named(before)), _named(after)
    came = sorted((name for name in new if name not in old), key=lambda name: _known(new[name]))
    kind = ChangeKind.NEW if before is None else _kind(before, after, old, new)
    if kind is None:
        return None
    return Change(
        kind=kind,
        key=after.key,
        before=None if before is None else lead_of(before),
        after=new[came[-1]].assertion if _of_another_site(kind, came, after, new) else lead_of(after),
        before_status=None if before is None else before.status,
        after_status=after.status,
        came=tuple(came),
    )


def _named(standing: Standing) -> dict[AssertionId, Account]:
    return {account.assertion.id: account for account in standing.accounts}


def _kind(before: Standing, after: Standing, old: _Named, new: _Named) -> ChangeKind | None:
    led, leads = _leading(old), _leading(new)
    fate = None if led is None else new[led].relation
    if fate is Relation.WITHDRAWN:
        return ChangeKind.WITHDRAWN
    if fate is Relation.REPLACED:
        return ChangeKind.REPLACED
    if after.status is Status.DISPUTED and before.status is not Status.DISPUTED:
        return ChangeKind.DISPUTED
    if before.status is Status.DISPUTED and after.status is not Status.DISPUTED:
        return ChangeKind.SETTLED
    if leads is not None and leads != led:
        return _led_by_another(None if led is None else old[led].assertion, new[leads].assertion)
    alike = {name: account.relation for name, account in old.items()}
    return None if alike == {name: account.relation for name, account in new.items()} else ChangeKind.BESIDE


def _led_by_another(old: Assertion | None, new: Assertion) -> ChangeKind:
    if new.status.tells and (old is None or not old.status.tells):
        return ChangeKind.ANSWERED
    same = old is not None and stance(old, new) is Stance.SAME and old.status is new.status
    apart = old is not None and elsewhere(old, new)
    return ChangeKind.BESIDE if same or apart else ChangeKind.CHANGED


def _leading(named: _Named) -> AssertionId | None:
    return next((name for name, account in named.items() if account.relation is Relation.LEADS), None)


def _known(account: Account) -> tuple[datetime, datetime]:
    return (account.assertion.known_at, account.recorded.recorded_at)


def lead_of(standing: Standing) -> Assertion | None:
    """What the leading account says; None: none leads."""
    return None if standing.lead is None else standing.lead.assertion
