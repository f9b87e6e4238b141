"""Services over time: one row a service, one cell a piece of time, the darker the less of it is left.

Time is drawn in two scales, because the first two days decide and the weeks after tell how long it lasts: hours at
first, then days. The darkness of a cell reads in grey print as it does in colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from codedark.paper.svg_marks import FAINT, INK, box, element, line, picture, text

SHADES = ("#f3f6f9", "#cfe0ee", "#93bddc", "#4a90c4", "#1c5f96", "#0b2f52")
"""Kept whole .. all gone, evenly darker."""

LABEL_WIDTH, NOTE_WIDTH, ROW, CELLS_WIDTH = 206.0, 92.0, 15.0, 472.0


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: a service, the share of it kept in each bin (0..1), and a word on how it ends."""

    label: str
    kept: Sequence[float]
    note: str


def shade(kept: float) -> str:
    """The shade of a share kept.

    >>> shade(1.0), shade(0.0)
    ('#f3f6f9', '#0b2f52')
    """
    return SHADES[min(len(SHADES) - 1, round((1.0 - kept) * (len(SHADES) - 1)))]


def strips(name: str, title: str, rows: Sequence[Strip], bin_h: float, close_days: int = 4) -> Markup:
    """Draw the rows, the first `close_days` days bin by bin, the rest day by day.

    All rows have the same number of bins of `bin_h` hours, from the scenario's first midnight; `name` is the picture's
    id, unique in the page.
    """
    days = len(rows[0].kept) * bin_h / 24 if rows else 0.0
    starts = _starts(days, close_days)
    width = LABEL_WIDTH + CELLS_WIDTH + NOTE_WIDTH
    marks = [*_days(starts, len(rows), days, close_days)]
    for i, row in enumerate(rows):
        marks.extend(_row(row, 26.0 + i * ROW, bin_h, days, close_days))
    return picture(name, title, width, 26.0 + len(rows) * ROW + 30.0, [*marks, *_key(26.0 + len(rows) * ROW + 12.0)])


def _starts(days: float, close_days: int) -> list[int]:
    """The days that get a label: each of the first, then every second week."""
    close = min(int(days), close_days)
    far = 14 if days <= 120 else 28
    return [*range(close), *(d for d in range(far - 1, int(days), far) if d > close + far / 3)]


def _x(day: float, days: float, close_days: int) -> float:
    """Half of the width for the first days, half for the rest; all of it where there is no rest."""
    if days <= close_days:
        return LABEL_WIDTH + CELLS_WIDTH * day / max(days, 1e-9)
    half = CELLS_WIDTH / 2
    if day <= close_days:
        return LABEL_WIDTH + half * day / close_days
    return LABEL_WIDTH + half + half * (day - close_days) / (days - close_days)


def _days(starts: Sequence[int], rows: int, days: float, close_days: int) -> list[Markup]:
    marks = []
    for day in starts:
        x = _x(day, days, close_days)
        marks.append(line(x, 18.0, x, 26.0 + rows * ROW, stroke="#b9c1ca", stroke_width=0.6))
        marks.append(
            text(f"day {day + 1}" if day < close_days else str(day + 1), x + 2, 15.0, font_size="9.5", fill=FAINT)
        )
    if days > close_days:
        x = _x(close_days, days, close_days)
        marks.append(line(x, 6.0, x, 26.0 + rows * ROW, stroke=INK, stroke_width=1.2, stroke_dasharray="3 2"))
    return marks


def _row(row: Strip, y: float, bin_h: float, days: float, close_days: int) -> list[Markup]:
    marks = [text(row.label, LABEL_WIDTH - 6, y + 11, anchor="end", font_size="11", fill=INK)]
    per_day = max(1, round(24 / bin_h))
    close = min(len(row.kept), close_days * per_day)
    cells = [(i, i + 1) for i in range(close)]
    cells += [(i, min(i + per_day, len(row.kept))) for i in range(close, len(row.kept), per_day)]
    for first, last, colour in _runs(row.kept, cells):
        x, end = (_x(i * bin_h / 24, days, close_days) for i in (first, last))
        marks.append(box(x, y + 1, end - x, ROW - 2, colour))
    marks.append(text(row.note, LABEL_WIDTH + CELLS_WIDTH + 6, y + 11, font_size="10.5", fill=INK))
    return marks


def _runs(kept: Sequence[float], cells: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Neighbouring cells of one shade drawn as one: a page of a tenth the size."""
    runs: list[tuple[int, int, str]] = []
    for first, last in cells:
        colour = shade(sum(kept[first:last]) / (last - first))
        if runs and runs[-1][2] == colour:
            runs[-1] = (runs[-1][0], last, colour)
        else:
            runs.append((first, last, colour))
    return runs


def _key(y: float) -> list[Markup]:
    marks = [text("share of the service left:", LABEL_WIDTH - 6, y + 9, anchor="end", font_size="10", fill=FAINT)]
    for i, colour in enumerate(SHADES):
        x = LABEL_WIDTH + i * 62.0
        marks.append(box(x, y, 16, 11, colour, stroke=FAINT, stroke_width=0.5))
        marks.append(text(f"{100 - 20 * i} %", x + 20, y + 9, font_size="10", fill=FAINT))
    return [element("g", *marks, aria_hidden="true")]
