"""Names of ransomware families in a text, where the words around them say that they are names of families.

Play, Royal, Hive, Cuba and Medusa are words, hotels, islands and names of wards. Such a name counts only with a capital
and right beside a word like *ransomware*, *gang*, *bende*, *bande* or *claimed by*; one that is nothing else (LockBit)
in a sentence that tells of an attack. A sentence that denies, compares, asks, guesses or teaches proposes nothing. A
person confirms what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from codedark.record import family_words as words


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySpotted:
    """A family's name in a text."""

    name: str
    """As the list writes it."""
    start: int
    end: int
    raw: str
    rule: str
    """`family-beside`: a word beside it says what it is; `family-claimed`: the attack is claimed by it or attributed to
    it; `family-distinct`: the name is nothing else, and the sentence tells of an attack."""


def spot_families(text: str, names: Iterable[str] = words.KNOWN_FAMILIES) -> tuple[FamilySpotted, ...]:
    """Find names of families in a text, in the order they stand there.

    Args:
        names: as they are written; those of one or two characters and of digits alone are passed over.
    Cost: one pass over the words; a fraction of a second for a megabyte and two thousand names.

    >>> [(f.name, f.rule) for f in spot_families("De Play-ransomwarebende eist de aanval op.")]
    [('Play', 'family-beside')]
    >>> spot_families("Play therapy and the Royal wing stay open during the ransomware attack.")
    ()
    """
    book = _book(tuple(names))
    return tuple(found for start, end in _sentences(text) for found in _in_sentence(text, start, end, book))


Book = dict[str, tuple[tuple[str, str], ...]]
"""First word of a name, folded -> spellings that begin with it, the longest first, each with the name it is for."""


@lru_cache(maxsize=4)
def _book(names: tuple[str, ...]) -> Book:
    book: dict[str, dict[str, str]] = {}
    for told in names:
        name = re.sub(r"\s+(?:Ransomware|Locker Ransomware)\s*$", "", told).strip()
        if len(name) < 3 or not re.search(r"[A-Za-z]{2}", name) or not _FIRST.match(name):
            continue
        for spelling in (name, _INNER_CAPITAL.sub(" ", name)):
            book.setdefault(_first_word(spelling), {}).setdefault(spelling, name)
    return {word: tuple(sorted(found.items(), key=lambda n: (-len(n[0]), n))) for word, found in book.items()}


_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where press also writes a blank: BlackCat, Black Cat."""
_FIRST = re.compile(r"\w[\w$]*")
_CAPITAL_OR_DIGIT = re.compile(r"(?<![\w.@/-])[A-Z0-9][\w$]*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'»”’)]*\s+(?=[\"'«“„‘(]?[A-ZÀ-Þ0-9])|\n\s*\n|\n(?=[-*#])")


def _first_word(name: str) -> str:
    found = _FIRST.match(name)
    return found[0].lower() if found else ""


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for found in _SENTENCE_END.finditer(text):
        yield done, found.end()
        done = found.end()
    yield done, len(text)


def _in_sentence(text: str, start: int, end: int, book: Book) -> Iterator[FamilySpotted]:
    sentence = text[start:end]
    if not words.SPEAKS.search(sentence) or sentence.rstrip("\"'»”’) \n").endswith("?"):
        return
    found = list(_names(sentence, book))
    if not found or _otherwise(sentence, found):
        return
    for spelling, name, at in found:
        rule = _rule(sentence, spelling, at)
        if rule:
            first, last = start + at, start + at + len(spelling)
            yield FamilySpotted(name=name, start=first, end=last, raw=text[first:last], rule=rule)


def _names(sentence: str, book: Book) -> Iterator[tuple[str, str, int]]:
    """Spellings in a sentence, the names they are for, and where they stand."""
    done = 0
    for word in _CAPITAL_OR_DIGIT.finditer(sentence):
        at, folded = word.start(), word[0].lower()
        if at < done:
            continue
        for spelling, name in book.get(folded) or book.get(folded.rstrip("0123456789"), ()):
            end = at + len(spelling)
            alike = sentence[at:end] in (spelling, spelling.upper(), spelling.capitalize())
            if alike and not _GOES_ON.match(sentence, end):
                done = end
                yield spelling, name, at
                break


_GOES_ON = re.compile(r"(?!\d\.\d\b)\w")
"""A letter after the name: it is part of a word. A version is none: LockBit3.0."""


def _otherwise(sentence: str, found: list[tuple[str, str, int]]) -> bool:
    """Whether the sentence, the names left out, denies, compares, guesses or teaches."""
    rest = sentence
    for spelling, _, at in found:
        rest = rest[:at] + "X" * len(spelling) + rest[at + len(spelling) :]
    return bool(words.OTHERWISE.search(rest))


_BESIDE_BEFORE = re.compile(rf"\b(?i:{words.BESIDE})[\s:,\"'«“„‘(-]{{1,3}}(?i:{words.NAMED})[\"'«“„‘(]?\Z")
_BESIDE_AFTER = re.compile(rf"[\"'»”’)]?(?: ?[23]\.0)?[ -](?i:{words.BESIDE})\b")
_CLAIMED_BEFORE = re.compile(rf"(?i:{words.CLAIMED})[\"'«“„‘]?\Z")
_LONGER_NAME = re.compile(r"[ -][A-ZÀ-Þ][a-zà-ÿ]+|-[a-zà-ÿ]| (?:van|de|du|of|von) [A-Z]")
_PART_OF_A_NAME = re.compile(r"[A-Z][a-zà-ÿ]+[ -]\Z")


def _rule(sentence: str, spelling: str, at: int) -> str:
    """The rule by which a name counts; empty: by none."""
    before, after = sentence[max(0, at - 120) : at], sentence[at + len(spelling) :]
    if _BESIDE_AFTER.match(after):
        return "" if _PART_OF_A_NAME.search(before) and not _article(before) else "family-beside"
    if _LONGER_NAME.match(after):
        return ""
    if _BESIDE_BEFORE.search(before):
        return "family-beside"
    if _CLAIMED_BEFORE.search(before):
        return "family-claimed"
    return "family-distinct" if _distinct(spelling) else ""


def _article(before: str) -> bool:
    """Whether the word with a capital before the name is an article that begins the sentence."""
    return _ARTICLE.search(before) is not None


_ARTICLE = re.compile(r"\b(?:The|De|Het|Een|Le|La|Les|Un|Une|Die|Der|Das|Den|Dem|Des|Eine|Einer|Einem|An?)[ -]\Z")


def _distinct(name: str) -> bool:
    """Whether a name is written as no ordinary word is: a capital inside, or letters and digits mixed.

    >>> [_distinct(n) for n in ("LockBit", "Cl0p", "Royal", "CONTI")]
    [True, True, False, False]
    """
    inner = re.search(r"[a-z][A-Z]", name) is not None
    return len(name) > 3 and (inner or re.search(r"[A-Za-z]\d[A-Za-z]", name) is not None)
