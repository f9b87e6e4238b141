"""`codedark intake --into INCIDENT`: what a person confirmed goes into the record, once; nothing else does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from codedark.cli.answer import counted, note, say

if TYPE_CHECKING:
    from codedark.cli.intake_read import Offer
    from codedark.hospital.gathered import Gathered
    from codedark.record.assertion import Assertion
    from codedark.record.log import Log


def confirmed(faults: Gathered, offer: Offer, accept: Sequence[str] | None) -> list[Assertion]:
    """What a person confirms: named by `--accept`, or asked for one by one on a terminal.

    Raises:
        BadHospital: neither.
    """
    from codedark.cli.intake_read import chosen

    if accept:
        taken = chosen(faults, offer, accept)
        faults.stop_if_any()
        return taken
    if not sys.stdin.isatty():
        fix = "--accept all, or --accept 1,3,a-4f2a: nothing enters a record unconfirmed"
        faults.add("--accept", "nobody confirmed anything", fix)
        faults.stop()
    return _asked(offer)


def _asked(offer: Offer) -> list[Assertion]:
    """Each proposal shown in its words, and an answer taken."""
    taken: list[Assertion] = []
    for number, one in enumerate(offer.assertions, 1):
        _show(offer, number, one)
        answer = _answer("Right? y(es), n(o), e(dit), q(uit): ")
        if answer == "q":
            break
        if answer == "e":
            taken += _edited(one)
        elif answer == "y":
            taken.append(one)
    return taken


def _show(offer: Offer, number: int, one: Assertion) -> None:
    from codedark.cli.intake_shown import value_said

    source = one.source
    if source is not None:
        text = offer.document.text
        around = text[max(0, source.start - 120) : source.end + 120]
        say(f"... {' '.join(around.split())} ...")
    period = "" if one.period is None else f", {one.period.when}"
    say(f'{number}. {one.field} = {value_said(one) or one.status.value} ({one.status}{period}): "{one.wording}"')


def _answer(question: str) -> str:
    while True:
        print(question, end="", flush=True, file=sys.stderr)
        line = sys.stdin.readline()
        if not line:
            return "q"
        told = line.strip().lower()[:1]
        if told in ("y", "n", "e", "q"):
            return told


def _edited(one: Assertion) -> list[Assertion]:
    """The proposal with another value, as a person types it; what was read stays in its details."""
    from codedark.cli.intake_shown import value_said
    from codedark.record.assertion import Status
    from codedark.record.fields import FIELD
    from codedark.record.typed import NotTyped, typed_value

    while True:
        print(f"{one.field} (empty: leave it out): ", end="", flush=True, file=sys.stderr)
        typed = sys.stdin.readline().strip()
        if not typed:
            return []
        try:
            value, qualifier = typed_value(FIELD[one.field], typed)
        except NotTyped as wrong:
            note(f"codedark: {wrong}")
            continue
        details = {**one.details, "read_as": value_said(one) or one.status.value}
        return [replace(one, value=value, qualifier=qualifier, status=Status.STATED, details=details)]


def enter(log: Log, offer: Offer, taken: Sequence[Assertion], role: str) -> int:
    """Append what was confirmed; how many assertions are new.

    Raises:
        OSError: the record could not be written; what was entered before stays, and a second time adds the rest.
    """
    from codedark.record.reading.asserting import drafts

    left = len(offer.assertions) - len(taken)
    made = drafts(offer.document, taken, left, role, log.entries())
    for draft in made:
        log.append(draft)
    return sum(len(draft.body.assertions) for draft in made)


def say_entered(new_count: int, taken_count: int) -> None:
    """What became of it."""
    held = taken_count - new_count
    before = f"; {counted(held, 'assertion')} stood there already" if held else ""
    say(f"{counted(new_count, 'assertion')} entered{before}.")
