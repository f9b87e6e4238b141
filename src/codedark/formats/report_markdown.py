"""A Markdown report read completely: title, sections, items, and for each how it is known.

Nothing is lost and nothing is refused that is text with a heading in it: what is not understood stays as it is, and a
form that was read is written back to the same bytes (`report_markdown_written.write`). Spans count characters of
`text_of(raw)`. Headings and labels may be Dutch, French, German or English, in any order, at any depth, twice or not
at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from codedark.formats.report_blocks import Block, BlockKind, blocks
from codedark.formats.report_inline import Plain, plain
from codedark.formats.report_statuses import told
from codedark.hospital.faults import BadHospital, Fault
from codedark.record.report_form import Item, Kind, ReportForm, Section, Told, Written
from codedark.record.report_words import LANGUAGES, section_key

BOM = "\ufeff"
MOST_BYTES = 8_000_000
LABEL_LETTERS_MOST = 80
LABEL_WORDS_MOST = 10
_KINDS = {
    BlockKind.BULLET: Kind.BULLET,
    BlockKind.PARAGRAPH: Kind.PARAGRAPH,
    BlockKind.VERBATIM: Kind.VERBATIM,
    BlockKind.RULE: Kind.RULE,
    BlockKind.BLANK: Kind.RULE,
}


def read(name: str, raw: bytes) -> ReportForm:
    """Read a report.

    Args:
        name: of the file, for faults.
        raw: its bytes, UTF-8.
    Raises:
        BadHospital: not UTF-8, empty, too big, or without any heading: then it is an article, not a report.
    Cost: linear; 1 MB in a second or two.
    """
    text = _decoded(name, raw)
    form = form_of(text)
    if form is None:
        raise BadHospital([_fault(name, "no heading stands in it", "a report has headings (# Title, ## Section)")])
    return form


def text_of(raw: bytes) -> str:
    """The text that spans are counted in: the bytes as UTF-8, without a byte order mark.

    Raises:
        UnicodeDecodeError: they are not UTF-8.
    """
    return raw.decode("utf-8").removeprefix(BOM)


def form_of(text: str) -> ReportForm | None:
    """A text as a form; None: there is no heading in it."""
    bare = text.removeprefix(BOM)
    found = blocks(bare)
    heads = [_Head(place=place, block=block, plain=_plain(bare, block)) for place, block in _headings(found)]
    if not heads:
        return None
    title = _title(heads)
    before = found[: title.place] if title is not None else []
    after = found[title.place + 1 :] if title is not None else found
    open_root = _Open(heading=title, depth=title.block.depth if title is not None else 0)
    _fill(open_root, bare, after)
    teaser = bare[: before[-1].after] if before else ""
    root = _closed(open_root, bare)
    return ReportForm(teaser=teaser, root=root, lang=_lang(root), bom=text.startswith(BOM))


def item_of(text: str, block: Block, depth: int = 0) -> Item:
    """A block of a text as an item."""
    kind = _KINDS[block.kind]
    written = Written(raw=text[block.start : block.after], depth=depth)
    label, said = "", tuple[Told, ...]()
    if kind is Kind.VERBATIM:
        said = _verbatim(text, block)
    elif kind is not Kind.RULE:
        words = _plain(text, block)
        label, start = _label(words, kind)
        said = told(words, start)
    return Item(label=label, told=said, kind=kind, depth=depth, start=block.start, end=block.end, written=written)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    place: int
    """Among all blocks."""
    block: Block
    plain: Plain

    @property
    def key(self) -> str:
        return section_key(self.plain.text)[0]


@dataclass(slots=True, kw_only=True)
class _Open:
    """A section while what follows its heading is still being read."""

    heading: _Head | None
    depth: int
    items: list[Item] = field(default_factory=list)
    sections: list[_Open] = field(default_factory=list)


def _decoded(name: str, raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise BadHospital([_fault(name, f"it has {len(raw):,} bytes", f"a report has at most {MOST_BYTES:,}")])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        row = raw.count(b"\n", 0, wrong.start) + 1
        byte = f"byte 0x{raw[wrong.start]:02x} is not UTF-8"
        raise BadHospital([_fault(name, byte, "save the file as UTF-8", row)]) from None
    if not text.removeprefix(BOM).strip():
        raise BadHospital([_fault(name, "it is empty", "give the report itself")])
    return text


def _fault(name: str, message: str, fix: str, row: int | None = None) -> Fault:
    return Fault(file=name, row=row, message=message, fix=fix)


def _headings(found: Sequence[Block]) -> list[tuple[int, Block]]:
    return [(place, block) for place, block in enumerate(found) if block.kind is BlockKind.HEADING]


def _title(heads: Sequence[_Head]) -> _Head | None:
    """The first of the highest headings before any section we know; a file may begin with its first section."""
    first = next((n for n, head in enumerate(heads) if head.key), len(heads))
    return min(heads[:first], key=lambda head: head.block.depth, default=None)


def _fill(root: _Open, text: str, found: Sequence[Block]) -> None:
    path = [root]
    columns: list[int] = []
    for place, block in enumerate(found):
        if block.kind is BlockKind.HEADING:
            while len(path) > 1 and path[-1].depth >= block.depth:
                path.pop()
            opened = _Open(heading=_Head(place=place, block=block, plain=_plain(text, block)), depth=block.depth)
            path[-1].sections.append(opened)
            path.append(opened)
            columns = []
            continue
        columns = _columns(columns, block, text)
        depth = len(columns) - 1 if block.kind is BlockKind.BULLET else 0
        path[-1].items.append(item_of(text, block, depth))


def _columns(columns: list[int], block: Block, text: str) -> list[int]:
    """In which columns the bullets stand that the block stands under, its own last."""
    if block.kind is BlockKind.BULLET:
        return [column for column in columns if column < block.depth] + [block.depth]
    return columns if text[block.start : block.start + 1].isspace() else []


def _closed(opened: _Open, text: str) -> Section:
    items, sections = tuple(opened.items), tuple(_closed(below, text) for below in opened.sections)
    if opened.heading is None:
        return Section(heading="", depth=opened.depth, items=items, sections=sections)
    block = opened.heading.block
    return Section(
        heading=opened.heading.plain.text,
        key=opened.heading.key,
        depth=block.depth,
        items=items,
        sections=sections,
        start=block.start,
        end=block.end,
        written=Written(raw=text[block.start : block.after], depth=block.depth),
    )


def _lang(root: Section) -> str:
    count = Counter(lang for section in root.walked() for lang in section_key(section.heading)[1])
    return max(LANGUAGES, key=lambda lang: count[lang])


def _plain(text: str, block: Block) -> Plain:
    return plain(text, block.text_start, block.text_end)


def _verbatim(text: str, block: Block) -> tuple[Told, ...]:
    raw = text[block.start : block.end]
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    closed = len(lines) > 1 and lines[-1].strip()[:3] == lines[0].strip()[:3]
    inside = "\n".join(lines[1:-1] if closed else lines[1:])
    return (Told(value=inside, words=inside, start=block.start, end=block.end),) if inside else ()


def _label(words: Plain, kind: Kind) -> tuple[str, int]:
    """The label of an item and where what it says begins. A paragraph's is bold; a bullet's may be."""
    strong = words.strong_count
    if strong and (bold := _bold_label(words, strong)):
        return bold
    if kind is Kind.PARAGRAPH:
        return "", 0
    for place, char in enumerate(words.text[: LABEL_LETTERS_MOST + 2]):
        if char == ":" and place not in words.held and words.text[place + 1 : place + 2] in ("", " "):
            name = words.text[:place].strip()
            return (name, place + 1) if fits_label(name) else ("", 0)
    return "", 0


def _bold_label(words: Plain, strong: int) -> tuple[str, int] | None:
    for place in (strong - 1, strong, strong + 1):
        if words.text[place : place + 1] == ":" and place not in words.held:
            name = words.text[:place].strip()
            return (name, place + 1) if name and words.text[strong - 1 : place].strip(": ") in ("", name[-1:]) else None
    return None


def fits_label(name: str) -> bool:
    """Whether words before a colon can be a label: short, and no sentence."""
    if not name or len(name) > LABEL_LETTERS_MOST or len(name.split()) > LABEL_WORDS_MOST:
        return False
    return not any(end in name for end in (". ", "! ", "? ", "; "))
