"""Words of a report by language: what cannot be said in one of them cannot be said at all.

Headings and labels that reports of others have too stand in `record.report_words`, which also reads them; everything
else stands in the tables of the four languages. Free text stays in the language somebody wrote it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from codedark.record import report_words
from codedark.record.report_texts_de import DE
from codedark.record.report_texts_en import EN
from codedark.record.report_texts_fr import FR
from codedark.record.report_texts_nl import NL

TEXTS: Mapping[str, Mapping[str, Mapping[str, str]]] = MappingProxyType({"en": EN, "nl": NL, "fr": FR, "de": DE})
"""Language -> group -> key -> words; what stands in braces comes from the record."""
LANGUAGES = tuple(TEXTS)

_LABEL_OF = MappingProxyType(
    {
        "initial_access_at": "when",
        "initial_access_details": "details",
        "lateral_movement": "status",
        "impact_summary": "impact",
    }
)
"""Fields whose label is another's word, because they stand under a heading that says the rest."""


def word(lang: str, group: str, key: str, **parts: object) -> str:
    """What stands under a key, with the record's parts put in.

    Raises:
        KeyError: no such language, group, key, or a part is missing.

    >>> word("fr", "status", "inferred"), word("nl", "qualifier", "at-least", n="70")
    ('déduit', 'minstens 70')
    """
    if lang not in TEXTS:
        raise KeyError(f"language '{lang}': there are {', '.join(TEXTS)}")
    return TEXTS[lang][group][key].format(**parts)


def known_word(lang: str, group: str, key: str) -> str:
    """What stands under a key, or the key itself: services, roles and regimes have names of their own."""
    return TEXTS[lang][group].get(key, key)


def heading(lang: str, key: str) -> str:
    """The heading of a section. Raises KeyError: no such section or language."""
    return report_words.heading(key, lang) if key in report_words.SECTIONS else word(lang, "heading", key)


def field_label(lang: str, field: str, about: str = "") -> str:
    """What a line is called; of a tactic its name, of a service or system the field's label and its name.

    >>> field_label("en", "technique", "impact"), field_label("nl", "service_status", "ICU")
    ('Impact', 'Dienst ICU')
    """
    if field == "technique" and about in report_words.LABELS:
        return report_words.label(about, lang)
    key = _LABEL_OF.get(field, field)
    plain = report_words.label(key, lang) if key in report_words.LABELS else known_word(lang, "field", key)
    return f"{plain} {known_word(lang, 'code', about)}" if about else plain


_SECTION_OF = MappingProxyType(
    {
        "initial_access_at": "initial-access",
        "initial_access_vector": "initial-access",
        "initial_access_details": "initial-access",
        "lateral_movement": "lateral-movement",
        "impact_summary": "exfiltration-impact",
        "technique": "method",
    }
)
"""Fields whose label says too little where their heading does not stand above."""


def label_apart(lang: str, field: str, about: str = "") -> str:
    """What a line is called away from its section.

    >>> label_apart("en", "initial_access_vector"), label_apart("en", "ed_status")
    ('Initial Access, Vector', 'Emergency department')
    """
    label = field_label(lang, field, about)
    return f"{heading(lang, _SECTION_OF[field])}, {label}" if field in _SECTION_OF else label


def joined(lang: str, parts: list[str] | tuple[str, ...]) -> str:
    """Words in a row, the last one after "and".

    >>> joined("de", ["MUG", "PIT"])
    'MUG und PIT'
    """
    if len(parts) < 2:
        return "".join(parts)
    return word(lang, "number", "list").join(parts[:-1]) + word(lang, "number", "and") + parts[-1]
