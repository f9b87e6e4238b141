"""Words of a public statement by language: what cannot be said in one of them cannot be said at all."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from codedark.record.public_texts_de import DE
from codedark.record.public_texts_en import EN
from codedark.record.public_texts_fr import FR
from codedark.record.public_texts_nl import NL

PUBLIC_TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": EN, "nl": NL, "fr": FR, "de": DE})
"""Language -> key -> words; what stands in braces comes from the record, or from whoever issues it."""


def public_word(lang: str, key: str, **parts: object) -> str:
    """What stands under a key, with its parts put in; it begins with a capital.

    Raises:
        KeyError: no such language or key, or a part is missing.

    >>> public_word("nl", "ed_status.closed"), public_word("en", "beds_closed.one", value="at least 1 bed")
    ('Onze spoeddienst is gesloten.', 'At least 1 bed is closed.')
    """
    if lang not in PUBLIC_TEXTS:
        raise KeyError(f"language '{lang}': there are {', '.join(PUBLIC_TEXTS)}")
    said = PUBLIC_TEXTS[lang][key].format(**parts)
    return said if key.startswith(("system.", "team.")) else said[:1].upper() + said[1:]


def can_say(key: str) -> bool:
    """Whether there are words under a key: in one language, as in all.

    >>> can_say("ed_status.closed"), can_say("harm.confirmed")
    (True, False)
    """
    return key in EN
