"""Every sentence of a diversion notice, once a language: what cannot be said in one of them cannot be said at all.

Short sentences for the telephone. What stands in braces comes from the record; names stay as the hospital told them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "first": "Diversion notice {number} of {hospital}, {at}.",
                "update": "Diversion notice {number} of {hospital}, {at}. It replaces notice {replaces}.",
                "withdrawal": (
                    "Notice {number} of {hospital}, {at}. Notice {replaces} is withdrawn: it no longer holds."
                ),
                "until": "In force since {since} until {until}.",
                "further": "In force since {since} until further notice.",
                "door": "{name}: {pct} % of capacity. Take the others to {to}.",
                "door-shut": "{name}: closed. Go to {to}.",
                "door-open-end": "{name}: {pct} % of capacity. Where the others go is not known.",
                "door-shut-open-end": "{name}: closed. Where to go instead is not known.",
                "crews": "Our mobile teams do not go out: {names}.",
                "code": "{name}: {kept} to {to}.",
                "code-open-end": "{name}: {kept}; nobody has told where to.",
                "course": "Appointments, {name}: {kept} to {to}.",
                "course-open-end": "Appointments, {name}: {kept}; nobody has told where to.",
                "spoke": "Transfers to us, {name}: {kept} to {to}.",
                "spoke-open-end": "Transfers to us, {name}: {kept}; nobody has told where to.",
                "sector": "Sector, {name}: {kept} to {to}.",
                "sector-open-end": "Sector, {name}: {kept}; nobody has told to whom.",
                "all": "all",
                "some": "we take {pct} %, the others",
                "none-services": "Not available: {names}.",
                "paper-services": "On paper: {names}.",
                "more": "{count} more lines stand in the written notice.",
                "repeat-back": "Please repeat the number of the notice and say your name.",
                "paper": "{name} {pct} %",
            }
        ),
        "nl": MappingProxyType(
            {
                "first": "Omleidingsbericht {number} van {hospital}, {at}.",
                "update": "Omleidingsbericht {number} van {hospital}, {at}. Het vervangt bericht {replaces}.",
                "withdrawal": (
                    "Bericht {number} van {hospital}, {at}. Bericht {replaces} is ingetrokken: het geldt niet meer."
                ),
                "until": "Geldig sinds {since} tot {until}.",
                "further": "Geldig sinds {since} tot nader bericht.",
                "door": "{name}: {pct} % van de capaciteit. Breng de anderen naar {to}.",
                "door-shut": "{name}: gesloten. Rijd naar {to}.",
                "door-open-end": "{name}: {pct} % van de capaciteit. Waar de anderen heen gaan is niet bekend.",
                "door-shut-open-end": "{name}: gesloten. Waarheen in de plaats is niet bekend.",
                "crews": "Onze mobiele teams rijden niet uit: {names}.",
                "code": "{name}: {kept} naar {to}.",
                "code-open-end": "{name}: {kept}; niemand heeft gezegd waarheen.",
                "course": "Afspraken, {name}: {kept} naar {to}.",
                "course-open-end": "Afspraken, {name}: {kept}; niemand heeft gezegd waarheen.",
                "spoke": "Overplaatsingen naar ons, {name}: {kept} naar {to}.",
                "spoke-open-end": "Overplaatsingen naar ons, {name}: {kept}; niemand heeft gezegd waarheen.",
                "sector": "Sector, {name}: {kept} naar {to}.",
                "sector-open-end": "Sector, {name}: {kept}; niemand heeft gezegd naar wie.",
                "all": "alles",
                "some": "wij nemen {pct} %, de rest",
                "none-services": "Niet beschikbaar: {names}.",
                "paper-services": "Op papier: {names}.",
                "more": "Nog {count} regels staan in het schriftelijke bericht.",
                "repeat-back": "Herhaal het nummer van het bericht en zeg uw naam.",
                "paper": "{name} {pct} %",
            }
        ),
        "fr": MappingProxyType(
            {
                "first": "Avis de déviation {number} de {hospital}, {at}.",
                "update": "Avis de déviation {number} de {hospital}, {at}. Il remplace l'avis {replaces}.",
                "withdrawal": ("Avis {number} de {hospital}, {at}. L'avis {replaces} est retiré : il ne vaut plus."),
                "until": "En vigueur depuis {since} jusqu'à {until}.",
                "further": "En vigueur depuis {since} jusqu'à nouvel avis.",
                "door": "{name} : {pct} % de la capacité. Conduisez les autres à {to}.",
                "door-shut": "{name} : fermé. Allez à {to}.",
                "door-open-end": "{name} : {pct} % de la capacité. On ne sait pas où vont les autres.",
                "door-shut-open-end": "{name} : fermé. On ne sait pas où aller à la place.",
                "crews": "Nos équipes mobiles ne sortent pas : {names}.",
                "code": "{name} : {kept} vers {to}.",
                "code-open-end": "{name} : {kept} ; personne n'a dit vers où.",
                "course": "Rendez-vous, {name} : {kept} vers {to}.",
                "course-open-end": "Rendez-vous, {name} : {kept} ; personne n'a dit vers où.",
                "spoke": "Transferts vers nous, {name} : {kept} vers {to}.",
                "spoke-open-end": "Transferts vers nous, {name} : {kept} ; personne n'a dit vers où.",
                "sector": "Secteur, {name} : {kept} vers {to}.",
                "sector-open-end": "Secteur, {name} : {kept} ; personne n'a dit vers qui.",
                "all": "tout",
                "some": "nous prenons {pct} %, le reste",
                "none-services": "Indisponible : {names}.",
                "paper-services": "Sur papier : {names}.",
                "more": "{count} autres lignes se trouvent dans l'avis écrit.",
                "repeat-back": "Répétez le numéro de l'avis et dites votre nom.",
                "paper": "{name} {pct} %",
            }
        ),
        "de": MappingProxyType(
            {
                "first": "Umleitungsmeldung {number} von {hospital}, {at}.",
                "update": "Umleitungsmeldung {number} von {hospital}, {at}. Sie ersetzt Meldung {replaces}.",
                "withdrawal": (
                    "Meldung {number} von {hospital}, {at}. Meldung {replaces} ist zurückgezogen: sie gilt nicht mehr."
                ),
                "until": "Gültig seit {since} bis {until}.",
                "further": "Gültig seit {since} bis auf Weiteres.",
                "door": "{name}: {pct} % der Kapazität. Die anderen zu {to}.",
                "door-shut": "{name}: geschlossen. Fahren Sie zu {to}.",
                "door-open-end": "{name}: {pct} % der Kapazität. Wohin die anderen fahren, ist nicht bekannt.",
                "door-shut-open-end": "{name}: geschlossen. Wohin stattdessen, ist nicht bekannt.",
                "crews": "Unsere mobilen Teams fahren nicht aus: {names}.",
                "code": "{name}: {kept} zu {to}.",
                "code-open-end": "{name}: {kept}; niemand hat gesagt, wohin.",
                "course": "Termine, {name}: {kept} zu {to}.",
                "course-open-end": "Termine, {name}: {kept}; niemand hat gesagt, wohin.",
                "spoke": "Verlegungen zu uns, {name}: {kept} zu {to}.",
                "spoke-open-end": "Verlegungen zu uns, {name}: {kept}; niemand hat gesagt, wohin.",
                "sector": "Sektor, {name}: {kept} zu {to}.",
                "sector-open-end": "Sektor, {name}: {kept}; niemand hat gesagt, zu wem.",
                "all": "alle",
                "some": "wir nehmen {pct} %, die übrigen",
                "none-services": "Nicht verfügbar: {names}.",
                "paper-services": "Auf Papier: {names}.",
                "more": "{count} weitere Zeilen stehen in der schriftlichen Meldung.",
                "repeat-back": "Wiederholen Sie die Nummer der Meldung und nennen Sie Ihren Namen.",
                "paper": "{name} {pct} %",
            }
        ),
    }
)
"""Language (ISO 639-1) -> sentence -> its words."""
