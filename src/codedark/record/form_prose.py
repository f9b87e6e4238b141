"""What a report says of care in its running text: counts, transfers, emergency care, servers; a small rule each.

Reports of this form put figures into one long line ("Operational: ... 70 operations cancelled on the first day."). Here
only that is read, clause by clause, and a clause that denies, supposes, or tells of something over is left alone. Free
articles need more (`record.reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from functools import cache

from codedark.record.assertion import Period, PeriodKind, Qualifier, Value
from codedark.record.edtf import When
from codedark.record.fields import PREHOSPITAL
from codedark.record.prose_words import PROSE, Prose
from codedark.record.when_said import Said, said_when

_SENTENCE = re.compile(r"(?:[^.;!?\n]|\.(?=\w))+")
_CLAUSE = re.compile(r"(?:[^.;!?,\n]|[.,](?=\d)|\.(?=\w))+")
_MARKUP = str.maketrans("*_`\n\r\t", "      ")
_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
_GAP = r"(?:\s+[\w'’()-]+){0,4}?\s+"
_CODES = {"SMUR": "MUG"}
ONSET_REACH_LETTERS = 80
"""So near behind "the attack began" its moment must stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a clause says."""

    field: str
    value: Value = None
    qualifier: Qualifier | None = None
    period: Period | None = None
    start: int
    end: int
    rule: str
    details: Mapping[str, str] = made(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text is read with."""

    lang: str
    published: When
    zone: str
    onset: When | None = None
    headings_lang: str = ""
    """Of the report's headings, where it is another: days that `lang` cannot read may be written in it."""

    def when(self, text: str) -> tuple[Said, ...]:
        """When a piece of the text says things happened."""
        told = said_when(text, self.lang, self.published, self.zone, self.onset)
        if told or not self.headings_lang:
            return told
        return said_when(text, self.headings_lang, self.published, self.zone, self.onset)


def facts_in(text: str, reading: Reading) -> tuple[Fact, ...]:
    """Facts of a running text, in its order, spans counted in it.

    >>> reading = Reading(lang="en", published=When("2024-05-15"), zone="UTC", onset=When("2024-05-14"))
    >>> [(f.field, f.value) for f in facts_in("Servers were shut down; 70 surgeries cancelled.", reading)]
    [('servers_shutdown', True), ('operations_cancelled', 70)]
    """
    words = PROSE[reading.lang]
    plain = text.translate(_MARKUP)
    found: list[Fact] = []
    for sentence in _SENTENCE.finditer(plain):
        if not _elsewhere(sentence[0], reading):
            for clause in _CLAUSE.finditer(sentence[0]):
                found += _of_clause(clause[0], sentence.start() + clause.start(), words, reading)
    return tuple(sorted([*found, *_onsets(plain, words, reading)], key=lambda fact: (fact.start, fact.field)))


def _of_clause(clause: str, offset: int, words: Prose, reading: Reading) -> Iterator[Fact]:
    forms = _forms(reading.lang)
    denied = forms["unless"].search(clause) is not None
    if not denied or forms["not_going_out"].search(clause):
        yield from _teams(clause, offset, forms)
    if denied:
        return
    for name, value in (("servers_shutdown", True), ("ambulance_diversion", True)):
        if match := forms[name].search(clause):
            yield Fact(field=name, value=value, rule=name, start=offset + match.start(), end=offset + match.end())
    for name, state in (("ed_limited", "limited"), ("ed_closed", "closed")):
        if match := forms[name].search(clause):
            start, end = offset + match.start(), offset + match.end()
            yield Fact(field="ed_status", value=state, rule="ed_status", start=start, end=end)
    for name in ("operations_cancelled", "patients_transferred"):
        if counted := _counted(name, clause, offset, words, reading):
            yield counted


def _elsewhere(sentence: str, reading: Reading) -> bool:
    """Whether a sentence names another incident, or a year in which this one was not."""
    own = {reading.published.end[:4], *([] if reading.onset is None else [reading.onset.end[:4]])}
    other = _forms(reading.lang)["elsewhere"].search(sentence)
    return other is not None or any(year not in own for year in _YEAR.findall(sentence))


def _teams(clause: str, offset: int, forms: Mapping[str, re.Pattern[str]]) -> Iterator[Fact]:
    out = forms["not_going_out"].search(clause)
    named = list(re.finditer(r"\b(?:MUG|SMUR|PIT)\b", clause))
    if out is None or not named:
        return
    codes = {_CODES.get(match[0], match[0]) for match in named}
    end = max(out.end(), named[-1].end())
    start = len(clause) - len(clause.lstrip())
    value = tuple(code for code in PREHOSPITAL if code in codes)
    yield Fact(field="prehospital_unavailable", value=value, rule="prehospital", start=offset + start, end=offset + end)


def _counted(name: str, clause: str, offset: int, words: Prose, reading: Reading) -> Fact | None:
    match = next((m for form in _counts(reading.lang)[name] if (m := form.search(clause))), None)
    if match is None:
        return None
    groups = match.groupdict()
    number, qualifier = _number(groups.get("n"), groups.get("q"), words)
    value: Value = number
    if number is not None and (lower := _FROM.search(clause, 0, match.start("n"))):
        if qualifier not in (Qualifier.EXACT, Qualifier.AT_MOST) or int(lower["low"]) >= number:
            return None  # two numbers that are no range: which one is meant is not said
        value, qualifier = (int(lower["low"]), number), Qualifier.RANGE
    details = {"acuity": "critical"} if groups.get("critical") or groups.get("critical_after") else {}
    period, rule = _period(clause, reading) if value is not None else (None, "")
    return Fact(
        field=name,
        value=value,
        qualifier=qualifier,
        period=period,
        rule=f"{name}+{rule}" if rule else name,
        start=offset + match.start(),
        end=offset + match.end(),
        details=details,
    )


_FROM = re.compile(r"(?<![\d.,])(?P<low>\d+)\s*(?:-|–|to|and|or|tot|en|à|et|ou|bis|und|oder)\s*$", re.IGNORECASE)
"""What makes a number the upper end of a range: "60 to" before 80."""


def _number(told: str | None, before: str | None, words: Prose) -> tuple[int | None, Qualifier]:
    if told is None:
        return None, Qualifier.UNCOUNTED
    digits = re.sub(r"[.,\s]", "", told)
    value = int(digits) if digits.isdecimal() else words.numbers[told.casefold()]
    if before is None:
        return value, Qualifier.EXACT
    kind = next(kind for form, kind in words.qualifiers if re.fullmatch(form, before.strip(), re.IGNORECASE))
    return value, Qualifier(kind)


def _period(clause: str, reading: Reading) -> tuple[Period | None, str]:
    """The one day a clause names, or from a day until publication, and the rule; None: it names none, or several."""
    said = reading.when(clause)
    if len(said) != 1:
        return None, ""
    when, rule = said[0].when, said[0].rule
    if when.open_end and not when.open_start and when.start[:10] < reading.published.end[:10]:
        return Period(when=When(f"{when.start[:10]}/{reading.published.end[:10]}"), kind=PeriodKind.CUMULATIVE), rule
    return (None, "") if when.open_start or when.open_end else (Period(when=when), rule)


def _onsets(text: str, words: Prose, reading: Reading) -> Iterator[Fact]:
    """Beginnings, as exactly as they are told: "the incident began on or before Tuesday"."""
    for match in re.finditer(words.began, text, re.IGNORECASE):
        after = text[match.end() : match.end() + ONSET_REACH_LETTERS]
        end = re.search(r"[.;,!?](?=\s|$)|$", after)
        stop = match.end() + (end.start() if end else 0)
        for said in reading.when(text[match.start() : stop])[:1]:
            yield Fact(
                field="onset_at",
                value=str(said.when),
                start=match.start(),
                end=match.start() + said.end,
                rule=f"onset_at+{said.rule}",
            )


@cache
def _forms(lang: str) -> Mapping[str, re.Pattern[str]]:
    words = PROSE[lang]
    near = r"(?:\W+[\w'’-]+){0,5}?\W+"
    rows = {
        "elsewhere": rf"(?<![\w-])(?:{words.elsewhere})(?![\w-])",
        "unless": rf"(?<![\w-])(?:{words.unless})(?![\w-])",
        "not_going_out": words.not_going_out,
        "servers_shutdown": words.servers_off,
        "ambulance_diversion": words.diverted,
        "ed_limited": f"{words.emergency}{near}{words.limited}",
        "ed_closed": f"{words.emergency}\\s+(?:[\\w'’-]+\\s+){{0,4}}?{words.closed}",
    }
    return {name: re.compile(form, re.IGNORECASE) for name, form in rows.items()}


@cache
def _counts(lang: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    words = PROSE[lang]
    number = rf"(?P<n>\d{{1,3}}(?:[.,]\d{{3}})+|\d+|{'|'.join(sorted(words.numbers, key=len, reverse=True))})"
    before = "|".join(form for form, _ in words.qualifiers)
    count = rf"(?:(?:(?P<q>{before})\s+)?(?<![\d.,])\b{number}\s+)?"
    critical = rf"(?:(?:of\s+)?(?P<critical>{words.critical})\s+)?"
    patients = rf"{critical}(?:{words.patients})(?:\s+(?P<critical_after>{words.critical}))?"
    rows = {
        "operations_cancelled": (
            rf"{count}(?:{words.operations}){_GAP}{words.cancelled}",
            rf"(?:{words.cancelling})\s+{count}(?:{words.operations})",
        ),
        "patients_transferred": (
            rf"{count}{patients}{_GAP}{words.moved}",
            rf"(?:{words.moving})\s+(?:the\s+|de\s+|les\s+)?{count}{patients}",
        ),
    }
    return {name: tuple(map(_whole, forms)) for name, forms in rows.items()}


def _whole(form: str) -> re.Pattern[str]:
    """A form that begins and ends at words."""
    return re.compile(rf"(?<![\w-])(?:{form})(?![\w-])", re.IGNORECASE)
