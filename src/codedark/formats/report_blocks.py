"""Lines of a report as blocks: headings, bullets, paragraphs, fenced text; every character in one of them.

Bullets may hang over several lines; a paragraph ends at an empty line, a bullet, a heading or a fence. Headings are
marked with `#` or underlined. A header between `---` at the very beginning is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_HEADING = re.compile(r"(?P<before>[ ]{0,3}(?P<marks>#{1,6})[ \t]+)(?P<text>[^\r\n]*?)(?:[ \t]+#+)?[ \t]*")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,9}[.)])(?:[ \t]+(?P<text>\S.*)|[ \t]*)")
_RULE = re.compile(r"[ ]{0,3}(?:-(?:[ \t]*-){2,}|\*(?:[ \t]*\*){2,}|_(?:[ \t]*_){2,})[ \t]*")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*")
_FENCE = re.compile(r"[ ]{0,3}(?P<marks>`{3,}|~{3,})[^`\r\n]*")
_HEADER = "---"
TAB_COLUMNS = 4


class BlockKind(StrEnum):
    """What a run of lines is."""

    HEADING = "heading"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    VERBATIM = "verbatim"
    RULE = "rule"
    BLANK = "blank"
    """Only at the beginning: other empty lines belong to the block before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines that belong together."""

    kind: BlockKind
    start: int
    end: int
    """After its last character, the empty lines that follow left out."""
    after: int
    """Where the next one begins."""
    text_start: int
    """Where its text begins, behind the mark."""
    text_end: int
    depth: int = 0
    """Of a heading: its marks. Of a bullet: columns it stands in."""


@dataclass(slots=True)
class _Lines:
    """Lines of a text, one after another."""

    text: str
    found: list[tuple[int, int]]
    """Beginning of each line and end of its words."""
    place: int = 0

    def told(self, ahead: int = 0) -> str | None:
        """Words of the line that comes next, or further ahead; None: there is none."""
        if self.place + ahead >= len(self.found):
            return None
        start, end = self.found[self.place + ahead]
        return self.text[start:end]


def blocks(text: str) -> list[Block]:
    """A text as blocks; laid end to end they are the text again."""
    spans = [(m.start(), m.start() + len(m[0].rstrip("\r\n"))) for m in _LINE.finditer(text)]
    lines = _Lines(text, spans)
    return [*_first(lines), *_rest(lines)]


def _first(lines: _Lines) -> Iterator[Block]:
    if lines.told() is not None and _blank(lines.told()):
        yield _made(lines, BlockKind.BLANK, 0)
    if lines.place == 0 and lines.told() == _HEADER:
        end = next((n for n in range(1, len(lines.found)) if lines.told(n) == _HEADER), 0)
        if end:
            yield _made(lines, BlockKind.VERBATIM, end + 1)


def _rest(lines: _Lines) -> Iterator[Block]:
    while (told := lines.told()) is not None:
        if heading := _HEADING.fullmatch(told):
            start = lines.found[lines.place][0]
            span = (start + heading.start("text"), start + heading.end("text"))
            yield _made(lines, BlockKind.HEADING, 1, span, len(heading["marks"]))
        elif fence := _FENCE.fullmatch(told):
            yield _made(lines, BlockKind.VERBATIM, _fenced(lines, fence["marks"]))
        elif _RULE.fullmatch(told):
            yield _made(lines, BlockKind.RULE, 1)
        elif bullet := _BULLET.fullmatch(told):
            start = lines.found[lines.place][0]
            count = _hanging(lines)
            text_start = start + (bullet.start("text") if bullet["text"] is not None else bullet.end())
            yield _made(lines, BlockKind.BULLET, count, (text_start, _end(lines, count)), _columns(bullet["indent"]))
        else:
            yield _paragraph(lines)


def _paragraph(lines: _Lines) -> Block:
    count = _hanging(lines)
    under = lines.told(count)
    span = (lines.found[lines.place][0], _end(lines, count))
    if under is not None and _UNDERLINE.fullmatch(under):
        return _made(lines, BlockKind.HEADING, count + 1, span, 1 if "=" in under else 2)
    return _made(lines, BlockKind.PARAGRAPH, count, span)


def _hanging(lines: _Lines) -> int:
    """How many lines hang together from here."""
    count = 1
    while (told := lines.told(count)) is not None and not (_blank(told) or _begins(told)):
        count += 1
    return count


def _begins(told: str) -> bool:
    forms = (_HEADING, _FENCE, _RULE, _BULLET, _UNDERLINE)
    return any(form.fullmatch(told) for form in forms)


def _fenced(lines: _Lines, marks: str) -> int:
    """How many lines stand from a fence to the one that closes it; without one: all that are left."""
    close = re.compile(rf"[ ]{{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*")
    count = 1
    while (told := lines.told(count)) is not None:
        count += 1
        if close.fullmatch(told):
            break
    return count


def _made(lines: _Lines, kind: BlockKind, count: int, text: tuple[int, int] | None = None, depth: int = 0) -> Block:
    """A block of so many lines, with the empty ones that follow."""
    start = lines.found[lines.place][0]
    end = _end(lines, count) if count else start
    lines.place += count
    while (told := lines.told()) is not None and _blank(told):
        lines.place += 1
    after = lines.found[lines.place][0] if lines.place < len(lines.found) else len(lines.text)
    text_start, text_end = text or (start, end)
    return Block(kind=kind, start=start, end=end, after=after, text_start=text_start, text_end=text_end, depth=depth)


def _end(lines: _Lines, count: int) -> int:
    return lines.found[lines.place + count - 1][1]


def _blank(told: str | None) -> bool:
    return told is not None and not told.strip()


def _columns(indent: str) -> int:
    return len(indent.expandtabs(TAB_COLUMNS))
