from __future__ import annotations

from codedark.record.public_texts_de import DE


def test_the_language_is_that_of_belgium_and_germany() -> None:
    assert "Krankenhaus" in DE["capacity_pct.many"] and not any("Spital" in words for words in DE.values())


def test_nothing_is_written_with_a_swiss_ss() -> None:
    assert not any(word in words for words in DE.values() for word in ("ausserdem", "gross", "weiss "))
