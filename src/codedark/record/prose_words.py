"""Words for what an incident does to care, in four languages, as pieces of regular expressions, for `form_prose`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prose:
    """One language. Pieces must hold no capturing groups."""

    numbers: Mapping[str, int]
    qualifiers: tuple[tuple[str, str], ...]
    """Words before a number, and the qualifier they make."""
    operations: str
    cancelled: str
    cancelling: str
    """A noun before the operations: "cancellation of"."""
    patients: str
    critical: str
    moved: str
    moving: str
    servers_off: str
    emergency: str
    limited: str
    closed: str
    diverted: str
    not_going_out: str
    began: str
    unless: str
    """In a clause with one of these nothing is taken: denied, possible, or over."""
    elsewhere: str
    """In a sentence with one of these nothing is taken: it tells of another incident."""


def _counted(*words: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words, 1) if word}


_EN = Prose(
    numbers=_counted("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80},
    qualifiers=(
        ("at least|a minimum of|more than|over|no fewer than", "at-least"),
        ("up to|at most|no more than", "at-most"),
        ("about|around|some|approximately|roughly|nearly|almost", "about"),
    ),
    operations=r"(?:(?:elective|planned|scheduled|urgent|non-urgent|surgical)\s+)*(?:surger(?:y|ies)|operations?|procedures?)",
    cancelled=r"(?:cancell?ed|postponed|called off|rescheduled)",
    cancelling=r"(?:cancell?ation|postponement) of|cancell?ing|postponing|cancell?ed|postponed",
    patients="patients?",
    critical=r"critical(?:ly ill)?(?: care)?|critical-care|intensive care|ventilated",
    moved=r"(?:transferred|moved|evacuated|transported)",
    moving=r"transfers? of|transferring|transferred|evacuation of",
    servers_off=(
        r"(?:shutdown|shutting down|shut down|shutting off) (?:of )?(?:all |its |the |their )*servers|server shutdown"
        r"|servers (?:were |had been |have been |had to be )?(?:shut down|switched off|taken offline|turned off)"
    ),
    emergency=r"(?:emergency (?:departments?|rooms?)|\bEDs?\b|\bER\b|A&E)",
    limited=r"(?:reduced|limited|low|restricted) capacity",
    closed=r"(?:is|was|were|are) closed",
    diverted=(
        r"ambulances?\s+(?:[\w-]+\s+){0,3}?(?:divert\w*|redirect\w*|rerouted|sent elsewhere|taken elsewhere)"
        r"|diversion instructions were issued|ambulance diversion|divert\w* ambulances"
    ),
    not_going_out=r"(?:unavailable|not available|out of service|suspended|not going out)",
    began=r"(?:incident|attack|cyberattack|disruption|outage)\s+(?:[\w-]+\s+){0,2}?(?:began|started|commenced)",
    unless=(
        r"no|not|never|none|without|(?<!\d )may(?! \d)|might|could|would|should|can|likely|possibl[ey]|potential|risk"
        r"|if|whether|avoided"
        r"|resumed|restored|reopened|again"
    ),
    elsewhere=r"(?:earlier|previous|similar|another|other) (?:attacks?|incidents?|cyberattacks?)",
)
_NL = Prose(
    numbers=_counted("", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
    | {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80},
    qualifiers=(
        ("minstens|ten minste|minimaal|zeker|meer dan|ruim", "at-least"),
        ("hoogstens|maximaal|tot", "at-most"),
        ("ongeveer|circa|zo'n|een|bijna", "about"),
    ),
    operations=r"(?:(?:geplande|dringende|niet-dringende|electieve)\s+)*(?:operaties|operatie|ingrepen|ingreep)",
    cancelled=r"(?:geannuleerd|uitgesteld|afgelast|geschrapt|afgezegd)",
    cancelling=r"(?:annulering|annulatie|het annuleren|uitstel|schrappen) van|annuleerde|annuleerden",
    patients="patiënten|patiënt",
    critical=r"kritieke|kritische|kritiek zieke|ernstig zieke|beademde",
    moved=r"(?:overgebracht|overgeplaatst|verplaatst|geëvacueerd|getransfereerd)",
    moving=r"(?:overplaatsing|overbrenging|transfer|verplaatsing|evacuatie) van",
    servers_off=(
        r"(?:uitschakelen|uitzetten|afsluiten|afsluiting|uitschakeling|stilleggen) van (?:alle |de |zijn )*servers"
        r"|servers (?:werden |zijn |moesten worden )?(?:preventief )?(?:uitgezet|uitgeschakeld|afgesloten|stilgelegd)"
    ),
    emergency=r"(?:spoedgevallendienst|spoeddienst|spoedafdeling|\bspoed\b)",
    limited=r"(?:beperkte|verminderde|lage|gereduceerde) capaciteit",
    closed=r"(?:is|was|bleef|blijft) (?:gesloten|dicht)",
    diverted=r"(?:ambulances|ziekenwagens)\s+(?:[\w-]+\s+){0,5}?(?:omgeleid|afgeleid|doorgestuurd|doorverwezen)",
    not_going_out=r"(?:niet beschikbaar|onbeschikbaar|buiten dienst|rijdt niet uit|rijden niet uit)",
    began=r"(?:incident|aanval|cyberaanval|storing)\s+(?:[\w-]+\s+){0,2}?(?:begon|startte|ving aan)",
    unless=(
        r"niet|geen|nooit|zonder|kan|kunnen|zou|zouden|mogelijke?|eventuele?|dreigt|dreigen|als|indien|of"
        r"|hervat|hersteld|opnieuw|weer"
    ),
    elsewhere=r"(?:eerdere?|vorige?|andere?|gelijkaardige?) (?:aanval(?:len)?|incident(?:en)?|cyberaanval(?:len)?)",
)
_FR = Prose(
    numbers=_counted("", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
    | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70, "septante": 70},
    qualifiers=(
        ("au moins|plus de|un minimum de", "at-least"),
        ("au plus|jusqu'à|au maximum", "at-most"),
        ("environ|quelque|près de|à peu près", "about"),
    ),
    operations=r"(?:opérations?|interventions?)(?:\s+(?:chirurgicales?|programmées?|planifiées?))*",
    cancelled=r"(?:annulée?s?|reportée?s?|déprogrammée?s?)",
    cancelling=r"(?:l['’]annulation|annulation|le report|la déprogrammation) (?:de|d['’]|des)",
    patients="patients?",
    critical=r"critiques|en état critique|de soins intensifs|gravement malades",
    moved=r"(?:transférée?s?|évacuée?s?|déplacée?s?)",
    moving=r"(?:le transfert|transferts?|l['’]évacuation|évacuation) (?:de|d['’]|des)",
    servers_off=(
        r"(?:l['’]arrêt|arrêt|la coupure|la mise hors ligne) (?:de tous les|des|de ses|de) serveurs"
        r"|serveurs (?:ont été |sont |ont dû être )?(?:arrêtés|éteints|coupés|mis hors ligne)"
    ),
    emergency=r"(?:service des urgences|\burgences\b)",
    limited=r"(?:capacité (?:réduite|limitée|restreinte))",
    closed=r"(?:est|sont|étaient|était) fermée?s?",
    diverted=r"ambulances\s+(?:[\w-]+\s+){0,4}?(?:détournées|redirigées|déviées|orientées)",
    not_going_out=r"(?:indisponibles?|hors service|ne sort(?:ent)? plus|suspendue?s?)",
    began=r"(?:incident|attaque|cyberattaque|panne)\s+(?:[\w'’-]+\s+){0,2}?(?:commencé|débuté)",
    unless=(
        r"ne|n['’]\w+|pas|aucune?|jamais|sans|pourrai(?:t|ent)|peut|peuvent|risque|si|éventuel\w*|possibles?"
        r"|repris|rétabli\w*|à nouveau"
    ),
    elsewhere=r"(?:autres?|précédente?s?) (?:attaques?|cyberattaques?|incidents?)|attaque (?:similaire|précédente)",
)
_DE = Prose(
    numbers=_counted("", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
    | {"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80},
    qualifiers=(
        ("mindestens|wenigstens|mehr als|über", "at-least"),
        ("höchstens|maximal|bis zu", "at-most"),
        ("etwa|rund|ungefähr|circa|fast|knapp", "about"),
    ),
    operations=r"(?:(?:geplante|dringende|planbare)[nr]?\s+)*(?:Operationen|Operation|Eingriffe|Eingriff|OPs)",
    cancelled=r"(?:abgesagt|verschoben|ausgefallen|gestrichen)",
    cancelling=r"(?:Absage|Verschiebung|Streichung) von",
    patients="Patient(?:en|innen|in)?(?: und Patient(?:en|innen))?",
    critical=r"kritisch kranke[nr]?|kritische[nr]?|schwerkranke[nr]?|intensivpflichtige[nr]?|beatmete[nr]?",
    moved=r"(?:verlegt|evakuiert|überführt)",
    moving=r"(?:Verlegung|Evakuierung) von",
    servers_off=(
        r"(?:Abschaltung|Abschalten|Herunterfahren|Abschalten) (?:aller|der|sämtlicher) Server"
        r"|Server (?:wurden |mussten )?(?:vorsorglich )?(?:abgeschaltet|heruntergefahren|vom Netz genommen)"
    ),
    emergency=r"(?:Notaufnahme|Notfallaufnahme|Notfallambulanz)",
    limited=r"(?:eingeschränkt|reduzierte[rn]? Kapazität|begrenzte[rn]? Kapazität|verringerte[rn]? Kapazität)",
    closed=r"(?:ist|war|blieb) (?:geschlossen|abgemeldet)",
    diverted=r"(?:Rettungswagen|Krankenwagen|Rettungsdienst\w*)\s+(?:[\w-]+\s+){0,5}?(?:umgeleitet|umgelenkt)",
    not_going_out=r"(?:nicht verfügbar|nicht einsatzbereit|außer Dienst|rückt nicht aus)",
    began=r"(?:Vorfall|Angriff|Cyberangriff|Ausfall)\s+(?:[\w-]+\s+){0,2}?(?:begann|startete)",
    unless=(
        r"nicht|kein\w*|nie|ohne|kann|können|könnten?|würden?|möglich\w*|etwaige[nr]?|falls|wenn|droht|drohen"
        r"|wieder|wiederaufgenommen"
    ),
    elsewhere=r"(?:frühere|andere|ähnliche)[rnm]? (?:Angriff|Vorfall|Cyberangriff)\w*",
)

PROSE: Mapping[str, Prose] = MappingProxyType({"en": _EN, "nl": _NL, "fr": _FR, "de": _DE})
