"""The parts of docs/reference/divert-day.md that are drawn from the code.

`python -m tests.divert.divert_day_reference` writes them anew; a test fails while the page says anything else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from codedark.divert import conversation, day_effects, day_events, ends, happening, replaying, requests
from codedark.divert import talk_events as _talk
from codedark.divert import told_events as _told
from codedark.divert import trip_events as _trip
from codedark.divert.conversation import FROZEN, HOLDS, TalkState
from codedark.divert.conversation_rules import CELLS, TALK_EVENTS, When
from codedark.formats.day_event_forms import FieldForm, forms_of
from codedark.hospital.schema import Kind

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "divert-day.md"
_KINDS = {
    Kind.ID: "name", Kind.TEXT: "text", Kind.INT: "whole number", Kind.FLOAT: "number", Kind.BOOL: "yes or no",
    Kind.ENUM: "word", Kind.ENUMS: "words", Kind.REFS: "names",
}  # fmt: skip


def _said_under(module: object) -> dict[tuple[str, str], str]:
    """Class and attribute -> the string that stands under it."""
    said: dict[tuple[str, str], str] = {}
    source = Path(str(getattr(module, "__file__", "")))
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


SAID = {
    key: text
    for module in (conversation, day_effects, ends, happening, requests, _talk, _told, _trip, replaying)
    for key, text in _said_under(module).items()
}


def _words(vocabulary: type[StrEnum]) -> Iterator[str]:
    for word in vocabulary:
        meaning = SAID.get((vocabulary.__name__, word.name), "")
        yield f"- `{word.value}`" + (f": {meaning}" if meaning else "")


def states() -> Iterator[str]:
    """Every state, and whether a bed is held and plans are kept off."""
    yield "| state | means | a bed is held | frozen to plans |"
    yield "|---|---|---|---|"
    for state in TalkState:
        meaning = SAID["TalkState", state.name]
        yield f"| `{state}` | {meaning} | {_yes(state in HOLDS)} | {_yes(state in FROZEN)} |"


def _yes(told: bool) -> str:
    return "yes" if told else ""


def ways() -> Iterator[str]:
    """Every state by every event."""
    for event in TALK_EVENTS:
        yield f"### From `{event}`\n"
        yield "| state | leads to | when | otherwise |"
        yield "|---|---|---|---|"
        cells = [(state, rule) for state, name, rule in CELLS if name == event]
        for rule, same in groupby(cells, key=lambda cell: _outcome(*cell)):
            yield f"| {', '.join(f'`{state}`' for state, _ in same)} | {' | '.join(rule)} |"
        yield ""


def _outcome(state: TalkState, rule: object) -> tuple[str, str, str]:
    after, when, no = rule
    if after is None:
        return "not taken", "", no
    return ("stays" if after is state else f"`{after}`"), "" if when is When.ALWAYS else str(when), no


def events() -> Iterator[str]:
    """Every event with every field."""
    for name, kind in day_events.NAMED.items():
        yield f"### {name}\n"
        yield " ".join((kind.__doc__ or "").split()) + "\n"
        forms = [form for form in forms_of(kind).values() if form.key != "at_min"]
        if forms:
            yield "| field | what it says | how it is written |"
            yield "|---|---|---|"
        for form in forms:
            yield f"| `{form.key}`{'' if form.optional else ' **needed**'} | {_doc(kind, form)} | {_written(form)} |"
        if forms:
            yield ""


def _doc(kind: type, form: FieldForm) -> str:
    return next(SAID[owner.__name__, form.name] for owner in kind.__mro__ if (owner.__name__, form.name) in SAID)


def _written(form: FieldForm) -> str:
    text = _KINDS[form.column.kind]
    if form.column.values is not None:
        text += ": " + ", ".join(f"`{word.value}`" for word in form.column.values)
    return text + (", or `?` and why" if form.column.unknown else "")


def words() -> Iterator[str]:
    """How an entry is known, what becomes of a request, and how a day ends for a patient."""
    for title, vocabulary in (
        ("Kinds of entries", day_effects.EntryKind),
        ("What becomes of a request", requests.RequestState),
        ("How a day ends for a patient", ends.End),
    ):
        yield f"### {title}\n"
        yield from _words(vocabulary)
        yield ""


PARTS = {"states": states, "events": events, "ways": ways, "words": words}


def drawn(page: str) -> str:
    """The page with every part between its marks drawn anew."""
    for name, part in PARTS.items():
        start, end = f"<!-- drawn from the code: {name} -->", f"<!-- end of {name} -->"
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        text = "\n".join([start, "", *part(), end])
        page, found = pattern.subn(lambda _, text=text: text, page)
        if found != 1:
            raise ValueError(f"{found} places for {name}: the page needs one `{start}` ... `{end}`")
    return page


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
