"""Services over time: one row a service, one cell a piece of time, the darker the less of it is left.

Time is drawn in three scales, because the first days decide and the weeks after tell how long it lasts: what lies
before day one in a narrow strip, the first days hour by hour, then days. The darkness of a cell reads in grey print as
it does in colour.
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


@dataclass(frozen=True, slots=True)
class Axis:
    """Days since day one onto pixels: `before` days, then `close` days drawn large, then the rest up to `days`."""

    before: float
    close: float
    days: float

    def x(self, day: float) -> float:
        """Where a day lies; each stretch has its share of the width, and a stretch of no length none."""
        shares = (0.12 if self.before else 0.0, 1.0 if self.days <= self.close else 0.5)
        early = LABEL_WIDTH + CELLS_WIDTH * shares[0]
        middle = early + (CELLS_WIDTH - CELLS_WIDTH * shares[0]) * shares[1]
        if day <= 0:
            return early + (early - LABEL_WIDTH) * day / max(self.before, 1e-9)
        if day <= self.close:
            return early + (middle - early) * day / min(self.close, max(self.days, 1e-9))
        return middle + (LABEL_WIDTH + CELLS_WIDTH - middle) * (day - self.close) / (self.days - self.close)


def strips(name: str, title: str, rows: Sequence[Strip], bin_h: float, *, before: float = 0, close: int = 4) -> Markup:
    """Draw the rows: `before` days before day one, the first `close` days bin by bin, the rest day by day.

    All rows have the same number of bins of `bin_h` hours, from the clock's start; `name` is the picture's id, unique
    in the page.
    """
    axis = Axis(before, close, (len(rows[0].kept) * bin_h / 24 if rows else 0.0) - before)
    foot = 26.0 + len(rows) * ROW
    marks = _days(axis, foot)
    for i, row in enumerate(rows):
        marks.extend(_row(row, 26.0 + i * ROW, bin_h, axis))
    width = LABEL_WIDTH + CELLS_WIDTH + NOTE_WIDTH
    return picture(name, title, width, foot + 30.0, [*marks, *_key(foot + 12.0)])


def _days(axis: Axis, foot: float) -> list[Markup]:
    """A label for each of the first days, then every second week; a dashed line where the scale changes."""
    close = min(int(axis.days), int(axis.close))
    far = 14 if axis.days <= 120 else 28
    later = (d for d in range(far - 1, int(axis.days), far) if d > close + far / 3)
    labels = [(day, f"day {day + 1}") for day in range(close)] + [(day, str(day + 1)) for day in later]
    marks = [text("before", LABEL_WIDTH + 2, 15.0, font_size="9.5", fill=FAINT)] if axis.before else []
    for day, words in labels:
        marks.append(line(axis.x(day), 18.0, axis.x(day), foot, stroke="#b9c1ca", stroke_width=0.6))
        marks.append(text(words, axis.x(day) + 2, 15.0, font_size="9.5", fill=FAINT))
    changes = [0.0] * bool(axis.before) + [axis.close] * (axis.days > axis.close)
    return marks + [
        line(axis.x(day), 6.0, axis.x(day), foot, stroke=INK, stroke_width=1.2, stroke_dasharray="3 2")
        for day in changes
    ]


def _row(row: Strip, y: float, bin_h: float, axis: Axis) -> list[Markup]:
    marks = [text(row.label, LABEL_WIDTH - 6, y + 11, anchor="end", font_size="11", fill=INK)]
    for first, last, colour in _runs(row.kept, _cells(len(row.kept), bin_h, axis)):
        x, end = (axis.x(i * bin_h / 24 - axis.before) for i in (first, last))
        marks.append(box(x, y + 1, end - x, ROW - 2, colour))
    marks.append(text(row.note, LABEL_WIDTH + CELLS_WIDTH + 6, y + 11, font_size="10.5", fill=INK))
    return marks


def _cells(bins: int, bin_h: float, axis: Axis) -> list[tuple[int, int]]:
    """Bins drawn as one: those of a day, and each alone in the first days."""
    per_day = max(1, round(24 / bin_h))
    start = min(bins, round(axis.before) * per_day)
    close = min(bins, start + int(axis.close) * per_day)
    days = [(i, min(i + per_day, start)) for i in range(0, start, per_day)]
    days += [(i, i + 1) for i in range(start, close)]
    return days + [(i, min(i + per_day, bins)) for i in range(close, bins, per_day)]


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
