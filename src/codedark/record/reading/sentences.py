"""Where sentences end: a full stop that is neither an abbreviation's, nor an ordinal's, nor a number's."""

from __future__ import annotations

from collections.abc import Sequence

from codedark.record.reading.tokens import Token, words_in

_ABBREVIATED = words_in(
    "dr prof st ste mr mrs ms mme mlle ca bzw usw mio mrd etc nr no vs resp ing inkl max min tel u.a o.a z.b d.h "
    "p.m a.m bv m.b.t i.v.m jr sr ev "
    "dipl med drs dhr mevr vb bijv enz co inc jan feb aug sept okt oct nov dez dec"
)
_BEFORE_ORDINALS = words_in(
    "am der den dem des zum zur vom beim im jeder jedem ihrer ihrem seiner seinem ihr sein das die bis ab seit dieser"
)
"""German words before a number that make it and its full stop an ordinal: "am 14. Tag"; elsewhere the sentence ends."""


def sentences(words: Sequence[Token], lang: str) -> tuple[tuple[Token, ...], ...]:
    """The sentences of a text, each with its closing mark.

    >>> from codedark.record.reading.tokens import tokens
    >>> [len(s) for s in sentences(tokens("Am 14. Tag tagt Dr. Maier. Es waren 16.", "de"), "de")]
    [9, 4]
    """
    found: list[tuple[Token, ...]] = []
    begun = 0
    for place, token in enumerate(words):
        if _ends(words, place, lang):
            stop = place + 2 if place + 1 < len(words) and words[place + 1].text == '"' else place + 1
            if stop > begun:
                found.append(tuple(words[begun:stop]))
                begun = stop
        elif token.text.startswith("\n"):
            if place > begun:
                found.append(tuple(words[begun:place]))
            begun = place + 1
    if begun < len(words):
        found.append(tuple(words[begun:]))
    return tuple(found)


def _ends(words: Sequence[Token], place: int, lang: str) -> bool:
    mark = words[place].text
    if mark in ("!", "?"):
        return True
    if mark not in (".", "...", "…"):
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or after.text.startswith("\n"):
        return True
    before = words[place - 1] if place else None
    if before is not None and before.end == words[place].start:
        if before.text in _ABBREVIATED or (len(before.text) == 1 and before.text.isalpha()):
            return False
        if lang == "de" and before.text.isdigit() and len(before.text) < 3:
            return not (place > 1 and words[place - 2].text in _BEFORE_ORDINALS) or after.text == '"'
    return after.capital or after.text in ('"', "(", "-", "•", "*", "–") or after.is_number
