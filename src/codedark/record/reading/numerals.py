"""Numbers written as words: `drieëntwintig`, `quatre-vingt-seize`, `dreiundzwanzig`, `twenty-three`, `soixantaine`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType


def _table(text: str) -> dict[str, int]:
    pairs = (entry.split("=") for entry in text.split())
    return {word: int(value) for word, value in pairs}


_SMALL = MappingProxyType(
    {
        "nl": _table(
            "nul=0 één=1 eén=1 twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 elf=11 twaalf=12 "
            "dertien=13 veertien=14 vijftien=15 zestien=16 zeventien=17 achttien=18 negentien=19 twintig=20 dertig=30 "
            "veertig=40 vijftig=50 zestig=60 zeventig=70 tachtig=80 negentig=90"
        ),
        "fr": _table(
            "zéro=0 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 "
            "quatorze=14 quinze=15 seize=16 vingt=20 vingts=20 trente=30 quarante=40 cinquante=50 soixante=60 "
            "septante=70 huitante=80 octante=80 nonante=90 cent=100 cents=100 mille=1000"
        ),
        "de": _table(
            "null=0 zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 dreizehn=13 "
            "vierzehn=14 fünfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 neunzehn=19 zwanzig=20 dreißig=30 dreissig=30 "
            "vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90"
        ),
        "en": _table(
            "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 "
            "thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 "
            "forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000"
        ),
    }
)
ARTICLES = MappingProxyType(
    {
        "nl": frozenset({"een"}),
        "fr": frozenset({"un", "une"}),
        "de": frozenset({"ein", "eine", "einen", "einem", "einer", "eines"}),
        "en": frozenset({"a", "an"}),
    }
)
"""Words that can count one thing, and mostly do not."""
COLLECTIVES = MappingProxyType(
    {
        "nl": {"tiental": 10, "dozijn": 12},
        "fr": {
            "dizaine": 10,
            "douzaine": 12,
            "quinzaine": 15,
            "vingtaine": 20,
            "trentaine": 30,
            "quarantaine": 40,
            "cinquantaine": 50,
            "soixantaine": 60,
            "centaine": 100,
            "millier": 1000,
        },
        "de": {"dutzend": 12},
        "en": {"dozen": 12, "couple": 2},
    }
)
"""Words for about so many; in Dutch every number with `-tal` besides."""
_JOIN = MappingProxyType({"nl": "en|ën", "de": "und"})
_BIG = MappingProxyType({"nl": ("duizend", "honderd"), "de": ("tausend", "hundert")})
_DIVIDED = MappingProxyType(
    {
        "nl": {"helft": 2, "derde": 3, "kwart": 4, "vierde": 4, "vijfde": 5, "tiende": 10},
        "fr": {"moitié": 2, "tiers": 3, "quart": 4, "quarts": 4, "cinquième": 5, "dixième": 10},
        "de": {"hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "zehntel": 10},
        "en": {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10},
    }
)


def divisor(word: str, lang: str) -> int | None:
    """What a word divides by: `derde` 3, `moitié` 2; None: it is no share."""
    return _DIVIDED[lang].get(word)


def collective(word: str, lang: str) -> int | None:
    """About how many a collective word is; None: it is none.

    >>> collective("zeventigtal", "nl"), collective("quinzaine", "fr")
    (70, 15)
    """
    if lang == "nl" and word.endswith("tal") and len(word) > 6:
        return COLLECTIVES["nl"].get(word) or compound(word[:-3].rstrip("-"), "nl")
    return COLLECTIVES[lang].get(word)


@lru_cache(maxsize=4096)
def compound(word: str, lang: str) -> int | None:
    """The value of one Dutch or German number word; None: it is none.

    >>> compound("drieëntwintig", "nl"), compound("zweihundertfünfzig", "de"), compound("achtung", "de")
    (23, 250, None)
    """
    small = _SMALL[lang]
    if word in small:
        return small[word]
    one = 1 if word in ("ein", "eins", "een") else None
    for name, size in zip(_BIG[lang], (1000, 100), strict=True):
        if name in word:
            head, _, tail = word.partition(name)
            before = 1 if not head else compound(head, lang)
            after = 0 if not tail else compound(re.sub(r"^(en|und)(?=\w)", "", tail), lang)
            return None if before is None or after is None else before * size + after
    return one if one is not None else _joined(word, lang)


def _joined(word: str, lang: str) -> int | None:
    """Units and tens in one word: `drieëntwintig`."""
    for joint in re.finditer(_JOIN[lang], word):
        units, tens = compound(word[: joint.start()], lang), _SMALL[lang].get(word[joint.end() :])
        if units is not None and tens is not None and 0 < units < 10 and tens >= 20 and tens % 10 == 0:
            return units + tens
    return None


def spelled(words: Sequence[str], lang: str) -> tuple[int, int] | None:
    """The number that begins some words, and how many words it takes; None: no number begins there.

    An article counts nothing here, `one` and `één` do.

    >>> spelled(["quatre-vingt-seize", "lits"], "fr"), spelled(["two", "hundred", "and", "ten", "beds"], "en")
    ((96, 1), (210, 4))
    """
    if lang in ("nl", "de"):
        return _spelled_compound(words, lang)
    best: tuple[int, int] | None = None
    parts: list[str] = []
    for count, word in enumerate(words[:7], start=1):
        pieces = [p for p in re.split(r"[- ]", word) if p]
        parts += pieces
        if not all(p in _SMALL[lang] or p in ("et", "and", "un", "une", "a") for p in pieces):
            break
        value = _summed(parts, lang)
        if value is not None:
            best = (value, count)
    return best


def _spelled_compound(words: Sequence[str], lang: str) -> tuple[int, int] | None:
    first = None if words[0] in ("ein", "een") else compound(words[0], lang)
    if first is None:
        return None
    if len(words) > 1 and words[1] in _BIG[lang] and 0 < first < 100:
        return first * (1000 if words[1] == _BIG[lang][0] else 100), 2
    return first, 1


def _summed(parts: Sequence[str], lang: str) -> int | None:
    """English and French additive numbers; None: these words are none, or not yet."""
    small, joint = _SMALL[lang], ("et" if lang == "fr" else "and")
    total = current = 0
    for place, part in enumerate(parts):
        if part == joint:
            if place == 0 or place == len(parts) - 1 or (lang == "fr" and current % 100 < 20):
                return None
            continue
        after_joint = place > 0 and parts[place - 1] == joint
        if part in ("un", "une"):
            if place == 0 or not (after_joint or parts[place - 1] in ("vingt", "vingts", "cent", "mille")):
                return None
            value = 1
        elif part == "a":
            if place or len(parts) < 2 or parts[1] not in ("hundred", "thousand"):
                return None
            continue
        elif part in small:
            value = small[part]
        else:
            return None
        if value >= 1000:
            total, current = total + max(1, current) * value, 0
        elif value == 100:
            current = max(1, current) * 100
        elif value == 20 and current % 100 == 4 and lang == "fr":
            current += 76
        elif current % 100 and not _follows(current, value, lang):
            return None
        else:
            current += value
    return total + current


def _follows(current: int, value: int, lang: str) -> bool:
    """Whether a number below a hundred can stand behind tens: twenty-three, and a French seventy or ninety."""
    if value < 10:
        return current % 10 == 0 and current % 100 >= (20 if lang == "en" else 10)
    return lang == "fr" and current % 100 in (60, 80) and value < 20
