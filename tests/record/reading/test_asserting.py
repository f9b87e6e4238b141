from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from codedark.record.assertion import Attribution, Document, Status, document_id
from codedark.record.edtf import When
from codedark.record.entry import Draft, EntryKind
from codedark.record.reading import propose
from codedark.record.reading.asserting import asserted, drafts, known_from
from tests.record.making import START, chain

TEXT = "The A&E is closed. 70 operations were cancelled. A gang says it has copied patient files."
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)


def document(kind: str = "press") -> Document:
    return Document(
        id=document_id(TEXT.encode()), kind=kind, title="T", publisher="The Gazette", published=When("2026-03-03"),
        retrieved_at=NOW, lang="en", text=TEXT, sha256="00",
    )  # fmt: skip


def all_of(kind: str = "press") -> list:  # type: ignore[type-arg]
    found = propose(TEXT, "en", When("2026-03-03")).proposals
    return [asserted(one, document(kind), NOW, "press") for one in found]


def entered(made: tuple[Draft, ...]) -> list:  # type: ignore[type-arg]
    return chain([(draft, START + timedelta(minutes=n)) for n, draft in enumerate(made)])


def test_an_assertion_cites_the_characters_it_was_read_from() -> None:
    first = all_of()[0]
    assert first.source is not None
    assert TEXT[first.source.start : first.source.end] == first.wording
    assert first.source.document == document().id
    assert first.rule == "ed-closed.en"


def test_what_attackers_claim_is_theirs_whoever_prints_it() -> None:
    claim = next(one for one in all_of() if one.field == "data_exfiltrated")
    assert (claim.by, claim.attribution) == ("attacker", Attribution.CLAIMED)


def test_an_official_document_confirms_and_the_press_reports() -> None:
    assert all_of("official")[0].attribution is Attribution.CONFIRMED
    assert all_of("press")[0].attribution is Attribution.REPORTED


def test_the_document_comes_first_and_the_decision_last() -> None:
    made = drafts(document(), all_of(), 2, "communications", ())
    assert [draft.kind for draft in made] == [
        EntryKind.MESSAGE,
        EntryKind.STATUS,
        EntryKind.COUNT,
        EntryKind.OBSERVATION,
        EntryKind.DECISION,
    ]
    assert made[0].body.documents[0].text == TEXT
    assert made[-1].body.decision is not None
    assert "2 not" in made[-1].body.text
    assert all(draft.role == "communications" for draft in made)


def test_twice_adds_nothing_twice() -> None:
    log = entered(drafts(document(), all_of(), 0, "communications", ()))
    assert drafts(document(), all_of(), 0, "communications", log) == ()


def test_what_was_left_out_the_first_time_can_be_added_later() -> None:
    log = entered(drafts(document(), all_of()[:1], 2, "communications", ()))
    made = drafts(document(), all_of(), 0, "communications", log)
    assert [draft.kind for draft in made] == [EntryKind.COUNT, EntryKind.OBSERVATION, EntryKind.DECISION]


def test_an_edited_value_at_the_same_place_does_not_enter_again() -> None:
    edited = replace(all_of()[1], value=71)
    log = entered(drafts(document(), [edited], 0, "communications", ()))
    assert drafts(document(), [all_of()[1]], 0, "communications", log) == ()


def test_it_could_be_known_from_the_beginning_of_the_day_it_was_published() -> None:
    assert known_from(When("2026-03-03"), "Europe/Brussels", NOW) == datetime(2026, 3, 2, 23, tzinfo=UTC)


def test_an_inferred_moment_says_from_what() -> None:
    text = "The disruption was noticed at 6.30am on Tuesday."
    read = propose(text, "en", When("2024-05-15"), zone="Europe/Brussels").proposals
    (one,) = [p for p in read if p.status is Status.INFERRED]
    told = replace(document(), text=text)
    assert "counted from the day of publication" in asserted(one, told, NOW, "press").reason


def test_a_place_that_is_not_there_is_a_mistake() -> None:
    one = propose(TEXT, "en", When("2026-03-03")).proposals[0]
    with pytest.raises(ValueError, match="span"):
        asserted(replace(one, end=10_000), document(), NOW, "press")
