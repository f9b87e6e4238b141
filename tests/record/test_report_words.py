"""Headings and labels are known in four languages, whatever their case, accents and numbers."""

from __future__ import annotations

import pytest

from codedark.record.fields import FIELD, TACTICS
from codedark.record.report_words import LABELS, LANGUAGES, SECTIONS, folded, heading, label, label_keys, section_key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_we_write_is_known_again(lang: str) -> None:
    for key in SECTIONS:
        assert section_key(heading(key, lang))[0] == key
    for key in LABELS:
        assert key in label_keys(label(key, lang))


def test_every_row_has_every_language() -> None:
    for key, row in {**SECTIONS, **LABELS}.items():
        assert set(row) == set(LANGUAGES), key
        assert all(row.values()), key


def test_no_heading_names_two_sections() -> None:
    seen: dict[str, str] = {}
    for key, row in SECTIONS.items():
        for word in (folded(w) for words in row.values() for w in words):
            assert seen.setdefault(word, key) == key, word


def test_a_label_is_a_field_a_tactic_or_one_of_three_that_their_section_explains() -> None:
    assert set(LABELS) - set(FIELD) - set(TACTICS) == {"when", "details", "status"}
    assert set(TACTICS) <= set(LABELS)


def test_case_accents_marks_and_numbers_do_not_matter() -> None:
    assert section_key("IV. weather")[0] == ""
    assert section_key("2.1 Résumé :")[0] == section_key("RESUME")[0] == "summary"
    assert label_keys("DATE / TIME") == {"when"}
    assert label_keys("snow") == frozenset()
