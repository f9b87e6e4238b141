"""Which language a text is in, by its little words: closed lists, and "unsure" where they do not decide."""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType

LANGUAGES = ("nl", "fr", "de", "en")
_WORDS = MappingProxyType(
    {
        "nl": "de het een en van is dat niet in op zijn met voor die er worden werd werden aan ook naar door bij "
        "uit maar om nog wordt heeft hebben geen zo ze we onze deze dit",
        "fr": "de en le la les des un une et est que qui dans pour sur ne pas par au aux avec du ont été sont plus "
        "ce cette selon mais nous il elle leur son sa ses d' l' n' qu'",
        "de": "der die das und ist nicht den dem ein eine einen von mit auf für sich auch im zu wurden wurde des "
        "sind am werden nach bei aus noch hat haben wie es wir",
        "en": "the and of to is that was were for on with by at are has have been be from its it as not an this "
        "which will after their they we",
    }
)
_LITTLE = MappingProxyType({lang: frozenset(words.split()) for lang, words in _WORDS.items()})
_SPLIT = re.compile(r"[dlnqu]{1,2}'|[^\W\d_]+")
_FEWEST = 3
"""Little words the winner must have."""
_AHEAD = 1.5
"""How many times more than the next it must have."""
_LOOKED_AT = 20_000
"""Characters from the beginning that are looked at."""


def language_of(text: str) -> str | None:
    """The language of a text: `nl`, `fr`, `de` or `en`; None: these words do not decide.

    >>> language_of("De spoeddienst van het ziekenhuis is niet open voor ziekenwagens.")
    'nl'
    >>> language_of("AZ UZ 112") is None
    True
    """
    counted = Counter(_SPLIT.findall(text[:_LOOKED_AT].lower().replace("’", "'")))
    scores = sorted(((sum(counted[w] for w in little), lang) for lang, little in _LITTLE.items()), reverse=True)
    (best, lang), (second, _) = scores[0], scores[1]
    return lang if best >= _FEWEST and best >= second * _AHEAD else None
