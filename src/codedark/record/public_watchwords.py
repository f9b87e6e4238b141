"""Words that no statement may hold of itself, in four languages: of harm to people, of promises, of the all clear.

A reading of facts does not know what they are about, so each of them is shown to whoever wrote it. The record's own
sentences are judged before and never reach these tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

HARM = "harm to a patient is told to the family by a person, never here"
PROMISE = "it promises something, and the record holds nothing of the future"
ALL_CLEAR = "it says that something works again or goes ahead, in words the record does not use"

_WATCHED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            HARM: r"died|dead|deaths?|killed|harmed|hurt|injur\w+|wounded|victims?|(?:lost|losing) \w+ li(?:fe|ves)",
            PROMISE: r"will|shall|soon|shortly|promise[sd]?|guarantee[sd]?|expect(?:s|ed)? to",
            ALL_CLEAR: r"go(?:es)? ahead|as usual|back to normal|works? again|running again|restored|resolved|solved",
        },
        "nl": {
            HARM: (
                r"overleden|overlijdens?|gestorven|stierf|stierven|dood|doden|geschaad|gewond\w*|slachtoffers?|"
                r"om het leven"
            ),
            PROMISE: r"zal|zullen|binnenkort|weldra|straks|spoedig|beloven|beloofd|garanderen|verwachten",
            ALL_CLEAR: (
                r"gaa[nt]?(?: \w+){0,3} door|doorgaat|doorgaan|zoals (?:gewoonlijk|normaal)|"
                r"werk(?:t|en) (?:weer|opnieuw)|hersteld|opgelost|weer normaal"
            ),
        },
        "fr": {
            HARM: r"décédée?s?|décès|morte?s?|blessée?s?|lésée?s?|victimes?|perdu la vie",
            PROMISE: (
                r"bientôt|sous peu|prochainement|promett\w+|garanti\w*|rouvri\w+|reprendr\w+|"
                r"(?:ouvr|pourr|ser|fer|ir|aur)(?:a|ons|ont|irons|ira|iront)"
            ),
            ALL_CLEAR: (
                r"(?:a|ont) lieu|comme d'habitude|fonctionnent? (?:à|de) nouveau|rétabli\w*|résolue?s?|"
                r"retour à la normale|maintenue?s?"
            ),
        },
        "de": {
            HARM: r"gestorben|verstorben|starb|starben|tote?[rn]?|todesf\w+|geschädigt|verletzt\w*|opfern?|ums leben",
            PROMISE: r"bald|demnächst|in kürze|versprechen|garantieren|wird wieder|werden wieder|voraussichtlich",
            ALL_CLEAR: (
                r"find(?:et|en)(?: \w+){0,3} statt|wie (?:gewohnt|üblich|sonst)|funktionier\w+ wieder|läuft wieder|"
                r"wiederhergestellt|behoben|gelöst"
            ),
        },
    }
)
"""Language -> reason -> the words."""


def watched(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Every such word of a text: (start, end, why it may not stand there).

    Raises:
        KeyError: no such language.

    >>> [(why == PROMISE) for _, _, why in watched("We will open soon.", "en")]
    [True, True]
    """
    for why, words in _patterns(lang):
        yield from ((found.start(), found.end(), why) for found in words.finditer(text))


@cache
def _patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    told = _WATCHED[lang]
    return tuple((why, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for why, words in told.items())
