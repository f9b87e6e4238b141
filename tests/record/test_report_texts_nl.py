from __future__ import annotations

from codedark.record.report_texts_nl import NL


def test_a_denial_denies() -> None:
    denied = [words for key, words in NL["clause"].items() if key.endswith((".none", ".no"))]
    assert len(denied) == 11 and all(" geen " in f" {words} " or " niet " in f" {words} " for words in denied)


def test_an_affirmation_does_not() -> None:
    told = [words for key, words in NL["clause"].items() if key.endswith((".one", ".many", ".yes"))]
    assert not [words for words in told if " geen " in f" {words} " or " niet " in f" {words} "]
