"""Statements and what became of them as JSON; docs/reference/statement.md names every key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from codedark.cli.statement_making import Made
    from codedark.record.assertion import Assertion
    from codedark.record.public import LeftOut
    from codedark.record.public_reviewing import Shift
    from codedark.record.public_statement import Sentence, Statement


def statements_json(made: Made, statements: Sequence[Statement]) -> dict[str, Any]:
    """Statements, what they rest on, and what was left out."""
    zone = made.about.timezone
    return {
        "incident": made.about.incident,
        "title": made.about.title,
        "organisation": made.about.organisation,
        "audience": made.sifted.audience.value,
        "as_of": at_json(made.view.as_of, zone),
        "timezone": zone,
        "exercise": made.about.exercise,
        "contacts": [{"kind": one.kind.value, "text": one.text} for one in made.asked.contacts],
        "next_at": None if made.asked.next_at is None else at_json(made.asked.next_at, zone),
        "statements": [_statement_json(one) for one in statements],
        "rests_on": list(dict.fromkeys(own for one in statements for own in one.rests_on)),
        "corrects": list(dict.fromkeys(own for one in statements for own in one.corrects)),
        "left_out": [left_out_json(one) for one in made.sifted.left_out],
        "others_count": made.sifted.others_count,
        "due": [shift_json(one, zone) for one in made.shifts if one.due],
    }


def _statement_json(one: Statement) -> dict[str, Any]:
    return {
        "lang": one.lang,
        "title": one.title,
        "exercise": one.exercise,
        "head": [_sentence_json(sentence) for sentence in one.head],
        "parts": [
            {
                "key": part.key,
                "heading": part.heading,
                "sentences": [_sentence_json(sentence) for sentence in part.sentences],
            }
            for part in one.parts
        ],
    }


def _sentence_json(one: Sentence) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "text": one.text,
        "rests_on": list(one.rests_on),
        "corrects": list(one.corrects),
    }


def left_out_json(one: LeftOut) -> dict[str, Any]:
    """One thing left out, with the reason."""
    from codedark.record.public_check import reason_of

    return {
        "field": one.key.field,
        "about": one.key.about,
        "period": one.key.period,
        "id": one.id,
        "why": one.why.value,
        "reason": reason_of(one.why, one.more),
    }


def review_json(made: Made) -> dict[str, Any]:
    """Every statement that left, with what has changed since."""
    zone = made.about.timezone
    return {
        "incident": made.about.incident,
        "organisation": made.about.organisation,
        "as_of": at_json(made.view.as_of, zone),
        "due_count": sum(one.due for one in made.shifts),
        "statements": [
            {
                "number": one.number,
                "audience": one.sent.recipient,
                "lang": one.sent.lang,
                "sent_at": at_json(one.sent.sent_at, zone),
                "by_role": one.role,
                "sha256": one.sent.sha256,
                "entry": one.entry,
                "rests_on": list(one.sent.rests_on),
                "corrects": sorted(one.corrects),
                "changed": [shift_json(shift, zone) for shift in made.shifts if shift.issued is one],
            }
            for one in made.issued
        ],
    }


def shift_json(one: Shift, zone: str) -> dict[str, Any]:
    """One thing that no longer stands as it was told."""
    return {
        "statement": one.issued.number,
        "audience": one.issued.sent.recipient,
        "id": one.id,
        "field": None if one.said is None else one.said.field,
        "turn": one.turn.value,
        "why": one.why,
        "said": None if one.said is None else said_en(one.said, zone),
        "now": None if one.now is None else said_en(one.now, zone),
        "now_id": None if one.now is None else one.now.id,
        "corrected_in": one.corrected_in,
        "due": one.due,
    }


def said_en(said: Assertion, zone: str) -> str:
    """An assertion as its statement says it, in English; without a sentence its field and value."""
    from codedark.record.public_facts import fact_said

    try:
        return fact_said(said, "en", zone)
    except KeyError:
        return f"{said.field}: {said.value}"


def at_json(at: datetime, zone: str) -> str:
    """A moment in the hospital's time, with its offset."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
