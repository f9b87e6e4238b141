"""The parts of docs/reference/hospital-folder.md that are drawn from the code.

`python -m tests.hospital.reference` writes them anew; a test fails while the page says anything else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path

from codedark.hospital import settings, words
from codedark.hospital.schema import TABLES, Column, Kind
from codedark.hospital.settings import Range
from codedark.hospital.settings_file import LIMITS, section_types

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "hospital-folder.md"
VOCABULARIES = [v for v in vars(words).values() if isinstance(v, type) and issubclass(v, StrEnum) and v is not StrEnum]
_KINDS = {
    Kind.ID: "name", Kind.TEXT: "text", Kind.INT: "whole number", Kind.FLOAT: "number", Kind.BOOL: "yes or no",
    Kind.ENUM: "word", Kind.ENUMS: "words", Kind.WORDS: "plain words",
    Kind.REF: "one of", Kind.REFS: "some of", Kind.NEED: "need over",
    Kind.SELECTOR: "choice of hosts", Kind.SELECTORS: "choices of hosts", Kind.ADDRESS: "address",
    Kind.PREFIXES: "networks", Kind.PORTS: "ports with protocol", Kind.PORT_RANGES: "ports",
    Kind.TIME_OF_DAY: "time of day", Kind.DAYS: "days", Kind.DATE: "date", Kind.MOMENT: "moment",
    Kind.ENDPOINT: "address with port", Kind.KEY: "public key", Kind.INTERFACE: "interface",
}  # fmt: skip


def tables() -> Iterator[str]:
    """Every table with every column."""
    for table in TABLES:
        needed = " The table must be there." if table.required else ""
        yield f"### {table.name}\n"
        yield f"{table.doc}{needed} A row is known by `{'` and `'.join(table.key)}`.\n"
        yield "| column | what it says | how it is written | when empty |"
        yield "|---|---|---|---|"
        for column in table.columns:
            yield f"| `{column.name}` | {column.doc} | {_written(column)} | {_when_empty(column)} |"
        yield ""


def _written(column: Column) -> str:
    text = _KINDS[column.kind]
    if column.kind in (Kind.REF, Kind.REFS, Kind.NEED):
        text += " " + ", ".join(column.to)
    if column.values is not None:
        text += f": [{column.values.__name__}](#{column.values.__name__.lower()})"
    if column.high is not None:
        text += f", {column.low:g} to {column.high:g}"
    elif column.low is not None:
        text += f", at least {column.low:g}"
    return text + (", or `?`" if column.unknown else "")


def _when_empty(column: Column) -> str:
    if column.required:
        return "**needed**"
    if column.default is None and column.unknown:
        return "unknown"
    if column.default in (None, (), ""):
        return ""
    return _plain(column.default)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "`yes`" if value else "`no`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def vocabularies() -> Iterator[str]:
    """Every word with its meaning."""
    told = _said_under(Path(words.__file__))
    for vocabulary in VOCABULARIES:
        yield f"### {vocabulary.__name__}\n"
        yield " ".join((vocabulary.__doc__ or "").split()) + "\n"
        for word in vocabulary:
            meaning = told.get((vocabulary.__name__, word.name), "")
            yield f"- `{word.value}`" + (f": {meaning}" if meaning else "")
        yield ""


def sections() -> Iterator[str]:
    """Every section and key of `hospital.toml` with its default."""
    told = _said_under(Path(settings.__file__))
    for name, section in section_types().items():
        yield f"### [{name}]\n"
        about = " ".join((section.__doc__ or "").split()).partition(": ")[2]
        if about:
            yield f"{about[0].upper()}{about[1:]}\n"
        yield "| key | what it says | default |"
        yield "|---|---|---|"
        for field in fields(section):
            default = field.default
            if default is MISSING and field.default_factory is not MISSING:
                default = field.default_factory()
            said = told.get((section.__name__, field.name), "")
            limits = LIMITS.get(f"{name}.{field.name}")
            said += f" From {limits[0]:g} to {limits[1]:,g}." if limits else ""
            yield f"| `{field.name}` | {said.strip()} | {'**needed**' if default is MISSING else _toml(default)} |"
        yield ""


def _toml(value: object) -> str:
    if isinstance(value, Range):
        return f"`{{low = {value.low:g}, mid = {value.mid:g}, high = {value.high:g}}}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return "`[" + ", ".join(f'"{word}"' for word in value) + "]`"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value:g}`"


def _said_under(source: Path) -> dict[tuple[str, str], str]:
    """Class and attribute -> the string that stands under it."""
    said: dict[tuple[str, str], str] = {}
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.ClassDef):
            continue
        name = ""
        for part in node.body:
            if isinstance(part, ast.AnnAssign | ast.Assign):
                target = part.target if isinstance(part, ast.AnnAssign) else part.targets[0]
                name = target.id if isinstance(target, ast.Name) else ""
            elif isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and name:
                said[node.name, name] = " ".join(str(part.value.value).split())
    return said


PARTS = {"tables": tables, "words": vocabularies, "settings": sections}


def drawn(page: str) -> str:
    """The page with every part between its marks drawn anew."""
    for name, part in PARTS.items():
        start, end = f"<!-- drawn from the code: {name} -->", f"<!-- end of {name} -->"
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        text = "\n".join([start, "", *part(), end])
        page, found = pattern.subn(lambda _, text=text: text, page)  # type: ignore[misc]
        if found != 1:
            raise ValueError(f"{found} places for {name}: the page needs one `{start}` ... `{end}`")
    return page


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
