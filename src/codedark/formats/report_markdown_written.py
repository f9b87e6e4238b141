"""A report's form as Markdown: blocks as they stood while they still say the same, in our words once they changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codedark.formats.report_blocks import BlockKind, blocks
from codedark.formats.report_inline import escaped, plain
from codedark.formats.report_markdown import BOM, LABEL_LETTERS_MOST, fits_label, item_of
from codedark.formats.report_statuses import same, status_words
from codedark.record.report_form import Item, Kind, ReportForm, Section, Told

_FIRST = re.compile(r"[-+#>|=~•]")
_NUMBERED = re.compile(r"(\d{1,9})([.)])")
_TICKS = re.compile(r"`+")
_COLON = re.compile(r":(?=\s|$)")
LABEL_LOOKED_AT = 4 * LABEL_LETTERS_MOST
"""Letters in which a colon is held: more than a label has, since marks among them count too."""
INDENT = "  "


def write(form: ReportForm) -> bytes:
    """A form as a file, UTF-8.

    Read and written again, a file is the same, to the byte. A form made by a program is read back to what it says:
    `as_told(read(name, write(form))) == as_told(form)`, where its headings rise in depth from section to section and
    its further statements are guesses, as `told` describes.

    Raises:
        ValueError: a further statement that is no guess, for which reports have no words.
    """
    out = _Page(form.lang)
    out.put(form.teaser)
    out.section(form.root)
    return ((BOM if form.bom else "") + out.text()).encode("utf-8")


class _Page:
    """A file while it grows; empty lines come where two blocks would run together."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.parts: list[str] = []
        self.hangs = False
        """Whether a paragraph put next would be taken for more of the last block."""
        self.came_to = -1
        """Where in its file the last block ended that stands as it stood; -1: it does not."""

    def text(self) -> str:
        return "".join(self.parts)

    def put(self, raw: str) -> None:
        if raw:
            self.parts.append(raw)

    def section(self, section: Section) -> None:
        if section.heading or section.written is not None:
            self._line_end()
            raw = _heading_as_it_stood(section)
            if raw is None:
                self._empty_line()
                raw = f"{'#' * max(section.depth, 1)} {_heading_escaped(section.heading)}\n"
            self.put(raw)
            self.hangs = False
        for item in section.items:
            self.item(item)
        for below in section.sections:
            self.section(below)

    def item(self, item: Item) -> None:
        self._line_end()
        raw = _as_it_stood(item)
        follows = raw is not None and self.came_to == item.start
        if self.hangs and not follows and item.kind in (Kind.PARAGRAPH, Kind.RULE):
            self._empty_line()
        self.put(raw if raw is not None else _made(item, self.lang))
        self.came_to = -1 if raw is None else item.start + len(raw)
        self.hangs = item.kind in (Kind.BULLET, Kind.PARAGRAPH)

    def _line_end(self) -> None:
        if self.parts and not self.parts[-1].endswith(("\n", "\r")):
            self.parts.append("\n")

    def _empty_line(self) -> None:
        if self.parts and not re.search(
            r"(?:^|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)$", "\n" + "".join(self.parts[-2:])[-400:]
        ):
            self.parts.append("\n")


def _as_it_stood(item: Item) -> str | None:
    """The characters an item had in its file, where they still say what it says; None: they do not."""
    if item.written is None or item.written.depth != item.depth:
        return None
    raw = item.written.raw
    if item.kind is Kind.VERBATIM or not raw.strip():
        first = next(iter(_read_again(raw)), None)
        kept = item.kind is Kind.RULE or (first is not None and first.value == item.value) or raw.startswith("---")
        return raw if kept else None
    again = list(_read_again(raw))
    alike = len(again) == 1 and again[0].kind is item.kind and again[0].label == item.label
    return raw if alike and same(again[0].told, item.told) else None


def _read_again(raw: str) -> Iterator[Item]:
    return (item_of(raw, block) for block in blocks(raw) if block.kind is not BlockKind.HEADING)


def _heading_as_it_stood(section: Section) -> str | None:
    if section.written is None or section.written.depth != section.depth:
        return None
    raw = section.written.raw
    found = blocks(raw)
    alike = len(found) == 1 and found[0].kind is BlockKind.HEADING
    return raw if alike and plain(raw, found[0].text_start, found[0].text_end).text == section.heading else None


def _made(item: Item, lang: str) -> str:
    if item.kind is Kind.RULE:
        return "---\n"
    if item.kind is Kind.VERBATIM:
        longest = max((len(run[0]) for run in _TICKS.finditer(item.value)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{item.value}\n{fence}\n"
    if any(one.status.value != "assumed" or one.reason or not one.value for one in item.told[1:]):
        raise ValueError(f"{item.label or item.value}: only guesses may stand beside the main thing an item says")
    mark = INDENT * item.depth + "- " if item.kind is Kind.BULLET else ""
    return f"{mark}{_words(item, lang)}".rstrip() + "\n"


def _words(item: Item, lang: str) -> str:
    label = _label(item)

    def whole(text: str) -> str:
        return f"{label} {text}".strip() if label else _first_held(text, colons=item.kind is Kind.BULLET)

    if not item.told:
        return label

    def reads(text: str) -> tuple[Told, ...]:
        line = "- " + whole(text) if item.kind is Kind.BULLET else whole(text)
        return next((again.told for again in _read_again(line)), ())

    return whole(status_words(item.told, lang, reads))


def _label(item: Item) -> str:
    if not item.label:
        return ""
    name = escaped(item.label, ":")
    plainly = item.kind is Kind.BULLET and fits_label(item.label) and name == escaped(item.label)
    return f"{_first_held(name)}:" if plainly else f"**{name}:**"


def _first_held(text: str, colons: bool = False) -> str:
    """A text that begins no bullet, heading or fence, and of a bullet: in which no colon ends a label."""
    if colons:
        text = _COLON.sub(r"\\:", text[:LABEL_LOOKED_AT]) + text[LABEL_LOOKED_AT:]
    if _FIRST.match(text):
        return "\\" + text
    return _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text


def _heading_escaped(text: str) -> str:
    text = escaped(text)
    closing = re.search(r"(?:^|\s)(#+)$", text)
    return text[: closing.start(1)] + "\\" + text[closing.start(1) :] if closing else text
