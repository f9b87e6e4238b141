"""What a clause says besides the number: how ill the patients were, where they went, who helped; and at which site.

Only what stands there plainly: a word of a closed list, or a name with a capital behind the word for a hospital. What
is not said is left out, and a site is named only where the hospital's own names are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from codedark.record.reading.proposal import OwnNames, Proposal
from codedark.record.reading.tokens import folded

_MOVED = "patients_transferred"
_CRITICAL = re.compile(
    r"(?<!\w)(?:kritie\w+|kritische?|intensieve\w*|beademd\w*|beademing|levensbedreigend\w*|critiques?|réanimation|"
    r"soins intensifs|intubés?|intubées?|ventilés?|ventilées?|kritisch\w*|intensiv\w+|beatmet\w*|lebensbedroh\w+|"
    r"critical\w*|critically|intensive care|ventilated|icu|life-threatening)(?!\w)"
)
"""Words for patients in a critical state, folded; a place of beds ("intensive care") says so too."""
_HELPERS = MappingProxyType(
    {
        "fire service": r"brandweer|pompiers|feuerwehr|fire (?:brigade|service|department)|firefighters",
        "Red Cross": r"rode kruis|croix-rouge|rot\w+ kreuz\w*|red cross",
        "army": r"leger|armée|bundeswehr|bundesheer|armee|army|military",
        "police": r"politie|gendarmerie|polizei|police",
        "ambulance service": r"hulpdiensten|samu|rettungsdienst\w*|ambulance service|emergency services",
    }
)
"""Who may help to move patients, by the words for them, folded."""
_BY = (
    r"(?:met hulp van|met de hulp van|met steun van|in samenwerking met|samen met|door|avec l'aide|avec l'appui|"
    r"avec le soutien|avec le concours|par|mit hilfe|mithilfe|mit unterstützung|gemeinsam mit|zusammen mit|von|durch|"
    r"with (?:the )?(?:help|support|assistance) (?:of|from)|with the|by)"
)
_ARTICLE = r"(?: (?:het|de|la|le|les|des|du|de la|das|die|der|des|dem|den|the)| de l'| l')?"
_NAMED = MappingProxyType(
    {
        "nl": r"(?:naar|in) (?:het |de )?",
        "fr": r"(?:vers|au|à|dans) (?:l[’']|le |la )?",
        "de": r"(?:in das |ins |in die |nach |an das |in )",
        "en": r"(?:to|at|into) (?:the )?",
    }
)
_HOUSE = (
    r"(?:UZ|AZ|ZNA|CHU|CHR|CHRU|CHC|CH|UMC|Universitätsklinikum|Uniklinik\w*|Universitätsspital|Klinikum|Krankenhaus|"
    r"Spital|Ziekenhuis|Hôpital|hôpital|Clinique|clinique|Kliniek)"
)
_NAME = r"[A-ZÀ-Ý][\w’'-]*(?: (?:de|van|der|du|la|le|of|St\.?|[A-ZÀ-Ý][\w’'-]*))*"


def with_particulars(one: Proposal, text: str, lang: str, own: OwnNames) -> Proposal:
    """A proposal with what else its clause says.

    Args:
        text: of the whole article; the proposal knows its clause.
        own: names of the hospital's sites; with none told, no site is read.

    >>> told = Proposal(field="patients_transferred", value=7, start=0, end=24, wording="", rule="", clause=(0, 65))
    >>> said = "Seven critical patients were taken to St Brigid Hospital by the fire brigade."
    >>> dict(with_particulars(replace(told, clause=(0, len(said))), said, "en", OwnNames()).details)
    {'acuity': 'critical', 'destination': 'St Brigid Hospital', 'aided_by': 'fire service'}
    """
    clause = text[slice(*one.clause)]
    if not clause:
        return one
    details = dict(_of_a_move(clause, lang)) if one.field == _MOVED and one.value != 0 else {}
    scope = _sites(clause, own)
    return replace(one, details={**details, **one.details}, scope=scope) if details or scope else one


def _of_a_move(clause: str, lang: str) -> Iterator[tuple[str, str]]:
    plain = folded(clause)
    if _CRITICAL.search(plain):
        yield "acuity", "critical"
    named = _destination(lang).search(clause)
    if named is not None:
        yield "destination", named["name"].strip()
    helpers = [name for name, form in _HELPERS.items() if _helps(form).search(plain)]
    if helpers:
        yield "aided_by", ", ".join(helpers)


@cache
def _destination(lang: str) -> re.Pattern[str]:
    first = rf"{_HOUSE} (?:de |du |d['’])?{_NAME}"
    last = r"[A-ZÀ-Ý][\w’'.-]*(?: (?:of |de |van )?[A-ZÀ-Ý][\w’'.-]*){0,3} (?:Hospital|Infirmary|Medical Cent(?:er|re))"
    house = rf"{last}|University Hospital(?: [A-Z]\w+)?" if lang == "en" else first
    return re.compile(rf"(?<!\w){_NAMED[lang]}(?P<name>{house})")


@cache
def _helps(form: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_BY}(?: (?:het|de|la|le|les|des|du|de la|das|die|der|des|dem|den|the)| de l'| l')? ?(?:{form})(?!\w)"
    )


def _sites(clause: str, own: OwnNames) -> tuple[str, ...]:
    """The hospital's own sites that a clause names, in the order it has them in."""
    plain = folded(clause)
    return tuple(
        site for site in own.sites if re.search(rf"(?<!\w){re.escape(folded(site))}(?!\w)", plain) and site.strip()
    )
