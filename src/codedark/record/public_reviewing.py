"""What was told the public and no longer stands as it was told; what must be corrected, until a statement does so.

What was withdrawn or replaced since stays *due* until a statement to the same readers takes it back. A state that went
on, and what was told "as far as we knew", was right when it was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from codedark.record.assertion import Assertion, AssertionId, Status
from codedark.record.fields import FIELD
from codedark.record.public import Audience, Sifted, sift
from codedark.record.public_facts import fact_said
from codedark.record.public_issuing import Issued
from codedark.record.public_saying import Correction
from codedark.record.public_standing import contradicted, went_on
from codedark.record.view import Account, Relation, Standing, View


class Turn(StrEnum):
    """What became of something that was told."""

    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    DISPUTED = "disputed"
    """Somebody who was not heard then says otherwise."""
    CHANGED = "changed"
    """It was so, and is so no longer; or a newer count stands."""
    ERASED = "erased"
    """It is not in the record any more: nobody can say what it was."""

    @property
    def wrong(self) -> bool:
        """Whether people were told something that is no longer stood by."""
        return self in (Turn.WITHDRAWN, Turn.REPLACED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Something a statement said that no longer stands as it was told."""

    issued: Issued
    id: AssertionId
    said: Assertion | None
    """None: erased."""
    turn: Turn
    now: Assertion | None
    """What leads in its place and may be told to the same readers; None: nothing."""
    why: str = ""
    """Of what was withdrawn."""
    corrected_in: int | None = None
    """Number of the statement that took it back; None: none did."""

    @property
    def due(self) -> bool:
        """Whether a correction is due."""
        return self.turn.wrong and self.corrected_in is None


def review(issued: Sequence[Issued], view: View, zone: str) -> tuple[Shift, ...]:
    """What of every issued statement no longer stands as it was told, in the order in which they left.

    Args:
        issued: from `issued_statements`, in order.
        view: of now.
        zone: name of the hospital's time zone.
    """
    places = _places(view)
    sifted = {audience: sift(view, audience, zone) for audience in Audience}
    found = [
        shift
        for one in issued
        for own in one.sent.rests_on
        if (shift := _shift(one, own, places, sifted, zone)) is not None
    ]
    return tuple(_with_correction(shift, issued) for shift in found)


def corrections_due(shifts: Iterable[Shift], audience: Audience) -> tuple[Correction, ...]:
    """What the next statement to some readers must correct, each once, as it was said last."""
    due = {shift.id: shift for shift in shifts if shift.due and shift.issued.audience is audience}
    return tuple(
        Correction(said_at=shift.issued.sent.sent_at, said=shift.said, now=shift.now)
        for shift in due.values()
        if shift.said is not None
    )


_Places = Mapping[AssertionId, tuple[Standing, Account]]


def _places(view: View) -> _Places:
    return MappingProxyType({a.recorded.id: (s, a) for s in view.standings for a in s.accounts})


def _shift(
    issued: Issued, own: AssertionId, places: _Places, sifted: Mapping[Audience, Sifted], zone: str
) -> Shift | None:
    """What became of one assertion a statement rested on; None: it stands."""
    if own not in places:
        return Shift(issued=issued, id=own, said=None, turn=Turn.ERASED, now=None)
    standing, account = places[own]
    turn = _TURN[account.relation] or (Turn.DISPUTED if contradicted(standing, zone) else None)
    if (
        turn is Turn.DISPUTED
        and standing.lead is not None
        and went_on(account.assertion, standing.lead.assertion, zone)
    ):
        turn = Turn.CHANGED
    if turn is None:
        return None
    may = sifted[issued.audience].ids if issued.audience is not None else frozenset()
    now = _now(standing, account, places)
    kept = now if now is not None and now.id in may else None
    said = account.assertion
    if turn is Turn.REPLACED and now is not None and fact_said_alike(said, now, zone):
        return None
    turn = Turn.CHANGED if turn.wrong and _was_so_then(said, now, turn) else turn
    return Shift(issued=issued, id=own, said=said, turn=turn, now=kept, why=_why(account))


_TURN: Mapping[Relation, Turn | None] = MappingProxyType(
    {
        Relation.LEADS: None,
        Relation.AGREES: None,
        Relation.LESS_EXACT: None,
        Relation.DIFFERS: Turn.DISPUTED,
        Relation.EARLIER: Turn.CHANGED,
        Relation.ANSWERED: Turn.CHANGED,
        Relation.REPLACED: Turn.REPLACED,
        Relation.WITHDRAWN: Turn.WITHDRAWN,
    }
)


def _why(account: Account) -> str:
    return account.why if account.relation is Relation.WITHDRAWN else ""


def _now(standing: Standing, account: Account, places: _Places) -> Assertion | None:
    """What leads in its place: in the same standing, or behind the chain of what replaced it."""
    if standing.lead is not None:
        return standing.lead.assertion
    seen: set[AssertionId] = set()
    while account.relation is Relation.REPLACED and account.recorded.id not in seen:
        seen.add(account.recorded.id)
        following = places.get(AssertionId(account.why))
        if following is None:
            return None
        standing, account = following
        if account.relation is Relation.LEADS:
            return account.assertion
        if standing.lead is not None:
            return standing.lead.assertion
    return None


def fact_said_alike(said: Assertion, now: Assertion, zone: str) -> bool:
    """Whether people would read the same sentence."""
    try:
        return fact_said(said, "en", zone) == fact_said(now, "en", zone)
    except KeyError:
        return False


def _was_so_then(said: Assertion, now: Assertion | None, turn: Turn) -> bool:
    """Whether nobody was wrong: it was told "as far as we knew", or the state is another one by now.

    Of harm it was only ever told that none was known on a day. Taking that back in public would tell a family that
    there is some: a person tells them, and `review` tells whoever issues statements.
    """
    if said.field == "harm":
        return True
    if turn is Turn.WITHDRAWN or now is None:
        return False
    field = FIELD.get(said.field)
    same_time = said.valid is not None and now.valid is not None and said.valid.start == now.valid.start
    return said.status is Status.NONE_KNOWN or (field is not None and field.state and not same_time)


def _with_correction(shift: Shift, issued: Sequence[Issued]) -> Shift:
    """With the statement to the same readers that took it back after it was said last."""
    own, same = shift.id, [one for one in issued if one.audience is shift.issued.audience]
    last_said = max(place for place, one in enumerate(same) if own in one.sent.rests_on)
    taken = next((one.number for one in same[last_said:] if own in one.corrects), None)
    if taken is None:
        return shift
    return replace(shift, corrected_in=taken)


def due_first(shifts: Iterable[Shift]) -> Iterator[Shift]:
    """What must be corrected before what only changed, each in order."""
    return iter(sorted(shifts, key=lambda shift: not shift.due))
