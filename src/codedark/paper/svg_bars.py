"""Figures beside each other on one axis: what each adds (bars), how sure that is (whiskers), what moves it (spans)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from codedark.paper.svg_marks import (
    BLUE,
    FAINT,
    GREY,
    INK,
    ORANGE,
    SKY,
    Scale,
    box,
    element,
    line,
    picture,
    said,
    text,
)

WIDTH, LABEL_WIDTH, NOTE_WIDTH, ROW = 760.0, 205.0, 150.0, 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One figure from 0."""

    label: str
    value: float
    note: str = ""
    """What stands to the right; empty: the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisker:
    """A figure with its two errors."""

    label: str
    value: float
    luck: tuple[float, float] | None
    """Monte Carlo error: the short, thick one."""
    ignorance: tuple[float, float] | None
    """Spread over what is not known: the long, thin one."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An answer at the low and at the high end of one unknown."""

    label: str
    at_low: float
    at_high: float
    note: str


def bars(name: str, title: str, rows: Sequence[Bar], axis: str) -> Markup:
    """Bars from 0 to both sides."""
    scale = _scale([row.value for row in rows])
    marks = []
    for i, row in enumerate(rows):
        y = _y(i)
        left, right = sorted((scale.at(0.0), scale.at(row.value)))
        marks.append(box(left, y + 5, max(right - left, 0.8), ROW - 10, BLUE if row.value >= 0 else ORANGE))
        marks.extend(_words(row.label, row.note or said(row.value), y))
    return _framed((name, title, axis), len(rows), scale, marks)


def whiskers(name: str, title: str, rows: Sequence[Whisker], axis: str) -> Markup:
    """Points with a thick whisker for luck and a thin one for ignorance."""
    held = [v for row in rows for v in (row.value, *(row.luck or ()), *(row.ignorance or ()))]
    scale = _scale(held)
    marks = []
    for i, row in enumerate(rows):
        middle = _y(i) + ROW / 2
        if row.ignorance is not None:
            low, high = map(scale.at, row.ignorance)
            marks.append(line(low, middle, high, middle, stroke=FAINT, stroke_width=1.4))
            marks.extend(line(x, middle - 4, x, middle + 4, stroke=FAINT, stroke_width=1.4) for x in (low, high))
        if row.luck is not None:
            low, high = map(scale.at, row.luck)
            marks.append(box(low, middle - 3.5, max(high - low, 1.0), 7.0, SKY))
        marks.append(element("circle", cx=scale.at(row.value), cy=middle, r=4.0, fill=BLUE, stroke="#fff"))
        marks.extend(_words(row.label, row.note, _y(i)))
    return _framed((name, title, axis), len(rows), scale, marks)


def spans(name: str, title: str, rows: Sequence[Span], middle: float, axis: str) -> Markup:
    """A tornado: how far the answer moves from `middle` between the ends of each unknown, the widest first."""
    held = [middle, *(v for row in rows for v in (row.at_low, row.at_high))]
    scale = _scale(held, zero=False)
    marks = []
    for i, row in enumerate(rows):
        y = _y(i)
        for value, colour, letter in ((row.at_low, SKY, "L"), (row.at_high, BLUE, "H")):
            left, right = sorted((scale.at(middle), scale.at(value)))
            marks.append(box(left, y + 5, right - left, ROW - 10, colour))
            if right - left > 14:
                at_end = left + 8 if value < middle else right - 8
                ink = INK if letter == "L" else "#fff"
                marks.append(text(letter, at_end, y + ROW / 2 + 4, anchor="middle", font_size="10", fill=ink))
        marks.extend(_words(row.label, row.note, y))
    x = scale.at(middle)
    marks.append(line(x, 2.0, x, _y(len(rows)), stroke=INK, stroke_width=1.2))
    return _framed((name, title, axis), len(rows), scale, marks)


def _scale(values: Iterable[float], *, zero: bool = True) -> Scale:
    return Scale.over(values, LABEL_WIDTH, WIDTH - NOTE_WIDTH, zero=zero)


def _y(row: int) -> float:
    return 4.0 + row * ROW


def _words(label: str, note: str, y: float) -> list[Markup]:
    return [
        text(label, LABEL_WIDTH - 8, y + ROW / 2 + 4, anchor="end", font_size="11.5", fill=INK),
        text(note, WIDTH - NOTE_WIDTH + 8, y + ROW / 2 + 4, font_size="11", fill=INK),
    ]


def _framed(heads: tuple[str, str, str], rows: int, scale: Scale, marks: Iterable[Markup]) -> Markup:
    name, title, axis = heads
    foot = _y(rows)
    frame = []
    for tick in scale.ticks():
        x = scale.at(tick)
        frame.append(line(x, 2.0, x, foot, stroke=GREY if tick == 0 else "#e4e8ed"))
        frame.append(text(said(tick), x, foot + 13, anchor="middle", font_size="10", fill=FAINT))
    frame.append(text(axis, (scale.start + scale.stop) / 2, foot + 28, anchor="middle", font_size="11", fill=FAINT))
    return picture(name, title, WIDTH, foot + 34, [*frame, *marks])
