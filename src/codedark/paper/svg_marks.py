"""The marks every picture is drawn with: escaped SVG elements, a linear scale, round numbers on an axis, colours.

Pictures are plain SVG inside the page: no script, no font, no file from elsewhere. Colours are Okabe and Ito's (told
apart by colour-blind eyes and in grey print), and none carries a meaning alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup, escape

INK = "#1b1f24"
FAINT = "#6b7480"
RULE = "#d5dae1"
BLUE = "#0072b2"
ORANGE = "#d55e00"
GREEN = "#009e73"
SKY = "#56b4e9"
GREY = "#9aa3ad"


def element(name: str, *inside: str | Markup, **attributes: object) -> Markup:
    """One SVG or HTML element. Text is escaped, elements are kept, an attribute of None is left out.

    Attribute names take `_` for `-`, and a trailing `_` is dropped (`class_`).

    >>> element("text", "a < b", x=1.0, text_anchor="end")
    Markup('<text x="1" text-anchor="end">a &lt; b</text>')
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), number(value))
        for key, value in attributes.items()
        if value is not None
    )
    opened = Markup("<{}{}").format(name, written)
    if not inside:
        return opened + Markup("/>")
    return opened + Markup(">") + Markup("").join(escape(part) for part in inside) + Markup("</{}>").format(name)


def number(value: object) -> str:
    """A coordinate as short as it can be said; anything else as text.

    >>> number(12.500001), number(3.0), number("red")
    ('12.5', '3', 'red')
    """
    if not isinstance(value, float):
        return str(value)
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def picture(name: str, title: str, width: float, height: float, marks: Iterable[Markup]) -> Markup:
    """One `<svg>` that scales to its column; `title` is what a screen reader says (the table beside says the rest)."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        *marks,
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_labelledby=f"{name}-title",
        xmlns="http://www.w3.org/2000/svg",
    )


def text(words: str, x: float, y: float, *, anchor: str = "start", **more: object) -> Markup:
    """Words at a point; `anchor` start, middle or end."""
    return element("text", words, x=x, y=y, text_anchor=None if anchor == "start" else anchor, **more)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = RULE, **more: object) -> Markup:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **more)


def box(x: float, y: float, width: float, height: float, fill: str, **more: object) -> Markup:
    """A filled box; a width or height below 0 is drawn as none."""
    return element("rect", x=x, y=y, width=max(width, 0.0), height=max(height, 0.0), fill=fill, **more)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values low..high onto pixels start..stop.

    >>> Scale(0, 10, 100, 200).at(5)
    150.0
    """

    low: float
    high: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Where a value lies, in pixels."""
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.0
        return self.start + share * (self.stop - self.start)

    def ticks(self, about: int = 5) -> tuple[float, ...]:
        """Round values within the scale."""
        return tuple(t for t in round_steps(self.low, self.high, about) if self.low <= t <= self.high)

    @classmethod
    def over(cls, values: Iterable[float], start: float, stop: float, *, zero: bool = True) -> Scale:
        """A scale that holds every value, ends on round numbers, and shows 0 when asked."""
        held = [*values, *((0.0,) if zero else ())] or [0.0]
        steps = round_steps(min(held), max(held))
        return cls(steps[0], steps[-1], start, stop)


def round_steps(low: float, high: float, about: int = 5) -> tuple[float, ...]:
    """Round numbers (1, 2 or 5 times a power of ten apart) that begin at or below low and end at or above high.

    >>> round_steps(0, 70)
    (0.0, 20.0, 40.0, 60.0, 80.0)
    >>> round_steps(3, 3)
    (3.0, 4.0)
    """
    if high - low <= 1e-9 * max(1.0, abs(low)):
        return (float(floor(low)), float(floor(low) + 1))
    raw = (high - low) / about
    power = 10.0 ** floor(log10(raw))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= raw * 0.999999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(i * step, 12) for i in range(first, last + 1))


def said(value: float, *, sign: bool = False) -> str:
    """A figure for people: no more digits than it deserves, thousands apart, a real minus.

    >>> said(1234.56), said(12.34), said(0.123), said(-3.0), said(0.0), said(2.0, sign=True)
    ('1,235', '12.3', '0.12', '−3', '0', '+2')
    """
    if abs(value) >= 100:
        words = f"{value:,.0f}"
    elif abs(value) >= 10:
        words = f"{value:.1f}"
    else:
        words = f"{value:.2f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    if words in {"-0", "0"}:
        return "0"
    return words.replace("-", "−") if not sign or value < 0 else f"+{words}"
