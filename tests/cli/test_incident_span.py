"""A place in a document is found, and its words are what stands there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from codedark.cli.incident_span import span_of
from codedark.cli.incident_told import Around, Told, drafted
from codedark.hospital.gathered import Gathered
from codedark.record.assertion import Attribution, Document, document_id
from codedark.record.edtf import When

TEXT = "Seventy operations were cancelled on Tuesday."
NOW = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)


def document(text: str = TEXT, **more: Any) -> Document:
    raw = text.encode()
    told = {"kind": "press", "title": "Servers off", "publisher": "Courant", "published": When("2026-03-04"), **more}
    return Document(id=document_id(raw), retrieved_at=NOW, lang="en", text=text, sha256="0" * 64, **told)


def test_the_words_are_those_at_the_place() -> None:
    one = document()
    found = span_of(Gathered(), f"{one.id}:0-7", [one])
    assert found is not None
    assert (found.words, found.source.document, found.source.quote_sha256 != "") == ("Seventy", one.id, True)
    whole = span_of(Gathered(), one.id[:8], [one])
    assert whole is not None
    assert (whole.words, whole.source.start, whole.source.end) == ("", 0, 0)


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("page 3", "no place"),
        ("d-ffffffff:0-7", "no such document"),
        ("d-0000:0-9999", "no such document"),
        (f"{document().id}:0-9999", "characters"),
        (f"{document().id}:9-3", "characters"),
    ],
)
def test_a_place_that_is_not_there_is_a_fault(told: str, what: str) -> None:
    faults = Gathered()
    assert span_of(faults, told, [document()]) is None
    assert what in str(faults.faults[0])


def test_without_documents_it_is_said_how_one_comes_in() -> None:
    faults = Gathered()
    span_of(faults, "d-0123456789ab", [])
    assert "codedark intake" in faults.faults[0].fix


def _entered(**told: str) -> Any:
    faults, one = Gathered(), document()
    words = {"text": "Read.", "role": "clerk", "field": "operations_cancelled", "value": "70", **told}
    around = Around(now=NOW, zone="Europe/Brussels", documents=(one,))
    made = drafted(faults, Told(**words, source=f"{one.id}:0-44"), around)
    return (made.body.assertions[0] if made is not None else None), [fault.file for fault in faults.faults]


def test_an_assertion_from_a_document_carries_its_place_words_voice_and_day() -> None:
    made, faults = _entered()
    assert faults == []
    assert (made.wording, made.by, made.attribution) == (TEXT[:44], "press", Attribution.REPORTED)
    assert made.known_at == datetime(2026, 3, 3, 23, tzinfo=UTC)
    assert made.source.end == 44


def test_other_words_than_those_at_the_place_are_a_fault() -> None:
    assert _entered(wording="Ninety operations")[1] == ["--wording"]
