from __future__ import annotations

import string

import pytest

from codedark.formats.report_status_words import LEADS
from codedark.record import report_words
from codedark.record.assertion import Attribution, Qualifier, Status
from codedark.record.changes import ChangeKind
from codedark.record.entry import EntryKind
from codedark.record.fields import FIELDS, PREHOSPITAL, SYSTEMS, Form
from codedark.record.pillars import Check, Pillar
from codedark.record.report import ReportKind
from codedark.record.report_parts import PLANS, TACTICS_ALWAYS
from codedark.record.report_texts import LANGUAGES, TEXTS, field_label, heading, joined, known_word, label_apart, word
from codedark.record.series import SeriesKind
from codedark.record.view import Relation

EVERY = pytest.mark.parametrize("lang", LANGUAGES)


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_there_are_four_languages_and_they_are_those_reports_are_read_in() -> None:
    assert set(LANGUAGES) == {"nl", "fr", "de", "en"} == set(report_words.LANGUAGES)


@EVERY
def test_every_language_says_every_sentence_with_the_same_facts(lang: str) -> None:
    assert TEXTS[lang].keys() == TEXTS["en"].keys()
    for group, english in TEXTS["en"].items():
        told = TEXTS[lang][group]
        assert told.keys() == english.keys(), (lang, group)
        if group != "date":  # where an article takes the place of a preposition
            odd = {key for key in english if blanks(told[key]) != blanks(english[key])}
            assert not odd, (lang, group, odd)


@EVERY
def test_no_sentence_is_empty_and_none_ends_in_a_blank(lang: str) -> None:
    for group, told in TEXTS[lang].items():
        odd = {key for key, words in told.items() if group != "number" and (not words or words != words.strip())}
        assert not odd, (lang, group, odd)


@EVERY
def test_every_field_choice_code_and_unit_has_its_words(lang: str) -> None:
    texts = TEXTS[lang]
    for field in FIELDS:
        label = field_label(lang, field.name)
        assert label != field.name or field.name == "technique", field.name
        if field.form is Form.CHOICE:
            assert {f"{field.name}.{choice}" for choice in field.choices} <= set(texts["choice"])
        if field.form is Form.COUNT:
            forms = ("one", "many", "none", "all", "uncounted", "share")
            assert {f"{field.unit}.{form}" for form in forms} <= set(texts["unit"]), field.name
    assert {*SYSTEMS, *PREHOSPITAL} <= set(texts["code"])


@EVERY
def test_every_word_of_the_record_has_its_words(lang: str) -> None:
    texts = TEXTS[lang]
    assert set(texts["status"]) == {status.value for status in Status}
    assert set(texts["qualifier"]) | {"fraction", "all", "uncounted"} == {one.value for one in Qualifier}
    assert set(texts["kind"]) == {kind.value for kind in EntryKind}
    assert set(texts["relation"]) == {relation.value for relation in Relation}
    assert set(texts["series"]) == {kind.value for kind in SeriesKind}
    assert set(texts["change"]) == {kind.value for kind in ChangeKind}
    assert set(texts["attribution"]) == {one.value for one in Attribution}
    assert set(texts["pillar"]) == {pillar.value for pillar in Pillar}
    assert set(texts["check"]) == {check.value for check in Check}
    assert set(texts["report"]) == {*(kind.value for kind in ReportKind), "situation-draft"}


@EVERY
def test_every_section_and_tactic_has_its_name(lang: str) -> None:
    assert all(heading(lang, plan.key) for plan in PLANS)
    names = [field_label(lang, "technique", tactic) for tactic in TACTICS_ALWAYS]
    assert len(names) == len(set(names)) == 10


@EVERY
def test_a_status_is_said_in_words_that_are_read_back(lang: str) -> None:
    for status in Status:
        assert word(lang, "status", status) in {one.casefold() for one in LEADS[status][lang]}, (lang, status)


def test_a_word_that_is_not_there_is_a_mistake_and_a_name_of_the_hospital_is_none() -> None:
    with pytest.raises(KeyError, match="language 'es'"):
        word("es", "status", "unknown")
    with pytest.raises(KeyError):
        word("en", "status", "guessed")
    assert known_word("de", "code", "PACS Nord") == "PACS Nord"
    assert field_label("fr", "service_status", "Bloc 2") == "Service Bloc 2"


@EVERY
def test_away_from_their_section_no_two_fields_are_called_alike(lang: str) -> None:
    names = [label_apart(lang, field.name) for field in FIELDS]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_a_row_of_words_ends_in_and() -> None:
    assert [joined(lang, ["a", "b", "c"]) for lang in LANGUAGES] == [
        "a, b and c",
        "a, b en c",
        "a, b et c",
        "a, b und c",
    ]
    assert joined("en", []) == "" and joined("en", ["a"]) == "a"
