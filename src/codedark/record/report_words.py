"""Names of a report's sections and labels in four languages: how they are written, and how else others write them.

The first word of each row is the one we write. Keys of labels are names of `record.fields` where there is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES = ("en", "nl", "fr", "de")

Row = Mapping[str, tuple[str, ...]]

SECTIONS: Mapping[str, Row] = MappingProxyType(
    {
        "summary": {
            "en": ("Executive Summary", "Summary", "Management Summary", "Overview"),
            "nl": ("Samenvatting", "Managementsamenvatting", "Bestuurlijke samenvatting"),
            "fr": ("Résumé", "Résumé exécutif", "Synthèse", "Résumé pour la direction"),
            "de": ("Zusammenfassung", "Kurzfassung", "Management-Zusammenfassung"),
        },
        "details": {
            "en": ("Incident Details", "Details of the Incident", "Incident Information"),
            "nl": ("Gegevens van het incident", "Incidentgegevens", "Details van het incident", "Incidentdetails"),
            "fr": ("Détails de l'incident", "Informations sur l'incident", "Données de l'incident"),
            "de": ("Angaben zum Vorfall", "Vorfalldetails", "Details zum Vorfall", "Einzelheiten des Vorfalls"),
        },
        "timeline": {
            "en": ("Timeline of Events", "Timeline", "Chronology"),
            "nl": ("Tijdlijn", "Tijdlijn van de gebeurtenissen", "Verloop", "Chronologie"),
            "fr": ("Chronologie", "Chronologie des événements", "Déroulement"),
            "de": ("Zeitlicher Ablauf", "Zeitleiste", "Chronologie der Ereignisse", "Ablauf"),
        },
        "initial-access": {
            "en": ("Initial Access",),
            "nl": ("Eerste toegang", "Initiële toegang"),
            "fr": ("Accès initial",),
            "de": ("Erstzugang", "Erster Zugriff", "Initialer Zugriff"),
        },
        "lateral-movement": {
            "en": ("Lateral Movement",),
            "nl": ("Zijwaartse beweging", "Laterale beweging"),
            "fr": ("Déplacement latéral", "Mouvement latéral"),
            "de": ("Seitwärtsbewegung", "Laterale Bewegung", "Lateral Movement"),
        },
        "exfiltration-impact": {
            "en": ("Data Exfiltration/Impact", "Data Exfiltration and Impact", "Exfiltration/Impact"),
            "nl": ("Data-exfiltratie/gevolgen", "Gegevensdiefstal/gevolgen", "Exfiltratie en gevolgen"),
            "fr": ("Exfiltration de données/impact", "Exfiltration et impact"),
            "de": ("Datenabfluss/Auswirkungen", "Datenabfluss und Auswirkungen"),
        },
        "detection-response": {
            "en": ("Detection & Response", "Detection and Response"),
            "nl": ("Detectie en reactie", "Ontdekking en reactie", "Detectie & respons", "Detectie en respons"),
            "fr": ("Détection et réponse", "Détection et réaction"),
            "de": ("Erkennung und Reaktion", "Entdeckung und Reaktion"),
        },
        "method": {
            "en": ("Attack Methodology", "Methodology", "Attack Method", "Techniques"),
            "nl": ("Aanvalsmethode", "Werkwijze van de aanval", "Methode van de aanval"),
            "fr": ("Méthode d'attaque", "Méthodologie de l'attaque", "Mode opératoire"),
            "de": ("Angriffsmethode", "Vorgehen der Angreifer", "Angriffsmethodik"),
        },
        "impact": {
            "en": ("Impact Assessment", "Impact Analysis", "Impact"),
            "nl": ("Gevolgen", "Impactanalyse", "Beoordeling van de gevolgen"),
            "fr": ("Évaluation de l'impact", "Conséquences", "Impact et conséquences"),
            "de": ("Auswirkungen", "Bewertung der Auswirkungen", "Folgen"),
        },
        "clinical": {
            "en": ("Clinical Impact", "Impact on Care"),
            "nl": ("Gevolgen voor de zorg", "Klinische gevolgen"),
            "fr": ("Conséquences pour les soins", "Impact clinique"),
            "de": ("Folgen für die Versorgung", "Klinische Auswirkungen"),
        },
        "indicators": {
            "en": ("Indicators of Compromise", "Indicators", "IOCs", "Indicators of Compromise (IOCs)"),
            "nl": ("Indicatoren van compromittering", "Indicatoren", "Sporen van de aanval"),
            "fr": ("Indicateurs de compromission", "Indicateurs"),
            "de": ("Kompromittierungsindikatoren", "Indikatoren", "Indikatoren einer Kompromittierung"),
        },
        "response": {
            "en": ("Response Actions", "Response"),
            "nl": ("Genomen maatregelen", "Maatregelen", "Reactie"),
            "fr": ("Mesures prises", "Actions de réponse", "Réponse"),
            "de": ("Getroffene Maßnahmen", "Reaktionsmaßnahmen", "Gegenmaßnahmen"),
        },
        "lessons": {
            "en": ("Lessons Learned", "Lessons", "Lessons Identified"),
            "nl": ("Geleerde lessen", "Lessen"),
            "fr": ("Enseignements", "Leçons apprises", "Enseignements tirés"),
            "de": ("Lehren", "Erkenntnisse", "Gewonnene Erkenntnisse"),
        },
        "recommendations": {
            "en": ("Recommendations",),
            "nl": ("Aanbevelingen",),
            "fr": ("Recommandations",),
            "de": ("Empfehlungen",),
        },
        "notifications": {
            "en": ("Notifications",),
            "nl": ("Meldingen",),
            "fr": ("Notifications", "Déclarations"),
            "de": ("Meldungen",),
        },
        "unknowns": {
            "en": ("Unknowns", "What Is Not Known", "Open Questions"),
            "nl": ("Wat niet bekend is", "Onbekend", "Open vragen"),
            "fr": ("Ce qui n'est pas connu", "Inconnues", "Questions ouvertes"),
            "de": ("Was nicht bekannt ist", "Unbekannt", "Offene Fragen"),
        },
        "differing": {
            "en": ("Accounts That Differ",),
            "nl": ("Lezingen die verschillen",),
            "fr": ("Versions qui diffèrent",),
            "de": ("Abweichende Darstellungen",),
        },
        "log": {
            "en": ("Log",),
            "nl": ("Logboek",),
            "fr": ("Journal",),
            "de": ("Protokoll",),
        },
    }
)

LABELS: Mapping[str, Row] = MappingProxyType(
    {
        "discovered_at": {
            "en": ("Discovery Date", "Discovery", "Detected", "Detection Date", "Date Discovered"),
            "nl": ("Datum van ontdekking", "Ontdekt op", "Ontdekking", "Ontdekkingsdatum"),
            "fr": ("Date de découverte", "Découverte", "Date de détection"),
            "de": ("Datum der Entdeckung", "Entdeckt am", "Entdeckungsdatum"),
        },
        "onset_at": {
            "en": ("Incident Date", "Date of Incident", "Date of the Incident", "Onset"),
            "nl": ("Datum van het incident", "Incidentdatum"),
            "fr": ("Date de l'incident",),
            "de": ("Datum des Vorfalls", "Vorfalldatum"),
        },
        "ended_at": {"en": ("Ended",), "nl": ("Einde",), "fr": ("Fin",), "de": ("Ende",)},
        "organisation": {
            "en": ("Affected Organization", "Affected Organisation", "Organization", "Organisation", "Victim"),
            "nl": ("Getroffen organisatie", "Organisatie", "Getroffen instelling"),
            "fr": ("Organisation touchée", "Établissement touché", "Organisation concernée"),
            "de": ("Betroffene Organisation", "Betroffene Einrichtung"),
        },
        "sites": {
            "en": ("Sites",),
            "nl": ("Campussen", "Vestigingen"),
            "fr": ("Sites concernés",),
            "de": ("Standorte",),
        },
        "sector": {"en": ("Sector", "Industry"), "nl": ("Sector",), "fr": ("Secteur",), "de": ("Sektor", "Branche")},
        "geography": {
            "en": ("Geography", "Country", "Region", "Location"),
            "nl": ("Geografie", "Land", "Regio"),
            "fr": ("Géographie", "Pays", "Région"),
            "de": ("Geografie", "Geographie", "Land", "Region"),
        },
        "staff": {"en": ("Staff",), "nl": ("Personeel",), "fr": ("Effectifs",), "de": ("Personal",)},
        "attack_type": {
            "en": ("Kind of Attack", "Attack Type", "Incident Type", "Type of Attack"),
            "nl": ("Soort aanval", "Type aanval"),
            "fr": ("Type d'attaque", "Genre d'attaque"),
            "de": ("Art des Angriffs", "Angriffsart"),
        },
        "malware_family": {
            "en": ("Malware Family", "Malware"),
            "nl": ("Malwarefamilie",),
            "fr": ("Famille de logiciels malveillants", "Maliciel"),
            "de": ("Schadsoftware", "Malware-Familie"),
        },
        "when": {
            "en": ("Date/Time", "Date", "Time", "When"),
            "nl": ("Datum/tijd", "Datum", "Tijdstip", "Wanneer"),
            "fr": ("Date/heure", "Date et heure", "Quand"),
            "de": ("Datum/Uhrzeit", "Datum und Uhrzeit", "Zeitpunkt", "Wann"),
        },
        "initial_access_vector": {
            "en": ("Vector", "Attack Vector", "Initial Access Vector"),
            "nl": ("Weg", "Vector", "Aanvalsvector"),
            "fr": ("Vecteur", "Vecteur d'attaque"),
            "de": ("Weg", "Vektor", "Angriffsvektor"),
        },
        "details": {
            "en": ("Details",),
            "nl": ("Details", "Bijzonderheden"),
            "fr": ("Détails",),
            "de": ("Einzelheiten",),
        },
        "status": {"en": ("Status",), "nl": ("Stand", "Status"), "fr": ("Statut", "État"), "de": ("Stand", "Status")},
        "data_exfiltrated": {
            "en": ("Data Exfiltration", "Data Taken", "Data Theft"),
            "nl": ("Data-exfiltratie", "Gegevensdiefstal", "Buitgemaakte gegevens"),
            "fr": ("Exfiltration de données", "Vol de données"),
            "de": ("Datenabfluss", "Datendiebstahl"),
        },
        "detection": {
            "en": ("Detection",),
            "nl": ("Detectie",),
            "fr": ("Détection",),
            "de": ("Erkennung", "Entdeckung"),
        },
        "response_summary": {
            "en": ("Response Actions", "Response"),
            "nl": ("Genomen maatregelen", "Reactie"),
            "fr": ("Mesures prises", "Réponse"),
            "de": ("Getroffene Maßnahmen", "Reaktion"),
        },
        "financial": {
            "en": ("Financial", "Financial Impact"),
            "nl": ("Financieel",),
            "fr": ("Financier", "Impact financier"),
            "de": ("Finanziell",),
        },
        "data_breach": {
            "en": ("Data Breach", "Data Impact"),
            "nl": ("Datalek", "Gegevenslek"),
            "fr": ("Violation de données", "Fuite de données"),
            "de": ("Datenschutzverletzung", "Datenpanne"),
        },
        "operational": {
            "en": ("Operational", "Operational Impact"),
            "nl": ("Operationeel",),
            "fr": ("Opérationnel", "Impact opérationnel"),
            "de": ("Betrieblich", "Betrieb"),
        },
        "reputational": {
            "en": ("Reputational", "Reputational Impact", "Reputation"),
            "nl": ("Reputatie",),
            "fr": ("Réputation",),
            "de": ("Ruf", "Reputation"),
        },
        "containment": {
            "en": ("Containment",),
            "nl": ("Indamming", "Inperking"),
            "fr": ("Confinement", "Endiguement"),
            "de": ("Eindämmung",),
        },
        "eradication": {
            "en": ("Eradication",),
            "nl": ("Verwijdering",),
            "fr": ("Éradication",),
            "de": ("Beseitigung", "Bereinigung"),
        },
        "recovery": {
            "en": ("Recovery",),
            "nl": ("Herstel",),
            "fr": ("Rétablissement", "Reprise"),
            "de": ("Wiederherstellung",),
        },
        # tactics, after MITRE ATT&CK
        "initial-access": {
            "en": ("Initial Access",),
            "nl": ("Eerste toegang", "Initiële toegang"),
            "fr": ("Accès initial",),
            "de": ("Erstzugang", "Erster Zugriff"),
        },
        "execution": {"en": ("Execution",), "nl": ("Uitvoering",), "fr": ("Exécution",), "de": ("Ausführung",)},
        "persistence": {
            "en": ("Persistence",),
            "nl": ("Blijvende toegang", "Persistentie"),
            "fr": ("Persistance",),
            "de": ("Persistenz",),
        },
        "privilege-escalation": {
            "en": ("Privilege Escalation",),
            "nl": ("Verhoging van rechten", "Privilege-escalatie"),
            "fr": ("Élévation de privilèges",),
            "de": ("Rechteausweitung",),
        },
        "defense-evasion": {
            "en": ("Defense Evasion", "Defence Evasion"),
            "nl": ("Ontwijken van verdediging", "Omzeilen van beveiliging"),
            "fr": ("Contournement des défenses",),
            "de": ("Umgehung der Abwehr",),
        },
        "credential-access": {
            "en": ("Credential Access",),
            "nl": ("Toegang tot inloggegevens",),
            "fr": ("Accès aux identifiants",),
            "de": ("Zugriff auf Zugangsdaten",),
        },
        "discovery": {
            "en": ("Discovery",),
            "nl": ("Verkenning",),
            "fr": ("Découverte",),
            "de": ("Erkundung",),
        },
        "lateral-movement": {
            "en": ("Lateral Movement",),
            "nl": ("Zijwaartse beweging", "Laterale beweging"),
            "fr": ("Déplacement latéral", "Mouvement latéral"),
            "de": ("Seitwärtsbewegung", "Laterale Bewegung"),
        },
        "collection": {"en": ("Collection",), "nl": ("Verzameling",), "fr": ("Collecte",), "de": ("Sammlung",)},
        "command-and-control": {
            "en": ("Command and Control", "Command & Control", "C2"),
            "nl": ("Aansturing",),
            "fr": ("Commande et contrôle",),
            "de": ("Steuerung",),
        },
        "exfiltration": {
            "en": ("Exfiltration",),
            "nl": ("Exfiltratie",),
            "fr": ("Exfiltration",),
            "de": ("Exfiltration", "Ausleitung"),
        },
        "impact": {
            "en": ("Impact",),
            "nl": ("Gevolgen", "Impact"),
            "fr": ("Impact",),
            "de": ("Auswirkung", "Auswirkungen"),
        },
    }
)
"""A word may name two things ("Discovery": a date, or a tactic): which one, its section says."""


def heading(key: str, lang: str) -> str:
    """How we write a section's heading. Raises KeyError: no such section or language.

    >>> heading("lessons", "fr")
    'Enseignements'
    """
    return SECTIONS[key][lang][0]


def label(key: str, lang: str) -> str:
    """How we write a label. Raises KeyError: no such label or language."""
    return LABELS[key][lang][0]


def section_key(told: str) -> tuple[str, frozenset[str]]:
    """The section a heading names, and the languages it can be; empty: none we know.

    >>> section_key("3. LESSONS LEARNED:")
    ('lessons', frozenset({'en'}))
    """
    key = _SECTION_OF.get(folded(told), "")
    return key, _SECTION_LANGS.get(folded(told), frozenset())


def label_keys(told: str) -> frozenset[str]:
    """Every label a word can be; empty: none we know.

    >>> sorted(label_keys("Discovery"))
    ['discovered_at', 'discovery']
    """
    return _LABELS_OF.get(folded(told), frozenset())


def folded(told: str) -> str:
    """A heading or label without number, case, accents and marks, for comparing."""
    plain = unicodedata.normalize("NFKD", told.casefold().replace("&", " and "))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"^\s*(?:\d+[.)]?)+\s+", "", plain)
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def _sections() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    keys: dict[str, str] = {}
    langs: dict[str, frozenset[str]] = {}
    for key, row in SECTIONS.items():
        for lang, words in row.items():
            for word in words:
                keys.setdefault(folded(word), key)
                langs[folded(word)] = langs.get(folded(word), frozenset()) | {lang}
    return keys, langs


def _labels() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for key, row in LABELS.items():
        for words in row.values():
            for word in words:
                found[folded(word)] = found.get(folded(word), frozenset()) | {key}
    return found


_SECTION_OF, _SECTION_LANGS = _sections()
_LABELS_OF = _labels()
