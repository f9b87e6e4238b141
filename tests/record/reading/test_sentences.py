from __future__ import annotations

import pytest

from codedark.record.reading.sentences import sentences
from codedark.record.reading.tokens import tokens


def count(text: str, lang: str) -> int:
    return len(sentences(tokens(text, lang), lang))


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Seventy were cancelled. Ten went ahead.", "en", 2),
        ("Dr. Orla Tansey said so. It was so.", "en", 2),
        ("Om 6.32 uur viel het uit. Toen niets meer.", "nl", 2),
        ("Am 14. Tag tagt der Stab zum 30. Mal.", "de", 1),
        ("Es waren 16. Die Klinik schweigt.", "de", 2),
        ("Ein Schaden von 3,4 Mio. Euro entstand.", "de", 1),
        ("Werden er 70 geschrapt? Neen!", "nl", 2),
        ("« Nous l'avons fait. » Elle confirme.", "fr", 2),
        ("A title without a stop\n\nThe text begins.", "en", 2),
        ("One line\nwrapped in the middle.", "en", 1),
        ("", "en", 0),
    ],
)
def test_a_sentence_ends_where_people_end_it(text: str, lang: str, expected: int) -> None:
    assert count(text, lang) == expected


def test_no_word_is_lost() -> None:
    words = tokens("Eins. Zwei! Drei? Vier", "de")
    assert [t for sentence in sentences(words, "de") for t in sentence] == list(words)
