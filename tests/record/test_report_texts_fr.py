from __future__ import annotations

from codedark.record.report_texts_fr import FR


def test_a_denial_has_both_its_halves() -> None:
    denied = [words for key, words in FR["clause"].items() if key.endswith((".none", ".no"))]
    for words in denied:
        half = any(one in f" {words} " for one in (" aucun ", " aucune ", " pas "))
        assert half and ("n'" in words or " ne " in f" {words} "), words


def test_a_colon_stands_apart_as_in_french() -> None:
    odd = [words for group in FR.values() for words in group.values() if ":" in words.replace(" :", "")]
    assert not [words for words in odd if "://" not in words]
