"""An article's file as text: plain text and Markdown as they are, HTML without its tags, scripts and styles.

Spans of what is read are counted in this text, and a record keeps it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.reading.tokens import words_in

MOST_BYTES = 8_000_000
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head"})
_BLOCKS = words_in(
    "p div br li ul ol tr table section article header footer aside nav main h1 h2 h3 h4 h5 h6 blockquote figure "
    "figcaption dd dt dl pre hr form"
)
_VOID = frozenset({"br", "hr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """The text of an article."""

    title: str
    """Of HTML its `<title>`, of Markdown its first heading, else its first line; empty: there is none."""
    text: str


def article_text(name: str, raw: bytes) -> ArticleText:
    """The text of an article's file.

    Args:
        name: of the file; `.html` and `.htm` are stripped of tags, and so is what begins like HTML.
        raw: its bytes, UTF-8.
    Raises:
        BadHospital: not UTF-8, empty, or too big.
    Cost: linear.

    >>> article_text("a.html", b"<title>T</title><p>Seventy <b>operations</b></p><script>no()</script>").text
    'Seventy operations'
    """
    text = _decoded(name, raw)
    if name.lower().endswith((".html", ".htm", ".xhtml")) or re.match(r"\s*<(?:!doctype|html)", text, re.IGNORECASE):
        stripper = _Stripper()
        stripper.feed(text)
        stripper.close()
        return ArticleText(title=" ".join("".join(stripper.title).split()), text=stripper.text())
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return ArticleText(title=first.lstrip("#* ").strip()[:200], text=text)


def _decoded(name: str, raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise BadHospital([_fault(name, f"{len(raw):,} bytes", f"cut it to {MOST_BYTES:,} bytes")])
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        row = raw.count(b"\n", 0, wrong.start) + 1
        raise BadHospital([_fault(name, "is not UTF-8", "save it as UTF-8", row)]) from None
    if not text.strip():
        raise BadHospital([_fault(name, "is empty", "name the file of the article")])
    return text


def _fault(name: str, message: str, fix: str, row: int | None = None) -> Fault:
    return Fault(file=name, row=row, message=message, fix=fix)


class _Stripper(HTMLParser):
    """Text of a page, a line feed where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title: list[str] = []
        self._silent: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = True
        elif tag == "body":
            self._silent.clear()  # a head that was never closed ends here
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self.parts.append("\n\n" if tag not in _VOID else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """The lines, without empty ones in a row."""
        lines = [line.strip() for line in "".join(self.parts).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
