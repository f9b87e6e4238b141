from __future__ import annotations

import pytest

from codedark.record.assertion import Qualifier
from codedark.record.number_words import number_said, quantity_said, unit_form
from codedark.record.report_texts import LANGUAGES

NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("number", "en", "nl", "fr"),
    [
        (0, "0", "0", "0"),
        (999, "999", "999", "999"),
        (1000, "1,000", "1.000", f"1{NARROW}000"),
        (1234567, "1,234,567", "1.234.567", f"1{NARROW}234{NARROW}567"),
        (0.5, "0.5", "0,5", "0,5"),
        (12.25, "12.25", "12,25", "12,25"),
        (-0.0, "0", "0", "0"),
        (-3.5, "-3.5", "-3,5", "-3,5"),
    ],
)
def test_a_number_is_written_as_its_language_writes_it(number: float, en: str, nl: str, fr: str) -> None:
    assert [number_said(number, lang) for lang in ("en", "nl", "de", "fr")] == [en, nl, nl, fr]


@pytest.mark.parametrize(
    ("value", "qualifier", "said"),
    [
        (0, None, ("no operations", "geen operaties", "aucune opération", "keine Operationen")),
        (1, None, ("1 operation", "1 operatie", "1 opération", "1 Operation")),
        (70, Qualifier.EXACT, ("70 operations", "70 operaties", "70 opérations", "70 Operationen")),
        (
            70,
            Qualifier.AT_LEAST,
            ("at least 70 operations", "minstens 70 operaties", "au moins 70 opérations", "mindestens 70 Operationen"),
        ),
        (
            0,
            Qualifier.AT_LEAST,
            ("at least 0 operations", "minstens 0 operaties", "au moins 0 opérations", "mindestens 0 Operationen"),
        ),
        (
            1,
            Qualifier.AT_MOST,
            ("at most 1 operation", "hoogstens 1 operatie", "au plus 1 opération", "höchstens 1 Operation"),
        ),
        (
            70,
            Qualifier.ABOUT,
            ("about 70 operations", "ongeveer 70 operaties", "environ 70 opérations", "etwa 70 Operationen"),
        ),
        (
            (60, 1080),
            Qualifier.RANGE,
            (
                "between 60 and 1,080 operations",
                "tussen 60 en 1.080 operaties",
                f"entre 60 et 1{NARROW}080 opérations",
                "zwischen 60 und 1.080 Operationen",
            ),
        ),
        (
            1 / 3,
            Qualifier.FRACTION,
            (
                "33.3 % of the operations",
                "33,3 % van de operaties",
                "33,3 % des opérations",
                "33,3 % der Operationen",
            ),
        ),
        (None, Qualifier.ALL, ("all operations", "alle operaties", "toutes les opérations", "alle Operationen")),
        (
            None,
            Qualifier.UNCOUNTED,
            (
                "an unknown number of operations",
                "een onbekend aantal operaties",
                "un nombre inconnu d'opérations",
                "eine unbekannte Zahl von Operationen",
            ),
        ),
    ],
)
def test_a_count_is_said_as_it_is_meant(value: object, qualifier: Qualifier | None, said: tuple[str, ...]) -> None:
    assert tuple(quantity_said(value, qualifier, "operations", lang) for lang in ("en", "nl", "fr", "de")) == said  # type: ignore[arg-type]


def test_a_percentage_of_capacity_is_no_count_of_things() -> None:
    assert quantity_said(50, None, "% of normal", "nl") == "50 % van de normale capaciteit"
    assert quantity_said(12.5, None, "% of normal", "fr") == "12,5 % de la capacité normale"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_is_no_count(lang: str) -> None:
    with pytest.raises(ValueError, match="a count is a number"):
        quantity_said("seventy", None, "operations", lang)
    with pytest.raises(ValueError, match="a count is a number"):
        unit_form(None, Qualifier.AT_LEAST)
    with pytest.raises(ValueError, match="a count is a number"):
        unit_form(True, None)
