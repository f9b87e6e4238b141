"""A text as words with their places, folded so that tables need know one spelling: lower case, straight apostrophes.

Folding never changes the length: a place in the folded text is the same place in the text a person sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ODD = str.maketrans(
    {
        "’": "'",
        "‘": '"',
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‹": '"',
        "›": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2011": "-",
        "—": "–",
        "í": "i",
    }
)
_ELIDED = r"(?:(?:qu|jusqu|lorsqu|puisqu|quelqu|[ldjnmtsc])')(?=\w)"
_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?![\d])|\d+(?:[.,:]\d+)?"
_WORD = r"[^\W\d_]+(?:['/&-][^\W\d_]+)*'?(?<!')"
_MARK = r"\.\.\.|[.,;:!?()\[\]\"%€$…–/*•-]|\n\s*\n"
_TOKEN = {
    elided: re.compile(rf"{_ELIDED if elided else '(?!)'}|(?:{_NUMBER})(?:[a-zéè]+\b|-[^\W\d_]+)?|{_WORD}|{_MARK}")
    for elided in (False, True)
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark."""

    text: str
    """Folded."""
    start: int
    end: int
    capital: bool
    """Whether it begins with a capital letter in the text."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word."""
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdigit()


def folded(text: str) -> str:
    """The text in the one spelling the tables know; as long as before.

    >>> folded("Le « SMUR »")
    'le " smur "'
    """
    plain = text.translate(_ODD)
    lower = plain.lower()
    return lower if len(lower) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def tokens(text: str, lang: str) -> tuple[Token, ...]:
    """The words of a text, in order.

    Args:
        lang: in French an elided word (`l'`, `d'`, `n'`) is a word of its own.

    >>> [t.text for t in tokens("L'hôpital a annulé 1 200 rendez-vous.", "fr")]
    ["l'", 'hôpital', 'a', 'annulé', '1 200', 'rendez-vous', '.']
    """
    plain = folded(text)
    found = _TOKEN[lang == "fr"].finditer(plain)
    return tuple(Token(m.group(), m.start(), m.end(), text[m.start()].isupper()) for m in found)


def words_in(text: str) -> frozenset[str]:
    """A closed list of words, as it is read most easily: apart by blanks.

    >>> sorted(words_in("the a an"))
    ['a', 'an', 'the']
    """
    return frozenset(text.split())
