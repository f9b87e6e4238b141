"""Whether a statement says only what may be told: every sentence rests on assertions that are named and pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codedark.record.assertion import AssertionId
from codedark.record.public import REASONS, Sifted, Why, sift
from codedark.record.public_facts import fact_said
from codedark.record.public_saying import Asked, statement
from codedark.record.public_statement import Kind, Sentence, Statement
from codedark.record.view import Account, Relation, Standing, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Words that may not stand in a statement."""

    line: int
    """Of a text, from 1; of a statement the place of the sentence."""
    words: str
    why: str
    fix: str


_TAKE_OUT = "take it out; once it is confirmed in the record the statement says it of itself"


def check_statement(told: Statement, view: View) -> tuple[Slip, ...]:
    """Every sentence that rests on nothing, on what may not be told, or that the record's sentences do not contain.

    Args:
        told: made by `public_saying.statement` for this view or an earlier one, or by anybody else.
        view: what it must stand up to.
    """
    sifted = sift(view, told.audience, told.zone)
    made = frozenset((one.text, one.rests_on) for one in _again(told, sifted).sentences)
    places = {account.recorded.id: (s, account) for s in view.standings for account in s.accounts}
    return tuple(
        Slip(line=place, words=one.text, why=why, fix=_TAKE_OUT)
        for place, one in enumerate(told.sentences, start=1)
        for why in _wrong(one, told, sifted, made, places)
    )


def _again(told: Statement, sifted: Sifted) -> Statement:
    """The statement the record would give, with the same contacts."""
    asked = Asked(
        sifted=sifted,
        organisation=told.organisation,
        incident=told.incident,
        zone=told.zone,
        as_of=told.as_of,
        exercise=bool(told.exercise),
        contacts=told.contacts,
        next_at=told.next_at,
    )
    return statement(asked, told.lang)


_Places = dict[AssertionId, tuple[Standing, Account]]


def _wrong(one: Sentence, told: Statement, sifted: Sifted, made: frozenset[object], places: _Places) -> Iterator[str]:
    if one.kind is Kind.FACT and not one.rests_on:
        yield "it rests on no assertion"
        return
    refused = [own for own in one.rests_on if own not in sifted.ids]
    yield from (f"it rests on {own}: {refusal(own, sifted, places)}" for own in refused)
    if one.kind is Kind.CORRECTION:
        yield from (
            f"it takes back {own}, which still stands"
            for own in one.corrects
            if own in places and places[own][1].relation is Relation.LEADS
        )
        named = [places[own][1].assertion for own in (*one.corrects, *one.rests_on) if own in places]
        if not all(fact_said(said, told.lang, told.zone) in one.text for said in named):
            yield "it does not say what was told, or what is right, in the record's own words"
    elif not refused and (one.text, one.rests_on) not in made:
        yield "the record's own sentences do not say it so"


def refusal(own: AssertionId, sifted: Sifted, places: _Places) -> str:
    """Why an assertion may not be told, in words."""
    if own not in places:
        return "no account of this view has that name"
    standing, account = places[own]
    left = next((out for out in sifted.left_out if out.key == standing.key), None)
    if account.relation in (Relation.WITHDRAWN, Relation.REPLACED):
        more = f" ({account.why})" if account.why else ""
        return f"{account.relation.value}{more}"
    if left is not None:
        return REASONS[left.why]
    if account.relation is not Relation.LEADS:
        return "another account leads"
    return "harm is never told here" if standing.key.field == "harm" else "these readers are not told of that field"


def reason_of(why: Why, more: str) -> str:
    """A reason with what it hangs on.

    >>> reason_of(Why.MARKED, "TLP:AMBER")
    'its document is marked (TLP) against these readers (TLP:AMBER)'
    """
    return f"{REASONS[why]} ({more})" if more else REASONS[why]
