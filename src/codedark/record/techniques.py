"""Attack techniques in a text: ids with their places, names as exact phrases. Proposals; a person confirms them.

`T1000` is also a film's robot and a room's number. An id counts when something beside it says what it is: the word
ATT&CK, technique or tactic on the same line in one of four languages, a list of ids, its own name, or the dot of a
sub-technique. A name of several words counts where it stands exactly so, capitals included; one of a single word
(Phishing, PowerShell) is an ordinary word and counts only on a line that speaks of techniques.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from codedark.record.attack_techniques import TECHNIQUES, Technique


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueSpotted:
    """A technique a text names."""

    id: str
    """As ATT&CK writes it."""
    technique: Technique | None
    """None: a well-formed id that our table does not hold; it may exist."""
    start: int
    """First character in the text."""
    end: int
    raw: str
    rule: str
    """`attack-id` or `attack-name`."""


def spot_techniques(text: str) -> tuple[TechniqueSpotted, ...]:
    """Find techniques in a text, in the order they stand there.

    A name beside its own id is one find, the id's.

    Args:
        text: of any language; names are English everywhere.
    Cost: one pass for ids, one for names; about 0.1 s for a megabyte.

    >>> [(s.id, s.rule) for s in spot_techniques("MITRE T1486; lateral movement by Remote Desktop Protocol")]
    [('T1486', 'attack-id'), ('T1021.001', 'attack-name')]
    >>> spot_techniques("Room T1200 is closed.")
    ()
    """
    page = _Page(text, tuple(found.start() for found in _SPEAKS.finditer(text)))
    ids = list(_ids(page))
    near = {(spotted.id, spotted.start // _NEAR + step) for spotted in ids for step in (-1, 0, 1)}
    names = [one for one in _names(page) if (one.id, one.start // _NEAR) not in near]
    return tuple(sorted([*ids, *names], key=lambda spotted: spotted.start))


def tactics_of(technique_id: str) -> tuple[str, ...]:
    """Tactics a technique serves, of a sub-technique we do not hold those of its parent; empty: not in our table.

    >>> tactics_of("T1486"), tactics_of("T1486.999"), tactics_of("T9999")
    (('impact',), ('impact',), ())
    """
    known = TECHNIQUES.get(technique_id) or TECHNIQUES.get(technique_id.partition(".")[0])
    return known.tactics if known else ()


_NEAR = 200
"""Characters within which a name and its id are one find."""
_REACH = 400
"""Characters to either side, on the same line, that may say what an id or a word is."""
_ID = re.compile(r"(?<![\w.-])T1\d{3}(?:\.\d{3})?(?![\w-]|\.\d)")
_SPEAKS = re.compile(r"ATT&CK|\bMITRE\b|\bTTPs?\b|\btechni(?:que|ek|k)|\btacti(?:c|ek|que)s?\b|\btaktik", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Page:
    """A text with the places where it speaks of techniques."""

    text: str
    speaks: tuple[int, ...]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The line around a place, as far as it counts."""
        first = max(self.text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
        last = self.text.find("\n", end, end + _REACH)
        return first, last if last >= 0 else end + _REACH

    def speaks_near(self, start: int, end: int) -> bool:
        """Whether the line says that it is about techniques."""
        first, last = self.around(start, end)
        place = bisect_left(self.speaks, first)
        return place < len(self.speaks) and self.speaks[place] < last


def _ids(page: _Page) -> Iterator[TechniqueSpotted]:
    found = list(_ID.finditer(page.text))
    listed = _listed(page.text, found)
    for one in found:
        if "." in one[0] or one.start() in listed or _vouched(page, one):
            yield TechniqueSpotted(
                id=one[0],
                technique=TECHNIQUES.get(one[0]),
                start=one.start(),
                end=one.end(),
                raw=one[0],
                rule="attack-id",
            )


def _listed(text: str, found: list[re.Match[str]]) -> set[int]:
    """Where ids stand that follow one another as a list does."""
    pairs = [(a, b) for a, b in pairwise(found) if a[0] != b[0] and _BETWEEN.fullmatch(text, a.end(), b.start())]
    return {one.start() for pair in pairs for one in pair}


_BETWEEN = re.compile(r"\s*[,;/|&]\s*")


def _vouched(page: _Page, one: re.Match[str]) -> bool:
    """Whether something on the line says that this is a technique."""
    first, last = page.around(*one.span())
    if page.speaks_near(*one.span()):
        return True
    technique = TECHNIQUES.get(one[0])
    return technique is not None and technique.name.lower() in page.text[first:last].lower()


_BY_NAME = {technique.name: technique for technique in reversed(tuple(TECHNIQUES.values()))}
"""Where a technique and its sub-technique share a name, the technique."""
_BY_FIRST_WORD = {
    word: sorted((name for name in _BY_NAME if name.split()[0] == word), key=len, reverse=True)
    for word in {name.split()[0] for name in _BY_NAME}
}
_WORD = re.compile(r"(?<![\w/-])[A-Z][\w/&.-]*")


def _names(page: _Page) -> Iterator[TechniqueSpotted]:
    text = page.text
    for word in _WORD.finditer(text):
        start = word.start()
        names = _BY_FIRST_WORD.get(word[0].rstrip(".-"), ())
        name = next((n for n in names if text.startswith(n, start) and not _goes_on(text, start + len(n))), None)
        if name is None or not _stands_alone(page, start, start + len(name)):
            continue
        end = start + len(name)
        technique = _BY_NAME[name]
        yield TechniqueSpotted(id=technique.id, technique=technique, start=start, end=end, raw=name, rule="attack-name")


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1].isalnum()


def _stands_alone(page: _Page, start: int, end: int) -> bool:
    """Whether it is no piece of a longer name ("Remote Services Desk" is an office), nor an ordinary word."""
    text = page.text
    if _CAPITAL_AFTER.match(text, end) or _CAPITAL_BEFORE.search(text[max(0, start - 40) : start]):
        return False
    return " " in text[start:end] or page.speaks_near(start, end)


_CAPITAL_BEFORE = re.compile(r"[^\s.!?:;,(\n-] [A-Z][\w-]* \Z")
_CAPITAL_AFTER = re.compile(r" [A-Z][a-z]")
