"""The documents keep up with the code: links lead somewhere, commands exist, every verb and option is named."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from codedark.cli import main as door
from tests.house import source

DOCUMENTS = [path for path in source.tracked_files() if path.suffix == ".md"]
COMMAND_LINE = source.ROOT / "docs" / "reference" / "command-line.md"
BUILT = [verb for verb in door.VERBS if door._is_built(verb)]
OF_GO = {"test", "set-up", "lock", "debian"}

LINK = re.compile(r"\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```.*?^```|(?:^ {4}[^\n]*\n)+", re.MULTILINE | re.DOTALL)


def _name(document: Path) -> str:
    return document.relative_to(source.ROOT).as_posix()


@cache
def _anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as the usual Markdown viewers make them."""
    prose = FENCE.sub("", document.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ +(.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_link_leads_somewhere(document: Path) -> None:
    lost = []
    for target in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = unquote(target).partition("#")
        there = (document.parent / file).resolve() if file else document
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in _anchors(there)):
            lost.append(target)
    assert not lost, f"{_name(document)}: {lost}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_command_shown_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    shown = {
        (program, verb)
        for block in FENCE.findall(text)
        for program, verb in re.findall(r"^[ $]*(codedark|\./go) +([a-z][a-z-]*)", block, re.MULTILINE)
    }
    known = {("codedark", verb) for verb in door.VERBS} | {("./go", verb) for verb in {*door.VERBS, *OF_GO}}
    assert shown <= known, f"{_name(document)}: {sorted(shown - known)}"


def _spellings(verb: str) -> set[str]:
    """Every option of a verb, and of the verbs under it, in its longest spelling."""
    found: set[str] = set()
    waiting = [typer.main.get_command(door.build(verb)).commands[verb]]  # type: ignore[attr-defined]
    while waiting:
        command = waiting.pop()
        waiting.extend(getattr(command, "commands", {}).values())
        options = (param for param in command.params if param.param_type_name == "option" and not param.hidden)
        found |= {max(param.opts, key=len) for param in options} - {"--help"}
    return found


@pytest.mark.parametrize("verb", BUILT)
def test_the_reference_names_every_verb_and_option(verb: str) -> None:
    if not COMMAND_LINE.exists():
        pytest.skip(f"{_name(COMMAND_LINE)} is not written yet")
    text = COMMAND_LINE.read_text(encoding="utf-8")
    assert f"codedark {verb}" in text
    missing = [option for option in sorted(_spellings(verb)) if not re.search(rf"{option}(?![\w-])", text)]
    assert not missing, f"{_name(COMMAND_LINE)} does not name {missing} of {verb}"


def test_every_decision_says_what_it_cost() -> None:
    """Context, choice, price, evidence: under whatever words, a decision has more than a conclusion."""
    for decision in sorted((source.ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        assert re.fullmatch(r"\d{3}-[a-z0-9.-]+\.md", decision.name)
        assert len(decision.read_text(encoding="utf-8").split()) > 60, decision.name
