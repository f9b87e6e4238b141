from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.record.edtf import When
from codedark.record.fields import FIELD, value_fault
from codedark.record.reading import REASONS, UnsureLanguage, read_article
from codedark.record.reading.tags import Tag
from tests.record.reading.scoring import SENTENCES, lines
from tests.record.reading.telling import PUBLISHED, facts


def test_an_unsure_language_is_said() -> None:
    with pytest.raises(UnsureLanguage):
        read_article("112", None, PUBLISHED)


def test_a_language_we_do_not_read_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="'sv': nl, fr, de, en are read"):
        read_article("text", "sv", PUBLISHED)


def test_the_language_is_told_from_the_text() -> None:
    assert (
        read_article("De spoed van het ziekenhuis is dicht en er zijn geen ambulances.", None, PUBLISHED).lang == "nl"
    )


def test_every_proposal_is_a_value_of_its_field_on_its_own_words() -> None:
    for line in lines(SENTENCES / "sentences.jsonl"):
        reading = read_article(line["text"], line["lang"], When(line["published"]))
        for one in reading.proposals:
            assert value_fault(FIELD[one.field], one.value, one.qualifier) == "", line["id"]
            assert line["text"][one.start : one.end] == one.wording != "", line["id"]
        assert all(one.reason in REASONS for one in reading.declined)


def test_a_whole_article_is_read_like_its_sentences() -> None:
    text = "Some headline\n\nThe A&E is closed. Ambulances are being diverted.\n\nLater the A&E reopened."
    assert facts(text, field="ed_status") == {("open", "stated")}
    assert facts(text, field="ambulance_diversion") == {(True, "stated")}


WORDS = [
    "de",
    "the",
    "70",
    "operaties",
    "operations",
    "were",
    "cancelled",
    "geannuleerd",
    "niet",
    "not",
    ",",
    ".",
    "?",
    ";",
    "(",
    ")",
    "dat",
    "die",
    "which",
    "und",
    "nicht",
    "aus",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.sampled_from(("nl", "fr", "de", "en")))
@settings(max_examples=150)
def test_no_text_makes_it_fail(text: str, lang: str) -> None:
    reading = read_article(text, lang, PUBLISHED)
    assert all(text[p.start : p.end] == p.wording for p in reading.proposals)


@given(st.text(max_size=200))
@settings(max_examples=80)
def test_no_letters_make_it_fail(text: str) -> None:
    assert read_article(text, "fr", PUBLISHED).lang == "fr"


def test_every_meaning_is_used_by_a_rule() -> None:
    from pathlib import Path

    import codedark.record.reading as room

    code = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(room.__path__[0]).glob("*.py")
        if not path.name.startswith("words_")
    )
    assert [tag.name for tag in Tag if code.count(f"Tag.{tag.name}") < 1] == []
