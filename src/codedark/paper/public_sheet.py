"""What patients, doctors and neighbours read, on A4: large type, short lines, black on white, one language a page.

Every page names the hospital, the moment, and of an exercise that nothing of it happened. Each language is marked as
its own, so that a screen reader pronounces it right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from codedark.paper.pages import set_pages
from codedark.record.public_statement import Kind, Sentence, Statement
from codedark.record.public_texts import public_word

TEMPLATE = "public_sheet.typ"


def public_sheet_pdf(statements: Sequence[Statement]) -> bytes:
    """Set statements as PDF, each language on a page of its own.

    Args:
        statements: of one moment, to the same readers; at least one.
    Returns:
        A4 pages, tagged (PDF/UA-1) and lasting (PDF/A-2a): the same for the same statements.
    Raises:
        ValueError: there is no statement.
    Cost: about 10 ms a page.
    """
    if not statements:
        raise ValueError("statements=(): there is nothing to set")
    first = statements[0]
    day = first.as_of.astimezone(ZoneInfo(first.zone)).date()
    return set_pages(TEMPLATE, sheet_data(statements), title=f"{first.title}: {first.organisation}", day=day)


def sheet_data(statements: Sequence[Statement]) -> dict[str, Any]:
    """The statements as the template names them: texts alone."""
    return {"lang": statements[0].lang, "sheets": [_sheet(one) for one in statements]}


def _sheet(one: Statement) -> dict[str, Any]:
    return {
        "lang": one.lang,
        "title": one.title,
        "organisation": one.organisation,
        "exercise": one.exercise,
        "head": [sentence.text for sentence in one.head],
        "page": public_word(one.lang, "page", n="{n}", of="{of}"),
        "parts": [
            {
                "key": part.key,
                "heading": part.heading,
                "sentences": [{"text": s.text, "strong": _is_strong(s)} for s in part.sentences],
            }
            for part in one.parts
        ],
    }


def _is_strong(sentence: Sentence) -> bool:
    """What must be seen first: what to do."""
    return sentence.kind is Kind.ADVICE
