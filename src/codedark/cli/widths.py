"""How wide the columns of a table are, so that words, and ids above all, stay in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

_HEAD = 3
"""Characters a head keeps in a line as long as words of cells stand in one piece."""


def share_out(rows: Sequence[Sequence[str]], room: int, first_width: int | None = None) -> list[int]:
    """Widths of the columns in characters, together at most `room` (but each at least 1).

    Every column starts as wide as its longest cell. While they do not fit, the widest that can still give gives: first
    down to its longest word, then at the expense of its head, then down to the longest part between hyphens in a cell,
    then down to one character.

    Args:
        rows: the heads, then the cells, as many in each row.
        room: characters for all columns together, without blanks and lines between them.
        first_width: width of the first column wherever there is room for it.

    Cost: characters x columns. Wide (East Asian) characters count one.

    >>> share_out([["from", "over"], ["ward", "the ward.records row"]], 20)
    [4, 16]
    >>> share_out([["over"], ["ward.rec-ords"]], 9)
    [9]
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(1, *map(len, column)) for column in columns]
    words = [_longest(column) for column in columns]
    headless = [max(_longest(column[1:]), min(_HEAD, _longest(column))) for column in columns]
    parts = [_longest([cell.replace("-", "- ") for cell in column[1:]]) for column in columns]
    if first_width is not None:
        widths[0] = words[0] = headless[0] = parts[0] = first_width
    for floors in (words, headless, parts, [1] * len(columns)):
        _shrink(widths, floors, room)
    return widths


def _longest(cells: Sequence[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=1) or 1


def _shrink(widths: list[int], floors: Sequence[int], room: int) -> None:
    """Take from the widest column above its floor, a character at a time, until all fit or none can give."""
    while sum(widths) > room:
        able = [i for i, width in enumerate(widths) if width > floors[i]]
        if not able:
            return
        widths[max(able, key=widths.__getitem__)] -= 1


def broken(cell: str, width: int) -> str:
    r"""A cell whose words longer than the column go on in a new line, after a hyphen where they have one.

    >>> broken("an order-set of", 6)
    'an order-\nset of'
    """
    if max(map(len, cell.split()), default=0) <= width:
        return cell
    return " ".join("\n".join(wrap(word, width)) if len(word) > width else word for word in cell.split(" "))
