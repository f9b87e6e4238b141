"""Words by which reports say how a thing is known, in four languages; the first of each row is the one we write."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from codedark.record.assertion import Status

LEADS: Mapping[Status, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Status.STATED: {"en": ("Stated",), "nl": ("Vermeld",), "fr": ("Indiqué",), "de": ("Angegeben",)},
        Status.INFERRED: {
            "en": ("Inferred", "Deduced"),
            "nl": ("Afgeleid",),
            "fr": ("Déduit", "Déduite", "Inféré", "Inférée"),
            "de": ("Abgeleitet", "Erschlossen"),
        },
        Status.ASSUMED: {
            "en": ("Assumed", "Presumed", "Unconfirmed", "Possibly", "Probably"),
            "nl": ("Aangenomen", "Verondersteld", "Onbevestigd", "Waarschijnlijk"),
            "fr": ("Supposé", "Supposée", "Présumé", "Présumée", "Non confirmé", "Non confirmée"),
            "de": ("Angenommen", "Vermutet", "Unbestätigt", "Wahrscheinlich"),
        },
        Status.UNKNOWN: {
            "en": ("Unknown", "Not known", "TBD", "TBC", "To be determined", "To be confirmed", "Under investigation"),
            "nl": ("Onbekend", "Niet bekend", "Niet gekend", "Nog te bepalen", "In onderzoek"),
            "fr": ("Inconnu", "Inconnue", "Inconnus", "Inconnues", "Non connu", "Pas connu", "À déterminer"),
            "de": ("Unbekannt", "Nicht bekannt", "Noch offen", "Wird untersucht"),
        },
        Status.NOT_DETAILED: {
            "en": (
                "Not detailed",
                "Not specified",
                "Not disclosed",
                "Not described",
                "No details given",
                "Unspecified",
            ),
            "nl": (
                "Niet nader beschreven",
                "Niet beschreven",
                "Niet gespecificeerd",
                "Niet toegelicht",
                "Geen details",
            ),
            "fr": ("Non détaillé", "Non détaillée", "Non précisé", "Non précisée", "Non spécifié", "Pas de détails"),
            "de": ("Nicht näher beschrieben", "Nicht beschrieben", "Nicht angegeben", "Keine Einzelheiten"),
        },
        Status.NOT_MENTIONED: {
            "en": ("Not mentioned", "Not reported", "Not provided", "None provided", "None mentioned"),
            "nl": ("Niet vermeld", "Niet genoemd", "Niet gemeld", "Geen vermeld"),
            "fr": ("Non mentionné", "Non mentionnée", "Pas mentionné", "Non signalé", "Aucun mentionné"),
            "de": ("Nicht erwähnt", "Nicht genannt", "Nicht gemeldet", "Keine genannt"),
        },
        Status.NONE_KNOWN: {
            "en": ("None known", "None known so far"),
            "nl": ("Geen bekend", "Voor zover bekend geen"),
            "fr": ("Aucun connu", "Aucune connue", "Aucun à ce stade"),
            "de": ("Keine bekannt", "Keiner bekannt", "Soweit bekannt keine"),
        },
        Status.DISPUTED: {
            "en": ("Disputed", "Contested"),
            "nl": ("Betwist",),
            "fr": ("Contesté", "Contestée"),
            "de": ("Umstritten", "Strittig"),
        },
        Status.WITHHELD: {
            "en": ("Withheld",),
            "nl": ("Niet vrijgegeven", "Achtergehouden"),
            "fr": ("Non divulgué", "Non divulguée"),
            "de": ("Zurückgehalten", "Nicht freigegeben"),
        },
        Status.NOT_APPLICABLE: {
            "en": ("Not applicable", "N/A"),
            "nl": ("Niet van toepassing", "N.v.t"),
            "fr": ("Sans objet", "Non applicable"),
            "de": ("Nicht zutreffend", "Entfällt"),
        },
    }
)

ADVERBS = (
    *("explicitly", "yet", "currently", "publicly", "further", "still", "specifically", "fully"),
    *("expliciet", "nog", "verder", "momenteel", "publiek"),
    *("explicitement", "encore", "publiquement", "toujours"),
    *("ausdrücklich", "noch", "weiter", "derzeit", "öffentlich", "bisher"),
)
"""May stand inside such a phrase: "Not explicitly detailed"."""

WHERE = (
    r"(?:in|within|by) (?:the|this) (?:(?:provided|available|source|given|original|public) )?"
    r"(?:text|sources?|source material|material|article|report|document)s?",
    r"(?:at this time|at this stage|so far|yet|publicly|for now)",
    r"in (?:de|het|dit|deze) (?:(?:aangeleverde|verstrekte|beschikbare) )?(?:tekst|bron|bronnen|artikel|verslag)",
    r"(?:op dit moment|tot nu toe|voorlopig)",
    r"dans (?:le|la|les|ce|cet|cette) (?:texte|source|sources|article|rapport)(?: (?:fournie?s?|disponibles?))?",
    r"(?:à ce stade|pour l'instant|pour le moment)",
    r"(?:im|in der|in den|in diesem) (?:(?:vorliegenden|bereitgestellten|verfügbaren) )?"
    r"(?:text|quelle|quellen|artikel|bericht)",
    r"(?:zum jetzigen zeitpunkt|bisher|derzeit|vorerst)",
)
"""Where, or until when, something is not told: says no more than the phrase before it."""

LIKELY = (
    *("likely", "probably", "presumably", "possibly", "suspected"),
    *("waarschijnlijk", "vermoedelijk", "wellicht", "mogelijk"),
    *("probablement", "vraisemblablement", "sans doute", "peut-être"),
    *("wahrscheinlich", "vermutlich", "möglicherweise"),
)
OUR_LIKELY: Mapping[str, str] = MappingProxyType(
    {"en": "likely", "nl": "waarschijnlijk", "fr": "probablement", "de": "wahrscheinlich"}
)

THOUGH = (
    *("though", "although", "but", "however", "albeit"),
    *("maar", "hoewel", "zij het"),
    *("mais", "bien que", "toutefois"),
    *("aber", "jedoch", "allerdings", "wenn auch"),
)

BLANKS: Mapping[str, Status] = MappingProxyType(
    {"?": Status.UNKNOWN, "??": Status.UNKNOWN, **dict.fromkeys(("-", "–", "—", "...", "…", "/"), Status.NOT_MENTIONED)}
)
"""What people put where there is nothing to say: no value, however it looks."""

SENTENCES: tuple[tuple[Status, str], ...] = (
    (Status.UNKNOWN, r".*\b(?:is|are|was|were|remains?) (?:still |currently |as yet )?(?:unknown|not (?:yet )?known)"),
    (Status.UNKNOWN, r".*\bcould not (?:yet )?be (?:determined|established)"),
    (
        Status.UNKNOWN,
        r".*\b(?:is|zijn|blijft|blijven) (?:nog |momenteel )?(?:onbekend|niet (?:bekend|gekend|duidelijk))",
    ),
    (Status.UNKNOWN, r".*\b(?:est|sont|reste|restent) (?:encore |toujours )?inconnue?s?"),
    (Status.UNKNOWN, r".*\bn(?:e s|')(?:est|sont) pas (?:encore )?connue?s?"),
    (
        Status.UNKNOWN,
        r".*\b(?:ist|sind|bleibt|bleiben) (?:noch |derzeit |weiterhin )?(?:unbekannt|nicht bekannt|unklar)",
    ),
    (Status.NONE_KNOWN, r"(?:there (?:is|are|was|were) )?no (?:evidence|indications?|signs?|proof) (?:of|that)\b.*"),
    (Status.NONE_KNOWN, r"(?:er (?:is|zijn) )?geen (?:aanwijzing(?:en)?|bewijs|bewijzen) (?:van|voor|dat)\b.*"),
    (Status.NONE_KNOWN, r"(?:il n'y a )?aucune? (?:preuve|indice|signe)s? (?:de|d'|que)\b.*"),
    (Status.NONE_KNOWN, r"(?:es gibt )?keine? (?:hinweise?|belege?|anzeichen|beweise?) (?:auf|für|dass)\b.*"),
    (Status.NONE_KNOWN, r"(?:as far as (?:is )?known|to our knowledge),? (?:no|none|nothing)\b.*"),
    (Status.NONE_KNOWN, r"voor zover bekend\b.*\b(?:geen|niets|niet)\b.*"),
    (Status.NONE_KNOWN, r"soweit bekannt\b.*\b(?:kein\w*|nichts|nicht)\b.*"),
    (Status.NONE_KNOWN, r"à notre connaissance,? (?:aucun\w*|rien)\b.*"),
    (
        Status.NOT_MENTIONED,
        r"no\b.*\b(?:was|were|is|are|has been|have been) (?:provided|mentioned|given|reported|listed|named|shared)\b.*",
    ),
    (
        Status.NOT_MENTIONED,
        r"(?:er (?:werd|werden|is|zijn) )?geen\b.*\b(?:vermeld|genoemd|opgegeven|meegedeeld|verstrekt)\b.*",
    ),
    (
        Status.NOT_MENTIONED,
        r"aucune?\b.*\bn'(?:est|a été|ont été|était) (?:fourni|mentionné|communiqué|donné|cité)e?s?\b.*",
    ),
    (
        Status.NOT_MENTIONED,
        r"(?:es (?:wurde|wurden) )?keine?\b.*\b(?:genannt|angegeben|erwähnt|mitgeteilt|bereitgestellt)\b.*",
    ),
    (
        Status.NOT_DETAILED,
        r"the (?:\w+ ){0,3}(?:text|sources?|material|article|report) (?:does|do|did) not "
        r"(?:contain|provide|give|mention|include|specify|detail|describe)\b.*",
    ),
    (
        Status.NOT_DETAILED,
        r"de (?:\w+ ){0,2}(?:tekst|bron|bronnen) (?:bevat|bevatten|geeft|geven|vermeldt)\b.*\bgeen\b.*",
    ),
    (
        Status.NOT_DETAILED,
        r"le(?:s)? (?:\w+ ){0,2}(?:texte|sources?|article) .{0,40}\bne (?:contien|donne|fourni|précise)\w* .*",
    ),
    (Status.NOT_DETAILED, r"(?:der|die) (?:\w+ ){0,3}(?:text|quelle|quellen|artikel) enth(?:ält|alten) keine\b.*"),
)
"""Whole sentences that say what is missing; the sentence itself stays as the value. Matched to the end, in any case."""
