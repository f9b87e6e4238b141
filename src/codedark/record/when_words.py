"""Words for days and times in four languages, as pieces of regular expressions: what `when_said` knows, and no more.

Nothing here guesses: a phrase that stands in no table is not resolved. Where a word has two meanings (`voor dinsdag`:
before, or for, Tuesday; `na 6 uur`: after six o'clock, or after six hours) it is left out on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

NEVER = "(?!)"
"""Matches nothing: the language has no such word."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """One language. Pieces must hold no capturing groups."""

    weekdays: tuple[str, ...]
    """Monday first."""
    months: tuple[str, ...]
    capitals: bool
    """Whether days and months are written with a capital: without one, "may" and "march" are other words."""
    parts: Mapping[str, str]
    """Parts of a day: `morning`, `afternoon`, `evening`, `night`."""
    clock_parts: Mapping[str, str]
    """The same behind a time: "in the evening"."""
    days_back: tuple[tuple[str, int], ...]
    """Words for a day, with how many days ago; a part of the day may follow."""
    last_night: str
    last: tuple[str, str]
    """Before and after a weekday: the one just past."""
    coming: tuple[str, str]
    """The same for one to come, or one counted from another day: never resolved."""
    last_week: str
    """Before or after a weekday: that of the week before this one."""
    ago: str
    """`{n}` is the number."""
    numbers: tuple[str, ...]
    """From two."""
    day_number: str
    """A day of the month alone; `{d}` is the number."""
    date: tuple[str, ...]
    """A day and a month; `{d}`, `{m}`, `{y}` are day, month, and a year that may be missing."""
    dated_weekday: str
    """Between a weekday and its date."""
    other_year: str
    """After a date without a year: it is not of the year it would be taken for."""
    numeric: str
    """Marks between the numbers of a date, day first; empty: such a date is read only where one reading is possible."""
    ordinals: tuple[str, ...]
    """First, second, ...: before the word for a day."""
    nth_day: tuple[str, ...]
    """`{n}` an ordinal; `{c}` a number, in words or digits."""
    counts: tuple[str, ...]
    """One, two, ..."""
    nth_of: str
    """What makes the first day that of something else, when it follows."""
    since: str
    before: str
    until: str
    """Up to and with that day: "on or before"."""
    until_future: str
    """Up to a day that may be to come: a date is taken, a weekday is not."""
    from_future: str
    """From a day on that may be to come."""
    after: str
    about: str
    negated: str
    """Not that day: denied, more than so long ago, or another day or a week counted from it."""
    filler: str
    """Small words between one of those above and the day."""
    span_from: str
    between: str
    span_to: str
    both: str
    """Between two ends after `between`."""
    either: str
    """Between two days of which it was one: neither is taken."""
    night_from: str
    night_to: str
    next_week: str
    """Beside a weekday, before or after it: a day to come."""
    future: str
    """In a clause with one of these a bare weekday may be to come."""
    done: str = NEVER
    """What makes a word for what is to come a passive of what was: "mussten abgesagt werden"."""
    clause: str
    """Words that begin another clause."""
    habitual: str
    """Names and habits: "Good Friday", "every Tuesday"."""
    clock: tuple[str, ...]
    """Times; `{h}`, `{min}` hour and minutes, `{at}` a word that must stand before, `{part}` a part of the day."""
    at: str
    not_a_clock: str
    """Before a number of hours: a duration."""


_EN = Words(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("Jan(?:uary|\\.)?", "Feb(?:ruary|\\.)?", "Mar(?:ch|\\.)?", "Apr(?:il|\\.)?", "May", "June?\\.?", "July?\\.?"),
        *("Aug(?:ust|\\.)?", "Sept?(?:ember|\\.)?", "Oct(?:ober|\\.)?", "Nov(?:ember|\\.)?", "Dec(?:ember|\\.)?"),
    ),
    capitals=True,
    parts={"morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "night"},
    clock_parts={
        "morning": "in the (?:early )?morning",
        "afternoon": "in the afternoon",
        "evening": "in the evening",
        "night": "at night",
    },
    days_back=(
        ("the day before yesterday", 2),
        ("yesterday(?:['’]s)?", 1),
        ("today(?:['’]s)?", 0),
        ("(?:earlier )?this(?=\\s+(?:morning|afternoon|evening))", 0),
    ),
    last_night="last night",
    last=("last|this past|this last", NEVER),
    coming=(
        "next|coming|this coming|following|previous|preceding|another|some|one|a week ago|a week last",
        "week|next week|after next|after|before|(?:a|two|three) weeks? ago",
    ),
    last_week="(?:of )?last week",
    ago="{n} days ago",
    numbers=("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    day_number="the {d}(?:st|nd|rd|th)",
    date=("{m}\\s+{d}(?:st|nd|rd|th)?{y}", "{d}(?:st|nd|rd|th)?\\s+(?:of\\s+)?{m}{y}"),
    dated_weekday=",?\\s+(?:the\\s+)?",
    other_year="(?:of )?(?:last|next|the previous|the following) year",
    numeric="",
    ordinals=("first", "second", "third", "fourth", "fifth", "sixth", "seventh"),
    nth_day=("(?:the|a|its|their) {n} day", "day {c}"),
    counts=("one", "two", "three", "four", "five", "six", "seven"),
    nth_of="(?:of|in|at|after|since|back)\\b(?! (?:the )?(?:attack|incident|outage|disruption|cyber))",
    since="since|ever since|as of",
    before="before|prior to|ahead of",
    until="on or before|no later than|not later than|at the latest|by or on|pre-?",
    until_future="until|till|up to|through|by|to",
    from_future="from|starting|beginning",
    after="after|following",
    about="about|around|approximately|circa|roughly|shortly after|shortly before|just after|just before",
    negated=(
        "not|never|nor|isn['’]t|wasn['’]t|more than|less than|over|at least|(?:week|weekend|fortnight) (?:of|from)"
        "|eve of|(?:day|night) (?:before|after)"
    ),
    filler="on|the|about|around|at|in|early|late|hours of|morning of|evening of|afternoon of",
    span_from="from",
    between="between",
    span_to="to|until|till|through|-|–",
    both="and",
    either="or|and",
    night_from="(?:night|overnight)(?: (?:of|from|between))?",
    night_to="overnight (?:to|into)|(?:the )?night (?:to|into)",
    next_week="next week|(?:of )?(?:the )?(?:coming|following) week",
    future="will|shall|won['’]t|would|expects?|expected|plans? to|planned|hopes?|scheduled|due to",
    clause="that|when|while|because|whereas|although",
    habitual=(
        "(?:every|each|any|most)\\s+{w}|(?:Good|Black|Ash|Patch|Super|Shrove|Easter|Palm|Maundy|Holy|Cyber|Bloody)\\s+{w}"
        "|{w}s\\b|{w}\\s+(?:Times|Telegraph|Night Live)"
    ),
    clock=(
        "{h}(?:[:.]{min})?\\s*(?P<half>[ap])\\.?m\\b\\.?",
        "(?P<at>{at})\\s+{h}[:.]{min}(?!\\s*(?:%|percent|million|€))(?:\\s*(?:hrs|hours)\\b)?(?:\\s+{part})?",
        "{h}[:.]{min}\\s+{part}",
        "{h}:{min}(?=\\s+(?:on|this|yesterday|today)\\s)",
        "(?<=\\d, ){h}:{min}",
    ),
    at="at|around|about|approximately|by|from|since|before|after|until|till|between|and|to",
    not_a_clock="for|lasted|took|within|in|every|of|ratio|score",
)

_NL = Words(
    weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    months=(
        *("jan(?:uari|\\.)", "feb(?:ruari|\\.)", "maart|mrt\\.?", "apr(?:il|\\.)", "mei", "juni?\\.?", "juli?\\.?"),
        *("aug(?:ustus|\\.)", "sept?(?:ember|\\.)", "okt(?:ober|\\.)", "nov(?:ember|\\.)", "dec(?:ember|\\.)"),
    ),
    capitals=False,
    parts={
        "morning": "ochtend|morgen|voormiddag",
        "afternoon": "namiddag|middag",
        "evening": "avond",
        "night": "nacht",
    },
    clock_parts={
        "morning": "['’]s (?:ochtends|morgens)|in de ochtend|in de voormiddag",
        "afternoon": "['’]s (?:middags|namiddags)|in de namiddag",
        "evening": "['’]s avonds|in de avond",
        "night": "['’]s nachts",
    },
    days_back=(
        ("eergisteren", 2),
        ("gister(?:en)?", 1),
        ("vandaag", 0),
        ("van(?=ochtend|morgen|middag|namiddag|avond)", 0),
        ("deze(?=\\s+(?:ochtend|morgen|middag|namiddag|avond))", 0),
    ),
    last_night="vannacht|de afgelopen nacht|afgelopen nacht|de voorbije nacht|voorbije nacht",
    last=("afgelopen|voorbije|verleden|vorige|jongstleden", "jl\\.?|jongstleden|laatstleden|ll\\."),
    coming=(
        "volgende|komende|aanstaande|eerstvolgende|een",
        "daarop|daarvoor|daarna|erop|ervoor|aanstaande|a\\.s\\.|(?:een week|twee weken) geleden",
    ),
    last_week="(?:van )?(?:vorige|verleden) week",
    ago="{n} dagen geleden",
    numbers=("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    day_number="de {d}(?:ste|de|e)",
    date=("{d}(?:ste|de|e)?\\s+{m}{y}",),
    dated_weekday=",?\\s+(?:de\\s+)?",
    other_year="(?:van )?(?:vorig|verleden|volgend) jaar",
    numeric="/.-",
    ordinals=("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende"),
    nth_day=("(?:de|een|hun) {n} dag", "dag {c}"),
    counts=("één|een", "twee", "drie", "vier", "vijf", "zes", "zeven"),
    nth_of="(?:van|in|na|sinds|op)\\b(?! (?:de |het )?(?:aanval|cyber|incident|storing|panne))",
    since="sinds|sedert",
    before="vóór|vòòr|voorafgaand aan",
    until="op of (?:voor|vóór)|uiterlijk|ten laatste",
    until_future="tot|tot en met|t/m|tegen",
    from_future="vanaf|met ingang van",
    after="na",
    about="rond|omstreeks|ongeveer|circa|omtrent|tegen|kort na|kort voor|net na|net voor|even na|even voor",
    negated="niet|nooit|noch|voor|meer dan|minder dan|ruim|minstens|(?:week|weekend) van|dag (?:voor|na)|avond voor",
    filler="op|de|rond|omstreeks|ongeveer|op de|vroeg|laat",
    span_from="van",
    between="tussen",
    span_to="tot|tot en met|t/m|-|–",
    both="en",
    either="of|en",
    night_from="nacht(?: van)?",
    night_to="nacht op|nacht naar",
    next_week="volgende week|komende week",
    future="zal|zullen|zou|zouden|verwacht|verwachten|hoopt|hopen|plant|plannen|gepland|voorzien",
    clause="dat|toen|terwijl|omdat|nadat|waarna|zodat|hoewel",
    habitual="(?:elke|iedere|op|de)\\s+{w}en\\b|(?:elke|iedere)\\s+{w}|(?:Goede|Witte|Zwarte|Stille|Pinkster|Paas)\\s*{w}|{w}s\\b|['’]s\\s+{w}s",
    clock=(
        "{h}[.:]{min}\\s*(?:uur|u\\b)(?!\\s*(?:lang|geleden|later|durende?|per\\b))(?:\\s+{part})?",
        "{h}\\s*u\\s?{min}\\b(?:\\s+{part})?",
        "(?P<at>{at})\\s+{h}[.:]{min}(?!\\s*(?:%|procent|miljoen|euro|€|uur|u\\b))(?:\\s+{part})?",
        "(?P<at>{at})\\s+{h}\\s*(?:uur|u\\b)(?!\\s*(?:lang|geleden|later|durende?|per\\b|rijden))(?:\\s+{part})?",
        "{h}\\s*(?:uur|u\\b)\\s+{part}",
    ),
    at="om|rond|omstreeks|tegen|vanaf|sinds|tussen|en|tot|vóór|van|kort na|kort voor|even na|even voor",
    not_a_clock="gedurende|al|binnen|na|duurde|om de|elke|ruim|meer dan|minstens|langer dan|in",
)

_FR = Words(
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    months=(
        *("janv(?:ier|\\.)", "févr(?:ier|\\.)|fevrier", "mars", "avr(?:il|\\.)", "mai", "juin", "juil(?:let|\\.)"),
        *("ao[uû]t", "sept(?:embre|\\.)", "oct(?:obre|\\.)", "nov(?:embre|\\.)", "d[ée]c(?:embre|\\.)"),
    ),
    capitals=False,
    parts={"morning": "matin|matinée", "afternoon": "après-midi", "evening": "soir|soirée", "night": "nuit"},
    clock_parts={
        "morning": "du matin",
        "afternoon": "de l['’]après-midi",
        "evening": "du soir",
        "night": "de la nuit",
    },
    days_back=(
        ("avant-hier", 2),
        ("hier", 1),
        ("aujourd['’]hui", 0),
        ("ce(?=\\s+(?:matin|soir))|cet(?=\\s+après-midi)", 0),
    ),
    last_night="la nuit dernière|la nuit passée",
    last=(NEVER, "dernier|passé"),
    coming=(
        "chaque|tous les|prochain|un",
        "prochain|suivant|précédent|en huit|d['’]après|d['’]avant|il y a (?:une|deux|trois) semaines?",
    ),
    last_week="de la semaine (?:dernière|passée)",
    ago="il y a {n} jours",
    numbers=("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    day_number="le {d}(?:er)?",
    date=("{d}(?:er)?\\s+{m}{y}",),
    dated_weekday=",?\\s+(?:le\\s+)?",
    other_year="(?:de )?l['’](?:an|année) (?:dernière?|passée?|prochaine?)",
    numeric="/.-",
    ordinals=("premier", "deuxième|second", "troisième", "quatrième", "cinquième", "sixième", "septième"),
    nth_day=("(?:le|un|du|au|son|leur) {n} jour", "jour {c}"),
    counts=("un", "deux", "trois", "quatre", "cinq", "six", "sept"),
    nth_of="(?:de|du|des|d['’]|en|depuis|dans|au|après)(?! ?(?:l['’]|la |le |cette )?(?:attaque|cyber|incident|panne))",
    since="depuis|dès",
    before="avant",
    until="au plus tard|le ou avant",
    until_future="jusqu['’]au|jusqu['’]à|d['’]ici|jusque",
    from_future="à partir de|à partir du|à compter du|à compter de",
    after="après",
    about="vers|autour de|autour du|aux alentours de|aux environs de|aux alentours du|environ|peu après|peu avant",
    negated="pas|jamais|ni|(?:veille|lendemain|avant-veille) d[eu]|(?:semaine|week-end|weekend) du",
    filler="le|du|de|ce|au|à|dans la",
    span_from="du|de",
    between="entre",
    span_to="au|à|-|–",
    both="et",
    either="ou|et",
    night_from="nuit (?:du|de)",
    night_to=NEVER,
    next_week="(?:de )?(?:la )?semaine (?:prochaine|suivante)",
    future="sera|seront|serait|devrait|devraient|prévoit|prévue?s?|espère|reprendra|reprendront|rouvrira|attendue?s?",
    clause="que|qu['’]|lorsque|lorsqu['’]|quand|tandis que|parce que|alors que",
    habitual=(
        "(?:tous les|chaque|les)\\s+{w}s?|{w}s\\b|{w}\\s+(?:saint|gras)"
        "|\\ble\\s+{w}(?!\\s+(?:\\d|1er|matin|soir|après|dernier|passé|de la))"
    ),
    clock=(
        "(?P<at>{at})\\s+{h}\\s?(?:h|heures?)(?:\\s?{min})?"
        "(?!\\w|/|\\s+(?:de (?!l['’]après|la nuit)|d['’]|plus tard|durant))(?:\\s+{part})?",
        "{h}\\s?h\\s?{min}(?!\\w|/|\\s+(?:de (?!l['’]après|la nuit)|d['’]|plus tard|durant))(?:\\s+{part})?",
        "{h}\\s?(?:h|heures?)\\s+{part}",
        "(?P<at>{at})\\s+{h}:{min}(?:\\s+{part})?",
    ),
    at="à|vers|dès|avant|jusqu['’]à|entre|et|aux alentours de|aux environs de|autour de|à partir de|peu après",
    not_a_clock="pendant|durant|en|il y a|après|au bout de|plus de|moins de|toutes les|dans les|sous|pour",
)

_DE = Words(
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag|Sonnabend", "Sonntag"),
    months=(
        *(
            "Jan(?:uar|\\.)|Jänner",
            "Feb(?:ruar|\\.)",
            "März|Mrz\\.",
            "Apr(?:il|\\.)",
            "Mai",
            "Jun[io]?\\.?",
            "Juli?\\.?",
        ),
        *("Aug(?:ust|\\.)", "Sept?(?:ember|\\.)", "Okt(?:ober|\\.)", "Nov(?:ember|\\.)", "Dez(?:ember|\\.)"),
    ),
    capitals=True,
    parts={
        "morning": "vormittag|morgen|früh",
        "afternoon": "nachmittag|mittag",
        "evening": "abend",
        "night": "nacht",
    },
    clock_parts={
        "morning": "morgens|früh|vormittags|am Morgen|am Vormittag|in der Früh",
        "afternoon": "nachmittags|am Nachmittag|mittags",
        "evening": "abends|am Abend",
        "night": "nachts|in der Nacht",
    },
    days_back=(("vorgestern", 2), ("gestern", 1), ("heute", 0)),
    last_night="(?:in der )?(?:vergangenen|letzten|vorigen) Nacht|vergangene Nacht|letzte Nacht",
    last=("(?:letzte|vergangene|vorige|verwichene)[nrm]?", NEVER),
    coming=(
        "(?:nächste|kommende|übernächste|folgende|jede)[nrm]?|eine[nmrs]?",
        "zuvor|darauf|danach|in einer Woche|vor (?:einer|zwei|drei) Wochen?",
    ),
    last_week="(?:der )?(?:letzten|vergangenen|voriger|letzter|vorigen|vergangener) Woche",
    ago="vor {n} Tagen",
    numbers=("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"),
    day_number="(?:am|vom|dem|zum|seit) {d}\\.(?!\\d)",
    date=("{d}\\.\\s*{m}{y}",),
    dated_weekday=",?\\s+(?:de[mnr]\\s+|am\\s+)?",
    other_year="(?:des )?(?:letzten|vorigen|vergangenen|nächsten|kommenden) Jahres",
    numeric="./-",
    ordinals=("ersten?", "zweiten?", "dritten?", "vierten?", "fünften?", "sechsten?", "siebten?"),
    nth_day=("(?:am|der|den|dem|einen|einem|vom|ein) {n}r? Tag", "Tag {c}"),
    counts=("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben"),
    nth_of="(?:de[rs]|in|nach|seit|im|beim|von)\\b(?! (?:Angriff|Cyber|Vorfall|Ausfall|Störung))",
    since="seit",
    before="vor",
    until="spätestens|bis spätestens|am oder vor",
    until_future="bis|bis zum",
    from_future="ab|von",
    after="nach",
    about="gegen|etwa|ungefähr|circa|rund um|um den|kurz nach|kurz vor|ca\\.",
    negated="nicht|nie|niemals|weder|(?:Woche|Wochenende) vom|Tag (?:vor|nach)|Vortag",
    filler="am|dem|den|etwa|ungefähr|gegen|der|zum|um|früh|spät",
    span_from="von|vom",
    between="zwischen",
    span_to="bis|bis zum|-|–",
    both="und",
    either="oder|und",
    night_from="Nacht (?:von|vom)",
    night_to="Nacht (?:auf|zu|zum|auf den)",
    next_week="(?:der )?(?:nächste|kommende|folgende)[nr]? Woche",
    future="wird|werden|soll|sollen|voraussichtlich|geplant|plant|hofft|erwartet",
    done="musste|mussten|konnte|konnten|durfte|durften",
    clause="dass|als|während|weil|nachdem|obwohl|wobei",
    habitual="(?:jeden|jeder|jedem)\\s+{w}|{w}s\\b|(?:Schwarzer|Stiller)\\s+{w}|(?:Kar|Ascher|Rosen|Palm|Oster|Pfingst){w}",
    clock=(
        "{h}[.:]{min}\\s*Uhr\\b(?:\\s+{part})?",
        "{h}\\s*Uhr\\s+{min}\\b(?!\\s*(?:Prozent|%|Patient|Operation|Mill|Euro))(?:\\s+{part})?",
        "{h}\\s*Uhr\\b(?:\\s+{part})?",
        "(?P<at>{at})\\s+{h}:{min}(?!\\s*(?:Prozent|%))(?:\\s+{part})?",
    ),
    at="um|gegen|ab|seit|vor|nach|bis|zwischen|und|von|kurz nach|kurz vor",
    not_a_clock=NEVER,
)

WORDS: Mapping[str, Words] = MappingProxyType({"en": _EN, "nl": _NL, "fr": _FR, "de": _DE})
