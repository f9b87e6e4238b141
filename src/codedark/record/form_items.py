"""Items of a section as they are meant: bullets under a label alone are what it says; other accounts are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from codedark.record.assertion import Status
from codedark.record.fields import FIELD
from codedark.record.report_form import Item, Kind, Told
from codedark.record.report_texts import TEXTS
from codedark.record.report_words import folded, label_keys

_STANDS = re.compile(r"\s*[:,]|\s+–|\s+\(")
"""What follows the word for how an account stands: what it says, or in brackets why."""
_OTHERS = ("withdrawn", "replaced", "earlier", "differs", "less-exact", "agrees")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """An item, and how it stands under others."""

    item: Item
    label: str
    """Its own, or the one it stands under."""
    beside: bool = False
    """Whether it stands under an item that says something itself."""


def meant(items: Sequence[Item]) -> Iterator[Meant]:
    """Items that say something, in order.

    "Containment:" over two bullets is two things said of containment. Of a label whose field holds one text
    (Operational) the bullets are one text. What a report of ours sets beside an account (withdrawn, contradicted) is
    no account of it.
    """
    place = 0
    path: list[Item] = []
    while place < len(items):
        item = items[place]
        path = [above for above in path if above.depth < item.depth and item.kind is Kind.BULLET]
        below = _below(items, place)
        if item.kind is Kind.RULE or another_account(item) or folded(item.value) in _nothing_recorded():
            place += 1
            continue
        if not item.told and below and _holds_one_text(item):
            yield Meant(item=replace(item, told=(_together(below),)), label=item.label)
            yield from (Meant(item=one, label="", beside=True) for one in below)
            place += 1 + len(below)
            continue
        above = path[-1] if path else None
        if item.told:
            inherited = above.label if above is not None and not above.told and not item.label else ""
            yield Meant(item=item, label=item.label or inherited, beside=above is not None and bool(above.told))
        path.append(item)
        place += 1


def another_account(item: Item) -> bool:
    """Whether an item tells what a report of ours sets beside the account that leads."""
    first = item.label or _STANDS.split(item.value, maxsplit=1)[0]
    return item.depth > 0 and folded(first) in _other_words()


@cache
def _other_words() -> frozenset[str]:
    stands = {table["relation"][name] for table in TEXTS.values() for name in _OTHERS}
    return frozenset(map(folded, stands | {table["phrase"]["elsewhere"] for table in TEXTS.values()}))


@cache
def _nothing_recorded() -> frozenset[str]:
    """What a report of ours writes in a section it has nothing for."""
    return frozenset(folded(table["phrase"]["none-recorded"]) for table in TEXTS.values())


def _below(items: Sequence[Item], place: int) -> list[Item]:
    """Bullets right below a label, as long as they are deeper, have no label and say something."""
    found: list[Item] = []
    for item in items[place + 1 :]:
        if item.kind is not Kind.BULLET or item.depth <= items[place].depth or item.label or not item.told:
            break
        found.append(item)
    return found


def _holds_one_text(item: Item) -> bool:
    fields = [FIELD[key] for key in label_keys(item.label) if key in FIELD]
    return bool(fields) and not any(field.many for field in fields)


def _together(below: Sequence[Item]) -> Told:
    """Several bullets as one text: known as the least known of them."""
    told = [item.told[0] for item in below]
    values = [one.value for one in told if one.value]
    status = next((one.status for one in told if one.status is not Status.STATED), Status.STATED)
    return Told(
        value="; ".join(value.rstrip(".;") for value in values),
        status=status,
        words="; ".join(one.words for one in told),
        start=told[0].start,
        end=told[-1].end,
    )
