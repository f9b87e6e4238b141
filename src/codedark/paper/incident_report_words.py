"""What only paper says, in four languages: numbers of pages, heads of its own tables, how to countersign.

Everything else of a report is said by `record.report_texts`. Commands stay as they are typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAPER_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "page": "page",
            "of": "of",
            "contents": "Contents",
            "marks": "Words on grey are part of what they follow:",
            "numbers": "Small raised numbers are sources, at the end; names such as a-0123456789ab are accounts in the"
            " record.",
            "what": "What",
            "stands": "How it stands",
            "whom": "Who was asked",
            "asked-at": "Asked on",
            "due": "Answer due",
            "answer": "Answered",
            "nobody": "nobody was asked",
            "no-due": "none told",
            "open": "still open",
            "known": "known by now",
            "log-form": "Time, position and activity as in HICS 214, activity log; times in {zone}.",
            "heads": "The last entry of each device's log, in words. Somebody who did not write on that device"
            " compares them with its screen, signs, and keeps this sheet in another place. If anything written up to"
            " here is ever changed or cut off, the words no longer fit.",
            "on-screen": "On the screen",
            "type-back": "To check later, type the words in",
            "device": "Device",
            "entry": "entry {seq}",
            "role": "Role",
            "signature": "Signature",
            "time": "Date and time",
            "no-heads": "The log holds no entry.",
        },
        "nl": {
            "page": "pagina",
            "of": "van",
            "contents": "Inhoud",
            "marks": "Woorden op grijs horen bij wat ervoor staat:",
            "numbers": "Kleine cijfers bovenaan verwijzen naar bronnen, achteraan; namen als a-0123456789ab zijn"
            " verklaringen in het dossier.",
            "what": "Wat",
            "stands": "Hoe het ervoor staat",
            "whom": "Aan wie gevraagd",
            "asked-at": "Gevraagd op",
            "due": "Antwoord verwacht",
            "answer": "Beantwoord",
            "nobody": "aan niemand gevraagd",
            "no-due": "geen opgegeven",
            "open": "nog open",
            "known": "intussen bekend",
            "log-form": "Tijd, functie en activiteit zoals in HICS 214, activity log; tijden in {zone}.",
            "heads": "De laatste regel van het logboek van elk toestel, in woorden. Iemand die er niet op schreef,"
            " vergelijkt ze met het scherm, tekent, en bewaart dit blad op een andere plaats. Wordt ooit iets veranderd"
            " of afgeknipt dat tot hier geschreven is, dan kloppen de woorden niet meer.",
            "on-screen": "Op het scherm",
            "type-back": "Om later na te gaan, typt u de woorden in",
            "device": "Toestel",
            "entry": "regel {seq}",
            "role": "Functie",
            "signature": "Handtekening",
            "time": "Datum en uur",
            "no-heads": "Het logboek bevat geen regel.",
        },
        "fr": {
            "page": "page",
            "of": "sur",
            "contents": "Table des matières",
            "marks": "Les mots sur fond gris font partie de ce qu'ils suivent :",
            "numbers": "Les petits chiffres surélevés renvoient aux sources, à la fin ; les noms comme a-0123456789ab"
            " sont des déclarations du dossier.",
            "what": "Quoi",
            "stands": "État",
            "whom": "Question posée à",
            "asked-at": "Posée le",
            "due": "Réponse attendue",
            "answer": "Réponse",
            "nobody": "posée à personne",
            "no-due": "aucune date donnée",
            "open": "toujours ouverte",
            "known": "connu depuis",
            "log-form": "Heure, fonction et activité comme dans HICS 214, activity log ; heures de {zone}.",
            "heads": "La dernière ligne du journal de chaque appareil, en mots. Une personne qui n'y a pas écrit les"
            " compare avec l'écran, signe, et garde cette feuille ailleurs. Si ce qui est écrit jusqu'ici est un jour"
            " changé ou retiré, les mots ne concordent plus.",
            "on-screen": "À l'écran",
            "type-back": "Pour vérifier plus tard, taper les mots",
            "device": "Appareil",
            "entry": "ligne {seq}",
            "role": "Fonction",
            "signature": "Signature",
            "time": "Date et heure",
            "no-heads": "Le journal ne contient aucune ligne.",
        },
        "de": {
            "page": "Seite",
            "of": "von",
            "contents": "Inhalt",
            "marks": "Wörter auf Grau gehören zu dem, was davor steht:",
            "numbers": "Kleine hochgestellte Zahlen verweisen auf Quellen, am Ende; Namen wie a-0123456789ab sind"
            " Angaben der Aufzeichnung.",
            "what": "Was",
            "stands": "Wie es darum steht",
            "whom": "Wer gefragt wurde",
            "asked-at": "Gefragt am",
            "due": "Antwort fällig",
            "answer": "Beantwortet",
            "nobody": "niemand gefragt",
            "no-due": "keine genannt",
            "open": "noch offen",
            "known": "inzwischen bekannt",
            "log-form": "Zeit, Funktion und Tätigkeit wie in HICS 214, Activity Log; Zeiten in {zone}.",
            "heads": "Die letzte Zeile des Protokolls jedes Geräts, in Wörtern. Wer nicht darauf schrieb, vergleicht"
            " sie mit dem Bildschirm, unterschreibt und bewahrt dieses Blatt an einem anderen Ort auf. Wird je etwas"
            " geändert oder abgeschnitten, das bis hier geschrieben wurde, stimmen die Wörter nicht mehr.",
            "on-screen": "Auf dem Bildschirm",
            "type-back": "Zum späteren Prüfen die Wörter eintippen",
            "device": "Gerät",
            "entry": "Zeile {seq}",
            "role": "Funktion",
            "signature": "Unterschrift",
            "time": "Datum und Uhrzeit",
            "no-heads": "Das Protokoll enthält keine Zeile.",
        },
    }
)
"""Language -> key -> words."""


def paper_word(lang: str, key: str, **parts: object) -> str:
    """What stands under a key. Raises KeyError: no such language or key.

    >>> paper_word("de", "page"), paper_word("nl", "entry", seq=213)
    ('Seite', 'regel 213')
    """
    return PAPER_WORDS[lang][key].format(**parts)
