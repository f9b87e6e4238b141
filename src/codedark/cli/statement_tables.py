"""What the person at the screen is told: what was left out and why, which corrections are due, what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codedark.cli.answer import note, say, table

if TYPE_CHECKING:
    from codedark.cli.statement_making import Made
    from codedark.record.public import LeftOut
    from codedark.record.public_reviewing import Shift


def note_beside(made: Made) -> None:
    """On stderr: what the statement does not say, what it takes back, and what nobody named."""
    from codedark.record.public import Why

    sifted = made.sifted
    for one in (out for out in sifted.left_out if out.why is not Why.OLDER):
        note(f"codedark: left out: {_left_out(one)}.")
    older = sum(out.why is Why.OLDER for out in sifted.left_out)
    if older:
        note(f"codedark: {older} older count{'s' * (older != 1)} left out, as a newer one is told.")
    if sifted.others_count:
        note(f"codedark: of {sifted.others_count} other things in the record {sifted.audience.value} are never told.")
    if not made.asked.contacts:
        note("codedark: no place for news or questions is named in it: --contact telephone=..., --contact news=...")
    if made.asked.next_at is None:
        note("codedark: it does not say when the next news comes: --next T")
    for correction in made.asked.corrections:
        note(f"codedark: it corrects what was said before about {correction.said.field}.")
    note_due(made, but=sifted.audience.value)


def note_due(made: Made, but: str = "") -> None:
    """Loudly: what people were told and is no longer stood by, until it is corrected."""
    for one in made.shifts:
        if one.due and one.issued.sent.recipient != but:
            note(
                f"codedark: CORRECTION DUE to {one.issued.sent.recipient}: {_shift(one, made)} "
                f"Issue one: codedark statement INCIDENT --for {one.issued.sent.recipient} --issue --role ROLE"
            )


def _left_out(one: LeftOut) -> str:
    from codedark.record.public_check import reason_of

    what = " ".join(part for part in (one.key.field, one.key.about, one.key.period) if part)
    named = f" ({one.id})" if one.id is not None else ""
    return f"{what}{named}: {reason_of(one.why, one.more)}"


def _shift(one: Shift, made: Made) -> str:
    """One thing that no longer stands as it was told, as a sentence."""
    from codedark.cli.statement_json import said_en

    said = f"{one.id}, which is erased" if one.said is None else f"“{said_en(one.said, made.about.timezone)}”"
    why = f" ({one.why})" if one.why else ""
    now = "" if one.now is None else f" Now: “{said_en(one.now, made.about.timezone)}”"
    return f"statement {one.issued.number} said {said} It is {one.turn.value} since{why}.{now}"


def show_review(made: Made) -> None:
    """Every statement that left, what has changed since, and what must be corrected."""
    from codedark.cli.statement_json import at_json
    from codedark.record.public_reviewing import due_first

    if not made.issued:
        say("No statement to the public has been issued.")
        return
    due = [one for one in made.shifts if one.due]
    table(
        ("no.", "sent", "to", "by", "languages", "facts", "changed", "due"),
        [
            (
                one.number,
                at_json(one.sent.sent_at, made.about.timezone)[:16].replace("T", " "),
                one.sent.recipient,
                one.role,
                one.sent.lang,
                len(one.sent.rests_on),
                sum(shift.issued is one for shift in made.shifts),
                sum(shift.issued is one for shift in due),
            )
            for one in made.issued
        ],
        title=f"Statements of {made.about.organisation}",
        right=("no.", "facts", "changed", "due"),
    )
    for shift in due_first(made.shifts):
        say(f"{_mark(shift)}, to {shift.issued.sent.recipient}: {_shift(shift, made)}", indent="- ")
    if any(shift.said is not None and shift.said.field == "harm" for shift in made.shifts):
        say("What was said of harm is never taken back in public: a person tells the family first.")
    if not made.shifts:
        say("Everything that was told still stands.")


def _mark(shift: Shift) -> str:
    if shift.due:
        return "CORRECTION DUE"
    return "Changed" if shift.corrected_in is None else f"Corrected in statement {shift.corrected_in}"
