"""The sentences of a notification's draft that are not its content, by language; the same keys in each.

What stands in braces comes from the record or the rule pack. Words for values, marks and dates stand with the report's.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NOTIFICATION_TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "draft": "Draft, not sent. A person checks it and puts it into the recipient's form.",
                "exercise": "EXERCISE: nothing of this happened.",
                "to": "To: {recipient}",
                "from": "From: {organisation}",
                "incident": "Incident: {title} ({incident})",
                "as-of": "As known on {at}.",
                "due": "Due: {at}.",
                "due-late": "It was due on {at} and is late.",
                "due-proposed": "Nobody has decided that it is owed; it would be due on {at}.",
                "due-unknown": "No moment is known by which it is due.",
                "due-closed": "Decided that it is not owed.",
                "missing": "MISSING: nothing is recorded on this.",
                "missing-of": "MISSING, nothing recorded: {labels}.",
                "unknown-accepted": "Not known yet; at this stage that is an answer.",
                "by-hand": "TO BE WRITTEN BY A PERSON: ______________________",
                "decided": "{answer} (decided by {role}, {at})",
                "beside": "another account: {value} ({by})",
                "marked": "source marked TLP:{tlp}",
                "more": "{n} earlier ones stand in the log.",
                "gaps": "What is missing",
                "no-gaps": "Nothing that the record could hold.",
                "gap": "{item}: {what}",
                "gap-fact": "nothing recorded",
                "gap-hand": "to be written by a person",
                "rests": "Rests on",
                "rests-nothing": "No assertion of the record.",
                "pack": "Rule pack {regime}, version {version}, its sources read on {date}. Not legal advice.",
            }
        ),
        "nl": MappingProxyType(
            {
                "draft": "Ontwerp, niet verzonden. Iemand kijkt het na en zet het over in het formulier.",
                "exercise": "OEFENING: niets hiervan is gebeurd.",
                "to": "Aan: {recipient}",
                "from": "Van: {organisation}",
                "incident": "Incident: {title} ({incident})",
                "as-of": "Zoals bekend op {at}.",
                "due": "Uiterlijk: {at}.",
                "due-late": "Het moest er zijn op {at} en is te laat.",
                "due-proposed": "Niemand heeft beslist dat het verplicht is; het zou uiterlijk op {at} zijn.",
                "due-unknown": "Er is geen uiterste tijdstip bekend.",
                "due-closed": "Er is beslist dat het niet verplicht is.",
                "missing": "ONTBREEKT: hierover is niets genoteerd.",
                "missing-of": "ONTBREEKT, niets genoteerd: {labels}.",
                "unknown-accepted": "Nog niet bekend; in dit stadium is dat een antwoord.",
                "by-hand": "DOOR IEMAND IN TE VULLEN: ______________________",
                "decided": "{answer} (beslist door {role}, {at})",
                "beside": "een andere verklaring: {value} ({by})",
                "marked": "bron gemarkeerd als TLP:{tlp}",
                "more": "{n} eerdere staan in het logboek.",
                "gaps": "Wat ontbreekt",
                "no-gaps": "Niets dat het dossier zou kunnen bevatten.",
                "gap": "{item}: {what}",
                "gap-fact": "niets genoteerd",
                "gap-hand": "door iemand in te vullen",
                "rests": "Steunt op",
                "rests-nothing": "Op geen verklaring van het dossier.",
                "pack": ("Regels {regime}, versie {version}, bronnen gelezen op {date}. Dit is geen juridisch advies."),
            }
        ),
        "fr": MappingProxyType(
            {
                "draft": "Projet, non envoyé. Une personne le vérifie et le reporte dans le formulaire.",
                "exercise": "EXERCICE : rien de ceci n'est arrivé.",
                "to": "À : {recipient}",
                "from": "De : {organisation}",
                "incident": "Incident : {title} ({incident})",
                "as-of": "Situation connue au {at}.",
                "due": "Échéance : {at}.",
                "due-late": "L'échéance était le {at} ; elle est dépassée.",
                "due-proposed": "Personne n'a décidé que c'était dû ; l'échéance serait le {at}.",
                "due-unknown": "Aucune échéance n'est connue.",
                "due-closed": "Il a été décidé que ce n'est pas dû.",
                "missing": "MANQUE : rien n'est noté à ce sujet.",
                "missing-of": "MANQUE, rien n'est noté : {labels}.",
                "unknown-accepted": "Pas encore connu ; à ce stade, c'est une réponse.",
                "by-hand": "À REMPLIR PAR UNE PERSONNE : ______________________",
                "decided": "{answer} (décidé par {role}, {at})",
                "beside": "une autre version : {value} ({by})",
                "marked": "source marquée TLP:{tlp}",
                "more": "{n} mesures antérieures se trouvent dans le journal.",
                "gaps": "Ce qui manque",
                "no-gaps": "Rien que le dossier pourrait contenir.",
                "gap": "{item} : {what}",
                "gap-fact": "rien n'est noté",
                "gap-hand": "à remplir par une personne",
                "rests": "Repose sur",
                "rests-nothing": "Sur aucune déclaration du dossier.",
                "pack": (
                    "Règles {regime}, version {version}, sources lues le {date}. Ceci n'est pas un avis juridique."
                ),
            }
        ),
        "de": MappingProxyType(
            {
                "draft": "Entwurf, nicht gesendet. Jemand prüft ihn und überträgt ihn in das Formular.",
                "exercise": "ÜBUNG: nichts davon ist geschehen.",
                "to": "An: {recipient}",
                "from": "Von: {organisation}",
                "incident": "Vorfall: {title} ({incident})",
                "as-of": "Stand: {at}.",
                "due": "Fällig: {at}.",
                "due-late": "Es war fällig: {at}, und ist verspätet.",
                "due-proposed": "Niemand hat entschieden, dass es geschuldet ist; fällig wäre es: {at}.",
                "due-unknown": "Es ist kein Zeitpunkt bekannt, zu dem es fällig ist.",
                "due-closed": "Es wurde entschieden, dass es nicht geschuldet ist.",
                "missing": "FEHLT: hierzu ist nichts vermerkt.",
                "missing-of": "FEHLT, nichts vermerkt: {labels}.",
                "unknown-accepted": "Noch nicht bekannt; in dieser Phase ist das eine Antwort.",
                "by-hand": "VON JEMANDEM AUSZUFÜLLEN: ______________________",
                "decided": "{answer} (entschieden von {role}, {at})",
                "beside": "eine andere Darstellung: {value} ({by})",
                "marked": "Quelle gekennzeichnet mit TLP:{tlp}",
                "more": "{n} frühere stehen im Protokoll.",
                "gaps": "Was fehlt",
                "no-gaps": "Nichts, was die Akte enthalten könnte.",
                "gap": "{item}: {what}",
                "gap-fact": "nichts vermerkt",
                "gap-hand": "von jemandem auszufüllen",
                "rests": "Beruht auf",
                "rests-nothing": "Auf keiner Angabe der Akte.",
                "pack": "Regeln {regime}, Fassung {version}, Quellen gelesen am {date}. Dies ist keine Rechtsberatung.",
            }
        ),
    }
)
"""Language -> sentence -> its words."""


def sentence(lang: str, key: str, **parts: object) -> str:
    """A sentence with its parts put in. Raises KeyError: no such language, sentence, or a part is missing.

    >>> sentence("fr", "from", organisation="Hôpital du Nord")
    'De : Hôpital du Nord'
    """
    return NOTIFICATION_TEXTS[lang][key].format(**parts)
