"""Labels that are fields, and their values in the words of a report of ours, back into codes and numbers."""

from __future__ import annotations

import pytest

from codedark.record.fields import FIELD, FIELDS, Form
from codedark.record.form_clinical import field_of, valued
from codedark.record.report_texts import LANGUAGES, TEXTS, field_label
from codedark.record.report_words import LABELS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_of_a_report_of_ours_are_known_again(lang: str) -> None:
    for field in FIELDS:
        if field.form in (Form.COUNT, Form.FLAG, Form.CHOICE, Form.CODES) and field.name not in LABELS:
            assert field_of(field_label(lang, field.name)) == (field.name, ""), field.name
    assert field_of(field_label(lang, "service_status", "ICU")) == ("service_status", "ICU")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_choices_codes_and_flags_are_known_again(lang: str) -> None:
    for field in FIELDS:
        for one in field.choices if field.form is Form.CHOICE and field.name not in LABELS else ():
            words = TEXTS[lang]["choice"].get(f"{field.name}.{one}", one)
            found = valued(field.name, words, lang)
            assert found is not None and found.value == one, words
    codes = ("MUG", "PIT")
    said = TEXTS[lang]["number"]["and"].join(TEXTS[lang]["code"][code] for code in codes)
    found = valued("prehospital_unavailable", said, lang)
    assert found is not None and found.value == codes
    no = valued("ransom_paid", TEXTS[lang]["flag"]["no"], lang)
    assert no is not None and no.value is False


@pytest.mark.parametrize(
    ("lang", "text", "value", "qualifier", "brackets"),
    [
        ("en", "70 operations", 70, "exact", ""),
        ("en", "at least 70 operations (Tuesday 3 March 2026)", 70, "at-least", "Tuesday 3 March 2026"),
        ("en", "about 1,200", 1200, "about", ""),
        ("en", "between 60 and 80 operations", (60, 80), "range", ""),
        ("en", "all operations", None, "all", ""),
        ("en", "an unknown number of operations (3 March)", None, "uncounted", "3 March"),
        ("nl", "minstens 70 operaties", 70, "at-least", ""),
        ("fr", "au moins 70 opérations", 70, "at-least", ""),
        ("de", "mindestens 70 Operationen", 70, "at-least", ""),
    ],
)
def test_counts_keep_their_qualifier(lang: str, text: str, value: object, qualifier: str, brackets: str) -> None:
    found = valued("operations_cancelled", text, lang)
    assert found is not None
    assert (found.value, found.qualifier, found.brackets) == (value, qualifier, brackets)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("operations_cancelled", "some"),
        ("operations_cancelled", "30 % of the operations"),
        ("ed_status", "busy"),
        ("ransom_paid", "perhaps"),
        ("prehospital_unavailable", "MUG and the helicopter"),
        ("sector", "care"),
    ],
)
def test_words_we_do_not_know_give_nothing(field: str, text: str) -> None:
    assert field in FIELD
    assert valued(field, text, "en") is None
