"""An article's proposals for people: the text with its places marked, a table, and what was left out, with why."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from codedark.cli.answer import columns_of, counted, say, table

if TYPE_CHECKING:
    from codedark.cli.intake_read import Offer
    from codedark.record.assertion import Assertion, Value

_BEGIN, _END = "\ue000", "\ue001"
"""Stand for the two ends of a mark while lines are wrapped."""
_UNDERLINED, _PLAIN = "\x1b[4m", "\x1b[24m"
_MOST_LETTERS = 20_000
"""Letters of a text that are shown around its marks; a longer one is shown by the paragraphs that hold one."""


def show(offer: Offer) -> None:
    """The whole answer."""
    _show_text(offer)
    if offer.assertions:
        table(
            ("n", "field", "value", "status", "when", "words", "rule"),
            [_row(number, one) for number, one in enumerate(offer.assertions, 1)],
            title=f"{counted(len(offer.assertions), 'proposal')}, to be confirmed",
        )
    else:
        print("Nothing is proposed.")
    _show_declined(offer)


def _row(number: int, one: Assertion) -> tuple[str, ...]:
    from codedark.record.fields import FIELD

    about = f" ({one.about})" if one.about else ""
    label = FIELD[one.field].label if one.field in FIELD else one.field
    words = " ".join(one.wording.split())
    short = words if len(words) <= 60 else f"{words[:57]}..."
    return (str(number), label + about, value_said(one), one.status.value, _when(one), short, one.rule)


def value_said(one: Assertion) -> str:
    """A value as people read it, with how it is meant.

    >>> from datetime import UTC, datetime
    >>> from codedark.record.assertion import Assertion, Qualifier
    >>> value_said(Assertion(field="operations_cancelled", value=70, qualifier=Qualifier.AT_LEAST,
    ...                      known_at=datetime(2026, 3, 3, tzinfo=UTC)))
    'at-least 70'
    """
    told = _plain(one.value)
    if one.qualifier is None or one.qualifier == "exact":
        return told
    if one.qualifier in ("all", "uncounted"):
        return one.qualifier.value
    return told if one.qualifier == "range" else f"{one.qualifier} {told}"


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        numbers = all(isinstance(part, int | float) for part in value)
        return (" to " if numbers else ", ").join(str(part) for part in value)
    return "" if value is None else str(value)


def _when(one: Assertion) -> str:
    if one.valid is not None:
        return str(one.valid)
    return "" if one.period is None else f"{one.period.when} ({one.period.kind})"


def _show_text(offer: Offer) -> None:
    text, spans = offer.document.text, _spans(offer.assertions)
    shown = _marked(text, spans)
    for paragraph in re.split(r"\n\s*\n", shown):
        if paragraph.strip() and (len(text) <= _MOST_LETTERS or _BEGIN in paragraph):
            print(_wrapped(" ".join(paragraph.split())), end="\n\n")


def _spans(assertions: Sequence[Assertion]) -> list[tuple[int, int, int]]:
    """First, end, and number in the table, in the order of the text."""
    return [(one.source.start, one.source.end, n) for n, one in enumerate(assertions, 1) if one.source is not None]


def _marked(text: str, spans: Sequence[tuple[int, int, int]]) -> str:
    """The text with the ends of marks in it; of marks that overlap the later one begins where the earlier one ends."""
    ends: dict[int, str] = {}
    begins: set[int] = set()
    covered = 0
    for start, end, number in sorted(spans):
        if end > max(start, covered):
            begins.add(max(start, covered))
            ends[end] = f"{_END}{ends.get(end, '').removeprefix(_END)}[{number}]"
            covered = end
        else:
            ends[covered] = ends.get(covered, _END) + f"[{number}]"
    made, last = [], 0
    for place in sorted({*begins, *ends}):
        made.append(text[last:place] + ends.get(place, "") + (_BEGIN if place in begins else ""))
        last = place
    return "".join(made) + text[last:]


def _wrapped(paragraph: str) -> str:
    terminal = sys.stdout.isatty()
    lines = fill(paragraph, width=columns_of(sys.stdout), break_long_words=False, break_on_hyphens=False)
    if not terminal:
        return lines.replace(_BEGIN, "").replace(_END, "")
    made, inside = [], False
    for line in lines.split("\n"):
        begun = _UNDERLINED if inside else ""
        inside = line.rfind(_BEGIN) > line.rfind(_END) or (inside and _END not in line)
        made.append(begun + line.replace(_BEGIN, _UNDERLINED).replace(_END, _PLAIN) + (_PLAIN if inside else ""))
    return "\n".join(made)


def _show_declined(offer: Offer) -> None:
    from codedark.record.reading import REASONS

    if not offer.declined:
        return
    print("Seen and left out:")
    for one in offer.declined:
        say(f'{one.field}: "{" ".join(one.wording.split())}": {REASONS[one.reason]}.', indent="  - ", hanging="    ")
