"""Counts a day for several arms: steps, each with its own dash, named below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from codedark.paper.svg_marks import BLUE, FAINT, GREEN, INK, ORANGE, Scale, element, line, number, picture, said, text

WIDTH, HEIGHT, LEFT, RIGHT = 740.0, 220.0, 42.0, 732.0
LOOKS = ((INK, "none"), (ORANGE, "7 3"), (BLUE, "2 3"), (GREEN, "9 3 2 3"))
"""Colour and dash of each line: told apart without colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One arm: a figure a day, from the first day on."""

    label: str
    values: Sequence[float]


def curves(name: str, title: str, rows: Sequence[Curve], axis: str) -> Markup:
    """Draw up to four arms; days count from 1.

    Raises:
        ValueError: more arms than there are looks to tell them apart by.
    """
    if len(rows) > len(LOOKS):
        raise ValueError(f"{len(rows)} curves: at most {len(LOOKS)} can be told apart")
    days = max((len(row.values) for row in rows), default=1)
    across = Scale(0, days, LEFT, RIGHT)
    up = Scale.over([v for row in rows for v in row.values], HEIGHT - 36, 12.0)
    marks = _axes(across, up, days, axis)
    for i, (row, (colour, dash)) in enumerate(zip(rows, LOOKS, strict=False)):
        marks.append(_steps(row.values, across, up, stroke=colour, stroke_dasharray=dash))
        x, y = LEFT + (i % 2) * 350.0, HEIGHT + 18.0 + (i // 2) * 20.0
        marks.append(line(x, y - 4, x + 32, y - 4, stroke=colour, stroke_width=2, stroke_dasharray=dash))
        marks.append(text(row.label, x + 40, y, font_size="11", fill=INK))
    return picture(name, title, WIDTH, HEIGHT + 6.0 + -(-len(rows) // 2) * 20.0, marks)


def _steps(values: Sequence[float], across: Scale, up: Scale, **look: str) -> Markup:
    points = []
    for day, value in enumerate(values):
        y = number(up.at(value))
        points += [f"{number(across.at(day))},{y}", f"{number(across.at(day + 1))},{y}"]
    return element("polyline", points=" ".join(points), fill="none", stroke_width=2, **look)


def _axes(across: Scale, up: Scale, days: int, axis: str) -> list[Markup]:
    marks = []
    for tick in up.ticks():
        y = up.at(tick)
        marks.append(line(across.start, y, across.stop, y, stroke="#e4e8ed"))
        marks.append(text(said(tick), across.start - 6, y + 4, anchor="end", font_size="10", fill=FAINT))
    for day in [1, *range(7, days + 1, 7 if days <= 70 else 14)]:
        x = across.at(day - 0.5)
        marks.append(text(str(day), x, up.start + 14, anchor="middle", font_size="10", fill=FAINT))
    words = (across.start + across.stop) / 2
    marks.append(text(axis, words, up.start + 30, anchor="middle", font_size="11", fill=FAINT))
    return marks
