"""An assertion that says something impossible cannot be made; what it says is its name."""

from __future__ import annotations

from datetime import datetime

import pytest

from codedark.record.assertion import (
    Assertion,
    Document,
    Qualifier,
    Status,
    changed,
    document_id,
    spanned,
)
from codedark.record.edtf import When
from tests.record.making import START, said


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"field": ""}, "about something"),
        ({"known_at": datetime(2026, 3, 3)}, "offset"),  # noqa: DTZ001 (that is what is refused)
        ({"status": Status.INFERRED}, "inferred by no rule"),
        ({"qualifier": Qualifier.RANGE, "value": 70}, "two numbers"),
        ({"qualifier": Qualifier.RANGE, "value": (70, 60)}, "least first"),
        ({"qualifier": Qualifier.ALL, "value": 70}, "no number"),
        ({"qualifier": Qualifier.UNCOUNTED, "value": 0}, "no number"),
    ],
)
def test_what_cannot_be_is_refused(parts: dict[str, object], why: str) -> None:
    whole = {"field": "operations_cancelled", "known_at": START, **parts}
    with pytest.raises(ValueError, match=why):
        Assertion(**whole)  # type: ignore[arg-type]


def test_an_inference_names_its_rule_or_the_sources_reason() -> None:
    assert said("onset_at", "2026-03-03", status=Status.INFERRED, rule="weekday").rule == "weekday"
    assert said("onset_at", "2026-03-03", status=Status.INFERRED, reason="it went on the day after").reason


def test_said_twice_in_the_same_words_it_is_the_same() -> None:
    assert said("ransom_paid", value=False).id == said("ransom_paid", value=False).id


@pytest.mark.parametrize(
    "other", [{"value": True}, {"by": "prosecutor"}, {"about": "x"}, {"details": {"kind": "elective"}}]
)
def test_said_otherwise_it_is_another(other: dict[str, object]) -> None:
    one = said("ransom_paid", value=False)
    assert changed(one, **other).id != one.id


def test_only_what_tells_of_the_world_tells() -> None:
    telling = {s for s in Status if s.tells}
    assert telling == {Status.STATED, Status.INFERRED, Status.ASSUMED, Status.NONE_KNOWN, Status.DISPUTED}
    assert {s for s in Status if s.marked} == {Status.INFERRED, Status.ASSUMED, Status.DISPUTED}


def document(text: str) -> Document:
    raw = text.encode()
    return Document(
        id=document_id(raw),
        kind="press",
        title="t",
        publisher="p",
        published=When("2026-03-03"),
        retrieved_at=START,
        lang="en",
        text=text,
        sha256="0" * 64,
    )


def test_a_place_in_a_document_carries_the_mark_of_its_words() -> None:
    one = spanned(document("Seventy were cancelled."), 0, 7)
    same, other = spanned(document("Seventy in all."), 0, 7), spanned(document("Sixty in all."), 0, 5)
    assert one.quote_sha256 == same.quote_sha256 != other.quote_sha256


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 99)])
def test_a_place_that_is_not_there_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="characters"):
        spanned(document("Seventy."), *span)
