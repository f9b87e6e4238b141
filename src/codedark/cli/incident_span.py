"""`--source DOCUMENT:FROM-TO`: where in a document of the record something is said, and its very words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.record.assertion import Document, Source

_TOLD = re.compile(r"(?P<document>d-[0-9a-f]{4,12})(?::(?P<start>\d+)-(?P<end>\d+))?")
_FIX = "d-0123456789ab:120-164, characters counted from 0; without them the document as a whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spanned:
    """A place in a document."""

    document: Document
    source: Source
    words: str
    """What stands there; empty: the document as a whole, or its text is not kept."""


def span_of(faults: Gathered, told: str, documents: Collection[Document]) -> Spanned | None:
    """A place in a document as typed; None: not told, or at fault."""
    from codedark.record.assertion import Source, spanned

    if not told:
        return None
    found = _TOLD.fullmatch(told.strip())
    if found is None:
        faults.add("--source", "is no place in a document", _FIX, value=told)
        return None
    document = _document(faults, found["document"], documents)
    if document is None:
        return None
    if found["start"] is None:
        return Spanned(document=document, source=Source(document=document.id, start=0, end=0), words="")
    start, end = int(found["start"]), int(found["end"])
    if not document.text and start <= end:
        return Spanned(document=document, source=Source(document=document.id, start=start, end=end), words="")
    try:
        return Spanned(document=document, source=spanned(document, start, end), words=document.text[start:end])
    except ValueError as wrong:
        faults.add("--source", str(wrong), _FIX, value=told)
        return None


def _document(faults: Gathered, named: str, documents: Collection[Document]) -> Document | None:
    known = {one.id: one for one in documents}
    found = [one for own, one in known.items() if own.startswith(named)]
    if len(found) == 1:
        return found[0]
    there = ", ".join(f"{one.id} ({one.title})" for one in known.values()) or "none"
    fix = "`codedark intake FILE --published DATE --into INCIDENT` takes one in" if not known else f"here: {there}"
    what = "names several documents" if found else "no such document in this record"
    faults.add("--source", what, fix, value=named)
    return None
