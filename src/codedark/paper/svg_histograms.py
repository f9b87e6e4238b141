"""How the plays of each arm ended: one small histogram an arm, all on the same axes, so that shapes compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from codedark.paper.svg_marks import BLUE, FAINT, GREY, INK, ORANGE, Scale, box, line, picture, said, text

COLUMNS, WIDTH, HEIGHT, GAP = 3, 740.0, 104.0, 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """One arm: share of its plays in each bin, and their mean."""

    label: str
    shares: Sequence[float]
    mean: float


def histograms(name: str, title: str, arms: Sequence[Histogram], edges: Sequence[float], axis: str) -> Markup:
    """Draw the arms as small multiples, three a row.

    `edges` is one longer than the bins of every arm, the last bin holds its upper edge; `axis` says what is counted,
    with its unit.
    """
    tallest = max((max(arm.shares, default=0.0) for arm in arms), default=1.0) or 1.0
    cell = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS
    marks: list[Markup] = []
    for i, arm in enumerate(arms):
        x, y = (i % COLUMNS) * (cell + GAP), (i // COLUMNS) * (HEIGHT + 34)
        marks.extend(_one(arm, edges, Scale(edges[0], edges[-1], x, x + cell), Scale(0, tallest, y + HEIGHT, y + 22)))
    rows = -(-len(arms) // COLUMNS)
    foot = rows * (HEIGHT + 34)
    words = f"{axis}; height: share of plays, tallest bar {tallest:.0%}; orange line: mean"
    marks.append(text(words, 0.0, foot + 8, font_size="11", fill=FAINT))
    return picture(name, title, WIDTH, foot + 16, marks)


def _one(arm: Histogram, edges: Sequence[float], across: Scale, up: Scale) -> list[Markup]:
    marks = [text(_fitted(arm.label), across.start, up.stop - 10, font_size="11.5", font_weight="600", fill=INK)]
    for share, low, high in zip(arm.shares, edges[:-1], edges[1:], strict=True):
        if share > 0:
            left, right, top = across.at(low), across.at(high), up.at(share)
            marks.append(box(left + 0.4, top, max(right - left - 0.8, 0.8), up.start - top, BLUE))
    marks.append(line(across.start, up.start, across.stop, up.start, stroke=GREY))
    x = across.at(arm.mean)
    marks.append(line(x, up.stop - 4, x, up.start + 3, stroke=ORANGE, stroke_width=1.6))
    for tick in (edges[0], edges[-1]):
        anchor = "start" if tick == edges[0] else "end"
        marks.append(text(said(tick), across.at(tick), up.start + 14, anchor=anchor, font_size="10", fill=FAINT))
    words = f"mean {said(arm.mean)}"
    marks.append(
        text(words, (across.start + across.stop) / 2, up.start + 14, anchor="middle", font_size="10", fill=INK)
    )
    return marks


def _fitted(label: str, most: int = 32) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"
