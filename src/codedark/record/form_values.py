"""Values of a report's labels where they are more than a text: a choice, an organisation with its sites, a purpose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_SITES = re.compile(
    r"(?P<name>.*?)\s*\((?P<sites>[^()]*?)\s*(?:sites?|campus(?:es|sen)?|locations?|vestigingen|Standorte)?\)\s*",
    re.IGNORECASE,
)
_NAMED_SITES = re.compile(r"\b(?:sites?|campus(?:es|sen)?|locations?|vestigingen|standorte)\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:(?:the|de|les|die|both|sites?|campus(?:es|sen)?|standorte)\s+)+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|&|\band\b|\ben\b|\bet\b|\bund\b)\s*", re.IGNORECASE)
_PURPOSE = re.compile(r"(?:in order to|to|om|pour|afin de|um|damit)\s", re.IGNORECASE)
_CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "attack_type": (
            ("ransomware", r"ransom|gijzelsoftware|rançongiciel|erpress"),
            ("ddos", r"ddos|denial.of.service|déni de service"),
            ("wiper", r"wiper"),
            ("phishing", r"phish|hameçonnage"),
            ("intrusion", r"intrusion|inbraak|unauthori[sz]ed access|eindring|einbruch|accès non autorisé"),
            ("other", r"."),
        ),
        "data_exfiltrated": (
            ("claimed", r"\bclaim|beweer|affirm|revendiqu|behaupt"),
            ("no", r"^(?:no|none|nee|geen|non|aucune?|nein|keine?)\b"),
            (
                "yes",
                r"^(?:yes|ja|oui)\b|stolen|exfiltrated|taken|leaked|buitgemaakt|gestolen|volée?s|gestohlen|abgeflossen",
            ),
        ),
    }
)


def chosen(field: str, text: str) -> str | None:
    """The choice a text names; None: none of them.

    >>> chosen("attack_type", "LockBit ransomware"), chosen("data_exfiltrated", "under investigation")
    ('ransomware', None)
    """
    forms = _CHOICES.get(field, ())
    return next((choice for choice, form in forms if re.search(form, text, re.IGNORECASE)), None)


def organisation(text: str) -> tuple[str, tuple[str, ...]]:
    """An organisation, and the sites in brackets behind it.

    >>> organisation("Sint-Lucia (North and South sites)"), organisation("Sint-Lucia (SL)")
    (('Sint-Lucia', ('North', 'South')), ('Sint-Lucia (SL)', ()))
    """
    found = _SITES.fullmatch(text)
    inside = text[text.rfind("(") :] if found else ""
    if found is None or not _NAMED_SITES.search(inside):
        return text, ()
    listed = _LEAD.sub("", found["sites"])
    sites = tuple(filter(None, (_NAMED_SITES.sub("", site).strip(" :-") for site in _AND.split(listed))))
    return (found["name"], sites) if sites else (text, ())


def purpose(text: str) -> bool:
    """Whether a guess names what something was for: "to stop the spread"."""
    return _PURPOSE.match(text) is not None
